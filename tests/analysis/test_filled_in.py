"""One value for each missing outcome: by last observation, worst and best case."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from course_lib import analysis
from course_lib.trial import OutcomeTable, Trial
from tests.analysis.small_trials import trial_of, trials

VISITED = trial_of(
    [("t", "t", None), ("t", "t", 1), ("c", "c", None), ("c", "c", None)],
    week=[4, 5, None, None],
    month=[None, 3, 2.0, None],
)

TABLE = OutcomeTable(np.ones((2, 7), dtype=int))


def outcomes(trial: Trial) -> list[str]:
    return trial.frame["outcome"].astype(object).fillna("none").tolist()


def test_the_last_observation_is_carried_forward_and_nothing_else_changes() -> None:
    filled = analysis.last_observation(VISITED, visits=["week", "month"])
    assert outcomes(filled) == ["4", "1", "2", "none"]
    assert VISITED.frame["outcome"].isna().sum() == 3


def test_one_visit_may_be_named_alone() -> None:
    filled = analysis.last_observation(VISITED, visits="week")
    assert outcomes(filled) == ["4", "1", "none", "none"]


def test_scores_are_carried_forward_for_any_number_of_trials_at_once() -> None:
    nan = float("nan")
    scores = np.array([[[1, 2, nan], [nan, nan, 5]], [[nan, nan, nan], [3, nan, nan]]])
    assert np.array_equal(analysis.carried_forward(scores), [[2, 5], [nan, 3]], equal_nan=True)


@settings(max_examples=40, deadline=None)
@given(trials())
def test_worst_and_best_case_move_the_missing_only_and_to_the_ends(trial: Trial) -> None:
    seen = analysis.complete_cases(trial)
    treated, untreated = analysis.intention_to_treat(trial).without_outcome
    for fill, (up, down) in {
        analysis.worst_case: ([0, 0, treated], [untreated, 0, 0]),
        analysis.best_case: ([treated, 0, 0], [0, 0, untreated]),
    }.items():
        added = fill(trial).table().counts - seen.table().counts
        assert added.tolist() == [up, down]


@settings(max_examples=30, deadline=None)
@given(trials())
def test_a_table_and_its_missing_stand_for_its_participants(trial: Trial) -> None:
    seen = analysis.intention_to_treat(trial)
    rebuilt = analysis.intention_to_treat(
        analysis.trial_from_table(seen.table(), missing=seen.without_outcome)
    )
    assert rebuilt.table() == seen.table()
    assert rebuilt.without_outcome == seen.without_outcome


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: analysis.trial_from_table(OutcomeTable(np.ones((3, 2, 7), dtype=int))),
            r"of one table, not of a stack \(3,\)",
        ),
        (
            lambda: analysis.trial_from_table(TABLE, missing=(1,)),
            "missing is a pair of participants",
        ),
        (lambda: analysis.last_observation(VISITED, visits=[]), "name at least one earlier visit"),
        (
            lambda: analysis.last_observation(VISITED, visits=["day"]),
            "no column 'day'; the columns",
        ),
        (
            lambda: analysis.last_observation(
                trial_of([("t", "t", None)], week=[9]), visits=["week"]
            ),
            "row 1 of column 'week': level '9' is not on the modified Rankin Scale",
        ),
        (lambda: analysis.carried_forward(1.0), "visits lie on the last axis"),
        (lambda: analysis.carried_forward([[], []]), "there is at least one"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(call: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
