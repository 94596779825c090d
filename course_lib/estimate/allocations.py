"""The ways to allocate the participants at some outcome levels, and how likely each one is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Whole = NDArray[np.int64]

MOST_WAYS, MOST_CANDIDATES = 1_800_000, 6_000_000
WORTH_MERGING = 10_000


class Level(NamedTuple):
    """One outcome level: its score, and the chance that 0, 1, 2, … of it are treated."""

    score: int
    chance: Array


class Allocations(NamedTuple):
    """Ways to allocate: how many are treated, their summed score, and how likely that is."""

    treated: Whole
    score: Whole
    chance: Array

    def take(self, index: Whole | slice) -> Allocations:
        """Some of the ways, or all of them in another order."""
        return Allocations(self.treated[index], self.score[index], self.chance[index])

    def in_order(self, field: Literal["treated", "score"]) -> Allocations:
        """The ways with one field rising."""
        return self.take(np.argsort(getattr(self, field), kind="stable"))


def binomial_chances(size: int, odds: float) -> Array:
    """Chance of 0, 1, …, size successes, multiplied up and down from the most likely number."""
    ratio = odds * np.arange(size, 0, -1) / np.arange(1, size + 1)
    mode = int((size + 1) * odds / (1 + odds))
    chances = np.ones(size + 1)
    np.cumprod(ratio[mode:], out=chances[mode + 1 :])
    chances[:mode] = np.cumprod(1 / ratio[:mode][::-1])[::-1]
    return np.asarray(chances / chances.sum())


def allocations(levels: Sequence[Level], *, most: int, floor: float) -> Allocations:
    """All ways to allocate the participants of some levels, at most ``most`` of them treated.

    Ways less likely than ``floor`` are left out; the caller knows how little that changes.

    Raises
    ------
    ValueError
        If there are too many ways to hold in memory.
    """
    # Scores around the group's own centre keep the grid on which ways are merged small.
    centre = levels[len(levels) // 2].score if levels else 0
    ways = Allocations(np.zeros(1, np.int64), np.zeros(1, np.int64), np.ones(1))
    for level in levels:
        treated = np.flatnonzero(level.chance[: most + 1] > floor).astype(np.int64)
        more = Allocations(treated, treated * (level.score - centre), level.chance[treated])
        ways = _with_level(ways, more, floor)
        kept = np.flatnonzero((ways.chance > floor) & (ways.treated <= most))
        _refuse_beyond(MOST_WAYS, len(kept))
        if len(kept) < len(ways.chance):
            ways = ways.take(kept)
    return ways._replace(score=ways.score + centre * ways.treated)


def _with_level(ways: Allocations, level: Allocations, floor: float) -> Allocations:
    """Every way with every number of treated participants of one level more."""
    candidates = len(ways.chance) * len(level.chance)
    if candidates > WORTH_MERGING:
        low = int(ways.score.min() + level.score.min())
        width = int(ways.score.max() + level.score.max()) - low + 1
        cells = width * (int(np.ptp(ways.treated)) + len(level.treated))
        _refuse_beyond(MOST_CANDIDATES, min(candidates, cells))
        if cells < candidates:
            return _merged(ways, level, floor, _Grid(int(ways.treated.min()), low, width, cells))
    return Allocations(
        np.add.outer(ways.treated, level.treated).ravel(),
        np.add.outer(ways.score, level.score).ravel(),
        np.multiply.outer(ways.chance, level.chance).ravel(),
    )


class _Grid(NamedTuple):
    """Number treated by score, laid out row after row."""

    first: int
    low: int
    width: int
    cells: int


def _merged(ways: Allocations, level: Allocations, floor: float, grid: _Grid) -> Allocations:
    """The same, adding up the ways that agree in number treated and in score."""
    base = int(ways.score.min())
    cell = (ways.treated - grid.first) * grid.width + ways.score - base
    sums = np.bincount(cell.astype(np.intp), ways.chance)
    filled = np.flatnonzero(sums)
    chance, total = sums[filled], np.zeros(grid.cells)
    fewest = int(level.treated[0])
    shifts = (level.treated - fewest) * grid.width + level.score + base - grid.low
    for shift, likely in zip(shifts.tolist(), level.chance.tolist(), strict=True):
        total[filled + shift] += chance * likely
    filled = np.flatnonzero(total > floor)
    _refuse_beyond(MOST_WAYS, len(filled))
    treated, score = np.divmod(filled.astype(np.int64), grid.width)
    return Allocations(treated + grid.first + fewest, score + grid.low, total[filled])


def _refuse_beyond(limit: int, number: int) -> None:
    if number > limit:
        raise ValueError(
            "there are too many ways to allocate these participants for an exact p-value, which "
            "can be had for 1,000 participants on 7 levels and for 300 on any number of levels; "
            "the normal approximation (exact=False) is accurate at this size"
        )
