"""Questions, predictions, notes and progress in a real JupyterLab."""

import json
from collections.abc import Iterator
from pathlib import Path

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
        "from course_lib.ui import Lesson, progress_panel\n"
        "from tests.ui.drafts import TABLES\n"
        "lesson = Lesson('draft', tables=TABLES)"
    ),
    "lesson.question('what_doubled')",
    "lesson.prediction('share')",
    "lesson.prediction('direction')",
    "lesson.note('conclusion')",
    "progress_panel()",
)
WORDS = "My <b>conclusion</b> & é\nin two lines"


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
    nbformat.write(written, folder / "questions.ipynb")
    tall = (1280, 2400)
    with lab(folder, size=tall, environment={"COURSE_PROGRESS": str(kept)}) as opened:
        opened.open("questions.ipynb")
        opened.run_all()
        yield opened


def form(notebook: Lab, kind: str) -> Locator:
    return notebook.page.locator(f".cq-ask-{kind}")


def restart(notebook: Lab) -> None:
    """A new kernel runs every cell again."""
    notebook.command("notebook:clear-all-cell-outputs")
    notebook.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    notebook.run_all()


def answers(kept: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads((kept / "progress.json").read_text())[
        "answers"
    ]
    return found


def test_a_question_is_answered_by_keyboard_and_does_not_change_its_height(
    notebook: Lab, kept: Path
) -> None:
    question = form(notebook, "question")
    high = question.bounding_box()
    expect(question.get_by_role("status").last).to_have_text("Choose an answer, then press Check.")
    question.get_by_role("button", name="Check").press("Enter")
    expect(question).to_contain_text("Choose one of the answers first.")
    question.get_by_role("radio", name="A. The share.").press("Space")
    notebook.page.keyboard.press("Tab")
    notebook.page.keyboard.press("Enter")
    wrong = "Not quite: an odds ratio is read as a risk ratio. No: 33\u00a0%."
    expect(question.get_by_role("status").last).to_contain_text(wrong)
    expect(question.get_by_text("Kept.", exact=True)).to_be_visible()
    question.get_by_role("radio", name="A. The share.").press("ArrowDown")
    expect(question.get_by_role("radio", name="B. The odds.")).to_be_checked()
    question.get_by_role("button", name="Check").press("Space")
    expect(question.get_by_role("status").last).to_contain_text("Right. Good per poor.")
    notebook.settle()
    assert question.bounding_box() == high
    entry = answers(kept)["draft/question/what_doubled"]
    assert (entry["first"], entry["last"]) == ("odds_as_risk", "right")


def test_a_number_is_predicted_in_the_box_or_by_the_slider_and_recorded_once(
    notebook: Lab, kept: Path
) -> None:
    number = form(notebook, "number")
    box, slider = number.get_by_role("spinbutton"), number.get_by_role("slider")
    record = number.get_by_role("button", name="Record my prediction")
    record.click()
    expect(number).to_contain_text("Type a number from 0 to 100 in steps of 1, or press Skip.")
    slider.press("ArrowRight")
    expect(box).to_have_value("51")
    box.press_sequentially("3,5")
    record.click()
    expect(number).to_contain_text("in steps of 1, or press Skip.")
    box.fill("32 %")
    box.press("ArrowUp")
    expect(box).to_have_value("33")
    expect(slider).to_have_value("33")
    record.press("Enter")
    expect(number).to_contain_text("Recorded: 33 %.")
    expect(number.get_by_text("Kept.", exact=True)).to_be_visible()
    expect(record).to_be_disabled()
    assert answers(kept)["draft/prediction/share"]["first"] == 33


def test_a_prediction_is_skipped_by_one_key(notebook: Lab, kept: Path) -> None:
    choice = form(notebook, "choice")
    choice.get_by_role("button", name="Skip").press("Space")
    expect(choice).to_contain_text("Skipped.")
    expect(choice.get_by_text("Kept.", exact=True)).to_be_visible()
    assert answers(kept)["draft/prediction/direction"]["first"] is None


def test_a_note_is_kept_while_it_is_written_and_never_read_as_html(
    notebook: Lab, kept: Path
) -> None:
    note = form(notebook, "text")
    box = note.get_by_role("textbox", name="What would you conclude?")
    box.press_sequentially(WORDS)
    expect(note.get_by_text("Kept.", exact=True)).to_be_visible()
    assert answers(kept)["draft/note/conclusion"]["last"] == WORDS


def test_after_a_restart_every_answer_is_found_again(notebook: Lab) -> None:
    restart(notebook)
    question = form(notebook, "question")
    expect(question.get_by_role("radio", name="B. The odds.")).to_be_checked()
    expect(question).to_contain_text("Right. Good per poor.")
    expect(form(notebook, "number")).to_contain_text("Recorded: 33 %.")
    expect(form(notebook, "choice")).to_contain_text("Skipped.")
    expect(form(notebook, "text").get_by_role("textbox")).to_have_value(WORDS)


def test_progress_is_downloaded_forgotten_and_restored(notebook: Lab, kept: Path) -> None:
    panel = notebook.page.locator(".cq-progress")
    with notebook.page.expect_download() as waiting:
        panel.get_by_role("button", name="Download my answers").click()
    downloaded = waiting.value.path()
    panel.get_by_role("button", name="Forget the answers of draft").click()
    expect(panel.get_by_role("button", name="Keep them")).to_be_focused()
    panel.get_by_role("button", name="Yes, forget").click()
    expect(panel).to_contain_text("Forgotten: 4 answers of draft.")
    assert answers(kept) == {}
    panel.get_by_label("Restore from a downloaded file").set_input_files(downloaded)
    expect(panel).to_contain_text("Restored: 4 answers in 1 lesson, 4 of them new here.")
    assert len(answers(kept)) == 4


def test_a_damaged_file_is_said_in_the_first_form(notebook: Lab, kept: Path) -> None:
    (kept / "progress.json").write_text("{half of a file")
    restart(notebook)
    expect(form(notebook, "question")).to_contain_text("was damaged: it is not a JSON text")
    assert [path.read_text() for path in kept.glob("*.damaged-*")] == ["{half of a file"]


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_cut_off_or_runs_over(notebook: Lab, width: int) -> None:
    notebook.page.set_viewport_size({"width": width, "height": 2400})
    notebook.settle()
    wider = "nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 1).length"
    assert notebook.page.locator(".cq-form").evaluate_all(wider) == 0


def test_a_form_whose_kernel_is_gone_says_that_nothing_was_kept(notebook: Lab) -> None:
    kernel = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
    notebook.page.evaluate(f"() => {kernel}.restart()")
    notebook.settle()
    question = form(notebook, "question")
    question.get_by_role("radio", name="C. Nothing.").check()
    question.get_by_role("button", name="Check").click()
    expect(question).to_contain_text("Not kept yet: the kernel does not answer.", timeout=10_000)


def test_there_was_no_error_and_no_request_left_the_machine(notebook: Lab) -> None:
    assert notebook.errors == []
    assert notebook.strangers == []
