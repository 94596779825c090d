"""Stratified tests and win odds against R (tests/reference/stratified.json), and their properties."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib import estimate
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable
from tests.reference import values

CASES = {case["id"]: case for case in values("stratified")["stratified"]}
TIGHT = {"rel": 1e-8, "abs": 1e-10}
TESTS = [estimate.van_elteren, estimate.cochran_mantel_haenszel]


def scale(levels: int) -> OrdinalScale:
    codes = tuple(str(level) for level in range(levels))
    return OrdinalScale("scale", codes, codes)


def trial(case: dict[str, Any]) -> OutcomeTable:
    counts = [[stratum["treatment"], stratum["control"]] for stratum in case["strata"]]
    return OutcomeTable(np.array(counts), scale(case["k"]))


@st.composite
def stratified(draw: st.DrawFn) -> OutcomeTable:
    """One to four strata of two to six levels, many cells empty."""
    strata, levels = draw(st.integers(1, 4)), draw(st.integers(2, 6))
    counts = draw(arrays(np.int64, (strata, 2, levels), elements=st.integers(0, 12)))
    counts[:, :, draw(st.integers(0, levels - 1))] += 2
    return OutcomeTable(counts, scale(levels))


@pytest.mark.parametrize("name", CASES)
def test_van_elteren_is_that_of_r(name: str) -> None:
    result = estimate.van_elteren(trial(CASES[name]))
    for expected in (CASES[name]["van_elteren"], CASES[name]["coin_van_elteren"]):
        assert result.statistic == pytest.approx(-expected["z"], **TIGHT)
        assert result.p_value == pytest.approx(expected["p"], **TIGHT)


@pytest.mark.parametrize("name", CASES)
def test_row_mean_scores_are_those_of_r(name: str) -> None:
    result = estimate.cochran_mantel_haenszel(trial(CASES[name]))
    expected = CASES[name]["cmh_row_mean_integer_scores"]
    assert result.statistic == pytest.approx(-expected["z"], **TIGHT)
    assert result.p_value == pytest.approx(expected["p"], **TIGHT)
    assert result.statistic**2 == pytest.approx(expected["chi2"], **TIGHT)


@pytest.mark.parametrize("name", CASES)
def test_stratified_win_odds_are_those_of_the_hce_package(name: str) -> None:
    expected = CASES[name]["hce_stratWO"]
    result = estimate.stratified_win_odds(trial(CASES[name]), unbiased=False)
    assert result.value == pytest.approx(expected["WO"], **TIGHT)
    assert result.confidence_interval() == pytest.approx(
        [expected["lcl"], expected["ucl"]], **TIGHT
    )
    chance = expected["WP"]
    assert result.standard_error == pytest.approx(
        expected["SE_WP"] / chance / (1 - chance), **TIGHT
    )
    assert estimate.stratified_win_odds(trial(CASES[name])).standard_error > result.standard_error


@given(stratified())
def test_one_stratum_is_the_unstratified_measure(table: OutcomeTable) -> None:
    one = table[:1]
    np.testing.assert_allclose(
        estimate.van_elteren(one).statistic,
        estimate.wilcoxon(one[0]).statistic,
        rtol=1e-9,
        atol=1e-9,
    )
    np.testing.assert_allclose(
        estimate.van_elteren(one[0]).statistic, estimate.van_elteren(one).statistic
    )
    odds = estimate.win_odds(one[0])
    if 0 < odds.value < np.inf and odds.standard_error > 0:
        together = estimate.stratified_win_odds(one)
        assert together.value == pytest.approx(odds.value)
        assert together.p_value == pytest.approx(odds.p_value)
        assert together.confidence_interval() == pytest.approx(odds.confidence_interval())


@given(stratified())
def test_swapping_the_arms_turns_the_sign_and_inverts_the_odds(table: OutcomeTable) -> None:
    for test in TESTS:
        here, there = test(table), test(table.swap())
        np.testing.assert_allclose(here.statistic, -np.asarray(there.statistic), atol=1e-9)
        np.testing.assert_allclose(here.p_value, there.p_value, rtol=1e-9)
    odds, other = estimate.stratified_win_odds(table), estimate.stratified_win_odds(table.swap())
    if 0 < odds.value < np.inf:
        assert odds.value == pytest.approx(1 / other.value)
        low, high = other.confidence_interval()
        with np.errstate(divide="ignore"):
            turned = np.divide(1, [high, low])
        np.testing.assert_allclose(odds.confidence_interval(), turned, rtol=1e-7)


@given(stratified())
def test_scores_may_be_moved_and_stretched(table: OutcomeTable) -> None:
    levels = len(table.scale)
    here = estimate.cochran_mantel_haenszel(table)
    there = estimate.cochran_mantel_haenszel(table, scores=7 - 2.5 * np.arange(levels))
    np.testing.assert_allclose(here.statistic, there.statistic, rtol=1e-7, atol=1e-9)


def test_a_stack_of_stratified_trials_is_tested_trial_by_trial() -> None:
    counts = np.random.default_rng(3).integers(1, 9, size=(5, 3, 2, 7))
    counts[0] = 0
    counts[0, :, :, 2] = 4
    stack = OutcomeTable(counts)
    for test in TESTS:
        looped = [test(one) for one in stack]
        for field in ("statistic", "p_value"):
            expected = [getattr(one, field) for one in looped]
            np.testing.assert_allclose(getattr(test(stack), field), expected, rtol=1e-12)
        assert np.isnan(test(stack).p_value[0])  # type: ignore[index]
    odds = [estimate.stratified_win_odds(one) for one in stack]
    together = estimate.stratified_win_odds(stack)
    np.testing.assert_allclose(together.value, [one.value for one in odds])
    limits = np.transpose([one.confidence_interval() for one in odds])
    np.testing.assert_allclose(together.confidence_interval(), limits)


def test_strata_without_any_difference_say_so() -> None:
    table = OutcomeTable.from_counts(treatment=[4, 0, 0, 0, 0, 0, 0], control=[3, 0, 0, 0, 0, 0, 0])
    result = estimate.van_elteren(table)
    assert str(result).endswith("no participants of a stratum differ in level")


@pytest.mark.parametrize("scores", [[1, 2], [[1] * 7], [1, 2, 3, 4, 5, 6, np.inf]])
def test_scores_that_do_not_fit_the_scale(scores: object) -> None:
    table = OutcomeTable.from_counts(treatment=[1] * 7, control=[1] * 7)
    with pytest.raises(ValueError, match="scores must be 7 numbers, one for each level"):
        estimate.cochran_mantel_haenszel(table, scores=scores)  # type: ignore[arg-type]
