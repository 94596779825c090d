"""All the ways in which participants without an outcome could land on the levels of a scale."""

from __future__ import annotations

from math import comb

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def number_of_landings(participants: int, levels: int) -> int:
    """How many there are: combinations with repetition."""
    return comb(participants + levels - 1, levels - 1)


def landings(participants: int, levels: int) -> Counts:
    """All counts per level that sum to the participants, shape (number, levels).

    From all at the best level to all at the worst.
    """
    rows, left = np.zeros((1, 0), dtype=np.int64), np.array([participants])
    for _ in range(levels - 1):
        parent = np.repeat(np.arange(len(left)), left + 1)
        start = np.cumsum(left + 1) - (left + 1)
        here = left[parent] - (np.arange(len(parent)) - start[parent])
        rows = np.column_stack([rows[parent], here])
        left = left[parent] - here
    return np.column_stack([rows, left])
