import json
from pathlib import Path

from course_lib.ui.marking import Marking
from course_lib.ui.progress import Progress
from tests.ui.drafts import EXERCISES, changed, draft, send

KEY = "draft/marking/abstract"


def marking(folder: Path) -> Marking:
    return draft(folder, changed(**EXERCISES)).marking("abstract")


def keys(asked: Marking, *places: int) -> list[str]:
    """What the page sends where these phrases are marked."""
    return [asked.marking.phrases[place].key for place in places]


def test_the_plain_text_is_the_running_text_without_what_is_at_fault(tmp_path: Path) -> None:
    assert marking(tmp_path).text() == (
        "Mark what claims more than the data carry.\n"
        "  The leg score rose more with cells (p = 0.023). Cells <b>improve</b> recovery of "
        "people after a severe stroke. They are safe. A larger trial is needed."
    )


def test_each_phrase_of_the_still_unfolds_its_judgement(tmp_path: Path) -> None:
    still = marking(tmp_path).still()
    assert still.count("<details>") == 4
    assert "<p>Fair. It did.</p>" in still
    assert "<p>Too much: few participants are thought to show that harm is absent. 39 " in still
    assert "&lt;b&gt;improve&lt;/b&gt;" in still
    assert "<b>" not in still


def test_first_and_last_marks_are_kept_and_shown_again_after_a_restart(tmp_path: Path) -> None:
    asked = marking(tmp_path)
    assert (asked.first, asked.last) == (None, None)
    assert send(asked.widget, keys(asked, 0)) == {"text": "", "kept": True, "count": 1}
    assert send(asked.widget, keys(asked, 1, 2), 2)["kept"]
    later = marking(tmp_path)
    assert (later.first, later.last) == (keys(asked, 0), keys(asked, 1, 2))
    assert later.widget.answer == {"value": keys(asked, 1, 2)}


def test_what_is_no_phrase_is_not_kept(tmp_path: Path) -> None:
    asked = marking(tmp_path)
    (known,) = keys(asked, 1)
    wrong: list[object] = [None, [], {}, "words", ["ffffffff"], [known, known], [known, None]]
    for value in wrong:
        reply = send(asked.widget, value)
        assert not reply["kept"]
        assert reply["text"].startswith("This is not a list of phrases of this text")
    assert asked.last is None


def test_a_damaged_answer_is_asked_anew_with_a_sentence(tmp_path: Path) -> None:
    for damaged in ("{half", "{}", "3"):
        Progress(tmp_path).record(KEY, damaged)
        asked = marking(tmp_path)
        assert asked.widget.answer == {}
        assert asked.widget.said["text"].startswith("Your earlier answer to this exercise")


def test_a_phrase_that_is_gone_is_not_shown_as_marked(tmp_path: Path) -> None:
    asked = marking(tmp_path)
    send(asked.widget, keys(asked, 1, 2))
    tables = json.loads(json.dumps(changed(**EXERCISES)))
    del tables["marking"][0]["phrase"][2]
    assert draft(tmp_path, tables).marking("abstract").last == keys(asked, 1)


def test_the_form_gets_pieces_of_text_that_json_can_carry(tmp_path: Path) -> None:
    spec = marking(tmp_path).widget.spec
    assert json.loads(json.dumps(spec)) == spec
    assert spec["phrases"][1]["text"][1] == ["emphasis", "severe"]
    assert [phrase["fault"] for phrase in spec["phrases"]] == [False, True, True, False]
    assert spec["phrases"][2]["mark"] == "few participants are thought to show that harm is absent"


def test_what_a_cell_stores_is_the_same_before_and_after_answers(tmp_path: Path) -> None:
    asked = marking(tmp_path)
    before, _ = asked._repr_mimebundle_()
    send(asked.widget, keys(asked, 1))
    after, _ = marking(tmp_path)._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert before[kind] == after[kind]
