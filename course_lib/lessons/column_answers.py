"""What a learner has set of a file's columns and cells → a column map for the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from course_lib.report import ColumnMap, ParticipantFile, guess_columns
from course_lib.report.cell_meaning import is_missing, level_code
from course_lib.report.wording import clean, quoted
from course_lib.scale import OrdinalScale

MOST_COVARIATES = 7
NOT_OBSERVED, NOT_SAID = -1, -2
SINGLE = ("allocated", "outcome", "received", "stratum", "participant")
Settings = Mapping[str, Any]


def covariate(place: int) -> str:
    """Name of the control for one covariate, counted from 1."""
    return f"covariate_{place}"


def named(part: str, column: str, cell: str = "") -> str:
    """Name of the control for a cell: the same for the same column and cell, whatever the file."""
    return f"{part}|{column}|{cell}"


def columns_said(file: ParticipantFile, settings: Settings) -> ColumnMap:
    """The columns as the learner chose them; how their cells are read is guessed."""
    covariates = {
        f"covariate {place}": settings[covariate(place)]
        for place in range(1, MOST_COVARIATES + 1)
        if settings.get(covariate(place))
    }
    single = {part: settings[part] for part in SINGLE}
    _refuse_two_parts(single | covariates)
    return guess_columns(
        file,
        allocated=settings["allocated"],
        outcome=settings["outcome"],
        received=settings["received"] or None,
        participant=settings["participant"] or None,
        stratum=[settings["stratum"]] if settings["stratum"] else [],
        covariates=[*covariates.values()],
    )


def _refuse_two_parts(parts: Mapping[str, str]) -> None:
    """A ValueError where one column is chosen for two parts."""
    first: dict[str, str] = {}
    for part, column in parts.items():
        if column and first.setdefault(column, part) != part:
            raise ValueError(
                f"column {quoted(column)} is chosen as {first[column]} and as {part}; each column "
                "plays one part"
            )


def asked_cells(file: ParticipantFile, column: str | None, most: int = 12) -> tuple[str, ...]:
    """The cells of a column that are asked about: the most frequent, empty ones and NA left out."""
    if not column:
        return ()
    return tuple(cell for cell in file.cells(column) if not is_missing(cell))[:most]


def places(columns: ColumnMap, cells: tuple[str, ...]) -> dict[str, int]:
    """Where each cell of the outcome stands, by the guess: 0 is best."""
    levels = [level_code(level) for level in columns.levels]
    found = {}
    for cell in cells:
        if cell in columns.missing:
            found[cell] = NOT_OBSERVED
        else:
            code = level_code(cell)
            found[cell] = levels.index(code) if code in levels else NOT_SAID
    return found


def cells_said(file: ParticipantFile, settings: Settings) -> ColumnMap:
    """The columns, and what their cells mean, as the learner said it."""
    columns = columns_said(file, settings)
    columns = _levels(file, columns, settings)
    return _received(file, _arms(columns, settings), settings)


def _arms(columns: ColumnMap, settings: Settings) -> ColumnMap:
    treatment = settings.get(named("treatment", columns.allocated), columns.treatment)
    control = settings.get(named("control", columns.allocated), columns.control)
    if (treatment, control) == (columns.treatment, columns.control):
        return columns
    names = dict(zip((columns.treatment, columns.control), columns.arms, strict=True))
    one, other = (
        names.get(cell)
        or (clean(cell) if len(cell) > 2 else f"{clean(columns.allocated, 30)} {cell}")
        for cell in (treatment, control)
    )
    return replace(columns, treatment=treatment, control=control, arms=(one, other))


def _levels(file: ParticipantFile, columns: ColumnMap, settings: Settings) -> ColumnMap:
    """Levels in the order said; several cells at one place count as the first of them."""
    cells = asked_cells(file, columns.outcome)
    guessed = places(columns, cells)
    said = {
        cell: settings.get(named("level", columns.outcome, cell), guessed[cell]) for cell in cells
    }
    if said == guessed:
        return columns
    at: dict[int, list[str]] = {}
    for cell, place in said.items():
        at.setdefault(place, []).append(cell)
    missing = at.pop(NOT_OBSERVED, [])
    at.pop(NOT_SAID, [])
    for place, same in at.items():
        same.sort(key=lambda cell, place=place: guessed[cell] != place)  # type: ignore[misc]
    first = {place: same[0] for place, same in at.items()}
    levels, scale = _on_scale(columns, first)
    alike = [(columns.outcome, cell, first[place]) for place in at for cell in at[place][1:]]
    return replace(
        columns,
        levels=tuple(levels),
        scale=scale,
        missing=tuple(missing),
        recoded=(*columns.recoded, *alike),
    )


def _on_scale(
    columns: ColumnMap, first: Mapping[int, str]
) -> tuple[list[str], OrdinalScale | None]:
    """Cells from best to worst, and their scale: one of the field's, or one of these cells."""
    scale = columns.scale
    if scale is None or not known(columns):
        levels = [first[place] for place in sorted(first)]
        return levels, _own_scale(columns.outcome, levels)
    used = {*first.values()}
    return [
        first.get(place) or (code if code not in used else f"{code} (nobody)")
        for place, code in enumerate(scale.levels)
    ], scale


def known(columns: ColumnMap) -> bool:
    """Whether the scale is one of the field's, and not just the cells of this file."""
    scale = columns.scale
    return scale is not None and scale.levels != scale.labels


def _own_scale(name: str, levels: list[str]) -> OrdinalScale | None:
    codes = tuple(clean(level, 40) for level in levels)
    if len(codes) < 2 or len(set(codes)) < len(codes):
        return None
    return OrdinalScale(clean(name), codes, codes)


def _received(file: ParticipantFile, columns: ColumnMap, settings: Settings) -> ColumnMap:
    """Which cells say that the treatment was received, or that the allocation was kept to."""
    column = columns.received
    if not column:
        return columns
    one, other = map(list, columns.received_cells)
    unknown = []
    for cell in asked_cells(file, column, 6):
        said = settings.get(named("received", column, cell))
        if said is None:
            continue
        for cells in (one, other):
            if cell in cells:
                cells.remove(cell)
        if said == NOT_OBSERVED:
            unknown.append((column, cell, ""))
        elif said != NOT_SAID:
            (one, other)[said].append(cell)
    return replace(
        columns,
        received_cells=(tuple(one), tuple(other)),
        recoded=(*columns.recoded, *unknown),
    )
