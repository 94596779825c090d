"""The bench for a learner's own file: its columns, its cells, its report."""

from __future__ import annotations

from functools import partial
from typing import Any

from course_lib.lessons.column_answers import columns_said
from course_lib.lessons.column_form import cell_controls, column_controls
from course_lib.lessons.own_file_views import PARTS, cells_view, columns_view, part_view, report_of
from course_lib.report import ParticipantFile, Report, guess_columns, read_participants
from course_lib.ui import Choice, Explorer, Paper, Workbench

PAPERS = (
    Paper("Download the report as a page", "report.html", Report.to_html),
    Paper("Download the report as Markdown", "report.md", Report.to_markdown),
    Paper("Download its numbers as CSV", "numbers.csv", Report.to_csv),
)


def bench(example: ParticipantFile) -> Workbench:
    """A place for the learner's own file; an example lies there first."""
    return Workbench(
        "Your participants, one row each",
        read=read_participants,
        example=example,
        steps=[columns_step, cells_step, parts_step],
        result=lambda file, settings: report_of(file, said(settings)),
        papers=PAPERS,
    )


def columns_step(file: ParticipantFile, _: dict[str, Any]) -> Explorer:
    """Which column is what."""
    return Explorer(
        partial(columns_view, file),
        column_controls(file, guess_columns(file)),
        title="First: which column is what?",
    )


def cells_step(file: ParticipantFile, settings: dict[str, Any]) -> Explorer:
    """What the cells of the arm and of the outcome mean."""
    columns = columns_said(file, settings)
    controls = cell_controls(file, columns)
    placed = {
        name: one.start
        for name, one in controls.items()
        if name.startswith("level|") and one.start >= 0
    }
    last = (len(columns.scale) if columns.scale else len(placed)) - 1
    turned = {name: last - place for name, place in placed.items()}
    return Explorer(
        lambda **cells: cells_view(file, **settings, **cells),
        controls,
        presets={"Turn the levels round": turned} if turned else None,
        title="Then: what do its cells mean?",
    )


def parts_step(file: ParticipantFile, settings: dict[str, Any]) -> Explorer:
    """The report, part by part."""
    material = report_of(file, said(settings)).material
    parts: dict[str, Any] = {"part": Choice("Part of the report", PARTS, "summary")}
    levels = material.scale.levels[:-1]
    if len(levels) > 1:
        parts["cut"] = Choice("Good outcome, up to", levels, material.cut)
    return Explorer(
        lambda part, **cut: part_view(report_of(file, said(settings | cut)), part),
        parts,
        title="Now: the report",
    )


def said(settings: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Settings of all panels but for what is shown, in one order."""
    return tuple(sorted((name, v) for name, v in settings.items() if name != "part"))
