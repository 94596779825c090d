"""A prediction: asked before an explorer moves, kept, and shown against the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course_lib.ui.answers import Answer, Value
from course_lib.ui.form import Form, bundle, plain_question, still_note, still_question
from course_lib.ui.inline import pieces, words
from course_lib.ui.lesson_file import Option, Range, letter
from course_lib.ui.progress import Progress

if TYPE_CHECKING:
    from course_lib.ui.view import View

Result = float | str | Callable[[], float | str]
"""A number, an option's key, or a function without arguments that computes one of them."""


@dataclass(frozen=True)
class Outcome:
    """What a prediction is held against.

    Parameters
    ----------
    target : mapping
        Settings of the explorer at which to compare; empty means "where the learner stands".
    result : number, str or callable, optional
        The result, computed by the lesson; a callable is asked only when it is shown.
        For a choice it is the key of the option that came true. Without a result the verdict
        sets the prediction beside the explorer's own reading.
    sentence : str
        How the result is said, for example ``"{result:.1f} % reach mRS 0–2."``. Without a
        result it is said as it stands.
    """

    target: Mapping[str, object]
    result: Result | None = None
    sentence: str = ""

    def value(self) -> float | str | None:
        """The result, computed now where it is a function."""
        return self.result() if callable(self.result) else self.result

    def said(self, value: float | str | None, shown: str) -> str:
        """The sentence with the result in it; `shown` where the lesson gave no sentence."""
        if not self.sentence:
            return f"The result: {shown}."
        return self.sentence.format(result=value)


class Prediction:
    """A question about what will be seen, to be answered or skipped before it is seen.

    The first answer stays: what is recorded after the result was seen is no prediction.

    Parameters
    ----------
    key : str
        ``lesson/prediction/id``, under which the prediction is kept.
    text : str
        The question.
    answers : Range or sequence of Option
        The numbers or the options that may be predicted.
    outcome : Outcome
        What the prediction is held against.
    progress : Progress
        Where predictions are kept.
    """

    def __init__(
        self,
        key: str,
        text: str,
        *,
        answers: Range | Sequence[Option],
        outcome: Outcome,
        progress: Progress,
    ) -> None:
        self.key = key
        self.question = text
        self.range = answers if isinstance(answers, Range) else None
        self.options = () if isinstance(answers, Range) else tuple(answers)
        self.outcome = outcome
        self._progress = progress
        self._callbacks: list[Callable[[], None]] = []
        kept = self._kept()
        self.widget = Form(
            self._spec(),
            self._keep,
            answer=None if kept is None else {"value": kept.first},
            notice=progress.notice(),
        )

    @property
    def settled(self) -> bool:
        """True once a prediction was recorded or skipped, now or in an earlier session."""
        return self._kept() is not None

    @property
    def target(self) -> Mapping[str, object]:
        """Settings of the explorer at which prediction and result are compared."""
        return self.outcome.target

    @property
    def predicted(self) -> Value:
        """The number or the option's key that was predicted; None where it was skipped."""
        kept = self._kept()
        return None if kept is None else kept.first

    def on_settle(self, callback: Callable[[], None]) -> None:
        """Call `callback()` when a prediction is recorded or skipped."""
        self._callbacks.append(callback)

    def verdict(self, view: View) -> str:
        """What was predicted against what came out, in plain sentences.

        Raises
        ------
        ValueError
            If the lesson's result is not one of the options, or not a number where one was
            asked for.
        """
        value = self.outcome.value()
        parts = [self._said_prediction()]
        if value is None:
            parts.append(self.outcome.sentence or view.reading)
        else:
            parts.append(self.outcome.said(value, self._shown(value)))
            parts.append(self._distance(value))
        return " ".join(part for part in parts if part)

    def longest_verdict(self) -> str:
        """About the most that a verdict says; nothing is computed for it."""
        ends: list[tuple[float | str, str]] = [
            (option.key, f"Another one than predicted. {words(option.feedback)}")
            for option in self.options
        ]
        if self.range is not None:
            gap = self.range.say_gap(self.range.maximum)
            ends = [(self.range.maximum, f"Your prediction is {gap} higher than the result.")]
        said = ((self.outcome.said(v, self._shown(v)), self._shown(v), end) for v, end in ends)
        return max((f"You predicted {own}. {all_} {end}" for all_, own, end in said), key=len)

    def text(self) -> str:
        """The question as plain text; never what was answered."""
        if self.range is None:
            return plain_question(self.question, [option.text for option in self.options])
        return f"{plain_question(self.question)}\n  Your answer: {self._allowed()}."

    def still(self) -> str:
        """The question as static HTML; never what was answered."""
        if self.range is None:
            return still_question(self.question, [(option.text, "") for option in self.options])
        return still_note(self.question, f"Your answer: {self._allowed()}.")

    def _allowed(self) -> str:
        """What may be answered, in words."""
        if self.range is None:
            return "one of the options"
        ends = self.range.minimum, self.range.maximum
        return "a number from {} to {}".format(*map(self.range.say, ends))

    def _kept(self) -> Answer | None:
        """The record, where it still fits the question."""
        kept = self._progress.answer(self.key)
        return kept if kept is not None and self._fits(kept.first) else None

    def _fits(self, value: Value) -> bool:
        """Whether a value is an answer to this question; None is a skip."""
        if value is None:
            return True
        if self.range is not None:
            return self.range.holds(value)
        return value in [option.key for option in self.options]

    def _keep(self, value: Value) -> str:
        """Keep the first answer or skip, and unlock what waits for it."""
        kept = self._kept()
        if kept is not None:  # recorded meanwhile in another notebook or cell
            self.widget.show(kept.first)
            self._unlock()
            return "Your first prediction is already recorded; it stays."
        if not self._fits(value):
            return f"This prediction was not kept. Allowed: {self._allowed()}."
        trouble = self._progress.record(self.key, value)
        self._unlock()
        return trouble

    def _unlock(self) -> None:
        """Tell whoever waits for it, once."""
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def _shown(self, value: float | str) -> str:
        """A prediction or a result in words."""
        if self.range is not None:
            if isinstance(value, str):
                raise ValueError(f"{self.key}: the result must be a number, not {value!r}")
            return self.range.say(value)
        for place, option in enumerate(self.options):
            if option.key == value:
                return f"{letter(place)}, “{words(option.text).rstrip('.')}”"
        keys = ", ".join(option.key for option in self.options)
        raise ValueError(f"{self.key}: the result {value!r} is no option; options are {keys}")

    def _said_prediction(self) -> str:
        """The sentence that says what was predicted."""
        if not self.settled:
            return "You have not recorded a prediction yet."
        if self.predicted is None:
            return "You skipped the prediction."
        return f"You predicted {self._shown(self.predicted)}."

    def _distance(self, result: float | str) -> str:
        """How far the prediction was from the result, or the chosen option's feedback."""
        predicted = self.predicted
        if predicted is None:
            return ""
        if self.range is None:
            chosen = next(option for option in self.options if option.key == predicted)
            came = "As predicted." if predicted == result else "Another one than predicted."
            return f"{came} {words(chosen.feedback)}"
        gap = abs(float(predicted) - float(result))
        if gap <= self.range.step / 2:
            return "As predicted."
        side = "higher" if float(predicted) > float(result) else "lower"
        return f"Your prediction is {self.range.say_gap(gap)} {side} than the result."

    def _spec(self) -> dict[str, Any]:
        """What form.js needs to know."""
        if self.range is not None:
            limits = {
                "minimum": self.range.minimum,
                "maximum": self.range.maximum,
                "step": self.range.step,
                "unit": self.range.unit,
            }
            return {"kind": "number", "legend": pieces(self.question), **limits}
        options = [
            {"key": option.key, "letter": letter(place), "text": pieces(option.text)}
            for place, option in enumerate(self.options)
        ]
        return {"kind": "choice", "legend": pieces(self.question), "options": options}

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        return bundle(self.widget, self.text(), self.still())
