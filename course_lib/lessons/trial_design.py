"""Lesson 01: what a trial asks, how participants are allocated, and who knows the arm."""

from __future__ import annotations

from functools import cache

from course_lib import design, evidence
from course_lib.lessons import allocation_views, conduct_views, guessing_views, report_views
from course_lib.ui import Choice, Draw, Explorer, Lesson, Slider, View
from course_lib.ui.quiz import Questions

METHODS = {words: method for method, words in allocation_views.LABELS.items()}
FACTORS = {"severity": 1, "severity, age": 2, "severity, age, centre": 3}
ANSWERS = {"not known": None, "met": True, "not met": False}
READ = {"rated": True, "outcome": True, "alike": True}
CELLS = {
    "whether or not it happened (treatment policy)": "treatment policy",
    "as if it had not happened (hypothetical)": "hypothetical",
    "in those who would have them (principal stratum)": "principal stratum",
}
DEATH = {
    "as part of the outcome (composite)": "composite",
    "up to death (while on treatment)": "while on treatment",
    "as if it had not happened (hypothetical)": "hypothetical",
}


@cache
def lesson() -> Lesson:
    """The lesson's questions and predictions."""
    return Lesson("trial_design")


def questions(*names: str) -> Questions:
    """Some of the lesson's questions."""
    return lesson().questions(*names)


def asking() -> Explorer:
    """The trial's question as an estimand, with one's own choices."""
    return Explorer(
        conduct_views.attributes,
        {
            "outcome": Choice("Outcome", {"mRS": "mrs", "leg score": "leg"}, "mrs"),
            "cells": Choice("Cells not infused", CELLS, "treatment policy"),
            "death": Choice("Death", DEATH, "composite"),
        },
        title="One trial, many questions",
    )


def stepping() -> Explorer:
    """One allocation sequence, participant by participant."""
    return Explorer(
        allocation_views.step_by_step,
        {
            "method": Choice("Allocation", METHODS, "simple"),
            "enrolled": Slider("Participants so far", 1, 60, 20, whole=True),
            "seed": Draw("Another list"),
        },
        presets={"Ten": {"enrolled": 10}, "Thirty": {"enrolled": 30}, "All": {"enrolled": 60}},
        title="Who gets what",
    )


def balancing() -> Explorer:
    """The same participants, allocated a thousand times by each method."""
    looks = {"size of the arm": "size", "share of severe strokes": "severe"}
    return Explorer(
        allocation_views.many,
        {
            "look": Choice("Look at", looks, "severe"),
            "factors": Choice("Strata and minimisation use", FACTORS, 1),
            "seed": Draw("Other participants"),
        },
        prediction=lesson().prediction(
            "far_from_the_plan",
            target={"look": "size", "factors": 1, "seed": 1},
            result=allocation_views.far_from_plan,
            sentence="It happened in {result:.1f} of 100 simulated trials.",
        ),
        title="A thousand trials of sixty",
    )


def guessing() -> Explorer:
    """A game: guess the next allocation of an open trial with blocks."""
    options = {"not yet": "", "cells": "cells", "control": "control"}
    guesses = {
        name: Choice(f"Participant {name.removeprefix('guess_')}", options, "")
        for name in guessing_views.GUESSES
    }
    return Explorer(
        guessing_views.game,
        {
            "blocks": Choice(
                "Blocks", {name: name for name in guessing_views.LISTS}, "threes, 2:1"
            ),
            **guesses,
            "seed": Draw("Another list"),
        },
        presets={"Clear my guesses": dict.fromkeys(guesses, "")},
        prediction=lesson().prediction(
            "guess_the_next",
            target={"blocks": "threes, 2:1", **dict.fromkeys(guesses, "cells")},
            result=lambda: guessing_views.guessed_right("threes, 2:1"),
            sentence="The best rule gets {result:.1f} of 100 right.",
        ),
        title="Guess the next one",
    )


def paying() -> Explorer:
    """What an unequal allocation costs and buys."""
    return Explorer(
        allocation_views.cost,
        {
            "treated": Slider("Treated", 5, 60, 30, whole=True),
            "control": Slider("In control", 5, 60, 30, whole=True),
        },
        presets={
            "Planned: 40 and 20": {"treated": 40, "control": 20},
            "Analysed: 39 and 15": {"treated": 39, "control": 15},
        },
        prediction=lesson().prediction(
            "information_kept",
            target={"treated": 40, "control": 20},
            result=lambda: 100 * design.relative_information((40, 20)),
            sentence="40 and 20 keep {result:.1f}% of the information of 60 at 1:1.",
        ),
        title="What an unequal allocation costs",
    )


def leaking() -> Explorer:
    """How much benefit openness can make with no effect of the cells."""
    nothing = {"extra_care": 0, "expectation": 0, "unblinded": 0}
    supposed = {"extra_care": 4, "expectation": 9, "unblinded": 30}
    return Explorer(
        conduct_views.open_label,
        {
            "extra_care": Slider("Extra care is worth", 0, 15, 0, step=0.5, unit="points"),
            "expectation": Slider("An unblinded rating gains", 0, 20, 0, step=0.5, unit="points"),
            "unblinded": Slider("Ratings that are unblinded", 0, 100, 0, whole=True, unit="%"),
            "seed": Draw("Other trials"),
        },
        presets={
            "Nothing leaks": nothing,
            "Extra care alone": nothing | {"extra_care": 4},
            "Ratings alone": nothing | {"expectation": 9, "unblinded": 30},
        },
        prediction=lesson().prediction(
            "found_by_openness",
            target={**supposed, "seed": 1},
            result=lambda: conduct_views.found_by_openness(**supposed),
            sentence="It happened in {result:.1f} of 100 simulated trials.",
        ),
        title="A benefit without an effect",
    )


def against_the_registry() -> View:
    """What was registered or planned, against what was reported."""
    return report_views.registry()


def flowing() -> Explorer:
    """The flow of participants, as known to us and as it would be had 60 been randomised."""
    shown = {"what is known to us": "known", "supposed: 60 randomised as planned": "supposed"}
    return Explorer(
        report_views.flow,
        {"shown": Choice("Draw", shown, "known")},
        title="Who entered, who was analysed",
    )


def grading() -> Explorer:
    """What decides the class of evidence of a randomised trial."""
    controls = {name: Choice(words, ANSWERS, None) for name, words in evidence.REQUIREMENTS.items()}
    everything = dict.fromkeys(controls, True)
    return Explorer(
        conduct_views.grade,
        controls,
        presets={
            "All met": everything,
            "Concealment not met": everything | {"concealed": False},
            "What we could read of STARTING-2": dict.fromkeys(controls) | READ,
        },
        prediction=lesson().prediction(
            "decisive_requirement",
            target=everything | {"rated": False},
            result=conduct_views.decisive,
        ),
        title="Which requirement decides?",
    )
