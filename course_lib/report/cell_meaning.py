"""What a cell's text can mean: missing, yes or no, a number, a level's code."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

MISSING = (
    "", "na", "n/a", "nan", ".", "-", "–", "?", "null", "none", "#n/a", "missing", "not known",
    "unknown",
)  # fmt: skip
UNSURE = ("u", "unk", "unclear")
YES = ("y", "yes", "1", "true", "t", "ja", "oui")
NO = ("n", "no", "0", "false", "f", "nein", "non")
NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?(?:[eE][+-]?\d{1,2})?")
WHOLE = re.compile(r"(-?\d+)[.,]0+")


def is_missing(cell: str) -> bool:
    """Whether a cell says that nothing is known.

    Examples
    --------
    >>> is_missing("NA"), is_missing(""), is_missing("0")
    (True, True, False)
    """
    return cell.casefold() in MISSING


def level_code(cell: str) -> str:
    """A level as its code: "2.0" is level 2.

    Examples
    --------
    >>> level_code("2.0"), level_code("dead")
    ('2', 'dead')
    """
    whole = WHOLE.fullmatch(cell)
    return whole[1] if whole else cell


def is_number(cell: str) -> bool:
    """Whether a cell is one number, with a point or a comma.

    Examples
    --------
    >>> is_number("1,5"), is_number("-2e3"), is_number("inf"), is_number("12 kg")
    (True, True, False, False)
    """
    return NUMBER.fullmatch(cell) is not None


def number(cell: str) -> float:
    """The number that a cell holds.

    Examples
    --------
    >>> number("1,5")
    1.5
    """
    return float(cell.replace(",", "."))


def taken(values: Iterable[object], places: NDArray[np.int64]) -> NDArray[np.object_]:
    """For each participant the value at its place among the different ones."""
    every = [*values]
    array = np.empty(len(every), dtype=object)
    array[:] = every
    return array[places]
