"""How alike the arms are, and how well the next arm can be guessed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_lib.design import (
    imbalance,
    minimisation,
    permuted_blocks,
    predictability,
    simple,
    standardised_difference,
)
from tests.design.distributions import REFERENCE


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_imbalance_is_counted_at_the_end_and_on_the_way() -> None:
    result = imbalance([[True, True, True, False], [False, True, False, False]])
    np.testing.assert_array_equal(result.final, [2, -2])
    np.testing.assert_array_equal(result.largest, [3, 2])
    assert str(result) == "Imbalance 2 on average at the end, at most 3 on the way"


def test_imbalance_knows_the_intended_ratio() -> None:
    result = imbalance(["treatment", "treatment", "control"], allocation=2)
    assert result.final == 0
    assert result.largest == 2


def test_imbalance_within_strata_stands_on_the_last_axis() -> None:
    arms = permuted_blocks(40, block_size=4, rng=rng(), replicates=7)
    result = imbalance(arms, within=["a", "b"] * 20)
    assert np.shape(result.final) == (7, 2)
    assert result.levels == ("a", "b")
    assert np.array_equal(np.sum(result.final, axis=1), imbalance(arms).final)


def test_simple_randomisation_leaves_the_imbalance_of_a_random_walk() -> None:
    # 20,000 sequences of 54: variance 54, standard error 0.54.
    final = imbalance(simple(54, rng=rng(), replicates=20_000)).final
    assert np.var(final) == pytest.approx(54, abs=2)


def test_a_baseline_difference_of_half_a_deviation_is_common_by_chance() -> None:
    # 39 against 15: standard error 0.304 and 10 per cent beyond 0.5 with known deviations (R);
    # 20,000 trials, standard error 0.0022, and estimated deviations add a little.
    order = rng(2).permuted(np.tile(np.arange(54) < 39, (20_000, 1)), axis=1)
    difference = np.asarray(standardised_difference(order, rng().standard_normal((20_000, 54))))
    assert difference.std() == pytest.approx(0.3038, rel=0.06)
    assert (np.abs(difference) > 0.5).mean() == pytest.approx(0.0998, abs=0.02)


def test_a_standardised_difference_is_that_of_the_textbook() -> None:
    arms, age = np.array([1, 1, 1, 0, 0], dtype=bool), np.array([60.0, 70, 80, 50, 54])
    by_hand = (70 - 52) / np.sqrt((100 + 8) / 2)
    assert standardised_difference(arms, age) == pytest.approx(by_hand)
    assert np.isnan(standardised_difference([True, False], [1, 2]))


@pytest.mark.parametrize(
    ("size", "allocation", "correct", "certain"),
    # By hand: 17/24 and 1/3 for four; 7/9 and 4/9 for 2:1 in threes.
    [(2, 1, 3 / 4, 1 / 2), (4, 1, 17 / 24, 1 / 3), (6, 1, 41 / 60, 1 / 4), (3, 2, 7 / 9, 4 / 9)],
)
def test_the_chances_in_blocks_are_exact(
    size: int, allocation: float, correct: float, certain: float
) -> None:
    result = predictability(block_size=size, allocation=allocation)
    assert result.correct == pytest.approx(correct, abs=1e-12)
    assert result.certain == pytest.approx(certain, abs=1e-12)
    assert result.standard_error == 0


@pytest.mark.parametrize("case", REFERENCE["guessed"])
def test_the_exact_chances_are_those_of_simulations_in_r(case: dict[str, Any]) -> None:
    # R 4.2.2, tests/reference/design.json: Monte-Carlo error at most 0.0022.
    exact = predictability(block_size=case["block_size"], allocation=case["allocation"])
    error = 4 * case["correct"]["mc_se"]
    assert exact.correct == pytest.approx(case["correct"]["value"], abs=error)
    assert exact.certain == pytest.approx(case["certain"]["value"], abs=0.006)


@pytest.mark.parametrize(("size", "allocation"), [(2, 1), (4, 1), (6, 2), (3, 2), (4, 1 / 3)])
def test_guessing_drawn_sequences_agrees_with_the_exact_chances(
    size: int, allocation: float
) -> None:
    arms = permuted_blocks(48, block_size=size, allocation=allocation, rng=rng(), replicates=2_000)
    exact = predictability(block_size=size, allocation=allocation)
    drawn = predictability(arms, block_size=size, allocation=allocation)
    assert drawn.standard_error < 0.003  # 0 in blocks of two: half are known, half a toss
    assert drawn.correct == pytest.approx(exact.correct, abs=4 * drawn.standard_error + 1e-12)
    assert drawn.certain == pytest.approx(exact.certain, abs=0.01)


def test_at_one_to_one_counting_guesses_as_well_as_knowing_the_block_size() -> None:
    arms = permuted_blocks(60, block_size=(4, 6), rng=rng(), replicates=500)
    counted, known = predictability(arms), predictability(arms, block_size=(4, 6))
    assert counted.correct == pytest.approx(known.correct, abs=1e-12)
    assert np.isnan(counted.certain)


def test_random_block_sizes_take_certainty_away_but_not_good_guesses() -> None:
    # 2,000 sequences of 60: standard error of correct about 0.0005.
    arms = permuted_blocks(60, block_size=(4, 6), rng=rng(), replicates=2_000)
    varied = predictability(arms, block_size=(4, 6))
    assert varied.certain < 0.1 < predictability(block_size=6).certain
    low, high = predictability(block_size=6).correct, predictability(block_size=4).correct
    assert low < varied.correct < high


def test_simple_randomisation_cannot_be_guessed_and_minimisation_can() -> None:
    # 2,000 sequences of 60: standard error at most 0.0015.
    tossed = predictability(simple(60, rng=rng(), replicates=2_000))
    assert tossed.correct == pytest.approx(0.5, abs=0.006)
    factors = {"sex": ["f", "m"] * 30}
    taves = minimisation(factors, probability=1, rng=rng(), replicates=2_000)
    assert predictability(taves).correct > 0.6


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (predictability, "name one block size"),
        (lambda: predictability(block_size=(4, 6)), "name one block size"),
        (lambda: predictability(block_size=5), "a block of 5 cannot hold 1:1"),
        (lambda: predictability([True] * 4, block_size=4), "could not come from blocks"),
        (lambda: predictability(["placebo"]), "arm placebo is not one of treatment, control"),
        (lambda: imbalance([]), "one arm for each participant"),
        (lambda: imbalance([True], allocation=0), "allocation is treatment per control"),
        (lambda: imbalance([True, False], within=["a"]), "each of 2 participants, not 1"),
        (lambda: standardised_difference([True, False], [1]), "each of 2 participants"),
        (lambda: standardised_difference([True], [float("nan")]), "value is missing"),
    ],
)
def test_what_cannot_be_measured_is_refused(ask: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        ask()
