"""How many learners: one bar per row, in one or two parts, against the whole class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from course_lib.figures import style
from course_lib.figures.names import Names

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABEL_WIDTH, _TALL, _TOP, _NUMBERS = 4.3, 0.24, 0.56, 1.35
_LOOKS = (("#3c7fbd", ""), ("#c5dcf1", "//"))


@style.plain
def learner_bars(
    counts: ArrayLike, *, labels: Sequence[str], names: Sequence[str], whole: ArrayLike
) -> Figure:
    """Learners per row as bars in an outline that is the whole of that row.

    Parts differ in hatching as well as in colour; the numbers stand at the right.

    Parameters
    ----------
    counts : array of shape (rows, parts)
        Learners of each part, whole numbers; one or two parts, which add up to the whole at most.
    labels, names : sequence of str
        What the rows and the parts are.
    whole : int, or array of shape (rows,)
        All learners of each row, 1 or more.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If a count is negative or above the whole, or labels or names do not match.

    Examples
    --------
    >>> figure = learner_bars([[12, 3]], labels=["lesson"], names=["finished", "begun"], whole=20)
    >>> [text.get_text() for text in figure.texts]
    ['finished', 'begun', 'lesson', '12 + 3 of 20']
    """
    rows = np.asarray(counts, dtype=np.int64)
    if rows.shape != (len(labels), len(names)) or not 1 <= len(names) <= len(_LOOKS):
        raise ValueError(f"counts need rows of one to {len(_LOOKS)} named numbers and a label each")
    most = np.broadcast_to(np.asarray(whole, dtype=np.int64), len(rows))
    if (rows < 0).any() or (most < 1).any() or (rows.sum(axis=1) > most).any():
        raise ValueError("counts are 0 or more and add up to no more than their whole")
    column = Names.folded(labels, _LABEL_WIDTH)
    left = column.right + 0.3
    width = style.WIDTH - style.MARGIN - _NUMBERS - left
    step = max(0.36, column.height + 0.12)
    figure = style.sheet(round(_TOP + step * len(rows) + 0.08, 2))
    _write_key(figure, names, left)
    axes = style.panel(figure, left, width, across=(0, 1))
    middles = [_TOP + step * (row + 0.5) for row in range(len(rows))]
    column.write(figure, middles)
    for row, of, middle in zip(rows.tolist(), most.tolist(), middles, strict=True):
        _draw_bar(axes, row, of, middle)
        said = f"{' + '.join(map(str, row))} of {of}"
        style.write(figure, (style.WIDTH - style.MARGIN, middle), said, ha="right")
    return figure


def _draw_bar(axes: Axes, row: Sequence[int], of: int, middle: float) -> None:
    start = 0
    for value, (colour, hatch) in zip(row, _LOOKS, strict=False):
        look = {"facecolor": colour, "edgecolor": style.EDGE, "hatch": hatch, "gid": "part"}
        _box(axes, (start / of, middle), value / of, **look)
        start += value
    _box(axes, (0, middle), 1, facecolor="none", edgecolor=style.EDGE, gid="whole")


def _box(axes: Axes, place: tuple[float, float], wide: float, **look: Any) -> None:
    corner = place[0], place[1] - _TALL / 2
    axes.add_patch(Rectangle(corner, wide, _TALL, linewidth=0.8, clip_on=False, **look))


def _write_key(figure: Figure, names: Sequence[str], left: float) -> None:
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    start = left
    for name, (colour, hatch) in zip(names, _LOOKS, strict=False):
        box: dict[str, Any] = {"facecolor": colour, "edgecolor": style.EDGE, "hatch": hatch}
        axes.add_patch(Rectangle((start, 0.12), 0.3, 0.2, linewidth=0.8, clip_on=False, **box))
        style.write(figure, (start + 0.4, 0.22), name, ha="left")
        start += 0.4 + style.width_of(name) + 0.4
