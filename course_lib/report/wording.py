"""Text that others typed, made fit for a sentence: no control characters, not endless."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Control characters, direction marks, lone surrogates, and what XML does not allow.
UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
LONGEST = 80


def clean(words: object, longest: int = LONGEST) -> str:
    r"""One line of printable text, at most so long.

    Examples
    --------
    >>> clean("  stem\n cells\x00 ")
    'stem cells'
    """
    text = " ".join(UNPRINTABLE.sub(" ", str(words)).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def quoted(words: object) -> str:
    """What stands in a cell, as an error sentence shows it.

    Examples
    --------
    >>> quoted("moderately severe")
    "'moderately severe'"
    """
    return f"'{clean(words, 40)}'"


def listed(words: Iterable[object], most: int = 8) -> str:
    """Several of them, in quotation marks; of many, the first.

    Examples
    --------
    >>> listed(["A", "B", "C"], most=2)
    "'A', 'B' and 1 more"
    """
    every = [quoted(word) for word in words]
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def printed(cell: object) -> str:
    """A cell of a table as it is read: thousands set off.

    Examples
    --------
    >>> printed(19435), printed(17.6), printed("n")
    ('19,435', '17.6', 'n')
    """
    return f"{cell:,}" if isinstance(cell, (int, float)) else str(cell)


def counted(number: int, thing: str) -> str:
    """A number of things: "1 participant", "2,000 participants".

    Examples
    --------
    >>> counted(1, "stratum"), counted(2, "row")
    ('1 stratum', '2 rows')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
