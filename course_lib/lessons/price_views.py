"""Views of what an analysis costs or saves in participants: cutting a scale, using prognosis."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course_lib import design, estimate, figures, published
from course_lib.lessons.power_views import ALPHA, Array, control_of, needed
from course_lib.lessons.simulation_views import simulation_error
from course_lib.lessons.table_views import good_outcome, source_of
from course_lib.trial import OutcomeTable
from course_lib.ui import View

BANDS = ("poorest fifth", "second fifth", "middle fifth", "fourth fifth", "best fifth")


def totals_at_cuts(control: str, odds_ratio: float) -> tuple[int, Array]:
    """Participants for the whole scale, and for each cut; NaN where a cut parts nobody."""
    arm = control_of(control)
    cuts = [
        int(needed(np.array([good, 1 - good]), odds_ratio).total) if 0 < good < 1 else np.nan
        for good in arm.cumsum()[:-1]
    ]
    return int(needed(arm, odds_ratio).total), np.array(cuts, dtype=np.float64)


def price_of_cuts(control: str, odds_ratio: float) -> View:
    """How many times the participants each cut of the scale takes."""
    report = published.load(control)
    scale = report.table.scale
    whole, cuts = totals_at_cuts(control, odds_ratio)
    labels = [f"{scale.range_label(0, place)} is good" for place in range(len(cuts))]
    best = int(np.nanargmin(cuts))
    cheapest, two = cuts[best] / whole, cuts[scale.cut_position(2)]
    reading = (
        f"Common odds ratio {odds_ratio:.2f}, control arm of {report.title}, 80% power. The whole "
        f"scale takes {whole:,} participants; {good_outcome(scale, 2)} takes {two:,.0f}, "
        f"{100 * (two / whole - 1):.0f}% more. The cheapest cut, {good_outcome(scale, best)}, "
        f"takes {100 * (cheapest - 1):.0f}% more."
    )
    blank = np.full(len(cuts) + 1, np.nan)
    rows = np.stack([np.append(1.0, cuts / whole), blank, blank], axis=-1)
    figure = figures.forest(
        rows,
        labels=["whole scale", *labels],
        highlight=[0],
        better=("fewer participants", "more participants"),
        note="Participants for the same power, as a multiple of those for the whole scale.",
    )
    said = ["none is enough" if np.isnan(total) else f"{total:,.0f}" for total in cuts]
    twin = pd.DataFrame({"participants": [f"{whole:,}", *said]}, ["whole scale", *labels])
    return View(figure, reading, twin, f"control arm: {source_of(report)}")


def two_powers(
    prognosis: float, odds_ratio: float, per_arm: int, trials: int, seed: int
) -> tuple[float, float]:
    """Power without prognosis and within five bands of it, in the same simulated trials."""
    people = design.simulate_participants(
        control=control_of("mr_clean"),
        odds_ratio=odds_ratio,
        participants=(per_arm, per_arm),
        replicates=trials,
        rng=np.random.default_rng(seed),
        conduct=design.Conduct(prognosis=prognosis, strata=BANDS),
    )
    bands = [
        people.tables("allocated", among=people.stratum == band).counts
        for band in range(len(BANDS))
    ]
    banded = OutcomeTable(np.stack(bands, axis=-3), people.scale)
    plain = np.asarray(estimate.wilcoxon(people.tables("allocated")).p_value) < ALPHA
    within = np.asarray(estimate.van_elteren(banded).p_value) < ALPHA
    return float(plain.mean()), float(within.mean())


def adjusting(prognosis: float, odds_ratio: float, per_arm: int, trials: int, seed: int) -> View:
    """What the analysis gains from a prognosis that was known before randomisation."""
    found = np.array(two_powers(prognosis, odds_ratio, per_arm, trials, seed))
    errors = simulation_error(found, trials)
    plain, within = 100 * found
    reading = (
        f"{trials:,} simulated trials of {per_arm} per arm; odds ratio {odds_ratio:.2f} among "
        f"people of the same prognosis. One standard deviation of better prognosis multiplies the "
        f"odds of a better outcome by {prognosis:.1f}. p is below 0.05 in {plain:.1f}% of "
        f"trials if prognosis is ignored, in {within:.1f}% if people are compared within five "
        f"bands of it. Simulation error up to "
        f"±{100 * errors.max():.1f} percentage points."
    )
    labels = ["prognosis ignored", "compared within five bands of prognosis"]
    figure = figures.rates(found, labels=labels, errors=errors, reference=None)
    columns = {"p < 0.05, %": 100 * found, "± simulation error": 100 * errors}
    source = f"simulated from the control arm of MR CLEAN: {source_of(published.load('mr_clean'))}"
    return View(figure, reading, pd.DataFrame(columns, labels).round(1), source)


def what_adjustment_does(
    prognosis: float, odds_ratio: float, per_arm: int, trials: int, seed: int
) -> str:
    """What comparing within bands does to power: "raises", "lowers" or "nothing" to be seen."""
    plain, within = two_powers(prognosis, odds_ratio, per_arm, trials, seed)
    noise = 2 * float(simulation_error(np.array([0.5]), trials)[0])
    return "raises" if within > plain + noise else "lowers" if within < plain - noise else "nothing"
