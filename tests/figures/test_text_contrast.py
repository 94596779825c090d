"""Every word of every figure on what lies under it, in JupyterLab's own two themes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from numpy.typing import NDArray

from course_lib.figures import style
from course_lib.figures.contrast import contrast
from course_lib.ui import Progress, svg
from tests.figures import drawn
from tests.figures.test_style import EVERY
from tests.fuzz.walks import panels

THEMES = Path(sys.prefix) / "share/jupyter/lab/themes/@jupyterlab"
LARGE, PART = 4.5, 0.1  # contrast of text (WCAG 2.2, 1.4.3); part of a word's ground that counts
VARIABLE = r"var\((--jp-[\w-]+),"
Colour = tuple[float, float, float]


@cache
def theme(name: str) -> dict[str, str]:
    """JupyterLab's variables in its theme "light" or "dark"; a material colour as its fallback."""
    page = (THEMES / f"theme-{name}-extension/index.css").read_text("utf-8")
    found = re.findall(r"(--jp-[\w-]+): *(?:var\(--md-[\w-]+, *(#\w+)\)|([^;}]+))", page)
    return {variable: material or plain for variable, material, plain in found}


def css(value: str) -> tuple[float, float, float, float]:
    """A colour of a style sheet."""
    if parts := re.fullmatch(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)", value.replace(" ", "")):
        red, green, blue, alpha = map(float, parts.groups())
        return red / 255, green / 255, blue / 255, alpha
    return to_rgba(value)


def laid_on(over: tuple[float, ...], under: Colour) -> Colour:
    """A colour, perhaps half transparent, on another."""
    red, green, blue = (over[3] * o + (1 - over[3]) * u for o, u in zip(over, under, strict=False))
    return red, green, blue


def shown(colour: str, variables: dict[str, str]) -> tuple[float, float, float, float]:
    """A figure's colour as the page shows it: its inks become the theme's."""
    variable = re.match(VARIABLE, svg.themed(to_hex(colour)))
    return css(variables[variable[1]]) if variable else to_rgba(colour)


def ground(figure: Figure) -> NDArray[np.float64]:
    """The figure without its words, as red, green, blue and alpha of each dot."""
    for text in drawn.texts(figure):
        text.set_alpha(0)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    return np.asarray(canvas.buffer_rgba())[::-1] / 255  # type: ignore[no-untyped-call]


def too_faint(figure: Figure, name: str) -> list[str]:
    """Words whose contrast with a part of what lies under them is below the limit."""
    variables = theme(name)
    paper = css(variables["--jp-layout-color1"])[:3]
    dots = ground(figure)
    inks = {to_rgba(ink)[:3]: shown(ink, variables) for ink in (style.INK, style.MUTED, style.GRID)}
    faint = []
    for text in drawn.texts(figure):
        box = text.get_window_extent()
        rows, columns = (
            slice(max(int(a), 0), int(b) + 1) for a, b in ((box.y0, box.y1), (box.x0, box.x1))
        )
        under, many = np.unique(dots[rows, columns].reshape(-1, 4), axis=0, return_counts=True)
        for dot in under[many >= PART * many.sum()]:
            lies = tuple(dot)
            if dot[3] > 0.99:
                lies = next(
                    (ink for key, ink in inks.items() if np.allclose(key, dot[:3], atol=1 / 255)),
                    lies,
                )
            base = laid_on(lies, paper)
            ratio = contrast(
                to_hex(laid_on(shown(str(text.get_color()), variables), base)), to_hex(base)
            )
            if ratio < LARGE:
                faint.append(f"{text.get_text()!r}: {ratio:.1f} on {to_hex(base)}")
    return faint


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("draw", EVERY.values(), ids=EVERY.keys())
def test_every_word_stands_out_from_what_lies_under_it(
    draw: Callable[[], Figure], name: str
) -> None:
    assert too_faint(draw(), name) == []


@pytest.mark.parametrize("name", panels())
def test_every_word_of_every_lesson_stands_out(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Progress, "here", classmethod(lambda cls: cls(tmp_path)))
    figure = panels()[name]().current.figure
    assert [too_faint(figure, theme_name) for theme_name in ("light", "dark")] == [[], []]


def test_a_word_on_a_bar_of_its_own_lightness_is_found() -> None:
    figure = style.sheet(1.0)
    strip = figure.add_axes((0, 0, 1, 1))
    strip.set_axis_off()
    strip.axhspan(0, 1, color="#6ea7d7")
    figure.text(0.5, 0.5, "a word", color=style.INK)
    assert too_faint(figure, "light") == []
    assert len(too_faint(figure, "dark")) == 1
