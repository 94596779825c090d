"""What lesson 01 says in words, held against its own explorers and data."""

import numpy as np
import pytest

from course_lib import design, evidence, published
from course_lib.lessons import (
    allocation_views,
    conduct_views,
    guessing_views,
    report_views,
    trial_design,
)

SEEDS = range(1, 6)


def width(look: str, factors: int, method: str, seed: int) -> float:
    """Average distance from the plan."""
    values = allocation_views.results(look, factors, seed)[method]
    return float(np.abs(values - allocation_views.LOOKS[look].planned).mean())


@pytest.mark.parametrize("seed", SEEDS)
def test_what_lesson_01_says_of_the_four_methods_is_so(seed: int) -> None:
    sizes = allocation_views.results("size", 1, seed)
    assert (sizes["blocks"] == 40).all()  # “blocks keep the numbers exactly”
    assert np.ptp(sizes["simple"]) > 15
    by_one = {name: width("severe", 1, name, seed) for name in allocation_views.LABELS}
    assert by_one["blocks"] == pytest.approx(by_one["simple"], rel=0.2)  # “and nothing else”
    assert max(by_one["strata"], by_one["minimised"]) < by_one["simple"] / 3
    strata, minimised = (width("severe", 3, name, seed) for name in ("strata", "minimised"))
    assert strata > 2 * by_one["strata"]  # “most blocks are never filled”
    assert minimised < strata  # “minimisation carries three factors better”
    for factors in (1, 3):  # “on average the arms are alike in each”
        gaps = allocation_views.results("severe", factors, seed)
        assert all(abs(gap.mean()) < 2.5 for gap in gaps.values())


def test_with_three_factors_most_strata_do_not_fill_one_block() -> None:
    for seed in SEEDS:
        strata = allocation_views.strata(allocation_views.people(3, seed))
        sizes = [strata.count(stratum) for stratum in set(strata)]
        assert np.mean([size < allocation_views.BLOCK for size in sizes]) > 0.5


def test_simple_randomisation_misses_the_plan_as_often_as_the_binomial_says() -> None:
    # 1 − P(36 ≤ X ≤ 44) for X ~ Bin(60, 2/3): 0.2172 by scipy.stats.binom 1.18.
    assert allocation_views.far_from_plan() == pytest.approx(21.7, abs=3)


def test_what_lesson_01_says_of_the_guessing_game_is_so() -> None:
    threes, sixes, fours = (guessing_views.guessed_right(name) for name in guessing_views.LISTS)
    assert threes == pytest.approx(77.8, abs=0.05)
    assert fours == pytest.approx(70.8, abs=0.05)
    assert sixes < threes  # “longer blocks are harder to guess”
    assert design.predictability(block_size=3, allocation=2).certain > 0.4  # “four in ten”
    rng = np.random.default_rng(1)
    mixed = design.permuted_blocks(
        60, block_size=[3, 6, 9], allocation=2, rng=rng, replicates=2_000
    )
    known = design.predictability(mixed, block_size=[3, 6, 9], allocation=2)
    assert 2 / 3 < known.correct < 0.75  # “still better than always naming cells”
    assert known.certain < 0.05  # “few are certain”
    certain = [design.predictability(block_size=size, allocation=2).certain for size in (3, 6)]
    assert 0 < certain[1] < certain[0]  # “fewer places are certain, but some still are”


def test_a_game_is_shown_only_as_far_as_it_was_guessed() -> None:
    names = guessing_views.GUESSES
    for made in range(7):
        guesses = {name: "cells" if place < made else "" for place, name in enumerate(names)}
        view = guessing_views.game("threes, 2:1", 3, **guesses)
        assert view.table is not None
        assert (view.table["allocated"] != "").sum() == made
        assert ("over many blocks" in view.reading) is (made == 6)
    hole = dict.fromkeys(names, "control") | {names[1]: ""}
    assert "You guessed 1 and" in guessing_views.game("threes, 2:1", 3, **hole).reading


@pytest.mark.parametrize("seed", SEEDS)
def test_what_lesson_01_says_of_openness_is_so(seed: int) -> None:
    def found(*openness: float) -> float:
        return 100 * conduct_views.positive(
            conduct_views.scores(design.Openness(*openness), 1_000, seed)
        )

    assert 1 < found(0, 0, 0) < 4.5  # “in two or three of a hundred”
    assert 8 < found(4, 0, 0) < 16  # “about one in ten”
    assert 20 < found(4, 9, 0.3) < 34  # “in about a quarter”
    assert design.Openness(4, 9, 0.3).apparent == pytest.approx(6.7)  # “6.7 points”


def test_what_lesson_01_says_of_the_class_is_so() -> None:
    assert conduct_views.decisive() == "rated"
    known = dict.fromkeys(evidence.REQUIREMENTS) | trial_design.READ
    assert evidence.evidence_classes(known) == ("I", "II", "III")  # “leaves three classes open”
    trial = published.load("starting2")
    assert trial.fact("design").known
    assert trial.fact("primary_registered").known
    assert trial.fact("baseline_claim").known
    assert not trial.fact("allocation_method").known
    assert not trial.fact("flow").known


def test_the_flow_fills_in_nothing() -> None:
    known = report_views.flow("known")
    assert known.table is not None
    assert (known.table.iloc[:3] == "not known").all(axis=None)
    assert "not known to us" in known.reading
    assert report_views.flow("supposed").reading.startswith("Supposed, not reported")
    assert not published.load("starting2").fact("randomised").known


def test_the_registry_is_drawn_as_the_facts_say() -> None:
    reading = report_views.registry().reading
    for words in ("30–75 years", "28–83 years", "20.2 days", "centres: 4"):
        assert words in reading
