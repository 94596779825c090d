"""Impossible requests are answered by a sentence that names the thing and what is allowed."""

import copy
import pickle

import numpy as np
import pandas as pd
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
        (3, SEVEN, "an arm's counts are a list, one for each of 7 levels"),
        ([SEVEN, SEVEN], [SEVEN] * 3, r"treatment has the shape \(2, 7\), control has \(3, 7\)"),
        ([SEVEN, [1, 2]], SEVEN, "one number for each level, in every arm alike"),
        (np.full(7, 2**63 + 5, np.uint64), SEVEN, "at most 100,000,000; one is 9.2"),
        ([1e300] * 7, SEVEN, "at most 100,000,000"),
        (np.ma.masked_equal(SEVEN, 3), SEVEN, "one is missing"),
        (pd.array([1, 2, 3, None, 5, 6, 7], dtype="Int64"), SEVEN, "one is missing"),
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


def test_counts_in_a_pandas_frame_of_nullable_integers_are_counts() -> None:
    assert OutcomeTable(pd.DataFrame([SEVEN, SEVEN[::-1]]).astype("Int64")) == TABLE


def test_the_largest_counts_are_multiplied_without_overflow() -> None:
    # 2:1 at every level scaled up: shares of pairs do not change.
    huge = OutcomeTable(TABLE.counts * (100_000_000 // 7))
    assert np.allclose(estimate.pairs(huge), estimate.pairs(TABLE), rtol=1e-12)


@pytest.mark.parametrize("cut", [2, 2.0, "2", np.int64(2), np.float64(2), np.float32(2)])
def test_a_level_is_the_same_however_its_number_is_written(cut: object) -> None:
    assert estimate.risk_difference(TABLE, cut=cut).value == pytest.approx(-12 / 28)


@pytest.mark.parametrize("arms", [(1.0, 0.0), (1, 0), ("1", "0"), [1, 0]])
def test_arms_are_the_same_however_their_numbers_are_written(arms: object) -> None:
    people = pd.DataFrame({"arm": [1.0, 0.0], "mrs": [0, 6]})
    table = OutcomeTable.from_frame(people, outcome="mrs", treatment="arm", arms=arms)
    assert table.counts[0, 0] == table.counts[1, 6] == 1


@pytest.mark.parametrize("arms", [None, (1,), (1, 1.0), (1, 0, 2), "10"])
def test_arms_that_are_not_two(arms: object) -> None:
    people = pd.DataFrame({"arm": [1, 0] * 4, "mrs": range(8), "age": range(8)})
    with pytest.raises(ValueError, match="arms are two different values"):
        OutcomeTable.from_frame(people, outcome="mrs", treatment="arm", arms=arms)
    if arms is not None:
        with pytest.raises(ValueError, match="arms are two different values"):
            estimate.ancova(people, outcome="mrs", baseline="age", treatment="arm", arms=arms)


def test_a_missing_outcome_is_called_missing() -> None:
    people = pd.DataFrame({"arm": [1, 0], "mrs": [0, None]})
    with pytest.raises(ValueError, match="row 2 of column 'mrs': the level is missing"):
        OutcomeTable.from_frame(people, outcome="mrs", treatment="arm", arms=(1, 0))


def test_a_scale_that_is_only_a_name() -> None:
    with pytest.raises(ValueError, match="scale must be an OrdinalScale, like MRS; not 'mrs'"):
        OutcomeTable([SEVEN, SEVEN], "mrs")


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


def test_results_of_a_stack_are_frozen_too() -> None:
    stack = OutcomeTable(np.stack([TABLE.counts, TABLE.counts]))
    ratio = estimate.risk_ratio(stack, cut=2)
    for numbers in (ratio.value, ratio.p_value, ratio.confidence_interval().lower):
        with pytest.raises(ValueError, match="read-only"):
            numbers[0] = 1
    assert estimate.wilcoxon(stack).p_value.flags.writeable is False


def test_an_infinite_number_of_participants() -> None:
    with pytest.raises(ValueError, match="n must be a whole number of at least 2"):
        estimate.Summary(1, 1, np.inf)


def test_a_copy_of_a_table_is_as_frozen_as_the_table() -> None:
    for again in (pickle.loads(pickle.dumps(TABLE)), copy.deepcopy(TABLE), copy.copy(TABLE)):
        assert again == TABLE
        with pytest.raises(ValueError, match="read-only"):
            again.counts[0, 0] = 9
