"""Lesson 07: what a small p-value says that stands in a family of outcomes."""

from __future__ import annotations

from functools import cache

from course_lib.lessons import (
    family_views,
    measured_twice_views,
    motricity_views,
    reporting_views,
    two_means_views,
)
from course_lib.ui import Choice, Draw, Explorer, Lesson, Slider, View
from course_lib.ui.quiz import Questions

SUPPOSED_P = 0.03


@cache
def lesson() -> Lesson:
    """The lesson's questions and predictions."""
    return Lesson("secondary_outcomes")


def questions(*names: str) -> Questions:
    """Some of the lesson's questions."""
    return lesson().questions(*names)


def scoring() -> Explorer:
    """Three movements of a leg graded, and the score that they make."""
    grades = motricity_views.grades_in_words()
    ankle, knee, hip = motricity_views.START
    return Explorer(
        motricity_views.leg,
        {
            "ankle": Choice("Ankle dorsiflexion", grades, ankle),
            "knee": Choice("Knee extension", grades, knee),
            "hip": Choice("Hip flexion", grades, hip),
        },
        presets={
            "One movement gains a grade": {"ankle": 3, "knee": 2, "hip": 2},
            "Two movements gain a grade": {"ankle": 3, "knee": 3, "hip": 2},
            "All three gain a grade": {"ankle": 3, "knee": 3, "hip": 3},
        },
        prediction=lesson().prediction(
            "twelve_points",
            target={"ankle": 3, "knee": 3, "hip": 2},
            result=motricity_views.nearest_number_of_gains,
        ),
        title="Score a leg",
    )


def testing() -> Explorer:
    """The printed means and standard deviations, by one test or the other."""
    return Explorer(
        two_means_views.tests,
        {
            "test": Choice(
                "Test", {words: key for key, words in two_means_views.NAMES.items()}, "welch"
            ),
            "participants": Choice("Participants", two_means_views.COUNTS, (39, 15)),
        },
        prediction=lesson().prediction(
            "pooled_p",
            target={"test": "student", "participants": (39, 15)},
            result=lambda: float(two_means_views.compared("student", (39, 15)).p_value),
            sentence="Student's test gives p = {result:.3f}.",
        ),
        title="One printed result, two tests",
    )


def charging() -> Explorer:
    """What each arm is charged with by each test, and how often the test errs."""
    _, sd, _, other = two_means_views.gains()
    reported = {"sd_cells": sd, "sd_control": other, "cells": 39, "control": 15}
    return Explorer(
        two_means_views.spreads,
        {
            "sd_cells": Slider("Spread with cells", 5, 40, sd, step=0.1, unit="points"),
            "sd_control": Slider("Spread in control", 5, 40, other, step=0.1, unit="points"),
            "cells": Slider("Participants with cells", 5, 60, 39, whole=True),
            "control": Slider("Participants in control", 5, 60, 15, whole=True),
        },
        presets={
            "As reported": reported,
            "Spreads swapped": reported | {"sd_cells": other, "sd_control": sd},
            "27 and 27": reported | {"cells": 27, "control": 27},
        },
        title="Why the two tests part",
    )


def chance() -> Explorer:
    """What chance alone finds in a family of outcomes."""
    return Explorer(
        family_views.family,
        {
            "outcomes": Slider("Outcomes tested", 1, family_views.MOST, 1, whole=True),
            "correlation": Slider("Correlation between them", 0, 0.95, 0.8, step=0.05),
        },
        presets={
            "Five, unrelated": {"outcomes": 5, "correlation": 0},
            "Five, closely related": {"outcomes": 5, "correlation": 0.8},
        },
        prediction=lesson().prediction(
            "any_of_five",
            target={"outcomes": 5, "correlation": 0},
            result=lambda: float(100 * family_views.chances(0.0)[0][4]),
            sentence="At least one is found in {result:.1f} of 100 trials.",
        ),
        title="A family without any effect",
    )


def adjusting() -> Explorer:
    """The five reported secondary p-values, adjusted within a family."""
    return Explorer(
        family_views.adjusted,
        {
            "family": Choice("Family", family_views.FAMILIES, 1),
            "method": Choice("Adjustment", family_views.METHODS, "none"),
        },
        presets={
            "Holm over all five": {"family": 5, "method": "holm"},
            "Holm over three": {"family": 3, "method": "holm"},
        },
        title="Five reported p-values",
    )


def wiring() -> Explorer:
    """A plan for six outcomes, drawn by the learner and fed with the p-values."""
    reported = family_views.primary_p()
    return Explorer(
        family_views.plan,
        {
            "reserve": Slider("Alpha kept for the leg score", 0, 100, 20, whole=True, unit="%"),
            "onwards": Choice(
                "If claimed, the mRS hands its alpha to", family_views.ONWARDS, "leg"
            ),
            "among": Choice("A claimed secondary hands its alpha to", family_views.AMONG, "next"),
            "p_primary": Slider("p of the mRS", 0.001, 1, reported, log=True),
        },
        presets={
            "mRS first, then the list": {"reserve": 0, "onwards": "leg", "among": "next"},
            "mRS first, then Holm": {"reserve": 0, "onwards": "all", "among": "others"},
            "Had the mRS given p = 0.03": {"p_primary": SUPPOSED_P},
        },
        prediction=lesson().prediction(
            "behind_the_gate",
            target={"reserve": 0, "onwards": "leg", "among": "next", "p_primary": reported},
            result=family_views.adjusted_behind_the_gate,
        ),
        title="Wire a plan",
    )


def record() -> View:
    """STARTING-2's outcomes from the registry to the paper."""
    return reporting_views.record()


def compare() -> View:
    """What COMPare found."""
    return reporting_views.compare()


def definitions() -> View:
    """ECASS III by seven definitions of a good outcome."""
    return reporting_views.definitions()


def answering() -> Explorer:
    """One simulated trial, three analyses."""
    return Explorer(
        measured_twice_views.one_trial,
        {
            "correlation": Slider("Correlation with baseline", 0, 0.95, 0.5, step=0.05),
            "seed": Draw("Another trial"),
        },
        title="One trial, three answers",
    )


def scattering() -> Explorer:
    """Many simulated trials by the three analyses."""
    return Explorer(
        measured_twice_views.many_trials,
        {
            "correlation": Slider("Correlation with baseline", 0, 0.95, 0.2, step=0.05),
            "seed": Draw("Other trials"),
        },
        prediction=lesson().prediction(
            "where_change_wins",
            target={"correlation": 0.5, "seed": 1},
            result=measured_twice_views.where_change_wins,
            sentence="From a correlation of {result:.1f} on.",
        ),
        title="Which answer scatters least?",
    )
