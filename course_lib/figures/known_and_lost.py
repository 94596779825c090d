"""Participants at two visits: whose final score is known, and whose was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.ruler import Ruler, draw_ruler

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LEFT, _TALL, _KEY, _GAP = 0.75, 3.0, 0.24, 0.5
_ENDS = (-25.0, 65.0)
_TICKS = (-20, 0, 20, 40, 60)
Array = NDArray[np.float64]


@style.plain
def known_and_lost(
    early: ArrayLike,
    final: ArrayLike,
    observed: ArrayLike,
    *,
    means: ArrayLike,
    labels: tuple[str, str],
    said: tuple[str, str],
) -> Figure:
    """One panel per arm: each participant at early score (across) and final score (up).

    Filled dots are known, crosses lost. A full line stands at the mean of everybody, a dashed
    one at the mean of the known; the distance between them is what the reader of the known
    alone gets wrong.

    Parameters
    ----------
    early, final : array of shape (2, participants)
        Scores of both arms, the lost ones' too.
    observed : array of bool of the same shape
        Whose final score is known.
    means : array of shape (2, 2)
        Per arm: mean final score of everybody, and of the known.
    labels : tuple of str
        What the two arms are.
    said : tuple of str
        A line of words under each label.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If the three arrays are not two rows of the same length.

    Examples
    --------
    >>> figure = known_and_lost([[10, 12], [8, 14]], [[30, 20], [28, 33]],
    ...                         [[True, False], [True, True]], means=[(25, 30), (30.5, 30.5)],
    ...                         labels=("treatment", "control"), said=("1 lost", "none lost"))
    >>> [text.get_text() for text in figure.texts][:2]
    ['known', 'lost']
    """
    before, after, seen = np.asarray(early), np.asarray(final), np.asarray(observed, dtype=bool)
    if not before.shape == after.shape == seen.shape or before.ndim != 2 or len(before) != 2:
        raise ValueError("early, final and observed are two rows each, of one length")
    top = 0.1 + _KEY + 0.62
    bottom = top + _TALL
    figure = style.sheet(bottom + 0.6)
    _write_key(figure)
    width = (style.WIDTH - _LEFT - style.MARGIN - _GAP) / 2
    for arm in range(2):
        left = _LEFT + arm * (width + _GAP)
        axes = style.panel(figure, left, width, across=(0, 1))
        draw_ruler(axes, Ruler(*_ENDS), top=top, bottom=bottom)
        _draw_heights(axes, (top, bottom), numbers=arm == 0)
        _draw_people(axes, before[arm], _down(after[arm], bottom), seen[arm])
        _draw_means(axes, _down(np.asarray(means, dtype=np.float64)[arm], bottom).tolist())
        style.write(figure, (left, top - 0.44), labels[arm], ha="left", weight="bold")
        look = {"size": style.SMALL, "color": style.MUTED, "ha": "left"}
        style.write(figure, (left, top - 0.2), said[arm], **look)
        style.write(figure, (left + width / 2, bottom + 0.4), "early score", ha="center")
    return figure


def _down(scores: Array, bottom: float) -> Array:
    """Inches from the top of the sheet; scores beyond the axis stand at its ends."""
    share = np.asarray(Ruler(*_ENDS).place(scores).clip(0, 1))
    return np.asarray(bottom - _TALL * share)


def _draw_heights(axes: Axes, ends: tuple[float, float], *, numbers: bool) -> None:
    for tick in _TICKS:
        height = float(_down(np.array(float(tick)), ends[1]))
        look: dict[str, Any] = {
            "color": style.GRID,
            "linewidth": 0.8,
            "zorder": 0.5,
            "clip_on": False,
        }
        axes.plot([0, 1], [height, height], **look)
        if numbers:
            words = f"{tick}".replace("-", "−")
            small = style.letters(size=style.SMALL, color=style.MUTED, ha="right")
            axes.text(-0.02, height, words, **small)
    if numbers:
        upright = style.letters(ha="center", rotation=90)
        axes.text(-0.15, (ends[0] + ends[1]) / 2, "final score", **upright)


def _draw_people(axes: Axes, early: Array, heights: Array, seen: NDArray[np.bool_]) -> None:
    across = Ruler(*_ENDS).place(early).clip(0, 1)
    for which, look in ((seen, _KNOWN), (~seen, _LOST)):
        axes.scatter(across[which], heights[which], clip_on=False, **look)


def _draw_means(axes: Axes, heights: list[float]) -> None:
    for height, look in zip(heights, (_EVERYBODY, _OF_KNOWN), strict=True):
        if np.isfinite(height):
            axes.plot([0, 1], [height, height], clip_on=False, **look)


_KNOWN: dict[str, Any] = {
    "s": 22, "color": style.BENEFIT, "linewidths": 0, "zorder": 2, "gid": "known",
}  # fmt: skip
_LOST: dict[str, Any] = {
    "s": 30, "color": style.HARM, "marker": "x", "linewidths": 1.4, "zorder": 3, "gid": "lost",
}  # fmt: skip
_EVERYBODY: dict[str, Any] = {"color": style.INK, "linewidth": 1.8, "gid": "mean", "zorder": 4}
_OF_KNOWN: dict[str, Any] = _EVERYBODY | {"linestyle": (0, (4, 2)), "gid": "mean of the known"}


def _write_key(figure: Figure) -> None:
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    middle, left = 0.1 + _KEY / 2, style.MARGIN
    words = ("known", "lost", "mean of everybody", "mean of the known")
    for name, look in zip(words, (_KNOWN, _LOST, _EVERYBODY, _OF_KNOWN), strict=True):
        plain = {key: value for key, value in look.items() if key != "gid"} | {"clip_on": False}
        if "s" in look:
            axes.scatter([left + 0.12], [middle], **plain)
        else:
            axes.plot([left - 0.1, left + 0.26], [middle, middle], **plain)
        style.write(figure, (left + 0.36, middle), name, ha="left")
        left += 0.36 + style.width_of(name) + 0.5
