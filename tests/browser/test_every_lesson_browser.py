"""Each lesson in a real JupyterLab: it runs, and each explorer answers when a control moves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator

from tests.browser.lab import Lab, chromium, lab
from tests.lessons.notebook_text import LESSONS, NOTEBOOKS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here"),
]
TALL = (1280, 22_000)


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A folder with the course's notebooks, and a learner who has answered nothing."""
    folder, kept = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("kept")
    for notebook in NOTEBOOKS:
        shutil.copy(notebook, folder)
    with lab(folder, size=TALL, environment={"COURSE_PROGRESS": str(kept)}) as opened:
        yield opened


def move_one(explorer: Locator) -> None:
    """Move the first slider by a step, or choose another option, or draw again."""
    slider, choice = explorer.get_by_role("slider"), explorer.get_by_role("combobox")
    if slider.count():
        slider.first.press("ArrowRight")
    elif choice.count():
        places = choice.first.locator("option").count()
        now = choice.first.evaluate("node => node.selectedIndex")
        choice.first.select_option(index=(now + 1) % places)
    else:
        explorer.get_by_role("button").first.click()


@pytest.mark.parametrize("stem", LESSONS)
def test_a_lesson_runs_and_each_explorer_answers(learner: Lab, stem: str) -> None:
    learner.open(LESSONS[stem].name)
    learner.run_all()
    page = learner.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    assert page.locator(".jp-RenderedText[data-mime-type*=error]").count() == 0
    for skip in page.get_by_role("button", name="Skip", exact=True).all():
        skip.click()
    learner.settle()
    # A run waits for its button, and an upload for a file.
    panels = page.locator("section.cx:not(.cx-run, .cx-upload)").filter(
        has=learner.page.locator("fieldset, select, input")
    )
    assert panels.count() >= 1
    for explorer in reversed(panels.all()):  # one may make anew those that follow from it
        before = explorer.locator(".cx-reading").inner_text()
        number = int(explorer.get_attribute("data-number") or 0)
        move_one(explorer)
        learner.settle(200)
        assert int(explorer.get_attribute("data-number") or 0) > number, before
        assert explorer.get_attribute("data-state") == "idle"
    assert learner.errors == []
    assert learner.strangers == []
