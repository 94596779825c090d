"""A plan for several hypotheses: who has which share of alpha, and to whom it is handed on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.path import Path
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TOP, _STEP, _TALL, _WIDE = 0.1, 0.78, 0.62, 2.55
_FIRST, _OTHERS, _LABELLED = style.MARGIN, 4.55, 4


class Hypothesis(NamedTuple):
    """One outcome of the plan: its name, a line of words beneath, and whether it is claimed."""

    name: str
    words: str
    claimed: bool


@style.plain
def alpha_graph(hypotheses: Sequence[Hypothesis], transitions: ArrayLike) -> Figure:
    """The first hypothesis at the left, the others in a column; arrows hand alpha on.

    A claimed hypothesis is filled and says so. A number at an arrow is the share that is handed
    on.

    Parameters
    ----------
    hypotheses : sequence of Hypothesis
        In order, at least two.
    transitions : array of shape (hypotheses, hypotheses)
        Row: which share each hands to each of the others; 0 draws no arrow.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there are fewer than two hypotheses or the shapes differ.

    Examples
    --------
    >>> figure = alpha_graph([Hypothesis("mRS", "p = 0.01", True), Hypothesis("leg", "", False)],
    ...                      [[0, 1], [0, 0]])
    >>> [text.get_text() for text in figure.texts]
    ['mRS', 'p = 0.01', 'claimed', 'leg', '', 'not claimed', '100%']
    """
    flow = np.asarray(transitions, dtype=np.float64)
    count = len(hypotheses)
    if count < 2 or flow.shape != (count, count):
        raise ValueError(f"{count} hypotheses and arrows of shape {flow.shape} make no plan")
    figure = style.sheet(round(2 * _TOP + _STEP * (count - 1), 2))
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    middle = _TOP + _STEP * (count - 1) / 2
    heights = [middle, *(_TOP + _STEP * (row + 0.5) for row in range(count - 1))]
    for row, (one, height) in enumerate(zip(hypotheses, heights, strict=True)):
        _draw_box(figure, axes, one, (_OTHERS if row else _FIRST, height))
    for row in range(1, count):
        _draw_fan(figure, axes, heights, row, flow)
    _draw_arcs(figure, axes, heights, flow)
    return figure


def _draw_box(figure: Figure, axes: Axes, one: Hypothesis, place: tuple[float, float]) -> None:
    left, middle = place
    ground = style.BENEFIT if one.claimed else "none"
    axes.add_patch(
        Rectangle(
            (left, middle - _TALL / 2), _WIDE, _TALL, facecolor=ground, linewidth=1.3,
            edgecolor=style.BENEFIT if one.claimed else style.INK, clip_on=False, zorder=2,
            gid="claimed" if one.claimed else "open",
        )
    )  # fmt: skip
    ink = style.ink_on(style.BENEFIT) if one.claimed else style.INK
    verdict = "claimed" if one.claimed else "not claimed"
    for words, down, size, weight in (
        (one.name, -0.19, style.LETTERS, "bold"),
        (one.words, 0.01, style.SMALL, "normal"),
        (verdict, 0.2, style.SMALL, "normal"),
    ):
        look = {"ha": "center", "color": ink, "size": size, "weight": weight}
        style.write(figure, (left + _WIDE / 2, middle + down), words, **look)


def _draw_fan(
    figure: Figure, axes: Axes, heights: list[float], row: int, flow: NDArray[np.float64]
) -> None:
    """The arrows between the first hypothesis and one of the others."""
    start, end = (_FIRST + _WIDE, heights[0]), (_OTHERS, heights[row])
    for share, ends, down in ((flow[0, row], (start, end), 0.0), (flow[row, 0], (end, start), 0.1)):
        if share > 0:
            ways = [(x, y + down) for x, y in ends]
            _arrow(axes, Path(ways), "->")
            across = 0.62 if not down else 0.82
            x, y = (
                one + across * (other - one)
                for one, other in zip(
                    (start[0], start[1] + down), (end[0], end[1] + down), strict=True
                )
            )
            _label(figure, (x, y + (0.14 if down else -0.14)), share)


def _draw_arcs(figure: Figure, axes: Axes, heights: list[float], flow: NDArray[np.float64]) -> None:
    """Arcs at the right between the others; one with two heads where both hand on alike."""
    edge, count = _OTHERS + _WIDE, len(heights)
    arcs = [
        (one, other, flow[one, other], flow[other, one])
        for one in range(1, count)
        for other in range(one + 1, count)
        if flow[one, other] > 0 or flow[other, one] > 0
    ]
    for one, other, down, up in arcs:
        bulge = edge + 0.3 + 0.42 * (other - one) ** 0.8
        ends = [(edge, heights[one] + 0.08), (edge, heights[other] - 0.08)]
        points = [ends[0], (bulge, (ends[0][1] + ends[1][1]) / 2), ends[1]]
        heads = "<->" if down > 0 and up > 0 else "->" if down > 0 else "<-"
        _arrow(axes, Path(points, [Path.MOVETO, Path.CURVE3, Path.CURVE3]), heads)
        if len(arcs) <= _LABELLED:
            _label(figure, ((edge + bulge) / 2 + 0.3, points[1][1]), max(down, up))
    if len(arcs) > _LABELLED:
        words = f"{100 * arcs[0][2]:.0f}% to\neach other"
        look = {"size": style.SMALL, "color": style.MUTED, "ha": "right", "linespacing": 1.15}
        style.write(figure, (style.WIDTH - style.MARGIN, heights[1] - 0.1), words, **look)


def _arrow(axes: Axes, path: Path, heads: str) -> None:
    look: dict[str, Any] = {"color": style.MUTED, "linewidth": 1.2, "clip_on": False}
    axes.add_patch(
        FancyArrowPatch(path=path, arrowstyle=heads, mutation_scale=13, gid="arrow", **look)
    )


def _label(figure: Figure, place: tuple[float, float], share: float) -> None:
    look = {"size": style.SMALL, "color": style.MUTED, "ha": "center"}
    style.write(figure, place, f"{100 * share:.0f}%", **look)
