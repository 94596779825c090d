"""Sortings, markings and questions asked twice in a real JupyterLab, by mouse and by keyboard."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab, chromium, lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here"),
]
CELLS = (
    (
        "from course_lib.ui import Lesson, gain\n"
        "from tests.ui.drafts import EXERCISES, changed\n"
        "lesson = Lesson('draft', tables=changed(**EXERCISES))"
    ),
    "lesson.sorting('which_set')",
    "lesson.marking('abstract')",
    "lesson.question('what_doubled', later='More of this later.')",
    "lesson.question('what_doubled', again='after')",
    "gain(lesson)",
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the learner's answers."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def notebook(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One notebook, opened and run, for all tests of this module in their order."""
    folder = tmp_path_factory.mktemp("notebooks")
    written = nbformat.v4.new_notebook()
    written.cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    written.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(written, folder / "exercises.ipynb")
    tall = (1280, 2400)
    with lab(folder, size=tall, environment={"COURSE_PROGRESS": str(kept)}) as opened:
        opened.open("exercises.ipynb")
        opened.run_all()
        yield opened


def form(notebook: Lab, kind: str) -> Locator:
    return notebook.page.locator(f".cq-ask-{kind}")


def answers(kept: Path) -> dict[str, dict[str, Any]]:
    text = (kept / "progress.json").read_text()
    found: dict[str, dict[str, Any]] = json.loads(text)["answers"]
    return found


def test_a_sorting_gives_a_hint_first_and_the_reason_afterwards(notebook: Lab, kept: Path) -> None:
    sorting = form(notebook, "sorting")
    rows, check = sorting.locator("li"), sorting.get_by_role("button", name="Check")
    status, said = sorting.get_by_role("status").last, sorting.locator(".cq-live")
    high = sorting.bounding_box()
    check.click()
    expect(status).to_have_text("Choose for at least one of them first.")
    rows.nth(0).get_by_label("All 54, as allocated.").select_option("Intention to treat")
    rows.nth(1).get_by_role("combobox").select_option("Intention to treat")
    rows.nth(2).get_by_role("combobox").select_option("Per protocol")
    check.click()
    expect(said.nth(0)).to_have_text("✓ Right. Nobody is left out.")
    meaning = "✗ Not quite. “Intention to treat” means: Everybody, as allocated."
    expect(said.nth(1)).to_have_text(meaning)
    mistaken = "✗ Not quite: per protocol is taken for the fairer analysis. “Per protocol” means: "
    expect(said.nth(2)).to_have_text(f"{mistaken}Those without a deviation.")
    expect(status).to_contain_text("1 of 3 right. Where it says ✗, choose again")
    check.click()
    expect(said.nth(2)).to_have_text("✗ It belongs to “As treated”. 96\u00a0%.")
    expect(sorting.get_by_text("Kept.", exact=True)).to_be_visible()
    notebook.settle()
    assert sorting.bounding_box() == high
    assert len(json.loads(answers(kept)["draft/sorting/which_set"]["first"])) == 3


def test_a_sorting_is_done_by_keyboard(notebook: Lab, kept: Path) -> None:
    sorting = form(notebook, "sorting")
    selects, keyboard = sorting.get_by_role("combobox"), notebook.page.keyboard
    selects.nth(1).focus()
    keyboard.press("ArrowDown")
    expect(selects.nth(1)).to_have_value("per_protocol")
    expect(sorting.locator(".cq-live").nth(1)).to_have_text("")
    keyboard.press("Tab")
    keyboard.press("ArrowDown")
    expect(selects.nth(2)).to_have_value("as_treated")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(sorting.get_by_role("status").last).to_have_text("3 of 3 right.")
    notebook.settle()
    last = json.loads(answers(kept)["draft/sorting/which_set"]["last"])
    assert sorted(last.values()) == ["as_treated", "itt", "per_protocol"]


def test_phrases_are_marked_by_mouse_and_judged(notebook: Lab, kept: Path) -> None:
    marking = form(notebook, "marking")
    high = marking.bounding_box()
    check, status = (
        marking.get_by_role("button", name="Check"),
        marking.get_by_role("status").last,
    )
    check.click()
    expect(status).to_have_text("Mark at least one phrase first.")
    score = marking.get_by_role("button", name="The leg score rose more")
    score.click()
    expect(score).to_have_attribute("aria-pressed", "true")
    marking.get_by_role("button", name="Cells <b>improve</b> recovery").click()
    check.click()
    expect(status).to_have_text(
        "You found 1 of the 2 that claim too much. 1 that you marked can stand."
    )
    remarks = marking.locator(".cq-live li")
    starts = ["! Marked, but fair.", "✓ Found: a significant", "✗ Missed: few", "✓ Fair, and left"]
    for place, start in enumerate(starts):
        expect(remarks.nth(place)).to_contain_text(start)
    expect(marking.get_by_text("Kept.", exact=True)).to_be_visible()
    notebook.settle()
    assert marking.bounding_box() == high
    assert len(json.loads(answers(kept)["draft/marking/abstract"]["first"])) == 2


def test_phrases_are_marked_by_keyboard_and_reset(notebook: Lab) -> None:
    marking, keyboard = form(notebook, "marking"), notebook.page.keyboard
    marking.get_by_role("button", name="Reset").press("Enter")
    pressed = marking.locator('[aria-pressed="true"]')
    expect(pressed).to_have_count(0)
    marking.get_by_role("button", name="Cells <b>improve</b> recovery").press("Space")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(pressed).to_have_count(2)
    marking.get_by_role("button", name="Check").press("Enter")
    expect(marking.get_by_role("status").last).to_have_text(
        "You found 2 of the 2 that claim too much."
    )


def test_a_question_is_asked_twice_and_both_answers_are_compared(notebook: Lab) -> None:
    first, second = (form(notebook, "question").nth(place) for place in (0, 1))
    first.get_by_role("radio", name="A. The share.").check()
    first.get_by_role("button", name="Keep my answer").click()
    expect(first.get_by_text("Kept.", exact=True)).to_be_visible()
    second.get_by_role("radio", name="B. The odds.").check()
    second.get_by_role("button", name="Check").click()
    expect(second.get_by_text("Kept.", exact=True)).to_be_visible()
    table = form(notebook, "gain")
    expect(table.get_by_role("status")).to_contain_text("Not answered: 1 at first, 1 now.")
    table.get_by_role("button", name="Look again").press("Enter")
    expect(table.get_by_role("status")).to_have_text("Right at first: 0 of 1. Right now: 1 of 1.")
    expect(table.locator("tbody tr")).to_contain_text("✗ an odds ratio is read as a risk ratio")


def test_after_a_restart_choices_and_marks_are_found_again(notebook: Lab) -> None:
    notebook.settle()
    notebook.command("notebook:clear-all-cell-outputs")
    notebook.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    notebook.run_all()
    expect(form(notebook, "sorting").get_by_role("status").last).to_have_text("3 of 3 right.")
    expect(form(notebook, "marking").locator('[aria-pressed="true"]')).to_have_count(2)
    expect(form(notebook, "marking")).to_contain_text("You found 2 of the 2")


@pytest.mark.parametrize("width", [1280, 800, 470])
def test_nothing_is_cut_off_or_runs_over(notebook: Lab, width: int) -> None:
    notebook.page.set_viewport_size({"width": width, "height": 2400})
    if width < 800:
        notebook.command("application:toggle-left-area")
    notebook.settle()
    wider = "nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 1).length"
    assert notebook.page.locator(".cq-form, .cq-running").evaluate_all(wider) == 0


def test_there_was_no_error_and_no_request_left_the_machine(notebook: Lab) -> None:
    assert notebook.errors == []
    assert notebook.strangers == []
