"""Sums taken apart: one bar per sum, one segment per part, the total at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.ruler import Ruler, draw_ruler

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TOP, _TALL, _STEP, _LABEL_WIDTH = 0.56, 0.36, 0.62, 2.3
_LOOKS = (("#6aa5d6", ""), ("#f0b489", "//"), ("#c9ccd3", ".."))


@style.plain
def stacked_parts(
    parts: ArrayLike, *, labels: Sequence[str], names: Sequence[str], title: str, most: float
) -> Figure:
    """Bars of parts that add up, with a key above.

    Parts differ in hatching as well as in colour; each has its number where there is room.

    Parameters
    ----------
    parts : array of shape (rows, parts)
        The parts of each sum, 0 or more.
    labels, names : sequence of str
        What the rows and the parts are; at most three parts.
    title : str
        What the axis counts.
    most : float
        Right end of the axis; it grows where a sum is larger.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If a part is negative, or labels or names do not match.

    Examples
    --------
    >>> figure = stacked_parts([[14.5, 11.3]], labels=["own spread"], names=["cells", "control"],
    ...                        title="variance", most=30)
    >>> [text.get_text() for text in figure.texts][:4]
    ['cells', 'control', 'own spread', '25.8']
    """
    rows = np.asarray(parts, dtype=np.float64)
    if rows.shape != (len(labels), len(names)) or not 1 <= len(names) <= len(_LOOKS):
        raise ValueError(f"parts need rows of one to {len(_LOOKS)} named numbers and a label each")
    if not (np.isfinite(rows).all() and (rows >= 0).all()):
        raise ValueError("a part of a sum is 0 or more")
    column = Names.folded(labels, _LABEL_WIDTH)
    left = column.right + 0.3
    width = style.WIDTH - style.MARGIN - 0.85 - left
    bottom = _TOP + _STEP * len(rows)
    figure = style.sheet(round(bottom + 0.56, 2))
    axes = style.panel(figure, left, width, across=(0, 1))
    ruler = Ruler(0, max(most, float(rows.sum(axis=1).max()) * 1.02))
    draw_ruler(axes, ruler, top=_TOP - 0.08, bottom=bottom)
    _write_key(figure, names, left)
    middles = [_TOP + _STEP * (row + 0.42) for row in range(len(rows))]
    column.write(figure, middles)
    for row, middle in zip(rows, middles, strict=True):
        _draw_bar(axes, ruler, row.tolist(), middle, width)
        place = (style.WIDTH - style.MARGIN, middle)
        style.write(figure, place, f"{row.sum():.1f}", ha="right", weight="bold")
    look = {"size": style.SMALL, "color": style.MUTED, "ha": "center"}
    style.write(figure, (left + width / 2, bottom + 0.42), title, **look)
    return figure


def _draw_bar(axes: Axes, ruler: Ruler, row: list[float], middle: float, width: float) -> None:
    start = 0.0
    for value, (colour, hatch) in zip(row, _LOOKS, strict=False):
        one, other = (float(ruler.place(end)) for end in (start, start + value))
        box: dict[str, Any] = {"facecolor": colour, "edgecolor": style.EDGE, "hatch": hatch}
        axes.add_patch(
            Rectangle(
                (one, middle - _TALL / 2), other - one, _TALL, linewidth=0.8, clip_on=False,
                gid="part", zorder=2, **box,
            )
        )  # fmt: skip
        words = f"{value:.1f}"
        if (other - one) * width > style.width_of(words) + 0.1:
            look = style.letters(color=style.ON_LIGHT, ha="center", weight="bold")
            axes.text((one + other) / 2, middle, words, zorder=3, **look)
        start += value


def _write_key(figure: Figure, names: Sequence[str], left: float) -> None:
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    start = left
    for name, (colour, hatch) in zip(names, _LOOKS, strict=False):
        box: dict[str, Any] = {"facecolor": colour, "edgecolor": style.EDGE, "hatch": hatch}
        axes.add_patch(Rectangle((start, 0.1), 0.3, 0.2, linewidth=0.8, clip_on=False, **box))
        style.write(figure, (start + 0.4, 0.2), name, ha="left")
        start += 0.4 + style.width_of(name) + 0.4
