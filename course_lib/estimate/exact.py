"""Exact conditional p-values of the Wilcoxon–Mann–Whitney test, with ties as they are.

"No difference" makes every allocation with these margins equally likely. That is also so if each
participant is treated with the same odds, independently, and n turn out to be treated; so the
chances of the levels multiply. The level with most participants is set apart, the other levels
form two groups whose allocations are listed (divided as in van de Wiel's split-up algorithm,
Comput Stat 2001;16:519-538). An allocation of one group with one of the other leaves one number
for the level set apart, and running sums over the longer list give both tails to each of the
shorter. Chances are only multiplied and added: even the smallest p-value keeps its digits.

What cannot count is passed over: single allocations, and pairs of one from each list, that
together add less to the p-value than its rounding does. How little that is depends on the
p-value, which the normal approximation guesses; what has been added up then shows whether the
guess was too high, and if it was, the sum is made again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from course_lib.estimate.allocations import Allocations, Level, allocations, binomial_chances

Array = NDArray[np.float64]
Whole = NDArray[np.int64]

# At most 10⁷ ways are left out, so the p-value changes by less than one part in 10¹⁴; pairs of
# ways that are left out change it, all together, by less than one part in 10¹⁵.
NEGLIGIBLE, NEGLIGIBLE_IN_ALL = 1e-21, 5e-16
CAUTIOUS = 0.1
BLOCK, NUMBERS_TOGETHER = 2**15, 16
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
    whole = float(binomial_chances(everyone, odds)[n])
    spread = n * (everyone - n) * float(pooled @ scores**2.0) / everyone / (everyone - 1)
    certain = float(observed.min())
    guess = CAUTIOUS * whole * 2 * float(ndtr(-extreme.max() / np.sqrt(spread)))
    levels = [Level(*level) for level in zip(scores.tolist(), chances, strict=True)]
    in_tails = _in_tails(levels, n, extreme, max(certain, guess))
    if in_tails.min() < guess:  # what was left out can only have made it smaller
        in_tails = _in_tails(levels, n, extreme, max(certain, float(in_tails.min())))
    return np.asarray(np.minimum(1, in_tails / whole))


def _in_tails(levels: list[Level], n: int, extreme: Whole, at_least: float) -> Array:
    """Chance of n treated in all with a surplus as extreme, if it is ``at_least`` so large."""
    sizes = np.array([len(level.chance) - 1 for level in levels])
    scores = np.array([level.score for level in levels])
    apart = int(sizes.argmax())
    unit = int(np.gcd.reduce(scores - scores[apart]))
    steps = ((scores - scores[apart]) // unit).tolist()
    others = [Level(step, level.chance) for step, level in zip(steps, levels, strict=True)]
    middle = others.pop(apart).chance
    floor = NEGLIGIBLE * at_least
    ways = [
        allocations([others[j] for j in half], most=n, floor=floor)
        for half in _halves(np.delete(sizes, apart))
    ]
    ways.sort(key=lambda part: len(part.chance))
    more = ways.pop().in_order("score")
    fewer = ways.pop().in_order("score").take(slice(None, None, -1)).in_order("treated")
    start = n * int(scores[apart])
    tails = _Tails((-extreme - start) // unit, -((start - extreme) // unit))
    pairs = _Pairs.of(fewer, more, _around(middle, n), NEGLIGIBLE_IN_ALL * at_least)
    return pairs.chance_of(tails)


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


class _Pairs(NamedTuple):
    """Two lists of allocations, and the chance that the level set apart makes up the number.

    ``rest`` has a row for each number treated among the fewer, from ``first`` on, and a column for
    each number among the others; ``worth`` multiplies it by the chance of all the row's ways.
    """

    fewer: Allocations
    more: Allocations
    first: int
    rest: Array
    worth: Array
    limit: float

    @classmethod
    def of(cls, fewer: Allocations, more: Allocations, middle: Array, negligible: float) -> _Pairs:
        """All that counts; ``middle`` has the chances of -n, …, n."""
        first, last = int(fewer.treated[0]), int(fewer.treated[-1])
        others = np.arange(more.treated.max() + 1)
        rest = middle[len(middle) - 1 - np.arange(first, last + 1)[:, None] - others]
        partners = rest @ np.bincount(more.treated.astype(np.intp), more.chance)
        row = (fewer.treated - first).astype(np.intp)
        counts = fewer.chance * partners[row] * len(row) > negligible
        fewer, row = fewer.take(np.flatnonzero(counts)), row[counts]
        sums = np.bincount(row, fewer.chance, minlength=len(rest))
        limit = negligible / (len(rest) * len(more.chance))
        return cls(fewer, more, first, rest, sums[:, None] * rest, limit)

    def chance_of(self, tails: _Tails) -> Array:
        """Chance of either tail with n treated in all, per table.

        For each number treated among the fewer allocations, the others get the chance that the
        level set apart makes up the n.
        """
        total = np.zeros(len(tails.low))
        for first in range(0, len(self.rest), NUMBERS_TOGETHER):
            last = min(first + NUMBERS_TOGETHER, len(self.rest))
            worth = self.worth[first:last].max(axis=0)
            likely = self.more.chance * worth[self.more.treated] > self.limit
            more = self.more.take(np.flatnonzero(likely))
            rows = max(1, BLOCK // (len(more.chance) + 1))
            for row in range(first, last, rows):
                total += self._in_rows(row, min(row + rows, last), more, tails)
        return total

    def _in_rows(self, first: int, last: int, more: Allocations, tails: _Tails) -> Array:
        numbers = [self.first + first, self.first + last]
        part = self.fewer.take(slice(*np.searchsorted(self.fewer.treated, numbers)))
        chance = np.zeros((last - first, len(more.chance) + 1))
        np.multiply(self.rest[first:last, more.treated], more.chance, out=chance[:, :-1])
        places = _places(more.score, part.score, tails)
        lower, upper = _sums(chance, part.treated - numbers[0], places)
        return np.asarray(((lower + upper) * part.chance).sum(axis=-1))


def _sums(chance: Array, row: Whole, places: tuple[Whole, Whole]) -> tuple[Array, Array]:
    """Row by row, sums of all chances before each of some places, and from each of others on.

    The chances between two places that are asked for are added up first, which is quick, and
    only these sums are run through from both ends.
    """
    before, after = places
    asked = np.sort(np.concatenate([[0], before.ravel(), after.ravel()]), kind="stable")
    asked = asked[np.flatnonzero(np.diff(asked, prepend=-1))]
    between = np.add.reduceat(chance, asked, axis=1)
    up, down = np.zeros((2, *between.shape))
    between[:, :-1].cumsum(axis=1, out=up[:, 1:])
    between[:, ::-1].cumsum(axis=1, out=down[:, ::-1])
    return up[row, asked.searchsorted(before)], down[row, asked.searchsorted(after)]


def _places(listed: Whole, score: Whole, tails: _Tails) -> tuple[Whole, Whole]:
    """Per table and allocation: where among the listed scores the two tails end and begin."""
    lower = np.searchsorted(listed, tails.low[:, None] - score, side="right")
    return lower, np.searchsorted(listed, tails.high[:, None] - score, side="left")
