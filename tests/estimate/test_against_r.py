"""The engine against R: values, versions and date in tests/reference/tables.json."""

from typing import Any

import numpy as np
import pytest

from course_lib import estimate
from tests.reference import table, values

CASES = {case["id"]: case for case in values("tables")["tables"]}
FINITE = [name for name, case in CASES.items() if case["po"]["status"] == "finite"]
SEPARATED = [name for name, case in CASES.items() if case["po"]["status"] == "infinite_better"]
PAIRED = [name for name in CASES if name not in {"s_sep_complete", "s_all_one_cat"}]
CUTS = [
    pytest.param(case, cut, id=f"{name} at {cut['cut']}")
    for name, case in CASES.items()
    for cut in case["dichotomies"]
]
TIGHT = {"rel": 1e-8, "abs": 1e-10}


def log_interval(result: estimate.Estimate) -> list[float]:
    """Limits of a ratio on the log scale, towards worse: R's sign."""
    return [-float(np.log(limit)) for limit in reversed(result.confidence_interval())]


@pytest.mark.parametrize("name", FINITE)
def test_common_odds_ratio_and_its_wald_interval_are_those_of_r(name: str) -> None:
    wald, expected = estimate.common_odds_ratio(table(CASES[name])), CASES[name]["po"]
    assert np.log(wald.value) == pytest.approx(-expected["beta_worse"], **TIGHT)
    assert wald.standard_error == pytest.approx(expected["se"], **TIGHT)
    assert wald.p_value == pytest.approx(expected["wald_p"], **TIGHT)
    assert log_interval(wald) == pytest.approx(expected["wald_ci_beta"], **TIGHT)


@pytest.mark.parametrize("name", FINITE)
def test_profile_interval_is_where_the_likelihood_ratio_crosses(name: str) -> None:
    profile = estimate.common_odds_ratio(table(CASES[name]), method="profile")
    expected = CASES[name]["po"]
    assert profile.p_value == pytest.approx(expected["lr_p"], rel=1e-8, abs=1e-8)
    assert log_interval(profile) == pytest.approx(expected["profile_ci_beta"], rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("name", FINITE + SEPARATED)
def test_score_p_value_is_that_of_r(name: str) -> None:
    score = estimate.common_odds_ratio(table(CASES[name]), method="score")
    assert score.p_value == pytest.approx(CASES[name]["po"]["score_p"], **TIGHT)


@pytest.mark.parametrize("name", FINITE)
def test_the_check_of_proportional_odds_is_the_likelihood_ratio_of_r(name: str) -> None:
    check, expected = estimate.proportional_odds_check(table(CASES[name])), CASES[name]["po"]
    assert check.degrees_of_freedom == expected["k_effective"] - 2
    if check.degrees_of_freedom:
        assert check.statistic == pytest.approx(expected["lr_gof_chi2"], rel=1e-8, abs=1e-8)
        assert check.p_value == pytest.approx(expected["lr_gof_p"], rel=1e-8, abs=1e-8)
    else:
        assert np.isnan(check.p_value)


@pytest.mark.parametrize("name", SEPARATED)
@pytest.mark.parametrize("method", ["wald", "profile"])
def test_a_separated_table_is_infinite_with_one_finite_limit(name: str, method: Any) -> None:
    result, expected = estimate.common_odds_ratio(table(CASES[name]), method=method), CASES[name]
    lower, upper = result.confidence_interval()
    # R took the supremum at a large finite odds ratio, 1.8e-4 short of the saturated likelihood
    # in the completely separated table; its limit moves by that over the score there.
    shortfall = expected["po"]["loglik_saturated"] - expected["po"]["loglik_sup"]
    assert -np.log(lower) == pytest.approx(
        expected["po"]["profile_ci_finite_limit_beta"], abs=1e-6 + 1.1 * shortfall
    )
    assert result.value == upper == np.inf
    assert result.p_value == pytest.approx(expected["po"]["score_p"], **TIGHT)
    assert "no upper bound" in str(result)


def test_a_table_with_one_level_says_that_it_carries_no_information() -> None:
    result = estimate.common_odds_ratio(table(CASES["s_all_one_cat"]))
    assert np.isnan([result.value, result.standard_error, result.p_value]).all()
    assert np.isnan(result.confidence_interval()).all()
    assert "no information" in str(result)


@pytest.mark.parametrize("name", PAIRED)
def test_win_probability_and_its_intervals_are_those_of_r(name: str) -> None:
    result, expected = estimate.win_probability(table(CASES[name])), CASES[name]["superiority"]
    newcombe = estimate.win_probability(table(CASES[name]), method="newcombe")
    assert result.value == pytest.approx(expected["p_superiority_better"], **TIGHT)
    assert result.standard_error == pytest.approx(expected["delong_se"], **TIGHT)
    assert result.confidence_interval() == pytest.approx(expected["logit_ci"], **TIGHT)
    assert newcombe.confidence_interval() == pytest.approx(expected["newcombe_method5_ci"], **TIGHT)


@pytest.mark.parametrize("name", ["s_sep_complete", "s_all_one_cat"])
def test_without_spread_the_win_probability_has_newcombes_interval(name: str) -> None:
    interval = estimate.win_probability(table(CASES[name])).confidence_interval()
    expected = CASES[name]["superiority"]["newcombe_method5_ci"]
    assert interval == pytest.approx(expected, **TIGHT)


@pytest.mark.parametrize("name", PAIRED)
def test_win_odds_are_those_of_r(name: str) -> None:
    result, expected = estimate.win_odds(table(CASES[name])), CASES[name]["superiority"]
    assert result.value == pytest.approx(expected["win_odds"], **TIGHT)
    assert result.confidence_interval() == pytest.approx(expected["win_odds_ci_logit"], **TIGHT)


@pytest.mark.parametrize("name", [name for name in PAIRED if name != "s_degen_top"])
def test_generalised_odds_ratio_is_that_of_the_genodds_package(name: str) -> None:
    result = estimate.generalised_odds_ratio(table(CASES[name]))
    expected = CASES[name]["superiority"]["genodds_drop"]
    assert result.value == pytest.approx(expected["odds"], **TIGHT)
    assert result.standard_error == pytest.approx(expected["se_ln"], **TIGHT)
    assert result.confidence_interval() == pytest.approx(expected["ci"], **TIGHT)


@pytest.mark.parametrize(("case", "cut"), CUTS)
def test_measures_at_a_cut_are_those_of_r(case: Any, cut: Any) -> None:
    outcomes, place = table(case), cut["cut"]
    difference = estimate.risk_difference(outcomes, cut=place)
    assert difference.value == pytest.approx(cut["rd"], **TIGHT)
    assert difference.confidence_interval() == pytest.approx(cut["rd_newcombe_ci"], **TIGHT)
    if cut["degenerate"] or cut["or_woolf_ci"] is None or None in cut["or_woolf_ci"]:
        return
    odds, risks = (f(outcomes, cut=place) for f in (estimate.odds_ratio, estimate.risk_ratio))
    assert difference.p_value == pytest.approx(cut["chisq_p"], **TIGHT)
    assert odds.value == pytest.approx(cut["or"], **TIGHT)
    assert odds.confidence_interval() == pytest.approx(cut["or_woolf_ci"], **TIGHT)
    assert risks.value == pytest.approx(cut["rr"], **TIGHT)
    assert risks.confidence_interval() == pytest.approx(cut["rr_ci"], **TIGHT)


def test_number_needed_to_treat_runs_through_infinity_in_ist3() -> None:
    outcomes = table(CASES["ist3_ohs"])
    cut = next(cut for cut in CASES["ist3_ohs"]["dichotomies"] if cut["cut"] == 2)
    result = estimate.number_needed_to_treat(outcomes, cut=2)
    assert result.confidence_interval() == pytest.approx(cut["nnt_newcombe"], **TIGHT)
    assert "21 to benefit, through infinity, to 51 to harm" in str(result)


@pytest.mark.parametrize("measure", ["uw_mrs", "welch_raw"])
def test_mean_difference_is_welchs(measure: str) -> None:
    compared = 0
    for case in CASES.values():
        expected = case["superiority"].get(measure)
        if not expected or expected.get("p") is None:
            continue
        weights = expected.get("weights", list(range(len(case["treatment"]))))
        result = estimate.mean_difference(table(case), weights=weights)
        assert result.value == pytest.approx(expected["diff"], **TIGHT)
        assert result.p_value == pytest.approx(expected["p"], **TIGHT)
        assert result.confidence_interval() == pytest.approx(expected["ci"], **TIGHT)
        compared += 1
    assert compared >= 3
