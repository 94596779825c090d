"""Lesson 10."""

from functools import cache

from scipy.special import ndtr

from course_lib import evidence
from course_lib.lessons import design_the_next_trial as lesson
from course_lib.lessons import look_views, method_views, openness_views
from course_lib.lessons.plan_choices import BESIDE, plan_of
from course_lib.lessons.plan_runs import run
from course_lib.lessons.shift_analysis import control_arms
from tests.lessons.numbers.the_trial import starting2

CONVENTIONS = {
    "1.5": "an odds ratio that the lesson supposes",
    "1.2": "another one to try",
    "80%": "the usual wanted power",
    "92%": "a power that a question supposes",
    "10,000": "simulated trials on offer",
    "100,000": "the most on offer",
    "40": "participants at one end of a slider",
    "4,000": "participants at the other end",
    "600": "participants that a prediction supposes",
    "1.05": "an odds ratio of openness that the lesson supposes",
    "1.3": "another one",
    "0.3": "standard deviations that a rater adds, supposed",
    "0.04": "a p-value that a question supposes",
    "0.004": "another one",
    "0.30": "another one",
    "0.5": "a correlation that a prediction supposes",
    "04": "the number of a lesson",
    "2025": "a year of two guidelines",
    "10": "the number of this lesson, and a rounded rate of a question",
}


@cache
def like() -> evidence.OperatingCharacteristics:
    """A trial like STARTING-2 under the lesson's truth."""
    name = next(iter(BESIDE))
    plan = plan_of(**lesson.TRUTH, **BESIDE[name])
    return run(plan, trials=10_000, seed=10)


def sizes() -> list[str]:
    """Participants that the lesson names."""
    arms = control_arms().values()
    whole = [method_views.needed(arm, 1.5, "shift", 0, 1) for arm in arms]
    cut = {arm: method_views.needed(arm, 1.5, "dichotomy", 0, 1) for arm in arms}
    treasure = [
        method_views.needed("treasure", 1.5, *how)
        for how in (("shift", 0, 1), ("shift", 0, 3), ("hierarchical", 0.25, 1),
                    ("hierarchical", 0, 1))
    ]  # fmt: skip
    assert min(cut.values()) == cut["interact2"]
    assert max(cut.values()) == cut["select2"]
    numbers = [min(whole), max(whole), cut["interact2"], cut["select2"], *treasure]
    return [f"{number:,}" for number in numbers]


def rates() -> list[str]:
    """Chances that the lesson names, in per cent."""
    twice = look_views.planned("treasure", 1.5, "uncorrected", 50).without_effect()
    lost = [openness_views.lost_rates(10, 20, 2, how)[1] for how in ("known", "worst")]
    at_random = openness_views.lost_rates(10, 20, 1, "known")[1]
    large = plan_of(**lesson.TRUTH, **BESIDE["large and plain"])
    false = evidence.planned_power(large.without_effect())
    return [
        f"{100 * like().power.value:.0f}",
        f"{100 * like().misleading_secondary.value:.0f}",
        f"{100 * evidence.planned_power(twice):.0f}",
        *(f"{100 * rate:.0f}%" for rate in (*lost, at_random)),
        f"{100 * false:.0f}%",
    ]


def boundaries() -> list[str]:
    """Critical values, and the p-value of the first."""
    first, last = evidence.InterimLook(0.5).critical_values()
    both, _ = evidence.InterimLook(0.5, "pocock").critical_values()
    return [f"{first:.2f}", f"{last:.2f}", f"{both:.2f}", f"{2 * ndtr(-first):.3f}"]


def computed() -> set[str]:
    """Every number that lesson 10 may print because it is recomputed."""
    analysed = [int(number) for number in starting2() if number in ("39", "15")]
    return {*starting2(), str(sum(analysed)), *sizes(), *rates(), *boundaries()}
