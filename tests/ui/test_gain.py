"""Questions that are asked a second time, and what has changed between the two."""

import json
from pathlib import Path

import pytest

from course_lib.ui import gain
from course_lib.ui.progress_table import progress_panel
from tests.ui.drafts import EXERCISES, changed, draft, send


def test_a_second_answer_is_kept_beside_the_first_and_changes_nothing_of_it(tmp_path: Path) -> None:
    lesson = draft(tmp_path)
    send(lesson.question("what_doubled").widget, "odds_as_risk")
    again = lesson.questions("what_doubled", again="after")[0]
    assert again.first is None
    assert again.widget.answer == {}
    send(again.widget, "right")
    later = draft(tmp_path)
    assert later.question("what_doubled").last == "odds_as_risk"
    assert later.question("what_doubled", again="after").first == "right"
    assert again.text() == later.question("what_doubled").text()


def test_a_strange_name_for_the_second_asking_is_refused(tmp_path: Path) -> None:
    question = draft(tmp_path).question("what_doubled", again="After class")
    with pytest.raises(ValueError, match="is no key"):
        send(question.widget, "right")


def test_gain_counts_the_first_answer_of_each_asking(tmp_path: Path) -> None:
    lesson = draft(tmp_path)
    panel = gain(lesson)
    assert panel.summary() == (
        "Right at first: 0 of 1. Right now: 0 of 1. Not answered: 1 at first, 1 now."
    )
    send(lesson.question("what_doubled").widget, "odds_as_risk")
    send(lesson.question("what_doubled").widget, "right", 2)
    send(lesson.question("what_doubled", again="after").widget, "right")
    assert panel.summary() == "Right at first: 0 of 1. Right now: 1 of 1."


def test_the_table_is_filled_anew_when_the_button_asks(tmp_path: Path) -> None:
    lesson = draft(tmp_path)
    panel = gain(lesson, ["what_doubled"], again="at_the_end")
    send(lesson.question("what_doubled").widget, "odds_as_risk")
    send(lesson.question("what_doubled", again="at_the_end").widget, "right")
    assert panel.table["rows"][0]["first"]["sign"] == "–"
    panel._asked(panel, {"do": "look"}, [])
    (row,) = panel.table["rows"]
    assert row["first"] == {"sign": "✗", "words": "an odds ratio is read as a risk ratio"}
    assert row["now"] == {"sign": "✓", "words": "right"}
    assert json.loads(json.dumps(panel.table)) == panel.table
    before = panel.table
    panel._asked(panel, {"do": "look"}, [])
    assert panel.table != before, "the page waits for a change"


def test_an_unknown_question_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"draft.toml has no question 'nothing'; it has what_d"):
        gain(draft(tmp_path), ["nothing"])


def test_the_stored_output_shows_nothing_of_the_learner(tmp_path: Path) -> None:
    lesson = draft(tmp_path)
    empty, _ = gain(lesson)._repr_mimebundle_()
    send(lesson.question("what_doubled").widget, "right")
    full, _ = gain(lesson)._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert empty[kind] == full[kind]


def test_progress_counts_exercises_as_questions_and_no_question_twice(tmp_path: Path) -> None:
    lesson = draft(tmp_path, changed(**EXERCISES))
    send(lesson.question("what_doubled").widget, "right")
    send(lesson.question("what_doubled", again="after").widget, "right")
    marking = lesson.marking("abstract")
    send(marking.widget, [marking.marking.phrases[1].key])
    (row,) = progress_panel("draft", progress=lesson.progress).rows
    assert row["cells"] == ["2", "–", "–"]
    assert row["answers"] == 3


def test_progress_knows_how_many_questions_and_exercises_a_lesson_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = draft(tmp_path, changed(**EXERCISES))
    monkeypatch.setattr("course_lib.ui.progress_table._file", lambda stem: lesson.file)
    (row,) = progress_panel("draft", progress=lesson.progress).rows
    assert row["cells"] == ["0 of 3", "0 of 2", "0 of 1"]
