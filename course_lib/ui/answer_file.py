"""The file of a learner's answers: whole before and after each change, set aside where damaged."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from course_lib.ui.answers import Answers, dump
from course_lib.ui.lock import locked
from course_lib.ui.salvage import salvage

_Done = TypeVar("_Done")
_ABANDONED = 3600


class AnswerFile:
    """``progress.json`` in a folder, read with suspicion and changed under a lock.

    A damaged file is copied before anything is written; what of it is sound stays. So whatever
    stops a kernel at whatever moment, every answer is still in the file or in the copy.

    Parameters
    ----------
    folder : Path
        Where the file lies, or will lie.
    now : callable
        Gives the time that names a copy of a damaged file.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.path = folder / "progress.json"
        self.notice = ""
        self._now = now

    def read(self) -> Answers:
        """Answers in the file; no trouble raises, it comes as a `notice`."""
        try:
            data = self._bytes()
        except OSError as error:
            self.notice = f"Your earlier answers could not be read: {reason(error)}."
            return {}
        found, fault = salvage(data)
        if fault:
            try:
                self.change(lambda kept: kept)
            except OSError as error:
                self.notice = (
                    f"The file of your earlier answers is damaged ({fault}) and could not be set "
                    f"aside: {reason(error)}. It is left as it is; new answers stay in memory."
                )
        return found

    def change(self, how: Callable[[Answers], Answers]) -> None:
        """Write what `how` makes of the answers in the file at this moment.

        Raises
        ------
        OSError
            If that is impossible; the file is then as it was.
        """
        folder = self.path.parent
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / "progress.lock"):
            data = self._bytes()
            kept, fault = salvage(data)
            aside = self._copied(data) if fault else None
            _replace(self.path, dump(how(kept)).encode())
            _sweep(folder)
        if aside is not None:
            self.notice = (
                f"The file of your earlier answers was damaged: {fault}. It was set aside as "
                f"{aside.name} in {folder}. {_rest(kept)}"
            )

    def _bytes(self) -> bytes:
        """What stands in the file; where there is none, what a new learner's would say."""
        try:
            return _patiently(self.path.read_bytes)
        except FileNotFoundError:
            return dump({}).encode()

    def _copied(self, data: bytes) -> Path:
        """A copy of a damaged file under a name that no other file has."""
        stem = f"{self.path.stem}.damaged-{self._now():%Y%m%dT%H%M%SZ}"
        for number in range(1, 10_000):
            name = f"{stem}-{number}.json" if number > 1 else f"{stem}.json"
            copy = self.path.with_name(name)
            if not copy.exists():
                _replace(copy, data)
            if copy.read_bytes() == data:
                return copy
        raise FileExistsError("there are too many damaged files in its folder")


def reason(error: Exception) -> str:
    """The system's own words for an error, without numbers and paths."""
    return getattr(error, "strerror", None) or str(error)


def _rest(kept: Answers) -> str:
    """What became of the answers in a damaged file."""
    if not kept:
        return "Nothing in it could be read."
    answers = "1 answer" if len(kept) == 1 else f"{len(kept)} answers"
    return f"{answers} in it could be read: kept."


def _replace(path: Path, data: bytes) -> None:
    """Write a file so that readers see the old bytes or the new ones, never half of them."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".progress-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _patiently(lambda: temporary.replace(path))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _sweep(folder: Path) -> None:
    """Remove what a kernel that was killed while it wrote has left behind."""
    for left in folder.glob(".progress-*.tmp"):
        try:
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()
        except OSError:
            continue


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
