"""What a kernel does with the learner's answers, in a process of its own that may be killed.

`python -m tests.fuzz.learner tab FOLDER WHO NUMBER` records NUMBER answers and says each that is
kept; `python -m tests.fuzz.learner lines FOLDER ACT FIRST STRIDE` does one act again and again in
children of its own, each killed some lines later than the one before, and says what each left.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from course_lib.ui.answers import parse
from course_lib.ui.progress import Progress

WATCHED = ("answer_file.py", "progress.py", "lock.py", "salvage.py", "tempfile.py", "pathlib.py")
FIRST, LAST = "a/question/first", "b/note/last"


def tab(folder: str, who: str, number: str) -> None:
    """One notebook: answers of its own, and answers to the questions of all notebooks."""
    progress = Progress(Path(folder))
    for count in range(int(number)):
        key = f"all/question/q{count % 5}" if count % 4 == 0 else f"{who}/note/n{count}"
        trouble = progress.record(key, f"{who} {count}")
        print(json.dumps([key, f"{who} {count}", trouble]), flush=True)


def restored(progress: Progress) -> None:
    with Path(progress.folder, "other.json").open("rb") as file:
        progress.restore(file.read())


ACTS: dict[str, Callable[[Progress], object]] = {
    "record": lambda progress: progress.record(LAST, "new"),
    "read": lambda progress: progress.answers(),
    "forget": lambda progress: progress.forget("a"),
    "restore": restored,
}


def killed_at(line: int, act: Callable[[], object]) -> bool:
    """Do it in a child that is killed at that line; whether it came so far."""
    child = os.fork()
    if child == 0:
        left = line

        def count(frame: FrameType, event: str, _: object) -> Any:
            nonlocal left
            if not frame.f_code.co_filename.endswith(WATCHED):
                return None
            left -= event == "line"
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return count

        sys.settrace(count)
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def lines(start: str, name: str, first: str, stride: str) -> None:
    """Kill at the first of these lines, at the next, and so on, until it is done before."""
    here, line, going = Path(f"{start}-killed"), int(first), True
    while going:
        shutil.copytree(start, here)
        going = killed_at(line, lambda: ACTS[name](Progress(here)))
        print(json.dumps([line, left_behind(here)]), flush=True)
        shutil.rmtree(here)
        line += int(stride)


def left_behind(folder: Path) -> list[str]:
    """What stands in every file but the lock after the kill."""
    files = (path for path in folder.iterdir() if path.name != "progress.lock")
    return [f"{path.name}\n{path.read_text(encoding='latin-1')}" for path in sorted(files)]


def sound(text: str) -> dict[str, Any] | None:
    """The last answers in a file's text, or None where it is damaged."""
    try:
        found, wrong = parse(text.encode("latin-1"))
    except ValueError:
        return None
    return None if wrong else {key: answer.last for key, answer in found.items()}


if __name__ == "__main__":
    {"tab": tab, "lines": lines}[sys.argv[1]](*sys.argv[2:])
