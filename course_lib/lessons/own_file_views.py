"""Views of a learner's file: what its columns are, what its cells mean, and parts of its report."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from course_lib import figures
from course_lib.lessons.column_answers import cells_said, columns_said
from course_lib.report import ColumnMap, ParticipantFile, Report, assemble, report
from course_lib.report.wording import quoted
from course_lib.ui import View

PARTS = {
    "Result": "summary",
    "To keep in mind": "cautions",
    "In plain words": "plain",
    "Participants and analysis sets": "flow",
    "Outcomes": "outcomes",
    "The shift": "shift",
    "Good against poor, at every cut": "cuts",
    "All pairs": "wins",
    "Adjusted and stratified": "adjusted",
    "Missing outcomes": "missing",
    "For a paper": "paper",
    "How this was made": "made",
}
# The picture beside a part that has none of its own.
BESIDE = {
    "summary": "shift",
    "cautions": "cuts",
    "plain": "outcomes",
    "adjusted": "shift",
    "missing": "shift",
    "paper": "shift",
    "made": "flow",
}
ROWS, READ = 5, ("Allocated", "Outcome", "Received")


def columns_view(file: ParticipantFile, **settings: Any) -> View:
    """The first rows, and which column is what."""
    columns = columns_said(file, settings)
    preview = file.preview(ROWS)
    figure = figures.first_rows(
        preview.to_numpy().tolist(),
        rows=preview.index.tolist(),
        columns=file.columns,
        parts=parts_of(columns),
    )
    asked = [f"? {question}" for question in columns.questions]
    return View(figure, "\n".join([columns.in_words(), *asked]), columns.table())


def parts_of(columns: ColumnMap) -> dict[str, str]:
    """What each column is for, by its name."""
    named: dict[str | None, str] = {
        columns.participant: "participant",
        columns.allocated: "allocated arm",
        columns.outcome: "outcome",
        columns.received: "care received",
        **dict.fromkeys(columns.stratum, "stratum"),
        **dict.fromkeys(columns.covariates, "covariate"),
    }
    return {name: part for name, part in named.items() if name}


def cells_view(file: ParticipantFile, **settings: Any) -> View:
    """The trial that columns and cells make: its bars, and how many are where."""
    columns = cells_said(file, settings)
    made = report_of(file, tuple(sorted(settings.items())))
    bars = made.view("outcomes")
    flow = made.section("flow").words[0]
    joined = [
        f"{quoted(cell)} counts as {quoted(other)}."
        for column, cell, other in columns.recoded
        if column == columns.outcome
    ]
    read = [line for line in columns.in_words().split("\n") if line.startswith(READ)]
    words = "\n".join([*read, *joined, f"{flow} {bars.reading}"])
    return View(bars.figure, words, columns.table(), columns.attribution)


@lru_cache(maxsize=4)
def report_of(file: ParticipantFile, settings: tuple[tuple[str, Any], ...]) -> Report:
    """The report of a file at the learner's settings."""
    said = dict(settings)
    cut = said.pop("cut", None)
    columns = cells_said(file, said)
    trial = assemble(file, columns)
    title = columns.trial or file.name
    made = report(trial, title=title, arms=columns.arms, adjust=trial.covariates, cut=cut)
    return made.with_source(columns.attribution) if columns.attribution else made


def part_view(made: Report, part: str) -> View:
    """One part of a report; where it has no picture, that of the part it speaks of."""
    section = made.section(part)
    drawn = made.view(BESIDE.get(part, part))
    mark = "• " if section.as_list else ""
    words = "\n".join(f"{mark}{one}" for one in section.words) or "Nothing to say."
    table: pd.DataFrame | None = section.table
    return View(drawn.figure, words, table, made.source)
