from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from course_lib.ui.prediction import Prediction
from course_lib.ui.view import View
from tests.ui.drafts import draft, send

VIEW = cast("View", SimpleNamespace(reading="The picture says 33.3 %."))


def share(folder: Path, **outcome: Any) -> Prediction:
    return draft(folder).prediction("share", **outcome)


def test_a_recorded_prediction_settles_and_calls_back_once(tmp_path: Path) -> None:
    prediction = share(tmp_path)
    calls: list[bool] = []
    prediction.on_settle(lambda: calls.append(prediction.settled))
    assert not prediction.settled
    send(prediction.widget, 40)
    send(prediction.widget, 60, 2)
    assert calls == [True]
    assert prediction.predicted == 40


def test_the_first_prediction_stays_and_that_is_said(tmp_path: Path) -> None:
    prediction = share(tmp_path)
    send(prediction.widget, 40)
    reply = send(prediction.widget, 33, 2)
    assert reply["text"] == "Your first prediction is already recorded; it stays."
    assert share(tmp_path).predicted == 40


def test_a_prediction_recorded_in_another_notebook_is_shown_and_unlocks(tmp_path: Path) -> None:
    here, there = share(tmp_path), share(tmp_path)
    calls: list[bool] = []
    here.on_settle(lambda: calls.append(here.settled))
    send(there.widget, 40)
    reply = send(here.widget, 60)
    assert reply["text"] == "Your first prediction is already recorded; it stays."
    assert here.widget.answer == {"value": 40.0}
    assert calls == [True]


def test_room_is_kept_for_the_longest_verdict_before_anything_is_computed(tmp_path: Path) -> None:
    def computed() -> float:
        raise AssertionError

    prediction = share(tmp_path, result=computed, sentence="{result:.1f} % reach it.")
    assert prediction.longest_verdict() == (
        "You predicted 100 %. 100.0 % reach it. "
        "Your prediction is 100 percentage points higher than the result."
    )


def test_a_prediction_is_shown_as_recorded_after_a_restart(tmp_path: Path) -> None:
    send(share(tmp_path).widget, 40)
    again = share(tmp_path)
    assert again.settled
    assert again.widget.answer == {"value": 40.0}


def test_a_skip_settles_and_is_kept(tmp_path: Path) -> None:
    send(share(tmp_path).widget, None)
    again = share(tmp_path, result=33.3)
    assert again.settled
    assert again.predicted is None
    assert again.verdict(VIEW) == "You skipped the prediction. The result: 33.3 %."


def test_a_number_outside_its_limits_is_refused_with_the_limits(tmp_path: Path) -> None:
    prediction = share(tmp_path)
    for wrong in (-1, 101, "many", float("nan")):
        reply = send(prediction.widget, wrong)
        assert reply["text"] == "This prediction was not kept. Allowed: a number from 0 % to 100 %."
    assert not prediction.settled


def test_the_verdict_sets_the_prediction_beside_the_computed_result(tmp_path: Path) -> None:
    prediction = share(tmp_path, result=lambda: 100 / 3, sentence="{result:.1f} % reach mRS 0–2.")
    send(prediction.widget, 20)
    assert prediction.verdict(VIEW) == (
        "You predicted 20 %. 33.3 % reach mRS 0–2. "
        "Your prediction is 13 percentage points lower than the result."
    )


def test_a_prediction_within_half_a_step_came_true(tmp_path: Path) -> None:
    prediction = share(tmp_path, result=33.3)
    send(prediction.widget, 33)
    assert prediction.verdict(VIEW).endswith("As predicted.")


def test_without_a_result_the_verdict_reads_the_picture(tmp_path: Path) -> None:
    prediction = share(tmp_path)
    send(prediction.widget, 20)
    assert prediction.verdict(VIEW) == "You predicted 20 %. The picture says 33.3 %."


@pytest.mark.parametrize(
    ("chosen", "ending"),
    [
        ("rises", "As predicted. Fewer levels say less."),
        ("falls", "Another one than predicted. A cut throws away order."),
    ],
)
def test_a_choice_gets_the_feedback_of_the_option_chosen(
    tmp_path: Path, chosen: str, ending: str
) -> None:
    prediction = draft(tmp_path).prediction("direction", result="rises")
    send(prediction.widget, chosen)
    verdict = prediction.verdict(VIEW)
    assert "The result: A, “It rises”." in verdict
    assert verdict.endswith(ending)


def test_a_result_that_is_no_option_is_an_error_that_names_the_options(tmp_path: Path) -> None:
    prediction = draft(tmp_path).prediction("direction", result=lambda: "stays")
    with pytest.raises(ValueError, match=r"result 'stays' is no option; options are rises, falls"):
        prediction.verdict(VIEW)


def test_a_text_as_the_result_of_a_number_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the result must be a number, not 'high'"):
        share(tmp_path, result="high").verdict(VIEW)


def test_before_a_prediction_the_verdict_says_that_there_is_none(tmp_path: Path) -> None:
    assert share(tmp_path).verdict(VIEW).startswith("You have not recorded a prediction yet.")


def test_the_plain_text_never_shows_what_was_answered(tmp_path: Path) -> None:
    before = share(tmp_path).text(), share(tmp_path).still()
    send(share(tmp_path).widget, 77)
    assert (share(tmp_path).text(), share(tmp_path).still()) == before
    assert before[0].endswith("Your answer: a number from 0 % to 100 %.")


def test_a_recorded_number_that_no_longer_fits_the_question_is_asked_again(tmp_path: Path) -> None:
    lesson = draft(tmp_path)
    lesson.progress.record("draft/prediction/share", "rises")
    assert not share(tmp_path).settled
