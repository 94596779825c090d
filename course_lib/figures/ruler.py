"""A horizontal scale of numbers: its range, its ticks, and how numbers are written on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, isinf, isnan, log10
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class EffectAxis(TypedDict, total=False):
    """The axis of an effect: where no effect lies, log or not, and the words for its two sides."""

    reference: float
    log: bool
    better: tuple[str, str]


@dataclass(frozen=True)
class Ruler:
    """A range of numbers on a line, from 0 (left end) to 1 (right end).

    Examples
    --------
    >>> Ruler(0.1, 10, log=True).place([0.1, 1, 10]).round(2).tolist()
    [0.0, 0.5, 1.0]
    >>> Ruler(0.1, 10, log=True).ticks()
    [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0]
    """

    low: float
    high: float
    log: bool = False
    unit: str = ""

    def place(self, values: ArrayLike) -> NDArray[np.float64]:
        """Where numbers stand; outside 0 to 1 where they are off the ruler."""
        array = np.asarray(values, dtype=np.float64)
        low, high = self.low, self.high
        if self.log:
            with np.errstate(divide="ignore", invalid="ignore"):
                array = np.log(array)
            low, high = np.log(low), np.log(high)
        return np.asarray((array - low) / (high - low))

    def ticks(self) -> list[float]:
        """At most nine round numbers on the ruler."""
        if self.log:
            exponents = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
            for steps in ((1, 2, 5), (1,)):
                found = [float(f"{step}e{power}") for power in exponents for step in steps]
                found = [tick for tick in found if self.low <= tick <= self.high]
                if 3 <= len(found) <= 9:
                    return found
            if len(found) > 9:
                return found[:: ceil(len(found) / 6)]
        return round_numbers(self.low, self.high)

    def words(self, tick: float) -> str:
        """A tick as it is printed."""
        words = f"{tick:,.0f}" if abs(tick) >= 1000 else f"{tick:g}"
        return words.replace("-", "−") + self.unit


def round_numbers(low: float, high: float) -> list[float]:
    """Four to nine evenly spaced round numbers between two ends.

    Examples
    --------
    >>> round_numbers(0, 0.21)
    [0.0, 0.05, 0.1, 0.15, 0.2]
    """
    rough = (high - low) / 6
    power = 10.0 ** floor(log10(rough))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough * 0.999)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [float(f"{step * place:.10g}") + 0.0 for place in range(first, last + 1)]


def ruler_for(values: ArrayLike, *, reference: float, log: bool) -> Ruler:
    """The ruler that shows all finite numbers and the reference, with a little air.

    On a log ruler, limits further than thirtyfold beyond the innermost numbers are left off:
    their interval ends in an arrow.

    Examples
    --------
    >>> ruler_for([[1.0, 0.5, np.inf]], reference=1, log=True).high < 2
    True
    """
    numbers = np.append(np.asarray(values, dtype=np.float64).ravel(), reference)
    numbers = numbers[np.isfinite(numbers) & ((numbers > 0) | (not log))]
    if log:
        logs = np.log(numbers)
        middle = float(np.median(logs))
        low, high = max(logs.min(), middle - 4), min(logs.max(), middle + 4)
        low, high = min(low, np.log(reference)), max(high, np.log(reference))
        air = max(0.06 * (high - low), 0.15)
        return Ruler(float(np.exp(low - air)), float(np.exp(high + air)), log=True)
    low, high = float(numbers.min()), float(numbers.max())
    air = 0.06 * (high - low) or 0.5
    return Ruler(low - air, high + air)


def draw_ruler(
    axes: Axes, ruler: Ruler, *, top: float, bottom: float, reference: float | None = None
) -> None:
    """Grid lines from ``top`` to ``bottom`` inches, tick labels below, and the reference line."""
    ticks = _apart(ruler, axes.get_position().width * style.WIDTH)
    places = ruler.place(ticks).tolist()
    grid = [[(x, top), (x, bottom)] for x in places]
    axes.add_collection(
        LineCollection(
            grid, colors=style.GRID, linewidths=0.8, zorder=0.5, gid="grid", clip_on=False
        ),
        autolim=False,
    )
    axes.plot([0, 1], [bottom, bottom], color=style.MUTED, linewidth=0.8, gid="axis", clip_on=False)
    for x, tick in zip(places, ticks, strict=True):
        look = style.letters(size=style.SMALL, color=style.MUTED, ha="center")
        axes.text(x, bottom + 0.14, ruler.words(tick), **look)
    if reference is not None:
        x = float(ruler.place(reference))
        axes.plot(
            [x, x],
            [top, bottom],
            color=style.INK,
            linewidth=1.1,
            zorder=0.9,
            gid="reference",
            clip_on=False,
        )


def _apart(ruler: Ruler, width: float) -> list[float]:
    """The ruler's ticks, so few that their words stand apart on so many inches."""
    ticks = ruler.ticks()
    for every in range(1, len(ticks)):
        fewer = ticks[::every]
        places = ruler.place(fewer) * width
        halves = np.array([style.width_of(ruler.words(tick), style.SMALL) / 2 for tick in fewer])
        if (np.diff(places) > halves[1:] + halves[:-1] + 0.1).all():
            return fewer
    return ticks[:1]


def draw_arrows(axes: Axes, ends: Sequence[float], middle: float, *, colour: str) -> None:
    """An arrowhead at the ruler's end for a lower or an upper limit that lies beyond it."""
    for edge, mark, beyond in ((0, "<", ends[0] < 0), (1, ">", ends[1] > 1)):
        if beyond:
            look: dict[str, Any] = {
                "color": colour,
                "markersize": 8,
                "markeredgewidth": 0,
                "clip_on": False,
            }
            axes.plot([edge], [middle], mark, gid="arrow", **look)


def printed(number: float, *, log: bool) -> str:
    """A number, not NaN, as a paper prints it: ratios to two decimals, small differences to three.

    Examples
    --------
    >>> printed(1.66, log=True), printed(-0.1352, log=False), printed(float("inf"), log=True)
    ('1.66', '−0.135', '∞')
    """
    if not isfinite(number):
        return "∞" if number > 0 else "−∞"
    if log and number == 0:
        return "0"
    size = abs(number)
    if log and size < 0.0005:
        return "<0.001"
    if log and size > 99_999:
        return ">99,999"
    decimals = 0 if size >= 100 else 1 if size >= 10 else 2
    if size < 0.0995 or (not log and size < 1):
        decimals = 3
    return f"{round(number, decimals) + 0.0:,.{decimals}f}".replace("-", "−")


def printed_estimate(row: Sequence[float], *, log: bool) -> str:
    """Value and limits as a paper prints them.

    Examples
    --------
    >>> printed_estimate((1.66, 1.21, 2.28), log=True)
    '1.66 (1.21 to 2.28)'
    >>> printed_estimate((float("inf"), 3.2, float("inf")), log=True)
    '∞ (3.20 to ∞)'
    """
    value, lower, upper = row
    bounded = isfinite(value) and (value > 0 or not log)
    if isnan(lower) or isnan(upper) or (isinf(lower) and isinf(upper)):
        return printed(value, log=log) if bounded else "not estimable"
    first = "not estimable" if isnan(value) else printed(value, log=log)
    return f"{first} ({printed(lower, log=log)} to {printed(upper, log=log)})"
