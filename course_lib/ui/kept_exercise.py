"""The learner's answers to an exercise whose answer has several parts, kept as one text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from course_lib.ui.answers import Value
from course_lib.ui.progress import Progress

_Answer = TypeVar("_Answer")
UNREADABLE = "Your earlier answer to this exercise could not be read; it is asked anew."


class Kept(Generic[_Answer]):
    """First and last answer to one exercise, read with suspicion.

    Parameters
    ----------
    key : str
        ``lesson/kind/id``.
    progress : Progress
        Where the answer is kept.
    sound : callable
        Takes what stood in the file and gives of it what still fits the exercise, or None where
        it is no answer at all.
    """

    def __init__(
        self, key: str, progress: Progress, sound: Callable[[object], _Answer | None]
    ) -> None:
        self._key = key
        self._progress = progress
        self._sound = sound

    @property
    def first(self) -> _Answer | None:
        """The first answer, or None where there is none that can be read."""
        kept = self._progress.answer(self._key)
        return None if kept is None else self._read(kept.first)

    @property
    def last(self) -> _Answer | None:
        """The last answer, or None where there is none that can be read."""
        kept = self._progress.answer(self._key)
        return None if kept is None else self._read(kept.last)

    def record(self, answer: object) -> str:
        """Keep an answer; the sentence says what went wrong, and is empty where nothing did."""
        return self._progress.record(self._key, json.dumps(answer, sort_keys=True))

    def start(self) -> dict[str, Any]:
        """What a form shows at once: the last answer, and a sentence of trouble if there is any."""
        last, notice = self.last, self._progress.notice()
        if last is None and self._progress.answer(self._key) is not None:
            notice = f"{notice} {UNREADABLE}".strip()
        return {"answer": {"value": last} if last else None, "notice": notice}

    def _read(self, value: Value) -> _Answer | None:
        """A kept text as an answer."""
        try:
            return self._sound(json.loads(str(value)))
        except (ValueError, RecursionError):
            return None
