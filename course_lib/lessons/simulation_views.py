"""Views of many simulated trials: how often a way of testing errs, and where two tests part."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import design, estimate, figures, published
from course_lib.lessons.table_views import limits
from course_lib.trial import OutcomeTable
from course_lib.ui import View

Array = NDArray[np.float64]
POOLED = ("0_90", "91_180", "181_270", "271_360")
ALPHA = 0.05
SIMULATED = "simulated from the pooled placebo arms of the alteplase trials, Lees et al. 2010"
GATE = "proportional odds tested first"


def pooled_placebo() -> Array:
    """The placebo arms of the pooled alteplase trials (Lees 2010), all time windows together."""
    windows = [published.load(f"lees_2010_{window}_min").table for window in POOLED]
    counts = np.sum([table.counts[1] for table in windows], axis=0)
    return np.asarray(counts / counts.sum())


def pretested(per_arm: int, trials: int, seed: int) -> View:
    """How often four ways of testing find an effect where there is none."""
    ways = ways_of_testing(without_effect((per_arm, per_arm), trials, seed))
    rates = np.array([found.mean() for found in ways.values()])
    errors = simulation_error(rates, trials)
    said, about = np.round(100 * rates, 1), np.round(100 * errors, 1)
    reading = (
        f"{trials:,} simulated trials of {per_arm} per arm in which treatment does nothing. "
        f"The shift test finds an effect in {said[0]}% of them. Letting the proportional-odds "
        f"test choose the analysis finds one in {said[1]}%, taking the best of six cuts in "
        f"{said[2]}%. Simulation error: up to ±{about.max()} percentage points."
    )
    figure = figures.rates(said / 100, labels=list(ways), errors=errors, reference=ALPHA)
    columns = {"p < 0.05, %": said, "± simulation error": about}
    return View(figure, reading, pd.DataFrame(columns, list(ways)), SIMULATED)


def simulation_error(rates: Array, trials: int) -> Array:
    """Half the width of Wilson's 95% interval for a rate that was counted in so many trials."""
    square = 1.96**2 / trials
    return np.asarray(np.sqrt(square * (rates * (1 - rates) + square / 4)) / (1 + square))


def without_effect(participants: tuple[int, int], trials: int, seed: int) -> OutcomeTable:
    """Simulated trials in which both arms have the pooled placebo distribution."""
    return design.simulate_tables(
        control=pooled_placebo(),
        participants=participants,
        replicates=trials,
        rng=np.random.default_rng(seed),
    )


def ways_of_testing(tables: OutcomeTable) -> dict[str, NDArray[np.bool_]]:
    """In which trials each way of testing finds p below 0.05; the last is no test of effect."""
    shift = np.asarray(estimate.wilcoxon(tables).p_value) < ALPHA
    check = estimate.proportional_odds_check(tables)
    rejected = np.asarray(check.p_value) < ALPHA
    any_difference = np.asarray(estimate.general_association(tables).p_value) < ALPHA
    cuts = np.asarray(check.odds_ratios.p_value)
    return {
        "shift test, always": shift,
        GATE: np.where(rejected, any_difference, shift),
        "best of six cuts": np.nanmin(cuts, axis=-1) < ALPHA,
        "“odds not proportional”": rejected,
    }


def ten_trials(size: tuple[int, int], seed: int) -> View:
    """The common odds ratios of ten simulated trials without any effect."""
    found = estimate.common_odds_ratio(without_effect(size, 10, seed))
    rows, values = limits(found), np.asarray(found.value)
    numbers = [f"trial {place}" for place in range(1, 11)]
    reading = (
        f"Simulated: ten trials of {size[0]} treated and {size[1]} controls from the same "
        f"distribution, so the true odds ratio is 1. The trials' own run from "
        f"{values.min():.2f} to {values.max():.2f}; {(values >= 2).sum()} of 10 find 2 or more, "
        f"{(values <= 0.5).sum()} of 10 find 0.5 or less."
    )
    figure = figures.forest(rows, labels=numbers, highlight=np.flatnonzero(values >= 2).tolist())
    names = ["odds ratio", "lower 95%", "upper 95%"]
    return View(figure, reading, pd.DataFrame(rows, numbers, names).round(2), SIMULATED)


def exact_and_approximate(
    participants: tuple[int, int], odds_ratio: float, trials: int, seed: int
) -> View:
    """The Wilcoxon test by its normal approximation and by counting, in the same trials."""
    tables = design.simulate_tables(
        control=pooled_placebo(),
        odds_ratio=odds_ratio,
        participants=participants,
        replicates=trials,
        rng=np.random.default_rng(seed),
    )
    approximate = np.asarray(estimate.wilcoxon(tables).p_value)
    exact = np.asarray(estimate.wilcoxon(tables, exact=True).p_value)
    one, other = approximate < ALPHA, exact < ALPHA
    split = (one & other, one & ~other, ~one & other, ~one & ~other)
    counts = [int(trials_there.sum()) for trials_there in split]
    apart = np.abs(approximate - exact)
    reading = (
        f"{trials} simulated trials of {participants[0]} against {participants[1]}, common odds "
        f"ratio {odds_ratio:.2f}. The two p-values differ by {np.median(apart):.3f} in the middle "
        f"trial and by {apart.max():.3f} at most; the verdict at 0.05 differs in "
        f"{counts[1] + counts[2]} of {trials}."
    )
    figure = figures.p_value_pairs(
        approximate, exact, labels=("normal approximation", "exact"), counts=counts
    )
    verdicts = ["both", "only the approximation", "only the exact test", "neither"]
    twin = pd.DataFrame({"trials with p < 0.05": counts}, verdicts)
    return View(figure, reading, twin, SIMULATED)
