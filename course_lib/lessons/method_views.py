"""Views of whom to enrol and how to test: what each choice costs in participants."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course_lib import design, evidence, figures, published
from course_lib.lessons.plan_choices import CORRELATION, CUT, control_of
from course_lib.lessons.table_views import good_outcome, per_cent, source_of
from course_lib.ui import View

METHODS = {
    "shift": "whole scale (shift)",
    "dichotomy": "cut at mRS 0–2",
    "utility": "utility weights",
    "hierarchical": "mRS, ties by motor score",
}


def needed(control: str, odds_ratio: float, method: str, motor: float, prognosis: float) -> int:
    """Participants, half in each arm, for 80% power by formula; adjusted where prognosis tells."""
    plan = evidence.TrialPlan(
        control_of(control),
        odds_ratio,
        (1, 1),
        primary=evidence.PrimaryAnalysis(method, cut=CUT),
        prognosis=evidence.Prognosis(prognosis, adjusted=prognosis > 1),
        secondaries=evidence.Secondaries((motor,), CORRELATION),
    )
    return sum(evidence.participants_needed(plan))


def enrolling(control: str, odds_ratio: float) -> View:
    """A real control arm, what an odds ratio makes of it, and what it takes to show it."""
    report = published.load(control)
    scale, before = report.table.scale, np.array(control_of(control))
    after = design.shifted(before, odds_ratio=odds_ratio)
    start, end = before[: CUT + 1].sum(), after[: CUT + 1].sum()
    takes = {one: needed(control, odds_ratio, one, 0, 1) for one in ("shift", "dichotomy")}
    reading = (
        f"{report.title}: {report.population}. In its control arm {per_cent(start)} reach "
        f"{good_outcome(scale, CUT)} and {per_cent(before[-1])} die. A common odds ratio of "
        f"{odds_ratio:.2f} would bring them to {per_cent(end)} and {per_cent(after[-1])}. To find "
        f"it with 80% power takes {takes['shift']:,} participants with the whole scale and "
        f"{takes['dichotomy']:,} with this cut."
    )
    figure = figures.outcome_bars(
        [after, before],
        labels=[f"odds ratio {odds_ratio:.2f}", f"{report.title}, {report.arms[1]}"],
        scale=scale,
        cut=CUT,
    )
    columns = {f"{METHODS[one]}": [f"{number:,}"] for one, number in takes.items()}
    return View(figure, reading, pd.DataFrame(columns, ["participants"]), source_of(report))


def testing(control: str, odds_ratio: float, motor: float, prognosis: float) -> View:
    """Participants that each of four primary analyses takes."""
    report = published.load(control)
    totals = {one: needed(control, odds_ratio, one, motor, prognosis) for one in METHODS}
    whole = totals["shift"]
    reading = (
        f"Common odds ratio {odds_ratio:.2f}, motor score {motor:.2f} standard deviations better, "
        f"80% power, half in each arm. The whole scale takes {whole:,} participants; "
        + "; ".join(f"{METHODS[one]}: {totals[one]:,}" for one in list(METHODS)[1:])
        + ". "
        + (
            f"Each is adjusted for a prognosis with an odds ratio of {prognosis:.1f} per standard "
            f"deviation."
            if prognosis > 1
            else "Prognosis is not used."
        )
    )
    people = list(totals.values())
    columns = [
        figures.Column("participants", people, [f"{number:,}" for number in people], True),
        figures.Column(
            "of the whole scale's",
            [number / whole for number in people],
            [f"{100 * number / whole:.0f}%" for number in people],
            small_is_better=True,
        ),
    ]
    figure = figures.scorecard(columns, labels=list(METHODS.values()), highlight=[0])
    table = pd.DataFrame({"participants": [f"{n:,}" for n in people]}, list(METHODS.values()))
    return View(figure, reading, table, f"control arm: {source_of(report)}")


def idle_motor_score() -> str:
    """What ties broken by an unchanged motor score do to the size: an option's key."""
    shift, ties = (needed("treasure", 1.5, one, 0.0, 1.0) for one in ("shift", "hierarchical"))
    return "more" if ties > 1.02 * shift else "fewer" if ties < 0.98 * shift else "same"
