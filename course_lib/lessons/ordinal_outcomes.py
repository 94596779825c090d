"""Lesson 02: what a step on the modified Rankin Scale means, and what a number makes of it."""

from __future__ import annotations

from functools import cache

import numpy as np

from course_lib import estimate, published
from course_lib.design import shifted, slipped
from course_lib.lessons import cut_views, distribution_views, rating_views, weight_views
from course_lib.ui import Choice, Draw, Explorer, Lesson, Note, Slider, View
from course_lib.ui.quiz import Questions

SEED = 2
ORDERS = {
    "year": "year",
    "control arm at mRS 0–2": "independent",
    "deaths in the control arm": "dead",
    "participants": "size",
}
PAGES = {"first eleven": 0, "middle eleven": 1, "last eleven": 2}


@cache
def lesson() -> Lesson:
    """The lesson's questions and predictions."""
    return Lesson("ordinal_outcomes")


def questions(*names: str) -> Questions:
    """Some of the lesson's questions."""
    return lesson().questions(*names)


def note() -> Note:
    """The learner's own words on the worth of a step."""
    return lesson().note("worth_a_step")


@cache
def seven_levels() -> dict[str, str]:
    """Published trials with counts on seven levels, by their titles."""
    return {report.title: report.name for report in distribution_views.seven_levels()}


@cache
def all_trials() -> dict[str, str]:
    """The same, and PRISMS, whose paper merged the two worst levels."""
    return {**seven_levels(), published.load("prisms").title: "prisms"}


def agreement() -> View:
    """How often two raters choose the same level."""
    return rating_views.agreement()


def slips() -> Explorer:
    """What rating errors do to an odds ratio, and to the size of a trial."""
    return Explorer(
        rating_views.slips,
        {
            "control": Choice("Control arm", all_trials(), "mr_clean"),
            "odds_ratio": Slider("True common odds ratio", 1.2, 3, 1.5, log=True),
            "slips": Slider("Ratings that slip, of 100", 0, 50, 0, whole=True),
        },
        presets={
            "No slips": {"slips": 0},
            "40 of 100": {"slips": 40},
            "Mild strokes, 40 of 100": {"control": "prisms", "slips": 40},
        },
        prediction=lesson().prediction(
            "price_of_slips",
            target={"control": "mr_clean", "odds_ratio": 1.5, "slips": 30},
            result=price_of_slips,
            sentence="It must grow by {result:.0f}%.",
        ),
        title="Raters' slips",
    )


def price_of_slips() -> float:
    """Per cent more participants, in MR CLEAN's control arm with 30 slips of 100."""
    table = published.load("mr_clean").table
    before = table.proportions[1]
    true = np.stack([shifted(before, odds_ratio=1.5), before])
    planned, needed = (
        rating_views.participants(arms, table.scale) for arms in (true, slipped(true, share=0.3))
    )
    return 100 * (needed / planned - 1)


def browse() -> Explorer:
    """Real distributions, to sort and compare."""
    return Explorer(
        distribution_views.browse,
        {"order": Choice("In the order of", ORDERS, "year"), "page": Choice("Show", PAGES, 0)},
        prediction=lesson().prediction(
            "lowest_control_arm",
            target={"order": "independent", "page": 0},
            result=lowest_control_arm,
            sentence="In the lowest control arm {result:.1f} of 100 reached mRS 0–2.",
        ),
        title="33 real distributions",
    )


def lowest_control_arm() -> float:
    """The fewest of 100 at mRS 0–2 in any control arm of the list."""
    return 100 * min(map(distribution_views.independent, distribution_views.seven_levels()))


def cuts() -> Explorer:
    """What each dichotomy of the same trial says."""
    return Explorer(
        cut_views.all_cuts,
        {"trial": Choice("Trial", all_trials(), "ist3")},
        title="Six cuts, six answers",
    )


def best_cut() -> Explorer:
    """What choosing the best of six cuts after the fact costs."""
    sizes = {"50": 50, "1,000": 1_000, "10,000": 10_000}
    return Explorer(
        cut_views.best_cut,
        {
            "per_arm": Slider("Participants per arm", 20, 1_000, 150, log=True, whole=True),
            "trials": Choice("Simulated trials", sizes, 50),
            "seed": Draw(start=4),
        },
        prediction=lesson().prediction(
            "best_of_six",
            target={"per_arm": 150, "trials": 10_000, "seed": SEED},
            result=best_of_six,
            sentence="The best of six cuts is below 0.05 in {result:.1f}% of these trials.",
        ),
        title="The best of six",
    )


def best_of_six() -> float:
    """Per cent of simulated trials without effect in which the best of six cuts finds one."""
    return 100 * cut_views.error_rates(150, 10_000, SEED)["best of six cuts, chosen after"]


def weights() -> Explorer:
    """Published weights for the levels, and what they make of a trial."""
    sets = {words: name for name, words in weight_views.NAMES.items()}
    return Explorer(
        weight_views.scored,
        {
            "trial": Choice("Trial", seven_levels(), "dawn"),
            "weights": Choice("Scored by", sets, weight_views.EQUAL),
        },
        prediction=lesson().prediction(
            "weights_against_shift",
            target={"trial": "ist3", "weights": "utility_weighted_mrs"},
            result=weights_against_shift,
        ),
        title="What a step is worth",
    )


def weights_against_shift() -> str:
    """Where IST-3's p-value by utilities lies among the other two: an option's key."""
    table = published.load("ist3").table
    scored = estimate.mean_difference(
        table, weights=weight_views.weights_of("utility_weighted_mrs")
    )
    others = estimate.common_odds_ratio(table), estimate.odds_ratio(table, cut=2)
    p_values = [float(np.asarray(one.p_value)) for one in (scored, *others)]
    below = sum(p_values[0] < other for other in p_values[1:])
    return ("above", "between", "below")[below]


def room() -> Explorer:
    """What one odds ratio means high, in the middle and low on the scale."""
    return Explorer(
        distribution_views.room,
        {
            "control": Choice("Control arm", all_trials(), "mr_clean"),
            "odds_ratio": Slider("Common odds ratio", 0.2, 5, 1.5, log=True),
        },
        presets={
            "Mild strokes: PRISMS": {"control": "prisms"},
            "In the middle: INTERACT2": {"control": "interact2"},
            "Severe strokes: SELECT2": {"control": "select2"},
        },
        prediction=lesson().prediction(
            "room_at_the_top",
            target={"control": "prisms", "odds_ratio": 2},
            result=room_at_the_top,
            sentence="It brings {result:.1f} more of 100 to mRS 0–2.",
        ),
        title="Room to move",
    )


def room_at_the_top() -> float:
    """How many more of 100 like PRISMS' controls an odds ratio of 2 brings to mRS 0–2."""
    before = published.load("prisms").table.proportions[1]
    return float(100 * (shifted(before, odds_ratio=2) - before)[:3].sum())


def from_mild_to_severe() -> View:
    """Five real control arms, and what an odds ratio of 2 would bring in each."""
    return distribution_views.from_mild_to_severe(2)


def means_and_shifts() -> View:
    """The mean of the levels beside the shift test, in every real table."""
    return weight_views.means_and_shifts()


def same_mean() -> Explorer:
    """Two arms with one mean, and what it does not see."""
    return Explorer(
        weight_views.same_mean,
        {"moved": Slider("People moved from 3 to each end", 0, 12, 6, whole=True)},
        presets={"Two alike arms": {"moved": 0}, "As many as there are": {"moved": 12}},
        title="One mean, two outcomes",
    )
