"""An explorer worked by Tab, arrows, Enter and Space alone: each kind of control, and its effect."""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
import pytest

from tests.browser.lab import Lab, chromium, lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome on this machine"),
]
NAMED = """() => { const one = document.activeElement;
    return one.ariaLabel || one.labels?.[0]?.innerText || one.innerText; }"""
SLIDER = "Common odds ratio"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("lab")
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [
        nbformat.v4.new_code_cell("from tests.ui.shifting import explorer\n\nexplorer()")
    ]
    nbformat.write(notebook, folder / "keys.ipynb")
    with lab(folder, size=(1280, 2400)) as opened:
        opened.open("keys.ipynb")
        opened.run_all()
        opened.page.locator("section.cx").get_by_role("slider").first.focus()
        yield opened


def go(desk: Lab, name: str, *, back: bool = False) -> None:
    """Tab to a control by its name."""
    for _ in range(30):
        if desk.page.evaluate(NAMED) == name:
            return
        desk.page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{name} is not reached; {desk.page.evaluate(NAMED)} is")


def said(desk: Lab, *keys: str) -> str:
    """The reading after some keys, which is also the picture's text alternative."""
    for key in keys:
        desk.page.keyboard.press(key)
    desk.settle()
    panel = desk.page.locator("section.cx")
    reading = panel.locator(".cx-reading").inner_text()
    assert panel.get_by_role("img").get_attribute("aria-label") == reading
    return reading


def test_every_kind_of_control_answers_to_keys(desk: Lab) -> None:
    start = said(desk)
    assert "Odds ratio 4:" in said(desk, "End")
    go(desk, f"{SLIDER}, typed")
    assert "Odds ratio 2.5:" in said(desk, "Control+a", "2", ".", "5", "Enter")
    assert "Odds ratio 2.5:" not in said(desk, "ArrowUp")
    go(desk, "Good outcome")
    assert "at 0–1" in said(desk, "ArrowUp")
    go(desk, "Draw again")
    first, second = said(desk, "Enter"), said(desk, "Space")
    assert "seed 2" in first
    assert "seed 3" in second
    go(desk, "Strict")
    assert "Odds ratio 2:" in said(desk, "Space")
    go(desk, "Reset")
    assert said(desk, "Enter") == start


def test_the_table_is_opened_left_and_the_way_back_is_free(desk: Lab) -> None:
    go(desk, "The numbers as a table")
    said(desk, "Enter")
    assert desk.page.locator("section.cx tbody").is_visible()
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate(NAMED) == "Table"
    go(desk, SLIDER, back=True)
    go(desk, "The numbers as a table")
    said(desk, "Space")
    assert not desk.page.locator("section.cx tbody").is_visible()
    desk.page.keyboard.press("Tab")
    assert not desk.page.evaluate("() => Boolean(document.activeElement.closest('section.cx'))")
    assert desk.errors == []
    assert desk.strangers == []
