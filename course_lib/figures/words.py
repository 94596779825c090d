"""Words on a sheet, laid out once for all the pictures in which they stand."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure
from matplotlib.text import Text

_MOST = 4096
_layouts: dict[tuple[object, ...], Any] = {}


class Words(Text):
    """A text of matplotlib's whose layout, seen from its own place, is kept.

    Laying out is a third of the time of a picture, and dragging a slider changes few words.

    Examples
    --------
    >>> sheet = Figure(figsize=(9, 2))
    >>> near, far = (put(sheet, x, 0.5, "Control").get_window_extent() for x in (0.1, 0.5))
    >>> f"{near.width == far.width}, {far.x0 - near.x0:.3f} dots apart"
    'True, 360.000 dots apart'
    """

    def _get_layout(self, renderer: Any) -> Any:
        mine: Any = self  # matplotlib's stubs know little of a text
        theirs: Any = super()
        if mine.get_wrap():
            return theirs._get_layout(renderer)  # noqa: SLF001 - a hook; without it, only slower
        key = (
            *(type(renderer), mine.figure.dpi, mine.get_text(), hash(mine.get_fontproperties())),
            *(mine.get_rotation(), mine.get_rotation_mode(), mine.get_ha(), mine.get_va()),
            *(mine._linespacing, mine._get_multialignment(), mine.get_parse_math()),  # noqa: SLF001
        )
        if key not in _layouts:
            if len(_layouts) >= _MOST:
                _layouts.clear()
            _layouts[key] = theirs._get_layout(renderer)  # noqa: SLF001
        return _layouts[key]


def put(figure: Figure, x: float, y: float, words: str, **look: Any) -> Words:
    """Words on a figure, as its own `text` would put them there."""
    text = Words(x, y, words, **({"transform": figure.transFigure} | look))
    text.set_figure(figure)
    figure.texts.append(text)
    return text
