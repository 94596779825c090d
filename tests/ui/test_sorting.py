import json
from pathlib import Path
from typing import Any

from course_lib.ui.progress import Progress
from course_lib.ui.sorting import Sorting
from tests.ui.drafts import EXERCISES, changed, draft, send

KEY = "draft/sorting/which_set"


def sorting(folder: Path, **more: Any) -> Sorting:
    return draft(folder, changed(**EXERCISES, **more)).sorting("which_set")


def choices(asked: Sorting, *bins: str) -> dict[str, str]:
    """What the page sends where the first rows are sorted into these bins."""
    return dict(zip([item.key for item in asked.sorting.items], bins, strict=False))


def test_the_plain_text_names_bins_and_items_and_not_where_they_belong(tmp_path: Path) -> None:
    assert sorting(tmp_path).text() == (
        "Which analysis set is <b>described</b>?\n"
        "  Sort into: Intention to treat; Per protocol; As treated.\n"
        "  1. All 54, as allocated.\n"
        "  2. The 52 who kept to the plan: a long description, as they are in life.\n"
        "  3. Cells or none, as given."
    )


def test_each_item_of_the_still_unfolds_its_bin_and_html_is_shown_not_obeyed(
    tmp_path: Path,
) -> None:
    still = sorting(tmp_path).still()
    assert still.count("<details>") == 3
    assert "<p>Intention to treat. Nobody is left out.</p>" in still
    assert "&lt;b&gt;described&lt;/b&gt;" in still
    assert "<b>" not in still


def test_first_and_last_choices_are_kept_and_shown_again_after_a_restart(tmp_path: Path) -> None:
    asked = sorting(tmp_path)
    assert (asked.first, asked.last) == (None, None)
    once, again = choices(asked, "itt"), choices(asked, "itt", "as_treated", "per_protocol")
    assert send(asked.widget, once) == {"text": "", "kept": True, "count": 1}
    assert send(asked.widget, again, 2)["kept"]
    later = sorting(tmp_path)
    assert (later.first, later.last) == (once, again)
    assert later.widget.answer == {"value": again}


def test_what_is_no_item_or_no_bin_is_not_kept(tmp_path: Path) -> None:
    asked = sorting(tmp_path)
    known = asked.sorting.items[0].key
    for value in (None, {}, "itt", [known], {known: "nowhere"}, {"ffffffff": "itt"}, {known: None}):
        reply = send(asked.widget, value)
        assert not reply["kept"]
        assert reply["text"].startswith("This is not one of the items and bins")
    assert asked.last is None


def test_a_damaged_answer_is_asked_anew_with_a_sentence(tmp_path: Path) -> None:
    for damaged in ("{half", "[]", "3", 3.0, "[" * 3000):
        Progress(tmp_path).record(KEY, damaged)
        asked = sorting(tmp_path)
        assert asked.widget.answer == {}
        assert asked.widget.said["text"].startswith("Your earlier answer to this exercise")
        assert asked.last is None


def test_an_item_whose_words_have_changed_is_asked_anew(tmp_path: Path) -> None:
    asked = sorting(tmp_path)
    send(asked.widget, choices(asked, "itt", "itt"))
    tables = json.loads(json.dumps(changed(**EXERCISES)))
    items = tables["sorting"][0]["item"]
    items[0]["text"] = "All 54, and how!"
    items.reverse()
    later = draft(tmp_path, tables).sorting("which_set")
    assert later.last == {asked.sorting.items[1].key: "itt"}
    assert later.widget.said["text"] == ""


def test_a_wrong_bin_names_its_misconception_where_it_has_one(tmp_path: Path) -> None:
    asked = sorting(tmp_path)
    plain, named, _ = asked.sorting.bins
    assert asked.mark(plain) == "Not quite."
    assert asked.mark(named) == "Not quite: per protocol is taken for the fairer analysis."


def test_the_form_gets_pieces_of_text_that_json_can_carry(tmp_path: Path) -> None:
    spec = sorting(tmp_path).widget.spec
    assert json.loads(json.dumps(spec)) == spec
    assert spec["bins"][1]["meaning"][1] == ["emphasis", "without"]
    assert [item["bin"] for item in spec["items"]] == ["itt", "per_protocol", "as_treated"]


def test_what_a_cell_stores_is_the_same_before_and_after_answers(tmp_path: Path) -> None:
    asked = sorting(tmp_path)
    before, _ = asked._repr_mimebundle_()
    send(asked.widget, choices(asked, "itt"))
    after, _ = sorting(tmp_path)._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert before[kind] == after[kind]
    assert before["application/vnd.jupyter.widget-view+json"]["model_id"]
