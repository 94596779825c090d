"""Views of a score that is taken before and after: three analyses of the same participants."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from course_lib import design, estimate, figures
from course_lib.design import MeasuredTwice
from course_lib.estimate import Estimate
from course_lib.estimate.estimate import p_in_words
from course_lib.lessons.cut_views import in_a_table
from course_lib.ui import View

EFFECT, SPREAD, PER_ARM = 10.0, 24.0, 27
TRIALS = 2_000
SIMULATED = f"simulated: {PER_ARM} per arm, true effect {EFFECT:g} points, spread {SPREAD:g} points"
NAMES = ("follow-up score", "change score", "ANCOVA")


@lru_cache(maxsize=8)
def simulated(correlation: float, trials: int, seed: int) -> MeasuredTwice:
    """Trials of a score with this correlation between baseline and follow-up."""
    return design.simulate_measured_twice(
        EFFECT,
        correlation=correlation,
        per_arm=PER_ARM,
        sd=SPREAD,
        replicates=trials,
        rng=np.random.default_rng(seed),
    )


def analyses(trials: MeasuredTwice) -> dict[str, Estimate]:
    """The same participants by follow-up score, by change score and by ANCOVA."""
    before, after = trials.before, trials.after
    found = (
        estimate.score_difference(after),
        estimate.score_difference(after - before),
        estimate.adjusted_score_difference(after, before),
    )
    return dict(zip(NAMES, found, strict=True))


def one_trial(correlation: float, seed: int) -> View:
    """One simulated trial, three answers."""
    trials = simulated(correlation, 1, seed)
    found = analyses(trials)
    head_start = float(trials.before[0, 0].mean() - trials.before[0, 1].mean())
    values = [float(np.asarray(one.value)[0]) for one in found.values()]
    errors = [one.confidence_interval() for one in found.values()]
    rows = [
        (value, float(np.asarray(limits.lower)[0]), float(np.asarray(limits.upper)[0]))
        for value, limits in zip(values, errors, strict=True)
    ]
    p_values = [float(np.asarray(one.p_value)[0]) for one in found.values()]
    said = "; ".join(
        f"{name} {value:.1f} points ({p_in_words(p)})"
        for name, value, p in zip(found, values, p_values, strict=True)
    )
    ahead = "ahead" if head_start >= 0 else "behind"
    reading = (
        f"One simulated trial of {PER_ARM} and {PER_ARM}, true effect {EFFECT:g} points, "
        f"correlation {correlation:.2f}. At baseline the treated were {abs(head_start):.1f} "
        f"points {ahead} by chance. Difference by {said}."
    )
    figure = figures.forest(rows, labels=list(found), reference=0.0, log=False)
    names = ["points", "lower 95%", "upper 95%"]
    twin = pd.DataFrame(rows, list(found), names).round(1)
    return View(figure, reading, twin.assign(p=[in_a_table(p) for p in p_values]), SIMULATED)


def variances(correlation: float) -> tuple[float, float, float]:
    """Variance of follow-up, change and ANCOVA in a large trial, that of the follow-up being 1."""
    return 1.0, 2 * (1 - correlation), 1 - correlation**2


def many_trials(correlation: float, seed: int) -> View:
    """Many simulated trials: how far each of the three analyses scatters around the truth."""
    found = analyses(simulated(correlation, TRIALS, seed))
    values = [np.asarray(one.value) for one in found.values()]
    power = [float((np.asarray(one.p_value) < 0.05).mean()) for one in found.values()]
    theory = variances(correlation)
    seen = [float(value.var() / values[0].var()) for value in values]
    reading = (
        f"{TRIALS:,} simulated trials, correlation {correlation:.2f}. Relative to the follow-up "
        f"score the variance is {theory[1]:.2f} for the change score and {theory[2]:.2f} for "
        f"ANCOVA in theory, {seen[1]:.2f} and {seen[2]:.2f} here. p is below 0.05 in "
        f"{100 * power[0]:.0f}%, {100 * power[1]:.0f}% and {100 * power[2]:.0f}% of the trials."
    )
    figure = figures.histograms(
        values,
        labels=list(found),
        said=[f"variance × {one:.2f}" for one in theory],
        across=(-20, 40),
        bar=2,
        marks=[(0, "no difference"), (EFFECT, "truth")],
    )
    columns = {
        "mean, points": [float(value.mean()) for value in values],
        "relative variance, theory": theory,
        "relative variance, here": seen,
        "p < 0.05, %": [100 * one for one in power],
    }
    return View(figure, reading, pd.DataFrame(columns, list(found)).round(2), SIMULATED)


def where_change_wins() -> float:
    """The correlation from which a change score scatters no more than the follow-up score."""
    places = np.linspace(0, 0.95, 96)
    return float(next(place for place in places if variances(place)[1] <= 1 + 1e-9))
