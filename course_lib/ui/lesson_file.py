"""A lesson's TOML file as checked, frozen data; `course_lib.ui.lesson` describes the format."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, TypeVar

from course_lib.ui.exercise_file import MarkingText, SortingText, marking, sorting
from course_lib.ui.schema import Entry

_Part = TypeVar("_Part")
KINDS = ("question", "prediction", "note", "sorting", "marking")


@dataclass(frozen=True)
class Option:
    """One answer to choose, with the feedback that only this answer gets."""

    key: str
    text: str
    feedback: str
    misconception: str | None = None

    @property
    def right(self) -> bool:
        """Whether this is the right answer of a question."""
        return self.key == "right"


@dataclass(frozen=True)
class Range:
    """The numbers that may be predicted, with their unit."""

    minimum: float
    maximum: float
    step: float
    unit: str = ""

    def holds(self, value: object) -> bool:
        """Whether a value is a number of this range."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return self.minimum <= value <= self.maximum

    def say(self, value: float) -> str:
        """A number as a learner reads it, with its unit.

        Examples
        --------
        >>> Range(0, 100, 1, "%").say(12.0), Range(0, 20, 0.5, "participants").say(7.5)
        ('12 %', '7.5 participants')
        """
        return f"{value:.6g} {self.unit}".rstrip()

    def say_gap(self, gap: float) -> str:
        """A distance between two numbers, to two digits.

        Examples
        --------
        >>> Range(0, 100, 1, "%").say_gap(13.3333)
        '13 percentage points'
        """
        unit = "percentage points" if self.unit in {"%", "per cent"} else self.unit
        return f"{float(f'{gap:.2g}'):g} {unit}".rstrip()


@dataclass(frozen=True)
class QuestionText:
    """A question and its options, exactly one of them right."""

    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class PredictionText:
    """What is asked for, and the numbers or options that may be predicted."""

    text: str
    answers: Range | tuple[Option, ...]


@dataclass(frozen=True)
class LessonFile:
    """Everything that a lesson's file says, by id and in the order of the file."""

    title: str
    minutes: int
    objectives: tuple[str, ...]
    questions: Mapping[str, QuestionText]
    predictions: Mapping[str, PredictionText]
    notes: Mapping[str, str]
    sortings: Mapping[str, SortingText]
    markings: Mapping[str, MarkingText]

    def parts(self, kind: str) -> Mapping[str, Any]:
        """Everything of one of the `KINDS`, by id."""
        return dict(getattr(self, f"{kind}s"))


def read(stem: str, tables: Mapping[str, Any]) -> LessonFile:
    """Check the whole file at once, so that no error waits until its question is reached.

    Raises
    ------
    ValueError
        If the file says something that a lesson cannot say; the sentence names the file, the
        question and the key.
    """
    entry = Entry(f"{stem}.toml", tables)
    entry.only("title", "minutes", "objectives", *KINDS)
    explained = misconceptions()
    seen: set[str] = set()
    return LessonFile(
        title=entry.text("title"),
        minutes=int(entry.number("minutes")),
        objectives=entry.texts("objectives"),
        questions=_by_id(entry, "question", seen, lambda item: _question(item, explained)),
        predictions=_by_id(entry, "prediction", seen, _prediction),
        notes=_by_id(entry, "note", seen, _note),
        sortings=_by_id(entry, "sorting", seen, lambda item: sorting(item, explained)),
        markings=_by_id(entry, "marking", seen, lambda item: marking(item, explained)),
    )


def _by_id(
    entry: Entry, kind: str, seen: set[str], part: Callable[[Entry], _Part]
) -> dict[str, _Part]:
    """The parts of one kind by their ids, which differ within the whole lesson."""
    found: dict[str, _Part] = {}
    for item in entry.entries(kind, kind):
        identifier = item.identifier("id")
        if identifier in seen:
            raise item.wrong("id", "occurs twice in this lesson")
        seen.add(identifier)
        found[identifier] = part(item)
    return found


def _note(item: Entry) -> str:
    """What a note asks for."""
    item.only("id", "text")
    return item.text("text")


def letter(place: int) -> str:
    """A, B, C … for options counted from 0."""
    return "ABCDEFGHIJ"[place]


def _question(entry: Entry, explained: Mapping[str, str]) -> QuestionText:
    """A question: one right option, each other one naming one misconception.

    An option is kept under its misconception's name ("right" for the right one), so a learner's
    answers stay true when the options change their order or their words.
    """
    entry.only("id", "text", "option")
    options = tuple(_question_option(each, explained) for each in entry.entries("option", "option"))
    _check_options(entry, options)
    rights = sum(option.right for option in options)
    if rights != 1:
        raise entry.wrong("option", f"needs exactly one option with right = true, not {rights}")
    return QuestionText(entry.text("text"), options)


def _question_option(entry: Entry, explained: Mapping[str, str]) -> Option:
    """One option of a question."""
    entry.only("text", "feedback", "right", "misconception")
    right = entry.flag("right")
    if right == ("misconception" in entry.values):
        raise entry.wrong(
            "misconception", "must be there where right = true is not, and only there"
        )
    text, feedback = entry.text("text"), entry.text("feedback")
    if right:
        return Option("right", text, feedback)
    name = entry.explained("misconception", explained)
    return Option(name, text, feedback, name)


def _prediction(item: Entry) -> PredictionText:
    """A prediction of a number or of an option."""
    kind = item.text("kind")
    if kind == "choice":
        item.only("id", "text", "kind", "option")
        return PredictionText(item.text("text"), _prediction_options(item))
    if kind != "number":
        raise item.wrong("kind", f"is {kind!r}; it must be 'choice' or 'number'")
    item.only("id", "text", "kind", "minimum", "maximum", "step", "unit")
    low, high, step = (item.number(key) for key in ("minimum", "maximum", "step"))
    if not low < high:
        raise item.wrong("maximum", "must be above minimum")
    if not 0 < step <= high - low:
        raise item.wrong("step", "must be above 0 and fit between minimum and maximum")
    return PredictionText(item.text("text"), Range(low, high, step, item.text("unit", "")))


def _prediction_options(entry: Entry) -> tuple[Option, ...]:
    """Options of a prediction: each with a key by which the lesson names the result."""
    options = []
    for option in entry.entries("option", "option"):
        option.only("key", "text", "feedback")
        key = option.identifier("key")
        options.append(Option(key, option.text("text"), option.text("feedback")))
    _check_options(entry, tuple(options))
    return tuple(options)


def _check_options(entry: Entry, options: tuple[Option, ...]) -> None:
    """Two to ten options, each kept under a name of its own."""
    if not 2 <= len(options) <= 10:
        raise entry.wrong("option", f"needs 2 to 10 options, not {len(options)}")
    keys = [option.key for option in options]
    for key in keys:
        if keys.count(key) > 1 and key != "right":
            raise entry.wrong("option", f"names '{key}' twice; name each only once")


def lesson_tables(stem: str) -> dict[str, Any]:
    """The tables of a lesson's file.

    Raises
    ------
    ValueError
        If there is no such file, or if it is not TOML.
    """
    file = resources.files("course_lib") / "lessons" / f"{stem}.toml"
    if not file.is_file():
        raise ValueError(f"there is no lesson {stem!r}: course_lib/lessons has no {stem}.toml")
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{stem}.toml is not TOML: {error}") from None


@functools.cache
def misconceptions() -> Mapping[str, str]:
    """Every misconception that an option may name, with the words that say what is mistaken.

    Examples
    --------
    >>> misconceptions()["odds_as_risk"]
    'an odds ratio is read as a risk ratio'
    """
    entry = Entry("misconceptions.toml", lesson_tables("misconceptions"))
    return {name: entry.text(name) for name in entry.values}
