"""Exact conditional p-values of the Wilcoxon–Mann–Whitney test, with ties as they are.

"No difference" makes every allocation with these margins equally likely. That is also so if each
participant is treated with the same odds, independently, and n turn out to be treated; so the
chances of the levels multiply. The level with most participants is set apart, the other levels
form two groups whose allocations are listed (divided as in van de Wiel's split-up algorithm,
Comput Stat 2001;16:519-538). An allocation of one group with one of the other leaves one number
for the level set apart, and running sums over the longer list give both tails to each of the
shorter. Chances are only multiplied and added: even the smallest p-value keeps its digits.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_lib.estimate.allocations import Allocations, Level, allocations, binomial_chances

Array = NDArray[np.float64]
Whole = NDArray[np.int64]

# At most 10⁷ ways are left out, so the p-value changes by less than one part in 10¹⁴.
NEGLIGIBLE = 1e-21
BLOCK = 2**18
FEW = np.log(5e5)


class _Tails(NamedTuple):
    """Largest score of the lower tail and smallest of the upper one, per table."""

    low: Whole
    high: Whole


def exact_p_values(counts: Whole, surplus: Array) -> Array:
    """Two-sided p-value per table: chance of a surplus of wins at least as far from 0.

    Parameters
    ----------
    counts : integer array of shape (tables, 2, levels)
    surplus : array of shape (tables,)
        Wins minus losses of the treatment arm.

    Raises
    ------
    ValueError
        If a table is too large.
    """
    same_margins: dict[tuple[int, ...], list[int]] = defaultdict(list)
    pooled = counts.sum(axis=1)
    margins = np.column_stack([counts[:, 0].sum(axis=-1), pooled])
    for place, margin in enumerate(margins.tolist()):
        same_margins[tuple(margin)].append(place)
    p_values = np.full(len(counts), np.nan)
    for places in same_margins.values():
        occupied = pooled[places[0]] > 0
        if occupied.sum() > 1:
            treated = counts[places, 0][:, occupied]
            extreme = np.abs(surplus[places]).astype(np.int64)
            p_values[places] = _given_margins(pooled[places[0], occupied], treated, extreme)
    return p_values


def _given_margins(pooled: Whole, treated: Whole, extreme: Whole) -> Array:
    """P-values of tables that share their margins; every level is occupied."""
    everyone, n = int(pooled.sum()), int(treated[0].sum())
    if 2 * n > everyone:
        treated, n = pooled - treated, everyone - n
    odds = n / (everyone - n)
    chances = [binomial_chances(size, odds) for size in pooled.tolist()]
    observed = np.prod([chance[k] for chance, k in zip(chances, treated.T, strict=True)], axis=0)
    scores = 2 * pooled.cumsum() - pooled - everyone  # participants better minus worse off
    apart = int(pooled.argmax())
    unit = int(np.gcd.reduce(scores - scores[apart]))
    steps = ((scores - scores[apart]) // unit).tolist()
    levels = [Level(*level) for level in zip(steps, chances, strict=True)]
    middle = levels.pop(apart).chance
    halves = _halves(np.delete(pooled, apart))
    floor = NEGLIGIBLE * float(observed.min())
    ways = [allocations([levels[j] for j in half], most=n, floor=floor) for half in halves]
    ways.sort(key=lambda part: len(part.chance))
    more = ways.pop().in_order("score")
    fewer = ways.pop().in_order("treated")
    start = n * int(scores[apart])
    tails = _Tails((-extreme - start) // unit, -((start - extreme) // unit))
    in_tails = _chance_of_tails(fewer, more, tails, _around(middle, n))
    return np.asarray(np.minimum(1, in_tails / binomial_chances(everyone, odds)[n]))


def _around(chances: Array, n: int) -> Array:
    """Chances of -n, …, n treated."""
    row = np.zeros(2 * n + 1)
    possible = chances[: n + 1]
    row[n : n + len(possible)] = possible
    return row


def _halves(sizes: Whole) -> tuple[list[int], list[int]]:
    """Places of the levels in two groups with about as many allocations each.

    Few allocations are listed one by one, so that balance is all. Many are merged where they
    agree in score, which happens most among neighbouring levels.
    """
    ways = np.log1p(sizes)
    if ways.sum() / 2 > FEW:
        cut = int(np.abs(ways.cumsum() - ways.sum() / 2).argmin()) + 1
        return list(range(cut)), list(range(cut, len(sizes)))
    groups: tuple[list[int], list[int]] = ([], [])
    ahead = 0.0
    for place in np.argsort(-sizes).tolist():
        groups[int(ahead > 0)].append(place)
        ahead += float(ways[place]) if ahead <= 0 else -float(ways[place])
    return groups


def _chance_of_tails(fewer: Allocations, more: Allocations, tails: _Tails, middle: Array) -> Array:
    """Chance of either tail with n treated in all; ``middle`` has the chances of -n, …, n.

    For each number treated among the fewer allocations, the others get the chance that the level
    set apart makes up the n; running sums from both ends then answer every question at once.
    """
    numbers = np.arange(fewer.treated[0], fewer.treated[-1] + 1)
    others = np.arange(more.treated.max() + 1)
    n = (len(middle) - 1) // 2
    total = np.zeros(len(tails.low))
    rows = min(len(numbers), max(1, BLOCK // len(more.chance)))
    space = np.zeros((3, rows, len(more.chance) + 1))
    for block in np.split(numbers, range(rows, len(numbers), rows)):
        first, last = np.searchsorted(fewer.treated, [block[0], block[-1] + 1])
        part = fewer.take(slice(first, last))
        rest = middle[2 * n - block[:, None] - others]
        sums = _running_sums(rest, more, space[:, : len(block)])
        row = part.treated - block[0]
        for running, place in zip(sums, _places(more.score, part.score, tails), strict=True):
            total += (running[row, place] * part.chance).sum(axis=-1)
    return total


def _running_sums(rest: Array, more: Allocations, space: Array) -> Array:
    """Sums of the first 0, 1, 2, … allocations, and of those from 0, 1, 2, … on, row by row.

    They are written into ``space``, whose first and last columns stay 0: fresh memory for every
    block would cost more than the sums.
    """
    chance, lower, upper = space[0, :, :-1], space[1, :, 1:], space[2, :, -2::-1]
    np.take(rest, more.treated.astype(np.intp), axis=1, out=chance, mode="clip")
    chance *= more.chance
    np.cumsum(chance, axis=1, out=lower)
    np.cumsum(chance[:, ::-1], axis=1, out=upper)
    return space[1:]


def _places(listed: Whole, score: Whole, tails: _Tails) -> tuple[Whole, Whole]:
    """Per table and allocation: where among the listed scores the two tails end and begin."""
    lower = np.searchsorted(listed, tails.low[:, None] - score, side="right")
    return lower, np.searchsorted(listed, tails.high[:, None] - score, side="left")
