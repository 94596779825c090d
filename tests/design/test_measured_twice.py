"""Scores taken twice: the correlation and effect asked for, and what three analyses make of it."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib import estimate
from course_lib.design import simulate_measured_twice


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9])
def test_scores_have_the_spread_correlation_and_effect_asked_for(correlation: float) -> None:
    trials = simulate_measured_twice(
        7, correlation=correlation, per_arm=50_000, sd=20, replicates=2,
        rng=np.random.default_rng(1),
    )  # fmt: skip
    assert trials.before.shape == (2, 2, 50_000)
    assert np.allclose(trials.before.std(axis=-1), 20, rtol=0.02)
    assert np.allclose(trials.after.std(axis=-1), 20, rtol=0.02)
    assert np.allclose(trials.after.mean(axis=-1) - [7, 0], 0, atol=0.4)
    assert np.allclose(trials.before.mean(axis=-1), 0, atol=0.4)
    found = np.corrcoef(trials.before[0, 1], trials.after[0, 1])[0, 1]
    assert found == pytest.approx(correlation, abs=0.02)


@pytest.mark.parametrize("correlation", [0.3, 0.5, 0.8])
def test_variances_of_three_analyses_are_as_the_textbook_says(correlation: float) -> None:
    # Follow-up : change : ANCOVA as 1 : 2(1 - rho) : 1 - rho^2 (Vickers 2001; Senn 2006).
    trials = simulate_measured_twice(
        0, correlation=correlation, per_arm=200, sd=1, replicates=6_000,
        rng=np.random.default_rng(2),
    )  # fmt: skip
    estimates = (
        estimate.score_difference(trials.after),
        estimate.score_difference(trials.after - trials.before),
        estimate.adjusted_score_difference(trials.after, trials.before),
    )
    follow_up, change, ancova = (np.var(found.value) for found in estimates)
    assert change / follow_up == pytest.approx(2 * (1 - correlation), rel=0.08)
    assert ancova / follow_up == pytest.approx(1 - correlation**2, rel=0.08)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"correlation": 1.0}, "below 1"),
        ({"correlation": -0.1}, "from 0"),
        ({"sd": 0.0}, "above 0"),
        ({"per_arm": 0}, "whole number"),
    ],
)
def test_an_impossible_trial_is_answered_with_a_sentence(
    asked: dict[str, float], words: str
) -> None:
    wanted = {"correlation": 0.5, "per_arm": 10, "sd": 1.0} | asked
    with pytest.raises(ValueError, match=words):
        simulate_measured_twice(1, replicates=2, rng=np.random.default_rng(1), **wanted)  # type: ignore[arg-type]
