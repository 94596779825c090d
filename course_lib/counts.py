"""Counting: what may be counted as a participant, and who belongs where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    import pandas as pd


def whole_numbers(values: ArrayLike) -> NDArray[np.int64]:
    """The same values as integers; a ValueError where one is not a number of participants."""
    array = np.asarray(values)
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
    return array.astype(np.int64)


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
        raise ValueError(
            f"row {row + 1} of column {name!r}: {what} {codes.iloc[row]!r} is not one of "
            f"{', '.join(allowed)}"
        )
    return np.asarray(found, dtype=np.int64)


def as_code(value: object) -> str:
    """A level or an arm as its code: 2, 2.0 and "2" are the same level."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
