"""The Wilcoxon–Mann–Whitney test, with normal and with exact p-values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from course_lib import estimate
from course_lib.trial import OutcomeTable
from tests.reference import table, values

CASES = {case["id"]: case for case in values("tables")["tables"]}


@st.composite
def tables(draw: st.DrawFn, most: int = 40) -> OutcomeTable:
    """A table of two to seven levels, with at least one participant in each arm."""
    levels = draw(st.integers(2, 7))
    arm = st.lists(st.integers(0, most), min_size=levels, max_size=levels).filter(any)
    return table({"treatment": draw(arm), "control": draw(arm)})


@pytest.mark.parametrize("name", CASES)
def test_statistic_and_p_value_are_those_of_r(name: str) -> None:
    # R 4.2.2, in tests/reference/tables.json; there z is above 0 where treatment does worse.
    expected, result = CASES[name]["superiority"], estimate.wilcoxon(table(CASES[name]))
    if expected["wilcoxon_z"] is None:
        assert np.isnan([result.statistic, result.p_value]).all()
        assert "no information" in str(result)
        return
    assert result.statistic == pytest.approx(-expected["wilcoxon_z"], rel=1e-12, abs=1e-12)
    assert result.p_value == pytest.approx(expected["wilcoxon_p"], rel=1e-12)


@given(tables())
def test_swapping_the_arms_turns_z_and_keeps_p(outcomes: OutcomeTable) -> None:
    here, there = estimate.wilcoxon(outcomes), estimate.wilcoxon(outcomes.swap())
    np.testing.assert_allclose(here.statistic, -np.asarray(there.statistic), rtol=1e-12)
    np.testing.assert_allclose(here.p_value, there.p_value, rtol=1e-12)


@given(tables())
def test_z_is_the_score_test_of_proportional_odds(outcomes: OutcomeTable) -> None:
    # McCullagh, J R Stat Soc B 1980;42:109-142: the same score, its variance with N for N - 1.
    participants = int(outcomes.participants.sum())
    here = estimate.wilcoxon(outcomes)
    score = estimate.common_odds_ratio(outcomes, method="score")
    if np.isnan(here.statistic):
        assert np.isnan(score.p_value)
        return
    z = np.abs(here.statistic) * np.sqrt(participants / (participants - 1))
    assert score.p_value == pytest.approx(2 * ndtr(-z), rel=1e-9, abs=1e-14)


def test_a_stack_is_tested_table_by_table() -> None:
    counts = np.random.default_rng(5).integers(0, 9, size=(3, 4, 2, 7))
    counts[0, 0] = [[4, 0, 0, 0, 0, 0, 0], [3, 0, 0, 0, 0, 0, 0]]
    stack = OutcomeTable(counts)
    result = estimate.wilcoxon(stack)
    one_by_one = [[estimate.wilcoxon(one) for one in row] for row in stack]
    for field in ("statistic", "p_value"):
        looped = [[getattr(one, field) for one in row] for row in one_by_one]
        np.testing.assert_array_equal(getattr(result, field), looped)
    assert str(result) == "Wilcoxon–Mann–Whitney, 12 tables"
    assert result.note == "no information in 1 of 12 tables"


def test_an_empty_stack_gives_an_empty_result() -> None:
    result = estimate.wilcoxon(OutcomeTable(np.zeros((0, 2, 7), dtype=int)))
    assert np.shape(result.p_value) == (0,)


def test_the_result_reads_as_in_a_paper() -> None:
    assert str(estimate.wilcoxon(table(CASES["s39v15_mod"]))) == (
        "Wilcoxon–Mann–Whitney z = 2.10, p = 0.035"
    )
