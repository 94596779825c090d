"""Labels that mean nothing: shuffled within arms, and how large a trial finds one that does."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from course_lib.evidence import (
    interaction_participants,
    interaction_power,
    shuffled_subgroups,
)
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable

THREE = OrdinalScale("outcome", ("good", "fair", "poor"), ("good", "fair", "poor"))
SMALL = OutcomeTable(np.array([[[2, 0, 1], [1, 1, 1]], [[0, 2, 0], [2, 0, 1]]]), THREE)


def draws(table: OutcomeTable, replicates: int) -> OutcomeTable:
    return shuffled_subgroups(table, replicates=replicates, rng=np.random.default_rng(8))


def test_nobody_changes_arm_or_outcome_and_every_subgroup_keeps_its_size() -> None:
    counts = draws(SMALL, 500).counts
    assert (counts.sum(axis=1) == SMALL.counts.sum(axis=0)).all()
    assert (counts.sum(axis=-1) == SMALL.participants).all()
    assert (counts >= 0).all()


def test_every_deal_of_the_cards_is_equally_likely() -> None:
    # the treated: 2 good, 2 fair, 1 poor; all ways to put 3 of the 5 into the first subgroup
    people = [0, 0, 1, 1, 2]
    ways = list(combinations(range(5), 3))
    exact: dict[tuple[int, ...], float] = {}
    for way in ways:
        key = tuple(np.bincount([people[one] for one in way], minlength=3).tolist())
        exact[key] = exact.get(key, 0) + 1 / len(ways)
    found = draws(SMALL, 40_000).counts[:, 0, 0]
    assert {tuple(row) for row in found.tolist()} == set(exact)
    for key, chance in exact.items():
        share = (found == key).all(axis=-1).mean()
        assert share == pytest.approx(chance, abs=4 * np.sqrt(chance * (1 - chance) / 40_000))


def test_it_is_what_shuffling_the_people_one_by_one_gives() -> None:
    rng = np.random.default_rng(9)
    table = OutcomeTable(np.array([[[9, 6, 5], [5, 5, 5]], [[4, 4, 7], [6, 6, 3]]]), THREE)
    label = np.repeat([0, 1], table.participants[:, 0])
    outcome = np.repeat([0, 1, 2, 0, 1, 2], table.counts[:, 0].ravel())
    one_by_one = [(outcome[rng.permutation(label) == 0] == 0).sum() for _ in range(4_000)]
    at_once = draws(table, 20_000).counts[:, 0, 0, 0]
    assert at_once.mean() == pytest.approx(np.mean(one_by_one), abs=0.1)
    assert at_once.std() == pytest.approx(np.std(one_by_one), abs=0.1)


def test_the_same_seed_deals_the_same_cards_and_the_table_stays_as_it_was() -> None:
    before = SMALL.counts.copy()
    assert draws(SMALL, 5) == draws(SMALL, 5)
    assert (SMALL.counts == before).all()


def test_the_multiple_of_participants_gives_just_the_wanted_power() -> None:
    # more participants multiply every effect in standard errors by the root of the multiple
    for size, share in ((1.0, 0.5), (0.6, 0.3), (2.5, 0.8)):
        times = interaction_participants(relative_size=size, share=share, power=0.9)
        power = interaction_power(relative_size=size * np.sqrt(times), share=share)
        assert power == pytest.approx(0.9, abs=1e-6)


def test_four_times_the_participants_find_an_interaction_as_large_as_the_effect() -> None:
    # Brookes et al. 2004: fourfold
    assert interaction_participants() == pytest.approx(4, rel=1e-9)
    assert interaction_participants(relative_size=2) == pytest.approx(1, rel=1e-9)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: draws(SMALL[0], 5), "two or more subgroups"),
        (lambda: draws(SMALL, 0), "a whole number from 1, not 0"),
        (
            lambda: interaction_participants(relative_size=0),
            "size of the interaction must be a pos",
        ),
        (lambda: interaction_participants(share=1), "the share of a subgroup"),
        (lambda: interaction_participants(overall_power=0.05), "more power than alpha"),
    ],
)
def test_an_impossible_question_is_refused_in_a_sentence(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
