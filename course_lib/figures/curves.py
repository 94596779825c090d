"""Chances as curves: how power, or another chance, changes along an axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, Unpack

import numpy as np
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import style
from course_lib.figures.ruler import Ruler, draw_ruler

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = NDArray[np.float64]
_LEFT, _TALL, _KEY_LEFT, _KEY_STEP = 1.0, 2.7, 0.62, 0.24
_LOOKS = ((style.BENEFIT, "-"), (style.HARM, (0, (5, 2.5))), (style.NEITHER, (0, (1.5, 1.8))))
_SHAPES = ("D", "s", "^", "v")


class Mark(NamedTuple):
    """A place that is spoken of: where it stands, and its words in the key."""

    x: float
    y: float
    words: str


class Dots(NamedTuple):
    """Chances that were counted: where, how large, half of each error bar, words in the key."""

    x: ArrayLike
    y: ArrayLike
    errors: ArrayLike
    words: str


class Plane(TypedDict, total=False):
    """The two axes: their titles, whether the lower one is logarithmic, and a wanted chance."""

    titles: tuple[str, str]
    log: bool
    wanted: float


@style.plain
def curves(
    x: ArrayLike,
    lines: Mapping[str, ArrayLike],
    *,
    marks: Sequence[Mark] = (),
    dots: Dots | None = None,
    **plane: Unpack[Plane],
) -> Figure:
    """Curves of chances from 0 to 100 %, with a key above that says what each of them is.

    Lines differ in dashes as well as in colour. Marks have a shape of their own and lines down to
    both axes.

    Parameters
    ----------
    x : array of shape (places,)
        Where the curves were computed, ascending.
    lines : mapping of str to array of shape (places,)
        Words for the key, and chances as shares. At most three.
    marks : sequence of Mark
        Places to set off; at most four.
    dots : Dots, optional
        Chances that were counted in simulated trials.
    titles : tuple of str
        Titles of the lower and of the upright axis.
    log : bool
        Whether the lower axis is logarithmic; default false.
    wanted : float
        A chance to draw a level line at, for example 0.8.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there are more lines or marks than looks, a curve does not match ``x``, or a chance
        lies outside 0 to 1.

    Examples
    --------
    >>> figure = curves([100, 200], {"odds ratio 2": [0.5, 0.8]}, titles=("participants", "power"),
    ...                 marks=[Mark(200, 0.8, "200 participants: 80%")])
    >>> [text.get_text() for text in figure.texts]
    ['odds ratio 2', '200 participants: 80%', 'participants', 'power']
    """
    places = np.asarray(x, dtype=np.float64)
    heights = [_checked(line, places) for line in lines.values()]
    if not 1 <= len(heights) <= len(_LOOKS) or len(marks) > len(_SHAPES):
        raise ValueError(f"one to {len(_LOOKS)} lines and at most {len(_SHAPES)} marks, not more")
    keys = [*lines, *(mark.words for mark in marks), *([dots.words] if dots else [])]
    top = 0.1 + _KEY_STEP * len(keys) + 0.14
    figure = style.sheet(top + _TALL + 0.58)
    axes = style.panel(figure, _LEFT, style.WIDTH - style.MARGIN - 0.3 - _LEFT, across=(0, 1))
    ruler = Ruler(float(places[0]), float(places[-1]), log=plane.get("log", False))
    _draw_plane(axes, ruler, top, plane.get("wanted"))
    across = ruler.place(places)
    for height, (colour, dashes) in zip(heights, _LOOKS, strict=False):
        look: dict[str, Any] = {
            "color": colour,
            "linestyle": dashes,
            "linewidth": 2.2,
            "clip_on": False,
        }
        axes.plot(across, _down(height, top), gid="curve", **look)
    if dots:
        _draw_dots(axes, ruler, dots, top)
    for mark, shape in zip(marks, _SHAPES, strict=False):
        _draw_mark(axes, ruler, mark, shape, top)
    _write_key(figure, keys, len(heights), len(marks))
    titles = plane.get("titles", ("", "chance"))
    middle = _LEFT + (style.WIDTH - style.MARGIN - 0.3 - _LEFT) / 2
    style.write(figure, (middle, top + _TALL + 0.42), titles[0], ha="center")
    style.write(figure, (0.2, top + _TALL / 2), titles[1], ha="center", rotation=90)
    return figure


def _checked(line: ArrayLike, places: Array) -> Array:
    heights = np.asarray(line, dtype=np.float64)
    if heights.shape != places.shape or places.ndim != 1:
        raise ValueError(f"a curve needs a chance at each of {places.size} places")
    if not ((heights >= 0) & (heights <= 1)).all():
        raise ValueError("chances are shares from 0 to 1")
    return heights


def _down(height: ArrayLike, top: float) -> Array:
    """Inches from the top of the sheet at which a chance stands."""
    return np.asarray(top + _TALL * (1 - np.asarray(height, dtype=np.float64)))


def _draw_plane(axes: Axes, ruler: Ruler, top: float, wanted: float | None) -> None:
    """Grid, both axes with their numbers, and the level line of the wanted chance."""
    draw_ruler(axes, ruler, top=top, bottom=top + _TALL)
    levels = [0, 0.2, 0.4, 0.6, 0.8, 1]
    rows = [[(0, float(_down(level, top))), (1, float(_down(level, top)))] for level in levels]
    look: dict[str, Any] = {"zorder": 0.5, "gid": "grid", "clip_on": False, "linewidths": 0.8}
    axes.add_collection(LineCollection(rows, colors=style.GRID, **look), autolim=False)
    for level, row in zip(levels, rows, strict=True):
        words = style.letters(size=style.SMALL, color=style.MUTED, ha="right")
        axes.text(-0.012, row[0][1], f"{100 * level:.0f}%", **words)
    if wanted is not None:
        height = float(_down(wanted, top))
        axes.plot([0, 1], [height, height], color=style.INK, lw=1.1, gid="wanted", clip_on=False)


def _draw_dots(axes: Axes, ruler: Ruler, dots: Dots, top: float) -> None:
    across, heights = ruler.place(dots.x), np.asarray(dots.y, dtype=np.float64)
    half = np.asarray(dots.errors, dtype=np.float64)
    low, high = _down((heights - half).clip(0), top), _down((heights + half).clip(max=1), top)
    bars = [
        [(place, one), (place, other)] for place, one, other in zip(across, low, high, strict=True)
    ]
    look: dict[str, Any] = {
        "colors": style.INK,
        "linewidths": 1.4,
        "clip_on": False,
        "gid": "errors",
    }
    axes.add_collection(LineCollection(bars, **look), autolim=False)
    dot: dict[str, Any] = {
        "color": style.INK,
        "markersize": 6,
        "markeredgewidth": 0,
        "clip_on": False,
    }
    axes.plot(across, _down(heights, top), "o", gid="dots", **dot)


def _draw_mark(axes: Axes, ruler: Ruler, mark: Mark, shape: str, top: float) -> None:
    """A shape on the plane, and thin lines from it to both axes; none where it is off the plane."""
    across, height = float(ruler.place(mark.x)), float(_down(mark.y, top))
    if not 0 <= across <= 1:
        return
    corner = [(0, height), (across, height), (across, top + _TALL)]
    look: dict[str, Any] = {
        "colors": style.MUTED,
        "linewidths": 0.9,
        "clip_on": False,
        "gid": "drops",
    }
    axes.add_collection(LineCollection([corner], **look), autolim=False)
    sign: dict[str, Any] = {
        "color": style.INK,
        "markersize": 9,
        "markeredgewidth": 0,
        "clip_on": False,
    }
    axes.plot([across], [height], shape, gid="mark", zorder=4, **sign)


def _write_key(figure: Figure, keys: Sequence[str], lines: int, marks: int) -> None:
    """One row per line, mark and kind of dot: its look, and its words."""
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    for row, words in enumerate(keys):
        middle = 0.1 + _KEY_STEP * (row + 0.5)
        if row < lines:
            colour, dashes = _LOOKS[row]
            look: dict[str, Any] = {
                "color": colour,
                "linestyle": dashes,
                "linewidth": 2.2,
                "clip_on": False,
            }
            axes.plot([style.MARGIN, style.MARGIN + 0.4], [middle, middle], **look)
        else:
            place = row - lines
            shape = _SHAPES[place] if place < marks else "o"
            size = 8 if place < marks else 6
            sign: dict[str, Any] = {
                "color": style.INK,
                "markersize": size,
                "markeredgewidth": 0,
                "clip_on": False,
            }
            axes.plot([style.MARGIN + 0.2], [middle], shape, **sign)
        style.write(figure, (_KEY_LEFT, middle), words, ha="left")
