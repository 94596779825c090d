"""Rubin's rules against R: values, versions and date in tests/reference/analysis.json."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib import estimate
from course_lib.analysis import PooledEstimate, pool
from course_lib.estimate import common_odds_ratio
from course_lib.trial import OutcomeTable
from tests.analysis.small_trials import SHORT
from tests.reference import values

REFERENCE = values("analysis")["multiple_imputation"]
CASES = [*REFERENCE["scalar"], REFERENCE["linear"]["by_hand_trt"], REFERENCE["ordinal"]["pooled"]]
TIGHT = {"rel": 1e-8, "abs": 1e-12}
SPREADS = arrays(np.float64, (4, 5), elements=st.floats(0.01, 10))
VALUES = arrays(np.float64, (4, 5), elements=st.floats(-5, 5))


def pooled(case: dict[str, Any]) -> PooledEstimate:
    complete = np.inf if case["dfcom"] is None else case["dfcom"]
    return pool(case["estimates"], case["variances"], complete_degrees_of_freedom=complete)


@pytest.mark.parametrize("case", CASES)
def test_pooled_values_are_those_of_r(case: dict[str, Any]) -> None:
    ours = pooled(case)
    assert ours.imputations == case["m"]
    for name, attribute in {
        "qbar": "value",
        "ubar": "within",
        "b": "between",
        "t": "total",
        "se": "standard_error",
        "riv": "relative_increase",
        "lambda": "share_between",
        "fmi": "fraction_missing",
        "statistic": "statistic",
        "p": "p_value",
    }.items():
        assert getattr(ours, attribute) == pytest.approx(case[name], **TIGHT), name
    assert list(ours.confidence_interval()) == pytest.approx(case["ci"], **TIGHT)


@pytest.mark.parametrize("case", CASES)
def test_degrees_of_freedom_are_barnard_and_rubins(case: dict[str, Any]) -> None:
    expected = np.inf if case["df"] is None else case["df"]
    assert pooled(case).degrees_of_freedom == pytest.approx(expected, **TIGHT)


def test_the_older_rule_would_claim_more_degrees_of_freedom_than_the_data_have() -> None:
    # Pitfall: 92.2 against 27.0 with 50 complete-data degrees of freedom; p .036 against .043.
    old, new = REFERENCE["scalar"][:2]
    assert pooled(old).degrees_of_freedom == pytest.approx(92.2, abs=0.05)
    assert pooled(new).degrees_of_freedom == pytest.approx(27.0, abs=0.05)
    assert pooled(old).p_value < pooled(new).p_value < 0.05


def test_linear_fits_of_completed_data_pool_to_what_mice_says() -> None:
    estimates, variances = [], []
    for data in REFERENCE["linear"]["completed"]:
        y = np.array(data["y"])
        design = np.column_stack([np.ones(len(y)), data["t"], data["x"]])
        bread = np.linalg.inv(design.T @ design)
        beta = bread @ design.T @ y
        residual = y - design @ beta
        estimates.append(beta)
        variances.append(np.diag(bread) * (residual @ residual) / (len(y) - 3))
    ours = pool(np.transpose(estimates), np.transpose(variances), complete_degrees_of_freedom=45)
    mice = REFERENCE["linear"]["mice_pool"]
    for name, attribute in {
        "estimate": "value",
        "se": "standard_error",
        "df": "degrees_of_freedom",
        "p": "p_value",
        "fmi": "fraction_missing",
    }.items():
        assert getattr(ours, attribute) == pytest.approx(np.array(mice[name]), rel=1e-8)


def test_ordinal_fits_of_completed_data_pool_to_what_r_says() -> None:
    reference, fits = REFERENCE["ordinal"], []
    for data in reference["completed"]:
        levels = [str(level) for level in range(max(data["y"]) + 1)]
        worse_first = pd.Categorical([str(y) for y in data["y"]], levels[::-1], ordered=True)
        frame = pd.DataFrame({"y": worse_first, "t": data["t"], "x": data["x"]})
        model = estimate.proportional_odds_model(frame, outcome="y", treatment="t", adjust=["x"])
        count = len(model.thresholds)
        fits.append((model.log_odds_ratios[0], model.covariance[count, count]))
    beta, variance = np.transpose(fits)
    assert beta == pytest.approx(np.array(reference["beta_t"]), rel=1e-6)
    ours = pool(beta, variance)
    assert ours.value == pytest.approx(reference["pooled"]["qbar"], rel=1e-6)
    assert ours.p_value == pytest.approx(reference["pooled"]["p"], rel=1e-5)


def test_an_odds_ratio_is_pooled_on_the_log_scale_and_printed_on_its_own() -> None:
    table = OutcomeTable([[[4, 6, 9], [3, 5, 9]], [[5, 6, 8], [3, 4, 10]]], SHORT)
    several = common_odds_ratio(table)
    ours = pool(several)
    by_hand = pool(np.log(several.value), several.standard_error**2)
    assert ours.value == pytest.approx(np.exp(by_hand.value))
    assert ours.p_value == pytest.approx(by_hand.p_value)
    assert np.log(ours.confidence_interval()) == pytest.approx(by_hand.confidence_interval())
    assert str(ours).startswith("Pooled common odds ratio of 2 imputations 1.")


def test_a_probability_is_pooled_on_the_logit_scale() -> None:
    table = OutcomeTable([[[4, 6, 9], [3, 5, 9]], [[5, 6, 8], [3, 4, 10]]], SHORT)
    several = estimate.win_probability(table)
    logits = np.log(several.value / (1 - several.value))
    assert pool(several).value == pytest.approx(1 / (1 + np.exp(-logits.mean())))


@settings(deadline=None)
@given(VALUES, SPREADS)
def test_the_pooled_estimate_lies_between_its_parts_and_is_never_surer(
    parts: np.ndarray, spreads: np.ndarray
) -> None:
    ours = pool(parts, spreads, complete_degrees_of_freedom=40)
    slack = 1e-12 * (1 + np.abs(parts).max())
    assert (ours.value >= parts.min(axis=-1) - slack).all()
    assert (ours.value <= parts.max(axis=-1) + slack).all()
    assert (ours.standard_error**2 >= spreads.mean(axis=-1) * (1 - 1e-12)).all()
    assert (ours.degrees_of_freedom <= 40).all()
    assert ((ours.fraction_missing >= 0) & (ours.fraction_missing <= 1)).all()


@settings(max_examples=50, deadline=None)
@given(VALUES, SPREADS)
def test_a_stack_is_the_loop_over_its_rows(parts: np.ndarray, spreads: np.ndarray) -> None:
    stack = pool(parts, spreads)
    for place in range(len(parts)):
        single = pool(parts[place], spreads[place])
        assert stack.value[place] == pytest.approx(single.value)
        assert stack.p_value[place] == pytest.approx(single.p_value)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: pool([1.0], [1.0]), "at least two imputations, on the last axis"),
        (lambda: pool([1.0, 2.0]), "numbers need their variances, one for each estimate"),
        (lambda: pool([1.0, 2.0], [1.0]), "estimates need as many variances"),
        (lambda: pool([1.0, np.inf], [1, 1]), "the estimate of imputation 2 cannot be pooled"),
        (lambda: pool([1.0, 2.0], [0, 1]), "the variance of imputation 1 cannot be pooled"),
        (
            lambda: pool([1.0, 2.0], [1, 1], complete_degrees_of_freedom=0),
            "degrees of freedom of the complete data are above 0, not 0",
        ),
        (
            lambda: pool(common_odds_ratio(OutcomeTable([[1, 2, 0], [0, 2, 1]], SHORT)), [1]),
            "an Estimate brings its own standard errors; leave variances out",
        ),
    ],
)
def test_bad_input_is_answered_with_a_sentence(call: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
