"""What a learner touches: explorers, questions, predictions, progress. It knows no statistics.

Each name is fetched when it is first used, so that importing this package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course_lib.ui.controls import Choice, Slider, Switch
    from course_lib.ui.download import Download
    from course_lib.ui.explorer import Explorer
    from course_lib.ui.gain_table import gain
    from course_lib.ui.in_page import InPage
    from course_lib.ui.lesson import Lesson
    from course_lib.ui.marking import Marking
    from course_lib.ui.note import Note
    from course_lib.ui.prediction import Prediction
    from course_lib.ui.progress import Progress
    from course_lib.ui.progress_table import progress_panel
    from course_lib.ui.quiz import Quiz
    from course_lib.ui.run import Cancelled, Run
    from course_lib.ui.sorting import Sorting
    from course_lib.ui.source import show_source
    from course_lib.ui.upload import Upload
    from course_lib.ui.view import View
    from course_lib.ui.whole_controls import Counts, Draw
    from course_lib.ui.workbench import Paper, Workbench

_HOMES = {
    "Cancelled": "run",
    "Choice": "controls",
    "Counts": "whole_controls",
    "Draw": "whole_controls",
    "Slider": "controls",
    "Switch": "controls",
    "Download": "download",
    "Explorer": "explorer",
    "InPage": "in_page",
    "Upload": "upload",
    "View": "view",
    "Workbench": "workbench",
    "gain": "gain_table",
    "Lesson": "lesson",
    "Marking": "marking",
    "Note": "note",
    "Paper": "workbench",
    "Prediction": "prediction",
    "Progress": "progress",
    "progress_panel": "progress_table",
    "Quiz": "quiz",
    "Run": "run",
    "Sorting": "sorting",
    "show_source": "source",
}

__all__ = [
    "Cancelled",
    "Choice",
    "Counts",
    "Download",
    "Draw",
    "Explorer",
    "InPage",
    "Lesson",
    "Marking",
    "Note",
    "Paper",
    "Prediction",
    "Progress",
    "Quiz",
    "Run",
    "Slider",
    "Sorting",
    "Switch",
    "Upload",
    "View",
    "Workbench",
    "gain",
    "progress_panel",
    "show_source",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
