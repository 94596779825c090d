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

    def explained(self, key: str, explained: Mapping[str, str]) -> str:
        """The name of a misconception that has words."""
        name = self.identifier(key)
        if name not in explained:
            raise self.wrong(key, f"names '{name}', which misconceptions.toml does not explain")
        return name

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
