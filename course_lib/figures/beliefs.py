"""Beliefs about an odds ratio: before a trial, what the trial says, and after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import PolyCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.ruler import Ruler, draw_ruler

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = NDArray[np.float64]
_LEFT, _TALL, _KEY_LEFT, _KEY_STEP = 0.4, 2.3, 0.62, 0.24
_LOOKS: tuple[tuple[str, Any], ...] = (
    (style.NEITHER, (0, (5, 2.5))),
    (style.HARM, (0, (1.5, 1.8))),
    (style.BENEFIT, "-"),
)


@style.plain
def beliefs(
    x: ArrayLike,
    lines: Mapping[str, ArrayLike],
    *,
    reference: float = 1.0,
    title: str = "true odds ratio",
) -> Figure:
    """Densities over ratios; the last is filled on the side of benefit.

    The curves differ in dashes as well as in colour. Only their place and width are to be read:
    the height has no axis.

    Parameters
    ----------
    x : array of shape (places,)
        Ratios, ascending; the axis is logarithmic.
    lines : mapping of str to array of shape (places,)
        Words for the key, and densities over the logarithm of the ratio. At most three.
    reference : float
        Where no effect lies.
    title : str
        What stands under the axis.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there are no lines or more than three, or a line does not match ``x``.

    Examples
    --------
    >>> figure = beliefs([0.5, 1, 2], {"before": [0.1, 0.8, 0.1]})
    >>> [text.get_text() for text in figure.texts]
    ['before', 'harm', 'benefit', 'true odds ratio']
    """
    places = np.asarray(x, dtype=np.float64)
    heights = [np.asarray(line, dtype=np.float64) for line in lines.values()]
    if not 1 <= len(heights) <= len(_LOOKS) or any(one.shape != places.shape for one in heights):
        raise ValueError(f"one to {len(_LOOKS)} lines, each with one density per place")
    top = 0.1 + _KEY_STEP * len(heights) + 0.36
    floor = top + _TALL
    figure = style.sheet(round(floor + 0.58, 2))
    width = style.WIDTH - 2 * _LEFT
    axes = style.panel(figure, _LEFT, width, across=(0, 1))
    ruler = Ruler(float(places[0]), float(places[-1]), log=True)
    draw_ruler(axes, ruler, top=top, bottom=floor, reference=reference)
    scale = 0.96 * _TALL / max(float(one.max()) for one in heights)
    curves = [floor - scale * one for one in heights]
    _fill(axes, ruler.place(places), curves[-1], float(ruler.place(reference)), floor)
    looks = _LOOKS[-len(curves) :]
    for curve, (colour, dashes) in zip(curves, looks, strict=True):
        look: dict[str, Any] = {"color": colour, "linestyle": dashes, "linewidth": 2.2}
        axes.plot(ruler.place(places), curve, gid="curve", clip_on=False, **look)
    _write_key(figure, list(lines), looks)
    origin = _LEFT + width * float(ruler.place(reference))
    for word, side in (("harm", -1), ("benefit", 1)):
        spot = (origin + side * (0.15 + style.width_of(word, style.SMALL) / 2), top - 0.14)
        style.write(figure, spot, word, ha="center", size=style.SMALL, color=style.MUTED)
    style.write(figure, (style.WIDTH / 2, floor + 0.42), title, ha="center")
    return figure


def _fill(axes: Axes, across: Array, curve: Array, origin: float, floor: float) -> None:
    """The part of the last curve that lies on the side of benefit."""
    inside = across >= origin
    if not inside.any():
        return
    start = (origin, float(np.interp(origin, across, curve)))
    upper = [start, *zip(across[inside].tolist(), curve[inside].tolist(), strict=True)]
    corners = [*upper, (float(across[-1]), floor), (origin, floor)]
    area = PolyCollection([corners], facecolors=style.BENEFIT)
    area.set(alpha=0.28, linewidth=0, zorder=0.4, clip_on=False, gid="benefit")
    axes.add_collection(area, autolim=False)


def _write_key(figure: Figure, words: list[str], looks: tuple[tuple[str, Any], ...]) -> None:
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    for row, (word, (colour, dashes)) in enumerate(zip(words, looks, strict=True)):
        middle = 0.1 + _KEY_STEP * (row + 0.5)
        look: dict[str, Any] = {"color": colour, "linestyle": dashes, "linewidth": 2.2}
        ends = [style.MARGIN, style.MARGIN + 0.4]
        axes.plot(ends, [middle, middle], clip_on=False, **look)
        style.write(figure, (_KEY_LEFT, middle), word, ha="left")
