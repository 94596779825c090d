"""Counting: what may be counted as a participant, and who belongs where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.scale import as_code

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["arm_codes", "as_code", "places", "tally", "whole_numbers"]

# Products of two arms must fit a 64-bit integer, up to 30 levels at this count in each.
MOST = 100_000_000


def whole_numbers(values: ArrayLike) -> NDArray[np.int64]:
    """The same values as integers; a ValueError where one is not a number of participants."""
    array = _numbers(values)
    if array.dtype.kind not in "iuf":
        raise ValueError(f"counts must be whole numbers of participants, not {array.dtype}")
    if array.dtype.kind == "f":
        if not np.isfinite(array).all():
            raise ValueError(
                "counts must be whole numbers of participants; one is missing or not finite"
            )
        if (array != np.floor(array)).any():
            fraction = array[array != np.floor(array)].flat[0]
            raise ValueError(f"counts must be whole numbers of participants, not {fraction:g}")
    if array.size and array.min() < 0:
        raise ValueError(f"counts must not be negative; one is {array.min():g}")
    if array.size and array.max() > MOST:
        raise ValueError(f"counts must be at most {MOST:,}; one is {array.max():g}")
    return array.astype(np.int64)


def tally(cells: ArrayLike, size: int) -> NDArray[np.int64]:
    """How many there are in each of `size` cells; the same on every machine.

    NumPy counts with integers of the machine's own width and takes no wider ones; in a browser
    they have 32 bits.
    """
    own = np.asarray(cells).ravel().astype(np.intp, copy=False)
    return np.bincount(own, minlength=size).astype(np.int64, copy=False)


def _numbers(values: ArrayLike) -> NDArray[Any]:
    """An array, of numbers also where pandas or a masked array keeps its own missing values."""
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError("counts must be one number for each level, in every arm alike") from None
    if np.ma.is_masked(values):
        raise ValueError("counts must be whole numbers of participants; one is missing (masked)")
    if array.dtype.kind != "O" or any(isinstance(value, str) for value in array.flat):
        return array
    try:
        return array.astype(np.float64)
    except (TypeError, ValueError):
        raise ValueError(
            "counts must be whole numbers of participants; one is missing or not a number"
        ) from None


def arm_codes(arms: object) -> tuple[str, str]:
    """What a column calls the arms, (treatment, control); a ValueError unless they are two."""
    codes = tuple(map(as_code, arms)) if isinstance(arms, Sequence) else ()
    if isinstance(arms, str) or len(codes) != 2 or codes[0] == codes[1]:
        raise ValueError(f"arms are two different values, (treatment, control), not {arms!r}")
    return codes[0], codes[1]


def places(
    column: pd.Series[Any], allowed: Sequence[str], what: str, name: str
) -> NDArray[np.int64]:
    """Place of each value among the allowed codes; a ValueError names the first misfit."""
    lookup = {code: place for place, code in enumerate(allowed)}
    codes = column.map(as_code)
    found = codes.map(lookup)
    unknown = found.isna().to_numpy()
    if unknown.any():
        row = int(unknown.argmax())
        if column.isna().to_numpy()[row]:
            raise ValueError(f"row {row + 1} of column {name!r}: the {what} is missing")
        raise ValueError(
            f"row {row + 1} of column {name!r}: {what} {codes.iloc[row]!r} is not one of "
            f"{', '.join(allowed)}"
        )
    return np.asarray(found, dtype=np.int64)
