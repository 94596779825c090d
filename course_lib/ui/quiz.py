"""A question with one right answer, and feedback for each of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets

from course_lib.ui.answers import Value
from course_lib.ui.form import Form, bundle, plain_question, still_question
from course_lib.ui.inline import pieces
from course_lib.ui.lesson_file import Option, letter
from course_lib.ui.progress import Progress


class Quiz:
    """One single-choice question; the first answer is kept as the first, the last as the last.

    Parameters
    ----------
    key : str
        ``lesson/question/id``, under which the answer is kept.
    text : str
        The question.
    options : sequence of Option
        Answers in the order in which they are shown; exactly one has the key "right".
    misconceptions : mapping
        Name of a misconception to the words that say what is mistaken.
    progress : Progress
        Where answers are kept.
    later : str
        Said in place of any feedback, for a question that is answered now and explained later.
    """

    def __init__(
        self,
        key: str,
        text: str,
        *,
        options: Sequence[Option],
        misconceptions: Mapping[str, str],
        progress: Progress,
        later: str = "",
    ) -> None:
        self.key = key
        self._later = later
        self.question = text
        self.options = tuple(options)
        self._misconceptions = misconceptions
        self._progress = progress
        kept = progress.answer(key)
        known = kept is not None and kept.last in {option.key for option in self.options}
        self.widget = Form(
            self._spec(),
            self._keep,
            answer={"value": kept.last} if kept is not None and known else None,
            notice=progress.notice(),
        )

    @property
    def first(self) -> str | None:
        """Key of the first answer: "right", a misconception's name, or None before any."""
        kept = self._progress.answer(self.key)
        return None if kept is None else str(kept.first)

    @property
    def last(self) -> str | None:
        """Key of the last answer: "right", a misconception's name, or None before any."""
        kept = self._progress.answer(self.key)
        return None if kept is None else str(kept.last)

    def mark(self, option: Option) -> str:
        """The words in front of an option's feedback, which say more than a colour could."""
        if self._later:
            return "Noted."
        if option.right:
            return "Right."
        return f"Not quite: {self._misconceptions[option.misconception or '']}."

    def text(self) -> str:
        """The question and its lettered options, without the answer."""
        return plain_question(self.question, [option.text for option in self.options])

    def still(self) -> str:
        """The question as static HTML; each option unfolds its feedback."""
        return still_question(
            self.question,
            [
                (option.text, "" if self._later else f"{self.mark(option)} {option.feedback}")
                for option in self.options
            ],
        )

    def _keep(self, value: Value) -> str:
        """Keep an answer that is one of the options."""
        if value not in [option.key for option in self.options]:
            return "This answer is not one of the options and was not kept."
        return self._progress.record(self.key, value)

    def _spec(self) -> dict[str, Any]:
        """What form.js needs to know."""
        return {
            "kind": "question",
            "legend": pieces(self.question),
            "silent": bool(self._later),
            "options": [
                {
                    "key": option.key,
                    "letter": letter(place),
                    "text": pieces(option.text),
                    "mark": self.mark(option),
                    "right": None if self._later else option.right,
                    "feedback": pieces(self._later or option.feedback),
                }
                for place, option in enumerate(self.options)
            ],
        }

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        return bundle(self.widget, self.text(), self.still())


class Questions:
    """Several questions, one below the other."""

    def __init__(self, quizzes: Sequence[Quiz]) -> None:
        self.quizzes = tuple(quizzes)
        self.widget = ipywidgets.VBox([quiz.widget for quiz in self.quizzes])

    def __len__(self) -> int:
        return len(self.quizzes)

    def __getitem__(self, place: int) -> Quiz:
        return self.quizzes[place]

    def text(self) -> str:
        """All questions and their lettered options, numbered, without the answers."""
        return "\n\n".join(
            f"{place}. {quiz.text()}" for place, quiz in enumerate(self.quizzes, start=1)
        )

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        still = "\n<hr>\n".join(quiz.still() for quiz in self.quizzes)
        return bundle(self.widget, self.text(), still)
