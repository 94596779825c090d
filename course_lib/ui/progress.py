"""Where a learner's answers are kept: one JSON file on the learner's own machine."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import platformdirs

from course_lib.ui.answers import (
    Answer,
    Answers,
    Value,
    check,
    dump,
    lessons,
    merge_all,
    parse,
    stamp,
)
from course_lib.ui.lock import locked

_Done = TypeVar("_Done")


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
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     progress = Progress(Path(folder))
    ...     trouble = progress.record("shift_analysis/question/first", "right")
    ...     Progress(Path(folder)).answer("shift_analysis/question/first").last
    'right'
    """

    def __init__(self, folder: Path | None = None, *, now: Callable[[], datetime] = _now) -> None:
        self.folder = default_folder() if folder is None else Path(folder)
        self.path = self.folder / "progress.json"
        self._now = now
        self._unwritten: Answers = {}
        self._notice = ""
        self._said: set[str] = set()

    @classmethod
    def here(cls) -> Progress:
        """The one `Progress` of this kernel for the present folder."""
        return _shared(default_folder())

    def answers(self) -> Answers:
        """Every answer that is kept, by ``lesson/kind/id``."""
        return merge_all(self._read(), self._unwritten)

    def answer(self, key: str) -> Answer | None:
        """First and last answer to one question, or None where there is none."""
        return self.answers().get(key)

    def record(self, key: str, value: Value) -> str:
        """Keep an answer; the sentence says what went wrong, and is empty where nothing did."""
        sound, at = check(key, value), stamp(self._now())
        self._unwritten = merge_all(self._unwritten, {key: Answer(sound, at, sound, at)})
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
        self._read()
        notice, self._notice = self._notice, ""
        if notice in self._said:
            return ""
        self._said.add(notice)
        return notice

    def _read(self) -> Answers:
        """Answers in the file; a damaged file is moved aside before anything is written."""
        try:
            data = _patiently(self.path.read_bytes)
        except FileNotFoundError:
            return {}
        except OSError as error:
            self._notice = f"Your earlier answers could not be read: {_reason(error)}."
            return {}
        try:
            found, damaged = parse(data)
        except ValueError as error:
            self._set_aside(data, str(error))
            return {}
        if damaged:
            self._set_aside(data, f"{_counted(damaged, 'entry')} could not be read", found)
        return found

    def _set_aside(self, data: bytes, why: str, sound: Answers | None = None) -> None:
        """Rename a damaged file, then write what of it is sound once more."""
        try:
            with locked(self.folder / "progress.lock"):
                if not self.path.exists() or self.path.read_bytes() != data:
                    return
                aside = _free_name(self.path, self._now())
                self.path.rename(aside)
        except OSError as error:
            self._notice = (
                f"The file of your earlier answers is damaged ({why}) and could not be set "
                f"aside: {_reason(error)}. It is left as it is; new answers stay in memory."
            )
            return
        trouble = ""
        if sound:
            self._unwritten = merge_all(sound, self._unwritten)
            trouble = self._write(lambda kept: kept)
        rest = "Everything else is kept." if sound else "Nothing in it could be read."
        self._notice = (
            f"The file of your earlier answers was damaged: {why}. It was set aside as "
            f"{aside.name} in {self.folder}. {rest} {trouble}"
        ).strip()

    def _write(self, change: Callable[[Answers], Answers]) -> str:
        """Write the changed answers under the lock, or say why that was impossible."""
        self._read()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with locked(self.folder / "progress.lock"):
                data = self.path.read_bytes() if self.path.exists() else None
                kept, damaged = ({}, 0) if data is None else parse(data)
                if damaged:
                    raise ValueError("the damaged file could not be set aside")
                _replace(self.path, dump(change(merge_all(kept, self._unwritten))))
        except (OSError, ValueError) as error:
            self._unwritten = change(self._unwritten)
            return (
                f"Not written to disk: {_reason(error)}. "
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


def _replace(path: Path, text: str) -> None:
    """Write a file so that readers see the old text or the new one, never half of it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".progress-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _patiently(lambda: temporary.replace(path))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _patiently(act: Callable[[], _Done]) -> _Done:
    """Try again: Windows refuses a file for a moment while another notebook has it open."""
    for _ in range(20):
        try:
            return act()
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(0.02)
    return act()


def _free_name(path: Path, moment: datetime) -> Path:
    """A name for a damaged file that no other file has."""
    stem = f"{path.stem}.damaged-{moment:%Y%m%dT%H%M%SZ}"
    names = (f"{stem}{suffix}.json" for suffix in ("", *(f"-{i}" for i in range(2, 10_000))))
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def _reason(error: Exception) -> str:
    """The system's own words for an error, without numbers and paths."""
    return getattr(error, "strerror", None) or str(error)


def _counted(count: int, noun: str) -> str:
    """A number with its noun in singular or plural."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"
