"""The dropdowns in which a learner says what a file's columns and cells mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from course_lib.lessons.column_answers import (
    MOST_COVARIATES,
    NOT_OBSERVED,
    NOT_SAID,
    asked_cells,
    covariate,
    known,
    named,
    places,
)
from course_lib.report import ColumnMap, ParticipantFile
from course_lib.report.wording import clean
from course_lib.ui import Choice
from course_lib.ui.controls import Control

NONE = "(no column)"
OPEN = "(say what it means)"


def column_controls(file: ParticipantFile, guess: ColumnMap) -> dict[str, Control]:
    """One dropdown for each part that a column can play, set to the guess."""
    columns = {NONE: ""} | {clean(name, 60): name for name in file.columns}
    covariates = [*guess.covariates[:MOST_COVARIATES]]
    covariates += [""] * min(2, MOST_COVARIATES - len(covariates))
    starts = {
        "allocated": ("Allocated arm", guess.allocated),
        "outcome": ("Outcome", guess.outcome),
        "received": ("Care received", guess.received or ""),
        "stratum": ("Stratum", (*guess.stratum, "")[0]),
        "participant": ("Participant", guess.participant or ""),
    } | {covariate(place): (f"Covariate {place}", name) for place, name in enumerate(covariates, 1)}
    return {name: Choice(label, columns, start) for name, (label, start) in starts.items()}


def cell_controls(file: ParticipantFile, columns: ColumnMap) -> dict[str, Control]:
    """Which cells are the arms, where each outcome stands, what the care received says."""
    arms = asked_cells(file, columns.allocated)
    controls: dict[str, Control] = {}
    if len(arms) > 1:
        for part, start in (("treatment", columns.treatment), ("control", columns.control)):
            controls[named(part, columns.allocated)] = Choice(part.capitalize(), shown(arms), start)
    return controls | _level_controls(file, columns) | _received_controls(file, columns)


def shown(cells: Iterable[str]) -> dict[str, str]:
    """Cells by what is read of them."""
    return {f"‘{clean(cell, 40)}’": cell for cell in cells}


def level_words(columns: ColumnMap, cells: Sequence[str]) -> list[str]:
    """The places that an outcome can have, best first."""
    if known(columns) and columns.scale is not None:
        pairs = zip(columns.scale.levels, columns.scale.labels, strict=True)
        words = [clean(code if len(code) > 2 else f"{code}: {label}", 40) for code, label in pairs]
    else:
        words = [str(place) for place in range(1, max(len(cells), 2) + 1)]
    return [f"{words[0]} (best)", *words[1:-1], f"{words[-1]} (worst)"]


def _level_controls(file: ParticipantFile, columns: ColumnMap) -> dict[str, Control]:
    cells = asked_cells(file, columns.outcome)
    guess = places(columns, cells)
    options = {words: place for place, words in enumerate(level_words(columns, cells))}
    options["not observed"] = NOT_OBSERVED
    if NOT_SAID in guess.values():
        options[OPEN] = NOT_SAID
    order = sorted(cells, key=lambda cell: guess[cell] if guess[cell] >= 0 else len(options))
    return {
        named("level", columns.outcome, cell): Choice(
            f"‘{clean(cell, 30)}’ is level", options, guess[cell]
        )
        for cell in order
    }


def _received_controls(file: ParticipantFile, columns: ColumnMap) -> dict[str, Control]:
    column = columns.received
    meanings = ("treatment", "control")
    if columns.received_means == "complied":
        meanings = ("kept to the allocation", "did not keep to it")
    options = {words: place for place, words in enumerate(meanings)} | {"not known": NOT_OBSERVED}
    controls: dict[str, Control] = {}
    for cell in asked_cells(file, column, 6):
        start = next(
            (place for place, cells in enumerate(columns.received_cells) if cell in cells),
            NOT_OBSERVED,
        )
        label = f"{clean(column, 20)} ‘{clean(cell, 20)}’"
        controls[named("received", str(column), cell)] = Choice(label, options, start)
    return controls
