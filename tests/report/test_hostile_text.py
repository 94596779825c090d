"""What a file or a person typed is never run, never rendered, and never leaves the page."""

import csv
import re
import socket
from html.parser import HTMLParser
from io import StringIO

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


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a report opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    file = read_participants("x.xlsx", workbook(*table()))
    trial = assemble(file, guess_columns(file))
    made = report(trial, adjust=trial.covariates)
    assert made.to_html()
    assert made.to_csv()
