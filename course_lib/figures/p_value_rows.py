"""P-values on one line, from small to 1: as they came and, where wanted, adjusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.names import Names
from course_lib.figures.ruler import Ruler, draw_ruler

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABEL_WIDTH, _STEP, _LOW = 3.0, 0.36, 0.005
_KEY = (("o", "as it came"), ("D", "adjusted"))


@style.plain
def p_value_rows(
    p_values: ArrayLike,
    *,
    labels: Sequence[str],
    adjusted: ArrayLike | None = None,
    highlight: Sequence[int] = (),
    level: float = 0.05,
) -> Figure:
    """One p-value per row on a logarithmic line, its number at the right.

    Parameters
    ----------
    p_values : array of shape (rows,)
        As they came; those below 0.005 stand at its left end.
    labels : sequence of str
        One per row, from the top.
    adjusted : array of shape (rows,), optional
        The same after adjustment: a second sign, and a line that joins them. ``nan`` where there
        is none.
    highlight : sequence of int
        Rows to set off, counted from 0.
    level : float
        Where an upright line stands.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If a p-value lies outside 0 to 1, or labels or adjusted values do not match.

    Examples
    --------
    >>> figure = p_value_rows([0.023, 0.09], labels=["leg", "side"], adjusted=[0.046, 0.09])
    >>> [text.get_text() for text in figure.texts][:4]
    ['as it came', 'adjusted', 'leg', 'side']
    """
    came = _checked(p_values, labels)
    after = None if adjusted is None else _checked(adjusted, labels)
    names = Names.folded(labels, _LABEL_WIDTH)
    left = names.right + 0.3
    width = style.WIDTH - style.MARGIN - (1.55 if after is not None else 0.8) - left
    top = 0.3 if after is None else 0.56
    step = max(_STEP, names.height + 0.12)
    bottom = top + step * len(came) + 0.04
    figure = style.sheet(round(bottom + 0.56, 2))
    axes = style.panel(figure, left, width, across=(0, 1))
    ruler = Ruler(_LOW, 1.0, log=True)
    draw_ruler(axes, ruler, top=top, bottom=bottom, reference=level)
    middles = [top + step * (row + 0.5) for row in range(len(came))]
    _draw_signs(axes, ruler, came, middles, "o")
    if after is not None:
        _write_key(figure, left)
        _draw_joins(axes, ruler, came, after, middles)
        _draw_signs(axes, ruler, after, middles, "D")
    names.write(figure, middles, bold=highlight)
    for row, middle in enumerate(middles):
        look = {"ha": "right", "weight": "bold" if row in highlight else "normal"}
        words = _said(came[row], None if after is None else after[row])
        style.write(figure, (style.WIDTH - style.MARGIN, middle), words, **look)
    foot: dict[str, Any] = {"size": style.SMALL, "color": style.MUTED, "ha": "center"}
    style.write(figure, (left + width / 2, bottom + 0.4), "p-value", **foot)
    return figure


def _checked(p_values: ArrayLike, labels: Sequence[str]) -> NDArray[np.float64]:
    array = np.asarray(p_values, dtype=np.float64)
    if array.shape != (len(labels),):
        raise ValueError(f"each p-value needs a label; {array.shape} and {len(labels)} labels")
    if ((array < 0) | (array > 1)).any():
        raise ValueError("a p-value lies from 0 to 1")
    return array


def _said(came: float, after: float | None) -> str:
    first = "" if np.isnan(came) else f"{came:.3f}"
    return first if after is None or np.isnan(after) else f"{first} → {after:.3f}"


def _draw_signs(
    axes: Axes, ruler: Ruler, values: NDArray[np.float64], middles: list[float], shape: str
) -> None:
    places = ruler.place(values.clip(_LOW)).tolist()
    full = shape == "o"
    look: dict[str, Any] = {
        "markersize": 8 if full else 9,
        "color": style.BENEFIT if full else "none",
        "markeredgecolor": style.BENEFIT if full else style.HARM,
        "markeredgewidth": 0 if full else 2.0,
        "clip_on": False,
    }
    for place, middle in zip(places, middles, strict=True):
        if not np.isnan(place):
            gid = "came" if full else "adjusted"
            axes.plot([place], [middle], shape, gid=gid, zorder=3 if full else 2.5, **look)


def _draw_joins(
    axes: Axes,
    ruler: Ruler,
    came: NDArray[np.float64],
    after: NDArray[np.float64],
    middles: list[float],
) -> None:
    ends = np.stack([ruler.place(came.clip(_LOW)), ruler.place(after.clip(_LOW))], axis=1)
    lines = [
        [(one, middle), (other, middle)]
        for (one, other), middle in zip(ends.tolist(), middles, strict=True)
        if not np.isnan(one + other)
    ]
    axes.add_collection(
        LineCollection(lines, colors=style.MUTED, linewidths=1.2, clip_on=False, gid="joins"),
        autolim=False,
    )


def _write_key(figure: Figure, left: float) -> None:
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    for place, (shape, words) in enumerate(_KEY):
        start = left + 1.6 * place
        full = shape == "o"
        look: dict[str, Any] = {
            "markersize": 8,
            "color": style.BENEFIT if full else "none",
            "markeredgecolor": style.BENEFIT if full else style.HARM,
            "markeredgewidth": 0 if full else 2.0,
            "clip_on": False,
        }
        axes.plot([start + 0.08], [0.2], shape, gid="key", **look)
        style.write(figure, (start + 0.26, 0.2), words, ha="left")
