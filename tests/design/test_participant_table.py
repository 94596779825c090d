"""A trial as its participants: what is refused, what is counted, what stays untouched."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable, Trial

T, C = "treatment", "control"


def people(**columns: Any) -> pd.DataFrame:
    """Six participants, one of whom received the other arm's care; columns may be replaced."""
    return pd.DataFrame(
        {
            "participant": ["a", "b", "c", "d", "e", "f"],
            "stratum": ["mild", "severe"] * 3,
            "allocated": [T, T, T, C, C, C],
            "received": [T, T, C, C, C, C],
            "outcome": [0, 4, 6, 1, 5, 3],
            "age": [50, 60, 70, 55, 65, 75],
        }
        | columns
    )


def test_tables_by_allocation_and_by_receipt_count_different_arms() -> None:
    trial = Trial(people())
    assert trial.table().counts.tolist() == [[1, 0, 0, 0, 1, 0, 1], [0, 1, 0, 1, 0, 1, 0]]
    assert trial.table(by="received").participants.tolist() == [2, 4]
    assert trial.table("allocated") == OutcomeTable.from_frame(
        people(), outcome="outcome", treatment="allocated", arms=(T, C)
    )


def test_strata_stand_in_front_in_their_order() -> None:
    trial = Trial(people())
    assert trial.strata == ("mild", "severe")
    tables = trial.table(stratified=True)
    assert tables.counts.shape == (2, 2, 7)
    assert tables.counts.sum(axis=0).tolist() == trial.table().counts.tolist()
    assert tables.counts[0, 0].tolist() == [1, 0, 0, 0, 0, 0, 1]


def test_what_is_left_out_has_its_default() -> None:
    frame = people().drop(columns=["stratum", "received", "age"])
    trial = Trial(frame)
    assert trial.strata == ("all",)
    assert (trial.frame["received"] == trial.frame["allocated"]).all()
    assert trial.covariates == ()


def test_columns_stand_in_order_and_covariates_follow() -> None:
    trial = Trial(people()[["age", "outcome", "allocated", "participant"]])
    assert list(trial.frame) == [
        "participant", "stratum", "allocated", "received", "outcome", "age",
    ]  # fmt: skip
    assert trial.covariates == ("age",)
    assert trial.frame["outcome"].cat.categories.tolist() == list("0123456")
    assert trial.frame["outcome"].cat.ordered


def test_neither_the_input_nor_a_copy_changes_the_trial() -> None:
    frame = people()
    trial, before = Trial(frame), frame.copy()
    copy = trial.frame
    copy.loc[:, "age"] = 0
    frame.loc[0, "allocated"] = C
    assert trial.frame["age"].tolist() == before["age"].tolist()
    assert trial.frame["allocated"].tolist() == before["allocated"].tolist()
    with pytest.raises(AttributeError):
        trial.scale = OrdinalScale("x", ("1", "2"), ("a", "b"))  # type: ignore[misc]


@pytest.mark.parametrize("outcome", [[0.0, 4, 6, 1, 5, None], ["0", "4", "6", "1", "5", np.nan]])
def test_a_missing_outcome_is_kept_but_not_counted_in_silence(outcome: list[Any]) -> None:
    trial = Trial(people(outcome=outcome))
    assert trial.frame["outcome"].isna().tolist() == [False] * 5 + [True]
    with pytest.raises(ValueError, match="1 of 6 participants has no outcome; impute, or take"):
        trial.table()
    known = trial.select(trial.frame["outcome"].notna())
    assert known.table().participants.tolist() == [3, 2]


def test_an_unknown_care_matters_only_to_a_table_by_care() -> None:
    trial = Trial(people(received=[T, None, None, C, C, C]))
    assert trial.table().participants.tolist() == [3, 3]
    with pytest.raises(ValueError, match="2 of 6 participants have no known arm"):
        trial.table(by="received")


def test_outcomes_may_be_replaced() -> None:
    trial = Trial(people(outcome=[0, 4, 6, 1, 5, None]))
    filled = trial.with_outcomes([0, 4, 6, 1, 5, 6])
    assert filled.table().counts[1].tolist() == [0, 1, 0, 0, 0, 1, 1]
    assert trial.frame["outcome"].isna().sum() == 1


def test_a_trial_may_have_another_scale_and_other_names() -> None:
    scale = OrdinalScale("recovery", ("well", "ill"), ("back home", "in hospital"))
    frame = pd.DataFrame({"arm": [1, 2, 2], "end": ["well", "ill", "well"], "id": [7, 8, 9]})
    trial = Trial.from_frame(
        frame,
        columns={"participant": "id", "allocated": "arm", "outcome": "end"},
        arms=(1, 2),
        scale=scale,
    )
    assert trial.table().counts.tolist() == [[1, 0], [1, 1]]
    assert trial.frame["participant"].tolist() == [7, 8, 9]
    assert list(frame) == ["arm", "end", "id"]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"participant": list("abcdea")}, "row 6: participant 'a' was allocated twice, first in row 1"),
        ({"participant": ["a", "b", None, "d", "e", "f"]}, "row 3 of column 'participant' is missing"),
        ({"stratum": ["x", None, "x", "x", "x", "x"]}, "row 2 of column 'stratum' is missing"),
        ({"allocated": [T, T, T, C, C, None]}, "row 6 of column 'allocated' is missing"),
        ({"allocated": [T, T, T, C, "placebo", C]},
         "row 5 of column 'allocated': arm 'placebo' is not one of treatment, control"),
        ({"received": [T, "both", C, C, C, C]}, "row 2 of column 'received': arm 'both'"),
        ({"outcome": [0, 4, 7, 1, 5, 3]},
         "row 3 of column 'outcome': level '7' is not one of 0, 1, 2, 3, 4, 5, 6"),
        ({"outcome": [0, 4, 2.5, 1, 5, None]}, "row 3 of column 'outcome': level '2.5'"),
    ],
)  # fmt: skip
def test_the_first_impossible_row_is_named(columns: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Trial(people(**columns))


def test_other_impossible_trials_are_refused() -> None:
    with pytest.raises(ValueError, match="no column 'allocated'; a trial needs"):
        Trial(people().drop(columns="allocated"))
    with pytest.raises(ValueError, match="at least one participant"):
        Trial(people().iloc[:0])
    with pytest.raises(ValueError, match="'arm' is not one of the fixed columns"):
        Trial.from_frame(people(), columns={"arm": "allocated"})
    with pytest.raises(ValueError, match="arms are two different values"):
        Trial.from_frame(people(), columns={}, arms=(T, T))
    with pytest.raises(ValueError, match="no column 'mrs'"):
        Trial.from_frame(people(), columns={"outcome": "mrs"})


def test_other_impossible_requests_are_refused() -> None:
    trial = Trial(people())
    with pytest.raises(ValueError, match="by 'allocated' or by 'received', not 'randomised'"):
        trial.table(by="randomised")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="control arm has no participants in stratum 'severe'"):
        trial.select([True, True, True, False, True, False]).table(stratified=True)
    with pytest.raises(ValueError, match="one True or False for each of 6 rows"):
        trial.select([True])
    with pytest.raises(ValueError, match="nobody is left"):
        trial.select([False] * 6)
    with pytest.raises(ValueError, match="one outcome is needed for each of 6"):
        trial.with_outcomes([1])
