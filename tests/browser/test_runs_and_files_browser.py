"""Runs, downloads and uploads in a real JupyterLab, by mouse and by keyboard."""

import re
from collections.abc import Iterator

import nbformat
import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.browser.lab import Lab, chromium, lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here"),
]
CELLS = (
    (
        "from course_lib.ui import Download, Upload\nfrom tests.ui.shifting import Guess, lines, run\nrun()"
    ),
    "run(prediction=Guess({'steps': 7}))",
    "Download('Download the report', 'report.html', lambda: '<p>é ' + 'x' * 2_000_000)",
    "Download('Download nothing', 'nothing.md', lambda: int('nothing'))",
    "Upload('Your own table', '.csv,.txt', lines)",
)


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One notebook, opened and run, for all tests of this module in their order."""
    folder = tmp_path_factory.mktemp("notebooks")
    written = nbformat.v4.new_notebook()
    written.cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    written.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(written, folder / "runs.ipynb")
    with lab(folder, size=(1280, 2600)) as opened:
        opened.open("runs.ipynb")
        opened.run_all()
        yield opened


def form(notebook: Lab, kind: str) -> Locator:
    return notebook.page.locator(f".cq-ask-{kind}")


def test_a_large_file_is_downloaded_by_mouse_and_by_keyboard(notebook: Lab) -> None:
    download = form(notebook, "download").nth(0)
    press = download.get_by_role("button", name="Download the report")
    for key in ("", "Enter"):
        with notebook.page.expect_download() as waiting:
            press.press(key) if key else press.click()
        assert waiting.value.suggested_filename == "report.html"
        assert waiting.value.path().read_text(encoding="utf-8") == "<p>é " + "x" * 2_000_000
    expect(download.get_by_role("status")).to_have_text("report.html was handed to the browser.")


def test_a_file_that_cannot_be_written_is_a_sentence(notebook: Lab) -> None:
    download = form(notebook, "download").nth(1)
    download.get_by_role("button").click()
    expect(download.get_by_role("status")).to_contain_text("Invalid literal for int()")


def test_a_run_is_started_by_keyboard_and_kept_by_its_settings(notebook: Lab) -> None:
    run, keyboard = notebook.page.locator(".cx-run").first, notebook.page.keyboard
    said, reading = run.locator(".cx-said"), run.locator(".cx-reading")
    expect(reading).to_have_text("Not run yet: press “Count the steps”.")
    run.get_by_label("Steps, typed").fill("60")
    start = run.get_by_role("button", name="Count the steps")
    start.press("Enter")
    expect(run).to_have_attribute("data-state", "busy")
    expect(run.get_by_role("progressbar", name="Count the steps: how far it is")).to_be_visible()
    expect(run.locator(".cx-working")).to_contain_text("of 60, ")
    expect(reading).to_have_text("60 steps were made with seed 1.")
    expect(said).to_have_text(re.compile("Done in [0-9]+ s[.]"))
    run.get_by_role("button", name="Many").press("Space")
    expect(said).to_have_text(
        "The settings have changed. Press “Count the steps” for their result."
    )
    expect(run.locator(".cx-picture")).to_have_class(re.compile("cx-old"))
    run.get_by_label("Steps, typed").fill("60")
    keyboard.press("Enter")
    expect(run.locator(".cx-picture")).not_to_have_class(re.compile("cx-old"))
    start.press("Space")
    expect(said).to_have_text("Done.")


def test_a_run_is_cancelled_and_what_fails_is_a_sentence(notebook: Lab) -> None:
    run = notebook.page.locator(".cx-run").first
    said, reading = run.locator(".cx-said"), run.locator(".cx-reading")
    start = run.get_by_role("button", name="Count the steps")
    run.get_by_role("button", name="Many").click()
    notebook.settle()
    high = run.bounding_box()
    start.click()
    expect(run.locator(".cx-working")).to_contain_text("of 400, ")
    run.get_by_role("button", name="Cancel").press("Enter")
    expect(said).to_have_text("Cancelled. What is shown belongs to the settings before.")
    expect(start).to_be_focused()
    expect(run.get_by_role("button", name="Cancel")).to_be_disabled()
    expect(reading).to_have_text("60 steps were made with seed 1.")
    run.get_by_label("Steps, typed").fill("2")
    start.click()
    expect(reading).to_have_text("Two steps are not enough.")
    notebook.settle()
    assert run.bounding_box() == high


def test_a_run_waits_for_its_prediction_and_compares_it(notebook: Lab) -> None:
    run = notebook.page.locator(".cx-run").nth(1)
    start = run.get_by_role("button", name="Count the steps")
    expect(start).to_be_disabled()
    expect(run.locator(".cx-lock")).to_be_visible()
    notebook.page.get_by_role("button", name="I predict 60 %").click()
    run.get_by_role("button", name="Compare with my prediction").click()
    expect(run.locator(".cx-verdict")).to_contain_text("You predicted 60 %. 7 steps were made")
    expect(run.get_by_label("Steps, typed")).to_have_value("7")
    expect(run.locator(".cx-picture")).not_to_have_class(re.compile("cx-old"))


def choose(notebook: Lab, name: str, data: bytes, *, by_keyboard: bool = False) -> Locator:
    """Choose a file as a learner does, and give the panel."""
    upload = notebook.page.locator(".cx-upload")
    chooser = upload.get_by_label("Your own table")
    with notebook.page.expect_file_chooser() as waiting:
        chooser.press("Enter") if by_keyboard else chooser.click()
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": data}
    waiting.value.set_files(file)
    return upload


def test_a_file_is_chosen_by_mouse_and_its_picture_is_shown(notebook: Lab) -> None:
    upload = choose(notebook, "mine.csv", b"odds,2.0")
    expect(upload.locator(".cx-reading")).to_contain_text("Odds ratio 2:")
    expect(upload.get_by_role("img")).to_be_visible()
    expect(upload.locator(".cx-said")).to_have_text("Read: mine.csv")


def test_a_file_of_nearly_twenty_megabytes_arrives_whole(notebook: Lab) -> None:
    upload = choose(notebook, "large.txt", b"x" * 19_999_999 + b"y", by_keyboard=True)
    words = f"large.txt has 20000000 bytes, the last of them {ord('y')}."
    expect(upload.locator(".cx-reading")).to_have_text(words, timeout=30_000)


def test_what_is_too_large_or_of_the_wrong_kind_is_refused_before_it_is_sent(notebook: Lab) -> None:
    before = notebook.page.locator(".cx-upload .cx-reading").inner_text()
    upload = choose(notebook, "huge.csv", b"x" * 20_000_001)
    expect(upload.locator(".cx-said")).to_contain_text(
        "has 20.0 MB; at most 20 MB are taken. Nothing"
    )
    choose(notebook, "program.exe", b"x")
    expect(upload.locator(".cx-said")).to_contain_text("choose a file ending in .csv or .txt.")
    choose(notebook, "empty.csv", b"")
    expect(upload.locator(".cx-said")).to_have_text("“empty.csv” is empty.")
    assert upload.locator(".cx-reading").inner_text() == before


def test_a_file_that_cannot_be_used_is_a_sentence_and_no_name_is_read_as_html(
    notebook: Lab,
) -> None:
    upload = choose(notebook, "<img src=x onerror=alert(1)>.csv", b"\xff")
    expect(upload.locator(".cx-reading")).to_have_text("This is not text.")
    choose(notebook, "<img src=x onerror=alert(1)>.csv", b"<b>bold</b>")
    expect(upload.locator(".cx-reading")).to_contain_text(
        "<img src=x onerror=alert(1)>.csv has 11 bytes"
    )
    expect(upload.locator("img")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_cut_off_or_runs_over(notebook: Lab, width: int) -> None:
    notebook.page.set_viewport_size({"width": width, "height": 2600})
    notebook.settle()
    wider = "nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 1).length"
    assert (
        notebook.page.locator(".cx-run, .cx-buttons, .cx-upload fieldset, .cq-form").evaluate_all(
            wider
        )
        == 0
    )


def test_there_was_no_error_and_no_request_left_the_machine(notebook: Lab) -> None:
    assert notebook.errors == []
    assert notebook.strangers == []
