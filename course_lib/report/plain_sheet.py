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

# What follows the name of a cell, up to the next cell.
CELL = re.compile(
    r'(?: s="(\d+)")?(?: t="(\w+)")?\s*'
    r"(?:/>|>(?:<f\b[^>]*?(?:/>|>[^<]*</f>))?"
    r"(?:<v>([^<]*)</v>|<v ?/>|<is>((?:(?!</?is>|<c\b).)*)</is>)?</c>)\s*",
    re.DOTALL,
)
NUMBERED = re.compile(r'r="(\d+)"')
NAMED = re.compile(r"([A-Z]{1,2})\d+")
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
    """Every row that holds anything; a ValueError where a cell does not fit the pattern.

    The sheet is cut at its rows and each row at its cells, which costs far less than to search;
    whatever stands between the cuts must be a whole row's opening or a whole cell.
    """
    if not re.search(r"<worksheet\b", sheet):
        raise ValueError("another kind of sheet")
    first, last = sheet.find("<sheetData"), sheet.rfind("</sheetData>")
    inside, outside = (sheet[first:last], sheet[:first] + sheet[last:]) if last > 0 else ("", sheet)
    if _opened(outside, "<c") or _opened(outside, "<row"):
        raise ValueError("cells where none should be")
    opening, *found = inside.split("<row ")
    if _opened(opening, "<c") or _opened(opening, "<row"):
        raise ValueError("a row that does not fit")
    rows, meanings, before = [], _Meanings(words), 0
    for row in found:
        number, cells = _opened_row(row)
        if number <= before:
            raise ValueError("rows out of order")
        before, texts = number, _cells(cells, number, meanings)
        if texts:
            rows.append((number, texts))
    return rows


def _opened(sheet: str, tag: str) -> int:
    """How many elements of a kind there are, in whatever form they are written."""
    return sum(sheet.count(tag + end) for end in (" ", ">", "/", "\n", "\t", "\r"))


def _opened_row(row: str) -> tuple[int, str]:
    """Number of a row and what stands in it."""
    attributes, _, content = row.partition(">")
    number, content = NUMBERED.match(attributes), content.rstrip()
    if number is None or content.endswith("</row>") == attributes.endswith("/"):
        raise ValueError("a row that does not fit")
    return int(number[1]), content.removesuffix("</row>")


def _cells(content: str, number: int, meanings: _Meanings) -> list[str]:
    between, *cells = content.split('<c r="')
    if between.strip():
        raise ValueError("a row that does not fit")
    texts: list[str] = []
    here = str(number)
    for cell in cells:
        name, _, rest = cell.partition('"')
        if len(texts) >= len(LETTERS) or name != LETTERS[len(texts)] + here:
            texts += [""] * _left_out(name, len(texts))
        texts.append(meanings[rest])
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _left_out(name: str, reached: int) -> int:
    """How many cells were left out before the one of this name."""
    found = NAMED.fullmatch(name)
    if found is None or PLACES[found[1]] < reached:
        raise ValueError("cells out of order")
    return PLACES[found[1]] - reached


class _Meanings(dict[str, str]):
    """What each cell says, by its markup, which is looked at once however often it stands there."""

    def __init__(self, words: _Words) -> None:
        super().__init__()
        self.words = words

    def __missing__(self, markup: str) -> str:
        found = CELL.fullmatch(markup)
        if found is None:
            raise ValueError("a cell that does not fit")
        style, kind, value, inline = (part or "" for part in found.groups())
        if kind == "s":
            meaning = self.words.shared[int(value)] if value else ""
        elif value and style in self.words.dated and kind in {"", "n"}:
            raise ValueError("a date")
        else:
            meaning = _meaning(kind, value, inline)
        return self.setdefault(markup, meaning)


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
