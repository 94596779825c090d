"""The HTML edition: whole, linked, silent towards the outside, and readable for everyone."""

import re
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from edition.check import faults
from tests.browser.lab import browser, chromium
from tests.house import tree
from tests.lessons.notebook_text import LESSONS, NOTEBOOKS, cells

LESSON_FILES = tree.ROOT / "course_lib/lessons"
# Rules that the theme's own search page and outline break; everything else is ours to keep.
OF_THE_THEME = {"page-has-heading-one"}

# Words wider than the box that cuts them off, where nothing around them can be scrolled.
CUT_OFF = """() => [...document.querySelectorAll('article *')].filter((one) => {
    const scrolls = (box) => ['auto', 'scroll'].includes(getComputedStyle(box).overflowX);
    for (let box = one; box; box = box.parentElement) if (scrolls(box)) return false;
    if (!one.checkVisibility() || !one.clientWidth || one.closest('svg, .cx-unseen')) return false;
    const cut = getComputedStyle(one).overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1;
    return cut || one.getBoundingClientRect().right > innerWidth + 1;
}).map((one) => `${one.tagName} ${one.className}: ${one.innerText?.slice(0, 60)}`)"""


def text(page: Path) -> str:
    """What a page says, without its tags."""
    body = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page.read_text("utf-8"), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_no_link_leads_nowhere_and_nothing_is_loaded_from_elsewhere(pages: Path) -> None:
    assert faults(pages) == []


def test_every_notebook_is_a_page_with_all_its_headings(pages: Path) -> None:
    for path in NOTEBOOKS:
        page = text(pages / f"{path.stem}.html")
        for heading in re.findall(r"^#+ (.+)$", "\n".join(cells(path, "markdown")), re.MULTILINE):
            assert " ".join(heading.replace("*", "").split()) in page, f"{path.stem}: {heading}"


@pytest.mark.parametrize("stem", LESSONS)
def test_every_question_opens_its_answers_and_every_explorer_stands_still(
    stem: str, pages: Path
) -> None:
    page = (pages / f"{LESSONS[stem].stem}.html").read_text("utf-8")
    lesson = tomllib.loads((LESSON_FILES / f"{stem}.toml").read_text("utf-8"))
    later = page.count("<details><summary>A. ")
    assert later or stem == "start_here"  # its first test keeps its answers for lesson 09
    assert page.count('<div class="prediction">') == len(lesson["prediction"])
    assert page.count("<svg") >= len(lesson["prediction"])
    assert "jupyter.widget" not in page


def test_the_index_says_what_each_lesson_takes_and_gives(pages: Path) -> None:
    index = text(pages / "index.html")
    for stem in LESSONS:
        lesson = tomllib.loads((LESSON_FILES / f"{stem}.toml").read_text("utf-8"))
        assert lesson["title"] in index
        assert f"About {lesson['minutes']} minutes" in index


def test_the_search_knows_the_words_of_the_lessons(pages: Path) -> None:
    assert '"wilcoxon"' in (pages / "searchindex.js").read_text("utf-8").lower()


def test_a_broken_link_and_a_thing_from_elsewhere_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<p id="here"><a href="b.html">1</a><a href="#there">2</a><a href="a.html#here">3</a>'
        '<a href="https://example.org">4</a><script src="https://cdn.example/x.js"></script></p>'
    )
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static/b.css").write_text("@import 'https://fonts.example/x.css';")
    assert faults(tmp_path) == [
        "a.html loads https://cdn.example/x.js from elsewhere",
        "a.html: b.html leads to no page",
        "a.html: #there leads to no place on that page",
        "a.html: https://example.org is not a DOI",
        "_static/b.css loads from elsewhere",
    ]


def listened(page: Page) -> list[str]:
    """Every address that a page asks for, and everything that it writes into the console."""
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url))
    page.on("console", lambda message: told.append(f"console: {message.text}"))
    return told


def violations(page: Page) -> Iterator[str]:
    """What axe-core finds; it tries to read the style sheets itself, so listen before."""
    for found in Axe().run(page).response["violations"]:
        if found["id"] not in OF_THE_THEME:
            node = found["nodes"][0]
            yield f"{found['id']}: {node['html'][:120]}"


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_asks_nobody(pages: Path, scheme: str) -> None:
    with browser() as opened:
        for path in sorted(pages.glob("*.html")):
            page = opened.new_page(color_scheme=scheme, viewport={"width": 800, "height": 900})
            told = listened(page)
            page.goto(path.as_uri())
            for wide in (640, 800):  # 1280 at a zoom of 200 %, and a small window
                page.set_viewport_size({"width": wide, "height": 900})
                width = page.evaluate("document.documentElement.scrollWidth")
                assert width <= wide, f"{path.stem} is {width} pixels wide in {wide}"
                assert page.evaluate(CUT_OFF) == [], path.stem
            assert [words for words in told if not words.startswith("file:")] == []
            assert list(violations(page)) == [], path.stem
            page.close()


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here")
def test_one_button_opens_every_answer_and_paper_shows_nothing_else_of_the_screen(
    pages: Path,
) -> None:
    with browser() as opened:
        page = opened.new_page()
        page.goto((pages / "03_shift_analysis.html").as_uri())
        answers = page.locator("article details")
        assert answers.count() > 20
        page.get_by_role("button", name="Open all answers and tables").click()
        assert page.locator("article details:not([open])").count() == 0
        page.emulate_media(media="print")
        assert not page.locator(".skip-to-content").is_visible()
        assert not page.get_by_role("button").locator("visible=true").count()
        assert page.locator("article details table").first.is_visible()
        page.emulate_media(media="screen")
        page.get_by_role("button", name="Close all answers and tables").click()
        assert page.locator("article details[open]").count() == 0
