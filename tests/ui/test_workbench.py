"""A workbench without a page: panels follow each other, and what was entered stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from matplotlib.figure import Figure

from course_lib.ui import Choice, Explorer, Paper, View, Workbench

LETTERS = ("a", "b", "c")


@dataclass(frozen=True)
class Lines:
    """A table with named columns, and cells for each."""

    name: str
    columns: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}: {len(self.columns)} columns."


def read(name: str, data: bytes) -> Lines:
    if not data.isascii():
        raise ValueError("row 3 is not text")
    return Lines(name, tuple(data.decode().split(",")))


def column_step(table: Lines, _: dict[str, Any]) -> Explorer:
    control = Choice("Column", table.columns, table.columns[0])
    return Explorer(lambda column: View(Figure(), f"Column {column}."), {"column": control})


def cell_step(_: Lines, settings: dict[str, Any]) -> Explorer:
    column = settings["column"]
    if column == "empty":
        raise ValueError("the column is empty")

    def seen(**cells: str) -> View:
        if "c" in cells.values():
            raise ValueError("c is no level")
        return View(Figure(), f"{column} is {cells}.")

    return Explorer(seen, {f"cell|{column}": Choice("Cell", LETTERS, "a")})


def last_step(_: Lines, settings: dict[str, Any]) -> Explorer:
    if "c" in settings.values():
        raise ValueError("c is no level")
    return Explorer(lambda part: View(Figure(), part), {"part": Choice("Part", LETTERS, "a")})


def bench() -> Workbench:
    return Workbench(
        "Your lines",
        read=read,
        example=Lines("practice", ("x", "y", "empty")),
        steps=[column_step, cell_step, last_step],
        result=lambda table, settings: (table.name, settings),
        papers=[Paper("Take it", "it.md", lambda result: f"# {result[0]}")],
    )


@pytest.fixture
def here() -> Workbench:
    return bench()


def test_panels_below_are_made_from_what_is_set_above(here: Workbench) -> None:
    assert list(here.settings) == ["column", "cell|x", "part"]
    here.set(column="y")
    assert list(here.settings) == ["column", "cell|y", "part"]
    assert here.result() == ("practice", {"column": "y", "cell|y": "a", "part": "a"})


def test_what_was_entered_below_stays_wherever_it_is_possible(here: Workbench) -> None:
    here.set(**{"cell|x": "b", "part": "c"})
    here.set(column="y")
    assert here.settings["part"] == "c"
    assert here.settings["cell|y"] == "a"
    here.set(column="x")
    assert here.settings == {"column": "x", "cell|x": "b", "part": "c"}


def test_a_corrected_file_with_the_same_columns_keeps_what_was_entered(here: Workbench) -> None:
    here.receive("one.csv", b"k,l")
    here.set(column="l")
    assert here.receive("two.csv", b"k,l") == ""
    assert here.table.name == "two.csv"
    assert here.settings["column"] == "l"
    here.receive("other.csv", b"l,k")
    assert here.settings["column"] == "l", "its own first column"
    here.receive("one.csv", b"k,l")
    assert here.settings["column"] == "k"


def test_a_bad_file_is_a_sentence_and_nothing_else_changes(here: Workbench) -> None:
    here.set(column="y", **{"cell|y": "b"})
    before = here.settings
    assert here.receive("bad.csv", b"\xff") == "Row 3 is not text. Nothing else has changed."
    assert here.receive("bad.pdf", b"x").startswith("“bad.pdf” is not taken")
    assert here.table.name == "practice"
    assert here.settings == before


def test_what_cannot_be_made_waits_and_comes_back(here: Workbench) -> None:
    widget = here.widget
    complete = len(widget.children)
    here.set(column="empty")
    assert len(here.explorers) == 1
    with pytest.raises(ValueError, match="The column is empty"):
        here.result()
    assert widget.children[-1].stage["reading"] == "The column is empty."
    here.set(column="x", **{"cell|x": "c"})
    assert here.explorers[1].problem == "C is no level."
    assert widget.children[-1].stage["reading"] == "What follows waits until that is settled."
    here.set(**{"cell|x": "a"})
    assert len(widget.children) == complete


def test_back_forgets_the_file_and_what_was_entered(here: Workbench) -> None:
    start = here.settings
    here.receive("one.csv", b"k,l")
    here.set(column="l", part="b")
    here.back()
    assert here.settings == start
    assert here.table.name == "practice"
    assert here.upload.stage["reading"] == "practice: 3 columns."


def test_what_the_page_sets_is_followed(here: Workbench) -> None:
    panel = here.explorers[0].widget
    panel.values = {"number": 1, "by": "page", "set": {"column": 1}}
    assert list(here.settings) == ["column", "cell|y", "part"]
    assert panel.stage["answers"] == 1


def test_papers_are_written_from_the_result(here: Workbench) -> None:
    sent: list[bytes] = []
    here.downloads[0].send = lambda said, buffers=(): sent.extend(buffers)
    here.downloads[0]._asked(None, {"do": "write"}, None)
    assert sent == [b"# practice"]


def test_the_stored_output_never_holds_what_was_given(here: Workbench) -> None:
    before, _ = here._repr_mimebundle_()
    here.receive("secret.csv", b"private,rows")
    after, _ = here._repr_mimebundle_()
    assert before["text/plain"] == after["text/plain"]
    assert "private" not in after["text/plain"]
    assert before["image/png"] == after["image/png"]


def test_a_setting_that_no_panel_has_is_named(here: Workbench) -> None:
    with pytest.raises(ValueError, match="no panel has a control 'colour'"):
        here.set(colour="red")
