"""A progress file cut anywhere or spoilt by chance: read without a fault, set aside, mended."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from course_lib.ui import Progress
from course_lib.ui.answers import Answers, check, parse
from tests.fuzz import junk, replies
from tests.fuzz.search import Search

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # thousands of files, none for long
NEW = "start_here/note/first_conclusion"
START = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Clock:
    """Goes on by chance, and is sometimes put back."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.moment = rng, START

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=self.rng.choice((1e-6, 1, 90, 3600, -30)))
        return self.moment


def real_file(rng: Random, number: int) -> bytes:
    """A file as a learner makes it, by chance: `number` parts of the course, some twice."""
    with TemporaryDirectory() as folder:
        progress = Progress(Path(folder), now=Clock(rng))
        for part in rng.sample(replies.asked(), number):
            one = replies.made(part, Path(folder))
            for _ in range(rng.choice((1, 2))):
                value = replies.chosen(one, rng)
                if isinstance(value, str):
                    value = value.encode("utf-8", "replace").decode()[:500]
                kept = json.dumps(value) if isinstance(value, (dict, list)) else value
                assert progress.record(one.key, kept) == ""
        return progress.path.read_bytes()


def one_round(rng: Random, search: Search) -> None:
    data = real_file(rng, rng.randint(1, 12))
    for _ in range(20):
        damaged(spoilt(data, rng), data, search)
    damaged(data[: rng.randrange(len(data))], data, search)


def spoilt(data: bytes, rng: Random) -> bytes:
    """Bytes flipped, blanked, lost, doubled or mixed up, as disks and programs do it."""
    some = bytearray(data)
    kind = rng.randrange(7)
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.choice((1, 7, 64, 512)))
    if kind <= 1:
        for _ in range(rng.choice((1, 1, 2, 20))):
            some[rng.randrange(len(some))] ^= 1 << rng.randrange(8)
    elif kind == 2:
        some[rng.randrange(len(some))] = rng.randrange(256)
    elif kind == 3:
        some[start:end] = bytes(end - start)
    elif kind == 4:
        del some[start:end]
    elif kind == 5:
        some[start:start] = some[start:end]
    else:
        some[start:] = junk.text(rng).encode("utf-8", "surrogatepass") + data[end:]
    return bytes(some)


def damaged(data: bytes, before: bytes, search: Search) -> None:
    """What holds whatever stands in the file."""
    search.count("damaged files")
    with TemporaryDirectory(dir=MEMORY) as name:
        folder = Path(name)
        (folder / "progress.json").write_bytes(data)
        try:
            _look(folder, data, before, search)
        except Exception as error:  # noqa: BLE001 - whatever a learner would see
            search.fault(f"a traceback: {type(error).__name__}: {error}", ascii(data))


def _look(folder: Path, data: bytes, before: bytes, search: Search) -> None:
    whole = _whole(data)
    progress = Progress(folder)
    found = progress.answers()
    said = progress.notice()
    aside = [path.read_bytes() for path in folder.glob("progress.damaged-*.json")]

    def expect(holds: object, said: str) -> None:
        search.expect(holds, said, ascii(data))

    if whole is not None:
        expect(found == whole and not aside and not said, "a sound file is taken for damaged")
    else:
        expect(aside == [data], "a damaged file is not set aside as it was")
        expect(re.fullmatch(r"The file of your .*progress\.damaged.*\.", said), f"said: {said}")
        search.count("set aside")
    for key, answer in intact(before, data).items():
        expect(found.get(key) == answer, "an answer that stands whole in the file is lost")
        search.count("answers saved")
    for key, answer in found.items():
        check(key, answer.first), check(key, answer.last)
    _go_on(folder, progress, search)
    asides = [path.read_bytes() for path in folder.glob("progress.damaged-*.json")]
    expect(asides == aside, "the file that was set aside was overwritten")


def _go_on(folder: Path, progress: Progress, search: Search) -> None:
    """The learner answers once more, and comes back tomorrow."""
    found = progress.answers()
    trouble = progress.record(NEW, "from now on")
    again = Progress(folder)
    kept = again.answers()
    search.expect(not trouble, "a new answer is not kept", trouble)
    search.expect(kept.keys() == found.keys() | {NEW}, "not the same after a restart", kept)
    search.expect(kept[NEW].last == "from now on", "the new answer is not the last", kept)
    others = [key for key in found if key != NEW]
    search.expect(all(kept[key] == found[key] for key in others), "changed by a restart", kept)
    search.expect(again.notice() == "", "the same trouble is said again", kept)


def _whole(data: bytes) -> Answers | None:
    """The answers in a file in which nothing is wrong."""
    try:
        found, wrong = parse(data)
    except ValueError:
        return None
    return None if wrong else found


def intact(before: bytes, data: bytes) -> Answers:
    """Answers whose entries stand in the damaged file exactly as they were, and only once."""
    answers, _ = parse(before)
    found = {}
    for key, answer in answers.items():
        entry = f'"{key}": ' + json.dumps(asdict(answer), indent=1).replace("\n", "\n  ")
        assert entry.encode() in before
        if data.count(entry.encode()) == 1 and data.count(f'"{key}"'.encode()) == 1:
            found[key] = answer
    return found


def everywhere(search: Search, rng: Random, number: int = 4) -> None:
    """Every beginning of a real file, and every byte of it spoilt once."""
    data = real_file(rng, number)
    for place in range(len(data)):
        before = search.tried["set aside"]
        damaged(data[:place], data, search)
        cut = place < len(data.rstrip())
        search.expect(search.tried["set aside"] == before + cut, "a cut is not seen", place)
        damaged(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :], data, search)
