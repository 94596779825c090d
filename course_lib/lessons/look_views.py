"""Views of one look before the end: what it saves, what it costs, what it may do to the level."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from course_lib import evidence, figures, published
from course_lib.lessons.plan_choices import control_of
from course_lib.lessons.plan_runs import run
from course_lib.lessons.plan_views import said
from course_lib.lessons.table_views import source_of
from course_lib.ui import View

SIZE = (300, 300)
BOUNDARIES = {
    "none": "no look",
    "obrien-fleming": "O'Brien–Fleming",
    "pocock": "Pocock",
    "uncorrected": "5% at both looks",
}


def planned(control: str, odds_ratio: float, look: str, fraction: int) -> evidence.TrialPlan:
    """A plain trial of 300 per arm with a look at this share of its participants, or none."""
    plan = evidence.TrialPlan(control_of(control), odds_ratio, SIZE)
    if look == "none":
        return plan
    return replace(plan, interim=evidence.InterimLook(fraction / 100, look))


def looking(look: str, fraction: int, odds_ratio: float, trials: int, seed: int) -> View:
    """What one look does to power, to the level and to the number of participants."""
    plan = planned("treasure", odds_ratio, look, fraction)
    found = run(plan, trials=trials, seed=seed)
    limits = " and ".join(f"{z:.2f}" for z in plan.critical_values)
    where = "no look before the end" if look == "none" else (
        f"a look at {fraction}% of the participants ({BOUNDARIES[look]})"
    )  # fmt: skip
    reading = (
        f"{trials:,} simulated trials of 300 per arm with {where}; z must reach {limits}. If "
        f"treatment does nothing, {said(found.type_one_error)} find an effect all the same. With "
        f"an odds ratio of {odds_ratio:.2f}, {said(found.power)} find it; "
        f"{said(found.stopped_early)} stop at the look, {found.expected_participants:,.0f} take "
        f"part on average, and significant estimates are {found.exaggeration:.2f} times the truth."
    )
    labels = ["false finding, treatment does nothing", "found, treatment works", "stopped early"]
    chances = [found.type_one_error, found.power, found.stopped_early]
    figure = figures.rates(
        [one.value for one in chances],
        labels=labels,
        errors=[one.error for one in chances],
        reference=0.05,
    )
    table = pd.DataFrame({"% of trials": [said(one) for one in chances]}, labels)
    source = f"simulated from the control arm of {source_of(published.load('treasure'))}"
    return View(figure, reading, table, source)


def false_findings(look: str, fraction: int, odds_ratio: float, trials: int, seed: int) -> float:
    """How often, in per cent, such trials find an effect that is not there."""
    found = run(planned("treasure", odds_ratio, look, fraction), trials=trials, seed=seed)
    return 100 * found.type_one_error.value
