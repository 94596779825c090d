"""An explorer that the page computes, in a JupyterLab whose kernel has no time for it."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from course_lib.lessons import interval_views
from tests.browser.lab import chromium, lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome on this machine"),
]
STATUS = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
ASK = """code => new Promise((done) => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const future = kernel.requestExecute({ code });
    future.onIOPub = (message) => { if (message.header.msg_type === 'stream') done(message.content.text); };
})"""
SLEEP = """() => void window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
    .requestExecute({ code: "import time; time.sleep(6)" })"""
CELL = """from course_lib.lessons import interval_views, shift_analysis
from course_lib.ui import Explorer

lesson = shift_analysis.compatible()
explorer = Explorer(interval_views.compatible, lesson.controls, in_page=lesson.in_page)
explorer"""


def test_a_busy_kernel_does_not_hold_the_picture_and_learns_of_it_later(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [nbformat.v4.new_code_cell(CELL)]
    nbformat.write(notebook, tmp_path / "busy.ipynb")
    with lab(tmp_path, size=(1280, 1800)) as session:
        session.open("busy.ipynb")
        session.run_all()
        panel = session.page.locator("section.cx")
        high = panel.bounding_box()
        session.page.evaluate(SLEEP)
        session.page.wait_for_function(f"() => ({STATUS}) === 'busy'")
        box = panel.get_by_label("Odds ratio to hold against it, typed")
        box.fill("2")
        box.press("Enter")
        view = interval_views.compatible(2.0, "treasure", 2)
        assert panel.locator(".cx-reading").inner_text() == view.reading
        assert session.page.evaluate(STATUS) == "busy"
        assert panel.locator(".cx-working").inner_text() == ""
        session.settle()
        assert panel.bounding_box() == high
        assert session.page.evaluate(ASK, "print(explorer.settings['odds_ratio'])") == "2.0\n"
        assert session.errors == []
        assert session.strangers == []
