"""Lesson 09: what a conclusion may say after a null primary and a small secondary p-value."""

from __future__ import annotations

from functools import cache
from typing import Any

from course_lib import published, ui
from course_lib.lessons import (
    belief_views,
    hidden_table_views,
    margin_views,
    own_conclusion,
    repeat_views,
    safety_views,
    spin_views,
    start_here,
    what_you_know,
)
from course_lib.ui import Choice, Explorer, Lesson, Marking, Note, Slider, Sorting, View
from course_lib.ui.quiz import Questions

SENTENCES = {
    "Feasible and safe": ("serious_harms", "harms_treatment", "harms_control", "harms_sought"),
    "Not associated with a better mRS": ("primary_registered", "mrs_counts", "class_sentence"),
    "Leg motor improvement was observed": ("leg_difference", "leg_p", "leg_p_adjusted"),
}


@cache
def lesson() -> Lesson:
    """The lesson's questions, predictions, exercises and note."""
    return Lesson("primary_and_secondary")


def questions(*names: str) -> Questions:
    """Some of the lesson's questions."""
    return lesson().questions(*names)


def three_sentences() -> start_here.Facts:
    """The abstract's conclusion in its three parts, each over the facts that it rests on."""
    trial = published.load("starting2")
    told = [start_here.told(trial.fact("conclusion"))]
    for sentence, names in SENTENCES.items():
        told += ["", f"**{sentence}**", ""]
        told += [start_here.told(trial.fact(name)) for name in names]
        if "mRS" in sentence:
            told += [
                start_here.line(f"{effect}{way(effect)}", effect.source, effect.confidence)
                for effect in trial.effects
            ]
    return start_here.Facts(tuple(told))


def way(effect: published.PublishedEffect) -> str:
    """Which outcome a ratio above 1 favours."""
    return f", for a {effect.direction} outcome" if effect.value is not None else ""


def nothing_seen() -> Explorer:
    """What no event among a few participants leaves possible."""
    return Explorer(
        safety_views.none_seen,
        {
            "events": Slider("Events seen", 0, 10, 0, whole=True),
            "participants": Slider("Participants", 15, 3_000, 39, log=True, whole=True),
            "risk": Slider("True risk, supposed", 0.1, 30, 1, log=True, unit="%"),
        },
        presets={
            "STARTING-2": {"events": 0, "participants": 39},
            "Ten times as many": {"events": 0, "participants": 390},
        },
        prediction=lesson().prediction(
            "unseen_harm",
            target={"events": 0, "participants": 39, "risk": 5},
            result=lambda: safety_views.so_few(0, 39, 5),
            sentence="Nobody is harmed in {result:.1f} of 100 such trials.",
        ),
        title="What nobody saw",
    )


def margin() -> Explorer:
    """An interval against the odds ratios that are too small to matter."""
    return Explorer(
        margin_views.against,
        {
            "trial": Choice("Trial", margin_views.TRIALS, "focus"),
            "margin": Slider("Smallest odds ratio that matters", 1.05, 6, 1.5, log=True),
        },
        presets={"A margin of 1.2": {"margin": 1.2}, "A margin of 2": {"margin": 2}},
        prediction=lesson().prediction(
            "against_a_margin",
            target={"trial": "starting2", "margin": 1.5},
            result=lambda: margin_views.verdict("starting2", 1.5),
        ),
        title="How small is too small to matter?",
    )


def hidden_tables() -> Explorer:
    """Tables that agree with what the abstracts print."""
    return Explorer(
        hidden_table_views.possible,
        {
            "printed": Choice("What is printed", hidden_table_views.PRINTED, "0.732"),
            "order": Choice("Put in order by", hidden_table_views.ORDERS, "deaths"),
            "place": Slider("From best to worst for cells", 0, 100, 50, step=1, unit="%"),
        },
        presets={"Best for cells": {"place": 0}, "Worst for cells": {"place": 100}},
        prediction=lesson().prediction(
            "which_arm_is_ahead",
            target={"printed": "0.732", "order": "odds_ratio", "place": 100},
            result=lambda: hidden_table_views.either_arm("0.732"),
        ),
        title="What lies behind the abstract?",
    )


def leanings() -> View:
    """The primary outcome as it was reported in two ways."""
    return hidden_table_views.leanings()


def beliefs() -> Explorer:
    """Belief before and after the trial."""
    return Explorer(
        belief_views.believed,
        {
            "reader": Choice("Reader", belief_views.READERS, "sceptic"),
            "hoped_for": Slider("Odds ratio hoped for", 1.1, 6, 2, log=True),
            "doubt": Slider("Doubt", 1, 40, 5, unit="%"),
            "times": Slider("Participants, times 54", 1, 50, 1, log=True),
        },
        presets={
            "Ten times the trial": {"times": 10},
            "The trial as it was": {"times": 1},
        },
        prediction=lesson().prediction(
            "enthusiast_after",
            target={"reader": "enthusiast", "hoped_for": 2, "doubt": 5, "times": 1},
            result=lambda: belief_views.sure_of_benefit("enthusiast", 2, 5),
            sentence="The enthusiast may still be {result:.0f}% sure of a benefit.",
        ),
        title="Before and after the trial",
    )


def repeats() -> Explorer:
    """The chance that a repeat finds the leg result again."""
    return Explorer(
        repeat_views.again,
        {
            "p_value": Choice("First result, p", repeat_views.leg_p_values(), 0.129),
            "times": Slider("Participants of the repeat, times the first", 0.5, 10, 1, log=True),
            "share": Slider("True part of the first estimate", 0, 100, 50, step=5, unit="%"),
        },
        prediction=lesson().prediction(
            "found_again",
            target={"p_value": 0.023, "times": 1},
            result=lambda: 100 * float(repeat_views.left_open(0.023, 1)),
            sentence="It will in {result:.1f} of 100 repeats.",
        ),
        title="Would it be found again?",
    )


def spin() -> View:
    """Where null trials were reported with spin."""
    return spin_views.where_it_was()


def marking(name: str) -> Marking:
    """A conclusion in which to mark what claims too much."""
    return lesson().marking(name)


def first_conclusion() -> own_conclusion.Passage:
    """What the learner wrote at the start of the course."""
    return own_conclusion.Passage(
        "Your first conclusion, from the start of the course",
        start_here.lesson().note("first_conclusion").text,
        "You have not written one. You can do it now, in the first notebook.",
    )


def note() -> Note:
    """The learner's conclusion, revised."""
    return lesson().note("revised_conclusion")


def searched() -> own_conclusion.Search:
    """The six points, looked for in the revised conclusion."""
    return own_conclusion.searched(note().text)


def three_conclusions() -> Sorting:
    """Three conclusions to grade."""
    return lesson().sorting("three_conclusions")


def second_test() -> Questions:
    """The twelve questions of the first notebook, now with feedback."""
    return start_here.lesson().questions(*start_here.FIRST_TEST, again="after")


def gain() -> Any:
    """What the learner answered before the course, and what now."""
    return ui.gain(start_here.lesson(), start_here.FIRST_TEST, again="after")


def take_home() -> ui.Download:
    """A page with the learner's conclusions, answers and predictions."""
    return ui.Download("Download: what you now know", "what_you_now_know.html", what_you_know.page)
