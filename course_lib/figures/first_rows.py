"""The first rows of a file, and which part each column plays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.collections import LineCollection

from course_lib.figures import style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TOP, _STEP, _NUMBERS, _GAP, _MOST = 0.62, 0.27, 0.62, 0.14, 8


@style.plain
def first_rows(
    cells: Sequence[Sequence[str]],
    *,
    rows: Sequence[int],
    columns: Sequence[str],
    parts: Mapping[str, str],
) -> Figure:
    """A piece of a table; columns that play a part come first and are underlined.

    Parameters
    ----------
    cells : sequence of sequence of str
        One inner sequence per row, with a cell for each column. Long cells are cut.
    rows : sequence of int
        Number of each row, as a spreadsheet shows it.
    columns : sequence of str
        Names of all columns of the file; eight of them are drawn.
    parts : mapping of str to str
        What a column is for, by its name; they are drawn in this order.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no column, or a row has more or fewer cells than there are columns.

    Examples
    --------
    >>> parts = {"mrs": "outcome"}
    >>> figure = first_rows([["a", "2"]], rows=[2], columns=["arm", "mrs"], parts=parts)
    >>> [text.get_text() for text in figure.texts]
    ['row', '2', 'outcome', 'mrs', '2', '–', 'arm', 'a']
    """
    if not columns or any(len(row) != len(columns) for row in cells):
        raise ValueError("each row needs one cell for each column, and there is a column at least")
    first = {name: place for place, name in enumerate(parts)}
    order = sorted(range(len(columns)), key=lambda place: first.get(columns[place], len(first)))
    drawn = order[: _MOST - 1] if len(order) > _MOST else order
    height = _TOP + _STEP * (len(cells) + 1) + 0.1
    figure = style.sheet(round(height, 2))
    middles = [_TOP + _STEP * (place + 0.9) for place in range(len(cells))]
    quiet: dict[str, Any] = {"ha": "left", "size": style.SMALL, "color": style.MUTED}
    style.write(figure, (style.MARGIN, _TOP - 0.14), "row", **quiet)
    for number, middle in zip(rows, middles, strict=True):
        style.write(figure, (style.MARGIN, middle), str(number), **quiet)
    shares = len(drawn) + (len(order) > len(drawn))
    wide = (style.WIDTH - 2 * style.MARGIN - _NUMBERS) / max(shares, 3)
    lefts = [style.MARGIN + _NUMBERS + wide * place for place in range(shares)]
    for left, place in zip(lefts, drawn, strict=False):
        part, name = parts.get(columns[place], "–"), columns[place]
        bold = "bold" if name in parts else "normal"
        room = wide - _GAP
        style.write(figure, (left, _TOP - 0.42), _cut(part, room), **quiet)
        style.write(figure, (left, _TOP - 0.14), _cut(name, room, bold), ha="left", weight=bold)
        for row, middle in zip(cells, middles, strict=True):
            style.write(figure, (left, middle), _cut(row[place], room), ha="left")
    if len(order) > len(drawn):
        words = f"and {len(order) - len(drawn)} more"
        style.write(figure, (lefts[-1], _TOP - 0.14), words, **quiet)
    _underline(figure, lefts[: len(drawn)], wide - _GAP, [columns[at] in parts for at in drawn])
    return figure


def _underline(figure: Figure, lefts: Sequence[float], room: float, used: Sequence[bool]) -> None:
    """A thick line under the columns that play a part, a thin one under the others."""
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    for kind, colour, width in ((True, style.BENEFIT, 2.5), (False, style.GRID, 1.0)):
        lines = [
            [(left, _TOP + 0.01), (left + room, _TOP + 0.01)]
            for left, one in zip(lefts, used, strict=True)
            if one is kind
        ]
        name = "used" if kind else "unused"
        axes.add_collection(
            LineCollection(lines, colors=colour, linewidths=width, clip_on=False, gid=name),
            autolim=False,
        )


def _cut(words: str, room: float, weight: str = "normal") -> str:
    """Words as far as they fit."""
    shown = words[:60]
    if shown == words and style.width_of(words, weight=weight) <= room:
        return words
    while shown and style.width_of(f"{shown}…", weight=weight) > room:
        shown = shown[:-1]
    return f"{shown}…"
