"""What a learner knew at first and knows now: questions that were asked twice, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from course_lib.ui.answers import Answers
from course_lib.ui.asked import message
from course_lib.ui.form import bundle
from course_lib.ui.inline import pieces
from course_lib.ui.lesson_file import misconceptions
from course_lib.ui.page_source import page_source

if TYPE_CHECKING:
    from course_lib.ui.lesson import Lesson

_HEADING = "What you answered at first, and now"


class Gain(anywidget.AnyWidget):
    """A table of questions with the first answer of each asking.

    The first answer of an asking is the one that had not yet seen its feedback; so it is the one
    that counts, both times.

    Parameters
    ----------
    lesson : Lesson
        Whose questions were asked twice.
    identifiers : sequence of str
        The questions.
    again : str
        The name of the second asking.
    """

    _esm = page_source("form_parts.js", "gain_table.js")
    _css = page_source("form.css")
    spec = traitlets.Dict().tag(sync=True)
    table = traitlets.Dict().tag(sync=True)

    def __init__(self, lesson: Lesson, identifiers: Sequence[str], again: str) -> None:
        self._lesson = lesson
        self._texts = {name: lesson.part("question", name).text for name in identifiers}
        self._again = again
        spec = {"kind": "gain", "legend": pieces(_HEADING)}
        super().__init__(spec=spec, table=self._table(0))
        self.on_msg(self._asked)

    def summary(self) -> str:
        """How many were right at first, and how many are right now, in a sentence.

        Examples
        --------
        >>> from course_lib.ui import Lesson
        >>> gain(Lesson("start_here")).summary().startswith("Right at first: ")
        True
        """
        said = self._table(0)["said"]
        return str(said)

    def _asked(self, _: object, content: object, __: object) -> None:
        """Look again, where the button asks for it."""
        if message(content).get("do") == "look":
            self.table = self._table(self.table["looks"] + 1)

    def _table(self, looks: int) -> dict[str, Any]:
        """What the page shows; `looks` makes two tables differ even where nothing has changed."""
        answers = self._lesson.progress.answers()
        rows = [
            {
                "text": pieces(text),
                "first": self._answered(answers, name, ""),
                "now": self._answered(answers, name, self._again),
            }
            for name, text in self._texts.items()
        ]
        return {"rows": rows, "said": _sentence(rows), "looks": looks}

    def _answered(self, answers: Answers, identifier: str, again: str) -> dict[str, str]:
        """The first answer of one asking: a sign for it, and words."""
        kept = answers.get(self._lesson.key("question", identifier, again))
        if kept is None:
            return {"sign": "–", "words": "not answered yet"}
        if kept.first == "right":
            return {"sign": "✓", "words": "right"}
        return {"sign": "✗", "words": misconceptions().get(str(kept.first), "not right")}

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        text = f"{_HEADING}: run this notebook to see it."
        return bundle(self, text, f"<p>{text}</p>")


def gain(lesson: Lesson, identifiers: Sequence[str] = (), *, again: str = "after") -> Gain:
    """The questions that were asked twice: right at first, right now, each with what was mistaken.

    Parameters
    ----------
    lesson : Lesson
        Whose questions were asked twice.
    identifiers : sequence of str
        The questions. Default: all of the lesson.
    again : str
        The name of the second asking, as in ``lesson.questions(…, again="after")``.

    Raises
    ------
    ValueError
        If the lesson has no such question.
    """
    return Gain(lesson, identifiers or tuple(lesson.file.questions), again)


def _sentence(rows: Sequence[dict[str, Any]]) -> str:
    """The counts of a table in words."""
    right, open_ = (
        [sum(row[time]["sign"] == sign for row in rows) for time in ("first", "now")]
        for sign in ("✓", "–")
    )
    said = f"Right at first: {right[0]} of {len(rows)}. Right now: {right[1]} of {len(rows)}."
    if not any(open_):
        return said
    return f"{said} Not answered: {open_[0]} at first, {open_[1]} now."
