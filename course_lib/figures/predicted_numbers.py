"""What a class predicted, against what came out: one line per prediction, with its own ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.ruler import printed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABEL_WIDTH, _TALL, _TOP, _NUMBERS, _BINS = 2.6, 0.42, 0.5, 1.5, 60


@dataclass(frozen=True)
class Predicted:
    """The numbers that a class predicted, the ends between which it could, and what came out."""

    label: str
    ends: tuple[float, float]
    given: Sequence[float]
    result: float


@style.plain
def predicted_numbers(rows: Sequence[Predicted]) -> Figure:
    """Predictions as upright strokes on a line from the least to the most that could be said.

    A stroke is as tall as the share of the class that said about so much; a diamond and a line
    mark the result.

    Parameters
    ----------
    rows : sequence of Predicted
        One per prediction, from the top.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no row, a row has no prediction, or one lies outside its ends.

    Examples
    --------
    >>> figure = predicted_numbers([Predicted("share", (0, 100), [40, 40, 70], 32.1)])
    >>> [text.get_text() for text in figure.texts if "32" in text.get_text()]
    ['result 32.1']
    """
    for row in rows:
        if not row.given or not all(row.ends[0] <= one <= row.ends[1] for one in row.given):
            raise ValueError(
                f"{row.label}: predictions lie between {row.ends[0]} and {row.ends[1]}"
            )
    if not rows:
        raise ValueError("there is no prediction to draw")
    column = Names.folded([row.label for row in rows], _LABEL_WIDTH)
    left = column.right + 0.35
    width = style.WIDTH - style.MARGIN - _NUMBERS - left
    step = max(0.86, column.height + 0.2)
    figure = style.sheet(round(_TOP + step * len(rows) + 0.05, 2))
    axes = style.panel(figure, left, width, across=(0, 1))
    _write_key(figure, left)
    grounds = [_TOP + step * (place + 1) - 0.32 for place in range(len(rows))]
    column.write(figure, [ground - 0.1 for ground in grounds])
    for row, ground in zip(rows, grounds, strict=True):
        _draw_row(axes, row, ground)
        said = f"result {printed(row.result, log=True)}"
        style.write(figure, (style.WIDTH - style.MARGIN, ground - 0.1), said, ha="right")
    return figure


def _draw_row(axes: Axes, row: Predicted, ground: float) -> None:
    low, high = row.ends
    places = (np.asarray(row.given, dtype=np.float64) - low) / (high - low)
    bins, counts = np.unique(np.round(places * _BINS) / _BINS, return_counts=True)
    tall = _TALL * counts / counts.max()
    strokes = [[(x, ground), (x, ground - y)] for x, y in zip(bins, tall, strict=True)]
    axes.add_collection(
        LineCollection(strokes, colors=style.BENEFIT, linewidths=4, clip_on=False, gid="given"),
        autolim=False,
    )
    axes.plot([0, 1], [ground] * 2, color=style.MUTED, linewidth=0.8, clip_on=False)
    result = min(max((row.result - low) / (high - low), 0), 1)
    axes.plot([result] * 2, [ground, ground - _TALL], color=style.CUT, linewidth=1.6, clip_on=False)
    axes.plot([result], [ground], "D", color=style.CUT, markersize=8, markeredgewidth=0,
              clip_on=False, gid="result")  # fmt: skip
    for x, end in zip((0, 1), row.ends, strict=True):
        look = style.letters(size=style.SMALL, color=style.MUTED, ha="center")
        axes.text(x, ground + 0.17, f"{end:,g}".replace("-", "−"), **look)


def _write_key(figure: Figure, left: float) -> None:
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    axes.plot([left + 0.05] * 2, [0.1, 0.3], color=style.BENEFIT, linewidth=4, clip_on=False)
    style.write(figure, (left + 0.2, 0.2), "predicted", ha="left")
    start = left + 0.2 + style.width_of("predicted") + 0.4
    axes.plot([start], [0.2], "D", color=style.CUT, markersize=8, markeredgewidth=0, clip_on=False)
    style.write(figure, (start + 0.2, 0.2), "came out", ha="left")
