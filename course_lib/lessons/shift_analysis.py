"""Lesson 03: how a shift on the modified Rankin Scale is measured and tested."""

from __future__ import annotations

from functools import cache

import numpy as np

from course_lib import estimate, published
from course_lib.design import shifted
from course_lib.lessons import in_page_views, interval_views, simulation_views, table_views
from course_lib.ui import Choice, Draw, Explorer, Lesson, Note, Slider, View
from course_lib.ui.quiz import Questions

CUTS = {"0": 0, "0–1": 1, "0–2": 2, "0–3": 3, "0–4": 4, "0–5 (alive)": 5}
SEED = 3


@cache
def lesson() -> Lesson:
    """The lesson's questions and predictions."""
    return Lesson("shift_analysis")


@cache
def trials() -> dict[str, str]:
    """Published trials with outcome counts on the mRS or a scale like it, by their titles."""
    reports = map(published.load, published.names())
    return {
        report.title: report.name
        for report in reports
        if report.outcomes is not None and len(report.outcomes.scale) >= 6
    }


@cache
def control_arms() -> dict[str, str]:
    """The trials whose control arm stands on all seven levels of the mRS."""
    return {title: name for title, name in trials().items() if name not in {"prisms", "ist3"}}


def questions(*names: str) -> Questions:
    """Some of the lesson's questions."""
    return lesson().questions(*names)


def note() -> Note:
    """The learner's own sentence about STARTING-2."""
    return lesson().note("read_aloud")


def bars() -> View:
    """MR CLEAN as two bars: the picture that the lesson begins with."""
    return table_views.bars("mr_clean")


def cutting() -> Explorer:
    """Real trials cut into good and poor outcomes."""
    return Explorer(
        table_views.arms,
        {
            "trial": Choice("Trial", trials(), "mr_clean"),
            "cut": Choice("Good outcome", CUTS, 4),
        },
        prediction=lesson().prediction(
            "odds_at_two",
            target={"trial": "mr_clean", "cut": 2},
            result=lambda: at_cut("mr_clean", 2),
            sentence="The odds ratio for mRS 0–2 is {result:.2f}.",
        ),
        title="One trial, cut in two",
    )


def at_cut(trial: str, cut: int) -> float:
    """The odds ratio of a published trial at one cut."""
    table = published.load(trial).table
    return float(estimate.odds_ratio(table, cut=cut).value)


def one_odds_ratio() -> Explorer:
    """From one odds ratio to a whole distribution."""
    before = published.load("mr_clean").table
    return Explorer(
        table_views.shifted_arms,
        {
            "control": Choice("Control arm", control_arms(), "mr_clean"),
            "odds_ratio": Slider("Common odds ratio", 0.2, 5, 1, log=True),
            "cut": Choice("Good outcome", CUTS, 2),
        },
        presets={
            "No effect": {"odds_ratio": 1},
            "A doubling": {"odds_ratio": 2},
            "A halving": {"odds_ratio": 0.5},
        },
        prediction=lesson().prediction(
            "share_after_the_shift",
            target={"control": "mr_clean", "odds_ratio": 2, "cut": 2},
            result=lambda: 100 * shifted(before.proportions[1], odds_ratio=2)[:3].sum(),
            sentence="An odds ratio of 2 brings {result:.1f} of 100 to mRS 0–2.",
        ),
        title="One odds ratio at every cut",
        in_page=in_page_views.shifted_arms([*control_arms().values()], [*CUTS.values()]),
    )


def people() -> Explorer:
    """From people helped back to the odds ratio that it takes."""
    return Explorer(
        table_views.people_at_cut,
        {
            "control": Choice("Control arm", control_arms(), "mr_clean"),
            "cut": Choice("Good outcome", CUTS, 2),
            "more": Slider("More people with it, of 100", -40, 80, 5, whole=True),
        },
        presets={
            "Five more": {"more": 5},
            "Twenty more": {"more": 20},
            "Ten fewer": {"more": -10},
        },
        title="How large must the odds ratio be?",
    )


def every_cut() -> Explorer:
    """The odds ratio at each cut beside the common one."""
    return Explorer(
        table_views.cut_points,
        {"trial": Choice("Trial", trials(), "mr_clean")},
        prediction=lesson().prediction(
            "lowest_in_ist3", target={"trial": "ist3"}, result=lambda: lowest_cut("ist3")
        ),
        title="Is it one odds ratio?",
    )


def lowest_cut(trial: str) -> str:
    """Where a trial's odds ratio is lowest: the key of an option of the prediction."""
    table = published.load(trial).table
    ratios = np.asarray(estimate.proportional_odds_check(table).odds_ratios.value)
    return ("zero", "zero_to_one", "independent", "walking", "not_bedridden", "alive")[
        int(ratios.argmin())
    ]


def gate() -> Explorer:
    """What a test of proportional odds does when it is made a gate."""
    return Explorer(
        simulation_views.pretested,
        {
            "per_arm": Slider("Participants per arm", 20, 1_000, 150, log=True, whole=True),
            "trials": Choice("Simulated trials", {"50": 50, "1,000": 1_000, "10,000": 10_000}, 50),
            "seed": Draw(),
        },
        prediction=lesson().prediction(
            "error_behind_the_gate",
            target={"per_arm": 150, "trials": 10_000, "seed": SEED},
            result=error_behind_the_gate,
            sentence="Behind the gate an effect is found in {result:.1f}% of trials without one.",
        ),
        title="A test that chooses the test",
    )


def error_behind_the_gate() -> float:
    """Per cent of simulated trials without effect in which the pretested analysis finds one."""
    tables = simulation_views.without_effect((150, 150), 10_000, SEED)
    return float(100 * simulation_views.ways_of_testing(tables)[simulation_views.GATE].mean())


def five_numbers() -> Explorer:
    """What several measures say of the same table."""
    return Explorer(
        table_views.five_numbers,
        {
            "trial": Choice("Trial", trials(), "prisms"),
            "cut": Choice("Good outcome", CUTS, 2),
        },
        prediction=lesson().prediction(
            "pairs_won",
            target={"trial": "mr_clean", "cut": 2},
            result=lambda: pairs_won("mr_clean"),
            sentence="The treated one did strictly better in {result:.1f} of 100 pairs.",
        ),
        title="All pairs of participants",
    )


def pairs_won(trial: str) -> float:
    """In how many of 100 pairs the treated participant did better."""
    table = published.load(trial).table
    return float(100 * estimate.pairs(table).wins)


def exact() -> Explorer:
    """Exact and approximate p-values at the size of STARTING-2."""
    sizes = {"39 against 15": (39, 15), "10 against 10": (10, 10), "5 against 5": (5, 5)}
    return Explorer(
        simulation_views.exact_and_approximate,
        {
            "participants": Choice("Participants", sizes, (39, 15)),
            "odds_ratio": Slider("Common odds ratio", 0.25, 6, 2, log=True),
            "trials": Choice("Simulated trials", {"20": 20, "200": 200}, 20),
            "seed": Draw(),
        },
        title="Two ways to one p-value",
    )


def interval() -> View:
    """STARTING-2's adjusted common odds ratio, with its interval."""
    return interval_views.reported("starting2")


def compatible() -> Explorer:
    """What STARTING-2's interval allows, in people."""
    return Explorer(
        interval_views.compatible,
        {
            "odds_ratio": Slider("Odds ratio to hold against it", 0.1, 5, 1, log=True),
            "control": Choice("Assumed control arm", control_arms(), "treasure"),
            "cut": Choice("Good outcome", CUTS, 2),
        },
        presets={"A doubling": {"odds_ratio": 2}, "A halving": {"odds_ratio": 0.5}},
        prediction=lesson().prediction(
            "doubling_ruled_out",
            target={"odds_ratio": 2},
            result=lambda: interval_views.verdict("starting2", 2),
        ),
        title="What the interval allows",
        in_page=in_page_views.compatible([*control_arms().values()], [*CUTS.values()]),
    )
