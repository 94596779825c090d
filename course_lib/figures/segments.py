"""Grotta bars, piece by piece: what outcome_bars and gallery have in common."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.scale import OrdinalScale

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def shares_by_row(
    proportions: ArrayLike, labels: Sequence[str], scale: OrdinalScale
) -> NDArray[np.float64]:
    """The shares as rows × levels; a ValueError names what does not fit.

    Examples
    --------
    >>> from course_lib.scale import MRS
    >>> shares_by_row([[0.5, 0.5]], ["treatment"], MRS)
    Traceback (most recent call last):
    ValueError: the modified Rankin Scale has 7 levels; a bar has 2 shares
    """
    shares = np.atleast_2d(np.asarray(proportions, dtype=np.float64))
    if shares.ndim != 2 or len(shares) != len(labels):
        raise ValueError(
            f"bars need one row of shares per label; {len(labels)} labels, shares {shares.shape}"
        )
    if shares.shape[1] != len(scale):
        raise ValueError(
            f"the {scale.name} has {len(scale)} levels; a bar has {shares.shape[1]} shares"
        )
    if not ((shares >= 0).all() and np.allclose(shares.sum(axis=1), 1)):
        raise ValueError("the shares of a bar must be 0 or more and sum to 1")
    return shares


def edges_of(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where segments begin and end: rows × (levels + 1), from 0 to 1."""
    return np.concatenate([np.zeros((len(shares), 1)), shares.cumsum(axis=1)], axis=1).clip(0, 1)


def box(left: float, right: float, top: float, bottom: float) -> list[tuple[float, float]]:
    """The four corners of a rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def draw_segments(
    strip: style.Strip, shares: NDArray[np.float64], tops: Sequence[float], *, height: float
) -> None:
    """One bar per row, coloured from best to worst; bars begin at ``tops`` inches."""
    edges, colours = edges_of(shares), style.ramp(shares.shape[1])
    boxes, grounds = [], []
    for top, row in zip(tops, edges, strict=True):
        for place, (left, right) in enumerate(pairwise(row)):
            if right > left:
                boxes.append(box(left, right, top, top + height))
                grounds.append(colours[place])
    strip.add(
        PolyCollection(
            boxes,
            facecolors=grounds,
            edgecolors=style.EDGE,
            linewidths=0.5,
            gid="segments",
            clip_on=False,
        )
    )


def write_digits(
    strip: style.Strip,
    shares: NDArray[np.float64],
    middles: Sequence[float],
    *,
    width: float,
    size: float,
) -> None:
    """Per cent inside each segment that is wide enough for it; ``width`` is the bar in inches."""
    edges, colours = edges_of(shares), style.ramp(shares.shape[1])
    for middle, row, ends in zip(middles, shares, edges, strict=True):
        for place, share in enumerate(row):
            digits = f"{100 * share:.0f}"
            if share * width >= style.width_of(digits, size) + 0.07:
                look = style.letters(size=size, color=style.ink_on(colours[place]), ha="center")
                strip.text((ends[place] + ends[place + 1]) / 2, middle, digits, **look)


def connect_rows(
    strip: style.Strip, shares: NDArray[np.float64], tops: Sequence[float], *, height: float
) -> None:
    """Lines from each bar to the next between the same shares at a level or better."""
    inner = edges_of(shares)[:, 1:-1]
    lines = [
        [(one, top + height), (other, below)]
        for top, below, row, following in zip(tops, tops[1:], inner, inner[1:], strict=False)
        for one, other in zip(row, following, strict=True)
    ]
    strip.add(
        LineCollection(lines, colors=style.EDGE, linewidths=0.8, clip_on=False, gid="connections")
    )


def few_words(label: str) -> str:
    """The head of a level's label: what comes before its first colon or comma.

    Examples
    --------
    >>> few_words("slight disability: looks after own affairs")
    'slight disability'
    """
    return label.partition(":")[0].partition(",")[0]


def legend_rows(scale: OrdinalScale, width: float) -> list[list[tuple[float, int]]]:
    """Where each level's entry stands: rows of (inches from the legend's left, level)."""
    rows: list[list[tuple[float, int]]] = [[]]
    left = 0.0
    for place in range(len(scale)):
        entry = 0.24 + style.width_of(legend_words(scale, place), style.SMALL)
        if rows[-1] and left + entry > width:
            rows.append([])
            left = 0.0
        rows[-1].append((left, place))
        left += entry + 0.2
    return rows


def legend_words(scale: OrdinalScale, place: int) -> str:
    """Code and few words of a level; a code that stands among the words is not said twice.

    Examples
    --------
    >>> scale = OrdinalScale("IST", ("recovered", "3"), ("fully recovered", "moderate disability"))
    >>> [legend_words(scale, place) for place in (0, 1)]
    ['fully recovered', '3 moderate disability']
    """
    code, words = scale.levels[place], few_words(scale.labels[place])
    if code.lower() in words.lower().split() or code.lower() == words.lower():
        return words
    return f"{code}: {words}" if " " in code else f"{code} {words}"


def draw_legend(figure: Figure, scale: OrdinalScale, *, left: float, top: float) -> None:
    """A swatch, the code and a few words for each level, in as many lines as they need."""
    height = float(figure.get_size_inches()[1])
    boxes, colours = [], style.ramp(len(scale))
    for line, row in enumerate(legend_rows(scale, style.WIDTH - style.MARGIN - left)):
        middle = top + 0.11 + 0.22 * line
        for start, place in row:
            x = left + start
            ends = (1 - (middle - 0.065) / height, 1 - (middle + 0.065) / height)
            boxes.append(box(x / style.WIDTH, (x + 0.17) / style.WIDTH, *ends))
            words = legend_words(scale, place)
            look = {"size": style.SMALL, "color": style.MUTED, "ha": "left"}
            style.write(figure, (x + 0.24, middle), words, **look)
    swatches = PolyCollection(
        boxes,
        facecolors=colours,
        edgecolors=style.EDGE,
        linewidths=0.5,
        clip_on=False,
        gid="legend",
        transform=figure.transFigure,
    )
    figure.add_artist(swatches)
