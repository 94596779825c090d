"""A text file is read as what it is, and what is no table is refused by row and column."""

import pytest

from course_lib.report import ParticipantFile, read_participants

TABLE = 'id,arm,mrs\n1,"cells, early",2\n2,Kontrolle für beide,NA\n'


def rows(file: ParticipantFile) -> list[list[str]]:
    return file.frame.to_numpy().tolist()


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
        ("latin-1", "Windows-1252"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_gives_the_same_cells(
    encoding: str, said: str, line_end: str
) -> None:
    file = read_participants("t.csv", TABLE.replace("\n", line_end).encode(encoding))
    assert file.columns == ("id", "arm", "mrs")
    assert rows(file) == [["1", "cells, early", "2"], ["2", "Kontrolle für beide", "NA"]]
    assert file.encoding == said
    assert file.frame.index.tolist() == [2, 3]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_is_found(separator: str) -> None:
    text = f'age{separator}arm\n"1{separator}5"{separator}A\n'
    file = read_participants("t", text.encode())
    assert file.separator == separator
    assert rows(file) == [[f"1{separator}5", "A"]]


def test_a_comma_inside_a_semicolon_file_is_a_decimal_comma() -> None:
    file = read_participants("t", b"age;weight\n61,5;80,1\n70,2;66,3\n")
    assert rows(file) == [["61,5", "80,1"], ["70,2", "66,3"]]


def test_a_spreadsheets_own_note_of_its_separator_is_no_row() -> None:
    file = read_participants("t", b"sep=;\narm;mrs\nA;2\n")
    assert file.columns == ("arm", "mrs")
    assert file.frame.index.tolist() == [3]


def test_empty_rows_and_nameless_empty_columns_are_left_out_and_rows_keep_their_numbers() -> None:
    file = read_participants("t", b"\narm,mrs,,\n\nA,2,,\n,,,\nB,3,,x\n")
    assert file.columns == ("arm", "mrs", "column 4")
    assert file.frame.index.tolist() == [4, 6]


def test_no_word_is_taken_for_missing_and_no_number_is_changed() -> None:
    cells = ["NA", "N/A", "null", "None", "1e5", "007", "3.0", "TRUE", "=1+1"]
    data = ("a,b\n" + "".join(f"{cell},x\n" for cell in cells)).encode()
    assert read_participants("t", data).frame["a"].tolist() == cells


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b" \n \n", "the file is empty"),
        (b"arm,mrs\n", "a header and no rows"),
        (b"arm\nA\nB\n", "row 1 is one cell, 'arm'"),
        (b"arm,mrs\nA,1\nB\n", "row 3 ends before column 'mrs'"),
        (b"arm,mrs\nA,1\nB,2,3\n", "row 3 has a cell '3' after the last column, 'mrs'"),
        (b"arm,arm\nA,1\n", "row 1: columns 1 and 2 are both called 'arm'"),
        (b"arm,\nA,1\n", "names fewer than two columns"),
        (b'arm,mrs\nA,"1\nB,2\n', "row 2 has a quotation mark that is not closed"),
        (b'arm,mrs\nA,1\n"B"x,2\n', "row 3 has a quotation mark"),
        (b"arm,mrs\nA,1\nB,\x07\n", r"row 3 holds a character that cannot be printed \(U\+0007\)"),
        (b"arm,mrs\nA,\x00\x01\n", "row 2 holds a zero byte"),
        (b"arm,mrs\nA,1\nB\x81,1\n", "row 3 holds a byte that is no letter"),
        (b"\xff\xfea\xd8", "begins like text in UTF-16"),
        (b"<!DOCTYPE html><table><tr><td>1</table>", "a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "t.csv is an old or a protected Excel workbook"),
        (b"%PDF-1.7", "t.csv is a PDF"),
        (b"\x1f\x8b\x08", "packed with gzip"),
        (b"$FL2@(#)", "an SPSS file"),
        (b"PK\x03\x04" + b"x" * 50, "not a workbook that can be read"),
        (b"a,b\n" + b"1,2\n" * 5_000_001, "has 20.0 MB; 20 MB are the most"),
        (b"a,b\n" + b"1,2\n" * 250_001, "more than 250,000 rows"),
        (b",".join(b"c%d" % n for n in range(703)) + b"\n", "703 columns; 702"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said) as found:
        read_participants("t.csv", data)
    assert "\n" not in str(found.value)
    assert len(str(found.value)) < 300


def test_a_files_name_is_only_ever_text() -> None:
    file = read_participants("\x00a\nb" + "x" * 500, b"arm,mrs\nA,1\n")
    assert len(file.name) <= 80
    assert file.name.startswith("a bxxx")


def test_what_was_read_cannot_be_changed_from_outside() -> None:
    file = read_participants("t", b"arm,mrs\nA,1\n")
    outside = file.frame
    outside.loc[2, "arm"] = "B"
    assert file.cells("arm") == ("A",)


def test_long_cells_are_cut_short_in_the_preview_only() -> None:
    file = read_participants("t", b"arm,mrs\n" + b"A" * 300 + b",1\n")
    assert len(file.preview().iloc[0, 0]) == 40
    assert len(file.cells("arm")[0]) == 300
