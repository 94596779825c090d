"""Lesson 08: for whom does a treatment work, and what a subgroup can say about it."""

from __future__ import annotations

from functools import cache

from course_lib import published
from course_lib.lessons import (
    claim_views,
    interaction_views,
    measure_views,
    shuffle_views,
    subgroup_views,
)
from course_lib.lessons.start_here import Facts, told
from course_lib.ui import Choice, Draw, Explorer, Lesson, Marking, Note, Slider
from course_lib.ui.quiz import Questions

FACTS = ("subgroup_prep_p", "subgroup_prep2_p")
EFFECTS = {"none at all": 0.05, "80% power": 0.8, "90% power": 0.9, "99% power": 0.99}
BY_DAY = {"everyone together": "everyone", "day of the week": "day", "weekend or not": "weekend"}
BY_STATE = {
    "age": "age",
    "consciousness": "consciousness",
    "alert or not": "alert",
    "stroke syndrome": "syndrome",
}
ON = {"risk difference": "difference", "risk ratio": "risk_ratio", "odds ratio": "odds_ratio"}
SHUFFLES = {"1": 1, "200": 200, "5,000": 5_000}
SEED = 9


@cache
def lesson() -> Lesson:
    """The lesson's questions, predictions and exercise."""
    return Lesson("subgroups")


def questions(*names: str) -> Questions:
    """Some of the lesson's questions."""
    return lesson().questions(*names)


def note() -> Note:
    """The learner's own sentence about the days of the week."""
    return lesson().note("subgroup_sentence")


def marking() -> Marking:
    """A paragraph of ours, in which the learner marks what claims too much."""
    return lesson().marking("days_paragraph")


def facts() -> Facts:
    """What is known to us of STARTING-2's subgroups, with its source."""
    trial = published.load("starting2")
    return Facts(tuple(told(trial.fact(name)) for name in FACTS))


def licence() -> str:
    """The notice that goes with the International Stroke Trial's data."""
    return published.ist_subgroups("day").attribution


def halves() -> Explorer:
    """Two subgroups with the same effect, tested one by one."""
    return Explorer(
        interaction_views.halves,
        {
            "power": Choice("True effect, the same in A and B", EFFECTS, 0.05),
            "share": Slider("Participants in A", 10, 90, 50, unit="%", whole=True),
            "seed": Draw("1,000 other trials"),
        },
        prediction=lesson().prediction(
            "exactly_one",
            target={"power": 0.8, "share": 50},
            result=lambda: interaction_views.exactly_one(0.8, 50),
            sentence="By the formula it is {result:.1f} of 100.",
        ),
        title="Two halves, one effect",
    )


def finding() -> Explorer:
    """What it takes to find an interaction."""
    return Explorer(
        interaction_views.finding,
        {
            "size": Slider("A minus B, times the overall effect", 0.25, 3, 2, step=0.05),
            "share": Slider("Participants in A", 10, 90, 50, unit="%", whole=True),
        },
        presets={
            "In A only": {"size": 2, "share": 50},
            "As large as the effect": {"size": 1, "share": 50},
            "Half as large": {"size": 0.5, "share": 50},
        },
        prediction=lesson().prediction(
            "power_for_interaction",
            target={"size": 1, "share": 50},
            result=lambda: 100 * interaction_views.interaction_power(1, 50),
            sentence="The power is {result:.1f}%.",
        ),
        title="What does it take to find an interaction?",
    )


def by_day() -> Explorer:
    """Aspirin in the International Stroke Trial, by the day of randomisation."""
    return Explorer(
        subgroup_views.grouped,
        {"by": Choice("Participants by", BY_DAY, "everyone")},
        prediction=lesson().prediction(
            "best_day", target={"by": "day"}, result=shuffle_views.best_day
        ),
        title="Aspirin, day by day",
    )


def shuffled() -> Explorer:
    """The days shuffled among the participants of each arm."""
    return Explorer(
        shuffle_views.shuffled,
        {"shuffles": Choice("Weeks", SHUFFLES, 1), "seed": Draw("Shuffle the days again")},
        prediction=lesson().prediction(
            "as_wide_by_chance",
            target={"shuffles": 5_000, "seed": SEED},
            result=lambda: round(shuffle_views.as_wide_by_chance(5_000, SEED)),
            sentence="In {result:.0f} of 100 shuffled weeks they lie so far apart or further.",
        ),
        title="Days that mean nothing",
    )


def by_state() -> Explorer:
    """Aspirin in the International Stroke Trial, by what was known at randomisation."""
    return Explorer(
        subgroup_views.grouped,
        {
            "by": Choice("Participants by", BY_STATE, "age"),
            "measure": Choice("Effect as", ON, "difference"),
        },
        prediction=lesson().prediction(
            "alert_interaction",
            target={"by": "alert", "measure": "difference"},
            result=lambda: subgroup_views.interaction_p("alert", "difference"),
            sentence="The test of interaction gives p = {result:.2f}.",
        ),
        title="Subgroups with a reason",
    )


def one_measure() -> Explorer:
    """An effect that is constant on one measure, shown on another."""
    same = {"odds ratio": "odds_ratio", "risk ratio": "risk_ratio", "risk difference": "difference"}
    return Explorer(
        measure_views.one_measure,
        {
            "same": Choice("The same in everyone", same, "odds_ratio"),
            "shown": Choice("Shown as", same, "odds_ratio"),
            "more": Slider("More of 100 alert who do well", 2, 40, 10, whole=True),
        },
        prediction=lesson().prediction(
            "drowsy_gain",
            target={"same": "odds_ratio", "shown": "difference", "more": 10},
            result=lambda: measure_views.drowsy_gain(10),
            sentence="{result:.1f} more of 100 drowsy people do well.",
        ),
        title="Same on one measure, different on another",
    )


def credible() -> Explorer:
    """Five questions to a subgroup claim."""
    return Explorer(
        claim_views.claim,
        {
            "planned": Choice("Written down before?", claim_views.ANSWERS, True),
            "before": Choice("Seen in other data?", claim_views.ANSWERS, True),
            "beyond_chance": Choice("Hard to put down to chance?", claim_views.ANSWERS, True),
            "few": Choice("One of only a few?", claim_views.ANSWERS, True),
            "border": Choice("Border not chosen by the data?", claim_views.ANSWERS, True),
        },
        presets=claim_views.CLAIMS,
        title="Five questions to a subgroup claim",
    )
