"""A lesson's questions, predictions and notes, read from its TOML file.

The file has the lesson's stem, ``course_lib/lessons/<stem>.toml``. Texts are plain text with
``*emphasis*``, ```code``` and ``[words](target)``; HTML is shown as it stands. Identifiers are
lower-case letters, digits and underscores, and differ within a lesson: answers are kept under
them, so they must not change once learners have used them. An example::

    title = "How is a shift measured and tested?"
    minutes = 45
    objectives = ["Read a common odds ratio aloud.", "Say what a shift test needs."]

    [[question]]
    id = "odds_are_not_risks"
    text = "The odds ratio for mRS 0–2 is 2. What doubled?"

    [[question.option]]
    text = "The odds of mRS 0–2."
    right = true                              # exactly one option
    feedback = "Odds are good outcomes per poor one."

    [[question.option]]
    text = "The share of participants with mRS 0–2."
    misconception = "odds_as_risk"            # a name in misconceptions.toml; each only once
    feedback = "From 20 % an odds ratio of 2 leads to 33 %."

    [[prediction]]
    id = "share_after_the_shift"
    kind = "number"
    text = "How many of 100 will reach mRS 0–2?"
    minimum = 0
    maximum = 100
    step = 1
    unit = "of 100"                           # may be left out

    [[prediction]]
    id = "which_way"
    kind = "choice"
    text = "What will the p-value do?"

    [[prediction.option]]
    key = "rises"                             # the lesson's result is one of these keys
    text = "It rises."
    feedback = "Fewer levels say less."

    [[prediction.option]]
    key = "falls"
    text = "It falls."
    feedback = "A cut throws away order."

    [[note]]
    id = "first_conclusion"
    text = "What would you conclude? One paragraph."

    [[sorting]]
    id = "which_set"
    text = "Which analysis set does each sentence describe?"

    [[sorting.bin]]                           # two to six
    key = "per_protocol"
    text = "Per protocol"
    meaning = "Only those without an important deviation."
    misconception = "per_protocol_is_fairer"  # may be left out; said where it is chosen wrongly

    [[sorting.item]]                          # two to twenty
    text = "The 49 who were treated as the protocol says."
    bin = "per_protocol"
    feedback = "Whoever deviated is left out, in either arm."

    [[marking]]
    id = "abstract"
    text = "Mark what claims more than the data carry."

    [[marking.phrase]]                        # a piece of a running text, in its order
    text = "Cells improve recovery."
    fault = "secondary_rescues_primary"       # only where it claims too much
    feedback = "The primary outcome does not say so."

A result never stands in the file: the lesson's module computes it (`Lesson.prediction`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course_lib.ui.lesson_file import lesson_tables, misconceptions, read
from course_lib.ui.marking import Marking
from course_lib.ui.note import Note
from course_lib.ui.prediction import Outcome, Prediction, Result
from course_lib.ui.progress import Progress
from course_lib.ui.quiz import Questions, Quiz
from course_lib.ui.sorting import Sorting


class Lesson:
    """The parts of one lesson that are data, with the learner's answers to them.

    Parameters
    ----------
    stem : str
        Name of the lesson's file without ``.toml``, for example ``"shift_analysis"``.
    progress : Progress, optional
        Where answers are kept. Default: the learner's own file.
    tables : mapping, optional
        The file's contents, where they are already at hand: to test or to try out questions.

    Raises
    ------
    ValueError
        If there is no such lesson, or if its file says something that a lesson cannot say;
        the sentence names the file, the question and the key.

    Examples
    --------
    >>> tables = {"title": "Trying out", "minutes": 5, "objectives": ["Write a question."]}
    >>> lesson = Lesson("draft", tables=tables)
    >>> lesson.title, lesson.minutes
    ('Trying out', 5)
    """

    def __init__(
        self,
        stem: str,
        *,
        progress: Progress | None = None,
        tables: Mapping[str, Any] | None = None,
    ) -> None:
        self.stem = stem
        self.progress = Progress.here() if progress is None else progress
        self.file = read(stem, lesson_tables(stem) if tables is None else tables)

    @property
    def title(self) -> str:
        """The question that the lesson answers."""
        return self.file.title

    @property
    def minutes(self) -> int:
        """How long it takes to read and try."""
        return self.file.minutes

    @property
    def objectives(self) -> tuple[str, ...]:
        """What a learner can do afterwards."""
        return self.file.objectives

    def question(self, identifier: str, *, later: str = "", again: str = "") -> Quiz:
        """One question, with the learner's last answer.

        Parameters
        ----------
        identifier : str
            Its id in the file.
        later : str
            Said in place of feedback, for a question that is answered now and explained later.
        again : str
            A short name ("after") for asking it a second time: the second answers are kept
            beside the first ones and do not change them. `course_lib.ui.gain` compares both.
        """
        question = self.part("question", identifier)
        return Quiz(
            self.key("question", identifier, again),
            question.text,
            options=question.options,
            misconceptions=misconceptions(),
            progress=self.progress,
            later=later,
        )

    def questions(self, *identifiers: str, later: str = "", again: str = "") -> Questions:
        """The questions named, or all of them in the order of the file."""
        chosen = identifiers or tuple(self.file.questions)
        return Questions([self.question(name, later=later, again=again) for name in chosen])

    def prediction(
        self,
        identifier: str,
        *,
        target: Mapping[str, object] | None = None,
        result: Result | None = None,
        sentence: str = "",
    ) -> Prediction:
        """One prediction, to be given to an explorer.

        Parameters
        ----------
        identifier : str
            Its id in the file.
        target : mapping, optional
            Settings of the explorer at which to compare, for example ``{"odds_ratio": 2.0}``.
        result : number, str or callable, optional
            What comes out there: a number, or the key of the option that comes true; best a
            function of no arguments that computes it with the code that draws the picture.
        sentence : str
            How to say it, with ``{result}``: ``"{result:.1f} % reach mRS 0–2."``.
        """
        prediction = self.part("prediction", identifier)
        return Prediction(
            self.key("prediction", identifier),
            prediction.text,
            answers=prediction.answers,
            outcome=Outcome(target or {}, result, sentence),
            progress=self.progress,
        )

    def note(self, identifier: str) -> Note:
        """One note of the learner's own."""
        text = self.part("note", identifier)
        return Note(self.key("note", identifier), text, progress=self.progress)

    def sorting(self, identifier: str) -> Sorting:
        """Situations to be sorted into bins, with the learner's last choices."""
        return Sorting(
            self.key("sorting", identifier),
            self.part("sorting", identifier),
            misconceptions=misconceptions(),
            progress=self.progress,
        )

    def marking(self, identifier: str) -> Marking:
        """A running text to be marked, with the learner's last marks."""
        return Marking(
            self.key("marking", identifier),
            self.part("marking", identifier),
            misconceptions=misconceptions(),
            progress=self.progress,
        )

    def key(self, kind: str, identifier: str, again: str = "") -> str:
        """Under which an answer is kept; `again` names a second asking."""
        return "/".join(part for part in (self.stem, kind, identifier, again) if part)

    def part(self, kind: str, identifier: str) -> Any:
        """One question, prediction, note or exercise as the file has it.

        Raises
        ------
        ValueError
            If the file has none of that name; the sentence says which it has.
        """
        parts = self.file.parts(kind)
        if identifier not in parts:
            known = ", ".join(parts) or "none"
            raise ValueError(f"{self.stem}.toml has no {kind} {identifier!r}; it has {known}")
        return parts[identifier]
