"""A question that is answered now and explained later keeps its answer to itself."""

import json
from pathlib import Path

from course_lib.ui import Lesson, Progress
from tests.ui.drafts import TABLES

LATER = "You will meet this question again."


def lesson(folder: Path) -> Lesson:
    return Lesson("draft", progress=Progress(folder), tables=TABLES)


def test_neither_the_form_nor_the_still_says_which_answer_is_right(tmp_path: Path) -> None:
    question = lesson(tmp_path).question("what_doubled", later=LATER)
    open_one = lesson(tmp_path).question("what_doubled")
    spec = json.dumps(question.widget.spec, ensure_ascii=False)
    for option in open_one.options:
        assert option.feedback not in spec
        assert option.feedback not in question.still()
    assert {option["right"] for option in question.widget.spec["options"]} == {None}
    assert spec.count(LATER) == len(question.options)
    assert question.text() == open_one.text()


def test_its_answer_is_kept_like_any_other_and_explained_later(tmp_path: Path) -> None:
    silent = lesson(tmp_path).questions("what_doubled", later=LATER)[0]
    silent.widget.answer = {"value": "odds_as_risk", "count": 1}
    again = lesson(tmp_path).question("what_doubled")
    assert again.first == "odds_as_risk"
    assert again.widget.spec["options"][0]["right"] is not None
