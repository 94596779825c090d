"""The class's predictions, lesson by lesson: how they spread, and what came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from course_lib import figures
from course_lib.classroom.class_sections import lesson_name
from course_lib.classroom.tally import Spread
from course_lib.report.section import Section
from course_lib.ui import View
from course_lib.ui.inline import words
from course_lib.ui.lesson_file import LessonFile, Range, letter

NEAR = 0.05
"""A prediction is near where it misses by no more than this share of what could be predicted."""


def prediction_sections(
    spreads: Sequence[Spread], course: Mapping[str, LessonFile]
) -> list[Section]:
    """One part per lesson in which somebody made a prediction."""
    return [
        _section(stem, file.title, rows)
        for stem, file in course.items()
        if (rows := [one for one in spreads if one.key.startswith(f"{stem}/")])
    ]


def _section(stem: str, title: str, rows: Sequence[Spread]) -> Section:
    """A lesson's predictions: numbers in a picture, all of them in a table."""
    numbers = [row for row in rows if isinstance(row.result, float | int) and row.numbers]
    table = pd.DataFrame(
        {
            "predicted": [len(row.given) for row in rows],
            "skipped": [row.skipped for row in rows],
            "the class said": [said(row) for row in rows],
            "came out": [came_out(row) for row in rows],
            "right or near": [f"{near(row)} of {len(row.given)}" for row in rows],
        },
        [words(row.text) for row in rows],
    )
    heading = f"Predictions of lesson {lesson_name(stem)}"
    caption = f"{title} The middle half of the class stands in brackets."
    name = f"predictions-{stem.replace('_', '-')}"
    if not numbers:
        return Section(name, heading, caption=caption, extra=table)
    picture = figures.predicted_numbers([_drawn(row) for row in numbers])
    hardest = min(numbers, key=lambda row: near(row) / len(row.given))
    reading = (
        f"Farthest off: {words(hardest.text)} The class said {said(hardest)}; "
        f"{came_out(hardest)} came out; {near(hardest)} of {len(hardest.given)} were near."
    )
    return Section(name, heading, (), View(picture, reading, table), caption)


def said(row: Spread) -> str:
    """What the class said: the median, between its quartiles, or how many chose each option."""
    if isinstance(row.answers, Range):
        lower, middle, upper = row.middle
        return f"{row.answers.say(float(f'{middle:.3g}'))} ({lower:.3g} to {upper:.3g})"
    counts = [f"{letter(n)} {row.count(one.key)}" for n, one in enumerate(row.answers)]
    return ", ".join(counts)


def came_out(row: Spread) -> str:
    """The result in words."""
    if row.result is None:
        return "not computed"
    if isinstance(row.answers, Range):
        return row.answers.say(float(f"{float(row.result):.3g}"))
    for place, one in enumerate(row.answers):
        if one.key == row.result:
            return f"{letter(place)}, {words(one.text)}"
    return str(row.result)


def near(row: Spread) -> int:
    """How many chose the option that came true, or a number near the result."""
    if not isinstance(row.answers, Range):
        return sum(one == row.result for one in row.given)
    if row.result is None:
        return 0
    most = NEAR * (row.answers.maximum - row.answers.minimum)
    return sum(abs(one - float(row.result)) <= most for one in row.numbers)


def _drawn(row: Spread) -> figures.Predicted:
    """A prediction of a number as a row of the picture."""
    assert isinstance(row.answers, Range)  # noqa: S101 - numbers alone are drawn
    label = row.key.rsplit("/", 1)[1].replace("_", " ")
    ends = (row.answers.minimum, row.answers.maximum)
    return figures.Predicted(label, ends, row.numbers, float(row.result or 0))
