"""How every figure looks: inks, colours, letters, and places measured in inches.

Places on a sheet are (inches from the left, inches from the top). The three inks are the only
colours that a page may exchange for those of its own theme, so what stands on a coloured ground
(the digits inside a bar) never uses them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import cache, lru_cache, wraps
from textwrap import wrap
from typing import TYPE_CHECKING, Any, ParamSpec

import matplotlib as mpl
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from course_lib.figures.contrast import contrast
from course_lib.figures.words import Words, put

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

WIDTH = 9.0
MARGIN = 0.12
INK, MUTED, GRID = "#1b1b1f", "#5f6470", "#d8dae0"
EDGE = "#868c98"
ON_LIGHT, ON_DARK = "#030405", "#ffffff"
BENEFIT, NEITHER, HARM = "#2f7ec2", "#8b919d", "#cf6420"
CUT = "#d97421"
LETTERS, SMALL = 10.5, 10.0
LINE = 0.18
DROP = 0.26  # from the middle of a line of text down to its baseline, in parts of its size
FAMILY = ("DejaVu Sans", "sans-serif")
_RAMP = ("#eaf2fb", "#a6cae9", "#6ea7d7", "#4485c1", "#2c69a7", "#184a83", "#0a2a55")

Arguments = ParamSpec("Arguments")


def plain(draw: Callable[Arguments, Figure]) -> Callable[Arguments, Figure]:
    """A figure drawn with matplotlib's own settings, whatever the reader has changed in theirs.

    Examples
    --------
    >>> draw = plain(lambda: sheet(mpl.rcParams["font.size"]))
    >>> with mpl.rc_context({"font.size": 30}):
    ...     draw().get_size_inches().tolist()
    [9.0, 10.0]
    """

    @wraps(draw)
    def drawn(*args: Arguments.args, **named: Arguments.kwargs) -> Figure:
        house = _plain_settings()
        same = all(mpl.rcParams[name] == one for name, one in house.items())
        with nullcontext() if same else mpl.rc_context(house):  # which copies all of them
            return draw(*args, **named)

    return drawn


@cache
def _plain_settings() -> dict[Any, Any]:
    groups = {"axes", "font", "hatch", "lines", "markers", "patch", "scatter", "text"}
    return {key: v for key, v in mpl.rcParamsDefault.items() if key.partition(".")[0] in groups}


def sheet(height: float) -> Figure:
    """An empty transparent figure, 9 inches wide.

    Examples
    --------
    >>> sheet(2.5).get_size_inches().tolist()
    [9.0, 2.5]
    """
    return Figure(figsize=(WIDTH, height), dpi=100, facecolor="none", edgecolor="none")


class Strip:
    """A drawing area over the figure's full height, in coordinates of its own.

    Down is inches from the top; across runs from 0 at ``left`` to 1 at ``left + width`` inches.
    An `Axes` could do the same, but making one takes longer than drawing all that stands in it.

    Examples
    --------
    >>> strip = Strip(sheet(2.0), 1.0, 7.0)
    >>> strip.transform.transform((1, 2)).round().tolist()    # dots, 100 an inch
    [800.0, 0.0]
    """

    def __init__(self, figure: Figure, left: float, width: float) -> None:
        height = float(figure.get_size_inches()[1])
        place = Affine2D().scale(width / WIDTH, -1 / height).translate(left / WIDTH, 1)
        self.figure = figure
        self.transform = place + figure.transFigure
        # A notebook shows no figure that has neither axes nor lines.
        figure.lines.append(Line2D([], [], figure=figure))

    def add(self, artist: Artist) -> None:
        artist.set_transform(self.transform)
        self.figure.add_artist(artist)

    def text(self, x: float, y: float, words: str, **look: Any) -> None:
        put(self.figure, x, y, words, transform=self.transform, **look)


def panel(figure: Figure, left: float, width: float, *, across: tuple[float, float]) -> Axes:
    """A drawing area over the figure's full height, without axes.

    Its vertical coordinate is inches from the top of the figure; its horizontal coordinate runs
    over ``across`` between ``left`` and ``left + width`` inches.

    Examples
    --------
    >>> panel(sheet(2.0), 1.0, 7.0, across=(0, 1)).get_xlim() == (0, 1)
    True
    """
    height = float(figure.get_size_inches()[1])
    axes = figure.add_axes((left / WIDTH, 0.0, width / WIDTH, 1.0))
    axes.set_axis_off()
    axes.set_xlim(*across)
    axes.set_ylim(height, 0.0)
    axes.set_autoscale_on(False)
    return axes


def write(figure: Figure, place: tuple[float, float], words: str, **look: Any) -> Words:
    """Words at a place given in inches from the left and from the top."""
    height = float(figure.get_size_inches()[1])
    return put(figure, place[0] / WIDTH, 1 - place[1] / height, words, **letters(**look))


def letters(**look: Any) -> dict[str, Any]:
    """The settings of a text: the house's, and over them the ones given.

    Examples
    --------
    >>> letters(color=MUTED)["color"], letters()["va"]
    ('#5f6470', 'center')
    """
    house = {
        "family": [*FAMILY],
        "size": LETTERS,
        "color": INK,
        "va": "center",
        "parse_math": False,
    }
    return house | look


@lru_cache(maxsize=4096)
def width_of(words: str, size: float = LETTERS, weight: str = "normal") -> float:
    """Width of one line of text in inches.

    Examples
    --------
    >>> width_of("mRS 0–2") < width_of("mRS 0–2", size=20)
    True
    """
    look = FontProperties(family=[*FAMILY], size=size, weight=weight)
    return text_to_path.get_text_width_height_descent(words, look, False)[0] / 72


def folded(words: str, width: float, size: float = LETTERS) -> list[str]:
    """A text cut into lines that fit a width in inches; a longer single word is left whole.

    Examples
    --------
    >>> folded("endovascular treatment", 1.3)
    ['endovascular', 'treatment']
    """
    if width_of(words, size) <= width:
        return [words]
    for characters in range(len(words) - 1, 3, -1):
        lines = wrap(words, characters, break_long_words=False)
        if max(width_of(line, size) for line in lines) <= width:
            return lines
    return words.split()


def shifted_inside(centre: float, width: float) -> float:
    """The centre nearest to the wanted one at which a text of this width stays on the sheet.

    Examples
    --------
    >>> shifted_inside(0.1, 1.0)
    0.62
    """
    return min(max(centre, MARGIN + width / 2), WIDTH - MARGIN - width / 2)


@lru_cache(maxsize=16)
def ramp(levels: int) -> tuple[str, ...]:
    """One hue, light (best level) to dark (worst), in even steps that every eye tells apart.

    Examples
    --------
    >>> ramp(2)
    ('#eaf2fb', '#0a2a55')
    """
    last = len(_RAMP) - 1
    return tuple(blend(_RAMP, last * place / (levels - 1)) for place in range(levels))


def blend(stops: Sequence[str], place: float) -> str:
    """The colour at a place between the stops, which stand at 0, 1, 2 and so on.

    Examples
    --------
    >>> blend(["#000000", "#ffffff"], 0.2)
    '#333333'
    """
    first = min(int(place), len(stops) - 2)
    share = place - first
    red, green, blue = (
        (1 - share) * one + share * other
        for one, other in zip(to_rgb(stops[first]), to_rgb(stops[first + 1]), strict=True)
    )
    return to_hex((red, green, blue))


@lru_cache(maxsize=256)
def ink_on(ground: str) -> str:
    """The ink, dark or white, that reads better on a coloured ground.

    Examples
    --------
    >>> ink_on("#eaf2fb"), ink_on("#0a2a55")
    ('#030405', '#ffffff')
    """
    return max((ON_LIGHT, ON_DARK), key=lambda ink: contrast(ink, ground))
