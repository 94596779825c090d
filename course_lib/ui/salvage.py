"""What can still be read in a progress file that is cut short, overwritten or spoilt."""

from __future__ import annotations

import json
import re

from course_lib.ui.answers import KEY, Answers, entry_of, merge_all, parse

_ENTRY = re.compile(rf'"({KEY.pattern})"\s*:\s*(?={{)')
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"


def salvage(data: bytes) -> tuple[Answers, str]:
    """Sound answers in a progress file, and what is wrong with it; "" where nothing is.

    An entry counts by itself: it is kept wherever it stands whole, whatever stands around it.

    Examples
    --------
    >>> half = b'{"answers": {"a/note/b": {"first": "x", "first_at": "2026-'
    >>> salvage(half)
    ({}, 'it is not a JSON text')
    """
    try:
        found, damaged = parse(data)
    except ValueError as error:
        return _whole_entries(data.decode("utf-8", "replace")), str(error)
    entries = "1 entry" if damaged == 1 else f"{damaged} entries"
    return found, f"{entries} could not be read" if damaged else ""


def _whole_entries(text: str) -> Answers:
    """Every entry that is whole; this course writes ASCII, so that odd characters are damage."""
    decoder, found = json.JSONDecoder(), Answers()
    for match in _ENTRY.finditer(text):
        try:
            entry, end = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            continue
        answer = None if _UNREADABLE in text[match.end() : end] else entry_of(match[1], entry)
        if answer is not None:
            found = merge_all(found, {match[1]: answer})
    return found
