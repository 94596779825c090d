"""Forest plots: several estimates of one effect on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

import numpy as np
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.ruler import EffectAxis, draw_ruler, printed_estimate, ruler_for

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TOP, _LABEL_WIDTH = 0.12, 2.4
FAVOURS = ("favours control", "favours treatment")


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
    names = [style.folded(label, _LABEL_WIDTH) for label in labels]
    numbers = [printed_estimate(row, log=log) for row in rows.tolist()]
    left = style.MARGIN + _widest([line for name in names for line in name]) + 0.25
    right = style.WIDTH - style.MARGIN - _widest(numbers) - 0.25
    step = max(0.34, style.LINE * max(len(name) for name in names) + 0.1)
    bottom = _TOP + step * len(rows) + 0.04
    figure = style.sheet(bottom + 0.54 + (0.24 if note else 0))
    axes = style.panel(figure, left, right - left, across=(0, 1))
    middles = [_TOP + step * (row + 0.5) for row in range(len(rows))]
    draw_ruler(axes, ruler, top=_TOP, bottom=bottom, reference=reference)
    _draw_intervals(axes, ruler.place(rows), middles, highlight)
    _write_rows(figure, names, numbers, middles, highlight)
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


def _widest(lines: list[str]) -> float:
    """Width of the widest line, in inches, as if every line were bold."""
    return max(style.width_of(line, weight="bold") for line in lines)


def _draw_intervals(
    axes: Axes, places: NDArray[np.float64], middles: list[float], highlight: Sequence[int]
) -> None:
    colours = [style.INK if row in highlight else style.BENEFIT for row in range(len(places))]
    drawn = [
        row
        for row, place in enumerate(places)
        if not np.isnan(place[1:]).any() and np.isfinite(place[1:]).any()
    ]
    ends = places.clip(0, 1)
    lines = [[(ends[row, 1], middles[row]), (ends[row, 2], middles[row])] for row in drawn]
    axes.add_collection(
        LineCollection(
            lines, colors=[colours[row] for row in drawn], linewidths=1.8, gid="intervals"
        ),
        autolim=False,
    )
    for row in drawn:
        for edge, mark, beyond in ((0, "<", places[row, 1] < 0), (1, ">", places[row, 2] > 1)):
            if beyond:
                axes.plot(
                    [edge],
                    [middles[row]],
                    mark,
                    color=colours[row],
                    markersize=7,
                    clip_on=False,
                    gid="arrow",
                )
    shown = [row for row in range(len(places)) if 0 <= places[row, 0] <= 1]
    axes.scatter(
        places[shown, 0],
        [middles[row] for row in shown],
        s=52,
        marker="s",
        zorder=3,
        color=[colours[row] for row in shown],
        linewidths=0,
        gid="values",
    )


def _write_rows(
    figure: Figure,
    names: list[list[str]],
    numbers: list[str],
    middles: list[float],
    highlight: Sequence[int],
) -> None:
    for row, (name, number, middle) in enumerate(zip(names, numbers, middles, strict=True)):
        weight = "bold" if row in highlight else "normal"
        look = {"ha": "left", "linespacing": 1.15, "weight": weight}
        style.write(figure, (style.MARGIN, middle), "\n".join(name), **look)
        right = style.WIDTH - style.MARGIN
        style.write(figure, (right, middle), number, ha="right", weight=weight)


def write_sides(figure: Figure, better: tuple[str, str], *, origin: float, top: float) -> None:
    """What lies left and right of the reference, in words with an arrow."""
    for words, side in ((f"← {better[0]}", -1), (f"{better[1]} →", 1)):
        width = style.width_of(words, style.SMALL)
        middle = style.shifted_inside(origin + side * (0.12 + width / 2), width)
        look = {"size": style.SMALL, "color": style.MUTED, "ha": "center"}
        style.write(figure, (middle, top), words, **look)
