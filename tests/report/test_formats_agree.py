"""Page, text and spreadsheet of one report say the same, number by number."""

import csv
import re
from collections.abc import Callable
from html.parser import HTMLParser
from io import StringIO

import numpy as np
import pytest

from course_lib.estimate.estimate import in_words, p_in_words
from course_lib.lessons.your_own_trial import aspirin
from course_lib.published import load
from course_lib.report import Report, report
from course_lib.trial import OutcomeTable
from tests.report.test_imputed_outcomes import with_losses

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
MADE: dict[str, Callable[[], Report]] = {
    "typed counts": lambda: report(load("mr_clean").table, missing=(3, 4)),
    "participants": lambda: report(with_losses(200), adjust=["age", "sex"]),
    "a published file": aspirin,
    "not proportional": lambda: report(load("ist3").table),
    "separated": lambda: report(
        OutcomeTable.from_counts(treatment=[5, 4, 0, 0, 0, 0, 0], control=[0, 0, 0, 3, 3, 2, 1])
    ),
}


class Words(HTMLParser):
    """What a page says outside its pictures, part by part, in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"svg", "style", "title", "nav"}
        if tag in {"p", "li", "figcaption", "caption", "th", "td", "h1", "h2"}:
            self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"svg", "style", "title", "nav"}

    def handle_data(self, data: str) -> None:
        if not self.silent and self.said:
            self.said[-1] += data


def numbers(text: str) -> list[str]:
    return NUMBER.findall(re.sub(r"&#\d+;", "", text))


@pytest.fixture(scope="module", params=MADE)
def made(request: pytest.FixtureRequest) -> Report:
    name: str = request.param
    return MADE[name]()


def test_the_page_and_the_text_have_the_same_numbers_in_the_same_order(made: Report) -> None:
    page, text = numbers(" ".join(Words(made.to_html()).said)), numbers(made.to_markdown())
    assert page == text
    assert len(page) > 100


def test_every_estimate_that_is_printed_is_the_spreadsheets_rounded(made: Report) -> None:
    rows = {row["name"]: row for row in csv.DictReader(StringIO(made.to_csv()))}
    pages = (" ".join(Words(made.to_html()).said), made.to_markdown().replace("&lt;", "<"))
    assert {*made.estimates} <= {*rows}
    for name, one in made.estimates.items():
        value = float(rows[name]["value"] or "nan")
        assert value == pytest.approx(float(one.value), nan_ok=True, rel=0, abs=0)
        decimals = 3 if one.null == 0 and abs(value) < 1 else 2
        printed = in_words(value, decimals) if name != "number needed to treat" else ""
        if not np.isnan(value):
            assert all(printed in page for page in pages), name
            p = rows[name]["p"]
            assert not p or all(p_in_words(float(p)).removeprefix("p ").removeprefix("= ") in page
                                for page in pages)  # fmt: skip


def test_counts_of_the_spreadsheet_stand_in_the_table(made: Report) -> None:
    table = made.section("outcomes").table
    assert table is not None
    rows = {row["name"]: row for row in csv.DictReader(StringIO(made.to_csv()))}
    for arm in made.material.arms:
        for level in made.material.scale.levels:
            assert float(rows[f"{arm}: {level}"]["value"]) == table.loc[level, arm]
