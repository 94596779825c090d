"""Family-wise error: the formula, R's integral, an independent simulation, and ours."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest

from course_lib.evidence import chance_of_smallest_p, family_wise_error, simulate_p_values

# Chance of any p < .05, and of a smallest p <= .023, among 6 null outcomes, by correlation:
# value and Monte-Carlo error of an independent simulation of 200,000 trials
ANY_BELOW_5 = {0.3: (0.24187, 0.00096), 0.6: (0.186925, 0.00087), 0.9: (0.1086, 0.0007)}
SMALLEST_23 = {0.3: (0.121025, 0.00073), 0.6: (0.0947, 0.00065), 0.9: (0.053745, 0.0005)}


@pytest.mark.parametrize("outcomes", [1, 2, 6, 8, 10])
def test_unrelated_outcomes_follow_the_school_formula(outcomes: int) -> None:
    result = family_wise_error(outcomes)
    assert result.value == pytest.approx(1 - 0.95**outcomes, abs=1e-12)
    assert result.monte_carlo_error == 0


def test_six_null_outcomes_give_a_claim_in_a_quarter_of_trials() -> None:
    # 1 - .95^6 = .2649, 1 - .977^6 = .1303
    assert family_wise_error(6).value == pytest.approx(0.2649081093750002, abs=1e-12)
    assert chance_of_smallest_p(0.023, endpoints=6).value == pytest.approx(
        0.13030418085502227, abs=1e-12
    )


def test_r_integrates_to_the_same_chance_for_related_outcomes(in_r: Any) -> None:
    for case in in_r["own"]["any_below"]:
        mine = chance_of_smallest_p(case["p"], endpoints=case["m"], correlation=case["rho"])
        assert mine.value == pytest.approx(case["chance"], abs=1e-9)


@pytest.mark.parametrize("correlation", [0.3, 0.6, 0.9])
def test_an_independent_simulation_found_the_same_chances(correlation: float) -> None:
    for smallest, found in ((0.05, ANY_BELOW_5), (0.023, SMALLEST_23)):
        value, error = found[correlation]
        mine = chance_of_smallest_p(smallest, endpoints=6, correlation=correlation)
        assert abs(mine.value - value) < 4 * error


@pytest.mark.parametrize("method", ["none", "bonferroni", "holm"])
def test_simulating_agrees_with_calculating(method: Any) -> None:
    rng = np.random.default_rng(8)
    exact = family_wise_error(5, correlation=0.4, method=method)
    drawn = family_wise_error(5, correlation=0.4, method=method, replicates=100_000, rng=rng)
    assert abs(drawn.value - exact.value) < 4 * drawn.monte_carlo_error


@pytest.mark.parametrize("method", ["holm", "hochberg", "hommel", "bonferroni"])
def test_adjusted_p_values_keep_the_promise(method: Any) -> None:
    rng = np.random.default_rng(9)
    matrix = [[1, 0.8, 0.1], [0.8, 1, 0.3], [0.1, 0.3, 1]]
    result = family_wise_error(3, correlation=matrix, method=method, replicates=50_000, rng=rng)
    assert result.value < 0.05 + 4 * result.monte_carlo_error


def test_hommel_and_benjamini_hochberg_use_up_alpha_when_nothing_works() -> None:
    # Simes' test is exact for independent p-values
    for method in ("hommel", "benjamini-hochberg"):
        rng = np.random.default_rng(10)
        result = family_wise_error(4, method=method, replicates=100_000, rng=rng)
        assert abs(result.value - 0.05) < 4 * result.monte_carlo_error


def test_almost_identical_outcomes_are_almost_one() -> None:
    assert family_wise_error(10, correlation=0.999999).value == pytest.approx(0.05, abs=1e-3)


def test_simulated_p_values_have_the_correlation_and_power_asked_for() -> None:
    rng = np.random.default_rng(4)
    p_values = simulate_p_values(
        2, correlation=0.5, effects=[2.8016, 0], replicates=50_000, rng=rng
    )
    assert (p_values < 0.05).mean(axis=0) == pytest.approx([0.8, 0.05], abs=0.008)


def test_a_million_trials_need_little_memory() -> None:
    tracemalloc.start()
    family_wise_error(10, replicates=1_000_000, method="holm", rng=np.random.default_rng(1))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 300e6


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"endpoints": 0}, "at least 1; not 0"),
        ({"endpoints": 2.5}, "whole number of outcomes"),
        ({"endpoints": 6, "alpha": 0}, "alpha must lie between 0 and 1"),
        ({"endpoints": 6, "correlation": 1.0}, "must be positive definite"),
        ({"endpoints": 6, "correlation": -0.3}, "a common correlation above -0.2"),
        ({"endpoints": 2, "correlation": [[1, 2], [2, 1]]}, "must be positive definite"),
        ({"endpoints": 2, "correlation": [[1, 0.2], [0.3, 1]]}, "must be symmetrical"),
        ({"endpoints": 2, "correlation": [[2, 0.2], [0.2, 1]]}, "1 on its diagonal"),
        ({"endpoints": 3, "correlation": np.eye(2)}, "one correlation or a 3 × 3 matrix"),
        ({"endpoints": 6, "method": "sidak"}, "method must be one of"),
        ({"endpoints": 6, "method": "hommel"}, "can only be simulated: pass rng"),
        ({"endpoints": 2, "correlation": np.eye(2)}, "can only be simulated: pass rng"),
        ({"endpoints": 6, "rng": np.random.default_rng(1), "replicates": 0}, "at least one trial"),
    ],
)
def test_an_impossible_family_is_refused_in_a_sentence(arguments: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        family_wise_error(**arguments)
