"""Rows of the speed table, and how their times are taken."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple

REPEATS = 5
Work = Callable[[], object]


class Row(NamedTuple):
    """One line of the table: what, how much, and the most that it may be."""

    what: str
    measured: float
    at_most: float
    unit: str = "times"


def seconds(work: Work) -> float:
    """How long one call takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def typical(work: Work, repeats: int = REPEATS) -> float:
    """Median time of a call, after one that warms up."""
    work()
    return median(seconds(work) for _ in range(repeats))


def ratio(one: Work, other: Work, repeats: int = REPEATS) -> float:
    """Median time of one over that of the other, taken in turns: machines change speed."""
    one()
    other()
    times = [(seconds(one), seconds(other)) for _ in range(repeats)]
    return median(first for first, _ in times) / median(second for _, second in times)
