"""Lessons in a real JupyterLab, timed as a learner waits: the first picture, then each slider."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import nbformat

from tests.browser.lab import Lab, chromium, lab
from tests.lessons.notebook_text import LESSONS

INTERACT = "interact.ipynb"
PLAIN = """%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ipywidgets import FloatSlider, interact

def bars(odds_ratio):
    figure, axes = plt.subplots(figsize=(9, 2.4))
    shares = np.array([0.12, 0.16, 0.14, 0.16, 0.20, 0.08, 0.14])
    odds = shares.cumsum()[:-1] / (1 - shares.cumsum()[:-1]) * odds_ratio
    rows = pd.DataFrame([np.diff([0, *odds / (1 + odds), 1]), shares], ["treatment", "control"])
    rows.plot.barh(stacked=True, ax=axes)
    plt.show()

interact(bars, odds_ratio=FloatSlider(1.5, min=0.25, max=4, step=0.02));"""
OUR_PICTURE, THEIR_PICTURE = ".cx-picture svg", ".jp-OutputArea img"
TURNS = 3
WARM_UP, MOVES, PAUSE = 1, 5, 100  # ms between two moves
REST = 2000  # ms after the last move, until memory is read
HERE = ".jp-NotebookPanel:not(.lm-mod-hidden)"
FIRST = """picture => new Promise((done) => {
    const panel = window.jupyterapp.shell.currentWidget;
    const started = performance.now();
    const before = new Set(panel.node.querySelectorAll(picture));
    const watch = new MutationObserver(() => {
        if ([...panel.node.querySelectorAll(picture)].every((one) => before.has(one))) return;
        watch.disconnect();
        done((performance.now() - started) / 1000);
    });
    watch.observe(panel.node, { subtree: true, childList: true });
    window.jupyterapp.commands.execute('notebook:run-all-cells');
})"""
# A move is answered when its picture stands in the page, or when the kernel says that none follows.
MOVED = """async ({ root, slider, step, picture, moves, pause }) => {
    const rest = (ms) => new Promise((done) => setTimeout(done, ms)), times = [];
    root.scrollIntoView({ block: 'center' });
    await rest(5 * pause);
    for (let move = 0; move < moves; move += 1) {
        const [before, number] = [root.querySelector(picture), root.dataset?.number];
        const shown = new Promise((done) => {
            const watch = new MutationObserver(() => {
                const same = root.querySelector(picture) === before;
                if (same && (root.dataset.number === number || root.dataset.state !== 'idle')) return;
                watch.disconnect();
                done();
            });
            watch.observe(root, { subtree: true, childList: true, attributes: true });
        });
        const started = performance.now();
        STEP
        await Promise.race([shown, rest(10_000)]);
        times.push(performance.now() - started);
        await rest(pause);
    }
    return times;
}"""
OURS = """if (slider.matches('select')) {
            slider.selectedIndex = (slider.selectedIndex + 1) % slider.options.length;
            slider.dispatchEvent(new Event('change', { bubbles: true }));
        } else if (slider.matches('input')) {
            slider.value = (Number(slider.value) + 1) % (Number(slider.max) + 1);
            slider.dispatchEvent(new Event('input', { bubbles: true }));
        } else slider.click();"""
CONTROLS = ("input[type=range]", "select", ".cx-row button")
THEIRS = """slider.dispatchEvent(
            new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));"""


class Timed(NamedTuple):
    """What a learner waits for in one notebook, and what its kernel takes at the end."""

    lesson: str
    first_picture: float  # seconds from the start of the first cell
    slider: float  # ms, median of the moves of the slowest explorer
    memory: float  # MB of the kernel, shared pages counted whole


@contextmanager
def opened() -> Iterator[Lab]:
    """JupyterLab on copies of the notebooks, and of a plain one that uses `interact`."""
    if chromium() is None:
        raise RuntimeError("no Chromium or Chrome on this machine")
    if not Path("/proc/self/status").exists():
        raise RuntimeError("this system does not say what memory a process takes")
    plain = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(PLAIN)])
    plain.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    with TemporaryDirectory() as folder, TemporaryDirectory() as kept:
        for path in LESSONS.values():
            shutil.copy(path, folder)
        nbformat.write(plain, Path(folder) / INTERACT)
        with lab(Path(folder), environment={"COURSE_PROGRESS": kept}) as session:
            yield session


def interact(session: Lab) -> Timed:
    """The plain notebook: what a lesson is held against."""
    first = _first(session, INTERACT, THEIR_PICTURE)
    session.run_all()
    times = _moves(session, ".jp-OutputArea", (".noUi-handle",), "img", THEIRS)
    return _ended(session, INTERACT, first, times)


def lesson(session: Lab, stem: str) -> Timed:
    """One lesson, every explorer's first slider moved."""
    first = _first(session, LESSONS[stem].name, OUR_PICTURE)
    session.run_all()
    for skip in session.page.locator(HERE).get_by_role("button", name="Skip", exact=True).all():
        skip.click()
    session.settle()
    times = _moves(session, ".cx:not(.cx-run, .cx-upload)", CONTROLS, OUR_PICTURE, OURS)
    return _ended(session, LESSONS[stem].stem, first, times)


def first_beside(session: Lab, stem: str) -> float:
    """A lesson's first picture in times of the plain notebook's, taken in turns."""
    taken: list[tuple[float, float]] = []
    for _ in range(TURNS):
        theirs = _first(session, INTERACT, THEIR_PICTURE)
        session.command("notebook:shutdown-kernel")
        taken.append((_first(session, LESSONS[stem].name, OUR_PICTURE), theirs))
        session.command("notebook:shutdown-kernel")
    return median(ours for ours, _ in taken) / median(theirs for _, theirs in taken)


def _first(session: Lab, notebook: str, picture: str) -> float:
    session.open(notebook)
    return float(session.page.evaluate(FIRST, picture))


def _moves(
    session: Lab, around: str, controls: Sequence[str], picture: str, step: str
) -> list[float]:
    """For each picture with controls, the median of its first slider's (or other's) moves, in ms."""
    medians = []
    roots = session.page.query_selector_all(f"{HERE} {around}")
    for root in reversed(roots):  # one may make anew those that follow from it
        found = (root.query_selector(control) for control in controls)
        slider = next((one for one in found if one), None)
        if slider is not None:
            told = {"root": root, "slider": slider, "picture": picture, "pause": PAUSE}
            told["moves"] = WARM_UP + MOVES
            times = session.page.evaluate(MOVED.replace("STEP", step), told)
            medians.append(median(times[WARM_UP:]))
    return medians


def _ended(session: Lab, name: str, first: float, sliders: list[float]) -> Timed:
    session.page.wait_for_timeout(REST)
    asked = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id"
    taken = memory(session.page.evaluate(asked))
    session.command("notebook:shutdown-kernel")
    return Timed(name, first, max(sliders), taken)


def memory(kernel: str) -> float:
    """MB that the process of a kernel takes."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if kernel in (process / "cmdline").read_text():
                status = (process / "status").read_text()
                return int(status.split("VmRSS:")[1].split()[0]) * 1024 / 1e6
        except OSError:  # it has ended meanwhile
            continue
    raise RuntimeError(f"no process of the kernel {kernel}")
