"""A report says what to be careful about, and goes on where one of its results cannot be had."""

from typing import Any

import numpy as np
import pytest

from course_lib.published import load
from course_lib.report import report
from course_lib.trial import OutcomeTable, Trial
from tests.report.people import people


def test_a_stratum_with_an_empty_arm_is_left_out_and_named() -> None:
    trial = people(60)
    frame = trial.frame
    lost = (frame["stratum"] == "south") & (frame["allocated"] == "control")
    frame.loc[lost, "outcome"] = None
    made = report(Trial(frame))
    assert made.material.strata is None
    assert any("'south' has no outcome in one of the arms" in each for each in made.cautions)


def test_a_missing_covariate_leaves_only_the_model() -> None:
    trial = people(200)
    frame = trial.frame
    frame.loc[:9, "age"] = np.nan
    made = report(Trial(frame), adjust=["age"])
    assert made.findings.in_model == 190
    assert made.material.table.participants.sum() == 200
    assert any("10 participants with an outcome but an unknown" in each for each in made.cautions)


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ({"age": 7.0}, "column 'age' is the same for everyone"),
        ({"age": [f"text {n}" for n in range(60)]}, "has 60 different texts"),
    ],
)
def test_a_covariate_that_cannot_be_used_is_a_caution_and_no_end(
    column: dict[str, Any], said: str
) -> None:
    made = report(people(60, **column), adjust=["age"])
    assert any(said in each for each in made.cautions)
    assert "adjusted common odds ratio" not in made.estimates
    assert said in made.to_html().replace("&#39;", "'")


def test_what_was_received_is_set_beside_what_was_allocated() -> None:
    received = ["treatment", "control", "control", "control"] * 30
    made = report(people(120, received=received))
    table = made.section("flow").table
    assert table is not None
    assert table.index.tolist() == ["Intention to treat", "Per protocol", "As treated"]
    assert "complier average causal effect" in made.estimates
    assert any("did not receive the allocated care 30" in each for each in made.cautions)


def test_small_sparse_and_separated_trials_are_told_so() -> None:
    made = report(
        OutcomeTable.from_counts(treatment=[2, 2, 1, 0, 0, 0, 0], control=[0, 0, 1, 1, 1, 1, 0])
    )
    told = " ".join(made.cautions)
    assert "Small: the smaller arm has 4 outcomes" in told
    assert "Sparse: fewer than 5 participants in all at '0', '1', '2'" in told
    assert "Empty: nobody at '6'" in told
    assert "Separated: no participant under treatment did worse" in told
    assert "infinity" in made.summary


def test_odds_that_are_not_proportional_are_told_so() -> None:
    # IST-3: more early deaths, fewer dependent; counts as `published` has them.
    made = report(load("ist3").table)
    told = " ".join(made.cautions)
    assert "Not proportional: the odds ratio runs from" in told
    assert "The test of no difference stays valid" in told


def test_a_trial_in_which_everyone_fares_alike_says_nothing() -> None:
    alike = OutcomeTable.from_counts(treatment=[0, 5, 0, 0, 0, 0, 0], control=[0, 7, 0, 0, 0, 0, 0])
    made = report(alike, missing=(1, 0))
    assert "the trial says nothing of a difference" in " ".join(made.section("plain").sentences)
    assert made.to_html()
    assert made.to_markdown()
    assert made.to_csv()
