"""What a progress file says: first and last answers with their times, read with suspicion."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

Value = str | float | None
"""An option's key, a number, a text, or None for a prediction that was skipped."""

SCHEMA = 1
LONGEST_TEXT = 4000
_NAME = "[a-z0-9_]{1,80}"
_KIND = "question|prediction|note|sorting|marking"
KEY = re.compile(rf"{_NAME}/(?:{_KIND})/{_NAME}(?:/{_NAME})?")


@dataclass(frozen=True)
class Answer:
    """The first and the last answer to one question, with the time of each (ISO 8601, UTC)."""

    first: Value
    first_at: str
    last: Value
    last_at: str


Answers = dict[str, Answer]


def merge(one: Answer, other: Answer) -> Answer:
    """The earlier first and the later last of two records of the same question.

    Examples
    --------
    >>> old = Answer("b", "2026-01-01T09:00:00+00:00", "b", "2026-01-01T09:00:00+00:00")
    >>> new = Answer("a", "2026-01-02T09:00:00+00:00", "a", "2026-01-02T09:00:00+00:00")
    >>> merged = merge(new, old)
    >>> merged.first, merged.last
    ('b', 'a')
    """
    first = min(one, other, key=lambda answer: (answer.first_at, repr(answer.first)))
    last = max(one, other, key=lambda answer: (answer.last_at, repr(answer.last)))
    return Answer(first.first, first.first_at, last.last, last.last_at)


def merge_all(*collections: Mapping[str, Answer]) -> Answers:
    """Every key of every collection, merged where a key occurs twice."""
    merged: Answers = {}
    for collection in collections:
        for key, answer in collection.items():
            merged[key] = merge(merged[key], answer) if key in merged else answer
    return merged


def dump(answers: Mapping[str, Answer]) -> str:
    """The file's text for these answers; the same answers give the same text."""
    document = {
        "course": "one-trial-closely-read",
        "schema": SCHEMA,
        "answers": {key: asdict(answers[key]) for key in sorted(answers)},
    }
    return json.dumps(document, indent=1) + "\n"


def parse(data: bytes) -> tuple[Answers, int]:
    """Answers in a file's bytes, and how many entries could not be read.

    Raises
    ------
    ValueError
        If the bytes are not a progress file of this course, or of a newer version of it.

    Examples
    --------
    >>> parse(b"{}")
    Traceback (most recent call last):
    ValueError: it does not say that it belongs to this course
    """
    try:
        document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise ValueError("it is not a JSON text") from None
    if not isinstance(document, dict) or document.get("course") != "one-trial-closely-read":
        raise ValueError("it does not say that it belongs to this course")
    if document.get("schema") != SCHEMA:
        raise ValueError(f"its schema is {document.get('schema')!r}; this course reads {SCHEMA}")
    entries = document.get("answers")
    if not isinstance(entries, dict):
        raise ValueError("it has no table of answers")
    found = {key: answer for key, entry in entries.items() if (answer := entry_of(key, entry))}
    return found, len(entries) - len(found)


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A table in which no name stands twice: one of two answers would be lost in silence."""
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a name stands twice")
    return table


def lessons(keys: Iterable[str]) -> list[str]:
    """Stems of the lessons to which these keys belong, in alphabetical order."""
    return sorted({key.split("/")[0] for key in keys})


def entry_of(key: str, entry: object) -> Answer | None:
    """One entry of a file, or None where it is damaged."""
    if not KEY.fullmatch(key) or not isinstance(entry, dict) or set(entry) != set(_FIELDS):
        return None
    try:
        first_at, last_at = _time(entry["first_at"]), _time(entry["last_at"])
        return Answer(_value(entry["first"]), first_at, _value(entry["last"]), last_at)
    except (ValueError, OverflowError):
        return None


_FIELDS = ("first", "first_at", "last", "last_at")


def _time(text: object) -> str:
    """A time in the one form in which times can be compared as texts."""
    if not isinstance(text, str):
        raise ValueError("a time is a text")
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time names its zone")
    return stamp(moment)


def stamp(moment: datetime) -> str:
    """A moment as text: UTC, always with six decimals, so that texts sort as times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def after(earlier: str, moment: datetime) -> str:
    """The moment as text, or the next one after an earlier text: a clock may be put back.

    Examples
    --------
    >>> after("2026-01-02T09:00:00.000000+00:00", datetime(2026, 1, 1, tzinfo=UTC))
    '2026-01-02T09:00:00.000001+00:00'
    """
    if (now := stamp(moment)) > earlier:
        return now
    try:
        return stamp(datetime.fromisoformat(earlier) + timedelta(microseconds=1))
    except OverflowError:
        return earlier


def check(key: str, value: object) -> Value:
    """The value as the file will hold it.

    Raises
    ------
    ValueError
        If the key is not ``lesson/kind/id`` or ``lesson/kind/id/time``, or if the value is none
        that a form can send.

    Examples
    --------
    >>> check("shift_analysis/prediction/share", 40)
    40.0
    """
    if not KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key; write it as lesson/kind/id in lower case")
    return _value(value)


def _value(value: object) -> Value:
    """A value that a form of this course can have sent."""
    if value is None:
        return None
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        value.encode()
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    raise ValueError("a value is a text of at most 4000 characters, a finite number or nothing")
