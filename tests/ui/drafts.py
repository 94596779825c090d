"""A small lesson for the tests of questions, predictions and notes."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from course_lib.ui.form import Form
from course_lib.ui.lesson import Lesson
from course_lib.ui.progress import Progress

TABLES: dict[str, Any] = {
    "title": "A draft",
    "minutes": 5,
    "objectives": ["Tell odds from risks."],
    "question": [
        {
            "id": "what_doubled",
            "text": "The odds ratio is *2*. What doubled, <b>exactly</b>?",
            "option": [
                {"text": "The share.", "misconception": "odds_as_risk", "feedback": "No: 33 %."},
                {"text": "The odds.", "right": True, "feedback": "Good per poor."},
                {"text": "Nothing.", "misconception": "p_as_size", "feedback": "Look at size."},
            ],
        }
    ],
    "prediction": [
        {
            "id": "share",
            "kind": "number",
            "text": "What share will reach mRS 0–2?",
            "minimum": 0,
            "maximum": 100,
            "step": 1,
            "unit": "%",
        },
        {
            "id": "direction",
            "kind": "choice",
            "text": "What will the p-value do?",
            "option": [
                {"key": "rises", "text": "It rises.", "feedback": "Fewer levels say less."},
                {"key": "falls", "text": "It falls.", "feedback": "A cut throws away order."},
            ],
        },
    ],
    "note": [{"id": "conclusion", "text": "What would you conclude?"}],
}


EXERCISES: dict[str, Any] = {
    "sorting": [
        {
            "id": "which_set",
            "text": "Which *analysis set* is <b>described</b>?",
            "bin": [
                {"key": "itt", "text": "Intention to treat", "meaning": "Everybody, as allocated."},
                {
                    "key": "per_protocol",
                    "text": "Per protocol",
                    "meaning": "Those *without* a deviation.",
                    "misconception": "per_protocol_is_fairer",
                },
                {"key": "as_treated", "text": "As treated", "meaning": "As received."},
            ],
            "item": [
                {
                    "text": "All 54, as *allocated*.",
                    "bin": "itt",
                    "feedback": "Nobody is left out.",
                },
                {
                    "text": "The 52 who kept to the plan: a long description, as they are in life.",
                    "bin": "per_protocol",
                    "feedback": "Two are left out, and what sets them apart may set their outcomes apart.",
                },
                {"text": "Cells or none, as given.", "bin": "as_treated", "feedback": "96 %."},
            ],
        }
    ],
    "marking": [
        {
            "id": "abstract",
            "text": "Mark what claims *more* than the data carry.",
            "phrase": [
                {"text": "The leg score rose more with cells (p = 0.023).", "feedback": "It did."},
                {
                    "text": "Cells <b>improve</b> recovery of people after a *severe* stroke.",
                    "fault": "secondary_rescues_primary",
                    "feedback": "The primary outcome does not say so.",
                },
                {
                    "text": "They are safe.",
                    "fault": "small_trial_shows_safety",
                    "feedback": "39 participants cannot show it.",
                },
                {"text": "A larger trial is needed.", "feedback": "That is fair."},
            ],
        }
    ],
}
"""One sorting and one marking, to be put beside the draft's other parts."""


class Clock:
    """A clock that goes one minute further whenever it is read."""

    def __init__(self, minute: int = 0) -> None:
        self.moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)

    def __call__(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


def draft(folder: Path, tables: dict[str, Any] | None = None) -> Lesson:
    """The draft as a fresh kernel opens it."""
    return Lesson("draft", tables=tables or TABLES, progress=Progress(folder))


def changed(**more: Any) -> dict[str, Any]:
    """A copy of the draft's tables, to be changed."""
    return deepcopy(TABLES) | more


def send(form: Form, value: object, count: int = 1) -> dict[str, Any]:
    """What the browser does when a learner answers; gives the kernel's reply."""
    form.answer = {"value": value, "count": count}
    return dict(form.said)
