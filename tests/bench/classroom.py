"""How long a teacher waits for a large class.

python -m tests.bench classroom
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from numpy.random import default_rng

from course_lib.classroom import class_report, read_class
from course_lib.classroom.syllabus import STEMS, results, syllabus
from course_lib.ui.answers import Answer, dump
from course_lib.ui.lesson_file import Range
from tests.bench.measure import Row, typical

LEARNERS = 300


def rows() -> list[Row]:
    """Seconds from a folder of files to the page."""
    return [
        Row(f"{LEARNERS} learners' files, whole courses: read", typical(_read, 3), 2, "s"),
        Row("the same: read, counted, drawn, as a page", typical(_page, 3), 6, "s"),
        Row("results of every prediction, computed by the lessons", typical(_results, 1), 10, "s"),
    ]


@cache
def folder() -> Path:
    """Files as the course writes them, every question and prediction answered by chance."""
    place = Path(tempfile.mkdtemp(prefix="one-trial-class-"))
    for number in range(LEARNERS):
        rng, kept = default_rng(number), {}
        at = f"2026-03-02T09:00:00.{number:06d}+00:00"
        for stem, file in syllabus().items():
            for name, question in file.questions.items():
                option = str(rng.choice([one.key for one in question.options]))
                kept[f"{stem}/question/{name}"] = Answer(option, at, "right", at)
            for name, asked in file.predictions.items():
                value: float | str = (
                    float(rng.integers(int(asked.answers.minimum), int(asked.answers.maximum) + 1))
                    if isinstance(asked.answers, Range) and asked.answers.maximum >= 1
                    else asked.answers.minimum
                    if isinstance(asked.answers, Range)
                    else asked.answers[0].key
                )
                kept[f"{stem}/prediction/{name}"] = Answer(value, at, value, at)
        (place / f"{number}.json").write_text(dump(kept), encoding="utf-8")
    return place


@cache
def outcomes() -> dict[str, float | str | None]:
    return dict(results(STEMS))


def _read() -> None:
    if len(read_class(folder()).learners) != LEARNERS:
        raise ValueError("not every file was read")


def _page() -> None:
    class_report(folder(), outcomes()).to_html()


def _results() -> None:
    results(STEMS)
