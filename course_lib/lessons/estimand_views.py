"""Views of an estimand that the learner builds: its sentence, its analysis set, its strategies."""

from __future__ import annotations

import pandas as pd

from course_lib import analysis, figures
from course_lib.ui import View

TREATMENTS = {
    "care": "stem cells with standard treatment against standard treatment alone",
    "sham": "stem cells with standard treatment against a sham infusion with standard treatment",
}
POPULATIONS = {
    "all": "adults within 90 days of a stroke of the middle cerebral artery",
    "legs": "adults who cannot walk, within 90 days of a stroke of the middle cerebral artery",
}
VARIABLES = {
    "mrs": "modified Rankin Scale at 90 days",
    "leg": "gain in the leg score of the Motricity Index at 90 days",
}
SUMMARIES = {
    "odds": "common odds ratio",
    "share": "difference in the share at level 2 or better",
    "mean": "difference in means",
}
FIT = {"mrs": ("odds", "share"), "leg": ("mean",)}
EVENTS = {
    "grow": "cells fail to grow",
    "leave": "goes elsewhere for cells",
    "stroke": "another stroke",
    "death": "death",
}
WORDS = {
    "intention_to_treat": "Analysed are all who were allocated, in the arm of allocation.",
    "complier_effect": "No set of participants shows it: it takes a model of the stratum.",
}
SOURCE = "our example; the estimand of STARTING-2 is not known to us"


def question(variable: str, summary: str, treatment: str, population: str,
             **events: str) -> analysis.Estimand:  # fmt: skip
    """The estimand that the choices make; a ValueError where they do not fit together."""
    if summary not in FIT[variable]:
        fitting = " or the ".join(SUMMARIES[one] for one in FIT[variable])
        raise ValueError(
            f"the {SUMMARIES[summary]} does not fit the {VARIABLES[variable]}: choose the {fitting}"
        )
    if events["death"] == "treatment policy":
        raise ValueError(
            "after death no outcome exists that could be used “whether or not it happened”: choose "
            "another strategy for death"
        )
    return analysis.Estimand(
        treatment=TREATMENTS[treatment],
        population=POPULATIONS[population],
        variable=VARIABLES[variable],
        intercurrent_events=tuple(
            analysis.IntercurrentEvent(EVENTS[name], strategy) for name, strategy in events.items()
        ),
        summary=SUMMARIES[summary],
    )


def built(variable: str, summary: str, treatment: str, population: str, **events: str) -> View:
    """The five attributes, the sentence that they make, and what to do about each event."""
    asked = question(variable, summary, treatment, population, **events)
    rows = {
        "treatments": asked.treatment,
        "population": asked.population,
        "variable": asked.variable,
        "summary": asked.summary,
    }
    rows |= {
        event.event: f"{event.handling.meaning} ({event.handling.value})"
        for event in asked.intercurrent_events
    }
    figure = figures.attributes(rows)
    handling = [one.split(": ", 1) for one in asked.handling]
    twin = pd.DataFrame(
        {"what to do with outcomes": [one[1] for one in handling]}, [one[0] for one in handling]
    )
    return View(figure, f"{asked} {WORDS[asked.analysis_set]}", twin, SOURCE)


def answering(grow: str) -> str:
    """Which kind of analysis fits a strategy for cells that fail to grow: an option's key."""
    asked = question(
        "mrs", "odds", "care", "all",
        grow=grow, leave="treatment policy", stroke="treatment policy", death="composite",
    )  # fmt: skip
    return {"intention_to_treat": "everybody", "complier_effect": "model"}[asked.analysis_set]
