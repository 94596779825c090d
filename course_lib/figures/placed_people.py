"""Single participants in the arm in which an analysis counts them, or in none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course_lib.figures import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_GAP, _TOP, _STEP, _COLUMNS, _HIGH = 0.2, 0.36, 0.45, 6, 4
_WIDE = (style.WIDTH - 2 * style.MARGIN - 2 * _GAP) / 3
_COLOURS = (style.BENEFIT, style.HARM)
_SHAPES = ("o", "s")


@dataclass(frozen=True)
class Placed:
    """One participant of the picture.

    Parameters
    ----------
    box : int
        Where they are counted: 0, 1 or 2, from the left.
    allocated : int
        0 for the first arm, 1 for the second.
    switched : bool
        Whether they received the other arm's care.
    poor : bool
        Whether the outcome was poor.
    """

    box: int
    allocated: int
    switched: bool
    poor: bool


@style.plain
def placed_people(
    people: Sequence[Placed],
    *,
    boxes: tuple[str, str, str],
    arms: tuple[str, str],
    poor: str,
    followed: int = 0,
) -> Figure:
    """Three boxes with a numbered mark for each participant counted there.

    A circle was allocated to the first arm, a square to the second, whichever box it stands in;
    filled marks had a poor outcome; a cross beside a mark says that it received the other arm's
    care.

    Parameters
    ----------
    people : sequence of Placed
        At most 24, in the order of their numbers.
    boxes : tuple of 3 str
        What the boxes are, from the left.
    arms : tuple of str
        The arms of the allocation.
    poor : str
        What a poor outcome is.
    followed : int
        Number of a participant to ring, counted from 1; 0 for none.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there are none or more than 24, or a box or an arm does not exist.

    Examples
    --------
    >>> figure = placed_people([Placed(0, 0, False, True), Placed(1, 0, True, False)],
    ...     boxes=("counted as treated", "left out", "counted as control"),
    ...     arms=("treatment", "control"), poor="dead or dependent", followed=2)
    >>> [text.get_text() for text in figure.texts][:3]
    ['counted as treated: 1', 'left out: 1', 'counted as control: 0']
    """
    if not 1 <= len(people) <= _COLUMNS * _HIGH:
        raise ValueError(f"the boxes hold 1 to {_COLUMNS * _HIGH} participants, not {len(people)}")
    if any(one.box not in (0, 1, 2) or one.allocated not in (0, 1) for one in people):
        raise ValueError("a participant stands in box 0, 1 or 2 and comes from arm 0 or 1")
    bottom = _TOP + _STEP * _HIGH + 0.12
    figure = style.sheet(round(bottom + 0.62, 2))
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    for box, name in enumerate(boxes):
        inside = [place for place, one in enumerate(people) if one.box == box]
        left = style.MARGIN + box * (_WIDE + _GAP)
        style.write(figure, (left, 0.16), f"{name}: {len(inside)}", ha="left", weight="bold")
        outline: dict[str, Any] = {"facecolor": "none", "edgecolor": style.MUTED, "linewidth": 1.1}
        frame = Rectangle((left, _TOP), _WIDE, bottom - _TOP, gid="box", clip_on=False, **outline)
        axes.add_patch(frame)
        for slot, place in enumerate(inside):
            row, column = divmod(slot, _COLUMNS)
            spot = (left + 0.28 + column * 0.46, _TOP + 0.28 + row * _STEP)
            _draw_one(axes, people[place], place + 1, spot, ringed=place + 1 == followed)
    _write_key(figure, axes, arms, poor, bottom)
    return figure


def _draw_one(
    axes: Axes, one: Placed, number: int, spot: tuple[float, float], *, ringed: bool
) -> None:
    colour = _COLOURS[one.allocated]
    if ringed:
        look: dict[str, Any] = {"facecolors": "none", "edgecolors": style.INK, "linewidths": 2.2}
        axes.scatter([spot[0]], [spot[1]], s=620, clip_on=False, gid="followed", **look)
    axes.scatter(
        [spot[0]], [spot[1]], s=330, marker=_SHAPES[one.allocated], clip_on=False,
        facecolors=colour if one.poor else "none", edgecolors=colour, linewidths=1.8, gid="person",
    )  # fmt: skip
    ink = style.ink_on(colour) if one.poor else style.INK
    axes.text(*spot, str(number), **style.letters(size=style.SMALL, color=ink, ha="center"))
    if one.switched:
        look = style.letters(size=style.SMALL, ha="center", weight="bold")
        axes.text(spot[0] + 0.2, spot[1] - 0.17, "×", gid="switched", **look)


def _write_key(figure: Figure, axes: Axes, arms: tuple[str, str], poor: str, bottom: float) -> None:
    """Marks and words, from the left, on two lines."""
    lines = (
        ((0, False, f"allocated to {arms[0]}"), (1, False, f"allocated to {arms[1]}")),
        ((0, True, f"filled: {poor}"), (None, False, "× received the other arm's care")),
    )
    for row, line in enumerate(lines):
        left, middle = style.MARGIN + 0.12, bottom + 0.2 + 0.24 * row
        for arm, filled, words in line:
            if arm is not None:
                colour = _COLOURS[arm]
                axes.scatter(
                    [left], [middle], s=110, marker=_SHAPES[arm], edgecolors=colour,
                    facecolors=colour if filled else "none", linewidths=1.6, clip_on=False,
                    gid="key",
                )  # fmt: skip
            start = left + (0.16 if arm is not None else -0.08)
            look: dict[str, Any] = {"ha": "left", "size": style.SMALL, "color": style.MUTED}
            style.write(figure, (start, middle), words, **look)
            left = style.MARGIN + 0.12 + 4.5
