"""Views of trials that treat two subgroups alike or not, and of what it takes to tell."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import design, estimate, evidence, figures
from course_lib.lessons.power_views import control_of
from course_lib.lessons.simulation_views import simulation_error
from course_lib.lessons.table_views import source_of
from course_lib.published import load
from course_lib.trial import OutcomeTable
from course_lib.ui import View

Array = NDArray[np.float64]
ALPHA, PER_ARM, TRIALS, TRIAL = 0.05, 300, 1_000, "mr_clean"
NONE = ALPHA  # the power of a test for an effect that is not there
MULTIPLES = np.geomspace(0.25, 32, 90)


@lru_cache(maxsize=16)
def effect_for(power: float) -> float:
    """The odds ratio, the same in everybody, that 300 per arm find with a power."""
    if power <= NONE:
        return 1.0
    arms = (PER_ARM, PER_ARM)
    found = design.detectable_odds_ratio(control_of(TRIAL), participants=arms, power=power)
    return float(np.asarray(found))


@lru_cache(maxsize=16)
def simulated_halves(power: float, share: int, trials: int, seed: int) -> tuple[Array, Array]:
    """P-values of two subgroups with one effect, and of the interaction, in simulated trials."""
    sizes = [round(PER_ARM * part / 100) for part in (share, 100 - share)]
    rng = np.random.default_rng(seed)
    tables = [
        design.simulate_tables(
            control=control_of(TRIAL),
            odds_ratio=effect_for(power),
            participants=(size, size),
            replicates=trials,
            rng=rng,
        )
        for size in sizes
    ]
    pair = OutcomeTable(np.stack([table.counts for table in tables], axis=1))
    found = estimate.common_odds_ratio(pair)
    test = evidence.interaction_test(np.log(np.asarray(found.value)), found.standard_error)
    return np.asarray(estimate.wilcoxon(pair).p_value), np.asarray(test.p_value)


def halves(power: float, share: int, seed: int) -> View:
    """Two subgroups with the same effect, tested one by one."""
    p_values, interaction = simulated_halves(power, share, TRIALS, seed)
    one, other = p_values.T < ALPHA
    split = (one & other, one & ~other, ~one & other, ~one & ~other)
    counts = [int(these.sum()) for these in split]
    chance = evidence.one_significant_of_two(overall_power=power, share=share / 100)
    found = int((interaction < ALPHA).sum())
    rates = np.array([counts[1] + counts[2], found]) / TRIALS
    error = 100 * simulation_error(rates, TRIALS).max()
    reading = (
        f"{TRIALS:,} simulated trials of {PER_ARM} per arm; the same odds ratio, "
        f"{effect_for(power):.2f}, in subgroups A ({share}%) and B ({100 - share}%). p is below "
        f"0.05 in exactly one of the two in {counts[1] + counts[2]:,} trials; the formula says "
        f"{100 * chance:.1f}%. A test of interaction gives p below 0.05 in {found:,}. Simulation "
        f"error: up to ±{error:.1f} percentage points."
    )
    figure = figures.p_value_pairs(
        p_values[:, 0], p_values[:, 1], labels=("the test in A", "the test in B"), counts=counts
    )
    rows = ["both", "only A", "only B", "neither", "interaction"]
    table = pd.DataFrame({"trials with p < 0.05": [*counts, found]}, rows)
    control = f"simulated from the control arm of {source_of(load(TRIAL))}"
    return View(figure, reading, table, control)


def exactly_one(power: float, share: int) -> float:
    """In how many of 100 trials exactly one of two subgroups with one effect has p below 0.05."""
    return 100 * evidence.one_significant_of_two(overall_power=power, share=share / 100)


def finding(size: float, share: int) -> View:
    """Power for the overall effect and for an interaction, against the size of the trial."""
    part = share / 100
    power = interaction_power(size, share)
    times = evidence.interaction_participants(relative_size=size, share=part)
    larger, smaller = 1 + (1 - part) * size, 1 - part * size
    reading = (
        f"Subgroup A holds {share}% of the participants; the effect is {larger:.2f} times the "
        f"overall one in A and {smaller:.2f} times in B, so that they differ by {size:.2f} times "
        f"the overall effect. A trial with 80% power for the overall effect finds this "
        f"interaction with a power of {100 * power:.1f}%; 80% takes {times:.1f} times the "
        f"participants."
    )
    marks = [figures.Mark(1, power, f"as planned: power {100 * power:.0f}%")]
    if times <= MULTIPLES[-1]:
        words = f"80% power: {times:.1f} times the participants"
        marks.append(figures.Mark(max(times, MULTIPLES[0]), 0.8, words))
    titles = ("participants, as a multiple of the planned number", "power")
    lines = curves_of(size, part)
    figure = figures.curves(MULTIPLES, lines, marks=marks, log=True, titles=titles, wanted=0.8)
    columns = {
        "effect, times overall": [1, larger, smaller],
        "share of participants, %": [100, share, 100 - share],
    }
    return View(figure, reading, pd.DataFrame(columns, ["everyone", "A", "B"]).round(2))


def curves_of(size: float, part: float) -> dict[str, Array]:
    """Power for the overall effect and for the interaction at each size of the trial."""
    found = [
        evidence.interaction_power(relative_size=size * float(np.sqrt(multiple)), share=part)
        for multiple in MULTIPLES
    ]
    overall = [main_power(multiple) for multiple in MULTIPLES]
    return {"overall effect": np.array(overall), "interaction": np.array(found)}


def interaction_power(size: float, share: int) -> float:
    """Power to find an interaction in a trial with 80% power for its overall effect."""
    return evidence.interaction_power(relative_size=size, share=share / 100)


def main_power(multiple: float) -> float:
    """Power for the overall effect with a multiple of the participants that give 80%."""
    # An interaction of twice the effect between halves is as hard to find as the effect itself.
    return evidence.interaction_power(relative_size=2 * float(np.sqrt(multiple)))
