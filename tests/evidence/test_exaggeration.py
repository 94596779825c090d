"""Type M and S errors, replication, observed power and false alarms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from course_lib.evidence import (
    exaggeration,
    false_positive_risk,
    noncentrality,
    observed_power,
    replicate_probability,
)


def test_r_has_the_same_power_wrong_signs_and_exaggeration(in_r: Any) -> None:
    for case in in_r["type_sm"]:
        mine = exaggeration(case["true_effect"], case["se"])
        assert mine.power == pytest.approx(case["power"], rel=1e-8)
        assert mine.wrong_sign == pytest.approx(case["type_s"], rel=1e-8)
        assert mine.ratio == pytest.approx(case["type_m"], rel=1e-8)


def test_rs_integrals_over_the_significant_results_agree(in_r: Any) -> None:
    for case in in_r["own"]["type_sm"]:
        mine = exaggeration(case["effect"], case["se"])
        assert mine.power == pytest.approx(case["power"], rel=1e-8)
        assert mine.wrong_sign == pytest.approx(case["wrong_sign"], rel=1e-8)
        assert mine.ratio == pytest.approx(case["ratio"], rel=1e-8)


def test_a_trial_of_39_against_15_exaggerates_an_odds_ratio_of_one_and_a_half() -> None:
    # Whitehead's standard error .55239 for an assumed severe distribution:
    # power .1136, 3.32 times, wrong sign .0311; odds ratio 2: power .241
    error = 0.5523857155070235
    small = exaggeration(np.log(1.5), error)
    assert small.power == pytest.approx(0.11364100227714169, abs=1e-9)
    assert small.ratio == pytest.approx(3.3206798530148873, abs=1e-8)
    assert small.wrong_sign == pytest.approx(0.031063800181678855, abs=1e-9)
    assert exaggeration(np.log(2), error).power == pytest.approx(0.24101445037392866, abs=1e-9)


def test_the_closed_form_describes_simulated_estimates() -> None:
    rng = np.random.default_rng(2)
    estimates = rng.normal(1.0, 1.0, 400_000)
    claimed = estimates[np.abs(estimates) > 1.959964]
    mine = exaggeration(1.0, 1.0)
    assert len(claimed) / 400_000 == pytest.approx(mine.power, abs=4 * 0.0006)
    assert np.abs(claimed).mean() == pytest.approx(mine.ratio, abs=0.01)
    assert (claimed < 0).mean() == pytest.approx(mine.wrong_sign, abs=0.003)


def test_no_effect_is_exaggerated_without_limit_and_has_either_sign() -> None:
    nothing = exaggeration(0.0, 1.0)
    assert nothing.power == pytest.approx(0.05)
    assert nothing.wrong_sign == pytest.approx(0.5)
    assert nothing.ratio == np.inf
    assert "infinitely too large" in str(nothing)


@given(st.floats(0.01, 5), st.floats(0.1, 5))
def test_harm_is_exaggerated_like_benefit_and_never_shrunk(effect: float, error: float) -> None:
    good, bad = exaggeration(effect, error), exaggeration(-effect, error)
    assert (good.power, good.ratio) == (bad.power, bad.ratio)
    assert np.asarray(good.ratio) >= 1 - 1e-12


def test_a_grid_of_designs_is_worked_out_at_once() -> None:
    grid = exaggeration([[0.2], [0.4]], [0.1, 0.2, 0.5])
    assert np.shape(grid.ratio) == (2, 3)
    assert np.asarray(grid.power)[1, 2] == exaggeration(0.4, 0.5).power
    assert "6 designs" in str(grid)


def test_observed_power_is_what_r_says_and_nothing_but_p(in_r: Any) -> None:
    for case in in_r["observed_power"]:
        assert observed_power(case["p"]) == pytest.approx(case["observed_power"], rel=1e-8)
    # p .05 -> .500, .732 -> .064, .30 -> .18
    assert observed_power(0.05) == pytest.approx(0.5000442877191607, abs=1e-10)
    assert np.round(observed_power([0.732, 0.30]), 2).tolist() == [0.06, 0.18]


def test_a_replicate_after_p_of_5_per_cent_is_a_coin_toss() -> None:
    assert replicate_probability(0.05) == pytest.approx(0.5)
    assert replicate_probability(0.05, assume="estimate") == pytest.approx(0.5)


def test_the_replicate_probability_is_the_frequency_of_significant_second_trials() -> None:
    rng = np.random.default_rng(5)
    z = -ndtri(0.01 / 2)
    truths = rng.normal(z, 1, 400_000)
    second = rng.normal(truths * np.sqrt(2), 1)
    found = (second > 1.959964).mean()
    assert replicate_probability(0.01, size=2) == pytest.approx(found, abs=0.003)
    fixed = (rng.normal(z, 1, 400_000) > 1.959964).mean()
    assert replicate_probability(0.01, assume="estimate") == pytest.approx(fixed, abs=0.003)


def test_one_treatment_in_ten_and_80_per_cent_power_give_36_per_cent_false_alarms() -> None:
    # Colquhoun 2014: 45 false positives among 125 = 36%
    assert false_positive_risk(0.05, prior=0.1, power=0.8) == pytest.approx(45 / 125)


def test_results_at_exactly_p_are_false_alarms_more_often_than_results_up_to_p() -> None:
    rng = np.random.default_rng(6)
    works = rng.random(4_000_000) < 0.3
    p_values = 2 * ndtr(-np.abs(rng.normal(np.where(works, noncentrality(0.8), 0), 1)))
    near = (p_values > 0.045) & (p_values < 0.055)
    found = (~works[near]).mean()
    exactly = false_positive_risk(0.05, prior=0.3, power=0.8, read="exactly")
    assert exactly == pytest.approx(found, abs=4 * np.sqrt(0.25 / near.sum()) + 0.002)
    assert np.asarray(exactly) > np.asarray(false_positive_risk(0.05, prior=0.3, power=0.8))


def test_noncentrality_gives_back_the_power() -> None:
    for power in (0.05, 0.06, 0.5, 0.8, 0.999):
        assert exaggeration(noncentrality(power), 1.0).power == pytest.approx(power, abs=1e-12)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: exaggeration(1, 0), "the standard error must be a positive number; not 0"),
        (lambda: exaggeration(np.nan, 1), "the true effect must be a finite number"),
        (lambda: exaggeration(1, 1, alpha=1.5), "alpha must lie between 0 and 1"),
        (lambda: replicate_probability(1.5), "a p-value lies between 0 and 1; not 1.5"),
        (lambda: replicate_probability(0.5, size=-1), "the size of the second trial"),
        (lambda: replicate_probability(0.5, assume="truth"), 'assume must be "uncertain"'),  # type: ignore[arg-type]
        (lambda: observed_power(np.nan), "is missing"),
        (lambda: false_positive_risk(prior=0, power=0.8), "the share of treatments that work"),
        (lambda: false_positive_risk(prior=0.5, power=0.01), "power is at least alpha"),
        (lambda: false_positive_risk(prior=0.5, power=0.8, read="at"), "read must be"),  # type: ignore[arg-type]
    ],
)
def test_an_impossible_question_is_refused_in_a_sentence(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
