"""A hundred people per arm, each one a dot: shares as people can count them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.segments import draw_legend, legend_rows, shares_by_row
from course_lib.scale import OrdinalScale

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STEP, _TOP, _BLOCKS = 0.235, 0.5, (style.MARGIN + 0.05, 4.75)


@style.plain
def people_grid(
    before: ArrayLike, after: ArrayLike, *, scale: OrdinalScale, labels: tuple[str, str]
) -> Figure:
    """Two blocks of a hundred people, each person a dot in the colour of a level.

    Beside each block stands how many of the hundred reach each level. The shares are rounded to
    whole people so that each block has exactly a hundred.

    Parameters
    ----------
    before, after : array of shape (levels,)
        Share at each level in the left and in the right block, best level first.
    scale : OrdinalScale
        The scale whose levels the shares follow.
    labels : tuple of str
        What the left and the right block are.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the shares do not follow the scale or do not sum to 1.

    Examples
    --------
    >>> from course_lib.scale import OrdinalScale
    >>> walking = OrdinalScale("walking", ("yes", "no"), ("walks", "does not walk"))
    >>> figure = people_grid([0.4, 0.6], [0.55, 0.45], scale=walking, labels=("without", "with"))
    >>> [text.get_text() for text in figure.texts][:2]
    ['without', 'with']
    """
    shares = shares_by_row(np.array([before, after], dtype=np.float64), labels, scale)
    rows = max(10 * _STEP, 0.22 * len(scale))
    legend_top = _TOP + rows + 0.1
    legend = 0.22 * len(legend_rows(scale, style.WIDTH - 2 * style.MARGIN))
    figure = style.sheet(legend_top + legend + 0.08)
    for left, label in zip(_BLOCKS, labels, strict=True):
        style.write(figure, (left, 0.18), label, ha="left")
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    for left, row in zip(_BLOCKS, shares, strict=True):
        people = of_a_hundred(row)
        _draw_people(axes, people, left)
        _write_counts(axes, people, scale, left + 10 * _STEP + 0.3)
    draw_legend(figure, scale, left=style.MARGIN, top=legend_top)
    return figure


def of_a_hundred(shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Shares as whole people out of a hundred, the largest remainders rounded up.

    Examples
    --------
    >>> of_a_hundred(np.array([1, 1, 1]) / 3).tolist()
    [34, 33, 33]
    """
    exact = (100 * shares).round(9)
    people = np.floor(exact).astype(np.int64)
    order = np.argsort(people - exact, kind="stable")
    people[order[: 100 - people.sum()]] += 1
    return people


def _draw_people(axes: Axes, people: NDArray[np.int64], left: float) -> None:
    level = np.repeat(np.arange(len(people)), people.astype(np.intp))
    row, column = np.divmod(np.arange(100), 10)
    colours = np.array(style.ramp(len(people)))[level]
    axes.scatter(
        left + (column + 0.5) * _STEP, _TOP + (row + 0.5) * _STEP, s=165, c=colours,
        edgecolors=style.EDGE, linewidths=0.5, clip_on=False, gid="people",
    )  # fmt: skip


def _write_counts(axes: Axes, people: NDArray[np.int64], scale: OrdinalScale, left: float) -> None:
    """Swatch, code and number of people per level, one below the other."""
    step = (10 * _STEP - 0.1) / max(len(scale), 7)
    middles = [_TOP + 0.1 + step * (place + 0.5) for place in range(len(scale))]
    axes.scatter(
        [left] * len(scale), middles, s=120, c=style.ramp(len(scale)),
        edgecolors=style.EDGE, linewidths=0.5, clip_on=False, gid="legend",
    )  # fmt: skip
    heading = style.letters(size=style.SMALL, color=style.MUTED)
    widest = max(style.width_of(code, style.SMALL) for code in (*scale.levels, "level"))
    digits = left + 0.32 + widest + style.width_of("people", style.SMALL)
    axes.text(left + 0.2, _TOP - 0.06, "level", **heading, ha="left")
    axes.text(digits, _TOP - 0.06, "people", **heading, ha="right")
    for code, middle, number in zip(scale.levels, middles, people.tolist(), strict=True):
        look = style.letters(size=style.SMALL, color=style.MUTED, ha="left")
        axes.text(left + 0.2, middle, code, **look)
        axes.text(digits, middle, f"{number}", **style.letters(ha="right"))
