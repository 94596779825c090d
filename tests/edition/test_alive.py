"""The explorers that the page computes: alive in a page opened as a file, a still without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from course_lib.lessons import interval_views, table_views
from tests.browser.lab import browser, chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here"),
]
LESSON = "03_shift_analysis.html"
OF_THE_THEME = {"page-has-heading-one"}


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as one:
        yield one


def lesson(opened: Browser, pages: Path, **context: Any) -> tuple[Page, list[str]]:
    """The lesson's page as a file, and whatever it asks for or complains of."""
    page = opened.new_page(viewport={"width": 1280, "height": 1000}, **context)
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url))
    page.on("console", lambda message: told.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: told.append(f"error: {error}"))
    page.goto((pages / LESSON).as_uri())
    return page, told


def drag(page: Page, slider: Locator) -> None:
    """Pull a slider from its middle almost to its end."""
    slider.scroll_into_view_if_needed()
    box: Any = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    for step in range(10):
        page.mouse.move(box["x"] + box["width"] * (0.5 + step / 24), middle)
    page.mouse.up()


def test_dragging_moves_picture_reading_and_table_without_a_request(
    opened: Browser, pages: Path
) -> None:
    page, told = lesson(opened, pages)
    shift = page.locator("section.cx").first
    before = shift.locator(".cx-picture").inner_html()
    high = shift.bounding_box()
    assert high
    asked = len(told)
    drag(page, shift.get_by_role("slider"))
    typed = shift.get_by_label("Common odds ratio, typed").input_value()
    view = table_views.shifted_arms("mr_clean", float(typed), 2)
    assert float(typed) > 2
    assert shift.locator(".cx-reading").inner_text() == view.reading
    assert shift.locator(".cx-picture").inner_html() != before
    shift.locator("summary").click()
    assert view.table is not None
    assert shift.locator("tbody tr").first.inner_text().split("\t")[1:] == [
        str(cell) for cell in view.table.iloc[0]
    ]
    shift.locator("summary").click()
    after = shift.bounding_box()
    assert after
    assert after["height"] == high["height"]
    assert told[asked:] == []
    assert [words for words in told if not words.startswith("file:")] == []


def test_both_are_alive_and_the_question_stays_above_them(opened: Browser, pages: Path) -> None:
    page, _ = lesson(opened, pages)
    panels = page.locator(".explorer section.cx")
    expect(panels).to_have_count(2)
    interval = panels.nth(1)
    interval.get_by_role("button", name="A doubling").click()
    view = interval_views.compatible(2.0, "treasure", 2)
    assert interval.locator(".cx-reading").inner_text() == view.reading
    assert page.locator(".explorer:has(section.cx) > .prediction").count() == 2
    assert interval.get_by_role("button", name="Compare with my prediction").count() == 0


def test_without_scripts_the_still_stands(opened: Browser, pages: Path) -> None:
    page, _ = lesson(opened, pages, java_script_enabled=False)
    still = page.locator("#explorer-1")
    expect(still.locator("figure svg")).to_be_visible()
    expect(still).to_contain_text("A common odds ratio of 1.00")
    expect(still).to_contain_text("What you can move in the notebook")


def test_on_paper_the_picture_stays_and_the_controls_do_not(opened: Browser, pages: Path) -> None:
    page, _ = lesson(opened, pages)
    page.emulate_media(media="print")
    shift = page.locator("section.cx").first
    expect(shift.locator("svg")).to_be_visible()
    expect(shift.locator(".cx-reading")).to_be_visible()
    expect(shift.get_by_role("slider")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_moved_explorers_are_accessible(opened: Browser, pages: Path, scheme: str) -> None:
    page, _ = lesson(opened, pages, color_scheme=scheme)
    for panel in page.locator("section.cx").all():
        panel.get_by_role("button", name="A halving").click()
        panel.locator("summary").click()
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["id"] not in OF_THE_THEME] == []
