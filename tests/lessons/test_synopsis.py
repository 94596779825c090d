"""The synopsis of lesson 10: what it says, what it names, and how it is written."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from course_lib import published
from course_lib.lessons import design_the_next_trial, plan_choices, plan_runs
from course_lib.lessons.plan_form import asked, proposal
from course_lib.lessons.plan_question import estimand
from course_lib.lessons.synopsis_cautions import cautions
from course_lib.lessons.synopsis_document import Document, Section, Table
from course_lib.lessons.synopsis_items import answered
from course_lib.lessons.synopsis_text import synopsis
from course_lib.lessons.synopsis_words import Proposal, analysed_of, size_paragraph
from course_lib.ui import Choice, Progress
from course_lib.ui.run import Cancelled

TRUTH = design_the_next_trial.TRUTH
LIKE, _, ADJUSTED = plan_choices.BESIDE


@pytest.fixture(autouse=True)
def _nothing_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Progress, "here", classmethod(lambda cls: cls(tmp_path)))
    design_the_next_trial.lesson.cache_clear()
    yield
    design_the_next_trial.lesson.cache_clear()


def given(plan: str = ADJUSTED, **changes: object) -> Proposal:
    wanted = estimand(treatment="sham", population="unaided", time="90", cells="treatment policy")
    settings = {**TRUTH, **plan_choices.BESIDE[plan], **changes}
    run = plan_runs.run(plan_choices.plan_of(**settings), trials=2_000, seed=10)  # type: ignore[typeddict-item]
    return Proposal(wanted, settings["control"], settings["delivery"], run, 10)


def test_the_code_of_a_synopsis_has_four_lines_and_gives_the_same_numbers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for changes in ({}, {"look": "none", "delivery": "open", "analysis": "hierarchical"}):
        kept = given(**changes)
        code = plan_choices.code_of(kept.plan, "treasure", trials=2_000, seed=10)
        assert len(code.strip().splitlines()) == 4
        exec(compile(code, "synopsis", "exec"), {})
        assert capsys.readouterr().out.strip() == str(kept.found)
        assert code.strip() in synopsis(kept).to_markdown()


def test_the_sample_size_paragraph_says_every_assumption() -> None:
    [section] = [one for one in synopsis(given()).sections if one.heading == "Sample size"]
    [text] = section.blocks
    for words in ("700 participants", "350 to treatment", "TREASURE", "38.2%", "1.50",
                  "van Elteren", "two-sided level of 5%", "5% of outcomes to be missing",
                  "2.80 or more", "1.98", "Recruitment waits", "whatever they are", "18 to 36 hours",
                  "from 22.5% to 30.4%", "Blinding is taken", "seed 10", "type I error"):  # fmt: skip
        assert words in str(text)


def test_the_synopsis_names_items_that_exist_and_misses_none_silently() -> None:
    document = synopsis(given())
    own = document.sections[:-1]
    text = document.to_markdown()
    for name in ("spirit_2025", "consort_2025"):
        items = published.standard(name).items
        here = answered(name, own)
        assert {"12", "19"} <= set(here) or {"16a", "9"} <= set(here)
        for item in set(items) - set(here):
            before = name == "spirit_2025" or int(re.sub(r"\D", "", item)) < 22
            assert not before or item == "10" or f"{item} {items[item]}" in text
    stranger = Section("x", (), spirit=("99",))
    with pytest.raises(ValueError, match="no item 99"):
        answered("spirit_2025", [stranger])


def test_the_sample_size_paragraph_names_openness_and_the_score_that_breaks_ties() -> None:
    text = size_paragraph(given(analysis="hierarchical", delivery="open", look="none"))
    for words in ("extra care under treatment (odds ratio 1.05)", "100% of raters know",
                  "a gain of 0.25 standard deviations", "There is no interim look"):  # fmt: skip
        assert words in text


def test_who_is_analysed_agrees_with_the_question_and_with_what_is_left_out() -> None:
    assert "Everybody randomised whose outcome is known is analysed" in analysed_of(given())
    for changes in ({"lost": 0}, {"handling": "worst"}):
        assert analysed_of(given(**changes)).startswith("Everybody randomised is analysed")
    for cells, words in {
        "hypothetical": "Outcomes after “cells not grown or not infused” are set aside and imputed",
        "principal stratum": "The question is about a stratum",
    }.items():
        wanted = estimand(treatment="sham", population="unaided", time="90", cells=cells)
        other = Proposal(wanted, "treasure", "blinded", given().found, 10)
        assert words in analysed_of(other)
        assert "asks otherwise" in " ".join(cautions(other))
        assert "complier_effect" not in synopsis(other).to_html()


def test_three_months_are_ninety_days_and_a_year_has_twelve_months() -> None:
    for control, time in (("lees_2010_0_90_min", "90"), ("treasure_day_365", "365")):
        wanted = estimand(
            treatment="sham", population="unaided", time=time, cells="treatment policy"
        )
        kept = Proposal(wanted, control, "blinded", given(control=control).found, 10)
        assert "was observed at" not in " ".join(cautions(kept))


def test_a_rule_that_favours_an_arm_and_an_idle_score_are_named() -> None:
    weak = given(handling="worst", analysis="hierarchical", motor=0.0)
    told = " ".join(cautions(weak))
    assert "worst level favours the arm that loses fewer" in told
    assert "leave it out" in told


def test_a_plan_without_a_look_does_not_claim_the_items_on_looks() -> None:
    own = synopsis(given(look="none")).sections[:-1]
    assert "16b" not in answered("consort_2025", own)
    assert "28a–b" not in answered("spirit_2025", own)


def test_weak_places_are_named() -> None:
    assert cautions(given()) == ()
    weak = given(
        LIKE, total=200, allocation=2.0, delivery="open", look="uncorrected", adjusted=False
    )
    told = " ".join(cautions(weak))
    for words in ("do not fit", "ignores it", "No rule protects", "not corrected", "pilot",
                  "not in 5%"):  # fmt: skip
        assert words in told
    late = Proposal(
        estimand(treatment="sham", population="all", time="365", cells="hypothetical"),
        "treasure", "blinded", given().found, 10,
    )  # fmt: skip
    assert "observed at 90 days" in " ".join(cautions(late))


class Tags(HTMLParser):
    """What tags and attributes a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [name for name, _ in attrs if name in ("src", "href", "onclick")]


def test_the_page_stands_alone_and_escapes_what_it_is_given() -> None:
    page = synopsis(given()).to_html()
    read = Tags()
    read.feed(page)
    assert not read.links
    assert not {"script", "link", "img", "iframe"} & set(read.tags)
    assert {"main", "h1", "table", "caption", "th"} <= set(read.tags)
    assert 'lang="en"' in page
    bad = "<script>alert(1)</script> | *x*"
    document = Document(bad, (Section(bad, (bad, Table(bad, (bad, "b"), ((bad, bad),)))),))
    assert "<script" not in document.to_html()
    assert "<script" not in document.to_markdown()
    assert "\\| \\*x\\*" in document.to_markdown()
    assert "<script" not in document._repr_mimebundle_()["text/html"]
    inside = document._repr_mimebundle_()["text/html"]
    assert "<td>" not in inside  # a notebook would end such cells at the right
    assert '<td style="text-align:left">' in inside


def control_arms() -> list[str]:
    offered = design_the_next_trial.trial().controls["control"]
    assert isinstance(offered, Choice)
    return list(offered.options.values())


@pytest.mark.parametrize("control", control_arms())
def test_the_code_of_a_synopsis_runs_with_every_control_arm(
    control: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = {
        **TRUTH,
        **plan_choices.LIKE_STARTING_2,
        "control": control,
        "odds_ratio": 1.23456789,
    }
    plan = plan_choices.plan_of(**settings)  # type: ignore[typeddict-item]
    exec(compile(plan_choices.code_of(plan, control, trials=50, seed=3), "code", "exec"), {})
    assert capsys.readouterr().out.strip() == str(plan_runs.run(plan, trials=50, seed=3))


def test_the_synopsis_follows_the_question_and_the_trial_that_was_run_last() -> None:
    question, trial = design_the_next_trial.question(), design_the_next_trial.trial()
    assert asked(trial) == trial.start
    first = proposal(question, trial)
    question.set(time="180", treatment="open")
    panel = trial.runner.panel
    wanted = trial.sent(trial.start | {"total": 400, "analysis": "shift", "trials": 2_000})
    panel.values = {"number": 1, "by": "page", "set": wanted}
    if trial.runner.thread is not None:
        trial.runner.thread.join()
    second = proposal(question, trial)
    assert sum(first.plan.participants) == 200
    assert sum(second.plan.participants) == 400
    assert "at 6 months" in second.question.variable
    assert "difference in the share of mRS 0–2" in first.question.sentence
    text = design_the_next_trial.synopsis(question, trial).to_markdown()
    assert "400 participants" in text


def test_an_impossible_or_cancelled_run_leaves_the_synopsis_of_the_one_before() -> None:
    question, trial = design_the_next_trial.question(), design_the_next_trial.trial()
    trial.result(total=300, trials=2_000)
    with pytest.raises(ValueError, match="breaks ties"):
        trial.result(analysis="hierarchical", secondaries=0)

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        trial.computed(cancel, trial.start | {"total": 500, "seed": 77})
    assert sum(proposal(question, trial).plan.participants) == 300
    assert design_the_next_trial.page(question, trial).text().endswith("synopsis.html.")
    assert design_the_next_trial.markdown(question, trial).text().endswith("synopsis.md.")
