"""What is counted of a class, and the page, the table and the lines that say it."""

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from course_lib.classroom import class_report
from course_lib.classroom.__main__ import main
from course_lib.classroom.handed_in import Handed
from course_lib.classroom.mistakes import mistaken
from course_lib.classroom.prediction_sections import came_out, near, said
from course_lib.classroom.syllabus import STEMS, results, syllabus
from course_lib.classroom.tally import Spread, gained, progressed, spreads
from course_lib.ui.answers import Answer, Value, parse
from course_lib.ui.lesson_file import Range
from tests.browser.lab import browser, chromium
from tests.lessons.notebook_text import LESSONS

AT = "2026-03-02T09:00:00.000000+00:00"
ODDS = "start_here/question/first_odds"


def handed(**answers: tuple[Value, Value]) -> Handed:
    """A learner with first and last answers to a few questions."""
    kept = {key.replace("__", "/"): Answer(a, AT, b, AT) for key, (a, b) in answers.items()}
    return Handed("x", "x.json", kept)


def test_the_lessons_are_in_the_order_of_the_notebooks() -> None:
    assert list(STEMS) == list(LESSONS)


def test_every_prediction_of_the_course_has_a_result() -> None:
    found = results(STEMS)
    asked = {
        f"{stem}/prediction/{name}"
        for stem, file in syllabus().items()
        for name in file.predictions
    }
    assert found.keys() == asked
    assert None not in found.values()
    assert found["shift_analysis/prediction/share_after_the_shift"] == pytest.approx(32.1, abs=0.05)


def test_progress_is_what_the_learner_s_own_panel_says(texts: dict[str, str]) -> None:
    answers, damaged = parse(texts["Ben"].encode())
    rows = progressed([Handed("Ben", "Ben.json", answers, damaged)], syllabus())
    assert [(row.finished, row.begun) for row in rows] == [(1, 0)] * 4 + [(0, 0)] * 8


def test_a_misconception_counts_each_learner_once_and_sees_the_second_test() -> None:
    wrong = ("odds_as_risk", "odds_as_risk")
    one = handed(start_here__question__first_odds=wrong, shift_analysis__question__odds_are_not_risks=wrong)  # fmt: skip
    two = handed(**{ODDS.replace("/", "__"): wrong, f"{ODDS}/after": ("right", "right")})
    three = handed(**{ODDS: ("right", "right")})
    four = handed(**{ODDS: ("an_option_of_another_version", "right")})
    [row] = mistaken([one, two, three, four], syllabus())
    assert (row.name, row.met, row.first, row.last) == ("odds_as_risk", 3, 2, 1)
    assert (row.chances, row.falls, row.places) == (4, 3, ("start_here", "shift_analysis"))


def test_a_phrase_let_pass_and_a_wrong_bin_are_mistakes() -> None:
    course = syllabus()
    text = course["primary_and_secondary"].markings["a_hopeful_conclusion"]
    safe, rescued = (phrase for phrase in text.phrases if phrase.fault in {
        "small_trial_shows_safety", "secondary_rescues_primary"})  # fmt: skip
    key = "primary_and_secondary/marking/a_hopeful_conclusion"
    marks = json.dumps([safe.key])
    rows = {row.name: row for row in mistaken([handed(**{key: (marks, marks)})], course)}
    assert rescued.fault in rows
    assert safe.fault not in rows
    sets = course["intention_to_treat"].sortings["which_set"]
    key, bins = "intention_to_treat/sorting/which_set", {each.key: each for each in sets.bins}
    put = json.dumps({item.key: "intention" for item in sets.items})
    fell = {row.name for row in mistaken([handed(**{key: (put, put)})], course)}
    assert fell == {bins["intention"].misconception} - {None}


@pytest.mark.parametrize("value", ["no json", "[1, [2]]", '{"a": {}}', "[" * 5000, None, 3.0])
def test_an_exercise_that_holds_anything_else_is_no_trouble(value: Value) -> None:
    learner = handed(
        intention_to_treat__sorting__which_set=(value, value),
        primary_and_secondary__marking__a_stern_conclusion=(value, value),
        shift_analysis__prediction__share_after_the_shift=(value, value),
        shift_analysis__question__gate_or_no_gate=(value, value),
    )
    mistaken([learner], syllabus())
    spreads([learner], syllabus(), {})


def test_a_prediction_s_spread_leaves_out_skips_and_what_cannot_have_been_said() -> None:
    key = "shift_analysis/prediction/share_after_the_shift"
    class_ = [handed(**{key: (value, value)}) for value in (20.0, 30.0, 40.0, None, 400.0, "x")]
    [row] = spreads(class_, syllabus(), {key: 32.1})
    assert (row.given, row.skipped) == ((20.0, 30.0, 40.0), 1)
    assert (said(row), came_out(row), near(row)) == ("30 of 100 (25 to 35)", "32.1 of 100", 1)


def test_a_chosen_option_is_held_against_the_one_that_came_true() -> None:
    key = "shift_analysis/prediction/doubling_ruled_out"
    class_ = [handed(**{key: (value, value)}) for value in ("allowed", "allowed", "ruled_out")]
    [row] = spreads(class_, syllabus(), {key: "allowed"})
    assert said(row) == "A 1, B 2"
    assert came_out(row) == "B, No: a doubling lies inside the interval."
    assert near(row) == 2


def test_one_prediction_has_no_quartiles_of_its_own() -> None:
    row = Spread("a/prediction/b", "?", Range(0, 10, 1), (4.0,), 0, 5.0)
    assert row.middle == (4.0, 4.0, 4.0)


def test_the_gain_compares_the_first_answer_of_each_asking() -> None:
    one = handed(**{ODDS: ("odds_as_risk", "right"), f"{ODDS}/after": ("right", "right")})
    two = handed(**{ODDS: ("right", "right")})
    [row] = [row for row in gained([one, two], syllabus()) if "What doubles" in row.text]
    assert (row.first, row.now, row.both) == ((False, True), (True, None), [(False, True)])


@pytest.mark.skipif(os.name == "nt", reason="no file there can have such a name")
def test_the_page_has_every_part_and_shows_what_was_typed_as_text(
    answers: Path, texts: dict[str, str]
) -> None:
    (answers / "<img src=x onerror=alert(1)>.json").write_text(texts["Cem"].replace("T09", "T11"))
    (answers / "<b>junk.json").write_text("{}")
    report = class_report(answers)
    page = report.to_html(texts=True)
    for heading in ("Progress per lesson", "Commonest misconceptions", "Gain from the first",
                    "Learner by learner", "In their own words", "Files that do not count"):  # fmt: skip
        assert f">{heading}" in page
    assert page.count("Predictions of lesson") >= len(STEMS)
    assert page.count("<svg") >= 3 + 10
    assert not re.search(r"<img|<script|<b>|https?://(?!www\.w3\.org)", page)
    assert "&lt;b&gt;junk.json: it does not say" in page
    assert "&lt;b&gt;that&lt;/b&gt; is all" in page


def test_own_words_are_not_on_the_page_unless_asked_for(answers: Path) -> None:
    assert "is all." not in class_report(answers, {}).to_html()


def test_the_table_has_a_row_per_learner_and_no_formula(
    answers: Path, texts: dict[str, str]
) -> None:
    (answers / "=HYPERLINK(A1).json").write_text(texts["Cem"].replace("T09", "T11"))
    rows = list(csv.reader(io.StringIO(class_report(answers, {}).to_csv())))
    assert rows[0] == ["learner", *(f"{n:02d}" for n in range(12)), "first test", "second test"]
    assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(A1)", "Ada", "Ben", "Cem"]
    assert rows[3][5] == "0 of 17"
    assert re.fullmatch(r"\d+ of 12", rows[2][-1])
    assert rows[3][-1] == "–"


def test_the_command_writes_both_files_beside_the_folder_and_says_so(
    answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(answers.iterdir())
    (answers / "notes.txt").write_text("?")
    assert main([str(answers)]) == 0
    printed = capsys.readouterr().out
    assert "3 learners; 1 file left out" in printed
    assert "notes.txt: it is no .json file." in printed
    assert re.search(r"^03 shift_analysis +2 +0$", printed, re.MULTILINE)
    assert (answers.parent / "answers_report.html").exists()
    assert (answers.parent / "answers_report.csv").exists()
    assert sorted(answers.iterdir()) == [*before, answers / "notes.txt"]


@pytest.mark.parametrize("more", [["nowhere"], [".", "--out", "page.json"]])
def test_a_wrong_command_is_a_sentence_and_writes_nothing(
    more: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(more) == 1
    assert capsys.readouterr().out.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_narrow_enough_and_asks_nobody(answers: Path, scheme: str) -> None:
    page_file = answers.parent / "page.html"
    page_file.write_text(class_report(answers).to_html(texts=True), encoding="utf-8")
    with browser() as opened:
        page = opened.new_page(color_scheme=scheme, viewport={"width": 800, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        assert asked == [page_file.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") <= 800
        assert Axe().run(page).response["violations"] == []
