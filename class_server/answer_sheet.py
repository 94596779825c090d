"""What each learner of a rehearsal answers: other things than the neighbour, known beforehand.

A question or prediction is known by its text, as in the browser; the key under which the answer
must turn up in the learner's file is known from the lesson's own file.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from course_lib.ui.answers import Answer
from course_lib.ui.inline import pieces
from course_lib.ui.lesson_file import LessonFile, PredictionText, Range, lesson_tables, read

Value = str | float


@dataclass(frozen=True)
class Line:
    """One line of the sheet: the key of the answer, and the answer."""

    key: str
    value: Value


Sheet = Mapping[str, Line]
"""By the text of what is asked, as `asked` gives it."""


def sheet(lesson: str, learner: int) -> dict[str, Line]:
    """Everything that a lesson asks, answered by one learner (1, 2, 3 …).

    Examples
    --------
    >>> lines = sheet("03_shift_analysis", 1).values()
    >>> [line.value for line in lines if line.key.endswith("/share_after_the_shift")]
    [14.0]
    """
    stem = lesson.split("_", 1)[1]
    file = read(stem, lesson_tables(stem))
    return {_legend(text): line for text, line in _lines(stem, file, learner)}


def asked(spec: Mapping[str, Any]) -> str:
    """The text of what a form asks, as a key of the sheet."""
    return json.dumps(spec.get("legend"))


def lost(lines: Sheet, found: Mapping[str, Answer]) -> list[str]:
    """Keys whose answer is not in the file as it was sent, first and last."""
    return [
        line.key
        for line in lines.values()
        if (kept := found.get(line.key)) is None or {kept.first, kept.last} != {line.value}
    ]


def _lines(stem: str, file: LessonFile, learner: int) -> list[tuple[str, Line]]:
    """Texts with what this learner answers to them, in the order of the lesson's file."""
    lines = []
    for place, (name, prediction) in enumerate(file.predictions.items()):
        value = _predicted(prediction, learner + place)
        lines.append((prediction.text, Line(f"{stem}/prediction/{name}", value)))
    for place, (name, question) in enumerate(file.questions.items()):
        chosen = question.options[(learner + place) % len(question.options)]
        lines.append((question.text, Line(f"{stem}/question/{name}", chosen.key)))
    for name, text in file.notes.items():
        lines.append((text, Line(f"{stem}/note/{name}", f"Note of learner {learner}.\nEnd – ½.")))
    return lines


def _predicted(prediction: PredictionText, turn: int) -> Value:
    """A number or an option; the next learner's is another."""
    allowed = prediction.answers
    if not isinstance(allowed, Range):
        return allowed[turn % len(allowed)].key
    steps = round((allowed.maximum - allowed.minimum) / allowed.step)
    return round(allowed.minimum + (7 * turn) % (steps + 1) * allowed.step, 9)


def _legend(text: str) -> str:
    return asked({"legend": pieces(text)})
