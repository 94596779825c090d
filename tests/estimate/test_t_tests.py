"""Welch's and Student's t from summaries and from values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.estimate import Summary, student_t, welch_t
from tests.reference import values

CASES = values("summary_t")["summary_t"]
MEASURES = st.floats(-50, 50).map(lambda value: round(value, 3))
VALUES = st.lists(MEASURES, min_size=2, max_size=30)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_both_are_those_of_r(case: dict[str, float]) -> None:
    arms = (
        Summary(case["mean1"], case["sd1"], int(case["n1"])),
        Summary(case["mean2"], case["sd2"], int(case["n2"])),
    )
    for name, test in (("welch", welch_t), ("student", student_t)):
        result, expected = test(*arms), case[name]
        assert result.value == pytest.approx(case["diff"], rel=1e-12)
        for ours, theirs in (
            (result.standard_error, "se"),
            (result.statistic, "t"),
            (result.degrees_of_freedom, "df"),
            (result.p_value, "p"),
            (result.confidence_interval(), "ci"),
        ):
            assert ours == pytest.approx(expected[theirs], rel=1e-10)  # type: ignore[index]


def test_the_leg_score_of_starting_2_depends_on_the_test() -> None:
    arms = Summary(14.8, 23.8, 39), Summary(2.6, 13.0, 15)
    assert round(welch_t(*arms).p_value, 4) == 0.0204
    assert round(student_t(*arms).p_value, 4) == 0.0666


@given(VALUES, VALUES)
def test_swapping_the_arms_turns_the_difference(one: list[float], other: list[float]) -> None:
    arms = Summary.of(one), Summary.of(other)
    for test in (welch_t, student_t):
        here, there = test(*arms), test(*arms[::-1])
        assert here.value == pytest.approx(-there.value)
        np.testing.assert_allclose(here.p_value, there.p_value)


@given(VALUES)
def test_in_arms_of_one_size_both_have_the_same_t(one: list[float]) -> None:
    arms = Summary.of(one), Summary.of([value**2 for value in one])
    assert welch_t(*arms).standard_error == pytest.approx(student_t(*arms).standard_error)


def test_arms_in_which_nobody_varies_have_no_p_value() -> None:
    result = welch_t(Summary(2, 0, 4), Summary(1, 0, 4))
    assert np.isnan(result.p_value)
    assert str(result) == "Mean difference 1.00 (95% CI 1.00 to 1.00), p not defined"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((np.nan, 1, 5), "a mean must be a finite number; not nan"),
        ((1, -1, 5), "a standard deviation must be 0 or more and finite; not -1"),
        ((1, np.inf, 5), "a standard deviation must be 0 or more"),
        ((1, 1, 1), "n must be a whole number of at least 2 participants; not 1"),
        ((1, 1, 2.5), "n must be a whole number"),
    ],
)
def test_summaries_that_cannot_be(arguments: tuple[float, float, int], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Summary(*arguments)


def test_values_that_have_no_summary() -> None:
    with pytest.raises(ValueError, match="1 of 3 values are missing or not finite"):
        Summary.of([1, np.nan, 3])
    with pytest.raises(ValueError, match="one list of at least two"):
        Summary.of([1])
    with pytest.raises(ValueError, match=r"an arm must be a Summary\(mean, sd, n\)"):
        welch_t((14.8, 23.8, 39), Summary(1, 1, 5))  # type: ignore[arg-type]
