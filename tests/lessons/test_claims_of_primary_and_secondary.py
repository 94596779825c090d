"""What lesson 09 says in words, held against its own explorers and data."""

import re
from pathlib import Path

import numpy as np
import pytest

from course_lib import estimate, published
from course_lib.evidence import EventRate
from course_lib.lessons import (
    belief_views,
    hidden_table_views,
    interval_views,
    margin_views,
    own_conclusion,
    primary_and_secondary,
    repeat_views,
    safety_views,
    spin_views,
    start_here,
    what_you_know,
)
from course_lib.ui import Lesson, Progress
from tests.lessons.notebook_text import LESSONS, cells, data


@pytest.fixture
def progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Progress:
    """An empty file of answers, which every lesson uses."""
    empty = Progress(tmp_path)
    monkeypatch.setattr(Progress, "here", classmethod(lambda cls: empty))
    for module in (start_here, primary_and_secondary):
        module.lesson.cache_clear()
    return empty


def model(name: str) -> str:
    """The model conclusion that is graded so, as it stands in the notebook."""
    [sorting] = data("primary_and_secondary")["sorting"]
    [title] = [item["text"] for item in sorting["item"] if item["bin"] == name]
    text = "\n".join(cells(LESSONS["primary_and_secondary"], "markdown"))
    found = re.search(rf"\*\*{title}\*\*\n\n> (.+)", text)
    assert found
    return found[1]


def test_what_no_event_leaves_possible_is_as_told() -> None:
    assert safety_views.seen_in_starting2() == EventRate(0, 39)
    none = EventRate(0, 39)
    assert none.interval().upper == pytest.approx(0.09, abs=0.001)
    assert pytest.approx(none.upper_limit(), abs=0.004) == 3 / 39  # the rule of three
    assert EventRate(0, 390).interval().upper == pytest.approx(0.01, abs=0.001)
    assert "every true risk from 13.0% up to 42.1%" in safety_views.none_seen(10, 39, 1).reading
    # “strikes one person in twenty … stays unseen in about one of seven such trials”
    assert safety_views.so_few(0, 39, 5) == pytest.approx(100 / 7, abs=1)


def test_focus_is_evidence_of_no_effect_and_starting2_is_no_evidence_of_an_effect() -> None:
    assert margin_views.verdict("focus", 1.5) == "none"
    for margin in (1.2, 1.5, 2, 5):
        assert margin_views.verdict("starting2", margin) == "open"
    assert margin_views.least_margin("starting2") > 5  # “does not fit inside a margin of 5”
    assert margin_views.participants_for("starting2", 1.5) == pytest.approx(540, rel=0.05)
    assert margin_views.participants_for("starting2", 1.2) > 2_000  # “thousands”


def test_before_the_prediction_only_the_other_trial_is_in_sight(progress: Progress) -> None:
    start = primary_and_secondary.margin().current.text()
    assert "FOCUS" in start
    assert "0.18" not in start
    assert progress.answers() == {}


def test_an_interval_outside_of_the_margin_would_be_called_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outside = (3.0, 2.0, 5.0)
    monkeypatch.setattr(interval_views, "limits", lambda trial: outside)
    assert margin_views.verdict("any", 1.5) == "some"
    assert margin_views.verdict("any", 2.5) == "open"


def test_the_tables_behind_the_abstract_are_as_told() -> None:
    for printed in ("0.732", "0.879", "medians"):
        assert hidden_table_views.either_arm(printed) == "either"
    ratios = hidden_table_views.odds_ratios("0.732")
    assert (ratios > 1).mean() > 0.5  # “most of the tables that you drew favour cells”
    assert len(ratios) == hidden_table_views.WANTED
    deaths = hidden_table_views.measured("0.732", "deaths")
    assert (deaths.min(), deaths.max()) == (0, 9)  # “no death … nine of 39”
    alone = hidden_table_views.odds_ratios("medians")
    assert alone.min() < 1  # “anywhere from below 1 …”
    assert alone.max() > 5  # “… to above 5”


def test_what_is_taken_for_printed_is_what_the_abstracts_print() -> None:
    trial = published.load("starting2")
    medians = [str(trial.fact(f"mrs_median_{arm}").value) for arm in ("treatment", "control")]
    assert [one.median for one in hidden_table_views.MEDIANS] == medians
    assert all("(interquartile range 3 to 4)" in trial.fact(f"mrs_median_{arm}").statement
               for arm in ("treatment", "control"))  # fmt: skip
    assert hidden_table_views.PRINTED["the medians and p = 0.732"] == str(trial.effects[1].p)
    assert float(trial.fact("mrs_median_p").value or 0) == 0.879


def test_the_slider_goes_from_the_best_for_cells_to_the_worst() -> None:
    for order in hidden_table_views.ORDERS.values():
        best = hidden_table_views.possible("0.732", order, 0).table
        worst = hidden_table_views.possible("0.732", order, 100).table
        assert best is not None
        assert worst is not None
        if order == "deaths":
            assert best.iloc[0, 6] < worst.iloc[0, 6]
        if order == "good":
            assert best.iloc[0, :3].sum() > worst.iloc[0, :3].sum()
    ends = [hidden_table_views.possible("0.732", "odds_ratio", place) for place in (0, 100)]
    assert "ratio 1.2" in ends[0].reading
    assert "ratio 0.8" in ends[1].reading


def test_the_reported_primary_outcome_leans_both_ways() -> None:
    reading = hidden_table_views.leanings().reading
    assert "26 of 39 with cells, 11 of 15" in reading
    gain = estimate.odds_ratio(hidden_table_views.better_by_a_level(), cut="gain")
    lower, upper = map(float, gain.confidence_interval())
    assert float(gain.value) < 1
    assert lower < 0.5
    assert upper > 2  # “both intervals reach far to either side”


def test_everybody_became_less_sure_and_the_firmer_the_belief_the_less() -> None:
    for reader in ("sceptic", "enthusiast"):
        moved = []
        for doubt in (1, 5, 20):
            prior = belief_views.before(reader, 2, doubt)
            assert prior is not None
            end = belief_views.sure_of_benefit(reader, 2, doubt)
            moved.append(100 * prior.chance_above() - end)
        assert 0 < moved[0] < moved[1] < moved[2]
        assert moved[1] < 16
    assert belief_views.sure_of_benefit("enthusiast", 2, 5) > 80  # “still quite sure”
    assert 30 < belief_views.sure_of_benefit("sceptic", 2, 5) < 50
    assert belief_views.sure_of_benefit("enthusiast", 2, 5, times=10) < 20  # “most of the hope”


def test_the_priors_are_those_of_the_words() -> None:
    sceptic, enthusiast = (belief_views.before(who, 2, 5) for who in ("sceptic", "enthusiast"))
    assert sceptic is not None
    assert enthusiast is not None
    assert sceptic.chance_above(2) == pytest.approx(0.05, abs=1e-4)
    assert sceptic.odds_ratio == pytest.approx(1, abs=1e-4)
    assert enthusiast.chance_above(1) == pytest.approx(0.95, abs=1e-4)
    assert enthusiast.odds_ratio == pytest.approx(2, abs=1e-4)


def test_the_chance_of_finding_the_leg_result_again_is_as_told() -> None:
    printed, adjusted = repeat_views.leg_p_values().values()
    assert (printed, adjusted) == (0.023, 0.129)
    assert 0.5 < repeat_views.left_open(printed, 1) < 0.6  # “somewhat more than half”
    assert repeat_views.left_open(adjusted, 1) < 0.4  # “fewer than four of ten”
    assert repeat_views.with_true_share(printed, 1, 0.5) == pytest.approx(0.2, abs=0.02)
    assert repeat_views.with_true_share(printed, 1, 0) == pytest.approx(0.025, abs=1e-6)
    chances = repeat_views.left_open(printed, repeat_views.SIZES)
    assert (np.diff(chances) > 0).all()


def test_spin_was_most_frequent_in_the_conclusions_of_the_abstract() -> None:
    rates = {place: spin_views.found(place).rate for place in spin_views.PLACES}
    assert max(rates, key=lambda place: rates[place]) == "abstract_conclusions"
    assert "42 trials, 58.3%" in spin_views.where_it_was().reading


def test_the_search_for_words_grades_the_three_models_as_the_lesson_does() -> None:
    carried = dict(own_conclusion.searched(model("carried")).found)
    assert all(
        said.startswith("found") for point, said in carried.items() if not point.startswith("Verbs")
    )
    assert carried["Verbs that may claim too much"] == "none found"
    beyond = dict(own_conclusion.searched(model("beyond")).found)
    assert beyond["The primary outcome comes first"] == "not found"
    assert beyond["An effect stands with its interval"] == "not found"
    assert "“improve”" in beyond["Verbs that may claim too much"]
    assert len(carried) == len(beyond) == 6
    nearly = dict(own_conclusion.searched(model("nearly")).found)
    assert nearly["The primary outcome comes first"].startswith("found")
    assert nearly["Harms stand with the number of people"] == "not found"


def test_the_search_finds_intervals_and_claims_of_safety() -> None:
    for words in ("0.65 (0.18 to 2.44)", "0.65 (0.18, 2.44)", "[0.18; 2.44]", "0.18–2.44"):
        assert (
            "not"
            not in dict(own_conclusion.searched(words).found)["An effect stands with its interval"]
        )
    for words in ("39, 15 analysed", "mRS 0–2", "p = 0.732, 39 and 15", "1,000 people"):
        assert (
            dict(own_conclusion.searched(words).found)["An effect stands with its interval"]
            == "not found"
        )
    assert "“led to”, “was safe”" in repr(own_conclusion.searched("It was safe and led to gains."))


def test_nothing_is_searched_in_an_empty_note() -> None:
    assert "Nothing to search yet" in repr(own_conclusion.searched("  "))
    assert "<li>" in own_conclusion.searched("")._repr_html_()


def test_a_learners_words_are_never_html(progress: Progress) -> None:
    words = "<script>alert(1)</script>\nsecond & last"
    progress.record("start_here/note/first_conclusion", words)
    progress.record("primary_and_secondary/note/revised_conclusion", words)
    for shown in (primary_and_secondary.first_conclusion()._repr_html_(), what_you_know.page()):
        assert "<script>" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>second &amp; last" in shown


def test_without_answers_the_page_says_so(progress: Progress) -> None:
    page = what_you_know.page()
    assert page.count("You have not written one.") == 2
    assert "No prediction is recorded." in page
    assert "Right: 0 of 12 before, 0 after." in page
    assert "first notebook" in repr(primary_and_secondary.first_conclusion())
    assert progress.answers() == {}


def test_the_page_tells_predictions_results_and_the_gain(progress: Progress) -> None:
    progress.record("primary_and_secondary/prediction/unseen_harm", 3)
    progress.record("primary_and_secondary/prediction/found_again", None)  # skipped
    progress.record("shift_analysis/prediction/odds_at_two", 2)
    progress.record("no_such_lesson/prediction/any", 3)  # left out, no error
    progress.record("start_here/question/first_odds", "odds_as_risk")
    progress.record("start_here/question/first_odds/after", "right")
    page = what_you_know.page()
    assert "You predicted 3 of 100. Nobody is harmed in 13.5 of 100 such trials." in page
    assert "The odds ratio for mRS 0–2 is 2.05." in page
    assert "You skipped" not in page
    assert "Right: 0 of 12 before, 1 after." in page
    assert "<em>The number of good outcomes per poor one.</em>" in page
    assert page.count("<em>") == 1  # what is right stands only where it was answered with feedback
    assert page.index("What may the conclusion say?") < page.index("How is a shift measured")


def test_the_second_test_asks_the_same_twelve_with_feedback(progress: Progress) -> None:
    again = primary_and_secondary.second_test()
    first = Lesson("start_here").questions(*start_here.FIRST_TEST)
    assert [quiz.question for quiz in again.quizzes] == [quiz.question for quiz in first.quizzes]
    assert {quiz.key for quiz in again.quizzes}.isdisjoint(quiz.key for quiz in first.quizzes)
    assert "Right." in again[0].still()
    assert progress.answers() == {}
