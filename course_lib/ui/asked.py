"""What a page sends, read with suspicion: it may be older than the kernel, broken or not ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import traitlets

STALE = "this page does not fit the notebook any more: run its cell again"
_LARGEST_NUMBER = 2**53


class Sent(traitlets.Dict):
    """A table that a page fills; whatever else it sends counts as an empty one."""

    def validate(self, obj: Any, value: Any) -> Any:
        return super().validate(obj, value if isinstance(value, dict) else {})


class Asked(NamedTuple):
    """A change that a page asks for: its number, the raw settings, and whether to compare."""

    number: int
    settings: object
    compare: bool


def asked(values: Mapping[str, Any]) -> Asked | None:
    """What the page asks for; None where it was this side that wrote.

    Examples
    --------
    >>> asked({"number": 3, "by": "page 7", "set": {"size": 9}})
    Asked(number=3, settings={'size': 9}, compare=False)
    """
    if values.get("by") == "kernel":
        return None
    return Asked(number(values), values.get("set"), values.get("compare") is True)


def number(values: Mapping[str, Any]) -> int:
    """The number of a change; 0 where there is none that can be counted on."""
    sent = values.get("number")
    return sent if type(sent) is int and 0 <= sent < _LARGEST_NUMBER else 0


def message(content: object) -> Mapping[str, Any]:
    """A message of the page's own, empty where it is none of ours."""
    return content if isinstance(content, dict) else {}


def not_this(raw: object) -> str:
    """What was sent in place of something allowed, where it is short enough for a sentence.

    Examples
    --------
    >>> not_this("many"), not_this(7.5), not_this("x" * 900)
    (", not 'many'", ', not 7.5', '')
    """
    short = isinstance(raw, str) and len(raw) <= 40
    plain = isinstance(raw, (int, float)) and abs(raw) < 1e15
    return f", not {raw!r}" if short or plain else ""
