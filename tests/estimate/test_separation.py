"""Covariates that explain too much, in small trials: an answer, or a sentence, never a warning."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import estimate
from tests.estimate.people import model, simulated


def awkward(seed: int) -> pd.DataFrame:
    """A few simulated participants, heavy tails, small sites, sometimes a covariate that knows."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(6, 60))
    frame = pd.DataFrame(
        {
            "arm": rng.permutation(np.arange(size) % 2),
            "outcome": rng.integers(0, int(rng.integers(2, 8)), size),
            "age": np.exp(rng.normal(size=size) * rng.choice([0.1, 1, 4])),
            "site": rng.integers(0, int(rng.integers(2, 8)), size),
        }
    )
    if seed % 3 == 0:
        frame["outcome"] = np.clip(frame["outcome"] + 3 * frame["arm"], 0, 6)
    if seed % 4 == 0:
        frame["age"] = frame["outcome"] + 0.01 * rng.normal(size=size)
    return frame


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 100_000))
def test_the_interval_holds_the_estimate_and_the_p_value_agrees_with_it(seed: int) -> None:
    frame = awkward(seed)
    try:
        odds = model(frame, adjust=["age"], strata=["site"]).odds_ratio
    except ValueError as refusal:
        assert "can be computed from" in str(refusal) or "the same" in str(refusal)  # noqa: PT017
        return
    lower, upper = odds.confidence_interval()
    if np.isnan(odds.value):
        assert np.isnan([lower, upper, odds.p_value]).all()
        assert "not estimable" in str(odds)
        return
    assert lower <= odds.value <= upper
    if abs(odds.p_value - 0.05) > 1e-6:
        assert (odds.p_value < 0.05) == (lower > 1 or upper < 1)
    free = estimate.partial_proportional_odds(
        frame, outcome="outcome", treatment="arm", adjust=["age"], strata=["site"]
    )
    assert free.statistic >= 0


def test_a_treatment_arm_that_never_does_worse_has_no_upper_bound() -> None:
    frame = pd.DataFrame({"arm": [1] * 5 + [0] * 5, "outcome": [0, 0, 1, 1, 2, 2, 3, 4, 5, 6]})
    result = model(frame.assign(age=[60, 71, 55, 80, 66, 59, 73, 81, 64, 70]), adjust=["age"])
    lower, upper = result.odds_ratio.confidence_interval()
    assert result.odds_ratio.value == upper == np.inf
    assert 1 < lower < np.inf
    assert "separation: the data put no upper bound on the effect" in str(result)
    assert np.isnan(result.covariance[-2]).all()
    with pytest.raises(ValueError, match="need a finite odds ratio; this one is inf"):
        result.standardised_risks(cut=2)


def test_a_stratum_in_which_all_died_has_no_finite_coefficient_and_does_no_harm() -> None:
    frame = simulated(5, 200)
    frame["site"] = np.arange(200) % 3
    frame.loc[frame["site"] == 2, "outcome"] = 6
    result = model(frame, strata=["site"])
    assert "separation: no finite coefficient for site: 2 (against 0)" in str(result)
    assert result.log_odds_ratios[2] == -np.inf
    rest = model(frame[frame["site"] < 2], strata=["site"])
    assert result.odds_ratio.value == pytest.approx(rest.odds_ratio.value, rel=1e-6)
    assert result.odds_ratio.p_value == pytest.approx(rest.odds_ratio.p_value, rel=1e-5)
    limits = result.odds_ratio.confidence_interval()
    assert limits == pytest.approx(rest.odds_ratio.confidence_interval(), rel=1e-5)


def test_covariates_that_explain_every_outcome_leave_nothing_to_the_treatment() -> None:
    frame = pd.DataFrame({"arm": [1, 0] * 6, "outcome": [0, 1, 2, 3, 4, 5] * 2})
    result = model(frame.assign(score=10.0 * frame["outcome"]), adjust=["score"])
    assert np.isnan(result.odds_ratio.value)
    assert "without the treatment, too, the covariates separate the levels" in str(result)


def test_a_covariate_that_nearly_knows_the_outcome_is_followed_to_the_maximum() -> None:
    rng = np.random.default_rng(3)
    frame = simulated(8, 60)
    frame["score"] = frame["outcome"] + 0.4 * rng.normal(size=60)
    result = model(frame, adjust=["score"])
    assert abs(result.log_odds_ratios[1]) > 3
    assert "separation" not in str(result)
    lower, upper = result.odds_ratio.confidence_interval()
    assert 0 < lower < result.odds_ratio.value < upper < np.inf
