"""Links lead somewhere; what a lesson's file asks is asked in its notebook."""

import re
from pathlib import Path

import pytest

from course_lib.ui.lesson_file import KINDS
from tests.lessons.notebook_text import LESSONS, NOTEBOOKS, cells, data, links

DOI = re.compile(r"https://doi\.org/10\.\d{4,9}/\S+")
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
every_lesson = pytest.mark.parametrize("stem", LESSONS)


def anchors(path: Path) -> set[str]:
    """The anchors that JupyterLab and GitHub give to a notebook's headings."""
    headings = re.findall(r"^#+ (.+)$", "\n".join(cells(path, "markdown")), re.MULTILINE)
    return {heading.strip().replace(" ", "-") for heading in headings}


@every_notebook
def test_every_link_leads_to_a_file_and_a_heading(path: Path) -> None:
    for target in links(path):
        if target.startswith("http"):
            assert DOI.fullmatch(target), f"{path.name}: {target} is not a DOI"
            continue
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        assert file.exists(), f"{path.name} links to {name}, which does not exist"
        assert not anchor or anchor in anchors(file), f"{path.name}: no heading for {target}"


@every_lesson
def test_everything_in_a_lessons_file_is_asked_in_its_notebook_once(stem: str) -> None:
    source = "\n".join(cells(LESSONS[stem], "code"))
    source += (Path("course_lib/lessons") / f"{stem}.py").read_text(encoding="utf-8")
    for kind in KINDS:
        for part in data(stem).get(kind, []):
            assert source.count(f'"{part["id"]}"') == 1, f"{stem}: {kind} {part['id']}"


@every_lesson
def test_a_lesson_has_the_rhythm_of_the_house(stem: str) -> None:
    text = "\n".join(cells(LESSONS[stem], "markdown"))
    file = data(stem)
    assert f"About {file['minutes']} minutes" in text
    assert file.get("prediction"), "a lesson asks for a prediction"
    assert "## Sources" in text
    assert "glossary.ipynb" in text
    if stem != "start_here":
        assert len(file["question"]) >= 6
        assert len(file["prediction"]) >= 3
        for heading in ("## The question", "## Look inside", "## What to remember"):
            assert heading in text
        assert "show_source(" in "\n".join(cells(LESSONS[stem], "code"))


@every_lesson
def test_the_last_line_leads_to_the_lessons_before_and_after(stem: str) -> None:
    names = [path.name for path in LESSONS.values()]
    place = names.index(LESSONS[stem].name)
    last = cells(LESSONS[stem], "markdown")[-1].splitlines()[-1]
    for step, name in (("Before", place - 1), ("Next", place + 1)):
        if 0 <= name < len(names):
            found = re.search(rf"{step}: \[([^\]]+)\]\({names[name]}\)", last)
            assert found, f"{stem}: no “{step}” that leads to {names[name]}"
    assert "(glossary.ipynb)" in last


@every_lesson
def test_objectives_stand_in_the_notebook_as_in_the_file(stem: str) -> None:
    text = re.sub(r"[^a-z0-9 ]", "", "\n".join(cells(LESSONS[stem], "markdown")).lower())
    for objective in data(stem)["objectives"]:
        assert re.sub(r"[^a-z0-9 ]", "", objective.lower()) in text, objective


def test_the_misconceptions_that_this_part_of_the_course_must_catch_are_caught() -> None:
    named = {
        option["misconception"]
        for stem in LESSONS
        for question in data(stem).get("question", [])
        for option in question["option"]
        if "misconception" in option
    }
    assert {"odds_as_risk", "no_evidence_is_no_effect", "proportional_odds_as_gate"} <= named
