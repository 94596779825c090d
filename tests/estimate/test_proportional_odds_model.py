"""What must hold for the participant-level model, whatever the trial; and what it refuses."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import estimate
from course_lib.trial import OutcomeTable
from tests.estimate.people import model, participants, simulated


@st.composite
def tables(draw: st.DrawFn) -> OutcomeTable:
    """Tables on the mRS that are often sparse or separated, on two levels at least."""
    arm = st.lists(st.integers(0, 6) | st.just(0), min_size=7, max_size=7).filter(any)
    table = OutcomeTable.from_counts(treatment=draw(arm), control=draw(arm))
    return table if (table.counts.sum(axis=0) > 0).sum() > 1 else OutcomeTable(table.counts + 1)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_without_covariates_it_is_the_common_odds_ratio_of_the_counts(table: OutcomeTable) -> None:
    ours = model(participants(table)).odds_ratio
    counts = estimate.common_odds_ratio(table, method="profile")
    assert ours.value == pytest.approx(counts.value, rel=1e-7)
    assert ours.standard_error == pytest.approx(counts.standard_error, rel=1e-6)
    if 0 < counts.value < np.inf:
        assert ours.p_value == pytest.approx(counts.p_value, rel=1e-6, abs=1e-8)
    with np.errstate(divide="ignore"):
        limits = np.log([ours.confidence_interval(), counts.confidence_interval()])
    np.testing.assert_allclose(limits[0], limits[1], atol=2e-6)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_swapping_the_arms_inverts_the_odds_ratio_and_keeps_the_covariates(seed: int) -> None:
    frame = simulated(seed, 60)
    here = model(frame, adjust=["age", "sex"])
    names = {"treatment": "control", "control": "treatment"}
    there = model(frame.assign(arm=frame["arm"].map(names)), adjust=["age", "sex"])
    low, high = there.odds_ratio.confidence_interval()
    assert here.odds_ratio.value == pytest.approx(1 / there.odds_ratio.value, rel=1e-7)
    assert here.odds_ratio.confidence_interval() == pytest.approx((1 / high, 1 / low), rel=1e-6)
    np.testing.assert_allclose(here.log_odds_ratios[1:], there.log_odds_ratios[1:], rtol=1e-6)


def test_units_and_origin_of_a_covariate_do_not_matter_to_the_effect() -> None:
    frame = simulated(1, 300)
    here = model(frame, adjust=["age"])
    days = model(frame.assign(age=(2026 - frame["age"]) * 365.25), adjust=["age"])
    assert days.odds_ratio.value == pytest.approx(here.odds_ratio.value, rel=1e-10)
    assert days.log_likelihood == pytest.approx(here.log_likelihood, rel=1e-12)
    assert days.log_odds_ratios[1] == pytest.approx(-here.log_odds_ratios[1] / 365.25, rel=1e-8)


def test_merged_rows_give_what_single_rows_give() -> None:
    frame = simulated(2, 400).assign(age=lambda people: people["age"].round(-1))
    rounded = model(frame, adjust=["age", "sex"])
    jittered = model(frame.assign(age=frame["age"] + 1e-9 * frame.index), adjust=["age", "sex"])
    assert rounded.odds_ratio.value == pytest.approx(jittered.odds_ratio.value, rel=1e-6)
    np.testing.assert_allclose(rounded.covariance, jittered.covariance, rtol=1e-5, atol=1e-9)
    doubled = model(pd.concat([frame, frame]), adjust=["age", "sex"])
    np.testing.assert_allclose(doubled.covariance, rounded.covariance / 2, rtol=1e-7)


def test_arms_may_have_names_of_their_own_and_the_input_is_left_alone() -> None:
    frame = simulated(3, 100)
    before = frame.copy()
    named = frame.assign(arm=frame["arm"].map({"treatment": "cells", "control": "usual care"}))
    ours = model(named, adjust="age", arms=("cells", "usual care"))
    assert ours.odds_ratio.value == model(frame, adjust=["age"]).odds_ratio.value
    pd.testing.assert_frame_equal(frame, before)


def test_a_categorical_names_its_first_category_as_the_reference() -> None:
    frame = simulated(4, 100)
    sexes = pd.Categorical(frame["sex"], ["woman", "man", "unused"])
    result = model(frame.assign(sex=sexes), adjust=["sex"])
    assert result.terms == ("arm", "sex: man (against woman)")
    other = model(frame, adjust=["sex"])
    assert other.terms == ("arm", "sex: woman (against man)")
    assert result.log_odds_ratios[1] == pytest.approx(-other.log_odds_ratios[1])


PEOPLE = simulated(6, 40).assign(months=lambda people: 12 * people["age"], country="Korea")


@pytest.mark.parametrize(
    ("changes", "arguments", "sentence"),
    [
        ({}, {"adjust": ["weight"]}, "no column 'weight'; the columns are"),
        ({}, {"adjust": ["age", "months"]}, r"'months' can be computed .*\(arm, age\)"),
        ({}, {"adjust": ["country"]}, "'country' is the same for everyone; it cannot adjust"),
        ({"age": 70}, {"adjust": ["age"]}, "'age' is the same for everyone"),
        ({"age": np.nan}, {"adjust": ["age"]}, "40 of 40 participants have no value of 'age'"),
        ({"age": np.inf}, {"adjust": ["age"]}, "'age' holds a value that is not finite"),
        ({"day": pd.Timestamp("2026-01-01")}, {"adjust": ["day"]}, "holds datetime64"),
        ({"arm": "treatment"}, {}, "the control arm has no participants"),
        ({"arm": ["a", "b"] * 20}, {}, "say which is which with arms="),
        ({"arm": ["a", "b"] * 20}, {"arms": ("a", "c")}, "row 2 of column 'arm': arm 'b' is not"),
        ({"outcome": 3}, {}, "'outcome' is the same level for everyone"),
        ({"outcome": [0, 7] * 20}, {}, "row 2 of column 'outcome': level '7' is not one of"),
        ({"outcome": [0, None] * 20}, {}, "20 of 40 participants have no value of 'outcome'"),
    ],
)
def test_impossible_requests(
    changes: dict[str, Any], arguments: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        model(PEOPLE.assign(**changes), **arguments)


def test_a_table_without_participants() -> None:
    with pytest.raises(ValueError, match="the table has no participants"):
        model(PEOPLE.iloc[:0])


def test_a_cut_with_everyone_on_one_side_has_no_risk() -> None:
    frame = PEOPLE.assign(
        outcome=[3, 4] * 20, arm=["treatment", "treatment", "control", "control"] * 10
    )
    with pytest.raises(ValueError, match="no participant is at 0–2 on the modified Rankin Scale"):
        model(frame).standardised_risks(cut=2)
    with pytest.raises(ValueError, match="all participants are at 0–4"):
        model(frame).standardised_risks(cut=4)
