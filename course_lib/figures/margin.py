"""An interval held against a margin: the effects that are too small to matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from numpy.typing import ArrayLike

from course_lib.figures import style
from course_lib.figures.forest import checked_rows
from course_lib.figures.names import Names
from course_lib.figures.ruler import draw_arrows, draw_ruler, printed_estimate, ruler_for
from course_lib.figures.segments import box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from course_lib.figures.ruler import Ruler

_TOP, _LABEL_WIDTH = 0.4, 2.2
_WORDS = ("matters: worse", "too small to matter", "matters: better")


@style.plain
def interval_and_margin(
    rows: ArrayLike, *, labels: Sequence[str], margin: float, words: Sequence[str] = _WORDS
) -> Figure:
    """Ratios with their intervals over a band of ratios that are too small to matter.

    Only an interval that lies wholly inside the band is evidence of no effect that matters.

    Parameters
    ----------
    rows : array of shape (rows, 3)
        (value, lower limit, upper limit).
    labels : sequence of str
        One per row, from the top.
    margin : float
        The band reaches from one over the margin to the margin; above 1.
    words : sequence of 3 str
        What lies left of the band, in it and right of it.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the margin is not above 1, there are not three words, or rows and labels do not match.

    Examples
    --------
    >>> figure = interval_and_margin([(0.65, 0.18, 2.44)], labels=["STARTING-2"], margin=1.5)
    >>> [text.get_text() for text in figure.texts][0]
    'matters: worse'
    """
    numbers = checked_rows(rows, labels)
    if not 1 < margin < np.inf or len(words) != 3:
        raise ValueError("a margin is an odds ratio above 1, with words for three ranges")
    ruler = ruler_for(np.append(numbers, [0.25, 4, 1 / margin, margin]), reference=1, log=True)
    names = Names.folded(labels, _LABEL_WIDTH)
    said = [printed_estimate(row, log=True) for row in numbers.tolist()]
    left = names.right + 0.25
    width = style.WIDTH - style.MARGIN - max(map(style.width_of, said)) - 0.25 - left
    step = max(0.44, names.height + 0.12)
    bottom = _TOP + step * len(numbers) + 0.04
    figure = style.sheet(round(bottom + 0.32, 2))
    axes = style.panel(figure, left, width, across=(0, 1))
    ends = ruler.place([1 / margin, margin]).tolist()
    _draw_band(axes, ends, bottom)
    draw_ruler(axes, ruler, top=_TOP, bottom=bottom, reference=1)
    _write_ranges(figure, ends, words, left, width)
    middles = [_TOP + step * (row + 0.5) for row in range(len(numbers))]
    names.write(figure, middles)
    for row, middle, words_there in zip(numbers.tolist(), middles, said, strict=True):
        _draw_interval(axes, ruler, row, middle)
        style.write(figure, (style.WIDTH - style.MARGIN, middle), words_there, ha="right")
    return figure


def _draw_band(axes: Axes, ends: list[float], bottom: float) -> None:
    """The band, told apart by its two edges as well as by its shade."""
    band = PolyCollection([box(ends[0], ends[1], _TOP, bottom)], facecolors=style.NEITHER)
    band.set(alpha=0.25, linewidth=0, zorder=0.2, clip_on=False, gid="band")
    axes.add_collection(band, autolim=False)
    edges: list[Any] = [[(end, _TOP), (end, bottom)] for end in ends]
    look: dict[str, Any] = {"colors": style.MUTED, "linewidths": 1.3, "linestyles": "--"}
    axes.add_collection(LineCollection(edges, clip_on=False, gid="edges", **look), autolim=False)


def _draw_interval(axes: Axes, ruler: Ruler, row: list[float], middle: float) -> None:
    place = ruler.place(row)
    low, high = place[1:].clip(0, 1).tolist()
    caps = [end for end in place[1:].tolist() if 0 <= end <= 1]
    lines = [[(end, middle - 0.07), (end, middle + 0.07)] for end in caps]
    lines.append([(low, middle), (high, middle)])
    look: dict[str, Any] = {"colors": style.INK, "linewidths": 2.2, "clip_on": False}
    axes.add_collection(LineCollection(lines, gid="interval", **look), autolim=False)
    draw_arrows(axes, place[1:].tolist(), middle, colour=style.INK)
    if 0 <= place[0] <= 1:
        sign: dict[str, Any] = {"color": style.INK, "markersize": 9, "markeredgewidth": 0}
        axes.plot([place[0]], [middle], "D", gid="value", clip_on=False, **sign)


def _write_ranges(
    figure: Figure, ends: list[float], words: Sequence[str], left: float, width: float
) -> None:
    """The three ranges' words above them; the outer ones give way to the one in the middle."""
    halves = [style.width_of(word, style.SMALL) / 2 for word in words]
    centre = left + width * (ends[0] + ends[1]) / 2
    worse = min(left + width * ends[0] / 2, centre - halves[1] - halves[0] - 0.2)
    better = max(left + width * (1 + ends[1]) / 2, centre + halves[1] + halves[2] + 0.2)
    for word, spot, half in zip(words, (worse, centre, better), halves, strict=True):
        inside = style.shifted_inside(spot, 2 * half)
        style.write(figure, (inside, _TOP - 0.18), word, ha="center", size=style.SMALL)
