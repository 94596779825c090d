"""BENCHMARKS.md: a row for every lesson, within the limits, as the command writes it."""

import re

from tests.bench import benchmarks, every_lesson
from tests.bench.benchmarks import Line
from tests.house import tree
from tests.house.test_notebooks import lessons

WRITTEN = (tree.ROOT / "BENCHMARKS.md").read_text(encoding="utf-8")
LINES, MACHINE = benchmarks.parsed(WRITTEN)


def over(lines: list[Line]) -> list[str]:
    """What is over its limit, or not a time at all."""
    limits = (every_lesson.FIRST_PICTURE, every_lesson.SLIDER, every_lesson.MEMORY, float("inf"))
    return [
        f"{name}: {number:g} is not above 0 and at most {limit:g}"
        for name, *numbers in lines
        for number, limit in zip(numbers, limits, strict=True)
        if not 0 < number <= limit
    ]


def test_every_lesson_has_its_row_and_nothing_else_has() -> None:
    assert [line.lesson for line in LINES] == [path.stem for path in lessons()]


def test_every_number_is_within_its_limit() -> None:
    tree.verdict(over(LINES))


def test_a_number_over_its_limit_is_found() -> None:
    for place, wrong in ((1, 5.1), (2, 301.0), (3, 221.0), (4, 0.0)):
        values = list(LINES[0])
        values[place] = wrong
        assert len(over([Line(*values)])) == 1  # type: ignore[arg-type]


def test_the_page_is_what_the_command_writes() -> None:
    assert benchmarks.page(LINES, MACHINE) == WRITTEN


def test_the_machine_has_cores_and_a_python_and_no_date() -> None:
    assert re.fullmatch(
        r"\d+ cores \(\w+, \w+\), Python 3\.1[1-4]\.\d+, Chromium \d+, "
        r"at a load of \d+\.\d before the start",
        MACHINE,
    )
    assert not re.search(r"\b20\d\d\b", WRITTEN)


def test_make_has_the_command_that_the_page_names() -> None:
    makefile = (tree.ROOT / "Makefile").read_text(encoding="utf-8")
    assert "benchmarks:\n\t$(RUN) python -m tests.bench.benchmarks\n" in makefile
