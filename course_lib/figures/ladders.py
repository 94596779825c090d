"""Unequal rungs: where somebody stands on several items, and the score that they make together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.ruler import Ruler, draw_ruler

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TOP, _STEP, _LABEL_WIDTH, _RIGHT, _TALL = 0.26, 0.56, 2.0, 1.35, 0.24


@style.plain
def ladders(
    points: Sequence[float],
    standing: Sequence[int],
    *,
    labels: Sequence[str],
    score: tuple[str, float, float],
    was: float | None = None,
) -> Figure:
    """One line of rungs per item, the rung reached filled; below it the score as a bar.

    Parameters
    ----------
    points : sequence of float
        Points of the rungs, ascending, the same for every item.
    standing : sequence of int
        The rung reached on each item, counted from 0.
    labels : sequence of str
        The items.
    score : tuple of (str, float, float)
        What the items make together: its name, its value and its largest value.
    was : float, optional
        An earlier score: an upright line on the bar.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If an item has no rung or no label.

    Examples
    --------
    >>> figure = ladders([0, 9, 14], [1, 2], labels=["ankle", "knee"], score=("leg", 24, 29))
    >>> [text.get_text() for text in figure.texts if "points" in text.get_text()]
    ['9 points', '14 points', '24 points']
    """
    if len(standing) != len(labels) or not all(0 <= rung < len(points) for rung in standing):
        raise ValueError(f"each item needs a rung from 0 to {len(points) - 1} and a label")
    names = Names.folded([*labels, score[0]], _LABEL_WIDTH)
    left = names.right + 0.3
    width = style.WIDTH - style.MARGIN - _RIGHT - left
    bottom = _TOP + _STEP * len(labels) + 0.1
    figure = style.sheet(round(bottom + _TALL + 0.62, 2))
    axes = style.panel(figure, left, width, across=(0, 1))
    middles = [_TOP + _STEP * row for row in range(len(labels))]
    for rung, middle in zip(standing, middles, strict=True):
        _draw_rungs(axes, [point / points[-1] for point in points], rung, middle)
        for place, point in enumerate(points):
            look = style.letters(size=style.SMALL, color=style.MUTED, ha="center")
            weight = "bold" if place == rung else "normal"
            axes.text(point / points[-1], middle + 0.2, f"{point:g}", **look, weight=weight)
    reached = [points[rung] for rung in standing]
    for value, middle in zip([*reached, score[1]], [*middles, bottom + _TALL / 2], strict=True):
        style.write(figure, (style.WIDTH - style.MARGIN, middle), f"{value:g} points", ha="right")
    _draw_score(axes, score[1], score[2], was, bottom)
    names.write(figure, [*middles, bottom + _TALL / 2], bold=[len(labels)])
    return figure


def _draw_rungs(axes: Axes, places: Sequence[float], rung: int, middle: float) -> None:
    """A line, a ring at each rung, a filled one where somebody stands."""
    look: dict[str, Any] = {"clip_on": False, "linewidth": 1.0, "color": style.MUTED}
    axes.plot([places[0], places[-1]], [middle, middle], zorder=0.6, gid="ladder", **look)
    for place, where in enumerate(places):
        here = place == rung
        sign: dict[str, Any] = {
            "markersize": 12 if here else 7,
            "color": style.BENEFIT if here else style.GRID,
            "markeredgecolor": style.BENEFIT if here else style.MUTED,
            "clip_on": False,
        }
        axes.plot([where], [middle], "o", gid="here" if here else "rung", zorder=2, **sign)


def _draw_score(axes: Axes, score: float, most: float, was: float | None, top: float) -> None:
    draw_ruler(axes, Ruler(0, most), top=top, bottom=top + _TALL + 0.04)
    axes.add_patch(
        Rectangle(
            (0, top), score / most, _TALL, facecolor=style.BENEFIT, linewidth=0, clip_on=False,
            zorder=2, gid="score",
        )
    )  # fmt: skip
    if was is not None:
        look: dict[str, Any] = {"color": style.INK, "linewidth": 2.0, "clip_on": False}
        place = was / most
        axes.plot([place, place], [top - 0.06, top + _TALL + 0.06], gid="was", zorder=3, **look)
