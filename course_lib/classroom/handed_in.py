"""What learners handed in: files are read, never run; what is no progress file is named."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from course_lib.classroom.learner_names import learner_name
from course_lib.report.wording import clean
from course_lib.ui.answers import Answers, parse

LARGEST_FILE = 5_000_000
MOST_FILES = 5_000
Content = bytes | str
"""The bytes of a file, or the sentence that says why there are none."""


@dataclass(frozen=True)
class Handed:
    """One learner's answers, with the file that they came from."""

    name: str
    file: str
    answers: Answers
    damaged: int = 0

    @property
    def newest(self) -> str:
        """Time of the last answer, as a text that sorts as times do."""
        return max((answer.last_at for answer in self.answers.values()), default="")


@dataclass(frozen=True)
class Left:
    """A file that does not count, and why."""

    file: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}: {self.why}."


@dataclass(frozen=True)
class HandedIn:
    """A class: its learners by name, and every file that does not count."""

    learners: tuple[Handed, ...]
    left: tuple[Left, ...]


def read_class(place: Path) -> HandedIn:
    """Every progress file in a folder and the folders and ZIPs below it, or in one ZIP.

    A learner who handed in twice counts once, with the newest file. Two files are one learner's
    if they have the same name (the browser's "(1)" aside), or if at least half of the answers of
    the smaller one were given at the very same moment in the other.

    Parameters
    ----------
    place : Path
        A folder, or a ZIP file as a learning platform exports it.

    Raises
    ------
    ValueError
        If there is neither a folder nor a ZIP.
    """
    read: list[Handed] = []
    left: list[Left] = []
    for number, (file, content) in enumerate(_files(place)):
        if number == MOST_FILES:
            left.append(Left("all further files", f"only {MOST_FILES:,} are read"))
            break
        one = _read(file, content)
        if isinstance(one, Handed):
            read.append(one)
        else:
            left.append(one)
    once, repeated = _newest_of_each(read)
    ordered = sorted(once, key=lambda one: one.name.lower())
    return HandedIn(tuple(ordered), (*left, *repeated))


def _files(place: Path) -> Iterator[tuple[str, Content]]:
    """Path below the place, and content, of everything that was handed in."""
    if place.is_file():
        if not zipfile.is_zipfile(place):
            raise ValueError(f"{place} is neither a folder nor a ZIP file")
        yield from _zipped(place, "")
        return
    if not place.is_dir():
        raise ValueError(f"there is no folder and no ZIP file {place}")
    for path in sorted(place.rglob("*")):
        file = path.relative_to(place).as_posix()
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        if stat.S_ISREG(mode) and path.suffix.lower() == ".zip":
            yield from _zipped(path, file)
        else:
            yield file, _content(path, mode)


def _content(path: Path, mode: int) -> Content:
    """A file's bytes; whatever is no plain file is not opened, as it may never end."""
    if not stat.S_ISREG(mode):
        return "it is a link or a device, not a file"
    if path.suffix.lower() != ".json":
        return "it is no .json file"
    try:
        with path.open("rb") as opened:
            return _limited(opened.read(LARGEST_FILE + 1))
    except OSError as error:
        return f"it could not be read: {error.strerror or error}"


def _limited(data: bytes) -> Content:
    """Bytes, unless there are far more than a course can have."""
    return data if len(data) <= LARGEST_FILE else "it is far too large for a progress file"


def _zipped(path: Path, file: str) -> Iterator[tuple[str, Content]]:
    """Everything in a ZIP; nothing is unpacked to the disk."""
    inside = Path(file).with_suffix("").as_posix() + "/" if file else ""
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    yield inside + entry.filename.replace("\\", "/"), _entry(archive, entry)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        yield file or path.name, f"this ZIP could not be read: {error}"


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Content:
    """The bytes of one file in a ZIP, at most so many as a progress file can have."""
    if not entry.filename.lower().endswith(".json"):
        return "it is no .json file"
    try:
        with archive.open(entry) as opened:
            return _limited(opened.read(LARGEST_FILE + 1))
    except Exception as error:  # noqa: BLE001 - zlib, lzma and passwords each raise their own
        return f"it could not be taken out of the ZIP: {error}"


def _read(file: str, content: Content) -> Handed | Left:
    """A learner's answers, or why there are none."""
    name = clean(file, 120)
    if isinstance(content, str):
        return Left(name, clean(content, 200))
    if not content.strip():
        return Left(name, "it is empty")
    try:
        answers, damaged = parse(content)
    except ValueError as error:
        cut = b"one-trial-closely-read" in content[:200] and "JSON" in str(error)
        return Left(name, "it is cut off or damaged" if cut else clean(str(error), 200))
    if not answers:
        return Left(name, "no answer in it could be read" if damaged else "it holds no answer")
    return Handed(clean(learner_name(file), 60), name, answers, damaged)


def _newest_of_each(read: Sequence[Handed]) -> tuple[list[Handed], list[Left]]:
    """One file per learner, the newest; the others are named."""
    kept: list[Handed] = []
    repeated: list[Left] = []
    named: dict[str, Handed] = {}
    given: dict[tuple[str, str], list[Handed]] = {}
    for one in sorted(read, key=lambda one: (one.newest, len(one.answers), one.file), reverse=True):
        newer = named.get(one.name.lower()) if one.name else None
        newer = newer or _same_moments(one, given)
        if newer is not None:
            why = f"the same learner handed in {newer.file}, which is newer and counts"
            repeated.append(Left(one.file, why))
            continue
        kept.append(one if one.name else Handed(one.file, one.file, one.answers, one.damaged))
        named[one.name.lower()] = one
        for key, answer in one.answers.items():
            given.setdefault((key, answer.first_at), []).append(one)
    return kept, repeated


def _same_moments(one: Handed, given: dict[tuple[str, str], list[Handed]]) -> Handed | None:
    """A newer file of which half was answered at the same microseconds, if there is one."""
    shared: dict[int, int] = {}
    by_place: dict[int, Handed] = {}
    for key, answer in one.answers.items():
        for other in given.get((key, answer.first_at), ()):
            shared[id(other)] = shared.get(id(other), 0) + 1
            by_place[id(other)] = other
    for place, count in shared.items():
        if 2 * count >= min(len(one.answers), len(by_place[place].answers)):
            return by_place[place]
    return None
