"""Bytes of a text file → rows of cells: its encoding and its separator are found, not asked."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import NamedTuple

from course_lib.report.wording import UNPRINTABLE, quoted

MARKS = {
    b"\xef\xbb\xbf": ("utf-8-sig", "UTF-8"),
    b"\xff\xfe\x00\x00": ("utf-32", "UTF-32"),
    b"\x00\x00\xfe\xff": ("utf-32", "UTF-32"),
    b"\xff\xfe": ("utf-16", "UTF-16"),
    b"\xfe\xff": ("utf-16", "UTF-16"),
}
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
PAGES = ("<!doctype", "<html", "<?xml", "<table", "<svg", "<script")
SAMPLE_LETTERS, SAMPLE_ROWS = 65_536, 60
Row = tuple[int, list[str]]


class Text(NamedTuple):
    """A decoded file, the name of its encoding, its separator."""

    text: str
    encoding: str
    separator: str

    def rows(self) -> Iterator[Row]:
        """Number of the row, as a spreadsheet counts, and its cells; empty rows are left out."""
        reader = csv.reader(
            StringIO(self.text, newline=""),
            delimiter=self.separator,
            skipinitialspace=self.separator != "\t",
            strict=True,
        )
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                if any(cells):
                    yield number, cells
        except csv.Error:
            raise ValueError(
                f"row {number + 1} has a quotation mark that is not closed, or text after a "
                "closing one"
            ) from None


def read_text(data: bytes) -> Text:
    """A text file with separators; a ValueError says what it is instead, and where."""
    text, encoding = _decoded(data)
    text = text.removesuffix("\x1a").rstrip("\0 \r\n") + "\n"
    _refuse_what_is_no_table(text)
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"')
    if said.lower().startswith("sep=") and len(said) == 5 and said[4] in SEPARATORS:
        return Text("\n" + rest, encoding, said[4])  # the row still counts in a spreadsheet
    return Text(text, encoding, _separator(text))


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, (codec, name) in MARKS.items():
        if data.startswith(mark):
            return _strictly(data, codec), name
    if b"\0" in data:
        return _strictly(data, _without_mark(data)), "UTF-16"
    for codec, name in (("utf-8", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return data.decode(codec), name
        except UnicodeDecodeError as error:
            at = error.start
    row = data.count(b"\n", 0, at) + 1
    raise ValueError(
        f"row {row} holds a byte that is no letter in UTF-8 or Windows-1252; save the table as "
        "CSV in UTF-8"
    )


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise ValueError(
            f"the file begins like text in {codec.removesuffix('-sig').upper()} and then is not; "
            "save the table again as CSV in UTF-8"
        ) from None


def _without_mark(data: bytes) -> str:
    """UTF-16 shows itself by zeros in every second byte; other zeros are no text."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 == 0 and min(even, odd) == 0 and max(even, odd) > len(sample) / 8:
        return "utf-16-le" if odd else "utf-16-be"
    row = data.count(b"\n", 0, data.index(0)) + 1
    raise ValueError(f"row {row} holds a zero byte: this is a program's file, not a table of text")


def _refuse_what_is_no_table(text: str) -> None:
    start = text[:200].lstrip().lower()
    if start.startswith(PAGES):
        raise ValueError("this is a web page or XML, not a table: save the table as CSV or XLSX")
    if not start:
        raise ValueError("the file is empty: it has no header and no rows")
    for found in UNPRINTABLE.finditer(text):
        if found[0] not in "\t\r\n\u200e\u200f":
            row = text.count("\n", 0, found.start()) + 1
            raise ValueError(
                f"row {row} holds a character that cannot be printed (U+{ord(found[0]):04X}); "
                "this is not a table of text"
            )


def _separator(text: str) -> str:
    """The one that cuts most rows into as many cells as the header has."""
    sample = text[:SAMPLE_LETTERS]
    if len(text) > SAMPLE_LETTERS:
        sample = sample[: sample.rfind("\n") + 1] or sample
    scores = {separator: _agreement(sample, separator) for separator in SEPARATORS}
    best = max(scores, key=lambda separator: scores[separator])
    if scores[best] == (0, 0):
        header = text.partition("\n")[0]
        raise ValueError(
            f"row 1 is one cell, {quoted(header)}: no comma, semicolon, tab or bar separates "
            "columns, and a table of participants needs at least two, arm and outcome"
        )
    return best


def _agreement(sample: str, separator: str) -> tuple[float, int]:
    """Share of rows that are as wide as the header, and how wide that is; nothing for one cell."""
    widths = []
    try:
        for cells in csv.reader(StringIO(sample, newline=""), delimiter=separator):
            if any(cells):
                widths.append(len(cells))
            if len(widths) == SAMPLE_ROWS:
                break
    except csv.Error:
        return 0, 0
    if not widths or widths[0] < 2:
        return 0, 0
    return round(widths.count(widths[0]) / len(widths), 2), widths[0]
