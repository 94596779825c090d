"""Several notebooks that write at once, and a lock file that is lost or held by a dead one."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from course_lib.ui.answers import Answers, parse
from tests.fuzz.kills import count, start
from tests.fuzz.search import Search

Trouble = Callable[[Path, Random], None]
HOLD = """
import sys, time
from pathlib import Path
from course_lib.ui.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def no_trouble(folder: Path, rng: Random) -> None:
    time.sleep(0.02)


def lock_lost(folder: Path, rng: Random) -> None:
    """Somebody tidies up: the lock file is deleted while it is held, again and again."""
    (folder / "progress.lock").unlink(missing_ok=True)
    time.sleep(rng.random() / 100)


def holder_killed(folder: Path, rng: Random) -> None:
    """A kernel dies with the lock in its hand."""
    command = [sys.executable, "-c", HOLD, str(folder / "progress.lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        time.sleep(rng.random() / 2)
        holder.kill()


TROUBLES: tuple[Trouble, ...] = (no_trouble, lock_lost, holder_killed)


def one_round(rng: Random, search: Search) -> None:
    tabs, number = rng.choice((2, 2, 3)), rng.choice((100, 300, 500))
    together(search, rng, tabs=tabs, number=number, trouble=rng.choice(TROUBLES))


def together(search: Search, rng: Random, *, tabs: int, number: int, trouble: Trouble) -> None:
    """What `tabs` notebooks answer at the same time is all there at the end."""
    with TemporaryDirectory() as name:
        running = [start(name, f"tab{place}", number) for place in range(tabs)]
        while any(tab.poll() is None for tab in running):
            trouble(Path(name), rng)
        search.count("notebooks", tabs)
        answers, wrong = parse((Path(name) / "progress.json").read_bytes())
        search.expect(wrong == 0, "damaged by two writers", trouble.__name__)
        search.expect(not list(Path(name).glob("*damaged*")), "set aside", trouble.__name__)
        said: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for tab in running:
            lines = [json.loads(line) for line in tab.communicate()[0].splitlines()]
            search.expect(len(lines) == number, "a notebook stopped", len(lines))
            search.count("answers", len(lines))
            while lines and lines[-1][2]:  # said not to be on disk yet
                lines.pop()
            search.expect(len(lines) > number / 2, "hardly anything is written", trouble.__name__)
            for key, value, _ in lines:
                who, place = count(value)
                said[key].setdefault(who, []).append(place)
        look(answers, said, search)


def look(answers: Answers, said: dict[str, dict[str, list[int]]], search: Search) -> None:
    """Each answer is there; of a question in both notebooks, a first and a last one."""
    for key, by_whom in said.items():
        answer = answers.get(key)
        if answer is None:
            search.fault("an answer of one notebook is lost", key)
            continue
        (who, first), (whose, last) = count(str(answer.first)), count(str(answer.last))
        search.expect(first == by_whom[who][0], "another answer is the first", key)
        search.expect(last == by_whom[whose][-1], "another answer is the last", key)
        search.count("answers found")
