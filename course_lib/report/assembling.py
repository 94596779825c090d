"""A file's cells, and what its columns mean → a trial; misfits are named by row and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.report.cell_meaning import (
    UNSURE,
    is_missing,
    is_number,
    level_code,
    number,
    taken,
)
from course_lib.report.column_map import ColumnMap
from course_lib.report.participant_file import ParticipantFile
from course_lib.report.wording import listed, quoted
from course_lib.trial import ARMS, Trial

if TYPE_CHECKING:
    import pandas as pd

FIXED = ("participant", "stratum", "allocated", "received", "outcome")
MOSTLY = 0.8
DATE = re.compile(r"\d{4}-\d\d-\d\d( .*)?")
Values = NDArray[np.object_]


def assemble(file: ParticipantFile, columns: ColumnMap) -> Trial:
    r"""The trial that a file holds, once it is known what its columns mean.

    Parameters
    ----------
    file : ParticipantFile
        From ``read_participants``.
    columns : ColumnMap
        From ``guess_columns``, looked at and put right.

    Returns
    -------
    Trial
        Covariates are numbers where their cells are, otherwise text; missing cells are missing.
        Strata of several columns are joined by commas.

    Raises
    ------
    ValueError
        If arm or outcome have no column, there are not two arms, a participant is allocated
        twice, an outcome is text or off the scale, or a covariate mixes numbers and text. The
        sentence names the row, as a spreadsheet counts it, and the column.

    Examples
    --------
    >>> from course_lib.report import guess_columns, read_participants
    >>> file = read_participants("trial.csv", b"arm,mrs,age\nA,2,61\ncontrol,NA,70\n")
    >>> trial = assemble(file, guess_columns(file))
    >>> trial
    <Trial: 2 participants, 1 allocated to treatment and 1 to control; 1 with an outcome>
    >>> trial.frame["age"].tolist()
    [61.0, 70.0]
    """
    import pandas as pd

    _refuse_gaps(file, columns)
    content: dict[str, Any] = {
        "participant": _participants(file, columns),
        "allocated": _allocated(file, columns),
        "outcome": _outcomes(file, columns),
    }
    if columns.stratum:
        content["stratum"] = _strata(file, columns)
    if columns.received:
        content["received"] = _received(file, columns, content["allocated"])
    for name in columns.covariates:
        fixed = name in FIXED
        content[f"{name} (covariate)" if fixed else name] = _covariate(file, columns, name)
    if columns.scale is None:
        raise ValueError(f"the levels of column {quoted(columns.outcome)} are not known")
    return Trial(pd.DataFrame(content), columns.scale)


def _refuse_gaps(file: ParticipantFile, columns: ColumnMap) -> None:
    """What must be said before a trial can be made."""
    for part, what in ((columns.allocated, "the allocated arm"), (columns.outcome, "the outcome")):
        if not part:
            raise ValueError(
                f"no column is known to hold {what}; choose one of {listed(file.columns, 60)}"
            )
    arms = [cell for cell in file.cells(columns.allocated) if not is_missing(cell)]
    if len(arms) < 2:
        what = f"one arm only, {quoted(arms[0])}" if arms else "no arm"
        raise ValueError(
            f"column {quoted(columns.allocated)} holds {what}, in rows {file.first_row} to "
            f"{file.last_row}; a trial compares two"
        )
    if {columns.treatment, columns.control} - {*arms} or columns.treatment == columns.control:
        raise ValueError(
            f"treatment and control are two cells of column {quoted(columns.allocated)}, which "
            f"holds {listed(arms)}; not {quoted(columns.treatment)} and {quoted(columns.control)}"
        )
    if columns.scale is None or len(columns.levels) != len(columns.scale):
        raise ValueError(
            f"say the levels of column {quoted(columns.outcome)} from best to worst; its cells are "
            f"{listed(file.cells(columns.outcome), 15)}"
        )


def _read(
    column: pd.Series[str], meaning: Callable[[str], object], recoded: Mapping[str, str]
) -> Values:
    """The meaning of each cell, found once for each different one."""
    import pandas as pd

    places, cells = pd.factorize(column)
    return taken((meaning(recoded.get(cell, cell)) for cell in cells), np.asarray(places))


class _Misfit:
    """The meaning of a cell that has none."""


MISFIT = _Misfit()


def _refuse(column: pd.Series[str], values: Values, why: Callable[[str], str]) -> None:
    """A ValueError for the first cell without a meaning."""
    wrong = np.array([value is MISFIT for value in values], dtype=bool)
    if wrong.any():
        place = int(wrong.argmax())
        cell = str(column.iloc[place])
        raise ValueError(f"row {column.index[place]} of column {quoted(column.name)}: {why(cell)}")


def _participants(file: ParticipantFile, columns: ColumnMap) -> Any:
    if columns.participant is None:
        return np.arange(1, len(file) + 1)
    column = file.column(columns.participant)
    blank = (column == "").to_numpy()
    if blank.any():
        row = column.index[int(blank.argmax())]
        raise ValueError(f"row {row} of column {quoted(column.name)}: the participant has no name")
    again = column.duplicated().to_numpy()
    if again.any():
        row = int(again.argmax())
        first = int((column == column.iloc[row]).to_numpy().argmax())
        raise ValueError(
            f"row {column.index[row]} of column {quoted(column.name)}: participant "
            f"{quoted(column.iloc[row])} was already allocated in row {column.index[first]}"
        )
    return column.to_numpy()


def _allocated(file: ParticipantFile, columns: ColumnMap) -> Values:
    column = file.column(columns.allocated)
    meaning = {columns.treatment: ARMS[0], columns.control: ARMS[1]}
    values = _read(column, lambda cell: meaning.get(cell, MISFIT), _recoded(columns, column))
    two = f"{quoted(columns.treatment)} and {quoted(columns.control)}"

    def why(cell: str) -> str:
        if is_missing(cell):
            return "the allocated arm is missing; a participant without one was not randomised"
        return f"{quoted(cell)} is a third arm beside {two}; a report compares two"

    _refuse(column, values, why)
    return values


def _outcomes(file: ParticipantFile, columns: ColumnMap) -> Values:
    column, scale = file.column(columns.outcome), columns.scale
    codes = scale.levels if scale else ()
    meaning = dict(zip(map(level_code, columns.levels), codes, strict=True))

    def level(cell: str) -> object:
        if cell in columns.missing or level_code(cell) in columns.missing:
            return None
        return meaning.get(level_code(cell), None if is_missing(cell) else MISFIT)

    values = _read(column, level, _recoded(columns, column))

    def why(cell: str) -> str:
        kind = "" if is_number(cell) else "a date, " if DATE.fullmatch(cell) else "text, "
        made = "; a spreadsheet may have made it of a level such as 1-2" if "date" in kind else ""
        return (
            f"the outcome {quoted(cell)} is {kind}no level of the scale, which has "
            f"{listed(columns.levels, 15)}{made}; if it means that nothing was observed, say so"
        )

    _refuse(column, values, why)
    return values


def _received(file: ParticipantFile, columns: ColumnMap, allocated: Values) -> Values:
    column = file.column(columns.received or "")
    one, other = columns.received_cells
    meaning = dict.fromkeys(other, ARMS[1]) | dict.fromkeys(one, ARMS[0])

    def arm(cell: str) -> object:
        unknown = is_missing(cell) or cell.casefold() in UNSURE
        return meaning.get(cell, None if unknown else MISFIT)

    values = _read(column, arm, _recoded(columns, column))
    known = listed([*one, *other]) or "the cells that are known"
    _refuse(column, values, lambda cell: f"{quoted(cell)} is none of {known}, nor missing")
    if columns.received_means == "arm":
        return values
    crossed = np.where(allocated == ARMS[0], *ARMS[::-1])
    followed = np.where(values == ARMS[0], allocated, crossed).astype(object)
    followed[[value is None for value in values]] = None
    return followed


def _strata(file: ParticipantFile, columns: ColumnMap) -> Values:
    parts = []
    for name in columns.stratum:
        column = file.column(name)
        values = _read(column, lambda cell: cell or MISFIT, _recoded(columns, column))
        _refuse(column, values, lambda _: "the stratum is missing")
        parts.append(values)
    joined = [", ".join(row) for row in zip(*parts, strict=True)]
    return taken(joined, np.arange(len(joined)))


def _covariate(file: ParticipantFile, columns: ColumnMap, name: str) -> Any:
    """Numbers where the cells are numbers; text otherwise."""
    column = file.column(name)
    known = column[[not missing for missing in _read(column, is_missing, {})]]
    share = float(np.mean([bool(x) for x in _read(known, is_number, {})])) if len(known) else 0.0
    recoded = _recoded(columns, column)
    if share < MOSTLY or recoded:
        return _read(column, lambda cell: None if is_missing(cell) else cell, recoded)
    values = _read(
        column,
        lambda cell: np.nan if is_missing(cell) else number(cell) if is_number(cell) else MISFIT,
        {},
    )
    _refuse(
        column, values, lambda cell: f"{quoted(cell)} is no number, and the other cells are numbers"
    )
    return values.astype(np.float64)


def _recoded(columns: ColumnMap, column: pd.Series[str]) -> dict[str, str]:
    return {cell: other for name, cell, other in columns.recoded if name == column.name}
