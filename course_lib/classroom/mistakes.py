"""What learners mistook: each misconception with those who met it and those who fell for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from course_lib.classroom.handed_in import Handed
from course_lib.classroom.tally import AFTER
from course_lib.ui.answers import Value
from course_lib.ui.exercise_file import MarkingText, SortingText
from course_lib.ui.lesson_file import LessonFile, QuestionText

Part = QuestionText | SortingText | MarkingText


@dataclass(frozen=True)
class Mistaken:
    """One misconception: learners who met it, fell for it at first, and by their last answers.

    `chances` counts every place where some learner met it, `falls` those where one fell for it.
    """

    name: str
    met: int
    first: int
    last: int
    chances: int
    falls: int
    places: tuple[str, ...]


def mistaken(learners: Sequence[Handed], course: Mapping[str, LessonFile]) -> list[Mistaken]:
    """Every misconception that somebody fell for, the commonest at first on top.

    A learner falls for it by choosing its option, by sorting into its bin what does not belong
    there, or by letting pass a phrase that rests on it.
    """
    seen: dict[str, _Seen] = {}
    for key, part in _questions(course):
        for number, learner in enumerate(learners):
            answer = learner.answers.get(key)
            if answer is None or not _fits(part, answer.first):
                continue
            last = _fell_for(part, learner.answers.get(f"{key}/{AFTER}", answer).last)
            first = _fell_for(part, answer.first)
            for name in _offered(part):
                seen.setdefault(name, _Seen()).count(
                    number, key.split("/")[0], first=name in first, last=name in last
                )
    rows = [one.row(name) for name, one in seen.items() if one.at_first or one.at_last]
    return sorted(rows, key=lambda row: (-row.first, -row.falls / row.chances, row.name))


class _Seen:
    """Where one misconception was met, and by whom."""

    def __init__(self) -> None:
        self.met: set[int] = set()
        self.at_first: set[int] = set()
        self.at_last: set[int] = set()
        self.places: dict[str, None] = {}
        self.chances = self.falls = 0

    def count(self, learner: int, stem: str, *, first: bool, last: bool) -> None:
        """One learner's answer in one place."""
        self.chances += 1
        self.falls += first
        self.met.add(learner)
        if first:
            self.at_first.add(learner)
        if last:
            self.at_last.add(learner)
        if first or last:
            self.places[stem] = None

    def row(self, name: str) -> Mistaken:
        """What was counted."""
        counts = len(self.met), len(self.at_first), len(self.at_last)
        return Mistaken(name, *counts, self.chances, self.falls, tuple(self.places))


def _questions(course: Mapping[str, LessonFile]) -> Iterator[tuple[str, Part]]:
    """Everything in which something can be mistaken, by key; the second test apart."""
    for stem, file in course.items():
        for kind in ("question", "sorting", "marking"):
            for name, part in file.parts(kind).items():
                yield f"{stem}/{kind}/{name}", part


def _offered(part: Part) -> set[str]:
    """The misconceptions that somebody can fall for here."""
    if isinstance(part, QuestionText):
        names = [option.misconception for option in part.options]
    elif isinstance(part, SortingText):
        names = [each.misconception for each in part.bins]
    else:
        names = [phrase.fault for phrase in part.phrases]
    return {name for name in names if name is not None}


def _fell_for(part: Part, value: Value) -> set[str]:
    """The misconceptions that an answer shows."""
    if isinstance(part, QuestionText):
        return {str(value)} & _offered(part)
    kept = _unpacked(value)
    if isinstance(part, SortingText):
        chosen = kept if isinstance(kept, dict) else {}
        put = [(chosen.get(item.key), item.bin) for item in part.items]
        wrong = [place for place, right in put if place != right]
        return {
            each.misconception for each in part.bins if each.misconception and each.key in wrong
        }
    marked = kept if isinstance(kept, list) else []
    return {one.fault for one in part.phrases if one.fault and one.key not in marked}


def _fits(part: Part, value: Value) -> bool:
    """Whether a value is an answer to this; another version of the course may have asked else."""
    if isinstance(part, QuestionText):
        return value in {option.key for option in part.options}
    return isinstance(_unpacked(value), dict if isinstance(part, SortingText) else list)


def _unpacked(value: Value) -> object:
    """An exercise's answer, which is kept as one text."""
    try:
        return json.loads(str(value))
    except (ValueError, RecursionError):
        return None
