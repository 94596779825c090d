"""A kernel killed at any moment, and at every line of what it writes: nothing lost, nothing half."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from course_lib.ui import Progress
from tests.fuzz.learner import FIRST, LAST, sound
from tests.fuzz.search import Search
from tests.house import tree

LEARNER = (sys.executable, "-m", "tests.fuzz.learner")
WHOLE, DAMAGED = "a whole file", "a damaged file"
ACTS = ("record", "read", "forget", "restore")
CASES = [*((act, state) for act in ACTS for state in (WHOLE, DAMAGED)), ("record", "no file")]


def one_round(rng: Random, search: Search) -> None:
    every_line(search, rng, stride=50)
    at_a_moment(rng, search)


def at_a_moment(rng: Random, search: Search) -> None:
    """Two kernels that write; one is killed, goes on after a restart, and is killed again."""
    with TemporaryDirectory() as folder:
        said: dict[str, str] = {}
        for life in range(3):
            with start(folder, f"life{life}", 10_000) as tab:
                assert tab.stdout is not None
                lines = [tab.stdout.readline()]
                time.sleep(rng.random() ** 2 / 4)
                tab.kill()
                lines += tab.stdout.read().splitlines()
            search.count("kernels killed")
            for line in lines:
                with suppress(ValueError):  # the last line may be half
                    key, value, trouble = json.loads(line)
                    search.expect(not trouble, f"trouble: {trouble}", key)
                    said[key] = value
                    search.count("answers")
            look(Path(folder), said, search)


def start(folder: str, who: str, number: int) -> subprocess.Popen[str]:
    command = [*LEARNER, "tab", folder, who, str(number)]
    return subprocess.Popen(command, cwd=tree.ROOT, stdout=subprocess.PIPE, text=True)


def look(folder: Path, said: dict[str, str], search: Search) -> None:
    """Each answer that was said to be kept is there, or a later one; and at most one more."""
    answers = sound((folder / "progress.json").read_text(encoding="latin-1"))
    if answers is None:
        search.fault("half a file", folder)
        return
    for key, value in said.items():
        kept = answers.get(key, "")
        same = kept == value or (kept > "" and count(kept) >= count(value))
        search.expect(same, "an answer that was kept is lost", (key, value, kept))
    search.expect(len(answers.keys() - said.keys()) <= 1, "answers from nowhere", folder)
    search.expect(not list(folder.glob("*.damaged*")), "a file was set aside", folder)
    said.update(answers)


def count(value: str) -> tuple[str, int]:
    who, number = value.split()
    return who, int(number)


def every_line(search: Search, rng: Random, stride: int = 1) -> None:
    """Each act of a kernel, killed at every line of the code that writes, or at one of `stride`."""
    for act, state in CASES:
        with TemporaryDirectory() as name:
            start = Path(name, "start")
            start.mkdir()
            prepare(start, state)
            before = (start / "progress.json").read_bytes() if state != "no file" else b""
            command = [*LEARNER, "lines", str(start), act, str(rng.randrange(stride)), str(stride)]
            done = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True)
            search.expect(done.returncode == 0, f"it fails: {done.stderr[-300:]}", act)
            left = [json.loads(line) for line in done.stdout.splitlines()]
            search.count("kills at a line", len(left) - 1)
            for line, files in left:
                case = Case(act, state, f"line {line}", search)
                case.whole(before, dict(file.split("\n", 1) for file in files))
            case.after(dict(file.split("\n", 1) for file in left[-1][1]))


def prepare(folder: Path, state: str) -> None:
    """A learner's folder before the act, and another learner's file to restore."""
    other = Progress(folder / "other")
    other.record("c/prediction/other", 3)
    (folder / "other" / "progress.json").rename(folder / "other.json")
    (folder / "other" / "progress.lock").unlink()
    (folder / "other").rmdir()
    if state != "no file":
        progress = Progress(folder)
        progress.record(FIRST, "right")
        progress.record(LAST, "old")
    if state == DAMAGED:
        path = folder / "progress.json"
        path.write_bytes(path.read_bytes()[:-1].replace(b"schema", b"sch\x00ma"))


@dataclass(frozen=True)
class Case:
    """One kill, and what may be left behind."""

    act: str
    state: str
    place: str
    search: Search

    def expect(self, holds: object, said: str) -> None:
        self.search.expect(holds, said, f"{self.act}, {self.state}, {self.place}")

    def allowed(self) -> list[dict[str, Any]]:
        """The answers before and after the act."""
        old: dict[str, Any] = {FIRST: "right", LAST: "old"}
        if self.state == "no file":
            return [{LAST: "new"}]
        done = {
            "record": {FIRST: "right", LAST: "new"},
            "read": old,
            "forget": {LAST: "old"},
            "restore": old | {"c/prediction/other": 3},
        }
        return [old, done[self.act]]

    def whole(self, before: bytes, stand: dict[str, str]) -> None:
        """The file as it was or as it will be; of a damaged one a copy, or itself."""
        text = stand.get("progress.json", "")
        untouched = text.encode("latin-1") == before
        self.expect(untouched or sound(text) in self.allowed(), "neither before nor after")
        copies = [one.encode("latin-1") for name, one in stand.items() if ".damaged-" in name]
        if self.state == DAMAGED:
            self.expect(untouched or copies, "a damaged file is gone")
            self.expect(all(copy == before for copy in copies), "half a copy")
            self.expect(len(copies) <= 1, "copied twice")
        else:
            self.expect(not copies, "a sound file was set aside")

    def after(self, stand: dict[str, str]) -> None:
        """What it leaves where nothing kills it."""
        self.expect(sound(stand["progress.json"]) == self.allowed()[-1], "not done at the end")
        self.expect(not any(".tmp" in name for name in stand), "something left over")
