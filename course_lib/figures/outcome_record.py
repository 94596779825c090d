"""Where an outcome was named, in the order of the documents; what could not be seen is marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from matplotlib.patches import Rectangle

from course_lib.figures import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABEL, _TOP, _AIR, _GAP = 1.5, 0.72, 0.2, 0.1
Kind = Literal["put first", "named", "not seen"]
_LOOKS = {
    "put first": (style.BENEFIT, style.BENEFIT, "-"),
    "named": ("none", style.INK, "-"),
    "not seen": ("none", style.MUTED, (0, (4, 3))),
}


class Said(NamedTuple):
    """What one document says of one outcome: put first, named, or not to be seen by us."""

    words: str
    kind: Kind


@style.plain
def outcome_record(
    documents: Sequence[tuple[str, str]], outcomes: Mapping[str, Sequence[Said]]
) -> Figure:
    """A grid of outcomes against documents in order of time.

    Filled: put first. Full outline: named. Broken outline: it could not be seen, which proves
    nothing.

    Parameters
    ----------
    documents : sequence of (str, str)
        Names of the documents and a short line under each, from the earliest.
    outcomes : mapping of str to sequence of Said
        What each document says of each outcome.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If an outcome has not one word for each document.

    Examples
    --------
    >>> figure = outcome_record([("registry", "2012"), ("paper", "2021")],
    ...                         {"leg": [Said("not readable", "not seen"), Said("found", "named")]})
    >>> [text.get_text() for text in figure.texts]
    ['registry', '2012', 'paper', '2021', 'leg', 'not readable', 'found']
    """
    for name, row in outcomes.items():
        if len(row) != len(documents):
            raise ValueError(f"{name}: one word is needed for each of {len(documents)} documents")
    wide = (style.WIDTH - style.MARGIN - _LABEL) / len(documents)
    lines = {
        name: [style.folded(said.words, wide - _GAP - 0.16, style.SMALL) for said in row]
        for name, row in outcomes.items()
    }
    heights = [_AIR + style.LINE * max(3, *map(len, row)) for row in lines.values()]
    figure = style.sheet(round(_TOP + sum(heights) + _GAP * len(heights) + 0.06, 2))
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    _write_documents(figure, axes, documents, wide)
    top = _TOP
    for (name, row), height in zip(outcomes.items(), heights, strict=True):
        words = "\n".join(style.folded(name, _LABEL - 0.32))
        place = (style.MARGIN, top + height / 2)
        style.write(figure, place, words, ha="left", weight="bold", linespacing=1.15)
        for column, said in enumerate(row):
            box = (_LABEL + wide * column, top, wide - _GAP, height)
            _draw_cell(figure, axes, "\n".join(lines[name][column]), said.kind, box)
        top += height + _GAP
    return figure


def _write_documents(
    figure: Figure, axes: Axes, documents: Sequence[tuple[str, str]], wide: float
) -> None:
    """Names over an arrow of time."""
    axes.annotate(
        "", (style.WIDTH - style.MARGIN, 0.6), (_LABEL, 0.6),
        arrowprops={"arrowstyle": "->", "color": style.MUTED, "linewidth": 1.2},
        annotation_clip=False,
    )  # fmt: skip
    for column, (name, when) in enumerate(documents):
        middle = _LABEL + wide * column + (wide - _GAP) / 2
        style.write(figure, (middle, 0.18), name, ha="center", weight="bold")
        look = {"size": style.SMALL, "color": style.MUTED, "ha": "center"}
        style.write(figure, (middle, 0.42), when, **look)


def _draw_cell(
    figure: Figure, axes: Axes, words: str, kind: Kind, box: tuple[float, float, float, float]
) -> None:
    left, top, wide, tall = box
    ground, edge, dashes = _LOOKS[kind]
    axes.add_patch(
        Rectangle(
            (left, top), wide, tall, facecolor=ground, edgecolor=edge, linestyle=dashes,
            linewidth=1.2, clip_on=False, gid=kind,
        )
    )  # fmt: skip
    ink = {"put first": style.ink_on(style.BENEFIT), "named": style.INK, "not seen": style.MUTED}
    look = {"size": style.SMALL, "color": ink[kind], "ha": "center", "linespacing": 1.15}
    style.write(figure, (left + wide / 2, top + tall / 2), words, **look)
