"""Lesson 10: the learner designs the trial that would settle the question, and takes it home."""

from __future__ import annotations

from functools import cache
from typing import Any

from course_lib.lessons import (
    look_views,
    method_views,
    openness_views,
    plan_question,
    plan_views,
)
from course_lib.lessons.plan_choices import Truth
from course_lib.lessons.plan_form import HANDLING, TRIALS, TrialRun, form, options, proposal
from course_lib.lessons.shift_analysis import control_arms
from course_lib.lessons.synopsis_document import Document
from course_lib.lessons.synopsis_text import synopsis as written
from course_lib.ui import Choice, Download, Draw, Explorer, Lesson, Note, Slider, View
from course_lib.ui.quiz import Questions

TRUTH: Truth = {"control": "treasure", "odds_ratio": 1.5, "motor": 0.25, "prognosis": 3.0}
TWICE: dict[str, Any] = {
    "look": "uncorrected", "fraction": 50, "odds_ratio": 1.5, "trials": 10_000, "seed": 1,
}  # fmt: skip
TEN: dict[str, Any] = {
    "outcomes": 10, "rule": "none", "correlation": 50, "trials": 10_000, "seed": 1,
}  # fmt: skip
KNOWING: dict[str, Any] = {"unblinded": 50, "expectation": 1.5, "behaviour": 1, "total": 600}


@cache
def lesson() -> Lesson:
    """The lesson's questions and predictions."""
    return Lesson("design_the_next_trial")


def questions(*names: str) -> Questions:
    """Some of the lesson's questions."""
    return lesson().questions(*names)


def note() -> Note:
    """The learner's own sentences to an ethics committee."""
    return lesson().note("to_the_committee")


def like_starting_2() -> View:
    """A trial of STARTING-2's size, run ten thousand times under an assumed truth."""
    return plan_views.beside_starting_2(TRUTH)


def question() -> Explorer:
    """The next trial's question, as an estimand."""
    return Explorer(
        plan_question.asked,
        {
            "treatment": Choice("Compared", options(plan_question.TREATMENTS), "sham"),
            "population": Choice("Participants", options(plan_question.POPULATIONS), "unaided"),
            "time": Choice("mRS taken", options(plan_question.TIMES), "90"),
            "cells": Choice(
                "Cells not grown or not infused", options(plan_question.STRATEGIES),
                "treatment policy",
            ),
        },
        title="The question",
    )  # fmt: skip


def enrolling() -> Explorer:
    """Whom to enrol: real control arms, and what an effect takes in each."""
    return Explorer(
        method_views.enrolling,
        {
            "control": Choice("Control arm", control_arms(), "treasure"),
            "odds_ratio": Slider("Common odds ratio", 1.2, 3, 1.5, log=True),
        },
        title="Whom to enrol",
    )


def testing() -> Explorer:
    """Four primary analyses, and what each takes."""
    return Explorer(
        method_views.testing,
        {
            "control": Choice("Control arm", control_arms(), "treasure"),
            "odds_ratio": Slider("Common odds ratio", 1.2, 3, 1.5, log=True),
            "motor": Slider("Motor score better by", 0, 0.6, 0.25, step=0.05, unit="SD"),
            "prognosis": Slider("Prognosis adjusted for, odds ratio", 1, 5, 1, log=True),
        },
        prediction=lesson().prediction(
            "idle_motor_score",
            target={"control": "treasure", "odds_ratio": 1.5, "motor": 0, "prognosis": 1},
            result=method_views.idle_motor_score,
        ),
        title="How to test",
    )


def knowing() -> Explorer:
    """A useless treatment, and raters who know who received it."""
    return Explorer(
        openness_views.known_arm,
        {
            "unblinded": Slider("Raters who know", 0, 100, 0, unit="%", whole=True),
            "expectation": Slider("Their odds ratio", 1, 2, 1.5, log=True),
            "behaviour": Slider("Extra care, odds ratio", 1, 1.5, 1, log=True),
            "total": Slider("Participants", 40, 4_000, 600, log=True, whole=True),
        },
        prediction=lesson().prediction(
            "half_the_raters_know",
            target=KNOWING,
            result=lambda: openness_views.false_findings(**KNOWING),
            sentence="p is below 0.05 in {result:.1f}% of such trials.",
        ),
        title="Who knows?",
    )


def looking() -> Explorer:
    """One look before the end."""
    return Explorer(
        look_views.looking,
        {
            "look": Choice("Look", options(look_views.BOUNDARIES), "none"),
            "fraction": Slider("When so many are in", 20, 80, 50, unit="%", whole=True),
            "odds_ratio": Slider("Common odds ratio", 1.2, 2.5, 1.5, log=True),
            "trials": Choice("Simulated trials", TRIALS, 10_000),
            "seed": Draw(),
        },
        prediction=lesson().prediction(
            "five_per_cent_twice",
            target=TWICE,
            result=lambda: look_views.false_findings(**TWICE),
            sentence="An effect is found in {result:.1f}% of these trials.",
        ),
        title="A look before the end",
    )


def many_outcomes() -> Explorer:
    """A family of secondary outcomes of a treatment that does nothing."""
    return Explorer(
        openness_views.many_outcomes,
        {
            "outcomes": Slider("Secondary outcomes", 1, 10, 1, whole=True),
            "rule": Choice("Tested", options(openness_views.RULES), "none"),
            "correlation": Slider("Correlation", 0, 90, 50, unit="%", whole=True),
            "trials": Choice("Simulated trials", TRIALS, 10_000),
            "seed": Draw(),
        },
        prediction=lesson().prediction(
            "ten_secondaries",
            target=TEN,
            result=lambda: openness_views.misleading(**TEN),
            sentence="It happens in {result:.1f}% of these trials.",
        ),
        title="Many outcomes",
    )


def losses() -> Explorer:
    """Outcomes that will be missing, and two ways to deal with them."""
    return Explorer(
        openness_views.lost,
        {
            "treated": Slider("Treated, lost", 0, 40, 10, unit="%", whole=True),
            "untreated": Slider("Controls, lost", 0, 40, 20, unit="%", whole=True),
            "by_outcome": Slider("Odds of loss, per level worse", 1, 3, 1, log=True),
            "handling": Choice("Unknown outcomes", HANDLING, "known"),
        },
        title="Those who will be missing",
    )


def trial() -> TrialRun:
    """The learner's own trial beside three others, each run many times."""
    return form(TRUTH)


def synopsis(asked: Explorer, planned: TrialRun) -> Document:
    """The synopsis of the question as it stands and of the trial as it was run last."""
    return written(proposal(asked, planned))


def page(asked: Explorer, planned: TrialRun) -> Download:
    """The synopsis as an HTML page to keep."""
    return Download(
        "Download the synopsis as a page", "synopsis.html",
        lambda: written(proposal(asked, planned)).to_html(),
    )  # fmt: skip


def markdown(asked: Explorer, planned: TrialRun) -> Download:
    """The synopsis as Markdown, to paste into a protocol."""
    return Download(
        "Download the synopsis as Markdown", "synopsis.md",
        lambda: written(proposal(asked, planned)).to_markdown(),
    )  # fmt: skip
