"""What a figure has drawn, read from its artists: words, boxes, segments, SVG."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

TOUCH = 1.0  # pixels at 100 dpi by which two boxes of letters may meet


def texts(figure: Figure) -> list[Text]:
    found = figure.findobj(lambda artist: isinstance(artist, Text) and bool(artist.get_text()))
    return [text for text in found if isinstance(text, Text) and text.get_visible()]


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in texts(figure)]


def artists(figure: Figure, name: str) -> list[Artist]:
    """Everything drawn under a name (its gid)."""
    return figure.findobj(lambda artist: artist.get_gid() == name)


def paths(figure: Figure, name: str) -> list[NDArray[np.float64]]:
    """Vertices, in data units, of all paths of the collections of a name."""
    return [
        np.asarray(path.vertices)
        for artist in artists(figure, name)
        if isinstance(artist, Collection)
        for path in artist.get_paths()
    ]


def widths(figure: Figure, name: str = "segments") -> list[float]:
    return [float(np.ptp(path[:, 0])) for path in paths(figure, name)]


def untidy(figure: Figure) -> list[str]:
    """Words that overlap other words or leave the figure."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in texts(figure)]
    page = figure.bbox
    faults = [
        f"{words!r} leaves the figure"
        for words, box in boxes
        if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1
    ]
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        if across > TOUCH and down > TOUCH:
            faults.append(f"{one!r} overlaps {other!r}")
    return faults


def svg(figure: Figure) -> str:
    """The figure as the pages show it: real text, the same bytes each time."""
    stream = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "course"}):
        figure.savefig(stream, format="svg", metadata={"Date": None})
    return stream.getvalue()


def numbers_in(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line.isdigit()]
