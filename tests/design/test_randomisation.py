"""Who gets what: the ratio holds, every order is as likely as it should be, chance is an argument."""

from collections import Counter
from collections.abc import Callable
from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.design import minimisation, permuted_blocks, simple, stratified_blocks

ALLOCATIONS = st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0])
PEOPLE = {"sex": ["f", "m", "m"] * 20, "severity": ["mild", "mild", "severe", "severe"] * 15}


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_simple_tosses_are_independent_at_the_ratio() -> None:
    # 20,000 sequences of 54: standard error of the mean 0.0005, of the variance 0.1.
    arms = simple(54, allocation=2, rng=rng(), replicates=20_000)
    assert arms.mean() == pytest.approx(2 / 3, abs=0.002)
    assert arms.sum(axis=1).var() == pytest.approx(54 * 2 / 9, abs=0.4)


@given(st.integers(1, 40), st.sampled_from([1, 2, 5]), ALLOCATIONS, st.integers(0, 2**32))
def test_every_whole_block_holds_the_ratio_exactly(
    participants: int, multiple: int, allocation: float, seed: int
) -> None:
    size = multiple * {0.5: 3, 1.0: 2, 1.5: 5, 2.0: 3, 3.0: 4}[allocation]
    arms = permuted_blocks(participants, block_size=size, allocation=allocation, rng=rng(seed))
    assert arms.shape == (participants,)
    whole = arms[: participants // size * size].reshape(-1, size).sum(axis=1)
    assert (whole == round(size * allocation / (1 + allocation))).all()


def test_every_order_of_a_block_is_equally_likely() -> None:
    # 60,000 blocks of four: each of the 6 orders 10,000 times, standard deviation 91.
    blocks = permuted_blocks(4, block_size=4, rng=rng(), replicates=60_000)
    counts = Counter(map(bytes, blocks))
    assert len(counts) == comb(4, 2)
    assert max(abs(count - 10_000) for count in counts.values()) < 4 * 91


def test_blocks_of_random_size_stay_within_half_the_largest_and_are_not_fixed() -> None:
    arms = permuted_blocks(60, block_size=(2, 4, 6), rng=rng(), replicates=5_000)
    path = np.where(arms, 1, -1).cumsum(axis=1)
    assert np.abs(path).max() == 3
    # Fixed blocks of 2 are level after every second participant, of 4 after every fourth.
    assert (path[:, 1] != 0).any()
    assert (path[:, 3] != 0).any()


def test_sizes_of_random_blocks_are_drawn_equally_often() -> None:
    # With sizes 2 and 4 the first two are level in all blocks of 2 and in 4/6 of those of 4: 5/6.
    # 40,000 sequences: standard error 0.0019.
    arms = permuted_blocks(2, block_size=(2, 4), rng=rng(), replicates=40_000)
    assert (arms.sum(axis=1) == 1).mean() == pytest.approx(5 / 6, abs=0.008)


def test_strata_have_blocks_of_their_own() -> None:
    strata = np.array(["mild", "severe", "severe"] * 16)
    arms = stratified_blocks(strata, block_size=4, rng=rng(), replicates=200)
    for name in ("mild", "severe"):
        blocks = arms[:, strata == name].reshape(200, -1, 4)
        assert (blocks.sum(axis=-1) == 2).all()
    assert not (arms[:, : 4 * 12].reshape(200, -1, 4).sum(axis=-1) == 2).all()


def plain_minimisation(
    levels: list[tuple[str, ...]], probability: float, random: np.random.Generator
) -> list[bool]:
    """Pocock and Simon's method at 1:1, one participant after the other."""
    arms: list[bool] = []
    for newcomer in levels:
        score = {True: 0, False: 0}
        for arm in score:
            for factor, level in enumerate(newcomer):
                alike = [
                    a for a, other in zip(arms, levels, strict=False) if other[factor] == level
                ]
                score[arm] += abs(sum(alike) - sum(not a for a in alike) + (1 if arm else -1))
        toss = random.random(1)[0]
        if score[True] == score[False]:
            arms.append(bool(toss < 0.5))
        else:
            chance = probability if score[True] < score[False] else 1 - probability
            arms.append(bool(toss < chance))
    return arms


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), min_size=1, max_size=30),
       st.sampled_from([0.5, 0.7, 1.0]), st.integers(0, 2**32))  # fmt: skip
def test_minimisation_is_the_plain_loop(
    levels: list[tuple[str, ...]], probability: float, seed: int
) -> None:
    factors = {"one": [a for a, _ in levels], "two": [b for _, b in levels]}
    arms = minimisation(factors, probability=probability, rng=rng(seed))
    assert arms.tolist() == plain_minimisation(levels, probability, rng(seed))


def test_minimisation_balances_every_factor_better_than_chance() -> None:
    sex = np.array(PEOPLE["sex"]) == "f"
    spread = {
        probability: minimisation(PEOPLE, probability=probability, rng=rng(), replicates=4_000)[
            :, sex
        ].sum(axis=1).std()
        for probability in (0.5, 0.8, 1.0)
    }  # fmt: skip
    # Chance alone: √20 / 2 = 2.24 women; 4,000 replicates, standard error 0.025.
    assert spread[0.5] == pytest.approx(20**0.5 / 2, abs=0.1)
    assert spread[1.0] < spread[0.8] < 0.5 * spread[0.5]


@pytest.mark.parametrize("allocation", [0.5, 1, 2, 3])
@pytest.mark.parametrize("probability", [0.5, 0.7, 0.9])
def test_minimisation_keeps_the_ratio(allocation: float, probability: float) -> None:
    arms = minimisation(
        PEOPLE, probability=probability, allocation=allocation, rng=rng(), replicates=4_000
    )
    # 60 participants in 4,000 replicates; within half a participant of the intended number.
    assert arms.sum(axis=1).mean() == pytest.approx(60 * allocation / (1 + allocation), abs=0.5)


def test_a_factor_without_weight_is_ignored() -> None:
    both = minimisation(PEOPLE, weights={"severity": 0}, rng=rng(), replicates=20)
    one = minimisation({"sex": PEOPLE["sex"]}, rng=rng(), replicates=20)
    assert np.array_equal(both, one)


METHODS: dict[str, Callable[..., Any]] = {
    "simple": lambda **chance: simple(60, **chance),
    "blocks": lambda **chance: permuted_blocks(60, block_size=6, **chance),
    "random blocks": lambda **chance: permuted_blocks(60, block_size=(6, 12), **chance),
    "strata": lambda **chance: stratified_blocks(PEOPLE["sex"], block_size=6, **chance),
    "minimisation": lambda **chance: minimisation(PEOPLE, **chance),
}


@pytest.mark.parametrize("name", METHODS)
def test_the_seed_decides_and_replicates_stand_in_front(name: str) -> None:
    method = METHODS[name]
    assert np.array_equal(method(rng=rng(5)), method(rng=rng(5)))
    assert not np.array_equal(method(rng=rng(5)), method(rng=rng(6)))
    stack = method(rng=rng(), allocation=2, replicates=300)
    assert stack.shape == (300, 60)
    assert stack.dtype == np.bool_
    assert stack.mean() == pytest.approx(2 / 3, abs=0.02)


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"allocation": 0}, "allocation is treatment per control"),
        ({"allocation": -1}, "allocation is treatment per control"),
        ({"replicates": 0}, "replicates: a whole number of at least 1"),
    ],
)
def test_impossible_methods_are_refused(name: str, change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        METHODS[name](rng=rng(), **change)


@pytest.mark.parametrize(
    ("size", "allocation", "sentence"),
    [
        (4, 2, "a block of 4 cannot hold 2:1; its size must be a multiple of 3"),
        ((4, 5), 1, "a block of 5 cannot hold 1:1"),
        (0, 1, "block size: a whole number of at least 1"),
        ([], 1, "a block size is a whole number, or a list of them"),
        (4, 3.14159, "not a ratio of small whole numbers"),
    ],
)
def test_blocks_that_cannot_be_are_refused(size: Any, allocation: float, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        permuted_blocks(12, block_size=size, allocation=allocation, rng=rng())


@pytest.mark.parametrize(
    ("factors", "change", "sentence"),
    [
        ({}, {}, "at least one factor"),
        (["f", "m"], {}, "at least one factor"),
        ({"sex": ["f", None]}, {}, "participant 2 has no level of 'sex'"),
        ({"sex": ["f", "m"], "age": ["old"]}, {}, "one level per participant each"),
        ({"sex": ["f"]}, {"weights": {"age": 1}}, "no factor 'age' to weight"),
        ({"sex": ["f"]}, {"weights": {"sex": -1}}, "weights are 0 or more"),
        ({"sex": ["f"]}, {"probability": 0.4}, "0.5 to 1, not 0.4"),
    ],
)
def test_factors_that_cannot_be_are_refused(
    factors: Any, change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        minimisation(factors, rng=rng(), **change)


def test_strata_must_be_known() -> None:
    with pytest.raises(ValueError, match="participant 2 has no stratum"):
        stratified_blocks(["mild", float("nan")], block_size=2, rng=rng())
    with pytest.raises(ValueError, match="one stratum is needed for each participant"):
        stratified_blocks([], block_size=2, rng=rng())
    with pytest.raises(ValueError, match="participants: a whole number of at least 1"):
        simple(0, rng=rng())
