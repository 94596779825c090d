"""Words in an SVG, written quickly: what is the same for many texts is worked out once.

Most of a picture's time went into its words, and dragging a slider changes few of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.font_manager import weight_dict
from matplotlib.textpath import text_to_path

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

FONT = "DejaVu Sans"
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


class Drawing(RendererSVG):
    """matplotlib's own, but a text is measured once for all the pictures in which it stands.

    A level line of text in the course's font is written here; whatever else there is, there.
    """

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        return _measured(s, prop, ismath)

    def draw_text(self, *place: Any, ismath: Any = False, mtext: Any = None) -> None:
        gc, _, y, s, prop, angle = place
        style = None if ismath or angle or mtext is None or _apart(gc) else _style(prop)
        if style is None:
            theirs: Any = super()
            theirs.draw_text(*place, ismath=ismath, mtext=mtext)
            return
        anchor = mtext.get_transform().transform(mtext.get_unitless_position())[0]
        ink = _ink(*gc.get_rgb()[:3])
        look = f"{style}; text-anchor: {_ANCHORS[mtext.get_ha()]}{ink}"
        writer: Any = self.writer
        writer.element("text", s, style=look, x=_short(anchor), y=_short(y))


def _apart(gc: Any) -> bool:
    """Whether a text has more to it than place and colour."""
    clear = (gc.get_alpha() if gc.get_forced_alpha() else gc.get_rgb()[3]) != 1
    clipped = gc.get_clip_rectangle() is not None or gc.get_clip_path()[0] is not None
    return bool(clear or clipped or gc.get_url() is not None)


@lru_cache(maxsize=256)
def _style(font: FontProperties) -> str | None:
    """The font of a text as CSS, or None where it is not the course's upright one."""
    if font.get_family()[0] != FONT:
        return None
    if (font.get_style(), font.get_variant(), font.get_stretch()) != ("normal",) * 3:
        return None
    weight: Any = font.get_weight()
    weight = weight_dict.get(weight, weight)
    heavy = "" if weight == 400 else f"font-weight: {weight}; "
    return f"{heavy}font-size: {_short(font.get_size_in_points())}px; font-family: '{FONT}'"


@lru_cache(maxsize=256)
def _ink(red: float, green: float, blue: float) -> str:
    """A colour as CSS; black needs no word."""
    name = to_hex((red, green, blue))
    return "" if name == "#000000" else f"; fill: {name}"


def _short(number: float) -> str:
    """A number of points with six decimals at most, as matplotlib writes it."""
    return f"{number:f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=4096)
def _measured(words: str, font: FontProperties, ismath: Any) -> tuple[float, float, float]:
    width, height, descent = text_to_path.get_text_width_height_descent(words, font, ismath)
    return width, height, descent
