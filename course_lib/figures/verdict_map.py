"""A map of verdicts: every way in which the missing could have fared, and its conclusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import PolyCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.segments import box

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LEFT, _TALL, _KEY, _AXIS = 1.25, 3.1, 0.26, 0.62
_GROUNDS = (style.GRID, "#a9cbe9", style.BENEFIT, "#eec7ab", style.HARM)
_LETTERS = ("", "", "+", "", "−")
Ticks = Mapping[float, str]


@style.plain
def verdict_map(
    kinds: ArrayLike,
    *,
    names: Sequence[str],
    titles: tuple[str, str],
    ticks: tuple[Ticks, Ticks],
    marks: Sequence[tuple[float, float, str]] = (),
) -> Figure:
    """Cells coloured by kind, with a key above that says what each kind is.

    Parameters
    ----------
    kinds : array of int, shape (rows, columns)
        0 never, 1 sometimes and 2 always better, 3 sometimes and 4 always worse; the first row
        stands at the top. Kinds 2 and 4 carry a sign, so that no colour is needed to tell.
    names : sequence of 5 str
        Words of the key, in that order; kinds that do not occur are left out.
    titles : tuple of str
        Of the axis below and of the axis at the left.
    ticks : tuple of mappings
        For columns and for rows: place of a cell (0 is the middle of the first) to its words.
    marks : sequence of (column, row, words)
        Places that are spoken of, with their words in the key.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If kinds are not rows of 0 to 4, or there are not five names.

    Examples
    --------
    >>> figure = verdict_map([[2, 0], [0, 0]], names=["no", "", "yes", "", ""],
    ...                      titles=("control", "treatment"), ticks=({0: "0"}, {1: "6"}))
    >>> [text.get_text() for text in figure.texts]
    ['no', 'yes +', 'control', 'treatment']
    """
    grid = np.asarray(kinds)
    if grid.ndim != 2 or not grid.size or not np.isin(grid, range(5)).all() or len(names) != 5:
        raise ValueError("a map needs rows of kinds 0 to 4, and five names")
    there = [kind for kind in range(5) if (grid == kind).any()]
    top = 0.1 + _KEY * (len(there) + len(marks)) + 0.14
    bottom = top + _TALL
    figure = style.sheet(bottom + _AXIS)
    width = style.WIDTH - _LEFT - style.MARGIN - 0.1
    axes = style.panel(figure, _LEFT, width, across=(0, grid.shape[1]))
    step = _TALL / len(grid)
    for kind in there:
        runs = _runs(grid == kind, top, step)
        _fill(axes, runs, kind)
        _sign(axes, runs[len(runs) // 2], kind)
    frame = box(0, grid.shape[1], top, bottom)
    axes.plot(*zip(*frame, frame[0], strict=True), color=style.EDGE, linewidth=0.8, clip_on=False)
    _write_ticks(axes, ticks, (top, bottom, step), 1 / width * grid.shape[1])
    for order, (column, row, _) in enumerate(marks):
        axes.plot([column + 0.5], [top + step * (row + 0.5)], clip_on=False, **_mark(order))
    _write_key(figure, [(kind, names[kind]) for kind in there], [words for *_, words in marks])
    style.write(figure, (_LEFT + width / 2, bottom + 0.44), titles[0], ha="center")
    look = {"ha": "center", "rotation": 90}
    style.write(figure, (0.24, top + _TALL / 2), titles[1], **look)
    return figure


def _runs(here: NDArray[np.bool_], top: float, step: float) -> list[list[tuple[float, float]]]:
    """One box for each unbroken run of cells in a row."""
    edges = np.diff(np.pad(here.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    return [
        box(float(start), float(end), top + step * row, top + step * (row + 1))
        for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True)
    ]


def _fill(axes: Axes, boxes: list[list[tuple[float, float]]], kind: int) -> None:
    ground = _GROUNDS[kind]
    cells = PolyCollection(
        boxes, facecolors=ground, edgecolors=ground, linewidths=0.4, clip_on=False,
        gid=f"kind {kind}",
    )  # fmt: skip
    axes.add_collection(cells, autolim=False)


def _sign(axes: Axes, run: list[tuple[float, float]], kind: int) -> None:
    """The kind's sign in the run that stands in the middle of all its runs."""
    middle = ((run[0][0] + run[1][0]) / 2, (run[0][1] + run[2][1]) / 2)
    look = {"ha": "center", "weight": "bold", "color": style.ink_on(_GROUNDS[kind])}
    axes.text(*middle, _LETTERS[kind], **style.letters(**look))


def _mark(order: int) -> dict[str, Any]:
    return {
        "marker": "oDs^"[order], "markersize": 9, "linestyle": "", "zorder": 5, "gid": "mark",
        "markerfacecolor": style.ON_DARK, "markeredgecolor": style.ON_LIGHT, "markeredgewidth": 1.8,
    }  # fmt: skip


def _write_ticks(
    axes: Axes, ticks: tuple[Ticks, Ticks], room: tuple[float, float, float], inch: float
) -> None:
    top, bottom, step = room
    for place, words in ticks[0].items():
        look = style.letters(size=style.SMALL, color=style.MUTED, ha="center")
        axes.text(place + 0.5, bottom + 0.16, words, **look)
    for place, words in ticks[1].items():
        look = style.letters(size=style.SMALL, color=style.MUTED, ha="right")
        axes.text(-0.08 * inch, top + step * (place + 0.5), words, **look)


def _write_key(figure: Figure, kinds: list[tuple[int, str]], marks: list[str]) -> None:
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    middle = 0.1 + _KEY / 2
    for kind, name in kinds:
        corners = box(style.MARGIN, style.MARGIN + 0.4, middle - 0.09, middle + 0.09)
        _fill(axes, [corners], kind)
        style.write(figure, (0.64, middle), f"{name} {_LETTERS[kind]}".strip(), ha="left")
        middle += _KEY
    for order, words in enumerate(marks):
        axes.plot([style.MARGIN + 0.2], [middle], **_mark(order))
        style.write(figure, (0.64, middle), words, ha="left")
        middle += _KEY
