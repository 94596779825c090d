"""The flow of participants: what is known, and what is said to be unknown."""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from course_lib import analysis
from course_lib.analysis import ArmFlow, ParticipantFlow
from tests.analysis.small_trials import trial_of

TRIAL = trial_of(
    [("t", "t", 1), ("t", "c", 4), ("t", "t", None), ("c", "t", 3), ("c", "c", 2), ("c", None, 2)]
)


def test_the_flow_of_a_trial_counts_each_stage_by_allocated_arm() -> None:
    flow = ParticipantFlow.of(TRIAL, assessed=10, reasons={"declined": 4})
    assert (flow.assessed, flow.excluded, flow.randomised) == (10, 4, 6)
    assert flow.treatment == ArmFlow(3, 2, 1, 2, {"no outcome": 1})
    assert flow.control == ArmFlow(3, 1, 0, 3, {})
    assert (flow.treatment.not_received, flow.control.not_received) == (1, 2)


def test_the_flow_up_to_a_smaller_set_gives_its_reasons() -> None:
    flow = ParticipantFlow.of(analysis.per_protocol(TRIAL))
    assert flow.treatment.analysed == 1
    assert flow.treatment.reasons == {
        "did not receive the allocated care": 1,
        "no outcome": 1,
    }
    assert flow.control.analysed == 1


def test_what_is_unknown_is_said_to_be_unknown_and_not_computed() -> None:
    flow = ParticipantFlow(ArmFlow(40, analysed=39), ArmFlow(analysed=15), assessed=100)
    assert flow.randomised is None
    assert flow.treatment.lost is None
    assert "randomised not known to us" in str(flow)
    assert flow.frame["control"].isna().tolist() == [True, True, True, False]
    assert flow.frame.loc["analysed"].tolist() == [39, 15]


def test_a_flow_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        ParticipantFlow.of(TRIAL).assessed = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: ArmFlow(allocated=-1),
            "allocated is a whole number of participants, or None; not",
        ),
        (lambda: ArmFlow(lost=1.5), "lost is a whole number of participants, or None; not 1.5"),
        (lambda: ArmFlow(allocated=3, received=4), "received is 4, but only 3 were allocated"),
        (lambda: ArmFlow(reasons={"moved": -2}), "'moved' is a whole number"),
        (
            lambda: ParticipantFlow(ArmFlow(3), ArmFlow(3), assessed=9, excluded=2),
            "9 assessed less 2 excluded are 7, but 6 were randomised",
        ),
        (
            lambda: ParticipantFlow(ArmFlow(), ArmFlow(), assessed=2, excluded=3),
            "excluded is 3, but only 2 were assessed",
        ),
    ],
)
def test_numbers_that_cannot_be_are_answered_with_a_sentence(call: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
