"""What a learner has answered so far, with download, restore and forget."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_lib.ui.answers import lessons
from course_lib.ui.asked import message
from course_lib.ui.form import bundle
from course_lib.ui.lesson_file import LessonFile, lesson_tables, read
from course_lib.ui.progress import Progress

_HERE = Path(__file__).parent
_LARGEST_FILE = 5_000_000
_COLUMNS = (("question", "sorting", "marking"), ("prediction",), ("note",))


class ProgressPanel(anywidget.AnyWidget):
    """A table of lessons with what is answered, and buttons that act on the progress file.

    The browser sends what to do; the kernel does it, says so in `said` and fills `rows` anew.
    The downloaded file goes from the kernel to the browser; nothing leaves the machine.

    Parameters
    ----------
    stems : tuple of str
        Lessons in the order in which to show them; lessons with answers follow if not named.
    progress : Progress
        Where answers are kept.
    """

    _esm = _HERE / "progress_table.js"
    _css = _HERE / "form.css"
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __init__(self, stems: tuple[str, ...], progress: Progress) -> None:
        self._stems = stems
        self._progress = progress
        notice = progress.notice()
        super().__init__(rows=self._rows(), place=str(progress.path), said=notice)
        self.on_msg(self._asked)

    def _asked(self, _: object, content: object, __: object) -> None:
        """Do what a button asked for."""
        asked = message(content)
        what = asked.get("do")
        if what == "download":
            self.send({"do": "download", "text": self._progress.download()})
            self.said = "Your answers were handed to the browser as a file."
        elif what == "restore":
            self.said = self._restored(asked.get("text"))
        elif what == "forget":
            self.said = self._forgotten(asked.get("lesson"))
        self.rows = self._rows()

    def _forgotten(self, lesson: object) -> str:
        """Forget one lesson of the table."""
        if not isinstance(lesson, str) or lesson not in [row["lesson"] for row in self.rows]:
            return "Nothing was forgotten: this table has no such lesson."
        return self._progress.forget(lesson)

    def _restored(self, text: object) -> str:
        """Merge an uploaded file."""
        if not isinstance(text, str):
            return "This file was not restored: it did not arrive as text."
        if len(text) > _LARGEST_FILE:
            return "This file was not restored: it is far too large for a progress file."
        return self._progress.restore(text.encode("utf-8", "replace"))

    def _rows(self) -> list[dict[str, Any]]:
        """One row per lesson: what is answered, second answers aside, and how many are kept."""
        answers = self._progress.answers()
        parts = [key.split("/") for key in answers]
        kept = Counter((part[0], part[1]) for part in parts if len(part) == 3)
        kept.update((part[0], "") for part in parts)
        stems = [*self._stems, *(stem for stem in lessons(answers) if stem not in self._stems)]
        return [self._row(stem, kept) for stem in stems]

    def _row(self, stem: str, kept: Counter[tuple[str, str]]) -> dict[str, Any]:
        """One lesson's row; a lesson without a file shows what is kept under its name."""
        file = _file(stem)
        shares = []
        for kinds in _COLUMNS:
            total = sum(len(file.parts(kind)) for kind in kinds) if file is not None else 0
            shares.append(_share(sum(kept[stem, kind] for kind in kinds), total))
        return {
            "lesson": stem,
            "title": file.title if file is not None else stem,
            "cells": shares,
            "answers": kept[stem, ""],
        }

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        text = "Your progress: run this notebook to see what you have answered."
        return bundle(self, text, f"<p>{text}</p>")


def progress_panel(*stems: str, progress: Progress | None = None) -> ProgressPanel:
    """The learner's progress in these lessons, or in every lesson of the course.

    Parameters
    ----------
    *stems : str
        Lessons in the order in which to show them. Default: all, by title.
    progress : Progress, optional
        Where answers are kept. Default: the learner's own file.
    """
    return ProgressPanel(stems or _all_stems(), progress or Progress.here())


def _all_stems() -> tuple[str, ...]:
    """Every lesson that has a file, by title."""
    folder = resources.files("course_lib") / "lessons"
    names = (Path(file.name) for file in folder.iterdir())
    stems = [name.stem for name in names if name.suffix == ".toml"]
    files = {stem: file for stem in stems if (file := _file(stem)) is not None}
    return tuple(sorted(files, key=lambda stem: files[stem].title))


def _file(stem: str) -> LessonFile | None:
    """A lesson's file, or None where there is none that can be read."""
    try:
        return read(stem, lesson_tables(stem))
    except ValueError:
        return None


def _share(count: int, total: int) -> str:
    """How many of how many, as short as it can be said.

    Examples
    --------
    >>> _share(2, 6), _share(0, 0), _share(3, 2)
    ('2 of 6', '–', '3')
    """
    if count > total:
        return str(count)
    return f"{count} of {total}" if total else "–"
