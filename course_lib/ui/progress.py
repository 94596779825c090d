"""Where a learner's answers are kept: one JSON file on the learner's own machine."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from course_lib.ui.answer_file import AnswerFile, reason
from course_lib.ui.answers import (
    Answer,
    Answers,
    Value,
    after,
    check,
    dump,
    lessons,
    merge_all,
    parse,
    stamp,
)


def _now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class Progress:
    """The learner's answers, predictions and notes.

    The file is the truth: each answer is written at once, under a lock, into what the file
    says at that moment, so two notebooks lose nothing of each other. What cannot be written
    stays in memory and is tried again with the next answer. No method raises because of the
    file; trouble comes back as a sentence.

    Parameters
    ----------
    folder : Path, optional
        Where the file lies. Default: the folder in the environment variable COURSE_PROGRESS,
        else the user's data folder.
    now : callable
        Gives the time of an answer.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     progress = Progress(Path(folder))
    ...     trouble = progress.record("shift_analysis/question/first", "right")
    ...     Progress(Path(folder)).answer("shift_analysis/question/first").last
    'right'
    """

    def __init__(self, folder: Path | None = None, *, now: Callable[[], datetime] = _now) -> None:
        self.folder = default_folder() if folder is None else Path(folder)
        self._now = now
        self._file = AnswerFile(self.folder, now)
        self._unwritten: Answers = {}
        self._said: set[str] = set()

    @property
    def path(self) -> Path:
        """The file itself."""
        return self._file.path

    @classmethod
    def here(cls) -> Progress:
        """The one `Progress` of this kernel for the present folder."""
        return _shared(default_folder())

    def answers(self) -> Answers:
        """Every answer that is kept, by ``lesson/kind/id``."""
        return merge_all(self._file.read(), self._unwritten)

    def answer(self, key: str) -> Answer | None:
        """First and last answer to one question, or None where there is none."""
        return self.answers().get(key)

    def record(self, key: str, value: Value) -> str:
        """Keep an answer; the sentence says what went wrong, and is empty where nothing did."""
        sound, moment, kept = check(key, value), self._now(), self.answer(key)
        at = stamp(moment) if kept is None else after(kept.last_at, moment)
        first = (sound, at) if kept is None else (kept.first, kept.first_at)
        self._unwritten = merge_all(self._unwritten, {key: Answer(*first, sound, at)})
        return self._write(lambda kept: kept)

    def forget(self, lesson: str) -> str:
        """Delete every answer of one lesson, and say how many there were."""
        start = f"{lesson}/"
        count = sum(key.startswith(start) for key in self.answers())
        trouble = self._write(
            lambda kept: {key: kept[key] for key in kept if not key.startswith(start)}
        )
        return trouble or f"Forgotten: {_counted(count, 'answer')} of {lesson}."

    def restore(self, data: bytes) -> str:
        """Merge a downloaded file into what is kept, and say what came in."""
        try:
            incoming, damaged = parse(data)
        except ValueError as error:
            return f"This file was not restored: {error}. Nothing was changed."
        before = self.answers()
        self._unwritten = merge_all(self._unwritten, incoming)
        trouble = self._write(lambda kept: kept)
        new = len(incoming.keys() - before.keys())
        said = (
            f"Restored: {_counted(len(incoming), 'answer')} in "
            f"{_counted(len(lessons(incoming)), 'lesson')}, {new} of them new here."
        )
        left_out = f" {_counted(damaged, 'entry')} could not be read." if damaged else ""
        return f"{said}{left_out} {trouble}".strip()

    def download(self) -> str:
        """The text of a file that `restore` takes."""
        return dump(self.answers())

    def notice(self) -> str:
        """What the learner must be told about the file; said once, then empty."""
        self._file.read()
        notice, self._file.notice = self._file.notice, ""
        if notice in self._said:
            return ""
        self._said.add(notice)
        return notice

    def _write(self, change: Callable[[Answers], Answers]) -> str:
        """Write the changed answers, or say why that was impossible."""
        try:
            self._file.change(lambda kept: change(merge_all(kept, self._unwritten)))
        except OSError as error:
            self._unwritten = change(self._unwritten)
            return (
                f"Not written to disk: {reason(error)}. "
                "Your answers stay until this notebook's kernel stops."
            )
        self._unwritten = {}
        return ""


def default_folder() -> Path:
    """Folder of the progress file: COURSE_PROGRESS, else the user's data folder."""
    in_browser = "/drive/answers" if sys.platform == "emscripten" else ""  # outlives the page
    chosen = os.environ.get("COURSE_PROGRESS", in_browser)
    if chosen:
        return Path(chosen)
    return Path(platformdirs.user_data_dir("one-trial-closely-read", appauthor=False))


@functools.cache
def _shared(folder: Path) -> Progress:
    """One `Progress` per folder, so that answers kept in memory are seen by every form."""
    return Progress(folder)


def _counted(count: int, noun: str) -> str:
    """A number with its noun in singular or plural."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"
