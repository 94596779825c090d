"""Each lesson in a real JupyterLab: it runs, each explorer answers, and nobody is kept out.

JupyterLab's own breaches of axe-core's rules are printed (`pytest -s`), not judged.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator

from tests.browser.accessible import OF_COLOUR, Findings, axe, cut_off, walk
from tests.browser.lab import Lab, chromium, lab
from tests.lessons.notebook_text import LESSONS, NOTEBOOKS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here"),
]
TALL = (1280, 28_000)  # more than the longest lesson: axe-core judges what is in sight
NARROW = (800, 640)  # the second is a window of 1280 at a zoom of 200 %
TABLES = "() => document.querySelectorAll('.cx details').forEach((twin) => { twin.open = true; })"


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A folder with the course's notebooks, and a learner who has answered nothing."""
    folder, kept = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("kept")
    for notebook in NOTEBOOKS:
        shutil.copy(notebook, folder)
    with lab(folder, size=TALL, environment={"COURSE_PROGRESS": str(kept)}) as opened:
        yield opened
    print("\nJupyterLab's own, in all lessons:", dict(opened.apart.most_common()))


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


@pytest.fixture
def desk(learner: Lab) -> Lab:
    """The browser as wide, as light and as plain as at first."""
    learner.page.set_viewport_size({"width": TALL[0], "height": TALL[1]})
    return learner


@pytest.mark.parametrize("stem", LESSONS)
def test_a_lesson_runs_each_explorer_answers_and_nobody_is_kept_out(desk: Lab, stem: str) -> None:
    learner = desk
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
    nobody_is_kept_out(learner)
    assert learner.errors == []
    assert learner.strangers == []


def nobody_is_kept_out(learner: Lab) -> None:
    """Both themes by axe-core's rules, the way through by keyboard, two narrow windows."""
    learner.page.evaluate(TABLES)
    judge(learner, axe(learner.page))
    learner.dark()
    judge(learner, axe(learner.page, OF_COLOUR))
    learner.theme("Light")
    walked = walk(learner.page)
    assert walked["astray"] == ""
    assert walked["unseen"] == []
    assert walked["stops"] > 20
    for width in NARROW:
        learner.page.set_viewport_size({"width": width, "height": TALL[1]})
        learner.settle()
        assert cut_off(learner.page) == [], width


def judge(learner: Lab, found: Findings) -> None:
    """Nothing of ours breaks a rule; colours in pictures are held in tests/figures."""
    learner.apart.update(found.apart)
    assert found.ours == []
    assert [doubt for doubt in found.doubts if not doubt.startswith("color-contrast: <text")] == []
    assert found.read > 100


def test_the_glossary_keeps_the_rules(learner: Lab) -> None:
    learner.open("glossary.ipynb")
    # Nothing runs there, so its links look as JupyterLab makes them: without a line.
    found = axe(learner.page)
    links = [one for one in found.ours if one.startswith("link-in-text-block")]
    learner.apart["link-in-text-block"] += len(links)
    assert [one for one in found.ours if one not in links] == []
    assert found.read > 100
