"""What the page computes for itself, held against the Python that it repeats, on a grid."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from course_lib.design import expected_win_probability, shifted
from course_lib.lessons import interval_views, shift_analysis, table_views
from course_lib.ui import Explorer, View
from tests.browser.lab import browser, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome on this machine"),
]
Make = Callable[[], Explorer]
Python = Callable[..., View]
FLAGSHIPS: tuple[tuple[Make, Python], ...] = (
    (shift_analysis.one_odds_ratio, table_views.shifted_arms),
    (shift_analysis.compatible, interval_views.compatible),
)
PLACES = 4  # odds ratios for each control arm at each cut
NAMES = ("pageView", "fixed", "rounded", "shifted", "winProbability")
OFFER = "\n".join(f"globalThis.{name} = {name};" for name in NAMES)
NEAR = 0.05  # points of 1/72 inch; a picture is 648 wide
every_flagship = pytest.mark.parametrize(
    ("make", "python"), FLAGSHIPS, ids=[make.__name__ for make, _ in FLAGSHIPS]
)


@pytest.fixture(scope="module")
def blank() -> Iterator[Page]:
    with browser() as opened:
        yield opened.new_page()


def loaded(page: Page, explorer: Explorer) -> Page:
    """A page that knows an explorer's own view."""
    assert explorer.in_page is not None
    page.goto("about:blank")
    page.add_script_tag(content=f"{explorer.in_page.source()}\n{OFFER}", type="module")
    page.wait_for_function("() => globalThis.pageView")
    return page


def in_the_page(page: Page, explorer: Explorer, settings: list[dict[str, Any]]) -> Any:
    """What the page makes of some settings."""
    assert explorer.in_page is not None
    sent = [explorer.sent(one) for one in settings]
    every = "([sent, data]) => sent.map((one) => pageView(one, data))"
    return loaded(page, explorer).evaluate(every, [sent, explorer.in_page.given])


def grid(explorer: Explorer) -> list[dict[str, Any]]:
    """The ends of each control; each arm at each cut with odds ratios from all over the slider."""
    controls: Any = explorer.controls
    stops, settings = controls["odds_ratio"].stops, list(explorer.ends())
    pairs = product(controls["control"].values, controls["cut"].values)
    for place, (control, cut) in enumerate(pairs):
        for step in range(PLACES):
            ratio = stops[(37 * place + step * len(stops) // PLACES) % len(stops)]
            settings.append({"control": control, "cut": cut, "odds_ratio": ratio})
    return settings


def close_up(table: str) -> str:
    """A table without the white space between its tags."""
    return re.sub(r">\s+<", "><", table)


@every_flagship
def test_reading_table_and_source_are_those_of_python(
    blank: Page, make: Make, python: Python
) -> None:
    explorer = make()
    settings = grid(explorer)
    assert len(settings) > 750
    for one, answer in zip(settings, in_the_page(blank, explorer, settings), strict=True):
        view = python(**one)
        assert answer["reading"] == view.reading
        assert answer["table"] == close_up(view.table_html())
        assert answer["source"] == view.source


Drawn = dict[tuple[str, ...], list[list[float]]]


def drawn(picture: str) -> tuple[Drawn, Drawn]:
    """The places of a picture's shapes and of its words, by what they look like."""
    shapes: Drawn = defaultdict(list)
    words: Drawn = defaultdict(list)
    for part in ET.fromstring(picture).iter():
        kind = part.tag.rpartition("}")[2]
        pairs = part.get("style", "").replace(" ", "").split(";")
        style = dict(pair.split(":", 1) for pair in pairs if pair)
        if kind == "path" and "stroke" in style:
            look = (style["fill"], style["stroke"], style["stroke-width"])
            places = list(map(float, re.findall(r"-?[\d.]+", part.get("d", ""))))
            shapes[look].append(places)
        elif kind == "text":
            letters = (part.text or "", style["font-size"], style["text-anchor"], style["fill"])
            words[letters].append([float(part.get("x", "")), float(part.get("y", ""))])
    return dict(shapes), dict(words)


@every_flagship
def test_the_picture_is_that_of_python(blank: Page, make: Make, python: Python) -> None:
    explorer = make()
    settings = grid(explorer)[::5]
    for one, answer in zip(settings, in_the_page(blank, explorer, settings), strict=True):
        view = python(**one)
        picture = view.svg()
        box, name = (re.search(rf'{part}="([^"]*)"', picture) for part in ("viewBox", "aria-label"))
        assert box
        assert name
        mine = ET.fromstring(answer["picture"])
        sizes = (list(map(float, b.split())) for b in (box[1], mine.get("viewBox", "")))
        np.testing.assert_allclose(*sizes, atol=NEAR)
        assert mine.get("aria-label") == view.reading
        for expected, page in zip(drawn(picture), drawn(answer["picture"]), strict=True):
            assert set(expected) == set(page)
            for look, places in expected.items():
                np.testing.assert_allclose(page[look], places, atol=NEAR, err_msg=str((one, look)))


def test_shift_and_win_probability_are_the_same_doubles(blank: Page) -> None:
    explorer = shift_analysis.one_odds_ratio()
    assert explorer.in_page is not None
    arms = [arm["before"] for arm in explorer.in_page.given["arms"]]
    ratios = np.geomspace(0.01, 100, 40).tolist()
    both = "([arms, ratios]) => arms.map((arm) => ratios.map((ratio) => shifted(arm, ratio)))"
    page = np.array(loaded(blank, explorer).evaluate(both, [arms, ratios]))
    python = shifted(np.array(arms)[:, None, :], odds_ratio=ratios)
    assert page.shape == (len(arms), 40, 7)
    np.testing.assert_array_equal(page, python)
    won = (
        "([after, arms]) => arms.map((arm, at) => after[at].map((one) => winProbability(one, arm)))"
    )
    page = np.array(blank.evaluate(won, [python.tolist(), arms]))
    python = expected_win_probability(python, np.array(arms)[:, None, :])
    np.testing.assert_allclose(page, python, rtol=1e-14)


def test_numbers_are_rounded_as_in_python(blank: Page) -> None:
    rng = np.random.default_rng(1)
    halves = np.arange(-60, 60) / 16
    numbers = [*halves, *rng.normal(0, 50, 2_000), *rng.normal(0, 50, 500).round(1), 1e6 + 0.5]
    given = [float(number) for number in numbers]
    page = loaded(blank, shift_analysis.compatible())
    for decimals in range(4):
        fixed = page.evaluate(f"numbers => numbers.map((one) => fixed(one, {decimals}))", given)
        assert fixed == [f"{number:.{decimals}f}" for number in given]
        rounded = page.evaluate(f"numbers => numbers.map((one) => rounded(one, {decimals}))", given)
        assert rounded == np.round(given, decimals).tolist()
