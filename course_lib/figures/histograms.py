"""Many simulated trials of several methods: where their results fall, one row per method."""

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

_TOP, _LABEL_WIDTH, _TALL, _STEP = 0.34, 2.2, 0.46, 0.62
Marks = Sequence[tuple[float, str]]


@style.plain
def histograms(
    rows: Sequence[ArrayLike],
    *,
    labels: Sequence[str],
    said: Sequence[str],
    across: tuple[float, float],
    bar: float,
    marks: Marks = (),
) -> Figure:
    """One small histogram per row, all on one axis; every bar's area is a share of its row.

    Parameters
    ----------
    rows : sequence of array
        Results of the simulated trials of each row.
    labels, said : sequence of str
        What each row is, at its left; and its words, at its right.
    across : tuple of float
        Both ends of the axis; results beyond them stand in the outermost bars.
    bar : float
        Width of a bar.
    marks : sequence of (place, words)
        Upright lines with words above.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If labels or words do not match the rows, or a row is empty.

    Examples
    --------
    >>> figure = histograms([[1, 2, 2, 3]], labels=["simple"], said=["1 to 3"], across=(0, 4),
    ...                     bar=1, marks=[(2, "planned")])
    >>> [text.get_text() for text in figure.texts]
    ['planned', 'simple', '1 to 3']
    """
    if not len(rows) == len(labels) == len(said) or not all(np.size(row) for row in rows):
        raise ValueError(f"each row needs results, a label and words; {len(rows)} rows")
    names = Names.folded(labels, _LABEL_WIDTH)
    left = names.right + 0.25
    room = max(style.width_of(words) for words in said) + 0.2
    width = style.WIDTH - style.MARGIN - room - left
    bottom = _TOP + _STEP * len(rows) + 0.06
    figure = style.sheet(round(bottom + 0.32, 2))
    axes = style.panel(figure, left, width, across=(0, 1))
    ruler = Ruler(*across)
    draw_ruler(axes, ruler, top=_TOP, bottom=bottom)
    _mark(figure, axes, ruler, marks, (left, width, bottom))
    edges = np.arange(across[0], across[1] + bar / 2, bar)
    inside = [np.clip(row, across[0] + bar / 4, across[1] - bar / 4) for row in rows]
    shares = [np.histogram(row, bins=edges)[0] / np.size(row) for row in inside]
    tallest = max(float(share.max()) for share in shares)
    floors = [_TOP + _STEP * (row + 1) for row in range(len(rows))]
    for share, floor in zip(shares, floors, strict=True):
        # a row that puts all trials into one bar would flatten the others
        scale = _TALL / min(tallest, max(3 * float(share.max()), 0.2))
        _draw_row(axes, ruler.place(edges), np.minimum(share * scale, _TALL), floor)
    names.write(figure, [floor - _TALL / 2 for floor in floors])
    for words, floor in zip(said, floors, strict=True):
        style.write(figure, (style.WIDTH - style.MARGIN, floor - _TALL / 2), words, ha="right")
    return figure


def _draw_row(
    axes: Axes, edges: NDArray[np.float64], heights: NDArray[np.float64], floor: float
) -> None:
    boxes = [
        box(one, other, floor - height, floor)
        for one, other, height in zip(edges[:-1], edges[1:], heights, strict=True)
        if height > 0
    ]
    axes.add_collection(
        PolyCollection(
            boxes, facecolors=style.BENEFIT, edgecolors=style.EDGE, linewidths=0.4,
            clip_on=False, gid="shares",
        ),
        autolim=False,
    )  # fmt: skip


def _mark(
    figure: Figure, axes: Axes, ruler: Ruler, marks: Marks, room: tuple[float, float, float]
) -> None:
    left, width, bottom = room
    for value, words in marks:
        place = float(ruler.place(value))
        line: dict[str, Any] = {"color": style.INK, "linewidth": 1.1, "zorder": 3, "clip_on": False}
        axes.plot([place, place], [_TOP - 0.06, bottom], gid="mark", **line)
        middle = style.shifted_inside(left + width * place, style.width_of(words, style.SMALL))
        style.write(
            figure, (middle, _TOP - 0.18), words, size=style.SMALL, color=style.MUTED, ha="center"
        )
