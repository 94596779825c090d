"""Interaction: the test, its power, and what separate p-values do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr

from course_lib.evidence import interaction_power, interaction_test, one_significant_of_two


def test_three_subgroups_have_rs_heterogeneity(in_r: Any) -> None:
    case = in_r["own"]["interaction"]
    result = interaction_test(case["estimates"], case["errors"])
    assert result.statistic == pytest.approx(case["statistic"], rel=1e-12)
    assert result.p_value == pytest.approx(case["p"], rel=1e-10)
    assert result.pooled == pytest.approx(case["pooled"], rel=1e-12)
    assert np.isnan(result.difference)


def test_two_subgroups_are_a_z_test_of_their_difference() -> None:
    result = interaction_test([0.5, 0.1], [0.3, 0.4])
    assert result.difference == pytest.approx(0.4)
    assert result.standard_error == pytest.approx(0.5)
    assert result.p_value == pytest.approx(2 * ndtr(-0.8), rel=1e-12)
    assert result.confidence_interval().lower == pytest.approx(0.4 - 1.959963985 * 0.5, abs=1e-8)


def test_a_stack_of_trials_equals_the_loop() -> None:
    rng = np.random.default_rng(1)
    estimates, errors = rng.normal(size=(4, 3)), rng.uniform(0.1, 1, size=(4, 3))
    together = interaction_test(estimates, errors)
    loop = [interaction_test(*pair).p_value for pair in zip(estimates, errors, strict=True)]
    np.testing.assert_allclose(together.p_value, loop, rtol=1e-12)
    assert "4 trials" in str(together)


def test_the_interaction_has_29_per_cent_power_where_the_main_effect_has_80() -> None:
    # Brookes 2004: 29%; exact normal value .28841
    assert interaction_power() == pytest.approx(0.2884110297611099, abs=1e-6)


def test_it_takes_four_times_the_participants_to_see_it() -> None:
    # four times the participants double every effect in standard errors
    assert interaction_power(relative_size=2) == pytest.approx(0.8, abs=1e-6)


def test_one_of_two_equal_subgroups_is_significant_in_half_of_all_trials() -> None:
    # independent simulation of 200,000 trials: .500935 (Monte-Carlo error .00112); null .093925 (.00065)
    assert abs(one_significant_of_two() - 0.500935) < 4 * 0.00112
    assert abs(one_significant_of_two(overall_power=0.05) - 0.093925) < 4 * 0.00065


def test_unequal_subgroups_and_interactions_follow_their_simulation() -> None:
    rng = np.random.default_rng(7)
    share, size, error = 0.3, 1.5, np.array([0.3, 0.7]) ** -0.5
    overall = 2.801585
    effects = overall * size * np.array([1, 0])
    z = rng.normal(effects, error, (200_000, 2))
    found = (np.abs(z[:, 0] - z[:, 1]) / np.sqrt((error**2).sum()) > 1.959964).mean()
    assert interaction_power(relative_size=size, share=share) == pytest.approx(found, abs=0.005)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: interaction_test([0.5], [0.1]), "at least two subgroups"),
        (lambda: interaction_test([0.5, 0.1], [0.1, -1]), "standard error must be a positive"),
        (lambda: interaction_test([0.5, np.inf], [0.1, 1]), "estimate must be a finite number"),
        (lambda: interaction_power(share=1), "the share of a subgroup"),
        (lambda: interaction_power(overall_power=1.2), "power must lie between 0 and 1"),
        (lambda: interaction_test([1, 2], [1, 1]).confidence_interval(95), "a confidence level"),
    ],
)
def test_an_impossible_question_is_refused_in_a_sentence(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
