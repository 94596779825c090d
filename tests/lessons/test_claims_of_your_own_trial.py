"""What lesson 11 says in words, held against its own explorers, its bench and the report."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from course_lib import published
from course_lib.lessons import ist_report_views, typed_views
from course_lib.lessons import your_own_trial as lesson
from course_lib.lessons.own_file_views import BESIDE, PARTS, columns_view
from course_lib.lessons.practice_file import SORTED, like_the_public_file, practice
from course_lib.report import read_participants
from course_lib.ui import Workbench
from tests.lessons.notebook_text import LESSONS, cells
from tests.report.files import public_ist_file, workbook

RIGHT = {"level|result|not seen": -1, "level|result|well": 0}


@pytest.fixture
def bench() -> Iterator[Workbench]:
    made = lesson.bench()
    yield made
    made.back()


def test_the_parts_on_offer_are_those_of_a_report_under_their_own_headings() -> None:
    sections = lesson.aspirin().sections
    assert {section.heading: section.name for section in sections} == PARTS
    assert {one.name for one in sections if one.view is None} == set(BESIDE)


def test_what_is_said_of_the_cautions_is_so() -> None:
    assert typed_views.not_warned(*typed_views.MADE_UP, *lesson.LOST) == "proportional"
    made = typed_views.typed_report(*typed_views.MADE_UP, *lesson.LOST)
    assert made.cautions[0].startswith("Missing: 3 outcomes")  # “first on the list”
    assert made.material.table.participants.tolist() == [39, 15]
    ratio = float(made.estimates["common odds ratio"].value)
    assert 0.95 < ratio < 1.05  # “much alike in both arms”
    assert (made.material.table.counts.sum(axis=0) > 0).all()  # “spread over all seven levels”
    apart = typed_views.typed_report(*typed_views.APART)
    assert apart.cautions[0].startswith("Separated:")  # “the report says so first”
    lower, upper = apart.estimates["common odds ratio"].confidence_interval()
    assert 1 < lower < upper == float("inf")
    assert len(typed_views.typed_report(*typed_views.mr_clean()).cautions) == 1


def test_what_is_said_of_the_four_p_values_is_so() -> None:
    ten, many = (
        typed_views.four_p_values(*counts) for counts in (typed_views.TEN, typed_views.mr_clean())
    )
    assert len(ten) == len(many) == 4
    assert max(ten.values()) < 0.05
    assert 3.9 < max(ten.values()) / min(ten.values()) < 4.3  # “four times the smallest”
    assert len({f"{p:.3f}" for p in many.values()}) == 1  # “the same to the third decimal”
    assert typed_views.how_far_apart(*typed_views.TEN) == "more"
    assert typed_views.how_far_apart(*typed_views.mr_clean()) == "alike"
    assert [sum(arm) for arm in typed_views.TEN] == [5, 5]
    assert typed_views.TEN[0][0] > 2.5  # “mostly at mRS 0”
    assert sum(typed_views.TEN[1][5:]) > 2.5  # “mostly at 5 and 6”


@pytest.mark.parametrize("order", SORTED)
def test_sorting_the_rows_changes_nothing(order: str) -> None:
    assert lesson.what_sorting_does(order) == "nothing"
    for reading in lesson.MISREAD.values():
        told = lesson.read_as(order, reading).reading
        before = lesson.read_as("as written", reading).reading
        assert told.removeprefix(f"Rows {order}. ") == before.removeprefix("Rows as written. ")


def test_what_is_said_of_the_level_order_is_so() -> None:
    guessed, meant, turned = (
        lesson.read_as("as written", reading).reading for reading in lesson.MISREAD.values()
    )
    assert guessed.startswith(
        "Rows as written. Best to worst: ‘not seen’, ‘slightly ill’, ‘very ill’, ‘well’"
    )
    assert "Common odds ratio 0.80" in guessed
    assert "Common odds ratio 3.87 (95% CI 1.62 to 9.24), p = 0.002" in meant  # “above 1”
    assert "Common odds ratio 0.26 (95% CI 0.11 to 0.62), p = 0.002" in turned
    counts = typed_views.typed_report(*typed_views.MADE_UP).material.table
    one, other = (
        typed_views.typed_report(*(tuple(arm[::step]) for arm in counts.counts.tolist()))
        for step in (1, -1)
    )  # “turned round, it is the same to the last digit”
    p_values = [float(made.estimates["common odds ratio"].p_value) for made in (one, other)]
    assert p_values[0] == pytest.approx(p_values[1], rel=1e-9)


def test_the_practice_file_is_put_right_as_the_lesson_says(bench: Workbench) -> None:
    assert "0.80" in bench.result().summary
    bench.set(**RIGHT)
    made = bench.result()
    assert "Common odds ratio 3.87 (95% CI 1.62 to 9.24)" in made.summary
    assert made.material.scale.levels == ("well", "slightly ill", "very ill", "died")
    assert sum(made.material.missing) == 3
    assert made.to_html() == bench.result().to_html()


def test_two_cells_at_one_place_are_one_level_and_that_is_said(bench: Workbench) -> None:
    bench.set(**{"level|result|very ill": 1})
    assert bench.result().material.scale.levels == ("not seen", "slightly ill", "well", "died")
    assert "'very ill' counts as 'slightly ill'." in bench.explorers[1].current.reading


def test_levels_of_a_known_scale_can_be_turned_round_where_nobody_is_at_one_end() -> None:
    bench = lesson.bench()
    rows = b"arm,mrs\ncells,1\ncells,2\ncells,6\nusual,2\nusual,5\nusual,6\n"
    assert bench.receive("t.csv", rows) == ""
    before = bench.result().material.table.counts
    turned = bench.explorers[1].presets["Turn the levels round"]
    bench.set(**turned)
    after = bench.result().material.table.counts
    assert after.tolist() == before[:, ::-1].tolist()


def test_arms_can_be_swapped_and_keep_their_names() -> None:
    bench = lesson.bench()
    bench.receive("ist.csv", public_ist_file())
    bench.set(**{"treatment|RXASP|": "N", "control|RXASP|": "Y"})
    made = bench.result()
    assert made.material.arms == ("no aspirin", "aspirin")
    assert float(made.estimates["common odds ratio"].value) == pytest.approx(1 / 1.0588, abs=1e-4)


def test_the_public_file_is_recognised_on_the_bench_and_gives_the_papers_numbers() -> None:
    bench = lesson.bench()
    assert bench.receive("ist.csv", public_ist_file()) == ""
    words = bench.explorers[0].current.reading
    assert "These are the columns of the International Stroke Trial." in words
    assert ist_report_views.shares_poor(bench.result()) == pytest.approx([62.2, 63.5], abs=0.05)
    assert "ODC Attribution License" in bench.result().source
    bench.set(received="DASP14")
    assert "DASP14" in bench.explorers[0].current.reading
    bench.set(covariate_1="", allocated="RCONSC")
    assert "3 arms" in bench.explorers[0].current.reading


@pytest.mark.parametrize("covariate", ["OCCODE", "RXASP"])
def test_a_column_plays_one_part(covariate: str) -> None:
    bench = lesson.bench()
    bench.receive("ist.csv", public_ist_file())
    bench.set(covariate_1=covariate)
    said = bench.explorers[0].problem
    assert said.startswith(f"Column '{covariate}' is chosen as ")
    assert said.endswith("and as covariate 1; each column plays one part.")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("t.csv", b"<!doctype html><p>no", "This is a web page"),
        ("t.csv", b"arm,mrs\nA,2\nB,3,1\n", "Row 3 has a cell '1' after the last column, 'mrs'"),
        ("t.csv", b"\x00\x01\x02" * 50, "zero byte"),
        ("t.xlsx", b"PK\x03\x04 nothing", "not a workbook"),
        ("t.xlsx", workbook(["arm", "mrs"]), "nobody to analyse"),
        ("t.csv", b"arm,mrs\n" + b"x" * 21_000_000, "more than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_and_the_last_one_stays(
    bench: Workbench, name: str, data: bytes, said: str
) -> None:
    bench.set(**RIGHT)
    before = bench.result().summary
    assert said in bench.receive(name, data)
    assert bench.table.name == "practice.csv"
    assert bench.result().summary == before


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("arm,mrs\nA,2\nA,3\n", "one arm only, 'A', in rows 2 to 3"),
        ("mrs,age\n2,60\n3,70\n", "No column is known to hold the allocated arm"),
        ("arm,mrs\nA,2\ncontrol,fell ill\ncontrol,3\n", "Row 3 of column 'mrs'"),
        ("arm,mrs\nA,2\ncontrol,9\ncontrol,3\n", "Row 3 of column 'mrs': the outcome '9'"),
        ("id,arm,mrs\n1,A,2\n1,control,3\n", "was already allocated in row 2"),
        ("arm,mrs\nA,2\nB,3\nC,1\n", "is a third arm"),
    ],
)
def test_what_is_wrong_in_a_table_stands_where_it_can_be_put_right(
    bench: Workbench, rows: str, said: str
) -> None:
    assert bench.receive("t.csv", rows.encode()) == ""
    assert said in bench.explorers[-1].problem
    with pytest.raises(ValueError, match=re.escape(said[3:])):
        bench.result()


def test_a_code_off_the_scale_waits_until_its_meaning_is_said(bench: Workbench) -> None:
    bench.receive("t.csv", b"arm,mrs\nA,2\ncontrol,9\ncontrol,3\nA,1\n")
    bench.set(**{"level|mrs|9": -1})
    assert bench.result().material.missing == (0, 1)


def test_nothing_of_a_file_is_read_as_html(bench: Workbench) -> None:
    rows = "arm,<b>mrs</b>,<img src=x>\n<i>A</i>,2,1\ncontrol,3,2\n<i>A</i>,1,3\n"
    bench.receive("<u>t</u>.csv", rows.encode())
    bench.set(outcome="<b>mrs</b>")
    for explorer in bench.explorers:
        for html in (explorer.stage["picture"], explorer.stage["table"]):
            assert not re.search(r"<(b|i|u|img)\b", str(html))


def test_the_worked_case_is_of_the_counts_that_are_shipped() -> None:
    made, told = lesson.aspirin(), lesson.reproduced().reading
    assert "Published: 62.2% with aspirin and 63.5% without" in told
    assert "Computed here: 62.2% and 63.5%, 12.5 fewer of 1000 (p = 0.072)" in told
    assert made.material.table == published.load("ist").outcomes
    assert lesson.below_five_per_cent(made) == "below"
    assert f"{made.estimates['common odds ratio'].p_value:.3f}" == "0.029"
    assert min(made.findings.check.odds_ratios.value) > 1  # “all cuts point the same way”
    low = made.estimates["risk difference"].confidence_interval()[0]
    assert -0.0015 < low < 0  # “from slightly more”
    file = like_the_public_file()
    words = columns_view(file, **lesson.as_guessed(file)).reading
    assert "best to worst '4', '3', '2', '1'" in words
    assert lesson.worked_part("columns").source.startswith("Sandercock")


def test_the_start_of_the_worked_case_tells_no_result() -> None:
    assert "0.029" not in lesson.worked_part("columns").text()


def test_codes_of_the_public_file_are_the_traps_that_the_lesson_names() -> None:
    file = read_participants("ist.csv", public_ist_file())
    assert {"0", "9"} <= set(file.cells("OCCODE"))
    assert "N" in file.cells("RXASP")
    data = b"RXASP,OCCODE,RXHEP\nY,1,H\nN,4,M\nN,9,N\n"
    pilot = read_participants("ist.csv", data)
    assert "'H' counts as 'M'" in columns_view(pilot, **lesson.as_guessed(pilot)).reading


def test_the_script_of_the_notebook_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\n".join(cells(LESSONS["your_own_trial"], "markdown"))
    [script] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    practice().frame.to_csv("mine.csv", index=False)
    exec(compile(script, "script.py", "exec"), {})
    assert "Is 'not seen' the best level of 'result'" in capsys.readouterr().out
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
