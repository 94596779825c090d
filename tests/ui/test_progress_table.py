from pathlib import Path
from typing import Any

import pytest

from course_lib.ui.progress import Progress
from course_lib.ui.progress_table import ProgressPanel, progress_panel


def ask(panel: ProgressPanel, **message: Any) -> list[dict[str, Any]]:
    """What a button of the panel sends; gives the messages that come back."""
    back: list[dict[str, Any]] = []
    panel.send = back.append
    panel._asked(panel, message, [])
    return back


def filled(folder: Path) -> Progress:
    progress = Progress(folder)
    progress.record("old_lesson/question/a", "right")
    progress.record("old_lesson/note/b", "words")
    return progress


def test_a_lesson_without_a_file_is_shown_with_what_is_kept(tmp_path: Path) -> None:
    panel = progress_panel(progress=filled(tmp_path))
    row = panel.rows[-1]
    assert (row["lesson"], row["cells"], row["answers"]) == ("old_lesson", ["1", "–", "1"], 2)


def test_download_hands_over_a_text_that_restore_takes(tmp_path: Path) -> None:
    (message,) = ask(progress_panel(progress=filled(tmp_path / "here")), do="download")
    panel = progress_panel(progress=Progress(tmp_path / "there"))
    ask(panel, do="restore", text=message["text"])
    assert panel.said == "Restored: 2 answers in 1 lesson, 2 of them new here."
    assert panel.rows[-1]["answers"] == 2


def test_forgetting_empties_the_row(tmp_path: Path) -> None:
    panel = progress_panel("old_lesson", progress=filled(tmp_path))
    ask(panel, do="forget", lesson="old_lesson")
    assert panel.said == "Forgotten: 2 answers of old_lesson."
    assert panel.rows[0]["answers"] == 0


def test_looking_again_shows_what_another_notebook_has_kept(tmp_path: Path) -> None:
    panel = progress_panel("old_lesson", progress=Progress(tmp_path))
    filled(tmp_path)
    ask(panel, do="look")
    assert panel.rows[0]["answers"] == 2


@pytest.mark.parametrize("text", ["", "nonsense", "\ud800", "x" * 5_000_001])
def test_a_strange_upload_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    panel = progress_panel(progress=filled(tmp_path))
    ask(panel, do="restore", text=text)
    assert panel.said.startswith("This file was not restored: ")
    assert panel.rows[-1]["answers"] == 2


def test_the_stored_output_shows_nothing_of_the_learner(tmp_path: Path) -> None:
    empty, _ = progress_panel(progress=Progress(tmp_path))._repr_mimebundle_()
    full, _ = progress_panel(progress=filled(tmp_path))._repr_mimebundle_()
    assert empty["text/plain"] == full["text/plain"]
    assert empty["text/html"] == full["text/html"]
