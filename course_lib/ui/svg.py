"""A matplotlib figure as one piece of SVG that fits the page it is put on.

The text stays text, the same figure gives the same bytes, and the ink follows the page's theme:
figures draw in the four plain inks below, and here (only here) they become the theme's colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO, StringIO
from textwrap import wrap
from threading import RLock
from typing import TYPE_CHECKING, Any
from zlib import crc32

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_mixed import MixedModeRenderer
from numpy.typing import NDArray

from course_lib.ui.svg_letters import Drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DRAWING = RLock()
"""Held while a picture is made: matplotlib's settings and fonts belong to the whole process."""

INK = "#1b1b1f"
MUTED_INK = "#5f6470"
GRID_INK = "#d8dae0"

_THEME = {
    INK: "var(--jp-ui-font-color1, #1b1b1f)",
    MUTED_INK: "var(--jp-ui-font-color2, #5f6470)",
    GRID_INK: "var(--jp-border-color2, #d8dae0)",
}
_SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "course"}
_PAGE_FONT = "var(--jp-ui-font-family, system-ui), sans-serif"
_POINTS = 72
_STILL_DPI = 120
_LETTERS_PER_INCH, _LINE = 12.5, 0.2

_INKS = re.compile("|".join(_THEME))
_HEAD = re.compile(r"<svg[^>]*?viewBox=\"([\d.\- ]+)\"[^>]*>")
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_PAGE_STYLE = re.compile(r"\s*<defs>\s*<style[^>]*>[^<]*</style>\s*</defs>")
_DEFINING = "path|clipPath|image|linearGradient|pattern|filter"
_DEFINED = re.compile(rf"url\(#|href=\"#|<(?:{_DEFINING})\b[^>]*?\bid=\"")
_GROUP_ID = re.compile(r"<g id=\"[^\"]*\"")
_FONTS = re.compile(r"'DejaVu Sans'(?:, [^;\"]*)?")
_GAPS = re.compile(r"\n\s*")


def themed_svg(figure: Figure, description: str) -> str:
    """The figure as an ``<svg>`` element with real text, as wide as its container.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The picture. It is not changed.
    description : str
        What the picture shows: its text alternative for those who do not see it.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> themed_svg(Figure(figsize=(4, 2)), "nothing yet")[:43]
    '<svg role="img" aria-label="nothing yet" vi'
    """
    drawing = _drawn(figure)
    head = _HEAD.search(drawing)
    if head is None:
        raise ValueError("matplotlib wrote an SVG without a viewBox; please report its version")
    return _open_tag(head[1], description) + _tidy(drawing[head.end() :])


def _drawn(figure: Figure) -> str:
    """What ``figure.savefig(format="svg")`` writes, on no ground and without the date."""
    page, (width, height) = StringIO(), figure.get_size_inches()
    dpi, ground = figure.dpi, figure.get_facecolor()
    drawings: Any = Drawing  # matplotlib's renderers come without types
    renderers: Any = MixedModeRenderer
    try:
        figure.dpi = _POINTS
        figure.set_facecolor("none")
        with DRAWING, _own_settings():
            size = (float(width) * _POINTS, float(height) * _POINTS)
            drawing = drawings(*size, page, image_dpi=dpi, metadata={"Date": None})
            renderer = renderers(figure, width, height, dpi, drawing)
            figure.draw(renderer)
            renderer.finalize()
    finally:
        figure.dpi = dpi
        figure.set_facecolor(ground)
    return page.getvalue()


@contextmanager
def _own_settings() -> Iterator[None]:
    """Matplotlib's settings, with two of ours; its own `rc_context` copies all three hundred."""
    kept = {name: mpl.rcParams[name] for name in _SETTINGS}
    mpl.rcParams.update(_SETTINGS)
    try:
        yield
    finally:
        mpl.rcParams.update(kept)


def still_png(figure: Figure, reading: str = "", source: str = "") -> bytes:
    """The figure as PNG on white with its words below it, for pages where no program runs."""
    from matplotlib import image

    parts = [_pixels(figure)]
    if reading:
        parts.append(_pixels(_caption(reading, source, float(figure.get_figwidth()))))
    page = BytesIO()
    image.imsave(page, np.concatenate(parts), format="png", dpi=_STILL_DPI)
    return page.getvalue()


def _pixels(figure: Figure) -> NDArray[np.uint8]:
    raw = BytesIO()
    with DRAWING:
        figure.savefig(raw, format="rgba", dpi=_STILL_DPI, facecolor="white")
    width = round(figure.get_figwidth() * _STILL_DPI)
    return np.frombuffer(raw.getvalue(), np.uint8).reshape(-1, width, 4)


def _caption(reading: str, source: str, width: float) -> Figure:
    """The words under a still, folded to the width of the picture in inches."""
    from matplotlib.figure import Figure

    letters = int(width * _LETTERS_PER_INCH)
    lines = [(line, INK) for line in wrap(reading, letters)]
    lines += [(line, MUTED_INK) for line in wrap(f"Source: {source}", letters) if source]
    caption = Figure(figsize=(width, _LINE * (len(lines) + 1)))
    for place, (line, ink) in enumerate(lines):
        height = 1 - (place + 0.7) / (len(lines) + 1)
        look: dict[str, Any] = {"size": 10, "color": ink, "va": "center", "parse_math": False}
        caption.text(0.12 / width, height, line, family="DejaVu Sans", **look)
    return caption


def _open_tag(box: str, description: str) -> str:
    width = float(box.split()[2]) * 4 / 3
    return (
        f'<svg role="img" aria-label="{escape(description)}" viewBox="{box}" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'style="width:100%;max-width:{width:.0f}px;height:auto;stroke-linejoin:round">'
    )


def _tidy(body: str) -> str:
    """Without what is meant for a page of its own, and with identifiers that are the picture's own.

    matplotlib's style element would reach the whole notebook, and its identifiers repeat from
    one picture to the next; a clip path taken from a hidden neighbour hides what it clips.
    """
    body = _PAGE_STYLE.sub("", _METADATA.sub("", body))
    body = _GROUP_ID.sub("<g", body)
    own = f"x{crc32(body.encode()):08x}"
    body = _DEFINED.sub(lambda found: found[0] + own, body)
    body = themed(_FONTS.sub(_PAGE_FONT, body))
    return _GAPS.sub(" ", body).strip()


def themed(text: str) -> str:
    """A text in which the plain inks have become the theme's colours.

    Examples
    --------
    >>> themed("stroke: #d8dae0")
    'stroke: var(--jp-border-color2, #d8dae0)'
    """
    return _INKS.sub(lambda found: _THEME[found[0]], text)
