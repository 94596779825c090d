"""The text alternative of every picture: it is the reading on screen, and changes with the picture."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from course_lib.ui import Explorer, Progress, Slider
from course_lib.ui.controls import Control
from tests.fuzz.walks import panels
from tests.lessons.notebook_text import LESSONS

LABEL = re.compile(r' aria-label="([^"]*)"')
BENCH = ("columns", "cells", "report")


@pytest.fixture(autouse=True)
def _nothing_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Progress, "here", classmethod(lambda cls: cls(tmp_path)))
    for stem in LESSONS:
        importlib.import_module(f"course_lib.lessons.{stem}").lesson.cache_clear()


def on_the_bench(place: int) -> Explorer:
    """A panel of the bench for the learner's own file, with the practice file on it."""
    lesson = importlib.import_module("course_lib.lessons.your_own_trial")
    explorers: list[Explorer] = lesson.bench().explorers
    return explorers[place]


def makers() -> dict[str, Callable[[], Explorer]]:
    """What makes each explorer of each lesson."""
    bench = {
        f"bench.{name}": lambda place=place: on_the_bench(place) for place, name in enumerate(BENCH)
    }
    return panels() | bench


def moves(control: Control) -> Iterator[Any]:
    """Both ends or all options; and a slider a step on, and a third of its way."""
    yield from (end for end in control.ends() if end != control.start)
    if isinstance(control, Slider):
        stops = control.stops
        beside = min(range(len(stops)), key=lambda place: abs(stops[place] - control.start))
        yield stops[min(beside + 1, len(stops) - 1)]
        yield stops[len(stops) // 3]


def shown(explorer: Explorer, settings: dict[str, Any]) -> tuple[str, str] | None:
    """Picture and text alternative at some settings; None where they are impossible."""
    explorer.set(**settings)
    if explorer.problem:
        return None
    picture = str(explorer.stage["picture"])
    found = LABEL.search(picture)
    assert found, "the picture has no name"
    assert unescape(found[1]) == explorer.stage["reading"]
    return LABEL.sub("", picture, count=1), unescape(found[1])


@pytest.mark.parametrize("name", makers())
def test_what_changes_the_picture_changes_its_text_alternative(name: str) -> None:
    explorer = makers()[name]()
    start = shown(explorer, explorer.start)
    assert start, explorer.problem
    moved = 0
    for control_name, control in explorer.controls.items():
        for value in moves(control):
            now = shown(explorer, explorer.start | {control_name: value})
            if now and now[0] != start[0]:
                moved += 1
                assert now[1] != start[1], (control_name, value)
    assert moved


def test_a_trial_that_is_run_says_what_its_picture_shows() -> None:
    run = importlib.import_module("course_lib.lessons.design_the_next_trial").trial()
    preset = next(iter(run.presets.values()))
    few = run.controls["trials"].ends()[0]
    views = [run.result(trials=few), run.result(trials=few, **preset)]
    pictures = [LABEL.sub("", view.svg(), count=1) for view in views]
    assert pictures[0] != pictures[1]
    assert views[0].reading != views[1].reading
    for view in views:
        assert unescape(LABEL.search(view.svg())[1]) == view.reading
