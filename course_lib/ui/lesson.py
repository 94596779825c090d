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

A result never stands in the file: the lesson's module computes it (`Lesson.prediction`).
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from course_lib.ui.note import Note
from course_lib.ui.prediction import Outcome, Prediction, Range, Result
from course_lib.ui.progress import Progress
from course_lib.ui.quiz import Questions, Quiz
from course_lib.ui.schema import Entry, prediction_options, question_options

_KINDS = ("question", "prediction", "note")


class Lesson:
    """The parts of one lesson that are data, with the learner's answers to them.

    Parameters
    ----------
    stem : str
        Name of the lesson's file without ``.toml``, for example ``"shift_analysis"``.
    progress : Progress, optional
        Where answers are kept. Default: the learner's own file.

    Raises
    ------
    ValueError
        If there is no such lesson, or if its file says something that a lesson cannot say;
        the sentence names the file, the question and the key.
    """

    def __init__(self, stem: str, *, progress: Progress | None = None) -> None:
        self.stem = stem
        self.progress = Progress.here() if progress is None else progress
        self._read(Entry(f"{stem}.toml", lesson_tables(stem)), misconceptions())

    @classmethod
    def from_tables(cls, stem: str, tables: Mapping[str, Any], *, progress: Progress) -> Lesson:
        """A lesson from tables that are already read, for tests and for trying out questions."""
        lesson = cls.__new__(cls)
        lesson.stem, lesson.progress = stem, progress
        lesson._read(Entry(f"{stem}.toml", tables), misconceptions())
        return lesson

    def _read(self, entry: Entry, explained: Mapping[str, str]) -> None:
        """Check the whole file at once, so that no error waits until its question is reached."""
        entry.only("title", "minutes", "objectives", *_KINDS)
        self.title = entry.text("title")
        self.minutes = int(entry.number("minutes"))
        self.objectives = entry.texts("objectives")
        self._explained = explained
        self._entries: dict[str, dict[str, Entry]] = {}
        seen: set[str] = set()
        for kind in _KINDS:
            self._entries[kind] = {}
            for item in entry.entries(kind, kind):
                identifier = item.identifier("id")
                if identifier in seen:
                    raise item.wrong("id", "occurs twice in this lesson")
                seen.add(identifier)
                self._entries[kind][identifier] = item
        self._options = {
            identifier: question_options(_known(item, "option"), explained)
            for identifier, item in self._entries["question"].items()
        }
        self._answers = {
            identifier: _prediction_answers(item)
            for identifier, item in self._entries["prediction"].items()
        }
        for item in self._entries["note"].values():
            _known(item)

    def question(self, identifier: str) -> Quiz:
        """One question, with the learner's last answer where there is one."""
        item = self._item("question", identifier)
        return Quiz(
            self._key("question", identifier),
            item.text("text"),
            options=self._options[identifier],
            misconceptions=self._explained,
            progress=self.progress,
        )

    def questions(self, *identifiers: str) -> Questions:
        """The questions named, or all of them in the order of the file."""
        chosen = identifiers or tuple(self._entries["question"])
        return Questions([self.question(identifier) for identifier in chosen])

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
        item = self._item("prediction", identifier)
        return Prediction(
            self._key("prediction", identifier),
            item.text("text"),
            answers=self._answers[identifier],
            outcome=Outcome(target or {}, result, sentence),
            progress=self.progress,
        )

    def note(self, identifier: str) -> Note:
        """One note of the learner's own."""
        item = self._item("note", identifier)
        return Note(self._key("note", identifier), item.text("text"), progress=self.progress)

    def identifiers(self, kind: str) -> tuple[str, ...]:
        """The ids of all questions, predictions or notes, in the order of the file."""
        return tuple(self._entries[kind])

    def _key(self, kind: str, identifier: str) -> str:
        """Under which an answer is kept."""
        return f"{self.stem}/{kind}/{identifier}"

    def _item(self, kind: str, identifier: str) -> Entry:
        """The table of one question, prediction or note."""
        items = self._entries[kind]
        if identifier not in items:
            known = ", ".join(items) or "none"
            raise ValueError(f"{self.stem}.toml has no {kind} {identifier!r}; it has {known}")
        return items[identifier]


def _known(item: Entry, *more: str) -> Entry:
    """The entry itself, once its text is there and no key is unknown."""
    item.only("id", "text", *more)
    item.text("text")
    return item


def _prediction_answers(item: Entry) -> Range | tuple[Any, ...]:
    """Range or options of a prediction, checked."""
    kind = item.text("kind")
    if kind == "choice":
        _known(item, "kind", "option")
        return prediction_options(item)
    if kind != "number":
        raise item.wrong("kind", f"is {kind!r}; it must be 'choice' or 'number'")
    _known(item, "kind", "minimum", "maximum", "step", "unit")
    low, high, step = (item.number(key) for key in ("minimum", "maximum", "step"))
    if not low < high:
        raise item.wrong("maximum", "must be above minimum")
    if not 0 < step <= high - low:
        raise item.wrong("step", "must be above 0 and fit between minimum and maximum")
    return Range(low, high, step, item.text("unit", ""))


def lesson_tables(stem: str) -> dict[str, Any]:
    """The tables of a lesson's file.

    Raises
    ------
    ValueError
        If there is no such file, or if it is not TOML.
    """
    file = resources.files("course_lib") / "lessons" / f"{stem}.toml"
    if not file.is_file():
        raise ValueError(f"there is no lesson {stem!r}: course_lib/lessons has no {stem}.toml")
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{stem}.toml is not TOML: {error}") from None


@functools.cache
def misconceptions() -> Mapping[str, str]:
    """Every misconception that an option may name, with the words that say what is mistaken.

    Examples
    --------
    >>> misconceptions()["odds_as_risk"]
    'an odds ratio is read as a risk ratio'
    """
    entry = Entry("misconceptions.toml", lesson_tables("misconceptions"))
    return {name: entry.text(name) for name in entry.values}
