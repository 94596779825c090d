"""Learners' answers counted: progress, what was mistaken, what was predicted, what was gained."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from course_lib.classroom.handed_in import Handed
from course_lib.classroom.syllabus import Results
from course_lib.ui.answers import Answers, Value
from course_lib.ui.exercise_file import MarkingText, SortingText
from course_lib.ui.lesson_file import KINDS, LessonFile, Option, QuestionText, Range

TWICE, AFTER = "start_here", "after"


@dataclass(frozen=True)
class Progressed:
    """How far a class came in one lesson."""

    stem: str
    title: str
    parts: int
    done: tuple[int, ...]

    @property
    def begun(self) -> int:
        """Learners with some of the parts, not all."""
        return sum(0 < done < self.parts for done in self.done)

    @property
    def finished(self) -> int:
        """Learners with all parts: questions, predictions, exercises and notes."""
        return sum(done >= self.parts for done in self.done)


@dataclass(frozen=True)
class Mistaken:
    """One misconception: learners who met it, fell for it at first, and still hold it."""

    name: str
    met: int
    first: int
    last: int
    places: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """One prediction: what a class said before it saw the result."""

    key: str
    text: str
    answers: Range | tuple[Option, ...]
    given: tuple[float | str, ...]
    skipped: int
    result: float | str | None

    @property
    def numbers(self) -> list[float]:
        """The predictions of a number, in order."""
        return sorted(one for one in self.given if isinstance(one, float))

    @property
    def middle(self) -> tuple[float, float, float]:
        """Lower quartile, median and upper quartile of predicted numbers."""
        numbers = self.numbers
        if len(numbers) < 2:
            return (numbers[0],) * 3
        lower, _, upper = quantiles(numbers, n=4, method="inclusive")
        return lower, median(numbers), upper

    def count(self, key: str) -> int:
        """How many chose an option."""
        return sum(one == key for one in self.given)


@dataclass(frozen=True)
class Gained:
    """One question that was asked before the course and after it."""

    text: str
    first: tuple[bool | None, ...]
    now: tuple[bool | None, ...]

    @property
    def both(self) -> list[tuple[bool, bool]]:
        """First and second answer of those who gave both."""
        pairs = zip(self.first, self.now, strict=True)
        return [(one, two) for one, two in pairs if one is not None and two is not None]


def progressed(learners: Sequence[Handed], course: Mapping[str, LessonFile]) -> list[Progressed]:
    """Answered parts of each lesson, one number per learner."""
    rows = []
    for stem, file in course.items():
        keys = {f"{stem}/{kind}/{name}" for kind in KINDS for name in file.parts(kind)}
        done = tuple(len(keys & learner.answers.keys()) for learner in learners)
        rows.append(Progressed(stem, file.title, len(keys), done))
    return rows


def mistaken(learners: Sequence[Handed], course: Mapping[str, LessonFile]) -> list[Mistaken]:
    """Every misconception that somebody fell for, the commonest at first on top.

    A learner falls for it by choosing its option, by sorting into its bin what does not belong
    there, or by letting pass a phrase that rests on it.
    """
    met: dict[str, set[int]] = {}
    at_first: dict[str, set[int]] = {}
    at_last: dict[str, set[int]] = {}
    places: dict[str, dict[str, None]] = {}
    for key, part in _questions(course):
        for number, learner in enumerate(learners):
            answer = learner.answers.get(key)
            if answer is None or not _fits(part, answer.first):
                continue
            for name in _offered(part):
                met.setdefault(name, set()).add(number)
            last = learner.answers.get(f"{key}/{AFTER}", answer).last
            for value, held in ((answer.first, at_first), (last, at_last)):
                for name in _fell_for(part, value):
                    held.setdefault(name, set()).add(number)
                    places.setdefault(name, {})[key.split("/")[0]] = None
    rows = [
        Mistaken(name, len(met[name]), len(at_first.get(name, ())), len(at_last.get(name, ())),
                 tuple(places[name]))
        for name in places
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.first, -row.last, row.name))


def spreads(
    learners: Sequence[Handed], course: Mapping[str, LessonFile], results: Results
) -> list[Spread]:
    """Every prediction that somebody made, in the order of the course."""
    rows = []
    for stem, file in course.items():
        for name, asked in file.predictions.items():
            key = f"{stem}/prediction/{name}"
            kept = [one.answers[key].first for one in learners if key in one.answers]
            given = tuple(one for one in kept if one is not None and _allowed(asked.answers, one))
            if given:
                skipped = sum(one is None for one in kept)
                found = results.get(key)
                rows.append(Spread(key, asked.text, asked.answers, given, skipped, found))
    return rows


def gained(learners: Sequence[Handed], course: Mapping[str, LessonFile]) -> list[Gained]:
    """The questions of the first test, with each learner's first answer of each asking."""
    return [
        Gained(
            asked.text,
            tuple(_right(one.answers, f"{TWICE}/question/{name}") for one in learners),
            tuple(_right(one.answers, f"{TWICE}/question/{name}/{AFTER}") for one in learners),
        )
        for name, asked in course[TWICE].questions.items()
    ]


def _right(answers: Answers, key: str) -> bool | None:
    """Whether the first answer was right; None where there is none."""
    kept = answers.get(key)
    return None if kept is None else kept.first == "right"


def _allowed(answers: Range | tuple[Option, ...], value: Value) -> bool:
    """Whether a value is an answer that this prediction can have had."""
    if isinstance(answers, Range):
        return answers.holds(value)
    return value in {option.key for option in answers}


Part = QuestionText | SortingText | MarkingText


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
        return {each.misconception for each in part.bins if each.misconception and each.key in wrong}
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
