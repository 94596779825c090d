from pathlib import Path

import pytest

from tests.ui.drafts import draft, send


@pytest.mark.parametrize("text", ["", "My <b>words</b> – é", "x" * 4000])
def test_a_note_is_there_again_after_a_restart(tmp_path: Path, text: str) -> None:
    assert send(draft(tmp_path).note("conclusion").widget, text)["kept"]
    assert draft(tmp_path).note("conclusion").text == text


def test_a_note_that_is_too_long_is_refused_and_the_kept_one_stays(tmp_path: Path) -> None:
    note = draft(tmp_path).note("conclusion")
    send(note.widget, "short")
    assert "at most 4000 characters" in send(note.widget, "x" * 4001, 2)["text"]
    assert note.text == "short"


def test_half_of_a_character_pair_does_not_break_the_file(tmp_path: Path) -> None:
    note = draft(tmp_path).note("conclusion")
    assert send(note.widget, "a\ud83d")["kept"]
    assert draft(tmp_path).note("conclusion").text == "a?"
