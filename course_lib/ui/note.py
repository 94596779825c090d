"""Free text of the learner's own, kept while it is written."""

from __future__ import annotations

from typing import Any

from course_lib.ui.answers import LONGEST_TEXT, Value
from course_lib.ui.form import Form, bundle, plain_question, still_note
from course_lib.ui.inline import pieces
from course_lib.ui.progress import Progress


class Note:
    """A box for one paragraph, kept half a second after the last keystroke.

    Parameters
    ----------
    key : str
        ``lesson/note/id``, under which the text is kept.
    text : str
        What the learner is asked to write.
    progress : Progress
        Where the text is kept.
    """

    def __init__(self, key: str, text: str, *, progress: Progress) -> None:
        self.key = key
        self.question = text
        self._progress = progress
        self.widget = Form(
            {"kind": "text", "legend": pieces(text), "longest": LONGEST_TEXT},
            self._keep,
            answer={"value": self.text} if self.text else None,
            notice=progress.notice(),
        )

    @property
    def text(self) -> str:
        """What the learner wrote last; empty before anything was written."""
        kept = self._progress.answer(self.key)
        return kept.last if kept is not None and isinstance(kept.last, str) else ""

    def _keep(self, value: Value) -> str:
        """Keep the text; half of a character pair, which no file can hold, becomes a mark."""
        if not isinstance(value, str):
            return "This is no text, and was not kept."
        text = value.encode("utf-8", "replace").decode()
        if len(text) > LONGEST_TEXT:
            return f"A note has at most {LONGEST_TEXT} characters; this one was not kept."
        return self._progress.record(self.key, text)

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        hint = "Run this notebook to write here; your text stays on your own machine."
        return bundle(self.widget, plain_question(self.question), still_note(self.question, hint))
