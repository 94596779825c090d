"""What outcome bars know before they see a share: for a page that draws them itself (bars.js)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_lib.figures import style
from course_lib.figures.bars import BAR, cut_words, laid_out, write_names
from course_lib.figures.segments import draw_legend
from course_lib.scale import OrdinalScale

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SCRIPT = Path(__file__).with_name("bars.js")


def bar_look(scale: OrdinalScale) -> dict[str, Any]:
    """Colours, sizes and widths of letters, the same for all bars on a scale.

    Lengths are inches, sizes of letters points.

    Examples
    --------
    >>> from course_lib.scale import MRS
    >>> look = bar_look(MRS)
    >>> look["ramp"][0], look["cuts"][2]["words"]
    ('#eaf2fb', 'good 0–2 | poor 3–6')
    """
    ramp = style.ramp(len(scale))
    legend = style.sheet(1.0)
    draw_legend(legend, scale, left=style.MARGIN, top=0.0)
    cuts = [cut_words(scale, place) for place in range(len(scale) - 1)]
    return {
        "sheet": {"width": style.WIDTH, "margin": style.MARGIN, "bar": BAR, "drop": style.DROP},
        "inks": {"cut": style.CUT, "edge": style.EDGE, "muted": style.MUTED, "ink": style.INK},
        "sizes": {"letters": style.LETTERS, "small": style.SMALL},
        "ramp": ramp,
        "digits": [style.ink_on(colour) for colour in ramp],
        "digit_widths": [style.width_of(str(number)) for number in range(101)],
        "legend": _written(legend),
        "codes": _measured(scale.levels),
        "cuts": _measured(cuts),
    }


def bar_plan(
    labels: Sequence[str], *, scale: OrdinalScale, cut: bool = True, connect: bool = True
) -> dict[str, Any]:
    """Where the bars with these labels stand, and the words beside them.

    Examples
    --------
    >>> from course_lib.scale import MRS
    >>> plan = bar_plan(["Treatment", "Control"], scale=MRS)
    >>> [text["words"] for text in plan["texts"]]
    ['Treatment', 'Control', 'per cent at level']
    """
    names, layout = laid_out(labels, scale, sized=False, connect=connect, cut=cut or None)
    figure = style.sheet(layout.height)
    write_names(figure, names, None, layout)
    return asdict(layout) | {"connect": connect, "texts": _written(figure)}


def _written(figure: Figure) -> list[dict[str, Any]]:
    """The words on a sheet, and where they stand."""
    height = float(figure.get_size_inches()[1])
    return [
        {
            "x": round(text.get_position()[0] * style.WIDTH, 6),
            "y": round((1 - text.get_position()[1]) * height, 6),
            "words": text.get_text(),
            "size": text.get_fontsize(),
            "ink": text.get_color(),
        }
        for text in figure.texts
    ]


def _measured(words: Sequence[str]) -> list[dict[str, Any]]:
    """Small words with their widths in inches."""
    return [{"words": word, "width": style.width_of(word, style.SMALL)} for word in words]
