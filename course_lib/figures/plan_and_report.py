"""What was planned against what was reported: one small ruler per property, two marks on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.patches import Rectangle

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.ruler import Ruler, draw_ruler

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TOP, _STEP, _BAR, _LABEL_WIDTH, _WORDS = 0.42, 0.98, 0.17, 2.1, 1.9


class Planned(NamedTuple):
    """One property: its name, the range planned, the range reported, the ends of its ruler."""

    name: str
    plan: tuple[float, float]
    report: tuple[float, float]
    across: tuple[float, float]
    unit: str = ""


@style.plain
def plan_and_report(rows: Sequence[Planned], *, names: tuple[str, str]) -> Figure:
    """Two bars per property: an outline for the plan, filled for the report.

    Parameters
    ----------
    rows : sequence of Planned
        Ranges; a single number is a range from 0 to it.
    names : tuple of str
        What the outline and the filled bar are.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no property, or a range is not in order.

    Examples
    --------
    >>> figure = plan_and_report(
    ...     [Planned("age", (30, 75), (28, 83), (0, 100), "years")], names=("registry", "paper"))
    >>> [text.get_text() for text in figure.texts][:4]
    ['registry: outline', 'paper: filled', '30–75 years', '28–83 years']
    """
    if not rows:
        raise ValueError("there is nothing to compare")
    for row in rows:
        for low, high in (row.plan, row.report):
            if low > high:
                raise ValueError(f"{row.name}: the range {low:g} to {high:g} is not in order")
    labels = Names.folded([row.name for row in rows], _LABEL_WIDTH)
    left = labels.right + 0.25
    width = style.WIDTH - style.MARGIN - _WORDS - left
    figure = style.sheet(round(_TOP + _STEP * len(rows), 2))
    for word, place in zip(("outline", "filled"), (left, left + width / 2), strict=True):
        name = names[word == "filled"]
        style.write(figure, (place, 0.2), f"{name}: {word}", ha="left", color=style.MUTED)
    axes = style.panel(figure, left, width, across=(0, 1))
    tops = [_TOP + _STEP * place for place in range(len(rows))]
    for row, top in zip(rows, tops, strict=True):
        ruler = Ruler(*row.across)
        draw_ruler(axes, ruler, top=top, bottom=top + 0.58)
        for bounds, start, filled in ((row.plan, 0.08, False), (row.report, 0.33, True)):
            _draw_bar(axes, ruler, bounds, top + start, filled=filled)
            spot = (style.WIDTH - style.MARGIN - _WORDS + 0.2, top + start + _BAR / 2)
            style.write(figure, spot, _said(bounds, row.unit), ha="left")
    labels.write(figure, [top + 0.29 for top in tops])
    return figure


def _draw_bar(
    axes: Axes, ruler: Ruler, bounds: tuple[float, float], top: float, *, filled: bool
) -> None:
    one, other = (float(ruler.place(bound)) for bound in bounds)
    axes.add_patch(
        Rectangle(
            (one, top), other - one, _BAR, linewidth=1.4, clip_on=False, zorder=2,
            facecolor=style.BENEFIT if filled else "none", edgecolor=style.BENEFIT,
            gid="report" if filled else "plan",
        )
    )  # fmt: skip


def _said(bounds: tuple[float, float], unit: str) -> str:
    low, high = bounds
    return f"{high:g} {unit}" if low == 0 else f"{low:g}–{high:g} {unit}"
