"""A workbook's sheet in the plain form in which spreadsheet programs save tables, read quickly.

openpyxl reads every sheet there can be, and takes ten seconds for a hundred thousand rows. Here
only what is certain is read: every cell must fit one pattern and hold a number, a word or a truth
value. Anything else (dates, other markup) gives None, and openpyxl reads the sheet.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import product
from string import ascii_uppercase
from typing import NamedTuple
from zipfile import ZipFile

from course_lib.report.wording import UNPRINTABLE
from course_lib.scale import as_code

CELL = re.compile(
    r'<c r="([A-Z]{1,2})\d+"(?: s="(\d+)")?(?: t="(\w+)")?\s*'
    r"(?:/>|>(?:<f\b[^>]*?(?:/>|>[^<]*</f>))?(?:<v>([^<]*)</v>|<v ?/>|<is>(.*?)</is>)?</c>)",
    re.DOTALL,
)
ROW = re.compile(r'<row r="(\d+)"[^>]*?(?:/>|>(.*?)</row>)', re.DOTALL)
SHARED = re.compile(r"<si\b[^>]*?(?:/>|>(.*?)</si>)", re.DOTALL)
PIECE = re.compile(r"<t\b[^>]*>([^<]*)</t>")
FORMATS = re.compile(r"<cellXfs\b.*?</cellXfs>", re.DOTALL)
FORMAT = re.compile(r'<xf\b[^>]*?\bnumFmtId="(\d+)"')
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
WHOLE = re.compile(r"-?\d{1,15}")
# Built-in formats of numbers that are no dates: general, digits, per cent, exponents, text.
NUMBERS = {*range(14), *range(37, 41), 48, 49}
UNUSUAL = ("<!--", "<![CDATA[", "_x00", "<rPh")
LETTERS = (*ascii_uppercase, *("".join(pair) for pair in product(ascii_uppercase, repeat=2)))
PLACES = {letters: place for place, letters in enumerate(LETTERS)}
BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
Row = tuple[int, list[str]]


class _Words(NamedTuple):
    """What cells refer to: the shared words, and the styles that show a number as a date."""

    shared: list[str]
    dated: set[str]


def plain_sheet(
    archive: ZipFile, wanted: str | None
) -> tuple[list[Row], str, tuple[str, ...]] | None:
    """Rows of the first visible sheet or of the one wanted, its name, all names; or None."""
    try:
        parts = _parts(archive)
        words = _words(archive)
        for name, (part, visible) in parts.items():
            if name == wanted or (wanted is None and visible):
                rows = _rows(_text(archive, part), words)
                if rows or wanted:
                    return rows, name, tuple(parts)
    except (LookupError, ValueError):
        return None
    return None


def _text(archive: ZipFile, part: str) -> str:
    text = archive.read(part).decode()
    if any(mark in text for mark in UNUSUAL):
        raise ValueError(part)
    return text


def _parts(archive: ZipFile) -> dict[str, tuple[str, bool]]:
    """Of each sheet, the part of the archive that holds it, and whether it is shown."""
    links = {}
    for found in re.findall(r"<Relationship\b([^>]*)>", _text(archive, LINKS)):
        link = dict(ATTRIBUTE.findall(found))
        links[link["Id"]] = link["Target"]
    parts = {}
    for found in re.findall(r"<sheet\b([^>]*)>", _text(archive, BOOK)):
        sheet = dict(ATTRIBUTE.findall(found))
        target = links[sheet["r:id"]]
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        parts[unescape(sheet["name"])] = (part, sheet.get("state", "visible") == "visible")
    return parts


def _words(archive: ZipFile) -> _Words:
    shared = _text(archive, STRINGS) if STRINGS in archive.namelist() else ""
    words = ["".join(map(unescape, PIECE.findall(one))) for one in SHARED.findall(shared)]
    if UNPRINTABLE.search("".join(words)):
        raise ValueError(STRINGS)
    formats = FORMATS.search(_text(archive, STYLES))
    numbers = FORMAT.findall(formats[0]) if formats else []
    return _Words(words, {str(n) for n, one in enumerate(numbers) if int(one) not in NUMBERS})


def _rows(sheet: str, words: _Words) -> list[Row]:
    """Every row that holds anything; a ValueError where a cell does not fit the pattern."""
    if not re.search(r"<worksheet\b", sheet):
        raise ValueError("another kind of sheet")
    rows, cells, elements, last = [], 0, 0, 0
    known: dict[tuple[str, str, str], str] = {}
    for one in ROW.finditer(sheet):
        elements += 1
        row = CELL.findall(one[2] or "")
        cells += len(row)
        if int(one[1]) <= last:
            raise ValueError("rows out of order")
        last = int(one[1])
        texts = _cells(row, words, known)
        if texts:
            rows.append((last, texts))
    if cells != _opened(sheet, "<c") or elements != _opened(sheet, "<row"):
        raise ValueError("a cell that does not fit")
    return rows


def _opened(sheet: str, tag: str) -> int:
    """How many elements of a kind there are, in whatever form they are written."""
    return sum(sheet.count(tag + end) for end in (" ", ">", "/", "\n", "\t", "\r"))


def _cells(
    row: list[tuple[str, str, str, str, str]], words: _Words, known: dict[tuple[str, str, str], str]
) -> list[str]:
    texts: list[str] = []
    for letters, style, kind, value, inline in row:
        place = PLACES[letters]
        if place < len(texts):
            raise ValueError("cells out of order")
        while place > len(texts):
            texts.append("")
        if kind == "s":
            texts.append(words.shared[int(value)] if value else "")
            continue
        if value and style in words.dated and kind in {"", "n"}:
            raise ValueError("a date")
        meaning = known.get((kind, value, inline))
        if meaning is None:
            meaning = known.setdefault((kind, value, inline), _meaning(kind, value, inline))
        texts.append(meaning)
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _meaning(kind: str, value: str, inline: str) -> str:
    """A number, a truth value, an error, a formula's word, or a word in the cell itself."""
    if kind in {"", "n"}:
        return value if not value or WHOLE.fullmatch(value) else as_code(float(value))
    if kind == "b" and value in {"0", "1"}:
        return "TRUE" if value == "1" else "FALSE"
    word = "".join(map(unescape, PIECE.findall(inline))) if kind == "inlineStr" else unescape(value)
    if kind not in {"e", "str", "inlineStr"} or UNPRINTABLE.search(word):
        raise ValueError("a cell of another kind")
    return word
