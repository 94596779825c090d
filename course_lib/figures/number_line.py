"""An interval read aloud: what it leaves possible, on a line with words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.forest import checked_rows
from course_lib.figures.names import Names
from course_lib.figures.ruler import EffectAxis, Ruler, draw_arrows, draw_ruler, printed, ruler_for
from course_lib.figures.segments import box

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TOP, _LABEL_WIDTH = 0.4, 2.2


@style.plain
def number_line(
    rows: ArrayLike,
    *,
    labels: Sequence[str],
    spoken: Sequence[str] = (),
    **axis: Unpack[EffectAxis],
) -> Figure:
    """Estimates and limits with their numbers, over shaded ranges of harm and benefit.

    Every value that the line covers is compatible with the data, at the level of the interval.
    A line that reaches into both colours leaves harm and benefit possible.

    Parameters
    ----------
    rows : array of shape (rows, 3)
        (value, lower limit, upper limit); limits may be infinite.
    labels : sequence of str
        One per row, from the top.
    spoken : sequence of str
        One short line per row, under its interval: the interval in words.
    reference : float
        Where no effect lies; default 1.
    log : bool
        Whether the axis is logarithmic (ratios); default true.
    better : tuple of str
        Words for the two ranges; default harm and benefit.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If rows are not rows of three, or labels or spoken lines do not match them.

    Examples
    --------
    >>> figure = number_line([(0.65, 0.18, 2.44)], labels=["STARTING-2"])
    >>> [text.get_text() for text in figure.texts]
    ['STARTING-2', 'harm', 'benefit']
    """
    numbers = checked_rows(rows, labels)
    if spoken and len(spoken) != len(labels):
        raise ValueError(f"each row needs a spoken line; {len(labels)} rows, {len(spoken)} lines")
    reference, log = axis.get("reference", 1.0), axis.get("log", True)
    ruler = ruler_for(numbers, reference=reference, log=log)
    names = Names.folded(labels, _LABEL_WIDTH)
    left, origin = names.right + 0.25, float(ruler.place(reference))
    width = style.WIDTH - style.MARGIN - 0.3 - left
    step = max(0.6 + (0.22 if spoken else 0), names.height + 0.2)
    bottom = _TOP + step * len(numbers) + 0.06
    figure = style.sheet(bottom + 0.32)
    axes = style.panel(figure, left, width, across=(0, 1))
    middles = [_TOP + step * row + 0.42 for row in range(len(numbers))]
    _shade(axes, origin, bottom)
    _draw_reference(axes, origin, middles if spoken else [bottom - 0.12])
    draw_ruler(axes, ruler, top=_TOP, bottom=bottom)
    names.write(figure, middles)
    for row, middle in enumerate(middles):
        _draw_interval(axes, ruler, numbers[row], middle=middle, width=width)
        if spoken:
            _speak(axes, spoken[row], ruler.place(numbers[row]), middle + 0.24, width)
    _write_ranges(figure, axis.get("better", ("harm", "benefit")), left, width, origin)
    return figure


def _shade(axes: Axes, origin: float, bottom: float) -> None:
    ranges = [box(0, origin, _TOP, bottom), box(origin, 1, _TOP, bottom)]
    shades = [style.HARM, style.BENEFIT]
    axes.add_collection(
        PolyCollection(
            ranges,
            facecolors=shades,
            alpha=0.16,
            linewidths=0,
            zorder=0.2,
            clip_on=False,
            gid="ranges",
        ),
        autolim=False,
    )


def _draw_reference(axes: Axes, origin: float, middles: list[float]) -> None:
    """The upright line, with a gap where a spoken line stands under its interval."""
    ends = [middle + 0.12 for middle in middles]
    starts = [_TOP, *(end + 0.24 for end in ends[:-1])]
    lines = [[(origin, one), (origin, other)] for one, other in zip(starts, ends, strict=True)]
    drawn = LineCollection(lines, colors=style.INK, linewidths=1.1, clip_on=False, gid="reference")
    axes.add_collection(drawn, autolim=False)


def _draw_interval(
    axes: Axes, ruler: Ruler, row: NDArray[np.float64], *, middle: float, width: float
) -> None:
    """The line, its ends, the estimate, and the numbers that have room above them."""
    place = ruler.place(row)
    if not np.isnan(place[1:]).any():
        one, other = place[1:].clip(0, 1).tolist()
        caps = [end for end in place[1:].tolist() if 0 <= end <= 1]
        lines = [[(end, middle - 0.07), (end, middle + 0.07)] for end in caps]
        lines.append([(one, middle), (other, middle)])
        drawn = LineCollection(
            lines, colors=style.INK, linewidths=2.2, clip_on=False, gid="interval"
        )
        axes.add_collection(drawn, autolim=False)
        draw_arrows(axes, place[1:].tolist(), middle, colour=style.INK)
    if 0 <= place[0] <= 1:
        look: dict[str, Any] = {
            "color": style.INK,
            "markersize": 9,
            "markeredgewidth": 0,
            "clip_on": False,
        }
        axes.plot([place[0]], [middle], "D", gid="value", **look)
    taken: list[tuple[float, float]] = []
    for number, spot in zip(row.tolist(), place.clip(0, 1).tolist(), strict=True):
        words = "" if np.isnan(number) else printed(number, log=ruler.log)
        half = style.width_of(words, style.LETTERS) / 2 / width + 0.005
        if words and all(spot + half <= a or spot - half >= b for a, b in taken):
            taken.append((spot - half, spot + half))
            axes.text(spot, middle - 0.2, words, **style.letters(ha="center"))


def _speak(axes: Axes, words: str, place: NDArray[np.float64], top: float, width: float) -> None:
    half = style.width_of(words, style.SMALL) / 2 / width
    centre = float(np.nanmean(place[1:].clip(0, 1))) if not np.isnan(place[1:]).all() else 0.5
    inside = min(max(centre, half), 1 - half)
    axes.text(inside, top, words, **style.letters(size=style.SMALL, ha="center"))


def _write_ranges(
    figure: Figure, words: tuple[str, str], left: float, width: float, origin: float
) -> None:
    """The two ranges' words above them, kept apart and on the sheet."""
    spots = (left + width * origin / 2, left + width * (1 + origin) / 2)
    for word, spot in zip(words, spots, strict=True):
        inside = style.shifted_inside(spot, style.width_of(word))
        style.write(figure, (inside, _TOP - 0.16), word, ha="center")
