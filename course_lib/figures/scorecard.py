"""Several plans side by side: one row each, one column for each thing that matters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.collections import PolyCollection
from numpy.typing import NDArray

from course_lib.figures import style
from course_lib.figures.names import Names

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = NDArray[np.float64]
_TOP, _LABEL_WIDTH, _GAP, _STEP, _BAR = 0.66, 2.0, 0.28, 0.62, 0.12


class Column(NamedTuple):
    """One thing that plans are compared by.

    Its words (at most two short lines), a number per row, the number as it is printed, whether it
    is better small (its bars then have the colour of harm), and the number of a full bar, which is
    the largest one by default.
    """

    title: str
    values: Sequence[float]
    printed: Sequence[str]
    small_is_better: bool = False
    full: float | None = None


@style.plain
def scorecard(
    columns: Sequence[Column], *, labels: Sequence[str], highlight: Sequence[int] = ()
) -> Figure:
    """Numbers in rows and columns, each with a bar that begins at 0 in its own column.

    Parameters
    ----------
    columns : sequence of Column
        From the left.
    labels : sequence of str
        One per row, from the top.
    highlight : sequence of int
        Rows whose name and numbers are bold.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no column, a column does not have one number and one text per row, or a number
        is negative or missing.

    Examples
    --------
    >>> figure = scorecard([Column("power", [0.8, 0.1], ["80%", "10%"])], labels=["new", "old"])
    >>> [text.get_text() for text in figure.texts]
    ['new', 'old', 'power', '80%', '10%']
    """
    _check(columns, labels)
    names = Names.folded(labels, _LABEL_WIDTH)
    left = max(names.right, 1.2) + _GAP
    wide = (style.WIDTH - style.MARGIN - left + _GAP) / len(columns)
    step = max(_STEP, names.height + 0.14)
    figure = style.sheet(round(_TOP + step * len(labels) + 0.06, 2))
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    middles = [_TOP + step * (row + 0.5) for row in range(len(labels))]
    names.write(figure, middles, bold=highlight)
    for place, column in enumerate(columns):
        start = left + wide * place
        _write_title(figure, column.title, start, wide - _GAP)
        for row, (middle, printed) in enumerate(zip(middles, column.printed, strict=True)):
            weight = "bold" if row in highlight else "normal"
            style.write(figure, (start, middle - 0.11), printed, ha="left", weight=weight)
        _draw_bars(axes, column, middles, (start, wide - _GAP))
    return figure


def _check(columns: Sequence[Column], labels: Sequence[str]) -> None:
    if not columns:
        raise ValueError("a scorecard needs a column")
    for column in columns:
        if not len(column.values) == len(column.printed) == len(labels):
            raise ValueError(
                f"column {column.title!r} needs a number and a text for each of {len(labels)} rows"
            )
        values = np.asarray(column.values, dtype=np.float64)
        if not (np.isfinite(values) & (values >= 0)).all():
            raise ValueError(f"column {column.title!r}: numbers are 0 or more, none missing")


def _write_title(figure: Figure, title: str, start: float, wide: float) -> None:
    lines = style.folded(title, wide, size=style.SMALL)
    look = {"size": style.SMALL, "color": style.MUTED, "ha": "left", "va": "bottom"}
    style.write(figure, (start, _TOP - 0.08), "\n".join(lines), linespacing=1.1, **look)


def _draw_bars(
    axes: Axes, column: Column, middles: Sequence[float], place: tuple[float, float]
) -> None:
    start, wide = place
    longest = column.full or max(column.values) or 1.0
    bars: list[list[tuple[float, float]]] = []
    tracks: list[list[tuple[float, float]]] = []
    for value, middle in zip(column.values, middles, strict=True):
        top, bottom = middle + 0.06, middle + 0.06 + _BAR
        ends = [(start, start + wide * min(value / longest, 1)), (start, start + wide)]
        for kept, (one, other) in zip((bars, tracks), ends, strict=True):
            kept.append([(one, top), (other, top), (other, bottom), (one, bottom)])
    colour = style.HARM if column.small_is_better else style.BENEFIT
    for boxes, face, name in ((tracks, style.GRID, "tracks"), (bars, colour, "bars")):
        axes.add_collection(
            PolyCollection(boxes, facecolors=face, linewidths=0, clip_on=False, gid=name),
            autolim=False,
        )
