"""A running text in which the learner marks what claims more than the data carry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course_lib.ui.exercise_file import MarkingText, Phrase
from course_lib.ui.form import Form, bundle, plain_question, still_question
from course_lib.ui.inline import pieces, words
from course_lib.ui.kept_exercise import Kept
from course_lib.ui.page_source import page_source
from course_lib.ui.progress import Progress


class MarkingForm(Form):
    """What the browser shows; it answers with the keys of the marked phrases."""

    _esm = page_source("form_parts.js", "marking.js")
    _css = page_source("form.css", "exercise.css")


class Marking:
    """An exercise in reading closely.

    Each phrase is marked or left. A check says of each: found, missed, marked but fair, or
    fairly left alone, and why. First and last marks are kept.

    Parameters
    ----------
    key : str
        ``lesson/marking/id``, under which the marks are kept.
    marking : MarkingText
        The question and the phrases of the running text.
    misconceptions : mapping
        Name of a misconception to the words that say what is mistaken.
    progress : Progress
        Where marks are kept.
    """

    def __init__(
        self,
        key: str,
        marking: MarkingText,
        *,
        misconceptions: Mapping[str, str],
        progress: Progress,
    ) -> None:
        self.key = key
        self.marking = marking
        self._misconceptions = misconceptions
        self._kept = Kept(key, progress, self._sound)
        self.widget = MarkingForm(self._spec(), self._keep, **self._kept.start())

    @property
    def first(self) -> list[str] | None:
        """Keys of the phrases marked at the first check; None before any."""
        return self._kept.first

    @property
    def last(self) -> list[str] | None:
        """Keys of the phrases marked at the last check; None before any."""
        return self._kept.last

    def mark(self, phrase: Phrase) -> str:
        """What a phrase claims too much, in words; empty where it is fair."""
        return "" if phrase.fault is None else self._misconceptions[phrase.fault]

    def text(self) -> str:
        """The question and the running text, without what is at fault."""
        running = " ".join(words(phrase.text) for phrase in self.marking.phrases)
        return f"{plain_question(self.marking.text)}\n  {running}"

    def still(self) -> str:
        """The question as static HTML; each phrase unfolds what there is to say of it."""
        answers = [
            (phrase.text, f"{self._judged(phrase)} {phrase.feedback}")
            for phrase in self.marking.phrases
        ]
        return still_question(self.marking.text, answers)

    def _judged(self, phrase: Phrase) -> str:
        """Whether a phrase can stand."""
        return "Fair." if phrase.fault is None else f"Too much: {self.mark(phrase)}."

    def _sound(self, value: object) -> list[str] | None:
        """Marks on phrases that are still there; None where this is no list of marks at all."""
        if not isinstance(value, list):
            return None
        return [phrase.key for phrase in self.marking.phrases if phrase.key in value]

    def _keep(self, value: object) -> str:
        """Keep marks of which each stands on a phrase."""
        if not value or self._sound(value) != value:
            return "This is not a list of phrases of this text, and was not kept."
        return self._kept.record(value)

    def _spec(self) -> dict[str, Any]:
        """What marking.js needs to know."""
        return {
            "kind": "marking",
            "legend": pieces(self.marking.text),
            "phrases": [
                {
                    "key": phrase.key,
                    "text": pieces(phrase.text),
                    "fault": phrase.fault is not None,
                    "mark": self.mark(phrase),
                    "feedback": pieces(phrase.feedback),
                }
                for phrase in self.marking.phrases
            ],
        }

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        return bundle(self.widget, self.text(), self.still())
