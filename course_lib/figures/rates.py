"""Rates with their simulation error: how often a method errs, or finds what is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.ruler import Ruler, draw_ruler

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TOP, _LABEL_WIDTH = 0.36, 3.0


@style.plain
def rates(
    estimates: ArrayLike,
    *,
    labels: Sequence[str],
    errors: ArrayLike | None = None,
    reference: float | None = 0.05,
) -> Figure:
    """Rates as dots, in per cent, with bars for the error of the simulation.

    Parameters
    ----------
    estimates : array of shape (rows,)
        Rates as shares (0.05 is 5 %).
    labels : sequence of str
        One per row, from the top.
    errors : array of shape (rows,), optional
        Half the length of each error bar, as a share.
    reference : float, optional
        The rate that was promised: an upright line.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If a rate lies outside 0 to 1, or labels or errors do not match the rates.

    Examples
    --------
    >>> figure = rates([0.048, 0.088], labels=["one test", "pretest, then choose"])
    >>> [text.get_text() for text in figure.texts if "%" in text.get_text()]
    ['promised 5%', '4.8%', '8.8%']
    """
    shares, half = _checked(estimates, errors, labels)
    names = Names.folded(labels, _LABEL_WIDTH)
    left = names.right + 0.25
    width = style.WIDTH - style.MARGIN - 0.75 - left
    step = max(0.34, names.height + 0.1)
    bottom = _TOP + step * len(shares) + 0.04
    figure = style.sheet(bottom + 0.32)
    axes = style.panel(figure, left, width, across=(0, 1))
    ruler = _ruler(shares, half, reference)
    line = None if reference is None else 100 * reference
    draw_ruler(axes, ruler, top=_TOP, bottom=bottom, reference=line)
    if reference is not None:
        _write_reference(figure, reference, left + width * float(ruler.place(100 * reference)))
    middles = [_TOP + step * (row + 0.5) for row in range(len(shares))]
    _draw_dots(axes, ruler, shares, half, middles)
    names.write(figure, middles)
    for share, middle in zip(shares, middles, strict=True):
        style.write(figure, (style.WIDTH - style.MARGIN, middle), f"{100 * share:.1f}%", ha="right")
    return figure


def _checked(
    estimates: ArrayLike, errors: ArrayLike | None, labels: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    shares = np.asarray(estimates, dtype=np.float64)
    half = np.zeros(shares.shape) if errors is None else np.asarray(errors, dtype=np.float64)
    if not (len(shares) == len(labels) == len(half)):
        raise ValueError(
            f"each rate needs a label and an error; {len(shares)} rates, {len(labels)} labels, "
            f"{len(half)} errors"
        )
    if not ((shares >= 0) & (shares <= 1)).all():
        raise ValueError(f"rates are shares from 0 to 1, not {shares.tolist()}")
    return shares, half


def _ruler(
    shares: NDArray[np.float64], half: NDArray[np.float64], reference: float | None
) -> Ruler:
    """Per cent from 0, unless all rates are far from it."""
    marks = np.concatenate([shares - half, shares + half, [] if reference is None else [reference]])
    low, high = 100 * max(marks.min(), 0), 100 * min(marks.max(), 1)
    if low < high / 2 or low == high:
        low = 0
    air = 0.06 * (high - low) or 1
    return Ruler(max(low - air, 0), high + air, unit="%")


def _write_reference(figure: Figure, reference: float, wanted: float) -> None:
    words = f"promised {100 * reference:g}%"
    middle = style.shifted_inside(wanted, style.width_of(words, style.SMALL))
    look = {"size": style.SMALL, "color": style.MUTED, "ha": "center"}
    style.write(figure, (middle, _TOP - 0.17), words, **look)


def _draw_dots(
    axes: Axes,
    ruler: Ruler,
    shares: NDArray[np.float64],
    half: NDArray[np.float64],
    middles: list[float],
) -> None:
    lower, upper = ruler.place(100 * (shares - half)), ruler.place(100 * (shares + half))
    bars = [
        [(one, middle), (other, middle)]
        for one, other, middle in zip(lower.clip(0), upper.clip(max=1), middles, strict=True)
    ]
    axes.add_collection(
        LineCollection(bars, colors=style.BENEFIT, linewidths=1.8, clip_on=False, gid="errors"),
        autolim=False,
    )
    axes.scatter(
        ruler.place(100 * shares),
        middles,
        s=44,
        color=style.BENEFIT,
        linewidths=0,
        zorder=3,
        clip_on=False,
        gid="values",
    )
