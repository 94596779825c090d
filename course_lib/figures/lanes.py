"""Allocation in order of enrolment: two lanes of participants, and how far the arms run ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LANES, _LEFT, _HALF = (0.3, 0.66), 1.35, 0.62
_NOTES, _PATH = 1.0, 1.25


@style.plain
def allocation_lanes(
    arms: Sequence[bool | None],
    *,
    names: tuple[str, str],
    ends: Sequence[int] = (),
    filled: Sequence[bool] = (),
    notes: Sequence[str] = (),
    ahead: ArrayLike | None = None,
) -> Figure:
    """Each participant as a dot in the lane of their arm, in order of enrolment.

    Parameters
    ----------
    arms : sequence of bool or None
        True for the upper lane, False for the lower, None for a participant still to come.
    names : tuple of str
        The upper and the lower lane.
    ends : sequence of int
        After how many participants a block ends: an upright line.
    filled : sequence of bool
        Whose dot is filled; the others are rings. Default: all.
    notes : sequence of str
        A short word under each participant.
    ahead : array of shape (participants,), optional
        After each participant, how many more than planned the upper lane has: a path below.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no participant, or a sequence does not follow the participants.

    Examples
    --------
    >>> figure = allocation_lanes([True, False, None], names=("cells", "control"))
    >>> [text.get_text() for text in figure.texts][:2]
    ['cells', 'control']
    """
    for one in (filled, notes, () if ahead is None else np.asarray(ahead)):
        if not arms or len(one) not in (0, len(arms)):
            raise ValueError(f"one mark is needed for each of {len(arms)} participants")
    bottom = (_NOTES if not notes else _NOTES + 0.25) if ahead is None else _PATH + 2 * _HALF
    figure = style.sheet(round(bottom + 0.3, 2))
    width = style.WIDTH - style.MARGIN - 0.2 - _LEFT
    axes = style.panel(figure, _LEFT, width, across=(0, len(arms)))
    for name, lane in zip(names, _LANES, strict=True):
        style.write(figure, (style.MARGIN, lane), name, ha="left")
    _draw_dots(axes, arms, filled)
    lines = [[(end, _LANES[0] - 0.18), (end, _LANES[1] + 0.18)] for end in ends]
    axes.add_collection(
        LineCollection(lines, colors=style.CUT, linewidths=1.4, clip_on=False, gid="ends"),
        autolim=False,
    )
    for place, word in enumerate(notes):
        look = style.letters(size=style.SMALL, color=style.MUTED, ha="center")
        axes.text(place + 0.5, _NOTES, word, **look)
    _number(axes, len(arms), bottom + 0.14)
    if ahead is not None:
        style.write(figure, (style.MARGIN, _PATH + _HALF), "more or fewer\nthan planned", ha="left")
        _draw_path(axes, np.asarray(ahead, dtype=np.float64), len(arms))
    return figure


def _draw_dots(axes: Axes, arms: Sequence[bool | None], filled: Sequence[bool]) -> None:
    solid = filled or [True] * len(arms)
    size = 120 if len(arms) <= 24 else 34
    for kind, lane, colour in ((True, _LANES[0], style.BENEFIT), (False, _LANES[1], style.HARM)):
        for full in (True, False):
            places = [
                place + 0.5
                for place, arm in enumerate(arms)
                if arm is kind and bool(solid[place]) is full
            ]
            axes.scatter(
                places, [lane] * len(places), s=size, facecolors=colour if full else "none",
                edgecolors=colour, linewidths=1.4, clip_on=False, gid="participants",
            )  # fmt: skip
    coming = [place + 0.5 for place, arm in enumerate(arms) if arm is None]
    axes.scatter(
        coming, [sum(_LANES) / 2] * len(coming), s=size / 5, color=style.MUTED, linewidths=0,
        clip_on=False, gid="coming",
    )  # fmt: skip


def _number(axes: Axes, participants: int, middle: float) -> None:
    step = 1 if participants <= 24 else 10
    for number in range(step, participants + 1, step):
        look = style.letters(size=style.SMALL, color=style.MUTED, ha="center")
        axes.text(number - 0.5, middle, str(number), **look)


def _draw_path(axes: Axes, ahead: NDArray[np.float64], participants: int) -> None:
    """The path in a band of fixed height; its ends are written where it is widest."""
    known = ahead[np.isfinite(ahead)]
    reach = max(4.0, float(np.abs(known).max(initial=0)))
    middle = _PATH + _HALF
    for level in (-reach, 0.0, reach):
        height = middle - _HALF * level / reach
        axes.plot(
            [0, participants], [height, height], color=style.GRID if level else style.MUTED,
            linewidth=0.8, gid="grid", clip_on=False,
        )  # fmt: skip
        words = f"{level:+.3g}".replace("-", "−") if level else "0"
        look = style.letters(size=style.SMALL, color=style.MUTED, ha="right")
        axes.text(-0.006 * participants, height, words, **look)
    x, y = np.arange(len(known) + 1), middle - _HALF * np.append(0, known) / reach
    axes.plot(x, y, color=style.INK, linewidth=1.6, gid="path", clip_on=False)
