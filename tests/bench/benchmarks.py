"""The table of every lesson in BENCHMARKS.md: `python -m tests.bench.benchmarks` writes it."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from typing import NamedTuple

from tests.bench import lesson_page
from tests.bench.every_lesson import FIRST_PICTURE, MEMORY, SLIDER
from tests.bench.measure import seconds
from tests.browser.lab import chromium
from tests.house.store_outputs import run
from tests.lessons.notebook_text import LESSONS, ROOT

FILE = ROOT / "BENCHMARKS.md"
HEAD = "lesson | first picture, s | slider to picture, ms | kernel, MB | whole notebook, s"
LIMIT = "at most"
TEXT = """# How fast every lesson is

`make benchmarks` wrote this page. Without make: `python3 course.py run python -m tests.bench.benchmarks`.

Measured on {machine}. Machines differ, so `make bench` holds ratios of one run to their limits.

{table}

- **first picture**: from the start of the notebook's first cell, in a kernel that has just started, to the
  first explorer's picture in JupyterLab.
- **slider to picture**: each explorer's first slider (or choice, or draw) is moved {moves} times; the median of the
  lesson's slowest explorer.
- **kernel**: resident memory of the kernel's process when all cells have run, every explorer was moved, and the
  hand has rested for two seconds.
- **whole notebook**: all cells by nbclient, the kernel's start included; the last row is their sum.
"""


class Line(NamedTuple):
    """One lesson's row."""

    lesson: str
    first_picture: float
    slider: float
    memory: float
    notebook: float


def main() -> None:
    """Measure every lesson, and write the page."""
    load = os.getloadavg()[0]
    lines = measured()
    FILE.write_text(page(lines, machine(load)), encoding="utf-8")
    print(FILE.read_text(encoding="utf-8"))


def measured() -> list[Line]:
    """Every lesson in one JupyterLab, then each notebook alone."""
    with lesson_page.opened() as session:
        lesson_page.interact(session)  # the server and the browser are warm afterwards
        timed = [lesson_page.lesson(session, stem) for stem in LESSONS]
    alone = [seconds(lambda path=path: run(path)) for path in LESSONS.values()]  # type: ignore[misc]
    return [Line(*one, taken) for one, taken in zip(timed, alone, strict=True)]


def machine(load: float) -> str:
    """What the numbers depend on, without a name or a date."""
    browser = subprocess.run([str(chromium()), "--version"], capture_output=True, text=True).stdout
    version = re.search(r"\d+", browser)
    return (
        f"{os.cpu_count()} cores ({platform.system()}, {platform.machine()}), "
        f"Python {platform.python_version()}, Chromium {version[0] if version else 'unknown'}, "
        f"at a load of {load:.1f} before the start"
    )


def page(lines: list[Line], described: str) -> str:
    """The whole page, as it is written."""
    return TEXT.format(machine=described, table=table(lines), moves=lesson_page.MOVES)


def table(lines: list[Line]) -> str:
    """Limits first, then the lessons, then the sum."""
    rows = [
        HEAD,
        "---|---:|---:|---:|---:",
        f"{LIMIT} | {FIRST_PICTURE:.1f} | {SLIDER:.0f} | {MEMORY:.0f} |",
        *(
            f"{one.lesson} | {one.first_picture:.1f} | {one.slider:.0f} | {one.memory:.0f} "
            f"| {one.notebook:.1f}"
            for one in lines
        ),
        f"all | | | | {sum(float(f'{one.notebook:.1f}') for one in lines):.1f}",
    ]
    return "\n".join(f"| {row} |" for row in rows)


def parsed(text: str) -> tuple[list[Line], str]:
    """The lessons' rows of a written page, and the machine that it names."""
    described = re.search(r"^Measured on (.*?)\. Machines differ", text, re.MULTILINE)
    cells = [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in text.splitlines()
        if re.match(r"\| \d\d_", row)
    ]
    lines = [Line(name, *map(float, numbers)) for name, *numbers in cells]
    return lines, described[1] if described else ""


if __name__ == "__main__":
    main()
