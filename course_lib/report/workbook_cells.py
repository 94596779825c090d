"""Bytes of an XLSX workbook → rows of cells. Formulas are never computed: their stored results
are read. What a workbook unpacks to is weighed before anything is unpacked.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from course_lib.report.plain_sheet import plain_sheet
from course_lib.report.wording import UNPRINTABLE, listed, quoted
from course_lib.scale import as_code

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_UNPACKED, MOST_TIMES, MOST_PARTS = 200_000_000, 150, 2_000
SMALL = 5_000_000
BROKEN = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LookupError, OSError,
    RuntimeError, SyntaxError, TypeError, ValueError, zlib.error,
)  # fmt: skip
NO_RESULT = re.compile(
    rb"<c\b[^>]*?\br=[\"']([A-Z]{1,3}\d{1,7})[\"'][^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*"
    rb"(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
MAYBE_FAR_AWAY = re.compile(rb"r=[\"'][A-Z]{3}")
FAR_AWAY = re.compile(rb"<c\b[^>]*?\br=[\"']([A-Z]{3,}\d+)[\"']")
Row = tuple[int, list[str]]


class Sheet(NamedTuple):
    """One sheet's rows, its name, and the names of all sheets."""

    rows: list[Row]
    name: str
    names: tuple[str, ...]


def read_workbook(data: bytes, sheet: str | None = None) -> Sheet:
    """The first sheet that holds anything, or the one that is named."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _weigh(archive.infolist())
            _look_through(archive)
            quick = plain_sheet(archive, sheet)
            if quick is not None:
                return Sheet(*quick)
        return any_sheet(data, sheet)
    except UnreadableError as said:
        raise ValueError(str(said)) from None
    except BROKEN:
        raise ValueError(
            "this is not a workbook that can be read: open it in a spreadsheet program and save "
            "it as XLSX or CSV"
        ) from None


class UnreadableError(Exception):
    """A sentence for the reader, among whatever a broken file makes others raise."""


def _weigh(parts: list[ZipInfo]) -> None:
    """What the archive says of itself; no part can unpack to more than it says."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise UnreadableError(
            f"the workbook unpacks to {unpacked / 1e6:,.0f} MB in {len(parts):,} parts; "
            f"{MOST_UNPACKED / 1e6:.0f} MB in {MOST_PARTS:,} are the most that are read"
        )
    if unpacked > SMALL and unpacked > MOST_TIMES * max(packed, 1):
        raise UnreadableError(
            f"the workbook unpacks to {unpacked / max(packed, 1):,.0f} times its size; that is "
            "not a table of participants"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("the workbook is protected by a password; save it without one")
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise UnreadableError(
            "this is a ZIP archive, not a workbook; unpack it and choose the table in it"
        )


def _look_through(archive: ZipFile) -> None:
    for part in archive.infolist():
        if not part.filename.endswith((".xml", ".rels")):
            continue
        content = archive.read(part)
        if (
            b"<!DOCTYPE" in content
            or b"<!ENTITY" in content
            or content[:2] in {b"\xff\xfe", b"\xfe\xff"}
        ):
            raise UnreadableError(
                "the workbook defines XML entities, as no spreadsheet program does"
            )
        if not part.filename.startswith("xl/worksheets/"):
            continue
        far = MAYBE_FAR_AWAY.search(content) and FAR_AWAY.search(content)
        if far:
            raise UnreadableError(
                f"the sheet has a cell {far[1].decode()}; columns up to ZZ are read"
            )
        empty = b"<f" in content and NO_RESULT.search(content)
        if empty:
            raise UnreadableError(
                f"cell {empty[1].decode()} holds a formula whose result is not in the file: open "
                "it in a spreadsheet program and save it, so that values are there to read"
            )


def any_sheet(data: bytes, wanted: str | None = None) -> Sheet:
    """The same by openpyxl, which reads every sheet there can be."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and validations that no table needs
        book = openpyxl.load_workbook(
            BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        try:
            return _sheet(book, wanted)
        finally:
            book.close()


def _sheet(book: Workbook, wanted: str | None) -> Sheet:
    sheets: list[Any] = list(book.worksheets)
    names = tuple(str(one.title) for one in sheets)
    if wanted is not None and wanted not in names:
        raise UnreadableError(f"no sheet {quoted(wanted)}; the sheets are {listed(names)}")
    for one in sheets:
        if wanted in {None, one.title} and (wanted or one.sheet_state == "visible"):
            one.reset_dimensions()
            rows = list(_rows(one))
            if rows or wanted:
                return Sheet(rows, str(one.title), names)
    raise UnreadableError("the workbook is empty: no visible sheet holds anything")


def _rows(sheet: Any) -> Iterator[Row]:
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_text(value, number, column) for column, value in enumerate(values, 1)]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def _text(value: object, row: int, column: int) -> str:
    """A cell as a reader sees it: 3.0 is 3, a date is its day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    text = as_code(value)
    if isinstance(value, str):
        unprintable = UNPRINTABLE.search(text)
        if unprintable and unprintable[0] not in "\t\r\n\u200e\u200f":
            raise UnreadableError(
                f"row {row}, column {column} holds a character that cannot be printed "
                f"(U+{ord(unprintable[0]):04X})"
            )
    return text
