"""What a file or a person typed is never run, never rendered, and never leaves the page."""

import csv
import re
import string
import zipfile
from html.parser import HTMLParser
from io import BytesIO, StringIO

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from course_lib.report import Report, assemble, guess_columns, read_participants, report
from course_lib.report.wording import clean
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable
from tests.report.files import workbook

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "[x](javascript:alert(1))",
    "</style><style>*{display:none}",
    "url(http://evil.example)",
    "$\\frac{1}{0}$",
    "\u202eabc",
    "模型",
)
TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "nav", "ul", "li", "a", "main",
    "section", "h2", "figure", "figcaption", "svg", "g", "path", "use", "defs", "clippath", "rect",
    "text", "tspan", "p", "div", "table", "caption", "thead", "tbody", "tr", "td", "th", "image",
}  # fmt: skip


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def is_harmless(made: Report) -> None:
    html = made.to_html()
    page = Page(html)
    assert page.tags <= TAGS, page.tags - TAGS
    for name, value in page.attributes:
        assert not name.startswith("on"), name
        if name in {"href", "src", "xlink:href"}:
            assert value.startswith(("#", "data:image/png;base64,")), value
        if name == "style":
            assert "url(http" not in value
    assert "<script" not in html.lower()
    markdown = made.to_markdown()
    assert not re.search(r"<[a-z/!]", markdown, re.IGNORECASE)
    assert not re.search(r"(?<!\\)\]\(", markdown)
    for row in csv.reader(StringIO(made.to_csv())):
        for cell in row:
            assert not re.match(r"\s*[=+@]|\s*-(?![\d.]+(e[-+]?\d+)?$|inf$)", cell), cell


def of(arms: tuple[str, str], level: str, title: str) -> Report:
    levels = (level, "other")
    scale = OrdinalScale(title or "Scale", levels, levels)
    table = OutcomeTable.from_counts(treatment=[3, 4], control=[5, 6], scale=scale)
    return report(table, title=title, arms=arms, missing=(1, 1)).with_source(title)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_place_is_only_text(text: str) -> None:
    made = of((text, text + " 2"), text, text)
    is_harmless(made)
    if "<" in text:
        assert "&lt;" in made.to_html()


@settings(max_examples=15)
@given(st.text(min_size=1, max_size=40), st.text(max_size=60))
@example("\ud800<script", "\x00=1")
def test_any_text_in_every_place_is_only_text(arm: str, title: str) -> None:
    assume(clean(arm) not in ("", "control"))
    made = of((arm, "control"), arm + "x", title)
    is_harmless(made)
    made.to_html().encode()
    made.to_csv().encode()


def as_text(rows: list[list[object]]) -> bytes:
    page = StringIO()
    csv.writer(page).writerows(rows)
    return page.getvalue().encode()


def table(*last: list[object]) -> list[list[object]]:
    """Participants whose arms, strata and columns have hostile names."""
    rows: list[list[object]] = [["arm", "mrs", "{{age}}", "<b>site</b>"]]
    rows += [[HOSTILE[n % 2], n % 7, 50 + n, HOSTILE[n // 4 % 2]] for n in range(60)]
    return [*rows, *last]


@pytest.mark.parametrize("data", [as_text(table()), workbook(*table())], ids=["csv", "xlsx"])
def test_hostile_cells_go_through_a_file_and_stay_text(data: bytes) -> None:
    file = read_participants("<i>x</i>.csv", data)
    columns = guess_columns(file, stratum=["<b>site</b>"], covariates=["{{age}}"])
    trial = assemble(file, columns)
    made = report(trial, title=file.name, arms=columns.arms, adjust=trial.covariates)
    is_harmless(made)
    assert made.findings.in_model == 60


def test_a_formula_in_a_text_file_is_text() -> None:
    rows = table()
    rows[0][2] = "=age()"
    file = read_participants("x.csv", as_text(rows))
    columns = guess_columns(file, covariates=["=age()"])
    is_harmless(report(assemble(file, columns), adjust=["=age()"]))


def test_a_hostile_level_is_named_and_not_rendered() -> None:
    file = read_participants("x", as_text(table([HOSTILE[0], "<b>bad</b>", 1, "a"])))
    with pytest.raises(
        ValueError, match="row 62 of column 'mrs': the outcome '<b>bad</b>' is text"
    ):
        assemble(file, guess_columns(file))


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


def test_a_page_asks_no_other_machine_and_has_what_a_reader_needs() -> None:
    html = of(("cells", "usual"), "0", "A trial").to_html()
    assert "default-src 'none'" in html
    assert '<html lang="en-GB">' in html
    without_names = html.replace("http://www.w3.org/2000/svg", "").replace(
        "http://www.w3.org/1999/xlink", ""
    )
    assert "http" not in without_names.replace("http-equiv", "")
    assert html.count("<h1>") == 1
    assert (
        html.count('role="img"')
        == html.count("<svg")
        == html.count('aria-label="') - (html.count("<nav") + html.count('role="region"'))
    )
    assert html.count("<caption>") == html.count("<table>")
    assert 'scope="col"' in html
    assert 'scope="row"' in html
    assert "prefers-color-scheme: dark" in html
    assert "@media print" in html
