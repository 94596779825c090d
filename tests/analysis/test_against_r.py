"""Completed tables and complier effects against R: tests/reference/missing_outcomes.json."""

from typing import Any

import numpy as np
import pytest

from course_lib import analysis
from course_lib.published import load
from course_lib.trial import OutcomeTable
from tests.reference import values

REFERENCE = values("missing_outcomes")


def test_every_completion_of_the_dichotomy_has_the_p_of_rs_chi_squared_test() -> None:
    ist, expected = load("ist"), REFERENCE["ist"]
    found = analysis.tipping_point(ist.table, missing=ist.missing, cut="not recovered")
    assert found.p_value.sum() == pytest.approx(expected["p_sum"], rel=1e-8)
    assert (found.p_value < 0.05).sum() == expected["significant"]
    assert found.worst[1] == pytest.approx(expected["p_worst"], rel=1e-8)
    assert found.best[1] == pytest.approx(expected["p_best"], rel=1e-8)


def test_every_completion_of_the_shift_has_the_odds_ratio_and_p_of_rs_clm() -> None:
    expected = REFERENCE["assumed"]
    table = OutcomeTable.from_counts(treatment=expected["treatment"], control=expected["control"])
    found = analysis.tipping_point(table, missing=(1, 2), method="wald")
    assert found.odds_ratio.size == expected["ways"]
    place = {tuple(way): row for row, way in enumerate(found.landings[0].tolist())}
    other = {tuple(way): row for row, way in enumerate(found.landings[1].tolist())}
    rows = [place[tuple(way)] for way in expected["added_treatment"]]
    columns = [other[tuple(way)] for way in expected["added_control"]]
    ours = np.log(found.odds_ratio[rows, columns])
    assert ours == pytest.approx(np.array(expected["log_odds_ratio"]), rel=1e-8)
    assert found.p_value[rows, columns] == pytest.approx(np.array(expected["p"]), rel=1e-8)
    assert (found.p_value < 0.05).sum() == expected["significant"]


@pytest.mark.parametrize("case", REFERENCE["compliers"])
def test_the_complier_effect_is_two_stage_least_squares_with_whites_error(case: Any) -> None:
    counts = np.reshape(case["counts"], (2, 2, 2))
    fieller = analysis.complier_effect_from_counts(counts)
    assert fieller.value == pytest.approx(case["effect"], rel=1e-8)
    assert fieller.standard_error == pytest.approx(case["se"], rel=1e-8)
    limits = [case["lower"], case["upper"]]
    assert list(fieller.confidence_interval()) == pytest.approx(limits, rel=1e-8)
