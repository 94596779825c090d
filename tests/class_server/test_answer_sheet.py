"""Learners of a rehearsal answer everything, each something else, and nothing lost is missed."""

from dataclasses import replace
from pathlib import Path

import pytest

from class_server.answer_sheet import lost, sheet
from course_lib.ui import Lesson
from course_lib.ui.progress import Progress

LESSON = "03_shift_analysis"


def test_the_sheet_answers_everything_that_the_lesson_asks_as_its_forms_allow() -> None:
    lesson = Lesson("shift_analysis", progress=Progress(Path("nowhere")))
    values = {line.key: line.value for line in sheet(LESSON, 4).values()}
    parts = lesson.file
    names = [*parts.questions, *parts.predictions, *parts.notes]
    assert len(values) == len(names) == 16
    for name in parts.questions:
        options = [option.key for option in lesson.question(name).options]
        assert values[f"shift_analysis/question/{name}"] in options
    for name in parts.predictions:
        assert lesson.prediction(name)._fits(values[f"shift_analysis/prediction/{name}"])


def test_neighbours_answer_differently_wherever_there_is_a_choice() -> None:
    one, other = sheet(LESSON, 1), sheet(LESSON, 2)
    assert one.keys() == other.keys()
    assert [text for text in one if one[text].value == other[text].value] == []


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    """A file that holds the whole sheet of the first learner."""
    kept = Progress(tmp_path)
    for line in sheet(LESSON, 1).values():
        assert kept.record(line.key, line.value) == ""
    return kept


def test_a_whole_file_has_lost_nothing(progress: Progress) -> None:
    assert lost(sheet(LESSON, 1), progress.answers()) == []


def test_an_answer_that_is_missing_is_lost(progress: Progress) -> None:
    answers = progress.answers()
    del answers["shift_analysis/question/gate_or_no_gate"]
    assert lost(sheet(LESSON, 1), answers) == ["shift_analysis/question/gate_or_no_gate"]


@pytest.mark.parametrize("end", ["first", "last"])
def test_an_answer_that_is_another_is_lost(progress: Progress, end: str) -> None:
    answers, key = progress.answers(), "shift_analysis/prediction/pairs_won"
    answers[key] = replace(answers[key], **{end: 0.5})
    assert lost(sheet(LESSON, 1), answers) == [key]


def test_a_neighbours_file_has_lost_everything(progress: Progress) -> None:
    theirs = sheet(LESSON, 2)
    assert len(lost(theirs, progress.answers())) == len(theirs)
