"""What a step is worth: the levels of a scale, each at its weight on a ruler."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.ruler import Ruler, draw_ruler
from course_lib.scale import OrdinalScale

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TOP, _STEP, _NAME_WIDTH, _DISC = 0.42, 0.62, 2.1, 0.125


@style.plain
def level_weights(
    weights: ArrayLike,
    *,
    labels: Sequence[str],
    scale: OrdinalScale,
    highlight: Sequence[int] = (),
) -> Figure:
    """Sets of weights, one row each: every level is a disc with its code at its weight.

    The distance between two discs is what the set makes of the step between them. Levels with
    almost the same weight stand beside each other below the line, each with a stalk to its place.

    Parameters
    ----------
    weights : array of shape (sets, levels)
        Best level first; 1 is the best state and 0 is death. Weights may lie below 0.
    labels : sequence of str
        One per set, from the top.
    scale : OrdinalScale
        The scale that the weights belong to.
    highlight : sequence of int
        Sets whose names are bold.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the sets, the labels and the scale do not match, or a weight is not a number.

    Examples
    --------
    >>> walking = OrdinalScale("walking", ("yes", "no"), ("walks", "does not walk"))
    >>> figure = level_weights([[1, 0.2]], labels=["a set"], scale=walking)
    >>> [text.get_text() for text in figure.axes[0].texts][-2:]
    ['yes', 'no']
    """
    rows = _checked(weights, labels, scale)
    names = Names.folded(labels, _NAME_WIDTH)
    left = names.right + 0.3
    width = style.WIDTH - style.MARGIN - 0.25 - left
    step = max(_STEP, names.height + 0.12)
    bottom = _TOP + step * len(rows)
    figure = style.sheet(bottom + 0.34)
    axes = style.panel(figure, left, width, across=(0, 1))
    low, high = min(0.0, float(rows.min())), max(1.0, float(rows.max()))
    ruler = Ruler(low - 0.03, high + 0.03)
    draw_ruler(axes, ruler, top=_TOP - 0.1, bottom=bottom)
    _write_ends(figure, ruler, left, width)
    middles = [_TOP + step * (row + 0.5) - 0.1 for row in range(len(rows))]
    names.write(figure, middles, bold=highlight)
    for row, middle in zip(rows, middles, strict=True):
        _draw_levels(axes, ruler.place(row), middle, scale=scale, width=width)
    return figure


def _checked(weights: ArrayLike, labels: Sequence[str], scale: OrdinalScale) -> NDArray[np.float64]:
    rows = np.atleast_2d(np.asarray(weights, dtype=np.float64))
    if rows.shape != (len(labels), len(scale)):
        raise ValueError(
            f"give one row of {len(scale)} weights per label; {len(labels)} labels, "
            f"weights {rows.shape}"
        )
    if not np.isfinite(rows).all():
        raise ValueError("weights must be numbers; one is missing")
    return rows


def _write_ends(figure: Figure, ruler: Ruler, left: float, width: float) -> None:
    """The words for the two ends of the ruler, above it."""
    for number, words in ((0.0, "like death"), (1.0, "best")):
        look = {"size": style.SMALL, "color": style.MUTED, "ha": "center"}
        wanted = left + width * float(ruler.place(number))
        inside = style.shifted_inside(wanted, style.width_of(words, style.SMALL))
        style.write(figure, (inside, _TOP - 0.25), words, **look)


def _draw_levels(
    axes: Axes,
    places: NDArray[np.float64],
    middle: float,
    *,
    scale: OrdinalScale,
    width: float,
) -> None:
    """A line, and on it a disc per level; discs that would meet stand side by side."""
    line: dict[str, Any] = {"color": style.MUTED, "linewidth": 1.0, "zorder": 1, "clip_on": False}
    axes.plot([places.min(), places.max()], [middle, middle], gid="range", **line)
    spots = _apart(places, 2.15 * _DISC / width)
    look: dict[str, Any] = {"marker": "o", "markersize": 2 * 72 * _DISC, "zorder": 2}
    edge: dict[str, Any] = {"markeredgecolor": style.EDGE, "markeredgewidth": 0.6, "clip_on": False}
    for place, spot, code, ground in zip(
        places.tolist(), spots, scale.levels, style.ramp(len(scale)), strict=True
    ):
        if abs(place - spot) * width > _DISC / 2:
            axes.plot([place, spot], [middle - 0.24, middle], gid="stalk", **line)
        axes.plot([spot], [middle], color=ground, gid="level", **look, **edge)
        inked = style.letters(size=style.SMALL, color=style.ink_on(ground), ha="center")
        axes.text(spot, middle + 0.01, code, zorder=3, **inked)


def _apart(places: NDArray[np.float64], least: float) -> list[float]:
    """Places in their order, moved as little as needed so that none is nearer than ``least``."""
    order = np.argsort(places, kind="stable")
    groups: list[list[float]] = []
    for place in places[order].tolist():
        groups.append([place])
        while len(groups) > 1 and _right(groups[-2], least) + least > _left(groups[-1], least):
            groups[-2:] = [groups[-2] + groups[-1]]
    spots = np.empty(len(places))
    spots[order] = [
        _left(group, least) + least * at for group in groups for at in range(len(group))
    ]
    return [float(spot) for spot in spots]


def _left(group: list[float], least: float) -> float:
    return sum(group) / len(group) - least * (len(group) - 1) / 2 if len(group) > 1 else group[0]


def _right(group: list[float], least: float) -> float:
    return _left(group, least) + least * (len(group) - 1)
