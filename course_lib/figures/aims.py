"""What many simulated trials report by several analyses, each beside the truth it aims at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import PolyCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.ruler import Ruler, draw_ruler
from course_lib.figures.segments import box

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = NDArray[np.float64]
_TOP, _LABEL_WIDTH, _TALL, _STEP, _KEY = 0.44, 2.0, 0.5, 0.7, 0.16


@style.plain
def aims(
    rows: Sequence[ArrayLike],
    *,
    labels: Sequence[str],
    said: Sequence[str],
    truths: Sequence[float],
    edges: ArrayLike,
    title: str,
) -> Figure:
    """One small histogram per analysis over one axis, with an upright line at its own truth.

    Where the bars do not lie around the line, the analysis is biased: it would miss the truth
    however many participants it had.

    Parameters
    ----------
    rows : sequence of array
        Results of the simulated trials, one row per analysis.
    labels, said : sequence of str
        What each row is, at its left; and its words, at its right.
    truths : sequence of float
        What each row should find on average; NaN draws no line.
    edges : array of shape (bars + 1,)
        Where bars begin and end; results beyond them stand in the outermost bars.
    title : str
        What the axis counts.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If labels, words or truths do not match the rows, or a row is empty.

    Examples
    --------
    >>> figure = aims([[1, 2, 2, 3]], labels=["all"], said=["mean 2"], truths=[2.5],
    ...               edges=range(5), title="more of 100")
    >>> [text.get_text() for text in figure.texts]
    ['simulated trials', 'what it should find', 'all', 'mean 2', 'more of 100']
    """
    sizes = {len(rows), len(labels), len(said), len(truths)}
    if len(sizes) != 1 or not rows or not all(np.size(row) for row in rows):
        raise ValueError(f"each row needs results, a label, words and a truth; {len(rows)} rows")
    names = Names.folded(labels, _LABEL_WIDTH)
    left = names.right + 0.25
    room = max(style.width_of(words) for words in said) + 0.2
    width = style.WIDTH - style.MARGIN - room - left
    bottom = _TOP + _STEP * len(rows) + 0.06
    figure = style.sheet(round(bottom + 0.6, 2))
    axes = style.panel(figure, left, width, across=(0, 1))
    ends = np.asarray(edges, dtype=np.float64)
    ruler = Ruler(float(ends[0]), float(ends[-1]))
    draw_ruler(axes, ruler, top=_TOP, bottom=bottom, reference=0)
    _write_key(figure, left)
    shares = [_shares(row, ends) for row in rows]
    tallest = max(float(share.max()) for share in shares)
    floors = [_TOP + _STEP * (row + 1) for row in range(len(rows))]
    for share, truth, floor in zip(shares, truths, floors, strict=True):
        _draw_bars(axes, ruler.place(ends), share * _TALL / tallest, floor)
        if np.isfinite(truth):
            _draw_truth(axes, float(ruler.place(truth).clip(0, 1)), floor)
    middles = [floor - _TALL / 2 for floor in floors]
    names.write(figure, middles)
    for words, middle in zip(said, middles, strict=True):
        style.write(figure, (style.WIDTH - style.MARGIN, middle), words, ha="right")
    look: dict[str, Any] = {"ha": "center", "size": style.SMALL, "color": style.MUTED}
    style.write(figure, (left + width / 2, bottom + 0.42), title, **look)
    return figure


def _shares(results: ArrayLike, edges: Array) -> Array:
    """Share of the results in each bar; those beyond the ends in the outermost bars."""
    values = np.asarray(results, dtype=np.float64)
    inside = np.clip(values, edges[:2].mean(), edges[-2:].mean())
    return np.asarray(np.histogram(inside, bins=edges)[0] / values.size)


def _draw_bars(axes: Axes, edges: Array, heights: Array, floor: float) -> None:
    boxes = [
        box(one, other, floor - height, floor)
        for one, other, height in zip(edges[:-1], edges[1:], heights, strict=True)
        if height > 0
    ]
    axes.add_collection(_bars(boxes), autolim=False)


def _bars(boxes: list[list[tuple[float, float]]]) -> PolyCollection:
    look: dict[str, Any] = {"edgecolors": style.EDGE, "linewidths": 0.4, "clip_on": False}
    return PolyCollection(boxes, facecolors=style.BENEFIT, gid="shares", **look)


def _draw_truth(axes: Axes, place: float, floor: float) -> None:
    """An upright line with a diamond on top, from above the bars to below them."""
    look: dict[str, Any] = {"color": style.INK, "clip_on": False, "zorder": 4}
    top = floor - _TALL - 0.08
    axes.plot([place, place], [top, floor + 0.06], linewidth=2.0, gid="truth", **look)
    axes.plot([place], [top], "D", markersize=6, markeredgewidth=0, gid="truth head", **look)


def _write_key(figure: Figure, left: float) -> None:
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    axes.add_collection(_bars([box(left, left + 0.3, _KEY - 0.07, _KEY + 0.07)]), autolim=False)
    words = "simulated trials"
    look: dict[str, Any] = {"ha": "left", "size": style.SMALL, "color": style.MUTED}
    style.write(figure, (left + 0.38, _KEY), words, **look)
    start = left + 0.38 + style.width_of(words, style.SMALL) + 0.4
    mark: dict[str, Any] = {"color": style.INK, "clip_on": False}
    axes.plot([start, start], [_KEY - 0.08, _KEY + 0.1], linewidth=2.0, **mark)
    axes.plot([start], [_KEY - 0.08], "D", markersize=6, markeredgewidth=0, **mark)
    style.write(figure, (start + 0.14, _KEY), "what it should find", **look)
