"""Sceptics, enthusiasts, and the prior that is needed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from course_lib.estimate import common_odds_ratio, risk_difference
from course_lib.evidence import (
    Belief,
    enthusiastic_posterior,
    posterior,
    prior_needed,
    sceptical_posterior,
)
from course_lib.trial import OutcomeTable

BELIEFS = st.builds(Belief, st.floats(-2, 2), st.floats(0.05, 2))


def test_bayes_theorem_on_a_grid_gives_the_same_posterior() -> None:
    prior, trial = Belief(0.3, 0.4), Belief(-0.2, 0.7)
    grid = np.linspace(-6, 6, 200_001)
    weight = np.exp(-(((grid - 0.3) / 0.4) ** 2) / 2 - ((grid + 0.2) / 0.7) ** 2 / 2)
    weight /= weight.sum()
    mean = (grid * weight).sum()
    after = posterior(trial, prior=prior)
    assert after.log_odds_ratio == pytest.approx(mean, abs=1e-9)
    assert after.standard_deviation == pytest.approx(
        math.sqrt(((grid - mean) ** 2 * weight).sum()), abs=1e-9
    )
    assert after.chance_above() == pytest.approx(weight[grid > 0].sum(), abs=1e-4)


@given(BELIEFS, BELIEFS)
def test_the_posterior_lies_between_prior_and_trial_and_is_narrower(one: Any, other: Any) -> None:
    after = posterior(one, prior=other)
    ends = sorted([one.log_odds_ratio, other.log_odds_ratio])
    assert ends[0] - 1e-9 <= after.log_odds_ratio <= ends[1] + 1e-9
    assert after.standard_deviation < min(one.standard_deviation, other.standard_deviation)


def test_the_sceptic_gives_the_hoped_for_effect_one_chance_in_twenty() -> None:
    vague = Belief(0.0, 1e6)
    before = sceptical_posterior(vague, hoped_for=2.0)
    assert before.chance_above(2.0) == pytest.approx(0.05, abs=1e-6)
    assert before.chance_above() == pytest.approx(0.5, abs=1e-6)
    eager = enthusiastic_posterior(vague, hoped_for=2.0)
    assert eager.chance_above() == pytest.approx(0.95, abs=1e-6)
    assert eager.odds_ratio == pytest.approx(2.0, abs=1e-5)


def test_a_published_interval_gives_back_its_standard_error() -> None:
    # STARTING-2, adjusted: 0.65 (0.18-2.44), so SE(log OR) = .665
    trial = Belief.from_interval(0.18, 2.44)
    assert trial.standard_deviation == pytest.approx(0.665, abs=5e-4)
    assert trial.odds_ratio == pytest.approx(0.66, abs=5e-3)
    lower, upper = trial.interval()
    assert (lower, upper) == pytest.approx((0.18, 2.44))


def test_an_estimate_can_be_taken_for_a_belief() -> None:
    table = OutcomeTable.from_counts(
        treatment=[6, 21, 49, 43, 52, 13, 49], control=[1, 15, 35, 44, 81, 32, 59]
    )
    belief = Belief.from_estimate(common_odds_ratio(table))
    assert belief.odds_ratio == pytest.approx(1.662, abs=1e-3)
    with pytest.raises(ValueError, match="one finite ratio"):
        Belief.from_estimate(risk_difference(table, cut=2))


@given(st.floats(0.05, 3), st.floats(0.05, 1), st.booleans())
def test_with_the_prior_needed_the_interval_just_touches_no_effect(
    centre: float,
    error: float,
    harm: bool,  # noqa: FBT001
) -> None:
    trial = Belief(-centre if harm else centre, error)
    assume(abs(centre / error - 1.959964) > 0.01)
    needed = prior_needed(trial)
    after = posterior(trial, prior=needed.prior)
    touching = abs(after.log_odds_ratio) - 1.959963985 * after.standard_deviation
    assert touching == pytest.approx(0, abs=1e-6)
    assert needed.kind == ("sceptical" if centre / error > 1.959964 else "enthusiastic")


def test_the_limits_are_those_of_matthews_formulae() -> None:
    # Scepticism limit exp(log(U/L)^2 / (4 sqrt(log U log L))), advocacy limit
    # exp(-log(UL) log(U/L)^2 / (2 log U log L)) for an interval from L to U
    low, high = math.log(1.21), math.log(2.28)
    sceptical = math.exp((high - low) ** 2 / (4 * math.sqrt(high * low)))
    assert prior_needed(Belief.from_interval(1.21, 2.28)).limit == pytest.approx(sceptical)
    low, high = math.log(0.18), math.log(2.44)
    advocacy = math.exp(-(high + low) * (high - low) ** 2 / (2 * high * low))
    needed = prior_needed(Belief.from_interval(0.18, 2.44))
    assert needed.limit == pytest.approx(advocacy)
    assert "sure of an odds ratio below 1: between 0.16 and 1.00" in str(needed)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Belief(math.nan, 1), "the log odds ratio must be a finite number"),
        (lambda: Belief(0, 0), "the standard deviation must be a positive number; not 0"),
        (lambda: Belief.from_interval(2, 1), "positive and in order; not 2 to 1"),
        (lambda: Belief.from_interval(0, 1), "positive and in order"),
        (lambda: Belief(0, 1).interval(95), "a level of belief must lie between 0 and 1"),
        (lambda: Belief(0, 1).chance_above(-1), "an odds ratio must be a positive number"),
        (lambda: sceptical_posterior(Belief(0, 1), hoped_for=0.5), "a benefit, above 1; not 0.5"),
        (lambda: enthusiastic_posterior(Belief(0, 1), hoped_for=2, doubt=0.7), "doubt is a small"),
        (lambda: enthusiastic_posterior(Belief(0, 1), hoped_for=-2), "a benefit, above 1; not -2"),
        (lambda: prior_needed(Belief(0, 1)), "exactly no effect convinces nobody"),
    ],
)
def test_an_impossible_belief_is_refused_in_a_sentence(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
