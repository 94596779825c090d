"""Brunner and Munzel's interval on the logit scale, against R (tests/reference/tables.json)."""

import numpy as np
import pytest

from course_lib import estimate
from course_lib.trial import OutcomeTable
from tests.reference import table, values

CASES = {case["id"]: case for case in values("tables")["tables"]}
TIGHT = {"rel": 1e-8, "abs": 1e-10}
DEFINED = [name for name, case in CASES.items() if case["superiority"]["bm_logit_t_ci"][0]]


@pytest.mark.parametrize("name", DEFINED)
def test_interval_and_degrees_of_freedom_are_those_of_r(name: str) -> None:
    result = estimate.win_probability(table(CASES[name]), method="brunner_munzel")
    expected = CASES[name]["superiority"]
    assert result.confidence_interval() == pytest.approx(expected["bm_logit_t_ci"], **TIGHT)
    if result.value != 0.5:
        lower, upper = result.confidence_interval(1 - result.p_value)
        assert min(abs(lower - 0.5), abs(upper - 0.5)) < 1e-6


@pytest.mark.parametrize("name", ["s_sep_complete", "s_all_one_cat"])
def test_at_the_boundary_the_interval_has_a_width_and_stays_inside(name: str) -> None:
    chance = estimate.win_probability(table(CASES[name]), method="brunner_munzel")
    lower, upper = chance.confidence_interval()
    assert 0 <= lower < upper <= 1
    newcombe = estimate.win_probability(table(CASES[name]), method="newcombe")
    assert chance.confidence_interval() == pytest.approx(newcombe.confidence_interval())


def test_a_stack_is_measured_table_by_table() -> None:
    counts = np.random.default_rng(8).integers(0, 4, size=(40, 2, 7))
    counts[:, :, 3] += 1
    counts[0] = [[2, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 3]]
    counts[1] = [[1, 0, 0, 0, 0, 0, 0], [0, 2, 0, 0, 0, 0, 3]]
    stack = OutcomeTable(counts)
    together = estimate.win_probability(stack, method="brunner_munzel")
    apart = [estimate.win_probability(one, method="brunner_munzel") for one in stack]
    np.testing.assert_allclose(together.p_value, [one.p_value for one in apart], rtol=1e-12)
    limits = np.transpose([one.confidence_interval() for one in apart])
    np.testing.assert_allclose(together.confidence_interval(), limits, rtol=1e-12)
