"""Two tests, the same simulated trials: where their p-values agree and where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.ruler import Ruler
from course_lib.figures.segments import box

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_RULER = Ruler(0.001, 1.0, log=True)
_LEFT, _TOP, _SIDE, _MOST = 1.05, 0.12, 3.7, 1000


@style.plain
def p_value_pairs(
    x: ArrayLike,
    y: ArrayLike,
    *,
    labels: tuple[str, str],
    alpha: float = 0.05,
    counts: Sequence[int] | None = None,
) -> Figure:
    """A dot per simulated trial: its p-value by one test against its p-value by another.

    Dots in the shaded corners are trials in which one test finds p < alpha and the other does
    not. Both axes are logarithmic and end at 0.001, where smaller p-values are drawn. At most a
    thousand trials are drawn, evenly taken; the counts speak of all of them.

    Parameters
    ----------
    x, y : array of shape (trials,)
        p-values of the same trials by the first and by the second test.
    labels : tuple of str
        Names of the two tests.
    alpha : float
        Level of significance.
    counts : sequence of 4 int, optional
        Trials with p < alpha by (both, only the first, only the second, neither).

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the two arrays differ in length, or a p-value lies outside 0 to 1.

    Examples
    --------
    >>> figure = p_value_pairs([0.04, 0.3], [0.06, 0.2], labels=("Wilcoxon", "dichotomised"),
    ...                        counts=(0, 1, 0, 1))
    >>> [text.get_text() for text in figure.texts][-1]
    'by neither: 1'
    """
    one, other = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if one.ndim != 1 or one.shape != other.shape:
        raise ValueError(f"each trial needs two p-values; shapes {one.shape} and {other.shape}")
    for values in (one, other):
        if not ((values >= 0) & (values <= 1)).all():
            raise ValueError("p-values lie from 0 to 1")
    figure = style.sheet(_TOP + _SIDE + 0.56)
    axes = style.panel(figure, _LEFT, _SIDE, across=(0, 1))
    edge = float(_RULER.place(alpha))
    _draw_regions(axes, edge)
    _draw_axes(figure, axes, labels)
    step = max(1, -(-len(one) // _MOST))
    _draw_trials(axes, one[::step], other[::step])
    drawn = None if step == 1 else (len(one[::step]), len(one))
    _write_counts(figure, labels, alpha, counts, drawn)
    return figure


def _height(place: ArrayLike) -> NDArray[np.float64]:
    """Inches from the top of a place on the upright axis."""
    return np.asarray(_TOP + _SIDE * (1 - np.asarray(place, dtype=np.float64)))


def _draw_regions(axes: Axes, edge: float) -> None:
    """Shade where the tests disagree; the colours return beside the counts."""
    middle, bottom = float(_height(edge)), _TOP + _SIDE
    corners = [box(0, edge, _TOP, middle), box(edge, 1, middle, bottom)]
    shades = [style.BENEFIT, style.HARM]
    axes.add_collection(
        PolyCollection(
            corners, facecolors=shades, alpha=0.2, linewidths=0, clip_on=False, gid="disagreement"
        ),
        autolim=False,
    )
    lines = [box(edge, edge, _TOP, bottom), box(0, 1, middle, middle)]
    axes.add_collection(
        LineCollection(lines, colors=style.INK, linewidths=0.9, clip_on=False), autolim=False
    )


def _draw_axes(figure: Figure, axes: Axes, labels: tuple[str, str]) -> None:
    bottom = _TOP + _SIDE
    frame = ([0, 0, 1], [_TOP, bottom, bottom])
    axes.plot(*frame, color=style.MUTED, linewidth=0.8, clip_on=False)
    for tick in (0.001, 0.01, 0.05, 0.2, 1.0):
        place = float(_RULER.place(tick))
        words = "≤0.001" if tick == 0.001 else f"{tick:g}"
        look = style.letters(size=style.SMALL, color=style.MUTED, ha="center")
        axes.text(place, bottom + 0.14, words, **look)
        look["ha"] = "right"
        axes.text(-0.08 / _SIDE, float(_height(place)), words, **look)
    style.write(figure, (_LEFT + _SIDE / 2, bottom + 0.4), f"p, {labels[0]}", ha="center")
    beside = _LEFT - 0.3 - style.width_of("≤0.001", style.SMALL)
    upright = {"ha": "center", "rotation": 90}
    style.write(figure, (beside, _TOP + _SIDE / 2), f"p, {labels[1]}", **upright)


def _draw_trials(axes: Axes, x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
    across = _RULER.place(x.clip(_RULER.low, 1))
    axes.plot(
        across,
        _height(_RULER.place(y.clip(_RULER.low, 1))),
        "o",
        markersize=3.2,
        color=style.BENEFIT,
        alpha=0.55,
        markeredgewidth=0,
        clip_on=False,
        gid="trials",
    )


def _write_counts(
    figure: Figure,
    labels: tuple[str, str],
    alpha: float,
    counts: Sequence[int] | None,
    drawn: tuple[int, int] | None,
) -> None:
    """What the regions are and how many trials they hold."""
    left, tail = _LEFT + _SIDE + 0.45, ["", "", "", ""]
    if counts is not None:
        tail = [f": {number:,}" for number in counts]
    style.write(figure, (left, _TOP + 0.12), f"Trials with p < {alpha:g}", ha="left")
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    names = ("by both", f"only by {labels[0]}", f"only by {labels[1]}", "by neither")
    top = _TOP + 0.46
    for place, (name, number) in enumerate(zip(names, tail, strict=True)):
        if place in {1, 2}:
            shade = style.BENEFIT if place == 1 else style.HARM
            corners = box(left, left + 0.2, top - 0.08, top + 0.08)
            axes.fill(*zip(*corners, strict=True), color=shade, alpha=0.3, lw=0, clip_on=False)
        for line in style.folded(name + number, style.WIDTH - style.MARGIN - left - 0.3):
            style.write(figure, (left + 0.3, top), line, ha="left")
            top += style.LINE
        top += 0.12
    if drawn is not None:
        words = f"drawn: {drawn[0]:,} of {drawn[1]:,} trials"
        look = {"size": style.SMALL, "color": style.MUTED, "ha": "left"}
        style.write(figure, (left, top + 0.06), words, **look)
