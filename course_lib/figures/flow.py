"""The flow of participants as CONSORT draws it; what is not known is drawn as not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course_lib.figures import style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from course_lib.analysis import ArmFlow, ParticipantFlow

_UNKNOWN = "not known to us"
_LINE, _AIR, _GAP = 0.22, 0.12, 0.26
_ARMS, _WIDE = (1.5, 5.3), 3.45
Line = tuple[str, int | None]


@style.plain
def flow(participants: ParticipantFlow, *, arms: tuple[str, str]) -> Figure:
    """Enrolment, allocation, follow-up and analysis in boxes, from the top.

    A box in which no number is known has a broken outline.

    Parameters
    ----------
    participants : ParticipantFlow
        The numbers; None where a number is not known.
    arms : tuple of str
        The treatment arm and the control arm.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> from course_lib.analysis import ArmFlow, ParticipantFlow
    >>> known = ParticipantFlow(ArmFlow(analysed=39), ArmFlow(analysed=15))
    >>> texts = [text.get_text() for text in flow(known, arms=("cells", "control")).texts]
    >>> texts[:2], "analysed: 39" in texts
    (['Enrolment', 'assessed: not known to us'], True)
    """
    sides = (participants.treatment, participants.control)
    shared = [("assessed", participants.assessed), ("excluded", participants.excluded)]
    randomised: list[Line] = [("randomised", participants.randomised)]
    stages = [
        ("Enrolment", [(_middle(), [*shared, *randomised])]),
        ("Allocation", _both(sides, arms, ("allocated", "received"))),
        ("Follow-up", _both(sides, ("", ""), ("lost",))),
        ("Analysis", _both(sides, ("", ""), ("analysed",))),
    ]
    heights = [_AIR * 2 + _LINE * max(len(lines) for _, lines in boxes) for _, boxes in stages]
    figure = style.sheet(round(sum(heights) + _GAP * (len(stages) - 1) + 0.2, 2))
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    top = 0.1
    for place, ((name, boxes), height) in enumerate(zip(stages, heights, strict=True)):
        style.write(figure, (style.MARGIN, top + height / 2), name, ha="left", weight="bold")
        for left, lines in boxes:
            _draw_box(figure, axes, lines, (left, top, height))
        if place:
            _draw_arrows(axes, top, split=place == 1)
        top += height + _GAP
    return figure


def _middle() -> float:
    return (_ARMS[0] + _ARMS[1]) / 2


def _both(
    sides: tuple[ArmFlow, ArmFlow], names: tuple[str, str], stages: tuple[str, ...]
) -> list[tuple[float, list[Line]]]:
    """The boxes of both arms at one stage; a name stands alone on its line."""
    words = {"received": "received it", "lost": "outcome missing"}
    boxes = []
    for left, arm, name in zip(_ARMS, sides, names, strict=True):
        lines: list[Line] = [(words.get(stage, stage), getattr(arm, stage)) for stage in stages]
        boxes.append((left, [(f"={name}", None), *lines] if name else lines))
    return boxes


def _draw_box(
    figure: Figure, axes: Axes, lines: Sequence[Line], place: tuple[float, float, float]
) -> None:
    left, top, height = place
    known = any(count is not None for _, count in lines)
    axes.add_patch(
        Rectangle(
            (left, top), _WIDE, height, facecolor="none", linewidth=1.2,
            edgecolor=style.INK if known else style.MUTED, linestyle="-" if known else (0, (4, 3)),
            clip_on=False, gid="known" if known else "unknown",
        )
    )  # fmt: skip
    first = top + height / 2 - _LINE * (len(lines) - 1) / 2
    for row, (name, count) in enumerate(lines):
        heading = name.startswith("=")
        words = name[1:] if heading else f"{name}: {_UNKNOWN if count is None else f'{count:,}'}"
        faint = count is None and not heading
        style.write(
            figure, (left + _WIDE / 2, first + _LINE * row), words, ha="center",
            color=style.MUTED if faint else style.INK, weight="bold" if heading else "normal",
        )  # fmt: skip


def _draw_arrows(axes: Axes, top: float, *, split: bool) -> None:
    """From one stage down to the next, in both arms."""
    middle = _middle() + _WIDE / 2
    for left in _ARMS:
        end = left + _WIDE / 2
        start = (middle if split else end, top - _GAP)
        axes.annotate(
            "", (end, top), start,
            arrowprops={"arrowstyle": "->", "color": style.MUTED, "linewidth": 1.2},
            annotation_clip=False,
        )  # fmt: skip
