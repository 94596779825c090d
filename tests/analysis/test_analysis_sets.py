"""Who is in which set, in which arm, and why not: on five participants, and by property."""

import numpy as np
import pytest
from hypothesis import given, settings

from course_lib import analysis
from course_lib.trial import Trial
from tests.analysis.small_trials import trial_of, trials

FIVE = trial_of(
    [("t", "t", 1), ("t", "c", 4), ("t", None, 2), ("c", "t", 3), ("c", "c", None)],
    dosed=[True, False, None, True, False],
    adhered=["yes", "no", "unknown", "yes", "yes"],
)
ALL_SETS = [
    analysis.intention_to_treat,
    analysis.modified_intention_to_treat,
    analysis.per_protocol,
    analysis.as_treated,
    analysis.safety,
    analysis.complete_cases,
]


def test_intention_to_treat_keeps_everyone_where_chance_put_them() -> None:
    chosen = analysis.intention_to_treat(FIVE)
    assert chosen.participants == (3, 2)
    assert chosen.without_outcome == (0, 1)
    assert chosen.left_out == {}
    assert chosen.table().participants.tolist() == [3, 1]


def test_modified_intention_to_treat_says_whom_it_left_out() -> None:
    assert analysis.modified_intention_to_treat(FIVE).left_out == {"outcome not observed": (0, 1)}
    dosed = analysis.modified_intention_to_treat(FIVE, keep="dosed", reason="never infused")
    assert dosed.participants == (1, 1)
    assert dosed.left_out == {"never infused": (2, 1)}


def test_per_protocol_keeps_those_who_received_what_was_allocated() -> None:
    chosen = analysis.per_protocol(FIVE)
    assert chosen.arm.tolist() == [0, -1, -1, -1, 1]
    assert chosen.left_out == {
        "did not receive the allocated care": (1, 1),
        "care received is not known": (1, 0),
    }


def test_per_protocol_takes_the_trials_own_flag_of_adherence() -> None:
    chosen = analysis.per_protocol(FIVE, adherent="adhered")
    assert chosen.arm.tolist() == [0, -1, -1, 1, 1]
    by_value = analysis.per_protocol(FIVE, adherent=[True, False, None, True, True])
    assert by_value.arm.tolist() == chosen.arm.tolist()


@pytest.mark.parametrize("one_set", [analysis.as_treated, analysis.safety])
def test_as_treated_and_safety_count_by_what_was_received(one_set: object) -> None:
    chosen = one_set(FIVE)
    assert chosen.arm.tolist() == [0, 1, -1, 0, 1]
    assert chosen.participants == (2, 2)


def test_the_frame_says_where_each_participant_went() -> None:
    frame = analysis.as_treated(FIVE).frame
    assert frame["analysed"].fillna("none").tolist() == [
        "treatment", "control", "none", "treatment", "control",
    ]  # fmt: skip
    assert frame["reason"].tolist() == ["", "", "care received is not known", "", ""]


def test_a_set_prints_itself_with_its_losses() -> None:
    assert str(analysis.per_protocol(FIVE)) == (
        "Per protocol: 2 of 5 participants, 1 under treatment and 1 under control; 1 of them has "
        "no outcome. Not in the set: did not receive the allocated care 2; care received is not "
        "known 1"
    )


def test_a_set_is_frozen_and_the_trial_untouched() -> None:
    before = FIVE.frame
    chosen = analysis.as_treated(FIVE)
    with pytest.raises(ValueError, match="read-only"):
        chosen.arm[0] = 1
    assert FIVE.frame.equals(before)


@settings(max_examples=60, deadline=None)
@given(trials())
def test_intention_to_treat_is_everyone_allocated_with_an_outcome(trial: Trial) -> None:
    chosen = analysis.intention_to_treat(trial)
    assert chosen.included.all()
    known = trial.select(trial.frame["outcome"].notna().to_numpy())
    assert chosen.table() == known.table()
    everyone = chosen.table().participants + np.array(chosen.without_outcome)
    assert everyone.sum() == len(trial)


@settings(max_examples=60, deadline=None)
@given(trials())
def test_each_participant_is_in_the_set_or_left_out_with_one_reason(trial: Trial) -> None:
    for one_set in ALL_SETS:
        chosen = one_set(trial)
        assert [bool(why) for why in chosen.reasons] == (~chosen.included).tolist()
        left_out = sum(sum(count) for count in chosen.left_out.values())
        assert sum(chosen.participants) + left_out == len(trial)


@settings(max_examples=60, deadline=None)
@given(trials())
def test_those_per_protocol_are_those_whom_both_other_ways_put_in_one_arm(trial: Trial) -> None:
    by_chance, by_care = analysis.intention_to_treat(trial), analysis.as_treated(trial)
    agreed = by_chance.arm == by_care.arm
    assert (analysis.per_protocol(trial).included == agreed).all()


@settings(max_examples=30, deadline=None)
@given(trials())
def test_members_of_a_set_are_a_trial_of_their_own(trial: Trial) -> None:
    chosen = analysis.per_protocol(trial)
    assert len(chosen.members()) == sum(chosen.participants)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: analysis.per_protocol(FIVE, adherent="kept"), "no column 'kept'; the"),
        (lambda: analysis.per_protocol(FIVE, adherent=[True]), "one value for each of 5 partic"),
        (
            lambda: analysis.modified_intention_to_treat(FIVE, keep="outcome"),
            "keep of row 2 is '4'; a condition is True, 1 or yes, False, 0 or no, or missing",
        ),
        (
            lambda: analysis.modified_intention_to_treat(FIVE, keep=[False] * 5).members(),
            "nobody is left in the selection",
        ),
        (
            lambda: analysis.modified_intention_to_treat(
                FIVE, keep=[True] * 3 + [False] * 2
            ).table(),
            "the control arm has no participants",
        ),
    ],
)
def test_bad_input_is_answered_with_a_sentence(call: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
