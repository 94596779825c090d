import json
from pathlib import Path

from tests.ui.drafts import changed, draft, send


def test_the_still_has_letters_and_the_plain_text_does_not_give_the_answer_away(
    tmp_path: Path,
) -> None:
    quiz = draft(tmp_path).question("what_doubled")
    assert quiz.text() == (
        "The odds ratio is 2. What doubled, <b>exactly</b>?\n"
        "  A. The share.\n  B. The odds.\n  C. Nothing."
    )


def test_each_option_unfolds_its_own_feedback_and_html_is_shown_not_obeyed(tmp_path: Path) -> None:
    still = draft(tmp_path).question("what_doubled").still()
    assert still.count("<details>") == 3
    assert "&lt;b&gt;exactly&lt;/b&gt;" in still
    assert "<b>" not in still
    assert "<p>Right. Good per poor.</p>" in still
    assert "<p>Not quite: an odds ratio is read as a risk ratio. No: 33\u00a0%.</p>" in still


def test_first_and_last_answer_are_kept_and_shown_again_after_a_restart(tmp_path: Path) -> None:
    quiz = draft(tmp_path).question("what_doubled")
    assert quiz.first is None
    assert send(quiz.widget, "odds_as_risk") == {"text": "", "kept": True, "count": 1}
    assert send(quiz.widget, "right", 2)["count"] == 2
    again = draft(tmp_path).question("what_doubled")
    assert (again.first, again.last) == ("odds_as_risk", "right")
    assert again.widget.answer == {"value": "right"}


def test_an_answer_that_is_no_option_is_not_kept(tmp_path: Path) -> None:
    quiz = draft(tmp_path).question("what_doubled")
    reply = send(quiz.widget, "something else")
    assert not reply["kept"]
    assert "not one of the options" in reply["text"]
    assert quiz.last is None


def test_an_option_that_is_gone_is_not_shown_as_chosen(tmp_path: Path) -> None:
    send(draft(tmp_path).question("what_doubled").widget, "p_as_size")
    tables = changed()
    del tables["question"][0]["option"][2]
    assert draft(tmp_path, tables).question("what_doubled").widget.answer == {}


def test_a_damaged_progress_file_is_said_in_the_first_form_only(tmp_path: Path) -> None:
    (tmp_path / "progress.json").write_text("{half")
    lesson = draft(tmp_path)
    assert "was damaged" in lesson.question("what_doubled").widget.said["text"]
    assert lesson.note("conclusion").widget.said["text"] == ""


def test_trouble_with_the_disk_is_said_beside_the_answer(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    reply = send(draft(blocked).question("what_doubled").widget, "right")
    assert reply["text"].startswith("Not written to disk")
    assert not reply["kept"]


def test_what_a_cell_stores_is_the_same_before_and_after_answers(tmp_path: Path) -> None:
    questions = draft(tmp_path).questions()
    before, _ = questions._repr_mimebundle_()
    send(questions[0].widget, "right")
    after, _ = draft(tmp_path).questions()._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert before[kind] == after[kind]
    assert before["application/vnd.jupyter.widget-view+json"]["model_id"]
    assert len(questions) == 1


def test_the_form_gets_pieces_of_text_that_json_can_carry(tmp_path: Path) -> None:
    spec = draft(tmp_path).question("what_doubled").widget.spec
    assert json.loads(json.dumps(spec)) == spec
    assert spec["legend"][1] == ["emphasis", "2"]
    assert [option["right"] for option in spec["options"]] == [False, True, False]
