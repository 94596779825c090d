"""A file of participants as a table of text: CSV and its relatives, or a workbook's sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course_lib.report.text_cells import SEPARATORS, Row, read_text
from course_lib.report.wording import clean, counted, listed, quoted
from course_lib.report.workbook_cells import read_workbook

if TYPE_CHECKING:
    import pandas as pd

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 20_000_000, 250_000, 702
OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old or a protected Excel workbook; save it as XLSX or CSV",
    b"%PDF": "a PDF; copy its table into a spreadsheet and save that",
    b"\x1f\x8b": "packed with gzip; unpack it first",
    b"7z\xbc\xaf": "a packed archive; unpack it first",
    b"BZh": "packed with bzip2; unpack it first",
    b"$FL2": "an SPSS file; export it as CSV",
    b"$FL3": "an SPSS file; export it as CSV",
    b"<stata_dta>": "a Stata file; export it as CSV",
    b"PAR1": "a Parquet file; export it as CSV",
    b"{\\rtf": "a text document; copy its table into a spreadsheet and save that",
    b"\x89PNG": "a picture; type the counts instead",
    b"\xff\xd8\xff": "a picture; type the counts instead",
}


@dataclass(frozen=True, eq=False, repr=False)
class ParticipantFile:
    r"""What stands in a file: one row per participant, every cell as text, nothing interpreted.

    Parameters
    ----------
    name : str
        The file's name.
    kind : str
        "CSV" or "XLSX".
    encoding, separator : str
        How the letters and the columns of a text file were told apart; empty for a workbook.
    sheet : str
        The sheet that was read; empty for a text file.
    sheets : tuple of str
        All sheets of a workbook.

    Examples
    --------
    >>> file = read_participants("trial.csv", b"arm,mrs\nA,2\nB,NA\n")
    >>> file.columns, len(file), file.cells("mrs")
    (('arm', 'mrs'), 2, ('2', 'NA'))
    """

    _frame: pd.DataFrame
    name: str
    kind: str
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def frame(self) -> pd.DataFrame:
        """A copy of the cells; its index is the row's number as a spreadsheet shows it."""
        return self._frame.copy()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, as the header has them."""
        return tuple(self._frame.columns)

    def __len__(self) -> int:
        return len(self._frame)

    @property
    def first_row(self) -> int:
        """Number of the first participant's row, as a spreadsheet shows it."""
        return int(self._frame.index[0])

    @property
    def last_row(self) -> int:
        """Number of the last participant's row."""
        return int(self._frame.index[-1])

    def column(self, name: str) -> pd.Series[str]:
        """The cells of one column.

        Raises
        ------
        ValueError
            If there is no such column.
        """
        if name not in self._frame.columns:
            raise ValueError(
                f"no column {quoted(name)}; the columns are {listed(self.columns, 60)}"
            )
        return self._frame[name]

    def cells(self, name: str) -> tuple[str, ...]:
        """The different cells of one column, the most frequent first; empty ones left out.

        Raises
        ------
        ValueError
            If there is no such column.
        """
        return tuple(cell for cell in self.column(name).value_counts().index if cell)

    def preview(self, rows: int = 5) -> pd.DataFrame:
        """The first rows, long cells cut short."""
        return self._frame.head(rows).map(lambda cell: clean(cell, 40))

    def in_words(self) -> str:
        r"""What was read, and how.

        Examples
        --------
        >>> read_participants("trial.csv", b"arm;mrs\nA;2\nB;3\n").in_words()
        'trial.csv: 2 rows and 2 columns; UTF-8, separated by semicolons.'
        """
        how = f"{self.encoding}, separated by {SEPARATORS.get(self.separator, '')}"
        if self.kind == "XLSX":
            others = len(self.sheets) - 1
            how = f"sheet {quoted(self.sheet)}" + (
                f", {counted(others, 'other sheet')} not read" if others else ""
            )
        size = f"{counted(len(self), 'row')} and {counted(len(self.columns), 'column')}"
        return f"{self.name}: {size}; {how}."

    __repr__ = __str__ = in_words


def read_participants(name: str, data: bytes, *, sheet: str | None = None) -> ParticipantFile:
    r"""The table of participants in a file, every cell as the text that stands in it.

    CSV with commas, semicolons, tabs or bars, in UTF-8, UTF-16 or Windows-1252, with or without
    a byte-order mark; or an XLSX workbook. What the file is, is seen from its content, not from
    its name. Nothing in it is computed or run: a formula in a workbook counts as its stored
    result, and in a text file it is text. "NA" stays "NA"; what counts as missing is said later.

    Parameters
    ----------
    name : str
        The file's name, for sentences.
    data : bytes
        Its content, at most 20 MB and 250,000 rows.
    sheet : str, optional
        Which sheet of a workbook. Default: the first visible one that holds anything.

    Raises
    ------
    ValueError
        If it is no table: too large, empty, of another kind, damaged; or if a row has more or
        fewer cells than the header, two columns share a name, or a cell cannot be printed. The
        sentence names row and column.

    Examples
    --------
    >>> data = 'id,arm,mrs\n1,"cells, early",2\n2,control,3\n'.encode("utf-16")
    >>> file = read_participants("trial.csv", data)
    >>> print(file)
    trial.csv: 2 rows and 3 columns; UTF-16, separated by commas.
    >>> read_participants("trial.csv", b"arm,mrs\nA,2\nB,3,1\n")
    Traceback (most recent call last):
    ValueError: row 3 has a cell '1' after the last column, 'mrs': a text with a comma in it
    needs quotation marks
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise ValueError(f"data is the content of a file as bytes, not {type(data).__name__}")
    content, called = bytes(data), clean(name) or "the file"
    if len(content) > MOST_BYTES:
        size, most = len(content) / 1e6, MOST_BYTES / 1e6
        raise ValueError(f"{called} has {size:,.1f} MB; {most:.0f} MB are the most that are read")
    for mark, what in OTHERS.items():
        if content.startswith(mark):
            raise ValueError(f"{called} is {what}")
    if content.startswith(b"PK"):
        found = read_workbook(content, sheet)
        names = tuple(clean(one) for one in found.names)
        frame = _table(found.rows, separator="")
        return ParticipantFile(frame, called, "XLSX", sheet=clean(found.name), sheets=names)
    if sheet is not None:
        raise ValueError(f"{called} is a text file and has no sheets")
    text = read_text(content)
    frame = _table(text.rows(), separator=text.separator)
    return ParticipantFile(frame, called, "CSV", text.encoding, text.separator)


def _table(rows: Iterable[Row], *, separator: str) -> pd.DataFrame:
    import pandas as pd

    numbered = iter(rows)
    _, header = next(numbered, (0, []))
    names = _names(header)
    numbers: list[int] = []
    cells: list[str] = []  # row after row, as a list for each would keep the collector busy
    for number, row in numbered:
        cells += row if len(row) == len(names) else _fitted(row, names, number, separator)
        numbers.append(number)
        if len(numbers) > MOST_ROWS:
            raise ValueError(f"the table has more than {MOST_ROWS:,} rows, the most that are read")
    if not numbers:
        raise ValueError("the table has a header and no rows: nobody to analyse")
    content = {}
    for place, name in enumerate(names):
        stripped = [*map(str.strip, cells[place :: len(names)])]
        if name or any(stripped):
            content[name or f"column {place + 1}"] = stripped
    return pd.DataFrame(content, pd.Index(numbers, name="row"), dtype=object)


def _names(header: list[str]) -> list[str]:
    """The header's cells; a ValueError where columns are too many or share a name."""
    names = [clean(cell) for cell in header]
    if len(names) > MOST_COLUMNS:
        raise ValueError(f"the header has {len(names):,} columns; {MOST_COLUMNS} are read")
    if sum(map(bool, names)) < 2:
        raise ValueError("the header names fewer than two columns; arm and outcome are needed")
    for place, name in enumerate(names, 1):
        first = names.index(name) + 1
        if name and first < place:
            raise ValueError(
                f"row 1: columns {first} and {place} are both called {quoted(name)}; names differ"
            )
    return names


def _fitted(row: list[str], names: list[str], number: int, separator: str) -> list[str]:
    """A row as wide as the header; a ValueError where that would lose a cell or invent one."""
    width = len(names)
    extra = [cell for cell in row[width:] if cell.strip()]
    if extra:
        needs = ": a text with a comma in it needs quotation marks" if separator == "," else ""
        raise ValueError(
            f"row {number} has a cell {quoted(extra[0])} after the last column, "
            f"{quoted(names[-1])}{needs}"
        )
    if len(row) < width and separator:
        raise ValueError(
            f"row {number} ends before column {quoted(names[len(row)])}: the header has "
            f"{counted(width, 'column')}, this row {counted(len(row), 'cell')}"
        )
    return [*row[:width], *[""] * (width - len(row))]
