"""Views of cuts: what each of them says of one trial, and what choosing the best one costs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course_lib import estimate, figures, published
from course_lib.estimate.estimate import p_in_words
from course_lib.lessons.simulation_views import (
    ALPHA,
    SIMULATED,
    simulation_error,
    ways_of_testing,
    without_effect,
)
from course_lib.lessons.table_views import good_outcome, limits, source_of
from course_lib.ui import View

FIXED = 2


def all_cuts(trial: str) -> View:
    """Every dichotomy of a published trial, and the shift of the whole scale below them."""
    report = published.load(trial)
    table = report.table
    check, shift = estimate.proportional_odds_check(table), estimate.common_odds_ratio(table)
    ratios, p_values = check.odds_ratios, np.asarray(check.odds_ratios.p_value)
    labels = [good_outcome(table.scale, int(cut)) for cut in table.scale.levels[:-1]]
    least, most = int(np.nanargmin(p_values)), int(np.nanargmax(p_values))
    reading = (
        f"{report.title} gives {len(labels)} answers by {len(labels)} cuts. The smallest p-value "
        f"belongs to {labels[least]}: {p_in_words(p_values[least])}; the largest to "
        f"{labels[most]}: {p_in_words(p_values[most])}. The whole scale: {shift}."
    )
    rows = [*limits(ratios), limits(shift)]
    figure = figures.forest(
        rows, labels=[*(f"{label} is good" for label in labels), "whole scale, shift"],
        highlight=[len(labels)],
    )  # fmt: skip
    twin = pd.DataFrame(rows, [*labels, "shift"], ["odds ratio", "lower 95%", "upper 95%"]).round(2)
    twin["p"] = [p_in_words(p).removeprefix("p = ").removeprefix("p ")
                 for p in (*p_values, float(np.asarray(shift.p_value)))]  # fmt: skip
    return View(figure, reading, twin, source_of(report))


def in_a_table(p_value: float) -> str:
    """A p-value as a column headed p holds it: "0.019" or "< 0.001"."""
    return p_in_words(p_value).removeprefix("p ").removeprefix("= ")


def best_cut(per_arm: int, trials: int, seed: int) -> View:
    """How often a cut fixed before, the best of six cuts, and the shift find what is not there."""
    rates = error_rates(per_arm, trials, seed)
    shares = np.array(list(rates.values()))
    errors = simulation_error(shares, trials)
    said, about = [f"{100 * share:.1f}" for share in shares], np.round(100 * errors, 1)
    reading = (
        f"{trials:,} simulated trials of {per_arm} per arm in which treatment does nothing. The "
        f"cut mRS 0–2, fixed before, finds p < 0.05 in {said[0]}% of them; the shift test in "
        f"{said[1]}%; the best of six cuts, chosen afterwards, in {said[2]}%. Simulation error: "
        f"up to ±{about.max()} percentage points."
    )
    figure = figures.rates(shares, labels=list(rates), errors=errors, reference=ALPHA)
    columns = {"p < 0.05, %": list(map(float, said)), "± simulation error": about}
    return View(figure, reading, pd.DataFrame(columns, list(rates)), SIMULATED)


def error_rates(per_arm: int, trials: int, seed: int) -> dict[str, float]:
    """Shares of simulated trials without effect in which each way finds p below 0.05."""
    tables = without_effect((per_arm, per_arm), trials, seed)
    ways = ways_of_testing(tables)
    fixed = np.asarray(estimate.odds_ratio(tables, cut=FIXED).p_value) < ALPHA
    found = {
        "mRS 0–2, fixed before": fixed,
        "shift test": ways["shift test, always"],
        "best of six cuts, chosen after": ways["best of six cuts"],
    }
    return {name: float(way.mean()) for name, way in found.items()}
