"""A view in each of its forms: themed SVG, still, text, and the bundle that a notebook stores."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import nbformat
import pandas as pd
import pytest
from matplotlib.figure import Figure
from nbclient import NotebookClient

from course_lib.ui import View
from course_lib.ui.svg import GRID_INK, INK, MUTED_INK
from tests.ui.shifting import view

SVG = "{http://www.w3.org/2000/svg}"


def drawn() -> Figure:
    figure = Figure(figsize=(4, 2))
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.plot([0, 1], [0, 1], color=MUTED_INK)
    axes.grid(color=GRID_INK)
    axes.set_title("Ink & <text>", color=INK)
    ours = {"family": ["DejaVu Sans", "sans-serif"], "weight": "bold", "ha": "right"}
    figure.text(0.5, 0.5, "Level", **ours)  # type: ignore[arg-type]
    figure.text(0.5, 0.5, "Tilted", rotation=30, rotation_mode="anchor", **ours)  # type: ignore[arg-type]
    return figure


def test_the_same_picture_gives_the_same_svg() -> None:
    assert View(drawn(), "A line.").svg() == View(drawn(), "A line.").svg()


def test_the_svg_is_sound_with_real_text_and_its_text_alternative() -> None:
    root = ET.fromstring(View(drawn(), 'Less < more & "quoted".').svg())
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'Less < more & "quoted".'
    assert "Ink & <text>" in [text.text for text in root.iter(f"{SVG}text")]
    assert root.attrib["viewBox"].split()[2:] == ["288", "144"]


def test_a_picture_is_drawn_as_matplotlib_saves_it() -> None:
    saved = StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "course"}):
        drawn().savefig(saved, format="svg", facecolor="none", metadata={"Date": None})
    placed = r' d="([^"]+)"| transform="([^"]+)"|text-anchor: (\w+)| x="([^"]+)" y="([^"]+)"'
    theirs, ours = (
        re.findall(placed, re.sub(r' transform="rotate\(-0 [^"]+"', "", svg.replace("\n", "")))
        for svg in (saved.getvalue(), View(drawn(), "A line.").svg())
    )
    assert [" ".join(one).split() for one in theirs] == [" ".join(one).split() for one in ours]


def test_inks_follow_the_page_and_other_colours_stay() -> None:
    figure = drawn()
    figure.text(0, 0, "mark", color="#cf6420")
    svg = View(figure, "A line.").svg()
    bare = re.sub(r"var\([^)]*\)", "var", svg)
    for ink in (INK, MUTED_INK, GRID_INK):
        assert ink in svg
        assert ink not in bare
    assert "#cf6420" in bare


def test_every_reference_points_into_its_own_picture() -> None:
    one, other = View(drawn(), "One.").svg(), view(2.0).svg()
    names = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (one, other)]
    for svg, own in zip((one, other), names, strict=True):
        assert set(re.findall(r'(?:url\(|href=")#([^")]+)', svg)) <= own
    assert not names[0] & names[1]


def test_nothing_of_the_svg_reaches_the_page_around_it() -> None:
    svg = view(2.0).svg()
    assert "<style" not in svg
    assert "<metadata" not in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")


def test_drawing_leaves_figure_and_settings_alone() -> None:
    figure, settings = drawn(), dict(mpl.rcParams)
    facecolour, dpi = figure.get_facecolor(), figure.dpi
    View(figure, "A line.").svg()
    View(figure, "A line.").png()
    assert (figure.get_facecolor(), figure.dpi, dict(mpl.rcParams)) == (facecolour, dpi, settings)


def test_the_bundle_has_text_to_compare_and_a_still_with_its_alternative() -> None:
    shown = View(drawn(), "Two arms.", pd.DataFrame({"n": [39, 15]}, ["cells", "none"]))
    data, metadata = shown._repr_mimebundle_()
    assert data["text/plain"].split() == ["Two", "arms.", "n", "cells", "39", "none", "15"]
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert metadata == {"image/png": {"alt": "Two arms."}}
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}


def test_html_for_plain_pages_has_picture_reading_and_table() -> None:
    html = view(2.0).html()
    assert (
        html.count("<svg") == html.count("<figcaption>Odds ratio 2:") == html.count("<table") == 1
    )


def test_a_view_says_its_reading_and_needs_one() -> None:
    assert repr(View(Figure(), "Two arms.")) == "<View: Two arms.>"
    with pytest.raises(ValueError, match="needs a reading"):
        View(Figure(), " ")


@pytest.mark.slow
def test_stored_outputs_are_compared_by_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = ("from tests.ui.shifting import explorer, view\n\nexplorer()", "view(2.0)")
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in cells]
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    NotebookClient(notebook).execute()
    stored, path = nbformat.writes(notebook), tmp_path / "stored.ipynb"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", str(path)]
    command += ["-c", os.devnull, f"--rootdir={tmp_path}"]

    def run(text: str) -> str:
        path.write_text(text, encoding="utf-8")
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    assert "2 passed" in run(stored)
    assert "2 failed" in run(stored.replace("42.0 %", "43.0 %"))


@pytest.mark.parametrize("height", [5.7, 2.558333, 3.0, 0.4])
def test_a_still_is_made_whatever_the_height_of_the_figure(height: float) -> None:
    png = View(Figure(figsize=(9, height)), "Words.", source="A source.").png()
    assert png.startswith(b"\x89PNG")
