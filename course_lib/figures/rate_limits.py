"""Rates with their limits in per cent: how often something was seen, and how often it may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.forest import checked_rows
from course_lib.figures.names import Names
from course_lib.figures.ruler import Ruler, draw_ruler

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TOP, _LABEL_WIDTH = 0.36, 3.2


@style.plain
def rate_limits(
    rows: ArrayLike,
    *,
    labels: Sequence[str],
    marked: tuple[float, str] | None = None,
    highlight: Sequence[int] = (),
) -> Figure:
    """Rates as squares on lines that reach over all rates that agree with the data.

    Parameters
    ----------
    rows : array of shape (rows, 3)
        (rate, lower limit, upper limit) as shares from 0 to 1.
    labels : sequence of str
        One per row, from the top.
    marked : (share, words), optional
        An upright line at a rate that is spoken of, with its words.
    highlight : sequence of int
        Rows to set off, counted from 0.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If rows are not rows of three, labels do not match, or a share lies outside 0 to 1.

    Examples
    --------
    >>> figure = rate_limits([(0, 0, 0.09)], labels=["0 of 39"], marked=(0.05, "supposed"))
    >>> [text.get_text() for text in figure.texts]
    ['supposed', '0 of 39', '0.0% (0.0% to 9.0%)']
    """
    shares = checked_rows(rows, labels)
    spot = 0.0 if marked is None else marked[0]
    if not ((shares >= 0) & (shares <= 1)).all() or not 0 <= spot <= 1:
        raise ValueError("rates and their limits are shares from 0 to 1")
    names = Names.folded(labels, _LABEL_WIDTH)
    numbers = [_printed(row) for row in shares.tolist()]
    widest = max(style.width_of(words, weight="bold") for words in numbers)
    left, right = names.right + 0.25, style.WIDTH - style.MARGIN - widest - 0.25
    step = max(0.36, names.height + 0.1)
    bottom = _TOP + step * len(shares) + 0.04
    figure = style.sheet(round(bottom + 0.32, 2))
    axes = style.panel(figure, left, right - left, across=(0, 1))
    ruler = Ruler(0, min(100.0, 106 * max(shares.max(), spot, 0.01)), unit="%")
    draw_ruler(axes, ruler, top=_TOP, bottom=bottom)
    middles = [_TOP + step * (row + 0.5) for row in range(len(shares))]
    if marked is not None:
        place = float(ruler.place(100 * marked[0]))
        _mark(axes, place, bottom)
        wanted = left + (right - left) * place
        middle = style.shifted_inside(wanted, style.width_of(marked[1], style.SMALL))
        look: dict[str, Any] = {"size": style.SMALL, "color": style.MUTED, "ha": "center"}
        style.write(figure, (middle, _TOP - 0.17), marked[1], **look)
    _draw(axes, ruler.place(100 * shares), middles, highlight)
    names.write(figure, middles, bold=highlight)
    for row, (words, middle) in enumerate(zip(numbers, middles, strict=True)):
        weight = "bold" if row in highlight else "normal"
        style.write(figure, (style.WIDTH - style.MARGIN, middle), words, ha="right", weight=weight)
    return figure


def _printed(row: Sequence[float]) -> str:
    value, low, high = (f"{100 * share:.1f}%" for share in row)
    return f"{value} ({low} to {high})"


def _mark(axes: Axes, place: float, bottom: float) -> None:
    look: dict[str, Any] = {"color": style.INK, "linestyle": (0, (4, 2)), "linewidth": 1.3}
    axes.plot([place, place], [_TOP - 0.06, bottom], gid="marked", clip_on=False, **look)


def _draw(
    axes: Axes, places: NDArray[np.float64], middles: list[float], highlight: Sequence[int]
) -> None:
    """The lines with their ends, and the squares."""
    for row, (middle, place) in enumerate(zip(middles, places, strict=True)):
        colour = style.INK if row in highlight else style.BENEFIT
        spot, low, high = place.tolist()
        lines = [[(end, middle - 0.07), (end, middle + 0.07)] for end in (low, high)]
        lines.append([(low, middle), (high, middle)])
        look: dict[str, Any] = {"colors": colour, "linewidths": 2.0, "clip_on": False}
        axes.add_collection(LineCollection(lines, gid="limits", **look), autolim=False)
        sign: dict[str, Any] = {"color": colour, "markersize": 8, "markeredgewidth": 0}
        axes.plot([spot], [middle], "s", gid="rate", clip_on=False, zorder=3, **sign)
