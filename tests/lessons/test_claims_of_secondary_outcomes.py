"""What lesson 07 says in words, held against its own explorers and data."""

import itertools
import time
from functools import partial

import numpy as np
import pytest

from course_lib import estimate, evidence, published
from course_lib.lessons import (
    family_views,
    measured_twice_views,
    motricity_views,
    reporting_views,
    secondary_outcomes,
    two_means_views,
)
from course_lib.ui import View

SEEDS = range(1, 5)


def test_what_lesson_07_says_of_a_grade_is_so() -> None:
    index = published.motricity_leg()
    steps = index.steps
    assert (min(steps), max(steps)) == (5, 9)  # “worth 5 to 9 points, never 1”
    two = {one + other for one, other in itertools.product(steps, repeat=2)}
    assert sorted(two)[:2] == [10, 11]  # “two such gains make 10 points, 11, or more”
    assert 3 * min(steps) == 15  # “15 points or more”
    assert steps[0] == 9  # “the step from grade 0 to 1 is worth 9”
    assert index.grades[1].startswith("a flicker")  # “and nothing has moved yet”
    assert published.load("starting2").fact("leg_item_points").value == f"{min(steps)}–{max(steps)}"
    assert "10 points more" in motricity_views.leg(3, 3, 2).reading


def test_what_lesson_07_says_of_the_two_tests_is_so() -> None:
    found = {
        (test, sizes): round(float(two_means_views.compared(test, sizes).p_value), 3)
        for test in two_means_views.TESTS
        for sizes in two_means_views.COUNTS.values()
    }
    welch = [p for (test, _), p in found.items() if test == "welch"]
    student = [p for (test, _), p in found.items() if test == "student"]
    assert (min(welch), max(welch)) == (0.020, 0.023)  # “between 0.020 and 0.023”
    assert (min(student), max(student)) == (0.067, 0.075)  # “between 0.067 and 0.075”
    assert found["welch", (39, 14)] == 0.023  # “rounds to 0.023 as well”
    differences = {two_means_views.compared(*key).value for key in found}
    assert len(differences) == 1  # “the difference stays at 12.2”


def test_the_starting_points_of_the_tests_are_the_reported_facts() -> None:
    # The p-values of the facts (computed with scipy, see tests/published): .0204, .0233, .0666.
    trial = published.load("starting2")
    for fact, test, sizes in (
        ("leg_welch_p_39_15", "welch", (39, 15)),
        ("leg_welch_p_36_15", "welch", (36, 15)),
        ("leg_student_p_39_15", "student", (39, 15)),
    ):
        value = two_means_views.compared(test, sizes).p_value
        assert value == pytest.approx(trial.fact(fact).value, abs=0.00005)


def test_what_each_arm_is_charged_with_adds_up_to_the_tests_own_variance() -> None:
    mean, sd, other, other_sd = two_means_views.gains()
    arms = estimate.Summary(mean, sd, 39), estimate.Summary(other, other_sd, 15)
    parts = two_means_views.parts((sd, other_sd), (39, 15))
    for name, test in two_means_views.TESTS.items():
        assert sum(parts[name]) == pytest.approx(test(*arms).standard_error ** 2)
    assert parts["student"][1] > 2 * parts["welch"][1]  # “a small arm is dear”
    assert sum(parts["student"]) > sum(parts["welch"])  # “its interval is wider”


def test_what_lesson_07_says_of_false_findings_is_so() -> None:
    as_reported = two_means_views.false_findings((23.8, 13.0), (39, 15))
    swapped = two_means_views.false_findings((13.0, 23.8), (39, 15))
    assert 0.008 < as_reported["student"] < 0.02  # “about one of a hundred”
    assert 0.115 < swapped["student"] < 0.135  # “about twelve of a hundred”
    for errors in (as_reported, swapped):
        assert 0.045 < errors["welch"] < 0.055  # “stays near five in both”
    equal = two_means_views.spreads(23.8, 13.0, 27, 27).table
    assert equal is not None
    assert np.ptp(equal["p"]) < 0.002  # “with equal arms the two agree”
    reversed_p = two_means_views.spreads(13.0, 23.8, 39, 15).table
    assert reversed_p is not None
    assert reversed_p["p"].iloc[1] < reversed_p["p"].iloc[0]  # “Student's has the smaller p”


def test_what_lesson_07_says_of_a_family_is_so() -> None:
    for correlation in (0.0, 0.4, 0.8, 0.95):
        anything, smallest = family_views.chances(correlation)
        assert anything[4] > 0.05  # “stay above the 5% …”
        assert smallest[4] > 0.023  # “… and the 2.3% of a single outcome”
        assert anything[0] == pytest.approx(0.05)
    loose, close = (family_views.chances(c)[0][4] for c in (0.0, 0.8))
    assert close < loose  # “both curves sink”


def test_what_lesson_07_says_of_adjusting_is_so() -> None:
    p_values = list(family_views.p_values().values())
    assert min(p_values) == p_values[0]
    holm, bonferroni = (
        evidence.adjust(p_values, method=method) for method in ("holm", "bonferroni")
    )
    assert (holm <= bonferroni).all()  # “never claims less”
    for method in ("bonferroni", "holm", "benjamini-hochberg"):
        adjusted = evidence.adjust(p_values, method=method)
        assert (adjusted >= np.array(p_values)).all()  # “no adjustment makes a p smaller”


def test_what_lesson_07_says_of_its_plans_is_so() -> None:
    primary, supposed = family_views.primary_p(), secondary_outcomes.SUPPOSED_P
    row = family_views.wired(0, "leg", "next", primary)
    holm = family_views.wired(0, "all", "others", primary)
    for test in (row, holm):
        assert not test.rejected.any()  # “nothing is claimed”
        assert test.adjusted[1] == pytest.approx(0.732)
    assert family_views.wired(0, "leg", "next", supposed).rejected[:2].all()
    behind = family_views.wired(0, "all", "others", supposed)
    assert behind.rejected.tolist() == [True, *[False] * 5]  # “with Holm behind it is not”
    assert behind.adjusted[1] == pytest.approx(5 * 0.023)  # “a fifth of alpha”
    for share in range(101):  # “from 46% on, whatever the mRS does”
        for p in (primary, 1.0, 0.06):
            assert family_views.wired(share, "leg", "next", p).rejected[1] == (share >= 46)
    start = secondary_outcomes.wiring().start
    assert not family_views.wired(**start).rejected.any()
    assert family_views.leg_after_holm() == pytest.approx(0.115)


def test_a_plan_wired_like_a_library_plan_says_the_same() -> None:
    given = [0.03, *family_views.p_values().values()]
    pairs = (
        (family_views.wired(0, "all", "others", 0.03), evidence.gatekeeping(given)),
        (family_views.wired(0, "leg", "next", 0.03), evidence.fixed_sequence(given)),
    )
    for mine, library in pairs:
        assert mine.adjusted == pytest.approx(library.adjusted)


def test_what_could_not_be_seen_is_said_to_be_unknown() -> None:
    view = reporting_views.record()
    assert view.table is not None
    assert view.table.loc["Motricity leg score"].tolist()[:3] == [
        reporting_views.CUT_OFF.words,
        reporting_views.NO_BODY.words,
        reporting_views.UNKNOWN.words,
    ]
    trial = published.load("starting2")
    assert not trial.fact("registered_secondaries").known
    assert "cut off" in trial.fact("registered_secondaries_seen").statement
    assert "not known to us" in view.reading
    assert trial.fact("primary_registered").confidence == "P"
    assert "p < 0.01" in trial.fact("fugl_meyer_leg").statement


def test_what_lesson_07_says_of_other_trials_is_so() -> None:
    effects = published.load("ecass3").effects
    assert len(effects) == 7
    assert sum(effect.p < 0.05 for effect in effects if effect.p) == 3  # “three of them below”
    assert all(effect.value > 1 for effect in effects if effect.value)  # “all seven lie above 1”
    assert all(effect.lower <= 1.01 for effect in effects if effect.lower)  # “or nearly so”
    assert [effect.measure.split(",")[0] for effect in effects] == [
        *["risk ratio"] * 5,
        *["odds ratio"] * 2,
    ]
    nihss = [effect.p for effect in effects if "NIHSS 0–1" in effect.measure]
    assert nihss == [0.044, 0.062]
    assert "58 of 67" in reporting_views.compare().reading


def test_what_lesson_07_says_of_change_and_ancova_is_so() -> None:
    for seed in SEEDS:
        trials = measured_twice_views.simulated(0.5, 1, seed)
        follow_up, change, ancova = (
            float(np.asarray(found.value)[0])
            for found in measured_twice_views.analyses(trials).values()
        )
        ahead = float((trials.before[0, 0] - trials.before[0, 1]).mean())
        assert change == pytest.approx(follow_up - ahead)  # “takes all of the head start off”
        assert min(follow_up, change) < ancova < max(follow_up, change)  # “the share that lasts”
    p_values = [
        [float(np.asarray(found.p_value)[0]) for found in measured_twice_views.analyses(
            measured_twice_views.simulated(0.5, 1, seed)).values()]
        for seed in SEEDS
    ]  # fmt: skip
    assert any(min(row) < 0.05 < max(row) for row in p_values)  # “on both sides of 0.05”


@pytest.mark.parametrize("correlation", [0.0, 0.2, 0.5, 0.8, 0.95])
def test_what_lesson_07_says_of_the_scatter_is_so(correlation: float) -> None:
    found = measured_twice_views.analyses(measured_twice_views.simulated(correlation, 20_000, 9))
    values = [np.asarray(one.value) for one in found.values()]
    for value in values:  # “all three are right on average”
        assert value.mean() == pytest.approx(measured_twice_views.EFFECT, abs=0.2)
    follow_up, change, ancova = (value.var() for value in values)
    assert (change > follow_up * 1.02) == (correlation < 0.5)  # “scatters more”
    assert ancova < 1.05 * min(follow_up, change)  # “as well as the better of the two, or better”
    theory = measured_twice_views.variances(correlation)
    assert change / follow_up == pytest.approx(theory[1], rel=0.05)
    assert ancova / follow_up == pytest.approx(theory[2], rel=0.05)


def test_every_view_of_lesson_07_is_quick() -> None:
    # The slowest settings on a fresh cache, the picture as SVG; a slider may take 0.3 s.
    calls: tuple[partial[View], ...] = (
        partial(family_views.family, 20, 0.95),
        partial(measured_twice_views.many_trials, 0.7, 3),
        partial(two_means_views.spreads, 40, 5, 60, 5),
        partial(family_views.plan, 20, "all", "others", 0.732),
    )
    for call in calls:
        call().svg()
        family_views.chances.cache_clear()
        measured_twice_views.simulated.cache_clear()
        started = time.process_time()
        call().svg()
        assert time.process_time() - started < 0.6  # twice the promise: other work may be running
