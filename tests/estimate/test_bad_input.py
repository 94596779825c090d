"""Impossible requests are answered by a sentence that names the thing and what is allowed."""

import numpy as np
import pytest

from course_lib import estimate
from course_lib.scale import MRS, OrdinalScale
from course_lib.trial import OutcomeTable

SEVEN = [1, 2, 3, 4, 5, 6, 7]
TABLE = OutcomeTable.from_counts(treatment=SEVEN, control=SEVEN[::-1])


@pytest.mark.parametrize(
    ("treatment", "control", "sentence"),
    [
        ([-1, 2, 3, 4, 5, 6, 7], SEVEN, "must not be negative; one is -1"),
        ([0.5, 2, 3, 4, 5, 6, 7], SEVEN, "whole numbers of participants, not 0.5"),
        ([np.nan, 2, 3, 4, 5, 6, 7], SEVEN, "one is missing or not finite"),
        ([np.inf, 2, 3, 4, 5, 6, 7], SEVEN, "one is missing or not finite"),
        (list("abcdefg"), SEVEN, "whole numbers of participants"),
        ([None, 2, 3, 4, 5, 6, 7], SEVEN, "whole numbers of participants"),
        ([1, 2, 3], SEVEN, "the arms must have the same number of levels"),
        ([1, 2, 3], [1, 2, 3], "has 7 levels; counts have 3 per arm"),
        ([0] * 7, SEVEN, "the treatment arm has no participants"),
        (SEVEN, [0] * 7, "the control arm has no participants"),
    ],
)
def test_impossible_counts(treatment: object, control: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        OutcomeTable.from_counts(treatment=treatment, control=control)


@pytest.mark.parametrize("cut", ["7", -1, "good", None, 1.5])
@pytest.mark.parametrize(
    "measure",
    [
        estimate.odds_ratio,
        estimate.risk_ratio,
        estimate.risk_difference,
        estimate.number_needed_to_treat,
    ],
)
def test_a_cut_that_is_not_on_the_scale(measure: object, cut: object) -> None:
    with pytest.raises(ValueError, match=r"is not on the modified Rankin Scale \(0, 1, 2"):
        measure(TABLE, cut=cut)  # type: ignore[operator]


def test_a_cut_that_leaves_no_poor_outcome() -> None:
    with pytest.raises(ValueError, match="leaves no poor outcome"):
        estimate.odds_ratio(TABLE, cut=6)


@pytest.mark.parametrize("level", [0, 1, 95, -0.1, float("nan")])
def test_a_confidence_level_outside_zero_and_one(level: float) -> None:
    with pytest.raises(ValueError, match="lies between 0 and 1"):
        estimate.common_odds_ratio(TABLE).confidence_interval(level)


def test_an_unknown_method() -> None:
    with pytest.raises(ValueError, match="one of wald, profile, score; not 'firth'"):
        estimate.common_odds_ratio(TABLE, method="firth")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="logit or newcombe; not 'wald'"):
        estimate.win_probability(TABLE, method="wald")  # type: ignore[arg-type]


@pytest.mark.parametrize("weights", [[1, 2], [[1] * 7], [1, 2, 3, 4, 5, 6, np.nan]])
def test_weights_that_do_not_fit_the_scale(weights: object) -> None:
    with pytest.raises(ValueError, match="weights must be 7 numbers"):
        estimate.mean_difference(TABLE, weights=weights)


def test_one_table_of_a_stack_with_an_empty_arm_is_found() -> None:
    counts = np.ones((3, 2, 7), dtype=int)
    counts[1, 1] = 0
    with pytest.raises(ValueError, match="the control arm has no participants"):
        OutcomeTable(counts)


def test_scales_that_make_no_sense() -> None:
    with pytest.raises(ValueError, match="at least two levels"):
        OrdinalScale("Pain", ("none",), ("none",))
    with pytest.raises(ValueError, match="must differ"):
        OrdinalScale("Pain", ("a", "a"), ("x", "y"))
    with pytest.raises(ValueError, match="2 levels but 1 labels"):
        OrdinalScale("Pain", ("a", "b"), ("x",))


def test_tables_are_frozen_and_leave_their_input_alone() -> None:
    mine = np.array([SEVEN, SEVEN])
    table = OutcomeTable(mine, MRS)
    with pytest.raises(ValueError, match="read-only"):
        table.counts[0, 0] = 9
    mine[0, 0] = 9
    assert table.counts[0, 0] == 1
