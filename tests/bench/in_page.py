"""Speed of an explorer that the page computes: one frame, whatever the kernel does."""

from __future__ import annotations

import statistics
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from tests.bench.browser import BLOCKS, MOVED, PAUSE, WARM_UP, WATCH
from tests.bench.measure import Row
from tests.browser.lab import chromium, lab

FRAME = 1000 / 60  # ms
CELLS = (
    """from course_lib.lessons import in_page_views, shift_analysis, table_views
from course_lib.ui import Explorer

lesson = shift_analysis.one_odds_ratio()
Explorer(table_views.shifted_arms, lesson.controls, in_page=lesson.in_page)""",
    "Explorer(table_views.shifted_arms, lesson.controls)",
)
MOVE = """place => {
    const slider = document.querySelectorAll('.cx')[CELL].querySelector('input[type=range]');
    const now = performance.now();
    slider.value = place;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    return now;
}"""
MOVES = 10


def rows() -> list[Row]:
    """Measure in one session; ImportError or RuntimeError where there is no browser."""
    if chromium() is None:
        raise RuntimeError("no Chromium or Chrome on this machine")
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    times: list[list[float]] = [[], []]
    with TemporaryDirectory() as folder:
        nbformat.write(notebook, Path(folder) / "frame.ipynb")
        with lab(Path(folder), size=(1280, 1800)) as session:
            session.open("frame.ipynb")
            session.run_all()
            for block in range(BLOCKS):  # in turns, so that a busy machine slows both alike
                for cell, taken in enumerate(times):
                    session.page.evaluate(WATCH, {"cell": cell, "picture": ".cx-picture svg"})
                    drag = MOVED.replace("MOVE", MOVE.replace("CELL", str(cell)))
                    places = [20 + block * MOVES + step for step in range(WARM_UP + MOVES)]
                    moved = session.page.evaluate(drag, {"places": places, "pause": PAUSE})
                    taken.extend(moved[WARM_UP:])
    page, kernel = map(statistics.median, times)
    return [
        Row("slider to new picture, computed in the page", page, FRAME, "ms"),
        Row("  the same explorer asking Python, median", kernel, float("inf"), "ms"),
        Row("  in the page, beside asking Python", page / kernel, 0.25, "of its time"),
    ]
