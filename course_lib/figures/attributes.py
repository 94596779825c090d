"""Names and what they mean here: one row each, the words folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from matplotlib.collections import LineCollection

from course_lib.figures import style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LEFT, _AIR, _TOP, _LEAST = 2.3, 0.2, 0.08, 2


@style.plain
def attributes(rows: Mapping[str, str]) -> Figure:
    """Each name in bold at the left, its words beside it, a line between two rows.

    Parameters
    ----------
    rows : mapping of str to str
        Names and words, from the top. Every row has room for two lines or more, so that a
        choice of other words seldom moves the rows.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no row.

    Examples
    --------
    >>> figure = attributes({"population": "adults with a stroke"})
    >>> [text.get_text() for text in figure.texts]
    ['population', 'adults with a stroke']
    """
    if not rows:
        raise ValueError("there is nothing to name")
    wide = style.WIDTH - style.MARGIN - _LEFT - 0.2
    folded = [style.folded(words, wide) for words in rows.values()]
    heights = [style.LINE * max(len(lines), _LEAST) + _AIR for lines in folded]
    figure = style.sheet(round(_TOP * 2 + sum(heights), 2))
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    top, between = _TOP, []
    for name, lines, height in zip(rows, folded, heights, strict=True):
        middle = top + height / 2
        style.write(figure, (style.MARGIN, middle), name, ha="left", weight="bold")
        style.write(figure, (_LEFT, middle), "\n".join(lines), ha="left", linespacing=1.15)
        top += height
        between.append([(style.MARGIN, top), (style.WIDTH - style.MARGIN, top)])
    axes.add_collection(
        LineCollection(between[:-1], colors=style.GRID, linewidths=0.8, clip_on=False, gid="lines"),
        autolim=False,
    )
    return figure
