"""Lesson 10 in a real JupyterLab: a trial is run, stopped, run again and taken home."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab, chromium, lab
from tests.lessons.notebook_text import LESSONS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here"),
]
NAME = LESSONS["design_the_next_trial"].name
LONG = 60_000


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The notebook, opened and run, for all tests of this module in their order."""
    folder, kept = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("kept")
    shutil.copy(LESSONS["design_the_next_trial"], folder)
    with lab(folder, size=(1280, 22_000), environment={"COURSE_PROGRESS": str(kept)}) as opened:
        opened.open(NAME)
        opened.run_all()
        yield opened


def trial(lesson: Lab) -> Locator:
    return lesson.page.locator("section.cx-run")


def test_a_trial_is_run_with_other_settings(lesson: Lab) -> None:
    form = trial(lesson)
    reading = form.locator(".cx-reading")
    expect(reading).to_contain_text("Your plan, 133 against 67, run 10,000 times")
    form.get_by_role("button", name="Adjusted, blinded, with a look").click()
    form.get_by_label("Simulated trials").select_option(label="2,000")
    form.get_by_role("button", name="Run my trial").click()
    expect(reading).to_contain_text("Your plan, 350 against 350, run 2,000 times", timeout=LONG)
    expect(form).to_have_attribute("data-state", "idle")


def test_a_run_can_be_cancelled(lesson: Lab) -> None:
    form = trial(lesson)
    form.get_by_label("Simulated trials").select_option(label="100,000")
    form.get_by_role("button", name="Run my trial").click()
    expect(form.locator(".cx-working")).to_contain_text("of 400000")
    form.get_by_role("button", name="Cancel").click()
    expect(form.locator(".cx-said")).to_contain_text("Cancelled.", timeout=LONG)
    expect(form).to_have_attribute("data-state", "idle", timeout=LONG)
    form.get_by_label("Simulated trials").select_option(label="2,000")
    form.get_by_role("button", name="Run my trial").click()
    expect(form.locator(".cx-reading")).to_contain_text("run 2,000 times", timeout=LONG)
    expect(form).to_have_attribute("data-state", "idle", timeout=LONG)


@pytest.mark.parametrize(("kind", "begins"), [("a page", "<!DOCTYPE html>"), ("Markdown", "# ")])
def test_the_synopsis_of_the_last_run_is_downloaded(lesson: Lab, kind: str, begins: str) -> None:
    press = lesson.page.get_by_role("button", name=f"Download the synopsis as {kind}")
    with lesson.page.expect_download() as waiting:
        press.click()
    text = waiting.value.path().read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert "We will randomise 700 participants (350 to treatment, 350 to control)" in text
    assert "default_rng(10)" in text.replace("\\_", "_")
    assert lesson.errors == []
    assert lesson.strangers == []
