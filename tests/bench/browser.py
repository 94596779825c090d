"""Speed in the browser: from a moved slider to the new picture, beside `ipywidgets.interact`."""

from __future__ import annotations

import statistics
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import nbformat

from tests.bench.measure import Row
from tests.browser.lab import chromium, lab

if TYPE_CHECKING:
    from playwright.sync_api import Page

EXPLORER = """from course_lib.ui import Explorer, Slider, View
from tests.ui.shifting import bars

def view(odds_ratio):
    return View(bars(odds_ratio), f"Odds ratio {odds_ratio:.3g}: how two arms spread.")

Explorer(view, {"odds_ratio": Slider("Odds ratio", 0.25, 4, 1.5, step=0.02)})"""
INTERACT = """%matplotlib inline
from ipywidgets import FloatSlider, interact

interact(bars, odds_ratio=FloatSlider(1.5, min=0.25, max=4, step=0.02));"""
CELLS = (EXPLORER, INTERACT)
BLOCKS, MOVES, WARM_UP = 4, 10, 2
PAUSE = 150  # ms between two moves
# When the picture that answers a move stands in the page, decoded.
WATCH = """selector => {
    const root = document.querySelectorAll('.jp-CodeCell')[selector.cell].querySelector('.jp-OutputArea');
    const seen = window.courseSeen = { last: 0, frames: [] };
    const drawn = () => { seen.last = performance.now(); seen.tell?.(); };
    window.courseWatch?.disconnect();
    window.courseWatch = new MutationObserver(() => {
        const picture = [...root.querySelectorAll(selector.picture)].pop();
        if (!picture || picture === seen.picture) return;
        seen.picture = picture;
        if (picture.decode) picture.decode().then(drawn).catch(drawn); else drawn();
    });
    window.courseWatch.observe(root, { subtree: true, childList: true, attributes: true });
    seen.picture = [...root.querySelectorAll(selector.picture)].pop();
    seen.height = () => root.offsetHeight;
}"""
OURS = """place => {
    const slider = document.querySelector('.cx input[type=range]');
    slider.value = place;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    return performance.now();
}"""
THEIRS = """() => {
    const handle = document.querySelector('.widget-slider .noUi-handle');
    const now = performance.now();
    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
    return now;
}"""
MOVED = """async ({ places, pause }) => {
    const move = MOVE, times = [], seen = window.courseSeen;
    const rest = (ms) => new Promise((done) => setTimeout(done, ms));
    for (const place of places) {
        const shown = new Promise((done) => { seen.tell = done; });
        const started = move(place);
        await Promise.race([shown, rest(5000)]);
        times.push(seen.last - started);
        await rest(pause);
    }
    return times;
}"""
RUSH = """() => new Promise((done) => {
    const slider = document.querySelector('.cx input[type=range]');
    const seen = window.courseSeen, started = performance.now();
    let moves = 0, running = true;
    const look = () => { seen.frames.push(seen.height()); if (running) requestAnimationFrame(look); };
    look();
    const settled = (last) => {
        const root = document.querySelector('.cx');
        if (root.dataset.state !== 'idle') return setTimeout(() => settled(last), 2);
        running = false;
        const typed = document.querySelector('.cx .cx-box').value;
        done({ settle: performance.now() - last, typed, heights: new Set(seen.frames).size,
               shown: root.querySelector('.cx-reading').textContent });
    };
    const move = () => {
        slider.value = moves % 90 + 20;
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        moves += 1;
        if (performance.now() - started < 3000) setTimeout(move, 1000 / 30);
        else settled(performance.now());
    };
    move();
})"""


def rows() -> list[Row]:
    """Measure in one session; ImportError or RuntimeError where there is no browser."""
    if chromium() is None:
        raise RuntimeError("no Chromium or Chrome on this machine")
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    with TemporaryDirectory() as folder:
        nbformat.write(notebook, Path(folder) / "speed.ipynb")
        with lab(Path(folder), size=(1280, 1800)) as session:
            session.open("speed.ipynb")
            session.run_all()
            return _measured(session.page)


def _measured(page: Page) -> list[Row]:
    mine, others = [], []
    for block in range(BLOCKS):  # in turns, so that a busy machine slows both alike
        others += _moved(page, THEIRS, {"cell": 1, "picture": "img"}, block)
        mine += _moved(page, OURS, {"cell": 0, "picture": ".cx-picture svg"}, block)
    ours, theirs = statistics.median(mine), statistics.median(others)
    page.evaluate(WATCH, {"cell": 0, "picture": ".cx-picture svg"})
    rush = page.evaluate(RUSH)
    if not rush["shown"].startswith(f"Odds ratio {rush['typed']}:"):
        raise RuntimeError(f"the last value {rush['typed']} is not what is shown: {rush['shown']}")
    return [
        Row("slider to new picture, beside interact", ours / theirs, 0.5, "of its time"),
        Row("  explorer, median", ours, float("inf"), "ms"),
        Row("  interact, median", theirs, float("inf"), "ms"),
        Row("30 changes a second for 3 s: last one shown after", rush["settle"], 250, "ms"),
        Row("heights seen meanwhile", rush["heights"], 1, "heights"),
    ]


def _moved(page: Page, move: str, where: dict[str, object], block: int) -> list[float]:
    """Times from a few moves in a row to their pictures, in ms; the first ones warm up."""
    page.evaluate(WATCH, where)
    page.wait_for_timeout(PAUSE)
    drag = MOVED.replace("MOVE", move)
    places = [40 + block * MOVES + step for step in range(WARM_UP + MOVES)]
    times = page.evaluate(drag, {"places": places, "pause": PAUSE})
    return [float(time) for time in times[WARM_UP:]]
