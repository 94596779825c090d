"""All the ways in which one arm's participants can lie on a scale: counted, drawn, listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ArmCounts:
    """One arm's participants per level, within bounds at each level and up to each level.

    Parameters
    ----------
    participants : int
        Participants of the arm.
    at_level, up_to_level : integer arrays of shape (2, levels)
        Fewest and most participants at each level, and at it or better.

    Examples
    --------
    >>> arm = ArmCounts.anywhere(39, levels=7)
    >>> arm.number
    8145060
    >>> arm.with_up_to(2, 13, 13).with_level(6, 0, 0).number    # 13 at 0–2, nobody dead
    39690
    """

    participants: int
    at_level: Counts
    up_to_level: Counts

    @classmethod
    def anywhere(cls, participants: int, *, levels: int) -> ArmCounts:
        """An arm of which only the size is known."""
        bounds = np.zeros((2, levels), dtype=np.int64)
        bounds[1] = participants
        total = bounds.copy()
        total[0, -1] = participants
        return cls(int(participants), bounds, total)

    def with_level(self, place: int, fewest: int, most: int) -> ArmCounts:
        """The same arm with tighter bounds on one level."""
        return ArmCounts(
            self.participants, _tighter(self.at_level, place, (fewest, most)), self.up_to_level
        )

    def with_up_to(self, place: int, fewest: int, most: int) -> ArmCounts:
        """The same arm with tighter bounds on a level and all better ones together."""
        return ArmCounts(
            self.participants, self.at_level, _tighter(self.up_to_level, place, (fewest, most))
        )

    @cached_property
    def ways(self) -> list[NDArray[Any]]:
        """For each level and each count up to it: in how many ways the levels so far fill it.

        Kept as running sums with a leading 0, in whole numbers without limit.
        """
        reach = np.arange(self.participants + 1)
        filled = np.where(self._allowed(0, reach), 1, 0).astype(object)
        filled[(reach < self.at_level[0, 0]) | (reach > self.at_level[1, 0])] = 0
        sums = [_running(filled)]
        for level in range(1, self.at_level.shape[1]):
            low, high = self._before(level, reach)
            filled = np.where(low < high, sums[-1][high] - sums[-1][np.minimum(low, high)], 0)
            filled = np.where(self._allowed(level, reach), filled, 0)
            sums.append(_running(filled))
        return sums

    @property
    def number(self) -> int:
        """How many such arms there are, exactly."""
        last = self.ways[-1]
        return int(last[self.participants + 1] - last[self.participants])

    def draw(self, size: int, rng: np.random.Generator) -> Counts:
        """Arms drawn uniformly from all of them, with replacement; shape (size, levels)."""

        def pick(sums: Array, low: Counts, high: Counts) -> Counts:
            goal = sums[low] + rng.random(size) * (sums[high] - sums[low])
            goal = np.minimum(goal, np.nextafter(sums[high], 0))
            return np.asarray(np.searchsorted(sums, goal, side="right") - 1)

        return self._walk_back(size, pick)

    def at(self, ranks: Counts) -> Counts:
        """The arms at these places of the list of all, counted from 0; shape (ranks, levels).

        Places are exact up to 2⁵³.
        """
        left = ranks.astype(np.float64)

        def pick(sums: Array, low: Counts, _high: Counts) -> Counts:
            nonlocal left
            goal = sums[low] + left
            before = np.asarray(np.searchsorted(sums, goal, side="right") - 1)
            left = goal - sums[before]
            return before

        return self._walk_back(len(ranks), pick)

    def _walk_back(self, size: int, pick: Callable[[Array, Counts, Counts], Counts]) -> Counts:
        """From the worst level to the best: pick how many participants lie before each."""
        counts = np.zeros((size, self.at_level.shape[1]), dtype=np.int64)
        reached = np.full(size, self.participants)
        for level in range(counts.shape[1] - 1, 0, -1):
            low, high = self._before(level, reached)
            before = pick(self.ways[level - 1].astype(np.float64), low, high)
            counts[:, level], reached = reached - before, before
        counts[:, 0] = reached
        return counts

    def _before(self, level: int, reached: Counts) -> tuple[Counts, Counts]:
        """From which count, and below which, the level before can have stopped."""
        low = np.maximum(reached - self.at_level[1, level], 0)
        high = np.maximum(reached - self.at_level[0, level] + 1, 0)
        return low, high

    def _allowed(self, level: int, reach: Counts) -> NDArray[np.bool_]:
        low, high = self.up_to_level[:, level]
        return np.asarray((reach >= low) & (reach <= high))


def _running(filled: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate([np.zeros(1, dtype=object), np.cumsum(filled)])


def _tighter(bounds: Counts, place: int, limits: tuple[int, int]) -> Counts:
    result = bounds.copy()
    result[0, place] = max(bounds[0, place], limits[0])
    result[1, place] = min(bounds[1, place], limits[1])
    return result
