"""An explorer in a real JupyterLab, driven by hand and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from tests.browser.lab import Lab, chromium, lab

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome on this machine"),
]
CELLS = (
    "from tests.ui.shifting import Guess, explorer, view\n\nexplorer()",
    "view(2.0)",
    "explorer(prediction=Guess({'odds_ratio': 2.0}))",
)
STEADY = """() => {
    const root = document.querySelector('.cx'), seen = window.heights = [];
    const look = () => { seen.push(root.offsetHeight); requestAnimationFrame(look); };
    look();
}"""


def write_notebook(path: Path, cells: tuple[str, ...]) -> None:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in cells]
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("lab")
    write_notebook(folder / "explorer.ipynb", CELLS)
    with lab(folder, size=(1280, 2400)) as opened:
        opened.open("explorer.ipynb")
        opened.run_all()
        yield opened


@pytest.fixture
def desk(session: Lab) -> Iterator[Lab]:
    """The first explorer at its start; afterwards no error and no request to a stranger."""
    panel(session).get_by_role("button", name="Reset").click()
    session.settle()
    yield session
    assert session.errors == []
    assert session.strangers == []


def panel(session: Lab) -> Locator:
    return session.page.locator("section.cx").first


def reading(session: Lab) -> str:
    return panel(session).locator(".cx-reading").inner_text()


def heading(session: Lab) -> str:
    return panel(session).locator("svg text").filter(has_text="Odds ratio").text_content() or ""


def test_dragging_the_slider_ends_on_its_last_value_at_constant_height(desk: Lab) -> None:
    slider = panel(desk).get_by_role("slider", name="Common odds ratio")
    box: Any = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    desk.page.evaluate(STEADY)
    desk.page.mouse.move(box["x"] + box["width"] / 2, middle)
    desk.page.mouse.down()
    for place in range(30):
        desk.page.mouse.move(box["x"] + box["width"] * (0.5 + place / 80), middle)
    desk.page.mouse.up()
    desk.settle()
    value = float(panel(desk).get_by_label("Common odds ratio, typed").input_value())
    assert value > 2
    assert heading(desk) == f"Odds ratio {value:.3g}"
    assert reading(desk).startswith(f"Odds ratio {value:.3g}:")
    assert len(set(desk.page.evaluate("() => window.heights"))) == 1


def test_the_box_takes_numbers_and_says_what_it_did_with_bad_ones(desk: Lab) -> None:
    box = panel(desk).get_by_label("Common odds ratio, typed")
    hint = panel(desk).locator(".cx-hint").first
    expected = (
        ("1,25", "1.25", ""),
        ("much", "1.25", "“much” is not a number; 1.25 stays."),
        ("9", "4", "The highest is 4; 9 was set to it."),
        ("-1", "0.25", "The lowest is 0.25; -1 was set to it."),
        ("x" * 500, "0.25", f"“{'x' * 20}…” is not a number; 0.25 stays."),
        ("1.7", "1.7", ""),
    )
    for typed, kept, words in expected:
        box.fill(typed)
        box.press("Enter")
        desk.settle()
        assert (box.input_value(), hint.inner_text()) == (kept, words)
        assert heading(desk) == f"Odds ratio {kept}"


def test_every_control_is_reached_by_tab_and_moved_by_keys(desk: Lab) -> None:
    page = desk.page
    slider = panel(desk).get_by_role("slider", name="Common odds ratio")
    slider.focus()
    page.keyboard.press("End")
    desk.settle()
    assert heading(desk) == "Odds ratio 4"
    assert slider.get_attribute("aria-valuetext") == "4"
    named = (
        "() => document.activeElement.ariaLabel ?? document.activeElement.labels?.[0]?.innerText"
    )
    names = []
    for _ in range(8):
        page.keyboard.press("Tab")
        names.append(page.evaluate(f"{named} ?? document.activeElement.innerText"))
    assert names == [
        "Common odds ratio, typed",
        "Good outcome",
        "Be slow",
        "Draw again",
        "Draw again: seed",
        "Control, good",
        "Control, fair",
        "Control, poor",
    ]
    panel(desk).get_by_label("Good outcome").focus()
    page.keyboard.press("ArrowUp")
    desk.settle()
    assert "at 0–1" in reading(desk)


def test_presets_draw_and_reset(desk: Lab) -> None:
    def press(words: str) -> str:
        panel(desk).get_by_role("button", name=words).click()
        desk.settle()
        return reading(desk)

    start = reading(desk)
    assert "Odds ratio 2:" in press("Strict")
    assert "at 0–1" in reading(desk)
    assert "seed 2" in press("Draw again")
    assert "seed 3" in press("Draw again")
    assert press("Reset") == start


def test_an_impossible_setting_is_a_sentence_and_the_last_picture_stays(desk: Lab) -> None:
    counts = panel(desk).get_by_label("Control, good")
    counts.evaluate("""(box) => {
        const data = new DataTransfer();
        data.setData('text', '0, 0, 0');
        box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    }""")
    desk.settle()
    assert reading(desk) == "The control arm has no participants."
    assert panel(desk).locator(".cx-picture.cx-old svg").count() == 1
    panel(desk).get_by_role("button", name="Reset").click()
    desk.settle()
    assert panel(desk).locator(".cx-picture.cx-old").count() == 0


def test_a_fault_is_a_calm_sentence_and_its_trace_goes_to_the_console(desk: Lab) -> None:
    box = panel(desk).get_by_label("Common odds ratio, typed")
    box.fill("3")
    box.press("Enter")
    desk.settle()
    assert "ZeroDivisionError" in reading(desk)
    assert "Traceback" not in reading(desk)
    assert "made to fail" in desk.errors.pop()


def test_a_slow_view_says_that_it_is_working(desk: Lab) -> None:
    panel(desk).get_by_label("Be slow").check()
    desk.page.wait_for_function(
        "() => document.querySelector('.cx-working').textContent === 'working…'"
    )
    desk.settle()
    assert panel(desk).locator(".cx-working").inner_text() == ""
    assert panel(desk).get_attribute("data-state") == "idle"


def test_a_seed_is_typed_with_or_without_commas(desk: Lab) -> None:
    seed = panel(desk).get_by_label("Draw again: seed")
    for typed, kept in (("12,345", "12345"), ("1 234", "1234"), ("7", "7")):
        seed.fill(typed)
        seed.press("Enter")
        desk.settle()
        assert seed.input_value() == kept
        assert f"seed {kept}" in reading(desk)


def test_an_open_table_stays_open_and_follows(desk: Lab) -> None:
    panel(desk).locator("summary").click()
    panel(desk).get_by_role("button", name="No effect").click()
    desk.settle()
    rows = panel(desk).locator("tbody tr").all_inner_texts()
    assert rows[0].split()[1:] == rows[1].split()[1:]
    panel(desk).get_by_role("group", name="Table").focus()
    for key in "dd":  # elsewhere JupyterLab deletes the cell
        desk.page.keyboard.press(key)
    assert desk.page.locator("section.cx").count() == 3
    panel(desk).locator("summary").click()


def test_a_view_alone_is_a_themed_picture_with_its_text_alternative(desk: Lab) -> None:
    alone = desk.page.locator("section.cx").nth(1)
    picture = alone.get_by_role("img")
    assert (picture.get_attribute("aria-label") or "").startswith("Odds ratio 2:")
    title = picture.locator("text").filter(has_text="Odds ratio")
    ink = "element => getComputedStyle(element).fill.match(/[0-9]+/g).slice(0, 3).map(Number)"
    assert max(title.evaluate(ink)) < 50
    desk.dark()
    assert min(title.evaluate(ink)) > 200


def test_a_prediction_unlocks_the_controls_and_is_compared(desk: Lab) -> None:
    third = desk.page.locator("section.cx").nth(2)
    slider = third.get_by_role("slider", name="Common odds ratio")
    compare = third.get_by_role("button", name="Compare with my prediction")
    high = third.bounding_box()
    assert slider.is_disabled()
    assert compare.is_disabled()
    assert third.locator(".cx-lock").is_visible()
    desk.page.get_by_role("button", name="I predict 60 %").click()
    desk.settle()
    assert slider.is_enabled()
    assert not third.locator(".cx-lock").is_visible()
    compare.click()
    desk.settle()
    assert third.locator(".cx-verdict").inner_text().startswith("You predicted 60 %. Odds ratio 2:")
    assert third.get_by_label("Common odds ratio, typed").input_value() == "2"
    assert third.bounding_box() == high


def test_nothing_sticks_out_at_800_pixels(desk: Lab) -> None:
    desk.page.set_viewport_size({"width": 800, "height": 2400})
    desk.settle()
    sticking = """() => [...document.querySelectorAll('.cx fieldset *')].filter((one) =>
        one.getBoundingClientRect().right > one.closest('fieldset').getBoundingClientRect().right + 1)
        .map((one) => one.className || one.tagName)"""
    assert [name for name in desk.page.evaluate(sticking) if name != "cx-unseen"] == []
