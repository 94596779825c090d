"""Common against free treatment effects: against R's clm (tests/reference/partial_odds.json)."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import estimate
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable
from tests.estimate.people import participants, simulated
from tests.reference import values

REFERENCE = values("partial_odds")
CASES = {case["id"]: case for case in values("covariate")["covariate_adjusted"]}
STRATIFIED = {case["id"]: case for case in values("stratified")["stratified"]}


def compared(frame: pd.DataFrame, **more: object) -> estimate.PartialProportionalOdds:
    return estimate.partial_proportional_odds(frame, outcome="outcome", treatment="arm", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", REFERENCE["adjusted"])
def test_with_covariates_both_models_are_those_of_r(name: str) -> None:
    expected = REFERENCE["adjusted"][name]
    result = estimate.partial_proportional_odds(
        pd.DataFrame(CASES[name]["data"]), outcome="y", treatment="trt", adjust=["age", "nihss"]
    )
    assert result.statistic == pytest.approx(expected["statistic"], rel=1e-8)
    assert result.degrees_of_freedom == 5
    np.testing.assert_allclose(
        np.log(result.odds_ratios.value), expected["log_or_better"], rtol=1e-7
    )
    np.testing.assert_allclose(result.odds_ratios.standard_error, expected["se"], rtol=1e-7)


@pytest.mark.parametrize("name", REFERENCE["stratified"])
def test_with_strata_both_models_are_those_of_r(name: str) -> None:
    expected, case = REFERENCE["stratified"][name], STRATIFIED[name]
    counts = np.array([[one["treatment"], one["control"]] for one in case["strata"]])
    codes = tuple(str(level) for level in range(case["k"]))
    frame = participants(OutcomeTable(counts, OrdinalScale("reference scale", codes, codes)))
    result = compared(frame, strata=["stratum"])
    assert result.statistic == pytest.approx(expected["statistic"], rel=1e-8)
    np.testing.assert_allclose(
        np.log(result.odds_ratios.value), expected["log_or_better"], rtol=1e-7
    )
    np.testing.assert_allclose(result.odds_ratios.standard_error, expected["se"], rtol=1e-7)


@st.composite
def tables(draw: st.DrawFn) -> OutcomeTable:
    arm = st.lists(st.integers(0, 5) | st.just(0), min_size=7, max_size=7).filter(any)
    table = OutcomeTable.from_counts(treatment=draw(arm), control=draw(arm))
    return table if (table.counts.sum(axis=0) > 0).sum() > 1 else OutcomeTable(table.counts + 1)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_without_covariates_it_is_the_check_on_the_counts(table: OutcomeTable) -> None:
    result, check = compared(participants(table)), estimate.proportional_odds_check(table)
    assert result.statistic == pytest.approx(check.statistic, rel=1e-6, abs=1e-7)
    assert result.degrees_of_freedom == check.degrees_of_freedom
    # Near a statistic of 0 its rounding, 1e-10, moves the p-value by its square root.
    np.testing.assert_allclose(result.p_value, check.p_value, rtol=1e-5, atol=5e-5)
    ours, theirs = np.asarray(result.odds_ratios.value), np.asarray(check.odds_ratios.value)
    inside = (ours > 0) & (ours < np.inf)
    np.testing.assert_allclose(ours[inside], theirs[inside], rtol=1e-6)
    np.testing.assert_allclose(
        np.asarray(result.odds_ratios.standard_error)[inside],
        np.asarray(check.odds_ratios.standard_error)[inside],
        rtol=1e-6,
    )
    np.testing.assert_array_equal(inside, (theirs > 0) & (theirs < np.inf))
    assert result.common_odds_ratio == pytest.approx(estimate.common_odds_ratio(table).value)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_swapping_the_arms_inverts_every_odds_ratio(seed: int) -> None:
    frame = simulated(seed, 80)
    names = {"treatment": "control", "control": "treatment"}
    here = compared(frame, adjust=["age"])
    there = compared(frame.assign(arm=frame["arm"].map(names)), adjust=["age"])
    assert here.statistic == pytest.approx(there.statistic, rel=1e-6, abs=1e-8)
    with np.errstate(divide="ignore"):
        turned = 1 / np.asarray(there.odds_ratios.value)
    np.testing.assert_allclose(here.odds_ratios.value, turned, rtol=1e-6)
    assert here.common_odds_ratio == pytest.approx(1 / there.common_odds_ratio)


def test_two_levels_leave_nothing_to_compare() -> None:
    frame = simulated(1, 40)
    result = compared(frame.assign(outcome=(frame["outcome"] > 3).astype(int)), adjust=["age"])
    assert result.degrees_of_freedom == 0
    assert np.isnan(result.p_value)
    assert str(result) == "Common against free odds ratios: fewer than three occupied levels"


def test_arms_that_do_not_overlap_are_infinitely_apart() -> None:
    frame = pd.DataFrame({"arm": [1] * 4 + [0] * 4, "outcome": [1] * 4 + [3] * 4})
    frame["age"] = [60, 70, 55, 66, 71, 58, 80, 62]
    result = compared(frame, adjust=["age"])
    assert result.statistic == pytest.approx(0, abs=1e-8)
    assert result.common_odds_ratio == np.inf
    np.testing.assert_array_equal(
        result.odds_ratios.value, [np.nan, np.inf, np.inf, np.nan, np.nan, np.nan]
    )
    assert np.isnan(np.asarray(result.odds_ratios.p_value)).all()


def test_impossible_requests_are_refused_as_by_the_model() -> None:
    with pytest.raises(ValueError, match="no column 'weight'"):
        compared(simulated(1, 20), adjust=["weight"])
