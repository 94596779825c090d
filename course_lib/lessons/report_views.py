"""Views of what STARTING-2's registry, protocol and reports say of its participants."""

from __future__ import annotations

import pandas as pd

from course_lib import figures, published
from course_lib.analysis import ArmFlow, ParticipantFlow
from course_lib.figures import Planned
from course_lib.ui import View

ARMS = ("stem cells", "standard treatment alone")
COMPARED = {
    "age": ("eligible_age", "reported_age_range", (10.0, 100.0)),
    "time since the stroke": ("eligible_days", "days_range", (0.0, 100.0)),
    "with stem cells": ("planned_treatment", "analysed_treatment", (0.0, 45.0)),
    "in control": ("planned_control", "analysed_control", (0.0, 45.0)),
    "centres": ("centres_registry", "centres_reported", (0.0, 5.0)),
}


def registry() -> View:
    """What was registered or planned, against what was reported."""
    trial = published.load("starting2")
    rows, twin = [], []
    for name, (plan, report, across) in COMPARED.items():
        one, other = trial.fact(plan), trial.fact(report)
        unit = one.unit if one.unit in {"years", "days"} else ""
        rows.append(Planned(name, bounds(one.value), bounds(other.value), across, unit))
        twin.append([one.value, one.source, other.value, other.source])
    age, reported = trial.fact("eligible_age").value, trial.fact("reported_age_range").value
    centres = [trial.fact(f"centres_{where}").value for where in ("registry", "reported")]
    arms = [
        [trial.fact(f"{stage}_{arm}").value for arm in ("treatment", "control")]
        for stage in ("planned", "analysed")
    ]
    reading = (
        f"Registered: {age} years, up to {trial.fact('eligible_days').value} days after the "
        f"stroke, centres: {centres[0]}; planned: {arms[0][0]} with stem cells and {arms[0][1]} in "
        f"control. Reported: {reported} years; a mean of {trial.fact('days_mean').value} days "
        f"after a stroke that the abstract calls chronic; {arms[1][0]} and {arms[1][1]} analysed; "
        f"centres: {centres[1]} (a news report)."
    )
    figure = figures.plan_and_report(rows, names=("registered or planned", "reported"))
    columns = ["registered or planned", "source", "reported", "source of the report"]
    table = pd.DataFrame(twin, list(COMPARED), columns)
    return View(figure, reading, table, trial.source_line)


def bounds(value: object) -> tuple[float, float]:
    """A range as it is printed, or a number as the range from 0 to it."""
    low, _, high = str(value).partition("–")
    return (float(low), float(high)) if high else (0.0, float(low))


READINGS = {
    "known": "What our sources report: {2} and {3} analysed. Who was assessed, randomised, "
    "treated and lost is not known to us.",
    "supposed": "Supposed, not reported: had {0} and {1} been randomised as planned, {4} of "
    "{0} and {5} of {1} would be missing from the analysis (Fisher p = {6}).",
}


def flow(shown: str) -> View:
    """The flow of participants: as known to us, or as it would be if 60 had entered."""
    trial = published.load("starting2")
    planned, analysed = (
        [int(str(trial.fact(f"{stage}_{arm}").value)) for arm in ("treatment", "control")]
        for stage in ("planned", "analysed")
    )
    lost = [one - other for one, other in zip(planned, analysed, strict=True)]
    arms = [
        {
            "known": ArmFlow(analysed=other),
            "supposed": ArmFlow(one, None, gone, other),
        }[shown]
        for one, other, gone in zip(planned, analysed, lost, strict=True)
    ]
    participants = ParticipantFlow(treatment=arms[0], control=arms[1])
    chance = trial.fact("lost_if_60_randomised").value
    reading = READINGS[shown].format(*planned, *analysed, *lost, chance)
    twin = participants.frame.astype(object).where(participants.frame.notna(), "not known")
    twin = pd.DataFrame(twin).rename(columns=dict(zip(twin.columns, ARMS, strict=True)))
    one, other = (f"{arm} (supposed)" if shown == "supposed" else arm for arm in ARMS)
    return View(figures.flow(participants, arms=(one, other)), reading, twin, trial.source_line)
