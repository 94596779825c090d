"""Reallocation within strata: against R's coin, against exact p-values, and by its margins."""

import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib import estimate
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable
from tests.reference import table, values

STRATIFIED = {case["id"]: case for case in values("stratified")["stratified"]}
TABLES = {case["id"]: case for case in values("tables")["tables"]}


def trial(name: str) -> OutcomeTable:
    counts = [[one["treatment"], one["control"]] for one in STRATIFIED[name]["strata"]]
    codes = tuple(str(level) for level in range(STRATIFIED[name]["k"]))
    return OutcomeTable(np.array(counts), OrdinalScale("reference scale", codes, codes))


def generator() -> np.random.Generator:
    return np.random.default_rng(20)


def test_a_stratified_trial_has_the_p_value_that_coin_simulated() -> None:
    # coin::wilcox_test on within-stratum ranks, 200,000 reallocations: tests/reference/stratified.json
    expected = STRATIFIED["sim_2x7_small"]["coin_van_elteren_mc_p"]
    result = estimate.permutation_test(trial("sim_2x7_small"), rng=generator(), replicates=40_000)
    apart = abs(result.p_value - expected["p"])
    assert apart < 4 * np.hypot(result.monte_carlo_error, expected["se"])


@pytest.mark.parametrize("name", ["s_3cat_small", "s_5v4", "s39v15_mod"])
def test_one_stratum_has_the_exact_p_value_within_chance(name: str) -> None:
    outcomes = table(TABLES[name])
    exact = estimate.wilcoxon(outcomes, exact=True).p_value
    result = estimate.permutation_test(outcomes, rng=generator(), replicates=40_000)
    assert abs(result.p_value - exact) < 4 * np.sqrt(exact * (1 - exact) / 40_000) + 1 / 40_000


@given(st.integers(0, 1_000))
def test_each_stratum_keeps_its_levels_and_its_arms(seed: int) -> None:
    rng = np.random.default_rng(seed)
    counts = rng.integers(0, 4, size=(3, 2, 7))
    counts[:, :, 0] += 1
    stack = OutcomeTable(counts)
    seen: list[OutcomeTable] = []

    def remember(tables: OutcomeTable) -> estimate.SignificanceTest:
        seen.append(tables)
        return estimate.van_elteren(tables)

    estimate.permutation_test(stack, rng=rng, replicates=20, statistic=remember)
    again = seen[1].counts
    assert again.shape == (20, 3, 2, 7)
    assert (again >= 0).all()
    assert (again.sum(axis=-2) == counts.sum(axis=-2)).all()
    assert (again.sum(axis=-1) == counts.sum(axis=-1)).all()


def test_counts_vary_as_the_hypergeometric_distribution_says() -> None:
    outcomes = table(TABLES["s39v15_mod"])
    level, (treated, controls) = outcomes.counts.sum(axis=0), outcomes.participants
    drawn: list[Any] = []

    def remember(tables: OutcomeTable) -> Any:
        drawn.append(tables.counts[:, 0, 0])
        return np.zeros(len(tables))

    estimate.permutation_test(outcomes, rng=generator(), replicates=50_000, statistic=remember)
    everyone = treated + controls
    mean = treated * level / everyone
    variance = mean * (1 - level / everyone) * controls / (everyone - 1)
    np.testing.assert_allclose(drawn[1].mean(axis=0), mean, atol=0.05)
    np.testing.assert_allclose(drawn[1].var(axis=0), variance, rtol=0.03)


def test_other_statistics_serve_too() -> None:
    outcomes = trial("sim_3x7")

    def pooled_odds(tables: OutcomeTable) -> estimate.Estimate:
        return estimate.win_odds(OutcomeTable(tables.counts.sum(axis=-3), tables.scale))

    def difference(tables: OutcomeTable) -> Any:
        everyone = OutcomeTable(tables.counts.sum(axis=-3), tables.scale)
        return estimate.risk_difference(everyone, cut=2).value

    for statistic in (pooled_odds, difference, estimate.cochran_mantel_haenszel):
        result = estimate.permutation_test(
            outcomes, rng=generator(), replicates=4_000, statistic=statistic
        )
        assert 0.04 < result.p_value < 0.25


def test_the_same_seed_gives_the_same_p_value_in_chunks_of_any_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outcomes = trial("sim_3x7")
    here = estimate.permutation_test(outcomes, rng=generator(), replicates=500)
    assert here == estimate.permutation_test(outcomes, rng=generator(), replicates=500)
    monkeypatch.setattr("course_lib.estimate.permutation.CELLS", 42 * 100)
    chunked = estimate.permutation_test(outcomes, rng=generator(), replicates=500)
    assert chunked.replicates == 500
    assert chunked.p_value == pytest.approx(here.p_value, abs=0.08)


def test_a_thousand_reallocations_are_ready_within_a_sliders_patience() -> None:
    outcomes = trial("lees2010_4strata")
    started = time.perf_counter()
    estimate.permutation_test(outcomes, rng=generator(), replicates=1_000)
    assert time.perf_counter() - started < 0.3


def test_a_trial_without_information_has_no_p_value() -> None:
    same = OutcomeTable.from_counts(treatment=[3, 0, 0, 0, 0, 0, 0], control=[2, 0, 0, 0, 0, 0, 0])
    assert "p not defined" in str(estimate.permutation_test(same, rng=generator(), replicates=9))


def test_impossible_requests() -> None:
    outcomes = trial("sim_3x7")
    with pytest.raises(ValueError, match="rng must be a numpy Generator"):
        estimate.permutation_test(outcomes, rng=3)  # type: ignore[arg-type]
    for replicates in (0, 2.5, True):
        with pytest.raises(ValueError, match="replicates must be a whole number of at least 1"):
            estimate.permutation_test(outcomes, rng=generator(), replicates=replicates)  # type: ignore[arg-type]
    stack = OutcomeTable(np.ones((2, 2, 2, 7), dtype=int))
    with pytest.raises(ValueError, match="takes one trial, with strata on one axis"):
        estimate.permutation_test(stack, rng=generator())
    with pytest.raises(ValueError, match="one number for each of 1 replicates"):
        estimate.permutation_test(outcomes, rng=generator(), statistic=estimate.wilcoxon)
