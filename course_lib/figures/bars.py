"""Outcome bars: how each arm's participants spread over the levels of an ordinal scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.segments import (
    connect_rows,
    draw_legend,
    draw_segments,
    edges_of,
    legend_rows,
    shares_by_row,
    write_digits,
)
from course_lib.scale import OrdinalScale

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BAR, HEAD = 0.46, 0.34
_LABEL_WIDTH, _HEADING = 2.2, "per cent at level"


@dataclass(frozen=True)
class Layout:
    """Where the parts stand, in inches."""

    left: float
    width: float
    tops: list[float]
    legend_top: float
    height: float


@style.plain
def outcome_bars(
    proportions: ArrayLike,
    *,
    labels: Sequence[str],
    scale: OrdinalScale,
    sizes: Sequence[int] | None = None,
    cut: object = None,
    connect: bool = True,
) -> Figure:
    """Grotta bars: one bar per arm, one segment per level, per cent inside.

    A bar is an arm's whole: all its participants, from the best level (light, left) to the worst
    (dark, right). Where the lines between two bars lean to the right on the way up, more people
    of the upper arm did at least that well.

    Parameters
    ----------
    proportions : array of shape (rows, levels)
        Share of each arm at each level, best level first; each row sums to 1.
    labels : sequence of str
        One name per row, the upper bar first.
    scale : OrdinalScale
        The scale whose levels the columns follow.
    sizes : sequence of int, optional
        Participants per row, shown under the names.
    cut : level, optional
        The last level that counts as good: marked in each bar.
    connect : bool
        Whether lines join the same cumulative shares of neighbouring bars.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If rows and labels differ in number, a row does not follow the scale or does not sum
        to 1, or the cut is not on the scale.

    Examples
    --------
    >>> from course_lib.scale import MRS
    >>> from course_lib.trial import OutcomeTable
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> figure = outcome_bars(mr_clean.proportions, labels=["Treatment", "Control"], scale=MRS,
    ...                       sizes=[233, 267], cut=2)
    >>> figure.get_size_inches().tolist()[0]
    9.0
    """
    shares = shares_by_row(proportions, labels, scale)
    names, layout = laid_out(labels, scale, sized=sizes is not None, connect=connect, cut=cut)
    figure = style.sheet(layout.height)
    strip = style.Strip(figure, layout.left, layout.width)
    draw_segments(strip, shares, layout.tops, height=BAR)
    middles = [top + BAR / 2 for top in layout.tops]
    write_digits(strip, shares, middles, width=layout.width, size=style.LETTERS)
    if connect and len(shares) > 1:
        connect_rows(strip, shares, layout.tops, height=BAR)
    if cut is not None:
        _mark_cut(strip, shares, layout, scale, cut)
    write_names(figure, names, sizes, layout)
    _write_codes(strip, shares[0], layout, scale)
    draw_legend(figure, scale, left=style.MARGIN, top=layout.legend_top)
    return figure


def laid_out(
    labels: Sequence[str], scale: OrdinalScale, *, sized: bool, connect: bool, cut: object
) -> tuple[list[list[str]], Layout]:
    """The names folded into lines, and where everything stands."""
    names = [style.folded(label, _LABEL_WIDTH) for label in labels]
    lines = [line for name in names for line in name] + [_HEADING]
    left = style.MARGIN + max(style.width_of(line) for line in lines) + 0.18
    tallest = style.LINE * (max(len(name) for name in names) + sized)
    step = max(BAR + (0.36 if connect else 0.14), tallest + 0.12)
    first = max(HEAD, HEAD + (tallest - BAR) / 2)
    tops = [first + step * row for row in range(len(names))]
    legend_top = tops[-1] + max(BAR, (BAR + tallest) / 2) + (0.14 if cut is None else 0.34)
    legend = 0.22 * len(legend_rows(scale, style.WIDTH - 2 * style.MARGIN))
    width = style.WIDTH - style.MARGIN - left
    return names, Layout(left, width, tops, legend_top, legend_top + legend + 0.08)


def write_names(
    figure: Figure, names: list[list[str]], sizes: Sequence[int] | None, layout: Layout
) -> None:
    """The words beside the bars, and what the codes above them are."""
    for row, (name, top) in enumerate(zip(names, layout.tops, strict=True)):
        count = len(name) + (sizes is not None)
        first = top + BAR / 2 - style.LINE * (count - 1) / 2
        for line, words in enumerate(name):
            style.write(figure, (style.MARGIN, first + line * style.LINE), words, ha="left")
        if sizes is not None:
            below = (style.MARGIN, first + (count - 1) * style.LINE)
            look = {"size": style.SMALL, "color": style.MUTED, "ha": "left"}
            style.write(figure, below, f"n = {sizes[row]:,}", **look)
    heading = {"color": style.MUTED, "size": style.SMALL, "ha": "left"}
    style.write(figure, (style.MARGIN, HEAD - 0.14), _HEADING, **heading)


def _write_codes(
    strip: style.Strip,
    shares: NDArray[np.float64],
    layout: Layout,
    scale: OrdinalScale,
) -> None:
    """Codes of the levels above the first bar; of two that would touch, the wider segment's."""
    ends = edges_of(shares[None, :])[0]
    height = layout.tops[0] - 0.14
    taken: list[tuple[float, float]] = []
    for place in np.argsort(-shares, kind="stable"):
        half = style.width_of(scale.levels[place], style.SMALL) / 2 + 0.03
        middle = (ends[place] + ends[place + 1]) / 2
        start, end = middle * layout.width - half, middle * layout.width + half
        fits = start >= -0.1 and end <= layout.width + 0.1
        if shares[place] > 0 and fits and all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            look = style.letters(size=style.SMALL, color=style.MUTED, ha="center")
            strip.text(middle, height, scale.levels[place], **look)


def _mark_cut(
    strip: style.Strip,
    shares: NDArray[np.float64],
    layout: Layout,
    scale: OrdinalScale,
    cut: object,
) -> None:
    """A strong line through all bars at the cut, and what it separates."""
    place = scale.cut_position(cut)
    ends = edges_of(shares)[:, place + 1]
    xs = np.repeat(ends, 2)
    ys = [y for top in layout.tops for y in (top - 0.03, top + BAR + 0.03)]
    line = Line2D(xs, ys, color=style.CUT, linewidth=2.2, clip_on=False, gid="cut")
    line.set_solid_capstyle("butt")
    strip.add(line)
    words = cut_words(scale, place)
    wanted = layout.left + ends[-1] * layout.width
    inside = style.shifted_inside(wanted, style.width_of(words, style.SMALL))
    look = style.letters(size=style.SMALL, color=style.INK, ha="center")
    strip.text((inside - layout.left) / layout.width, layout.tops[-1] + BAR + 0.16, words, **look)


def cut_words(scale: OrdinalScale, place: int) -> str:
    """What a cut separates: "good 0–2 | poor 3–6"."""
    good = scale.range_label(0, place)
    poor = scale.range_label(place + 1, len(scale) - 1)
    return f"good {good} | poor {poor}"
