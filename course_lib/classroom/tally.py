"""Learners' answers counted: progress, what was predicted, what was gained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from course_lib.classroom.handed_in import Handed
from course_lib.classroom.syllabus import Results
from course_lib.ui.answers import Answers, Value
from course_lib.ui.lesson_file import KINDS, LessonFile, Option, Range

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
