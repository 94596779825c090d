"""All pairs of one treated and one control participant: who did better?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.seaborn_alone import seaborn_alone
from course_lib.scale import OrdinalScale

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIDES = (
    ("better", "^", style.BENEFIT),
    ("the same", "s", style.NEITHER),
    ("worse", "v", style.HARM),
)
_PALEST = "#f4f5f7"
_TOP, _LEFT = 0.58, 0.95
_BESIDE, _LONGEST = 0.42, 2.0  # room for the name of the rows, and the most for their levels
_LEGEND = 2.4


@style.plain
def pair_grid(
    shares: ArrayLike,
    *,
    scale: OrdinalScale,
    row_label: str,
    column_label: str,
    totals: Sequence[float] | None = None,
) -> Figure:
    """A square for each pair of levels, deeper in colour the more pairs it holds.

    Take one participant of each arm, in every possible way. Above the diagonal the treated one
    did better (triangle up), on it both did the same (square), below it worse (triangle down).
    The share of pairs above the diagonal and half of those on it are the win probability.

    Parameters
    ----------
    shares : array of shape (levels, levels)
        Share of all pairs: rows are the treated participant's level, columns the control's,
        best level first; they sum to 1.
    scale : OrdinalScale
        The scale of both axes.
    row_label, column_label : str
        Names of the two arms.
    totals : sequence of 3 floats, optional
        Shares of pairs (better, the same, worse) for the legend.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the shares are not a square of the scale's levels that sums to 1.

    Examples
    --------
    >>> from course_lib.scale import OrdinalScale
    >>> walking = OrdinalScale("walking", ("yes", "no"), ("walks", "does not walk"))
    >>> figure = pair_grid([[0.3, 0.3], [0.2, 0.2]], scale=walking, row_label="Treatment",
    ...                    column_label="Control", totals=(0.3, 0.5, 0.2))
    >>> [text.get_text() for text in figure.texts if "%" in text.get_text()]
    ['30.0% of pairs', '50.0% of pairs', '20.0% of pairs']
    """
    grid = _checked(shares, scale)
    cell = min(0.44, 4.2 / len(scale))
    longest = max(style.width_of(code, style.SMALL) for code in scale.levels)
    left = max(_LEFT, min(longest, _LONGEST) + _BESIDE)
    width = min(5.6, 1.2 * len(scale), style.WIDTH - left - _LEGEND)
    bottom = max(_TOP + cell * len(scale), 2.2)
    figure = style.sheet(bottom + 0.14)
    _draw_cells(figure, grid, across=(left, width), height=cell * len(scale))
    axes = style.panel(figure, left, width, across=(0, len(scale)))
    _write_cells(axes, grid, width=width / len(scale), height=cell)
    _write_levels(axes, scale, width=width / len(scale), height=cell)
    middle = _TOP + cell * len(scale) / 2
    style.write(figure, (left + width / 2, 0.16), column_label, ha="center")
    beside = left - 0.3 - min(longest, _LONGEST)
    style.write(figure, (beside, middle), row_label, ha="center", rotation=90)
    _write_legend(figure, left + width + 0.4, row_label, totals)
    return figure


def _checked(shares: ArrayLike, scale: OrdinalScale) -> NDArray[np.float64]:
    grid = np.asarray(shares, dtype=np.float64)
    if grid.shape != (len(scale), len(scale)):
        raise ValueError(
            f"pairs on the {scale.name} need {len(scale)} × {len(scale)} shares, not {grid.shape}"
        )
    if not ((grid >= 0).all() and np.isclose(grid.sum(), 1)):
        raise ValueError("the shares of all pairs must be 0 or more and sum to 1")
    return grid


def _draw_cells(
    figure: Figure, grid: NDArray[np.float64], *, across: tuple[float, float], height: float
) -> None:
    """Three heat maps on one ground, one for each side of the diagonal."""
    sns = seaborn_alone()
    row, column = np.indices(grid.shape)
    total = float(figure.get_size_inches()[1])
    left, width = (part / style.WIDTH for part in across)
    place = (left, 1 - (_TOP + height) / total, width, height / total)
    axes = figure.add_axes(place, label="cells")
    axes.set_axis_off()
    sides = (row < column, row == column, row > column)
    for side, (_, _, colour) in zip(sides, _SIDES, strict=True):
        sns.heatmap(
            grid, mask=~side, ax=axes, vmin=0, vmax=grid.max(), cbar=False, linewidths=0.6,
            linecolor=style.EDGE, clip_on=False, xticklabels=False, yticklabels=False,
            cmap=sns.blend_palette([_PALEST, colour], as_cmap=True),
        )  # fmt: skip


def _write_cells(axes: Axes, grid: NDArray[np.float64], *, width: float, height: float) -> None:
    """A symbol in each cell and, where there is room, its share in per cent."""
    row, column = (np.asarray(place) for place in np.indices(grid.shape))
    sides = (row < column, row == column, row > column)
    middles = _TOP + (row + 0.5) * height
    for side, (_, marker, colour) in zip(sides, _SIDES, strict=True):
        inks = [_ink(share, grid.max(), colour) for share in grid[side]]
        axes.scatter(
            column[side] + 0.11 / width,
            middles[side],
            marker=marker,
            s=22,
            c=inks,
            linewidths=0,
            clip_on=False,
        )
        for across, middle, share, ink in zip(
            column[side], middles[side], grid[side], inks, strict=True
        ):
            words = f"{100 * share:.1f}"
            if share >= 0.0005 and style.width_of(words, style.SMALL) + 0.24 <= width:
                look = style.letters(size=style.SMALL, color=ink, ha="center")
                axes.text(across + 0.5 + 0.07 / width, middle, words, **look)


def _ink(share: float, most: float, colour: str) -> str:
    return style.ink_on(style.blend((_PALEST, colour), share / most))


def _write_levels(axes: Axes, scale: OrdinalScale, *, width: float, height: float) -> None:
    """The codes of the levels along the top and the left, and a frame."""
    levels, bottom = len(scale), _TOP + height * len(scale)
    for place, code in enumerate(scale.levels):
        look = style.letters(size=style.SMALL, color=style.MUTED, ha="center")
        axes.text(place + 0.5, _TOP - 0.13, _shortened(code, width - 0.06), **look)
        look["ha"] = "right"
        beside = _shortened(code, _LONGEST)
        axes.text(-0.08 / width, _TOP + height * (place + 0.5), beside, **look)
    frame = ([0, levels, levels, 0, 0], [_TOP, _TOP, bottom, bottom, _TOP])
    axes.plot(*frame, color=style.EDGE, linewidth=0.8, clip_on=False)


def _shortened(words: str, room: float) -> str:
    """As much of some words as there is room for."""
    if style.width_of(words, style.SMALL) <= room:
        return words
    while words and style.width_of(f"{words}…", style.SMALL) > room:
        words = words[:-1]
    return f"{words.rstrip()}…"


def _write_legend(
    figure: Figure, left: float, treated: str, totals: Sequence[float] | None
) -> None:
    """What the three symbols mean and, where known, their shares of all pairs."""
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    top = _TOP + 0.1
    for place, (word, marker, colour) in enumerate(_SIDES):
        look: dict[str, Any] = {"color": colour, "linewidths": 0, "clip_on": False}
        axes.scatter([left], [top], marker=marker, s=60, **look)
        joined = f"{word} under {treated}" if place != 1 else "the same in both"
        for line in style.folded(joined, style.WIDTH - style.MARGIN - left - 0.2):
            style.write(figure, (left + 0.2, top), line, ha="left")
            top += 0.2
        if totals is not None:
            look = {"size": style.SMALL, "color": style.MUTED, "ha": "left"}
            style.write(figure, (left + 0.2, top), f"{100 * totals[place]:.1f}% of pairs", **look)
        top += 0.35
