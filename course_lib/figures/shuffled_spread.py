"""Subgroups with real and with shuffled labels: how far apart best and worst lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.ruler import Ruler, draw_ruler
from course_lib.figures.segments import box

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = NDArray[np.float64]
_TOP, _STEP, _LABEL_WIDTH, _TALL, _BINS, _ROOM = 0.1, 0.42, 1.9, 1.5, 60, 2.8


@style.plain
def shuffled_spread(
    rows: ArrayLike,
    spreads: ArrayLike,
    *,
    labels: Sequence[str],
    said: Sequence[str],
    across: tuple[float, float],
    titles: tuple[str, str],
) -> Figure:
    """Estimates of the subgroups, row by row, above the spreads of many shuffles.

    The line of a row runs from its worst to its best subgroup. Below, each column counts the
    shuffles whose line is so long; the upright line is the length in the first row.

    Parameters
    ----------
    rows : array of shape (rows, subgroups)
        One estimate per subgroup; the first row has the real labels.
    spreads : array of shape (shuffles,)
        Best minus worst estimate, one per shuffle.
    labels, said : sequence of str
        What each row is, at its left; and its words, at its right.
    across : tuple of float
        Both ends of the upper axis; the lower one is as long and begins at 0.
    titles : tuple of str
        Titles of the upper and of the lower axis.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If rows are not a table, labels or words do not match them, or there is no spread.

    Examples
    --------
    >>> figure = shuffled_spread([[-9, 49], [-20, 20]], [40, 55, 60], across=(-100, 100),
    ...                          labels=["real", "shuffled"], said=["−9 to 49", "−20 to 20"],
    ...                          titles=("effect", "best minus worst"))
    >>> [text.get_text() for text in figure.texts][:3]
    ['real', 'shuffled', '−9 to 49']
    """
    values, lengths = _checked(rows, spreads, labels, said)
    names = Names.folded(labels, _LABEL_WIDTH)
    left = names.right + 0.25
    # one width for most words, so that the axis stays where it is from draw to draw
    room = max(_ROOM, *(style.width_of(words) for words in said)) + 0.2
    width = style.WIDTH - style.MARGIN - room - left
    bottom = _TOP + _STEP * len(values)
    top = bottom + 1.12
    figure = style.sheet(round(top + _TALL + 0.62, 2))
    axes = style.panel(figure, left, width, across=(0, 1))
    upper, lower = Ruler(*across), Ruler(0, across[1] - across[0])
    middles = [_TOP + _STEP * (row + 0.5) for row in range(len(values))]
    reference = 0.0 if across[0] <= 0 <= across[1] else None
    draw_ruler(axes, upper, top=_TOP, bottom=bottom, reference=reference)
    _draw_rows(axes, upper.place(values), middles)
    names.write(figure, middles, bold=[0])
    for words, middle in zip(said, middles, strict=True):
        style.write(figure, (style.WIDTH - style.MARGIN, middle), words, ha="right")
    draw_ruler(axes, lower, top=top, bottom=top + _TALL)
    _draw_columns(axes, lower.place(lengths), top)
    _mark(axes, float(lower.place(np.ptp(values[0])).clip(0, 1)), top)
    for title, height in zip(titles, (bottom + 0.4, top + _TALL + 0.42), strict=True):
        style.write(figure, (left + width / 2, height), title, ha="center")
    return figure


def _checked(
    rows: ArrayLike, spreads: ArrayLike, labels: Sequence[str], said: Sequence[str]
) -> tuple[Array, Array]:
    values = np.asarray(rows, dtype=np.float64)
    if values.ndim != 2 or not len(values) == len(labels) == len(said):
        raise ValueError(
            f"each row of estimates needs a label and words; rows {values.shape}, "
            f"{len(labels)} labels, {len(said)} words"
        )
    lengths = np.asarray(spreads, dtype=np.float64)
    if lengths.ndim != 1 or not lengths.size:
        raise ValueError("there must be the spread of at least one shuffle")
    return values, lengths


def _draw_rows(axes: Axes, places: Array, middles: Sequence[float]) -> None:
    """A dot per subgroup on a line from the worst to the best; the real row in ink."""
    inside = places.clip(0, 1)
    lines = [
        [(row.min(), middle), (row.max(), middle)]
        for row, middle in zip(inside, middles, strict=True)
    ]
    inks = [style.INK, *[style.BENEFIT] * (len(places) - 1)]
    look: dict[str, Any] = {"linewidths": 1.8, "clip_on": False, "gid": "spans"}
    axes.add_collection(LineCollection(lines, colors=inks, **look), autolim=False)
    for row, middle, ink in zip(inside, middles, inks, strict=True):
        look = {"markersize": 7, "markeredgewidth": 0, "clip_on": False, "gid": "subgroups"}
        axes.plot(row, np.full(len(row), middle), "o", color=ink, **look)


def _draw_columns(axes: Axes, places: Array, top: float) -> None:
    """How many shuffles are so wide; the tallest column fills the height."""
    edges = np.linspace(0, 1, _BINS + 1)
    counts = np.histogram(places.clip(0, 1), edges)[0]
    floor, unit = top + _TALL, 0.92 * _TALL / counts.max()
    boxes = [
        box(edges[place], edges[place + 1], floor - unit * count, floor)
        for place, count in enumerate(counts)
        if count
    ]
    look: dict[str, Any] = {"linewidths": 0.5, "clip_on": False, "gid": "shuffles"}
    columns = PolyCollection(boxes, facecolors=style.BENEFIT, edgecolors=style.EDGE, **look)
    axes.add_collection(columns, autolim=False)


def _mark(axes: Axes, place: float, top: float) -> None:
    """The real spread: an upright line, with its word above."""
    axes.plot(
        [place, place], [top - 0.08, top + _TALL], color=style.INK, linewidth=1.8, clip_on=False,
        gid="real", zorder=4,
    )  # fmt: skip
    look = style.letters(size=style.SMALL, color=style.INK, ha="center")
    axes.text(place, top - 0.2, "real labels", **look)
