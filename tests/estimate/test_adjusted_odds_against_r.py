"""The participant-level model against R: tests/reference/covariate*.json and stratified.json."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from course_lib import estimate
from course_lib.estimate import ProportionalOddsModel
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable
from tests.estimate.people import model, participants
from tests.reference import values

CASES = {case["id"]: case for case in values("covariate")["covariate_adjusted"]}
ROOTS = values("covariate_limits")
STRATIFIED = {case["id"]: case for case in values("stratified")["stratified"]}
TIGHT = {"rel": 1e-8, "abs": 1e-9}


def fitted(name: str, **changes: Any) -> ProportionalOddsModel:
    data = pd.DataFrame(CASES[name]["data"]).assign(**changes)
    return estimate.proportional_odds_model(
        data, outcome="y", treatment="trt", adjust=["age", "nihss"], strata=["stratum"]
    )


@pytest.mark.parametrize("name", CASES)
def test_coefficients_and_their_covariance_are_those_of_r(name: str) -> None:
    result, expected = fitted(name), CASES[name]
    ours = np.concatenate([result.thresholds, -result.log_odds_ratios])
    np.testing.assert_allclose(ours, expected["coef"], rtol=1e-8)
    sign = np.repeat([1, -1], [len(result.thresholds), len(result.terms)])
    turned = result.covariance * np.outer(sign, sign)
    np.testing.assert_allclose(turned, expected["vcov"], rtol=1e-8)
    assert result.log_likelihood == pytest.approx(expected["loglik"], **TIGHT)
    table = result.coefficients
    np.testing.assert_allclose(table["standard error"], expected["se"][-5:], rtol=1e-8)
    assert list(table.index[1:4]) == ["age", "nihss", "stratum: 1 (against 0)"]


@pytest.mark.parametrize("name", CASES)
def test_the_odds_ratio_has_the_likelihood_ratio_p_and_the_profile_limits(name: str) -> None:
    odds, expected = fitted(name).odds_ratio, CASES[name]
    assert odds.p_value == pytest.approx(expected["lr_trt_p"], **TIGHT)
    assert odds.standard_error == pytest.approx(expected["se"][6], **TIGHT)
    worse = [-float(np.log(limit)) for limit in reversed(odds.confidence_interval())]
    assert worse == pytest.approx(ROOTS["limits"][name], rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("name", CASES)
def test_standardised_risks_are_averages_of_rs_predictions(name: str) -> None:
    result, expected = fitted(name), CASES[name]["gcomp"]
    for cut in range(6):
        risks = result.standardised_risks(cut=cut)
        assert risks.treatment.value == pytest.approx(expected["cum_risk_trt1"][cut], **TIGHT)
        assert risks.control.value == pytest.approx(expected["cum_risk_trt0"][cut], **TIGHT)
        assert risks.difference.value == pytest.approx(expected["risk_diff"][cut], **TIGHT)
        marginal = expected["marginal_log_or_better"][cut]
        assert np.log(risks.odds_ratio.value) == pytest.approx(marginal, **TIGHT)
        assert abs(np.log(risks.odds_ratio.value)) < abs(np.log(result.odds_ratio.value))


@pytest.mark.parametrize("name", CASES)
def test_the_delta_methods_standard_errors_are_those_of_r(name: str) -> None:
    risks, expected = fitted(name).standardised_risks(cut=2), ROOTS["errors"][name]
    numerical = {"rel": 1e-6}
    assert risks.difference.standard_error == pytest.approx(expected["difference"], **numerical)
    assert risks.treatment.standard_error == pytest.approx(expected["treatment_logit"], **numerical)
    assert risks.odds_ratio.standard_error == pytest.approx(
        expected["marginal_log_or"], **numerical
    )


@pytest.mark.parametrize("name", STRATIFIED)
def test_strata_are_adjusted_for_as_in_r(name: str) -> None:
    case = STRATIFIED[name]
    counts = np.array([[one["treatment"], one["control"]] for one in case["strata"]])
    codes = tuple(str(level) for level in range(case["k"]))
    frame = participants(OutcomeTable(counts, OrdinalScale("reference scale", codes, codes)))
    odds, expected = model(frame, strata=["stratum"]), case["po_stratum_adjusted"]
    assert odds.odds_ratio.value == pytest.approx(expected["or_better"], **TIGHT)
    assert odds.odds_ratio.p_value == pytest.approx(expected["lr_p"], **TIGHT)
    assert odds.log_likelihood == pytest.approx(expected["loglik"], **TIGHT)
    worse = [-float(np.log(end)) for end in reversed(odds.odds_ratio.confidence_interval())]
    assert worse == pytest.approx(ROOTS["stratified"][name], rel=1e-6, abs=1e-7)


def test_the_result_reads_as_in_a_paper() -> None:
    assert str(fitted("cov1")).startswith(
        "Adjusted common odds ratio 2.23 (95% CI 0.80 to 6.43), p = 0.126\n"
        "proportional odds, 54 participants, adjusted for age; nihss; stratum: 1 (against 0)"
    )
