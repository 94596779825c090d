"""A report says what to be careful about, and goes on where one of its results cannot be had."""

from typing import Any

import numpy as np
import pytest

from course_lib.published import load
from course_lib.report import report
from course_lib.scale import OrdinalScale
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


ONE_LEVEL = OutcomeTable.from_counts(treatment=[5, *[0] * 6], control=[4, *[0] * 6])
TWO = OrdinalScale("walks", ("yes", "no"), ("yes", "no"))
THREE = OutcomeTable.from_counts(treatment=[1, 0, 1, 0, 0, 0, 0], control=[0, 0, 0, 1, 0, 0, 0])


def test_where_all_share_one_level_nothing_is_said_of_an_effect() -> None:
    made = report(ONE_LEVEL, missing=(3, 2))
    assert made.cautions[1].startswith("No information: all participants share one level")
    assert "above 1" not in made.summary
    assert "no odds ratio" in made.section("cuts").words[0]
    assert made.section("shift").words[0].startswith("Common odds ratio: all participants share")
    assert "infinite odds ratio, or none" in made.section("missing").words[0]


def test_three_participants_are_said_in_words_that_fit_them() -> None:
    made = report(THREE, missing=(0, 1))
    assert (
        made.section("cuts")
        .words[0]
        .startswith(
            "The odds ratio at each cut that has one is infinity. Proportional odds: likelihood ratio "
            "0.00 on 1 degree of freedom"
        )
    )
    two = report(OutcomeTable.from_counts(treatment=[1, 0], control=[0, 1], scale=TWO))
    assert two.section("wins").words[0].startswith("Of the one pair, ")
    assert "1 was allocated to treatment and 1 to control" in two.section("paper").words[1]


def test_an_arm_without_any_outcome_is_not_called_empty() -> None:
    frame = people(20).frame
    frame.loc[frame["allocated"] == "control", "outcome"] = None
    lost = int((frame["allocated"] == "control").sum())
    said = f"no outcome is known of the {lost} participants with placebo; there is nothing to comp"
    with pytest.raises(ValueError, match=said):
        report(Trial(frame), arms=("drug", "placebo"))
