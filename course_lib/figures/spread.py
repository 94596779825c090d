"""Estimates of many simulated trials: how far they spread, and which of them are noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import PolyCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.ruler import Ruler, draw_ruler
from course_lib.figures.segments import box

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = NDArray[np.float64]
_RULER, _BINS = Ruler(0.1, 20.0, log=True), 64
_LEFT, _TALL, _KEY_STEP, _KEY_LEFT = 0.4, 2.3, 0.24, 0.62
_COLOURS = (style.GRID, style.BENEFIT, style.HARM)
_EDGES = (style.MUTED, style.BENEFIT, style.INK)


@style.plain
def estimate_spread(
    ratios: ArrayLike,
    kinds: ArrayLike,
    *,
    names: tuple[str, str, str],
    truth: float,
    marked: tuple[float, str] | None = None,
) -> Figure:
    """Ratios found by simulated trials as stacked columns, by what became of them.

    The axis is logarithmic and ends at 0.1 and 20, where smaller and larger ratios are counted.
    The three kinds
    differ in lightness and outline as well as in colour.

    Parameters
    ----------
    ratios : array of shape (trials,)
        Estimated odds ratios.
    kinds : array of int of shape (trials,)
        0, 1 or 2: which of the three names a trial belongs to.
    names : tuple of 3 str
        Words of the key: for example not significant, significant, significantly wrong.
    truth : float
        The true ratio: an upright line.
    marked : tuple of float and str, optional
        A second upright line, and its words.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If ratios and kinds do not match, or a kind is none of the three.

    Examples
    --------
    >>> figure = estimate_spread([1.5, 4.0, 0.9], [0, 1, 0], truth=1.5,
    ...                          names=("not significant", "significant", "wrong way"))
    >>> [text.get_text() for text in figure.texts]
    ['not significant', 'significant', 'wrong way', 'true odds ratio 1.50', 'odds ratio found']
    """
    found, kind = np.asarray(ratios, dtype=np.float64), np.asarray(kinds)
    if found.ndim != 1 or found.shape != kind.shape or not np.isin(kind, (0, 1, 2)).all():
        raise ValueError("each ratio needs a kind: 0, 1 or 2")
    lines = [(truth, f"true odds ratio {truth:.2f}"), *([marked] if marked else [])]
    top = 0.1 + _KEY_STEP * (3 + len(lines)) + 0.14
    figure = style.sheet(top + _TALL + 0.58)
    width = style.WIDTH - 2 * _LEFT
    axes = style.panel(figure, _LEFT, width, across=(0, 1))
    draw_ruler(axes, _RULER, top=top, bottom=top + _TALL)
    _draw_columns(axes, _RULER.place(found.clip(0.1, 20)).clip(0, 1), kind, top)
    _write_key(figure, names)
    key = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    for row, (place, words) in enumerate(lines):
        dashes = "-" if row == 0 else (0, (4, 2))
        look: dict[str, Any] = {
            "color": style.INK,
            "linestyle": dashes,
            "linewidth": 1.6,
            "clip_on": False,
        }
        across = float(_RULER.place(place).clip(0, 1))
        axes.plot([across, across], [top, top + _TALL], gid="line", zorder=4, **look)
        middle = 0.1 + _KEY_STEP * (3.5 + row)
        key.plot([style.MARGIN, style.MARGIN + 0.4], [middle, middle], **look)
        style.write(figure, (_KEY_LEFT, middle), words, ha="left")
    title = (style.WIDTH / 2, top + _TALL + 0.42)
    style.write(figure, title, "odds ratio found", ha="center")
    return figure


def _draw_columns(axes: Axes, places: Array, kind: NDArray[np.int64], top: float) -> None:
    """One column per bin, kinds on top of one another; the tallest fills the height."""
    edges = np.linspace(0, 1, _BINS + 1)
    counts = np.stack([np.histogram(places[kind == which], edges)[0] for which in range(3)])
    unit = _TALL * 0.96 / max(counts.sum(axis=0).max(), 1)
    below = np.concatenate([np.zeros((1, _BINS)), counts.cumsum(axis=0)])
    floor = top + _TALL
    for which in range(3):
        corners = [
            box(edges[b], edges[b + 1], floor - unit * below[which + 1, b], floor - unit * low)
            for b, low in enumerate(below[which])
            if counts[which, b]
        ]
        _fill(axes, corners, which)


def _fill(axes: Axes, corners: list[list[tuple[float, float]]], which: int) -> None:
    columns = PolyCollection(
        corners,
        facecolors=_COLOURS[which],
        edgecolors=_EDGES[which],
        linewidths=0.7,
        clip_on=False,
        gid=f"kind {which}",
    )
    axes.add_collection(columns, autolim=False)


def _write_key(figure: Figure, names: tuple[str, str, str]) -> None:
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    for row, words in enumerate(names):
        middle = 0.1 + _KEY_STEP * (row + 0.5)
        corners = box(style.MARGIN, style.MARGIN + 0.4, middle - 0.08, middle + 0.08)
        _fill(axes, [corners], row)
        style.write(figure, (_KEY_LEFT, middle), words, ha="left")
