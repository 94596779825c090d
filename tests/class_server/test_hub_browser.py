"""A learner's browser on a class's hub: from the door to an answer that is kept."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from class_server import environment
from class_server.rehearsal import ANSWERS
from class_server.rehearsed_hub import Hub, hub
from course_lib.ui.progress import Progress
from tests.browser.lab import Lab, browser, chromium
from tests.class_server.door import awake, make_or_skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here"),
    pytest.mark.skipif(bool(environment.missing()), reason=environment.missing()),
]
PATIENCE = 120_000
FIRST = "/user/anna/lab/tree/notebooks/00_start_here.ipynb"


def come_in(page: Page, running: Hub) -> None:
    """Through the door, with the password of the class, to the first notebook."""
    page.goto(running.address)
    page.locator("input[name=username]").fill("Anna")
    page.locator("input[name=password]").fill(running.password)
    page.locator("input[type=submit]").click()
    page.wait_for_url(lambda url: FIRST in url, timeout=PATIENCE)


def keep_first_answer(page: Page) -> None:
    """Run the notebook from the menu, and answer the first question in it."""
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(notebook.locator("h1").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("| Idle").first).to_be_visible(
        timeout=PATIENCE
    )  # or cells would not run
    assert page.get_by_text("official Jupyter news").count() == 0
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^Run$")).click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Run All Cells$")).click()
    option = notebook.locator(".cq-option input").first
    expect(option).to_be_enabled(timeout=PATIENCE)
    option.check()
    notebook.get_by_role("button", name="Keep my answer").first.click()
    expect(notebook.get_by_text("Kept.", exact=True).first).to_be_visible(timeout=PATIENCE)


def test_a_learner_logs_in_lands_on_the_first_notebook_and_keeps_an_answer(tmp_path: Path) -> None:
    make_or_skip()
    with hub(tmp_path, patience=120) as running:
        asyncio.run(awake(running.address, running.token))
        with browser() as opened:
            page = opened.new_page(viewport={"width": 1280, "height": 9000})
            learner = Lab(page, running.address)
            come_in(page, running)
            keep_first_answer(page)
            assert learner.strangers == []
            assert learner.errors == []
        kept = Progress(running.homes / "anna" / ANSWERS).answers()
    assert [key.split("/")[:2] for key in kept] == [["start_here", "question"]]
