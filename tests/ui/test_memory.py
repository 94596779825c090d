"""Memory given back: seen from the process itself, where the system says what it takes."""

from __future__ import annotations

import asyncio
import platform
import subprocess
import sys

import pytest

from course_lib.ui import memory
from course_lib.ui.memory import give_back

GROW = """
from pathlib import Path
from course_lib.ui import memory
from course_lib.ui.memory import give_back

def taken():
    return int(Path('/proc/self/status').read_text().split('VmRSS:')[1].split()[0])

import numpy as np
small = [np.ones(4000) for _ in range(2000)]  # 64 MB that glibc takes from its heap
kept = small[-1]
del small
before = taken()
give_back()
print(before - taken())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps it")
def test_what_computing_has_left_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", GROW], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 20_000, "kB"


def test_elsewhere_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    give_back()


def test_a_hand_that_moves_on_puts_it_off_and_one_that_rests_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[float] = []
    monkeypatch.setattr(memory, "give_back", lambda: given.append(1))
    monkeypatch.setattr(memory, "_REST", 0.05)

    async def hand() -> list[int]:
        seen = []
        for _ in range(4):
            memory.give_back_at_rest()
            await asyncio.sleep(0.01)
            seen.append(len(given))
        await asyncio.sleep(0.2)
        return [*seen, len(given)]

    assert asyncio.run(hand()) == [0, 0, 0, 0, 1]


def test_without_a_loop_it_is_left_to_the_next_picture() -> None:
    before = list(memory._waiting)
    memory.give_back_at_rest()
    assert memory._waiting == before
