"""What a lesson's TOML file may say, and the sentence for each way in which it can be wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from course_lib.ui.inline import pieces

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,79}")
_MISSING = object()


@dataclass(frozen=True)
class Entry:
    """One table of a lesson file, with the place that error sentences name."""

    place: str
    values: Mapping[str, Any]

    def text(self, key: str, default: str | None = None) -> str:
        """A text in which marks and links are as they should be.

        Raises
        ------
        ValueError
            If the key is missing without a default, is no text, is empty, or has a bad link.
        """
        value = self._get(key, str, "a text", _MISSING if default is None else default)
        if not value.strip() and default is None:
            raise self.wrong(key, "is empty")
        try:
            pieces(value)
        except ValueError as error:
            raise self.wrong(key, f"is wrong: {error}") from None
        return str(value).strip()

    def identifier(self, key: str, default: str | None = None) -> str:
        """A short name of lower-case letters, digits and underscores."""
        value = self._get(key, str, "a text", _MISSING if default is None else default)
        if not _IDENTIFIER.fullmatch(value):
            raise self.wrong(
                key, f"is {value!r}; use lower-case letters, digits and _, starting with a letter"
            )
        return str(value)

    def number(self, key: str) -> float:
        """A finite number."""
        value = self._get(key, (int, float), "a number", _MISSING)
        if isinstance(value, bool) or not math.isfinite(value):
            raise self.wrong(key, "must be a finite number")
        return float(value)

    def flag(self, key: str) -> bool:
        """True or false; false where the key is missing."""
        return bool(self._get(key, bool, "true or false", False))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts with at least one entry."""
        values = self._get(key, list, "a list of texts", _MISSING)
        if not values:
            raise self.wrong(key, "is an empty list")
        return tuple(Entry(self.place, {key: value}).text(key) for value in values)

    def entries(self, key: str, noun: str) -> tuple[Entry, ...]:
        """The tables of an array of tables; an absent key means none."""
        values = self._get(key, list, f"written as [[{key}]]", [])
        if not all(isinstance(value, dict) for value in values):
            raise self.wrong(key, f"must be written as [[{key}]]")
        return tuple(
            Entry(f"{self.place}, {_name(value, noun, place)}", value)
            for place, value in enumerate(values, start=1)
        )

    def only(self, *allowed: str) -> None:
        """Refuse keys that mean nothing here, so that a slip of the pen is found.

        Raises
        ------
        ValueError
            If there is a key that is not in the list.
        """
        for key in self.values:
            if key not in allowed:
                raise self.wrong(key, f"is not known here; known are {', '.join(allowed)}")

    def wrong(self, key: str, why: str) -> ValueError:
        """The error to raise about one key."""
        return ValueError(f"{self.place}: key '{key}' {why}")

    def _get(self, key: str, kind: Any, expected: str, default: object) -> Any:
        """A value of the right type."""
        value = self.values.get(key, default)
        if value is _MISSING:
            raise self.wrong(key, "is missing")
        if not isinstance(value, kind):
            raise self.wrong(key, f"must be {expected}")
        return value


def _name(value: Mapping[str, Any], noun: str, place: int) -> str:
    """How an error sentence names one table: by its id where it has one, else by number."""
    name = value.get("id")
    return f"{noun} '{name}'" if isinstance(name, str) else f"{noun} {place}"


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


def letter(place: int) -> str:
    """A, B, C … for options counted from 0."""
    return "ABCDEFGHIJ"[place]


def question_options(entry: Entry, misconceptions: Mapping[str, str]) -> tuple[Option, ...]:
    """Options of a question: one right, each other one naming one misconception.

    An option is kept under its misconception's name ("right" for the right one), so a learner's
    answers stay true when the options change their order or their words.

    Raises
    ------
    ValueError
        If there are fewer than two options or more than ten, not exactly one right one, a
        misconception that is unknown or named twice, or an option without feedback.
    """
    options = tuple(
        _question_option(option, misconceptions) for option in entry.entries("option", "option")
    )
    _check_options(entry, options)
    rights = sum(option.right for option in options)
    if rights != 1:
        raise entry.wrong("option", f"needs exactly one option with right = true, not {rights}")
    return options


def _question_option(entry: Entry, misconceptions: Mapping[str, str]) -> Option:
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
    name = entry.identifier("misconception")
    if name not in misconceptions:
        raise entry.wrong(
            "misconception", f"names '{name}', which misconceptions.toml does not explain"
        )
    return Option(name, text, feedback, name)


def prediction_options(entry: Entry) -> tuple[Option, ...]:
    """Options of a prediction: each with a key by which the lesson names the result.

    Raises
    ------
    ValueError
        If there are fewer than two options or more than ten, or two share a key.
    """
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
