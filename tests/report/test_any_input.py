"""Whatever is in a file: a trial and its report, or one sentence. Searched by Hypothesis."""

import string
import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.report import assemble, guess_columns, read_participants, report
from tests.report.files import workbook
from tests.report.test_hostile_text import HOSTILE


def only_a_sentence(data: bytes) -> None:
    """A trial and its report, or one sentence."""
    try:
        file = read_participants("t.csv", data)
        file.preview()
        file.in_words()
        columns = guess_columns(file)
        columns.in_words()
        columns.table()
        trial = assemble(file, columns)
        report(trial, arms=columns.arms, adjust=trial.covariates).numbers()
    except ValueError as said:
        sentence = str(said)
        assert "\n" not in sentence
        assert len(sentence) < 1_500
        assert "Traceback" not in sentence
        sentence.encode()


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_sentence(data: bytes) -> None:
    only_a_sentence(data)


CELL = st.one_of(
    st.sampled_from(
        ["", "NA", "0", "1", "2", "6", "A", "control", "9", "1,5", '"', "é", *HOSTILE[:6]]
    ),
    st.text(string.printable, max_size=8),
)
NAME = st.sampled_from(
    ["arm", "mrs", "age", "id", "site", "received", "complied", "x", "", "outcome"]
)


@settings(max_examples=150)
@given(
    st.lists(NAME, min_size=1, max_size=5),
    st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=8),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-16", "latin-1"]),
)
def test_any_table_is_a_trial_or_a_sentence(
    names: list[str], rows: list[list[str]], separator: str, encoding: str
) -> None:
    lines = [separator.join(cells) for cells in [names, *rows]]
    only_a_sentence("\n".join(lines).encode(encoding, errors="replace"))


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from(["0", "1", "3", "6", ""]),
                  st.sampled_from(["1", "2.5", "", "x"]), st.sampled_from("nsw")),
        min_size=2, max_size=12,
    )
)  # fmt: skip
def test_any_small_trial_has_a_report_or_a_sentence(rows: list[tuple[str, ...]]) -> None:
    lines = ["arm,mrs,age,site", *(",".join(row) for row in rows)]
    only_a_sentence("\n".join(lines).encode())


WORKBOOK = workbook(["arm", "mrs"], ["A", 1], ["control", "=1+1"], ["A", 3.5])


@given(st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), max_size=8))
def test_a_damaged_workbook_is_a_sentence(damage: list[tuple[int, int]]) -> None:
    data = bytearray(WORKBOOK)
    for place, value in damage:
        data[place] = value
    only_a_sentence(bytes(data))


@given(st.sampled_from(zipfile.ZipFile(BytesIO(WORKBOOK)).namelist()), st.integers(0, 2_000),
       st.binary(max_size=12))  # fmt: skip
def test_a_workbook_with_a_damaged_part_is_a_sentence(part: str, place: int, junk: bytes) -> None:
    page = BytesIO()
    with zipfile.ZipFile(BytesIO(WORKBOOK)) as before, zipfile.ZipFile(page, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                content = content[:place] + junk + content[place + len(junk) :]
            after.writestr(name, content)
    only_a_sentence(page.getvalue())
