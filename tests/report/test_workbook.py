"""A workbook is weighed before it is unpacked, its formulas are never computed."""

import datetime as dt
import zipfile
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.report import read_participants
from course_lib.report.plain_sheet import plain_sheet
from course_lib.report.workbook_cells import any_sheet
from tests.report.files import saved, workbook

FORMULA = '<c r="B2"><f>1+1</f>'


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with a piece of one of its parts replaced."""
    page = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(page, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return page.getvalue()


def test_cells_are_read_as_they_are_shown() -> None:
    data = workbook(
        ["id", "arm", "mrs", "born", "agreed", "dose"],
        [1, "A", 2.0, dt.date(2020, 1, 2), True, 1.5],
        [2, "B", None, dt.datetime.fromisoformat("2020-01-02 13:30"), False, "NA"],
    )
    file = read_participants("t.xlsx", data)
    assert file.frame.to_numpy().tolist() == [
        ["1", "A", "2", "2020-01-02", "TRUE", "1.5"],
        ["2", "B", "", "2020-01-02 13:30:00", "FALSE", "NA"],
    ]
    assert file.in_words() == "t.xlsx: 2 rows and 6 columns; sheet 'people'."


def test_the_first_visible_sheet_that_holds_anything_is_read_unless_one_is_named() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("hidden").append(["a", "b"])
    book["hidden"].sheet_state = "hidden"
    for name in ("people", "others"):
        book.create_sheet(name).append([name, "mrs"])
        book[name].append(["A", 1])
    assert read_participants("t", saved(book)).sheet == "people"
    named = read_participants("t", saved(book), sheet="others")
    assert named.columns == ("others", "mrs")
    assert named.in_words().endswith("sheet 'others', 3 other sheets not read.")
    with pytest.raises(ValueError, match="no sheet 'more'; the sheets are 'Sheet', 'hidden'"):
        read_participants("t", saved(book), sheet="more")


def test_a_formula_counts_as_its_stored_result() -> None:
    data = workbook(["arm", "mrs"], ["A", "=1+1"])
    stored = changed(data, "xl/worksheets/sheet1.xml", FORMULA + "<v />", FORMULA + "<v>5</v>")
    assert read_participants("t", stored).cells("mrs") == ("5",)


def test_a_formula_without_a_result_is_named_rather_than_read_as_missing() -> None:
    data = workbook(["arm", "mrs"], ["A", "=1+1"])
    with pytest.raises(ValueError, match="cell B2 holds a formula whose result is not in the file"):
        read_participants("t", data)


def test_rows_are_named_as_the_spreadsheet_counts_them() -> None:
    data = workbook(["arm", "mrs"], [], ["A", 1], ["B", 2, "x"])
    with pytest.raises(ValueError, match="row 4 has a cell 'x' after the last column, 'mrs'"):
        read_participants("t", data)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    page = BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(ValueError, match=r"unpacks to [0-9,]+ times its size"):
        read_participants("t", page.getvalue())


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    page = BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(2_001):
            archive.writestr(f"xl/{part}.xml", "")
    with pytest.raises(ValueError, match="2,001 parts; 200 MB in 2,000 are the most"):
        read_participants("t", page.getvalue())


def test_entities_far_cells_and_other_archives_are_refused() -> None:
    data = workbook(["arm", "mrs"], ["A", 1])
    sheet = "xl/worksheets/sheet1.xml"
    entity = changed(data, sheet, "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet')
    with pytest.raises(ValueError, match="defines XML entities"):
        read_participants("t", entity)
    with pytest.raises(ValueError, match="a cell XFD2; columns up to ZZ are read"):
        read_participants("t", changed(data, sheet, 'r="B2"', 'r="XFD2"'))
    page = BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        archive.writestr("a.csv", "arm,mrs")
    with pytest.raises(ValueError, match="a ZIP archive, not a workbook"):
        read_participants("t", page.getvalue())


def test_an_empty_workbook_and_a_sheet_of_a_text_file_are_refused() -> None:
    with pytest.raises(ValueError, match="the workbook is empty"):
        read_participants("t", workbook())
    with pytest.raises(ValueError, match="a text file and has no sheets"):
        read_participants("t", b"arm,mrs\nA,1\n", sheet="people")


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.text("ab <>&\"'é\u6a21 \n1.", max_size=6).filter(lambda text: not text.startswith("=")),
)


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_the_quick_way_reads_what_openpyxl_reads(rows: list[list[object]]) -> None:
    data = workbook(["arm", "mrs"], *rows)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        quick = plain_sheet(archive, None)
    slow = any_sheet(data)
    if quick is None:
        assert any("\n" in str(cell) for row in rows for cell in row)
    else:
        assert quick == tuple(slow)


def test_dates_and_other_markup_are_left_to_openpyxl() -> None:
    plain = workbook(["arm", "mrs"], ["A", 1])
    dated = workbook(["arm", "mrs"], ["A", dt.date(2020, 1, 2)])
    sheet = "xl/worksheets/sheet1.xml"
    odd = changed(plain, sheet, "<sheetData>", "<!-- a note --><sheetData>")
    unordered = changed(plain, sheet, 'r="B2"', 'r="A2"')
    for data, quickly in ((plain, True), (dated, False), (odd, False), (unordered, False)):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            assert (plain_sheet(archive, None) is not None) == quickly
    assert read_participants("t", odd).cells("mrs") == ("1",)
