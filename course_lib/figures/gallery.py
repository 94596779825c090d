"""A gallery: the outcomes of many trials, small, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.segments import (
    draw_legend,
    draw_segments,
    legend_rows,
    shares_by_row,
    write_digits,
)
from course_lib.scale import OrdinalScale

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_BAR, _STEP, _GAP, _TOP, _NAME_WIDTH = 0.2, 0.23, 0.16, 0.1, 1.7


@style.plain
def gallery(
    rows: Sequence[tuple[str, ArrayLike, Sequence[int]]],
    *,
    scale: OrdinalScale,
    arms: Sequence[str] = ("treatment", "control"),
) -> Figure:
    """Outcome bars of many trials: name, arms with their participants, one small bar each.

    Parameters
    ----------
    rows : sequence of (name, shares, sizes)
        Per trial its name, the arms' shares of shape (arms, levels), best level first, and the
        arms' participants.
    scale : OrdinalScale
        The scale of all the trials.
    arms : sequence of str
        What the bars of each trial are, from the top.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no trial, or a trial's shares do not match the arms and the scale.

    Examples
    --------
    >>> from course_lib.scale import OrdinalScale
    >>> walking = OrdinalScale("walking", ("yes", "no"), ("walks", "does not walk"))
    >>> figure = gallery([("A trial", [[0.6, 0.4], [0.5, 0.5]], (90, 88))], scale=walking)
    >>> [text.get_text() for text in figure.texts][:3]
    ['A trial', 'treatment 90', 'control 88']
    """
    if not rows:
        raise ValueError("a gallery needs at least one trial")
    shares = np.concatenate([shares_by_row(row[1], arms, scale) for row in rows])
    names = Names.folded([row[0] for row in rows], _NAME_WIDTH)
    pair = _STEP * (len(arms) - 1) + _BAR
    group = max(pair, names.height) + _GAP
    tops = [_TOP + group * trial + _STEP * arm
            for trial in range(len(rows)) for arm in range(len(arms))]  # fmt: skip
    sizes = [f"{arm} {size:,}" for row in rows for arm, size in zip(arms, row[2], strict=True)]
    left = names.right + 0.2 + max(style.width_of(words, style.SMALL) for words in sizes) + 0.12
    legend_top = _TOP + group * len(rows)
    legend = 0.22 * len(legend_rows(scale, style.WIDTH - 2 * style.MARGIN))
    figure = style.sheet(legend_top + legend + 0.08)
    names.write(figure, [_TOP + group * trial + pair / 2 for trial in range(len(rows))])
    middles = [top + _BAR / 2 for top in tops]
    for words, middle in zip(sizes, middles, strict=True):
        look = {"size": style.SMALL, "color": style.MUTED, "ha": "right"}
        style.write(figure, (left - 0.1, middle), words, **look)
    strip = style.Strip(figure, left, style.WIDTH - style.MARGIN - left)
    draw_segments(strip, shares, tops, height=_BAR)
    write_digits(strip, shares, middles, width=style.WIDTH - style.MARGIN - left, size=style.SMALL)
    draw_legend(figure, scale, left=style.MARGIN, top=legend_top)
    return figure
