"""TEACHING.md says of each lesson what the lesson says: minutes, aims, predictions and numbers."""

import re
from functools import cache
from importlib import import_module

import pytest

from course_lib.classroom.syllabus import STEMS, Results, results, syllabus
from course_lib.ui.lesson_file import Range, letter, misconceptions
from tests.house import tree
from tests.lessons.notebook_text import LESSONS, cells
from tests.lessons.numbers.the_trial import CONVENTIONS
from tests.lessons.test_prose_numbers import NUMBER

TEACHING = (tree.ROOT / "TEACHING.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
SLOT = re.compile(r"^\| (\d+)(?::(\d\d))?–(\d+)(?::(\d\d))? \| (\d\d)? ?\| (.+) \|$", re.MULTILINE)
lesson = pytest.mark.parametrize("stem", STEMS)


def part(stem: str) -> str:
    """What stands under a lesson's heading."""
    [found] = re.findall(
        rf"^### {STEMS.index(stem):02d} · .+?(?=^##|\Z)", TEACHING, re.MULTILINE | re.DOTALL
    )
    return str(found)


@cache
def outcomes() -> Results:
    return results(STEMS)


@lesson
def test_title_minutes_and_objectives_are_the_lesson_s_and_the_notebook_s(stem: str) -> None:
    file, told = syllabus()[stem], part(stem)
    assert told.startswith(f"### {STEMS.index(stem):02d} · {file.title}\n")
    assert f"\nAbout {file.minutes} minutes." in told
    first = cells(LESSONS[stem], "markdown")[0]
    assert f"About {file.minutes} minutes" in first
    aims = [aim.rstrip(".").lower() for aim in file.objectives]
    for text in (told, first):
        listed = re.findall(r"^- (.+)[;.]$", text, re.MULTILINE)
        assert [aim.replace("*", "").lower() for aim in listed] == aims


@lesson
def test_every_prediction_is_there_with_what_comes_out(stem: str) -> None:
    rows = ROW.findall(part(stem))
    asked = syllabus()[stem].predictions
    assert [name for name, *_ in rows] == list(asked)
    for name, printed, mistaken, question in rows:
        assert mistaken in misconceptions().values(), name
        assert question.rstrip("”").endswith(("?", ".")), name
        assert "?" in question or "Tell me" in question, name
        answers, came = asked[name].answers, outcomes()[f"{stem}/prediction/{name}"]
        if isinstance(answers, Range):
            number = printed.split()[0].replace("−", "-")
            decimals = len(number.partition(".")[2])
            assert float(number) == round(float(str(came)), decimals), name
            assert printed.removeprefix(printed.split()[0]).strip() == answers.unit, name
        else:
            keys = [option.key for option in answers]
            assert printed == letter(keys.index(str(came))), name


@lesson
def test_every_number_is_traced_by_the_lesson(stem: str) -> None:
    own = import_module(f"tests.lessons.numbers.{stem}")
    known = own.computed() | set(own.CONVENTIONS) | set(CONVENTIONS)
    told = re.sub(r"^###.+?\| ask the room \|", "", part(stem), flags=re.DOTALL)
    told = "\n".join(
        line.rsplit(" | ", 1)[-1] if line.startswith("|") else line for line in told.split("\n")
    )
    told = re.sub(r"`[^`]*`|(STARTING|CLEAN|IST)-\d", "", told)
    plain = {one.rstrip("%") for one in known}
    strangers = {
        number
        for one in NUMBER.findall(told)
        if (number := one.rstrip(".,")).rstrip("%") not in plain
        and not re.fullmatch(r"[0-6]–[0-6]", number)
    }
    assert not strangers, f"{stem}: numbers without a source: {sorted(strangers)}"


def plan(heading: str) -> list[tuple[int, int, str]]:
    """Slots of one table: start and end in minutes, and the lesson."""
    told = TEACHING[TEACHING.index(heading) :].split("|---|---|---|")[1].split("\n\n")[0]
    slots = [line for line in told.split("\n") if line.strip()]
    found = [SLOT.fullmatch(line) for line in slots]
    assert all(found), slots
    return [
        (minutes(slot[1], slot[2]), minutes(slot[3], slot[4]), slot[5] or "")
        for slot in found
        if slot
    ]


def minutes(first: str, second: str | None) -> int:
    return int(first) if second is None else 60 * int(first) + int(second)


PLANS = ("| minutes | lesson", "| first day |", "| second day |")


@pytest.mark.parametrize("heading", PLANS)
def test_a_plan_has_no_gap_and_no_overlap(heading: str) -> None:
    slots = plan(heading)
    assert all(start < end for start, end, _ in slots)
    assert [end for _, end, _ in slots[:-1]] == [start for start, _, _ in slots[1:]]


def test_the_short_plan_fills_90_minutes() -> None:
    slots = plan(PLANS[0])
    assert (slots[0][0], slots[-1][1]) == (0, 90)


def test_the_two_days_hold_every_lesson_once_in_order_and_give_each_its_time() -> None:
    slots = [slot for heading in PLANS[1:] for slot in plan(heading) if slot[2]]
    assert [number for *_, number in slots] == [f"{place:02d}" for place in range(len(STEMS))]
    for (start, end, _), file in zip(slots, syllabus().values(), strict=True):
        assert end - start >= file.minutes


def test_a_plan_names_predictions_that_are_in_its_lesson() -> None:
    table = TEACHING[TEACHING.index(PLANS[0]) :].split("\n\n")[0]
    named = [
        (STEMS[int(number)], name)
        for number, told in re.findall(r"\| (\d\d) \| (.+) \|", table)
        for name in re.findall(r"`(\w+)`", told)
    ]
    assert len(named) >= 8
    for stem, name in named:
        assert name in syllabus()[stem].predictions, name


def test_the_command_is_the_one_that_there_is() -> None:
    assert "\npython3 course.py run python -m course_lib.classroom answers\n" in TEACHING
    assert (tree.ROOT / "course_lib/classroom/__main__.py").exists()
