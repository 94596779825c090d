"""Lesson 00: what the trial reported, how the course works, and a first conclusion to keep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

import numpy as np

from course_lib import estimate, published
from course_lib.lessons import simulation_views
from course_lib.ui import Choice, Draw, Explorer, Lesson, Note
from course_lib.ui.quiz import Questions

NEEDED = ("numpy", "pandas", "scipy", "matplotlib", "seaborn", "ipywidgets", "anywidget")
SIZES = {"39 and 15": (39, 15), "390 and 150": (390, 150)}
FACTS = (
    "design",
    "planned_treatment",
    "planned_control",
    "analysed_treatment",
    "analysed_control",
    "label_journal",
    "randomised",
    "called_chronic",
    "primary_registered",
    "mrs_counts",
    "mrs_median_treatment",
    "mrs_median_control",
    "leg_change_treatment",
    "leg_change_control",
    "leg_p",
    "leg_p_adjusted",
    "serious_harms",
)


FIRST_TEST = (
    "first_odds",
    "first_null",
    "first_gate",
    "first_protocol",
    "first_secondary",
    "first_subgroup",
    "first_baseline",
    "first_power",
    "first_bigger",
    "first_completers",
    "first_intercurrent",
    "first_change",
)


@cache
def lesson() -> Lesson:
    """The lesson's prediction and note."""
    return Lesson("start_here")


def check() -> str:
    """Say in words whether everything that the course needs is here."""
    absent = [name for name in NEEDED if find_spec(name) is None]
    if absent:
        return f"Missing: {', '.join(absent)}. Close this page and run: python3 course.py"
    return "Everything is here. Your answers will be kept on this computer and nowhere else."


@dataclass(frozen=True)
class Facts:
    """Facts one below the other; a page shows them as a list."""

    lines: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n".join(self.lines).replace("*", "")

    def _repr_markdown_(self) -> str:
        return "\n".join(self.lines)


def facts() -> Facts:
    """What STARTING-2's reports say, each fact with where it was seen and how sure it is."""
    trial = published.load("starting2")
    lines = [told(fact) for fact in map(trial.fact, FACTS)]
    for effect in trial.effects:
        way = f", for a {effect.direction} outcome" if "ratio" in effect.measure else ""
        lines.append(line(f"{effect}{way}", effect.source, effect.confidence))
    return Facts(tuple(lines))


def line(words: str, source: str, confidence: str) -> str:
    """One fact as an item of a list."""
    return f"- {words[0].upper()}{words[1:]}. *{source}; {published.CONFIDENCE[confidence]}.*"


def told(fact: published.Fact) -> str:
    """A fact with its source, or that we looked for it and do not know it."""
    if fact.known:
        return line(fact.statement, fact.source, fact.confidence)
    return f"- {fact.statement[0].upper()}{fact.statement[1:]}: *not known to us.*"


def by_chance() -> Explorer:
    """Simulated trials in which treatment does nothing."""
    return Explorer(
        simulation_views.ten_trials,
        {"size": Choice("Participants", SIZES, (39, 15)), "seed": Draw("Ten other trials")},
        prediction=lesson().prediction(
            "twice_as_good_by_chance",
            result=twice_as_good,
            sentence="In 10,000 simulated trials it happened in {result:.1f} of 100.",
        ),
        title="What chance alone can do",
    )


def twice_as_good() -> float:
    """Per cent of trials without effect, 39 against 15, with an odds ratio of 2 or more."""
    tables = simulation_views.without_effect((39, 15), 10_000, seed=1)
    return float(100 * (np.asarray(estimate.common_odds_ratio(tables).value) >= 2).mean())


def first_test() -> Questions:
    """Twelve questions, answered without feedback here and again in lesson 09 with it."""
    return lesson().questions(
        *FIRST_TEST, later="You will meet this question again in lesson 09, explained."
    )


def note() -> Note:
    """The learner's first conclusion, kept for lesson 09."""
    return lesson().note("first_conclusion")
