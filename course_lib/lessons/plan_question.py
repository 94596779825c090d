"""The question of the next trial: its estimand, from a few choices."""

from __future__ import annotations

import pandas as pd

from course_lib import figures
from course_lib.analysis import Estimand, IntercurrentEvent
from course_lib.ui import View

TREATMENTS = {
    "sham": "stem cells against a sham infusion, both with standard care",
    "open": "stem cells against standard care alone",
}
POPULATIONS = {
    "unaided": "adults within 90 days of an ischaemic stroke who cannot walk unaided",
    "all": "adults within 90 days of a disabling ischaemic stroke",
}
TIMES = {"90": "at 90 days", "180": "at 6 months", "365": "at 12 months"}
STRATEGIES = {
    "treatment policy": "whether or not it happened",
    "hypothetical": "as if it had not happened",
    "principal stratum": "in those in whom it would not happen",
}
# By primary analysis: what is compared, and of which outcome.
SUMMARIES = {
    "shift": ("common odds ratio", "the modified Rankin Scale"),
    "dichotomy": ("difference in the share", "mRS 0–2"),
    "utility": ("difference in the mean", "the utility weight of the modified Rankin Scale"),
    "hierarchical": (
        "win probability",
        "the modified Rankin Scale, ties broken by the motor score,",
    ),
}
EVENTS = ("cells not grown or not infused", "another stroke")


def estimand(
    *, treatment: str, population: str, time: str, cells: str, summary: str = "shift"
) -> Estimand:
    """What the next trial is to estimate."""
    compared, outcome = SUMMARIES[summary]
    return Estimand(
        treatment=TREATMENTS[treatment],
        population=POPULATIONS[population],
        variable=f"{outcome} {TIMES[time]}",
        intercurrent_events=(
            IntercurrentEvent("death", "composite"),
            IntercurrentEvent(EVENTS[0], cells),
            IntercurrentEvent(EVENTS[1], "treatment policy"),
        ),
        summary=compared,
    )


def asked(treatment: str, population: str, time: str, cells: str) -> View:
    """The estimand, attribute by attribute, and what it asks of the trial."""
    wanted = estimand(treatment=treatment, population=population, time=time, cells=cells)
    rows = {
        "treatments": wanted.treatment,
        "population": wanted.population,
        "outcome": wanted.variable,
        "events": "; ".join(map(str, wanted.intercurrent_events)),
        "summary": wanted.summary,
    }
    needs = (
        "Everybody allocated is analysed in the arm of allocation."
        if wanted.analysis_set == "intention_to_treat"
        else "No set of participants shows it: it takes a model of who would receive the cells."
    )
    table = pd.DataFrame(
        {"what to do": [line.split(": ", 1)[1] for line in wanted.handling]},
        [event.event for event in wanted.intercurrent_events],
    )
    return View(figures.attributes(rows), f"{wanted} {needs}", table, "our example")
