"""Lesson 04: what a trial of a given size can find, and what 54 participants could show."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from course_lib import design
from course_lib.lessons import interval_views, power_views, price_views, small_trial_views
from course_lib.lessons.shift_analysis import control_arms
from course_lib.ui import Choice, Draw, Explorer, Lesson, Note, Slider, View
from course_lib.ui.quiz import Questions

SIZES = {"39 against 15": (39, 15), "390 against 150": (390, 150)}
DETECTING = {
    "39 against 15, analysed": (39, 15),
    "40 against 20, planned": (40, 20),
    "27 against 27": (27, 27),
    "300 against 300": (300, 300),
}
SEED = 4
ADJUSTED: dict[str, Any] = {"prognosis": 3, "odds_ratio": 1.5, "per_arm": 150, "trials": 4_000}


@cache
def lesson() -> Lesson:
    """The lesson's questions and predictions."""
    return Lesson("sample_size")


def questions(*names: str) -> Questions:
    """Some of the lesson's questions."""
    return lesson().questions(*names)


def note() -> Note:
    """The learner's own sentence about what 54 participants could show."""
    return lesson().note("what_54_could_show")


def interval() -> View:
    """STARTING-2's adjusted common odds ratio, with its interval."""
    return interval_views.reported("starting2")


def planning() -> Explorer:
    """Power against size, by formula and by simulation."""
    return Explorer(
        power_views.planned,
        {
            "control": Choice("Control arm", control_arms(), "mr_clean"),
            "odds_ratio": Slider("True common odds ratio", 1.25, 6, 2, log=True),
            "trials": Choice("Simulated trials of each size", {"200": 200, "5,000": 5_000}, 200),
            "seed": Draw(),
        },
        prediction=lesson().prediction(
            "participants_for_half_the_effect",
            target={"control": "mr_clean", "odds_ratio": 1.5},
            result=lambda: total_for("mr_clean", 1.5),
            sentence="An odds ratio of 1.5 takes {result:,.0f} participants.",
        ),
        title="How many does it take?",
    )


def total_for(control: str, odds_ratio: float) -> float:
    """Participants for 80% power, half in each arm."""
    return float(power_views.needed(power_views.control_of(control), odds_ratio).total)


def wrong_inputs() -> Explorer:
    """What wrong inputs cost."""
    slips = {words[0].upper() + words[1:]: slip for slip, words in power_views.SLIPS.items()}
    return Explorer(
        power_views.slipped,
        {
            "control": Choice("Control arm", control_arms(), "mr_clean"),
            "odds_ratio": Slider("True common odds ratio", 1.25, 6, 1.5, log=True),
            "slip": Choice("What went wrong", slips, "total_as_arm"),
        },
        prediction=lesson().prediction(
            "power_of_half",
            target={"control": "mr_clean", "odds_ratio": 1.5, "slip": "arm_as_total"},
            result=power_of_half,
            sentence="Half of the participants leave a power of {result:.1f}%.",
        ),
        title="One wrong input",
    )


def power_of_half() -> float:
    """Power, in per cent, of a trial with half of the participants that it needs."""
    arm = power_views.control_of("mr_clean")
    half = design.planning_slips(arm, odds_ratio=1.5)["arm_as_total"]
    return float(100 * power_views.power_of(arm, 1.5, half))


def could_show() -> Explorer:
    """Which effects a trial of one size can find."""
    return Explorer(
        power_views.detectable,
        {
            "control": Choice("Control arm", control_arms(), "mr_clean"),
            "participants": Choice("Participants", DETECTING, (300, 300)),
            "odds_ratio": Slider("True common odds ratio", 1, 10, 1.5, log=True),
        },
        presets={"A doubling": {"odds_ratio": 2}, "A trebling": {"odds_ratio": 3}},
        prediction=lesson().prediction(
            "detectable_with_54",
            target={"control": "mr_clean", "participants": (39, 15)},
            result=lambda: detectable_with_54("mr_clean"),
            sentence="Power is 80% from an odds ratio of {result:.1f}.",
        ),
        title="What could this size show?",
    )


def detectable_with_54(control: str) -> float:
    """The odds ratio that 39 against 15 participants find with 80% power."""
    arm = power_views.control_of(control)
    return float(np.asarray(design.detectable_odds_ratio(arm, participants=(39, 15))))


def doing_nothing() -> Explorer:
    """What trials of a treatment without effect can rule out."""
    return Explorer(
        small_trial_views.no_effect,
        {
            "participants": Choice("Participants", SIZES, (390, 150)),
            "ratio": Slider("Benefit to rule out, odds ratio", 1.2, 6, 2, log=True),
            "seed": Draw(),
        },
        prediction=lesson().prediction(
            "doubling_excluded",
            target={"participants": (39, 15), "ratio": 2, "seed": SEED},
            result=doubling_excluded,
            sentence="{result:.1f}% of such trials rule out a doubling.",
        ),
        title="A treatment that does nothing",
    )


def doubling_excluded() -> float:
    """In what per cent of trials of 39 against 15 without effect a doubling is ruled out."""
    found = small_trial_views.simulated(1, (39, 15), small_trial_views.COUNTED, SEED)
    return float(100 * small_trial_views.rules_out(found, 2).mean())


def cutting() -> Explorer:
    """What cutting the scale costs in participants."""
    return Explorer(
        price_views.price_of_cuts,
        {
            "control": Choice("Control arm", control_arms(), "interact2"),
            "odds_ratio": Slider("True common odds ratio", 1.25, 6, 1.5, log=True),
        },
        prediction=lesson().prediction(
            "participants_for_a_cut",
            target={"control": "mr_clean", "odds_ratio": 1.5},
            result=participants_for_a_cut,
            sentence="Cut at mRS 0–2, MR CLEAN's scale takes {result:,.0f} participants.",
        ),
        title="The price of a cut",
    )


def participants_for_a_cut() -> float:
    """Participants that mRS 0–2 takes where the whole scale takes its number: MR CLEAN, 1.5."""
    _, cuts = price_views.totals_at_cuts("mr_clean", 1.5)
    return float(cuts[2])


def prognosis() -> Explorer:
    """What an analysis gains from known prognosis."""
    return Explorer(
        price_views.adjusting,
        {
            "prognosis": Slider("Weight of prognosis, odds ratio", 1, 5, 1, log=True),
            "odds_ratio": Slider("True odds ratio, same prognosis", 1, 4, 1.5, log=True),
            "per_arm": Choice("Participants per arm", [75, 150, 300], 150),
            "trials": Choice("Simulated trials", {"400": 400, "4,000": 4_000}, 400),
            "seed": Draw(),
        },
        prediction=lesson().prediction(
            "what_adjustment_does",
            target=dict(ADJUSTED, seed=SEED),
            result=lambda: price_views.what_adjustment_does(**ADJUSTED, seed=SEED),
        ),
        title="Prognosis, used or ignored",
    )


def losses() -> Explorer:
    """What losses take away, and what foresight gives back."""
    return Explorer(
        power_views.lost,
        {
            "odds_ratio": Slider("True common odds ratio", 1.25, 4, 1.5, log=True),
            "share": Slider("Lost", 0, 50, 10, unit="%", whole=True),
            "foreseen": Slider("Foreseen in the plan", 5, 45, 10, unit="%", whole=True),
        },
        title="Lost to follow-up",
    )


def winners() -> Explorer:
    """What is left of an effect when only significant results are noticed."""
    return Explorer(
        small_trial_views.winners,
        {
            "odds_ratio": Slider("True common odds ratio", 1.1, 6, 1.5, log=True),
            "participants": Choice("Participants", SIZES, (390, 150)),
            "seed": Draw(),
        },
        prediction=lesson().prediction(
            "winners_estimate",
            target={"odds_ratio": 1.5, "participants": (39, 15), "seed": SEED},
            result=lambda: small_trial_views.noticed(1.5, (39, 15), SEED).median,
            sentence="In these simulated trials the middle one finds {result:.2f}.",
        ),
        title="Only the winners are noticed",
    )


def afterwards() -> Explorer:
    """Power computed after the fact, against the p-value."""
    return Explorer(
        small_trial_views.after_the_fact,
        {
            "p_value": Slider("p-value", 0.001, 1, 0.05, log=True),
            "participants": Choice("Participants", SIZES, (39, 15)),
            "odds_ratio": Slider("True common odds ratio", 1, 6, 1.5, log=True),
            "seed": Draw(),
        },
        presets={
            "p = 0.05": {"p_value": 0.05},
            "p = 0.732": {"p_value": 0.732},
        },
        prediction=lesson().prediction(
            "same_p_more_people",
            target={"p_value": 0.732, "participants": (390, 150)},
            result=lambda: small_trial_views.power_at_same_p(0.732),
        ),
        title="“Power” after the fact",
    )
