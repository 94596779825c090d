"""Forest plots: several estimates of one effect on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.ruler import (
    EffectAxis,
    draw_arrows,
    draw_ruler,
    printed_estimate,
    ruler_for,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TOP, _LABEL_WIDTH = 0.12, 2.4
FAVOURS = ("favours control", "favours treatment")


@style.plain
def forest(
    estimates: ArrayLike,
    *,
    labels: Sequence[str],
    highlight: Sequence[int] = (),
    note: str | None = None,
    **axis: Unpack[EffectAxis],
) -> Figure:
    """Estimates with their confidence intervals, one row each, numbers at the right.

    The square is the estimate, the line its interval; an interval that crosses the upright line
    leaves "no effect" possible. An arrow says that the interval goes on beyond the picture. What
    the data cannot estimate has no square, and says so in words.

    Parameters
    ----------
    estimates : array of shape (rows, 3)
        (value, lower limit, upper limit) per row; a value or a limit may be infinite or NaN.
    labels : sequence of str
        One per row, from the top.
    highlight : sequence of int
        Rows to set off (counted from 0), for example the one the text speaks of.
    note : str, optional
        One short line under the axis.
    reference : float
        Where no effect lies; default 1.
    log : bool
        Whether the axis is logarithmic (ratios); default true.
    better : tuple of str
        Words for the left and for the right of the reference.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If estimates are not rows of three, or labels do not match them.

    Examples
    --------
    >>> figure = forest([(1.66, 1.21, 2.28), (0.65, 0.18, 2.44)], labels=["MR CLEAN", "STARTING-2"])
    >>> [text.get_text() for text in figure.texts if " to " in text.get_text()]
    ['1.66 (1.21 to 2.28)', '0.65 (0.18 to 2.44)']
    """
    rows = checked_rows(estimates, labels)
    reference, log = axis.get("reference", 1.0), axis.get("log", True)
    ruler = ruler_for(rows, reference=reference, log=log)
    names = Names.folded(labels, _LABEL_WIDTH)
    numbers = [printed_estimate(row, log=log) for row in rows.tolist()]
    widest = max(style.width_of(words, weight="bold") for words in numbers)
    left, right = names.right + 0.25, style.WIDTH - style.MARGIN - widest - 0.25
    step = max(0.34, names.height + 0.1)
    bottom = _TOP + step * len(rows) + 0.04
    figure = style.sheet(bottom + 0.54 + (0.24 if note else 0))
    axes = style.panel(figure, left, right - left, across=(0, 1))
    middles = [_TOP + step * (row + 0.5) for row in range(len(rows))]
    draw_ruler(axes, ruler, top=_TOP, bottom=bottom, reference=reference)
    _draw_intervals(axes, ruler.place(rows), middles, highlight)
    names.write(figure, middles, bold=highlight)
    _write_numbers(figure, numbers, middles, highlight)
    origin = left + float(ruler.place(reference)) * (right - left)
    write_sides(figure, axis.get("better", FAVOURS), origin=origin, top=bottom + 0.36)
    if note:
        look = {"size": style.SMALL, "color": style.MUTED, "ha": "left"}
        style.write(figure, (style.MARGIN, bottom + 0.62), note, **look)
    return figure


def checked_rows(estimates: ArrayLike, labels: Sequence[str]) -> NDArray[np.float64]:
    """Rows of (value, lower, upper), one per label; a ValueError says what does not fit.

    Examples
    --------
    >>> checked_rows([(1.4, 1.1, 1.8)], ["one trial"]).shape
    (1, 3)
    """
    rows = np.asarray(estimates, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != 3 or not len(rows):
        raise ValueError(f"estimates need rows of (value, lower, upper), not shape {rows.shape}")
    if len(rows) != len(labels):
        raise ValueError(f"each estimate needs a label; {len(rows)} rows, {len(labels)} labels")
    return rows


def _write_numbers(
    figure: Figure, numbers: list[str], middles: list[float], highlight: Sequence[int]
) -> None:
    for row, (words, middle) in enumerate(zip(numbers, middles, strict=True)):
        weight = "bold" if row in highlight else "normal"
        place = (style.WIDTH - style.MARGIN, middle)
        style.write(figure, place, words, ha="right", weight=weight)


def _draw_intervals(
    axes: Axes, places: NDArray[np.float64], middles: list[float], highlight: Sequence[int]
) -> None:
    """Lines, arrows and squares; none where there is nothing to draw."""
    colours = [style.INK if row in highlight else style.BENEFIT for row in range(len(places))]
    limits = places[:, 1:]
    drawn = np.flatnonzero(~np.isnan(limits).any(axis=1) & np.isfinite(limits).any(axis=1)).tolist()
    ends = limits.clip(0, 1)
    lines = [[(ends[row, 0], middles[row]), (ends[row, 1], middles[row])] for row in drawn]
    colour = [colours[row] for row in drawn]
    look: dict[str, Any] = {"clip_on": False, "linewidths": 1.8, "gid": "intervals"}
    axes.add_collection(LineCollection(lines, colors=colour, **look), autolim=False)
    for row in drawn:
        draw_arrows(axes, limits[row].tolist(), middles[row], colour=colours[row])
    shown = np.flatnonzero((places[:, 0] >= 0) & (places[:, 0] <= 1)).tolist()
    look = {"clip_on": False, "linewidths": 0, "gid": "values", "s": 52, "marker": "s", "zorder": 3}
    colour = [colours[row] for row in shown]
    axes.scatter(places[shown, 0], [middles[row] for row in shown], color=colour, **look)


def write_sides(figure: Figure, better: tuple[str, str], *, origin: float, top: float) -> None:
    """What lies left and right of the reference, in words with an arrow, kept apart."""
    left, right = f"← {better[0]}", f"{better[1]} →"
    look = {"size": style.SMALL, "color": style.MUTED, "ha": "center"}
    one, other = (style.width_of(words, style.SMALL) / 2 for words in (left, right))
    start = style.shifted_inside(origin - 0.12 - one, 2 * one)
    end = style.shifted_inside(max(origin + 0.12, start + one + 0.2) + other, 2 * other)
    style.write(figure, (min(start, end - other - 0.2 - one), top), left, **look)
    style.write(figure, (end, top), right, **look)
