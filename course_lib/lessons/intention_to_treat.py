"""Lesson 05: who is analysed, in which arm, and what question that answers."""

from __future__ import annotations

from functools import cache

from course_lib.estimate import Estimate
from course_lib.lessons import (
    adherence_views,
    analysis_set_views,
    estimand_views,
    exclusion_views,
)
from course_lib.ui import Choice, Draw, Explorer, Lesson, Marking, Note, Slider, Sorting, View
from course_lib.ui.quiz import Questions

SETS = {name: name for name in analysis_set_views.SETS}
WHO = {
    "anybody alike": 1.0,
    "rather the sicker": 2.0,
    "mostly the sicker": 4.0,
    "rather the less sick": 0.5,
}
STRATEGIES = {
    "treatment policy": "whether or not it happened",
    "hypothetical": "as if it had not happened",
    "composite": "as part of the outcome",
    "while on treatment": "up to the time it happened",
    "principal stratum": "in those who would not have it",
}
OFFERED = {
    "grow": ("treatment policy", "hypothetical", "principal stratum"),
    "leave": ("treatment policy", "hypothetical", "while on treatment"),
    "stroke": ("treatment policy", "hypothetical", "composite", "while on treatment"),
    "death": ("composite", "treatment policy", "hypothetical", "while on treatment"),
}
SEED = 132


@cache
def lesson() -> Lesson:
    """The lesson's questions and predictions."""
    return Lesson("intention_to_treat")


def questions(*names: str) -> Questions:
    """Some of the lesson's questions."""
    return lesson().questions(*names)


def note() -> Note:
    """The learner's own sentence about the 39 and 15."""
    return lesson().note("thirty_nine_and_fifteen")


def sorting() -> Sorting:
    """Ten situations, each to be sorted into an analysis set."""
    return lesson().sorting("which_set")


def marking() -> Marking:
    """What a summary of STARTING-2 claims, phrase by phrase."""
    return lesson().marking("too_much_said")


def four_analyses() -> Explorer:
    """The International Stroke Trial by one analysis set after the other."""
    return Explorer(
        analysis_set_views.analysed,
        {"name": Choice("Analysed", SETS, "intention to treat")},
        prediction=lesson().prediction(
            "aspirin_per_protocol",
            target={"name": "per protocol"},
            result=lambda: float(analysis_set_views.per_1000(effect_of("per protocol"))[0]),
            sentence="Per protocol {result:.1f} fewer of 1000 are dead or dependent.",
        ),
        title="One trial, three sets",
    )


def effect_of(name: str) -> Estimate:
    """Aspirin's effect by one analysis."""
    return analysis_set_views.effect(name)


def who_complied() -> Explorer:
    """Those who complied against those who did not."""
    looks = {"consciousness before treatment": "drowsy", "outcome at 6 months": "poor"}
    return Explorer(
        analysis_set_views.who,
        {"look": Choice("Look at", looks, "drowsy")},
        prediction=lesson().prediction(
            "outcome_of_those_who_did_not",
            target={"look": "poor"},
            result=lambda: 100 * analysis_set_views.by_compliance("poor")[1].share,
            sentence="{result:.1f}% of them were dead or dependent.",
        ),
        title="Who did not comply?",
    )


def four_effects() -> Explorer:
    """Four effects of aspirin from the same participants."""
    goods = {words: cut for cut, words in analysis_set_views.OUTCOMES.items()}
    return Explorer(
        analysis_set_views.four,
        {
            "cut": Choice("Outcome", goods, "not recovered"),
            "unknown": Choice("Compliance not known", ["counted", "left out"], "counted"),
        },
        title="Four analyses, four effects",
    )


def single_people() -> Explorer:
    """Twenty-four simulated people, moving between arms and sets."""
    return Explorer(
        adherence_views.single_people,
        {
            "chosen": Choice("Analysed", SETS, "intention to treat"),
            "followed": Slider("Follow participant", 1, 24, 3, whole=True),
            "seed": Draw("Other people", start=SEED),
        },
        title="Where is each one counted?",
    )


def many_trials() -> Explorer:
    """What each analysis reports over many trials."""
    nobody = {"odds_ratio": 1, "skipped": 0, "crossed": 0, "sicker": 1.0}
    sicker = nobody | {"skipped": 20, "sicker": 2.0}
    return Explorer(
        adherence_views.many_trials,
        {
            "odds_ratio": Slider("True odds ratio of taking it", 0.5, 4, 1, log=True),
            "skipped": Slider("Treated who do not take it", 0, 30, 0, step=0.5, unit="%"),
            "crossed": Slider("Controls who take it", 0, 30, 0, step=0.5, unit="%"),
            "sicker": Choice("Who deviates", WHO, 1.0),
            "seed": Draw(),
        },
        presets={
            "The sicker treated skip it": sicker,
            "Anybody skips it": sicker | {"sicker": 1.0},
            "As many in both arms": sicker | {"crossed": 20},
            "The same with an effect": sicker | {"odds_ratio": 2},
        },
        prediction=lesson().prediction(
            "which_set_is_off",
            target=sicker,
            result=lambda: off_the_truth(**sicker),
        ),
        title="Two thousand trials, four analyses",
    )


def off_the_truth(odds_ratio: float, skipped: float, crossed: float, sicker: float) -> str:
    """Which of the three sets miss the truth on average: the key of an option."""
    gaps = adherence_views.bias(odds_ratio, skipped, crossed, sicker, 1)[:3]
    return {
        (False, False, False): "none",
        (False, True, False): "per_protocol",
        (False, False, True): "as_treated",
        (False, True, True): "both",
    }[tuple(bool(abs(gap) > 1) for gap in gaps)]  # type: ignore[index]


def said() -> View:
    """What our sources say of STARTING-2's participants."""
    return exclusion_views.said()


def supposing() -> Explorer:
    """STARTING-2's flow under a supposition about the randomised."""
    cells, control = exclusion_views.analysed()
    return Explorer(
        exclusion_views.supposed,
        {
            "cells": Slider("Randomised to cells (supposed)", cells, 60, cells, whole=True),
            "control": Slider("Randomised to control (supposed)", control, 40, control, whole=True),
        },
        presets={
            "Everybody completed": {"cells": cells, "control": control},
            "As planned: 40 and 20": {"cells": 40, "control": 20},
        },
        title="If so many had been randomised",
    )


def leaving_out() -> Explorer:
    """Leaving out some of the treated dead, in trials without any effect."""
    return Explorer(
        exclusion_views.leaving_out,
        {
            "share": Slider("Of the treated dead, left out", 0, 100, 10, whole=True, unit="%"),
            "per_arm": Slider("Participants per arm", 30, 1_000, 150, log=True, whole=True),
            "seed": Draw(),
        },
        presets={"40% of the treated dead": {"share": 40}, "All of them": {"share": 100}},
        prediction=lesson().prediction(
            "found_by_leaving_out",
            target={"share": 40, "per_arm": 150, "seed": 1},
            result=lambda: round(100 * exclusion_views.left_out(40, 150, 1).error_rates[1]),
            sentence="An effect is found in {result:.0f} of 100 simulated trials.",
        ),
        title="A few are left out",
    )


def building() -> Explorer:
    """An estimand for a trial of cells, built from its five attributes."""
    events = {
        name: Choice(
            words.capitalize(), {STRATEGIES[one]: one for one in OFFERED[name]}, OFFERED[name][0]
        )
        for name, words in estimand_views.EVENTS.items()
    }
    return Explorer(
        estimand_views.built,
        {
            "variable": Choice("Variable", {"mRS": "mrs", "leg score": "leg"}, "mrs"),
            "summary": Choice("Summary", by_words(estimand_views.SUMMARIES), "odds"),
            "treatment": Choice(
                "Compared with", {"standard care": "care", "sham infusion": "sham"}, "care"
            ),
            "population": Choice(
                "Population", {"all eligible": "all", "who cannot walk": "legs"}, "all"
            ),
            **events,
        },
        prediction=lesson().prediction(
            "who_answers",
            target={"grow": "principal stratum"},
            result=lambda: estimand_views.answering("principal stratum"),
        ),
        title="Build the question",
    )


def by_words(named: dict[str, str]) -> dict[str, str]:
    """Options by what the learner reads."""
    return {words: name for name, words in named.items()}
