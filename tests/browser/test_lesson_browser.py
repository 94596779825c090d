"""Lessons 00 and 03 as a learner meets them: in a real JupyterLab, with a kernel that restarts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab, chromium, lab
from tests.lessons.notebook_text import NOTEBOOKS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here"),
]
TALL = (1280, 18_000)
RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A folder with the course's notebooks, and a learner who has answered nothing."""
    folder, kept = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("kept")
    for notebook in NOTEBOOKS:
        shutil.copy(notebook, folder)
    with lab(folder, size=TALL, environment={"COURSE_PROGRESS": str(kept)}) as opened:
        opened.open("03_shift_analysis.ipynb")
        opened.run_all()
        yield opened


@pytest.fixture(autouse=True)
def _without_errors_or_strangers(learner: Lab) -> Iterator[None]:
    yield
    assert learner.errors == []
    assert learner.strangers == []


def cell(learner: Lab, call: str) -> Locator:
    """The output of the code cell that calls a function of the lesson."""
    code = learner.page.locator(".jp-CodeCell").filter(has_text=call).first
    return code.locator(".jp-OutputArea").first


def reading(output: Locator) -> Locator:
    return output.locator(".cx-reading")


def test_every_cell_has_run_and_none_shows_an_error(learner: Lab) -> None:
    notebook = learner.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    assert notebook.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    assert notebook.locator(".jp-RenderedText[data-mime-type*=error]").count() == 0
    assert notebook.locator("section.cx").count() >= 9
    assert notebook.locator("section.cx svg[role=img][aria-label]").count() >= 9


def test_controls_wait_for_the_prediction_and_then_compare_with_it(learner: Lab) -> None:
    output = cell(learner, "lesson.one_odds_ratio()")
    slider = output.locator("section.cx").get_by_role("slider")
    expect(slider).to_be_disabled()
    output.get_by_role("spinbutton", name="Your prediction").fill("40")
    output.get_by_role("button", name="Record my prediction").click()
    expect(slider).to_be_enabled()
    output.get_by_role("button", name="Compare with my prediction").click()
    verdict = output.locator(".cx-verdict")
    expect(verdict).to_contain_text("You predicted 40 of 100.")
    expect(verdict).to_contain_text("An odds ratio of 2 brings 32.1 of 100 to mRS 0–2.")
    expect(reading(output)).to_contain_text("A common odds ratio of 2.00")


def test_dragging_the_slider_ends_on_its_value_at_one_height(learner: Lab) -> None:
    output = cell(learner, "lesson.one_odds_ratio()")
    slider = output.locator("section.cx").get_by_role("slider")
    high = output.locator("section.cx").bounding_box()
    box: Any = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    learner.page.mouse.move(box["x"] + box["width"] / 2, middle)
    learner.page.mouse.down()
    for step in range(20):
        learner.page.mouse.move(box["x"] + box["width"] * (0.5 + step / 60), middle)
    learner.page.mouse.up()
    learner.settle()
    typed = output.get_by_label("Common odds ratio, typed").input_value()
    assert 2 < float(typed) < 4
    expect(reading(output)).to_contain_text(f"A common odds ratio of {float(typed):.2f}")
    assert output.locator("section.cx").bounding_box() == high


def test_a_number_is_typed_and_rubbish_is_answered_by_a_sentence(learner: Lab) -> None:
    output = cell(learner, "lesson.one_odds_ratio()")
    number = output.get_by_label("Common odds ratio, typed")
    number.fill("0.5")
    number.press("Enter")
    expect(reading(output)).to_contain_text("A common odds ratio of 0.50")
    number.fill("99")
    number.press("Enter")
    expect(output.locator(".cx-hint").filter(has_text="5").first).to_be_visible()
    expect(reading(output)).to_contain_text("A common odds ratio of 5.00")


def test_an_impossible_wish_is_answered_by_a_sentence(learner: Lab) -> None:
    output = cell(learner, "lesson.people()")
    number = output.get_by_label("More people with it, of 100, typed")
    number.fill("-40")
    number.press("Enter")
    expect(reading(output)).to_contain_text("from 19 fewer to 80 more of 100 is possible.")
    output.get_by_role("button", name="Reset").click()
    expect(reading(output)).to_contain_text("5 more people in 100")


def test_a_question_is_answered_and_survives_a_new_kernel(learner: Lab) -> None:
    call = 'lesson.questions("odds_are_not_risks")'
    question = cell(learner, call)
    question.get_by_role("radio", name="A. 40%").check()
    question.get_by_role("button", name="Check").click()
    expect(question).to_contain_text("Not quite: an odds ratio is read as a risk ratio.")
    question.get_by_role("radio", name="B. About 33%.").check()
    question.get_by_role("button", name="Check").click()
    expect(question).to_contain_text("Right.")
    learner.command("notebook:clear-all-cell-outputs")
    learner.page.evaluate(RESTART)
    learner.run_all()
    expect(cell(learner, call).get_by_role("radio", name="B. About 33%.")).to_be_checked()
    again = cell(learner, "lesson.one_odds_ratio()")
    expect(again).to_contain_text("Recorded: 40 of 100.")
    expect(again.locator("section.cx").get_by_role("slider")).to_be_enabled()


def test_the_start_runs_and_shows_what_was_answered(learner: Lab) -> None:
    learner.open("00_start_here.ipynb")
    learner.run_all()
    page = learner.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(page).to_contain_text("Everything is here.")
    expect(page).to_contain_text("How is a shift measured and tested?")
    assert page.locator(".jp-RenderedText[data-mime-type*=error]").count() == 0
