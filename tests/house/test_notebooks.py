"""Notebooks are short to read, stored with their outputs, and belong to a lesson of the same stem."""

import re
from pathlib import Path

import pytest

from tests.house import tree

LINES_IN_SIGHT = 15
LESSON = re.compile(r"^(\d\d)_(\w+)$")
STILLS = ("image/png", "image/svg+xml")
ENVIRONMENT = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def lessons() -> list[Path]:
    """The numbered notebooks; the glossary is none."""
    return [path for path in tree.notebooks() if LESSON.match(path.stem)]


every_notebook = pytest.mark.parametrize("path", tree.notebooks(), ids=lambda path: path.stem)
every_lesson = pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)


@every_notebook
def test_a_cell_shows_at_most_15_lines_of_code(path: Path) -> None:
    faults = []
    for number, cell in enumerate(tree.code_cells(path), 1):
        lines = [line for line in tree.source(cell).splitlines() if line.strip()]
        if len(lines) > LINES_IN_SIGHT:
            faults.append(
                f"{path.name}: code cell {number} has {len(lines)} lines; the limit is 15"
            )
    tree.verdict(faults)


@every_notebook
def test_no_cell_stores_an_error(path: Path) -> None:
    faults = [
        f"{path.name}: code cell {number} stores an error: {output['ename']}"
        for number, cell in enumerate(tree.code_cells(path), 1)
        for output in cell["outputs"]
        if output["output_type"] == "error"
    ]
    tree.verdict(faults)


@every_notebook
def test_every_cell_was_run_in_order(path: Path) -> None:
    cells = [cell for cell in tree.code_cells(path) if tree.source(cell).strip()]
    counts = [cell["execution_count"] for cell in cells]
    if counts != list(range(1, len(counts) + 1)):
        tree.verdict(
            [f"{path.name}: cells were not run in order; `make notebooks` does it: {counts}"]
        )


def stored(path: Path) -> list[dict[str, str]]:
    outputs = [output for cell in tree.code_cells(path) for output in cell["outputs"]]
    return [output["data"] for output in outputs if "data" in output]


@every_lesson
def test_a_lesson_stores_a_still_picture(path: Path) -> None:
    if not any(still in data for data in stored(path) for still in STILLS):
        tree.verdict([f"{path.name}: no picture is stored; without a kernel a reader sees none"])


@every_notebook
def test_only_outputs_are_stored_and_nothing_of_one_session(path: Path) -> None:
    metadata = tree.notebook(path)["metadata"]
    faults = [
        f"{path.name}: it stores {key!r}; `make notebooks` removes it"
        for key in metadata
        if key == "widgets"
    ]
    if metadata.get("kernelspec") != ENVIRONMENT["kernelspec"]:
        faults.append(
            f"{path.name}: the kernel must be the plain python3; `make notebooks` sets it"
        )
    tree.verdict(faults)


@every_lesson
def test_a_lesson_has_one_stem(path: Path) -> None:
    match = LESSON.match(path.stem)
    stem = match[2] if match else ""
    faults = [
        f"{path.name}: course_lib/lessons/{stem}{ending} is missing; a lesson has one stem"
        for ending in (".py", ".toml")
        if not (tree.ROOT / f"course_lib/lessons/{stem}{ending}").exists()
    ]
    tree.verdict(faults)


def test_lesson_modules_and_questions_have_a_notebook() -> None:
    stems = {match[2] for path in lessons() if (match := LESSON.match(path.stem))}
    faults = [
        f"{tree.name(path)}: no notebook NN_{path.stem}.ipynb; a lesson has one stem"
        for path in tree.modules("course_lib/lessons")
        if not path.stem.startswith("_")
        and path.with_suffix(".toml").exists()
        and path.stem not in stems
    ]
    tree.verdict(faults)
