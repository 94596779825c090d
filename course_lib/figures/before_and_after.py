"""Shares of the same people before and after, one row each: an open ring, a line, a full disc."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.ruler import Ruler, draw_ruler

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LABEL_WIDTH, _TOP, _NUMBERS = 4.4, 0.5, 1.25


@style.plain
def before_and_after(
    shares: ArrayLike,
    *,
    labels: Sequence[str],
    said: Sequence[str],
    names: tuple[str, str] = ("first", "now"),
) -> Figure:
    """Two shares per row, in per cent, joined by a line.

    Parameters
    ----------
    shares : array of shape (rows, 2)
        Before and after, 0 to 1.
    labels, said : sequence of str
        What each row is, and its numbers as they are to be printed at the right.
    names : tuple of str
        What the ring and the disc are.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If a share lies outside 0 to 1, or labels or numbers do not match.

    Examples
    --------
    >>> figure = before_and_after([[0.25, 0.75]], labels=["odds"], said=["3 → 9 of 12"])
    >>> [text.get_text() for text in figure.texts]
    ['first', 'now', 'odds', '3 → 9 of 12']
    """
    rows = np.asarray(shares, dtype=np.float64)
    if rows.shape != (len(labels), 2) or len(said) != len(labels) or not len(labels):
        raise ValueError("each row needs two shares, a label and its numbers")
    if not ((rows >= 0) & (rows <= 1)).all():
        raise ValueError(f"shares lie between 0 and 1, not {rows.tolist()}")
    column = Names.folded(labels, _LABEL_WIDTH)
    left = column.right + 0.3
    width = style.WIDTH - style.MARGIN - _NUMBERS - left
    step = max(0.36, column.height + 0.12)
    bottom = _TOP + step * len(rows)
    figure = style.sheet(round(bottom + 0.32, 2))
    axes = style.panel(figure, left, width, across=(0, 1))
    draw_ruler(axes, Ruler(-4, 104, unit="%"), top=_TOP, bottom=bottom)
    _write_key(figure, names, left)
    middles = [_TOP + step * (row + 0.5) for row in range(len(rows))]
    column.write(figure, middles)
    for (one, two), middle, words in zip(rows.tolist(), middles, said, strict=True):
        first, now = Ruler(-4, 104).place([100 * one, 100 * two]).tolist()
        axes.plot([first, now], [middle] * 2, color=style.EDGE, linewidth=1.6, clip_on=False)
        axes.plot([first], [middle], "o", gid="first", zorder=3, **_look(full=False))
        axes.plot([now], [middle], "o", gid="now", zorder=4, **_look(full=True))
        style.write(figure, (style.WIDTH - style.MARGIN, middle), words, ha="right")
    return figure


def _look(*, full: bool) -> dict[str, Any]:
    """A large open ring or a smaller full disc, so that both are seen where they meet."""
    look = {"markeredgecolor": style.BENEFIT, "clip_on": False}
    if full:
        return look | {"markersize": 7, "markerfacecolor": style.BENEFIT, "markeredgewidth": 0}
    return look | {"markersize": 11, "markerfacecolor": "none", "markeredgewidth": 1.8}


def _write_key(figure: Figure, names: tuple[str, str], left: float) -> None:
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    start = left
    for name, full in zip(names, (False, True), strict=True):
        axes.plot([start + 0.1], [0.22], "o", **_look(full=full))
        style.write(figure, (start + 0.3, 0.22), name, ha="left")
        start += 0.3 + style.width_of(name) + 0.4
