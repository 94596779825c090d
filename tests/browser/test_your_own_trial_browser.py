"""Lesson 11 in a real JupyterLab: a real file is given, put right, and its report taken home."""

import csv
import shutil
import zipfile
from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import islice

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from course_lib.published import ist_trial
from tests.browser.lab import Lab, chromium, lab
from tests.lessons.notebook_text import LESSONS
from tests.report.files import workbook

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here"),
]
LONG = 60_000
ROWS = 4_000
CODES = {"recovered": "4", "not recovered": "3", "dependent": "2", "dead": "1"}


def public_rows() -> bytes:
    """Some thousand participants under the column names and codes of the trial's database."""
    frame = ist_trial().frame
    every = len(frame) // ROWS
    page = StringIO()
    written = csv.writer(page)
    written.writerow(["RXASP", "OCCODE", "RCONSC", "CMPLASP"])
    for person in islice(frame.iloc[::every].itertuples(), ROWS):
        arm = "Y" if person.allocated == "treatment" else "N"
        kept = "Y" if person.received == person.allocated else "N"
        outcome = CODES.get(str(person.outcome), "9")
        written.writerow([arm, outcome, str(person.consciousness)[0].upper(), kept])
    return page.getvalue().encode()


def bomb() -> bytes:
    """A workbook of some kilobytes that unpacks to 300 MB."""
    page = BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    return page.getvalue()


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The notebook, opened and run, for all tests of this module in their order."""
    folder, kept = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("kept")
    shutil.copy(LESSONS["your_own_trial"], folder)
    with lab(folder, size=(1280, 16_000), environment={"COURSE_PROGRESS": str(kept)}) as opened:
        opened.open(LESSONS["your_own_trial"].name)
        opened.run_all()
        yield opened


def panel(lesson: Lab, title: str) -> Locator:
    return lesson.page.get_by_role("group", name=title, exact=True).first


def give(lesson: Lab, name: str, data: bytes) -> Locator:
    """Choose a file as a learner does; what the chooser then says."""
    file: FilePayload = {"name": name, "mimeType": "", "buffer": data}
    upload = lesson.page.locator(".cx-upload")
    upload.get_by_label("Your participants, one row each").set_input_files(file)
    expect(upload).to_have_attribute("data-state", "idle", timeout=LONG)
    lesson.settle()
    return upload.locator(".cx-reading")


FIRST, THEN, NOW = (
    "First: which column is what?",
    "Then: what do its cells mean?",
    "Now: the report",
)


# Pairs of marks of one panel that are seen and lie upon each other.
UPON_EACH_OTHER = """panels => panels.flatMap(panel => {
    const marks = [...panel.querySelectorAll(
        '.cx-lock, .cx-wider, .cx-working, .cx-bar, .cx-reading, .cx-title, fieldset, .cx-picture')];
    const seen = marks.filter(one => one.checkVisibility({ visibilityProperty: true })
        && (one.textContent || one.childElementCount)).map(one => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return [one, range.getBoundingClientRect()];
    }).filter(([, box]) => box.width * box.height > 0);
    return seen.flatMap(([one, box], place) => seen.slice(place + 1).filter(([two, other]) =>
        !one.contains(two) && !two.contains(one)
        && Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1
        && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 1
    ).map(([two]) => `${one.textContent} upon ${two.textContent}`));
})"""


def reading(lesson: Lab, title: str) -> Locator:
    return panel(lesson, title).locator(".cx-reading")


@pytest.mark.parametrize("width", [800, 1280])
@pytest.mark.parametrize("locked", [True, False])
def test_no_mark_of_a_panel_lies_upon_another(lesson: Lab, width: int, *, locked: bool) -> None:
    lesson.page.set_viewport_size({"width": width, "height": 16_000})
    if not locked:
        for skip in lesson.page.get_by_role("button", name="Skip", exact=True).all():
            if skip.is_enabled():
                skip.click()
    lesson.settle()
    assert lesson.page.get_by_text("to unlock.").locator("visible=true").count() == 4 * locked
    hints = lesson.page.locator(".cx-wider").filter(visible=True).count()
    panels = lesson.page.locator("section.cx")
    assert (hints > 0) == (width == 800)
    assert panels.evaluate_all(UPON_EACH_OTHER) == []


def test_the_practice_file_is_put_right_by_hand(lesson: Lab) -> None:
    expect(reading(lesson, NOW)).to_contain_text("Common odds ratio 0.80")
    panel(lesson, THEN).get_by_label("‘not seen’ is level").select_option(label="not observed")
    lesson.settle()
    panel(lesson, THEN).get_by_label("‘well’ is level").select_option(label="1 (best)")
    expect(reading(lesson, NOW)).to_contain_text("Common odds ratio 3.87", timeout=LONG)


def test_a_real_file_is_recognised_and_said_in_words(lesson: Lab) -> None:
    said = give(lesson, "ist.csv", public_rows())
    expect(said).to_contain_text("ist.csv: 4,000 rows and 4 columns", timeout=LONG)
    words = reading(lesson, FIRST)
    expect(words).to_contain_text("These are the columns of the International Stroke Trial.")
    expect(words).to_contain_text("Allocated arm: column 'RXASP', 'Y' is the treatment")
    expect(reading(lesson, THEN)).to_contain_text("4,000 participants: aspirin")


def test_a_column_is_changed_and_what_follows_changes_with_it(lesson: Lab) -> None:
    part = panel(lesson, NOW).get_by_label("Part of the report")
    part.select_option(label="Adjusted and stratified")
    expect(reading(lesson, NOW)).to_contain_text("Adjusted for RCONSC")
    panel(lesson, FIRST).get_by_label("Covariate 1").select_option(label="(no column)")
    expect(reading(lesson, NOW)).to_contain_text("nothing is adjusted for", timeout=LONG)
    expect(part).to_have_value("Adjusted and stratified")
    panel(lesson, FIRST).get_by_label("Covariate 1").select_option(label="OCCODE")
    expect(reading(lesson, FIRST)).to_contain_text("chosen as outcome and as covariate 1")
    panel(lesson, FIRST).get_by_role("button", name="Reset").click()
    expect(reading(lesson, NOW)).to_contain_text("Adjusted for RCONSC", timeout=LONG)


@pytest.mark.parametrize(
    ("words", "name", "begins"),
    [
        ("Download the report as a page", "report.html", "<!DOCTYPE html>"),
        ("Download the report as Markdown", "report.md", "# International Stroke Trial"),
        ("Download its numbers as CSV", "numbers.csv", "part,name,value"),
    ],
)
def test_the_report_is_downloaded(lesson: Lab, words: str, name: str, begins: str) -> None:
    with lesson.page.expect_download(timeout=LONG) as waiting:
        lesson.page.get_by_role("button", name=words).click()
    assert waiting.value.suggested_filename == name
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith(begins)
    assert "no aspirin" in text


JUNK = [
    ("page.csv", b"<!doctype html><script>alert(1)</script>", "This is a web page or XML"),
    ("bomb.xlsx", bomb(), "unpacks to 300 MB"),
    ("cut.xlsx", workbook(["arm", "mrs"], ["A", 1])[:500], "not a workbook that can be read"),
    ("wide.csv", b"arm,mrs\nA,1\nB,2,3\n", "Row 3 has a cell '3' after the last column, 'mrs'"),
]


@pytest.mark.parametrize(("name", "data", "said"), JUNK, ids=[junk[0] for junk in JUNK])
def test_junk_is_a_sentence_and_the_last_file_stays(
    lesson: Lab, name: str, data: bytes, said: str
) -> None:
    before = reading(lesson, NOW).inner_text()
    problem = give(lesson, name, data)
    expect(problem).to_contain_text(said)
    expect(problem).to_contain_text("Nothing else has changed.")
    assert reading(lesson, NOW).inner_text() == before


def test_a_file_without_an_arm_or_with_one_says_so_where_it_can_be_put_right(lesson: Lab) -> None:
    give(lesson, "no_arm.csv", b"place,mrs\nx,1\ny,2\ny,3\n")
    expect(reading(lesson, THEN)).to_contain_text("No column is known to hold the allocated arm")
    give(lesson, "one.csv", b"arm,mrs\nA,1\nA,2\nA,3\n")
    expect(reading(lesson, THEN)).to_contain_text("one arm only, 'A', in rows 2 to 4")
    expect(lesson.page.get_by_text("What follows waits until that is settled.")).to_be_visible()
    assert lesson.page.get_by_role("button", name="Download the report as a page").count() == 0


def test_a_file_that_tries_to_be_a_page_stays_text(lesson: Lab) -> None:
    rows = "arm,mrs,<img src=x onerror=alert(1)>\n<b>A</b>,1,1\nusual,2,2\n<b>A</b>,3,3\n"
    give(lesson, "x.csv", rows.encode())
    expect(reading(lesson, THEN)).to_contain_text("'<b>A</b>' is the treatment")
    cell = lesson.page.locator(".jp-Cell").filter(has=lesson.page.locator(".cx-upload"))
    assert cell.locator("img, b").count() == 0


def test_the_way_back_leads_to_the_practice_file_as_it_was(lesson: Lab) -> None:
    lesson.page.get_by_role("button", name="Back to the practice file").click()
    expect(reading(lesson, NOW)).to_contain_text("Common odds ratio 0.80", timeout=LONG)


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_cut_off_or_runs_over(lesson: Lab, width: int) -> None:
    lesson.page.set_viewport_size({"width": width, "height": 16_000})
    lesson.settle()
    wider = "nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 1).length"
    assert lesson.page.locator(".cx fieldset, .cx-grid, .cx-buttons").evaluate_all(wider) == 0


def test_there_was_no_error_and_no_request_left_the_machine(lesson: Lab) -> None:
    assert lesson.errors == []
    assert lesson.strangers == []
