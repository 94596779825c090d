"""Every explorer of every lesson: at both ends of each control, and beside its prediction."""

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from course_lib.ui import Explorer, Progress, View
from tests.lessons.notebook_text import LESSONS


def explorers() -> Iterator[object]:
    """The functions without arguments that give an explorer, by lesson and name."""
    for stem in LESSONS:
        module = importlib.import_module(f"course_lib.lessons.{stem}")
        for name, function in vars(module).items():
            if getattr(function, "__annotations__", {}).get("return") == "Explorer":
                yield pytest.param(function, id=f"{stem}.{name}")


EXPLORERS = list(explorers())
every_explorer = pytest.mark.parametrize("make", EXPLORERS)


@pytest.fixture(autouse=True)
def _nothing_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Progress, "here", classmethod(lambda cls: cls(tmp_path)))
    for stem in LESSONS:
        importlib.import_module(f"course_lib.lessons.{stem}").lesson.cache_clear()


def test_there_are_explorers_in_every_lesson() -> None:
    assert len(EXPLORERS) >= 9


@every_explorer
def test_at_every_end_there_is_a_reading_or_a_sentence(make: type[Explorer]) -> None:
    explorer = make()  # type: ignore[call-arg]
    drawn = 0
    for settings in explorer.ends():
        explorer.set(**settings)
        if explorer.problem:
            assert explorer.problem.endswith(".")
            assert "Error" not in explorer.problem
            continue
        drawn += 1
        assert not re.search(r"\bnan\b", explorer.current.text().lower())
        assert explorer.current.svg().startswith("<svg")
    assert drawn > 1


@every_explorer
def test_the_start_does_not_give_the_answer_away(make: type[Explorer]) -> None:
    explorer = make()  # type: ignore[call-arg]
    if explorer.prediction is None:
        return
    assert not explorer.prediction.settled
    assert dict(explorer.prediction.target) != explorer.start
    start = explorer.current.text()
    explorer.set(**explorer.prediction.target)
    assert start != explorer.current.text() or not explorer.prediction.target
    assert explorer.prediction.verdict(explorer.current).startswith("You have not recorded")


def test_the_prediction_of_the_gate_is_held_against_the_picture_that_is_shown() -> None:
    lesson = importlib.import_module("course_lib.lessons.shift_analysis")
    explorer = lesson.gate()
    explorer.set(**explorer.prediction.target)
    assert f"finds one in {lesson.error_behind_the_gate():.1f}%" in explorer.current.reading


def test_single_views_say_their_numbers() -> None:
    lesson = importlib.import_module("course_lib.lessons.shift_analysis")
    for make in (lesson.bars, lesson.interval):
        assert inspect.signature(make).return_annotation == "View"
        assert isinstance(make(), View)
    assert "0.65 (95% CI 0.18 to 2.44)" in lesson.interval().reading
