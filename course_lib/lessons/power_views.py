"""Views of power: what a size finds, what wrong input costs, what losses take away."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import design, estimate, evidence, figures, published
from course_lib.lessons.simulation_views import simulation_error
from course_lib.lessons.table_views import per_cent, source_of
from course_lib.ui import View

Array = NDArray[np.float64]
ALPHA, WANTED = 0.05, 0.8
PLACES = 90
COUNTED = (0.2, 0.45, 0.7, 0.9, 1.25, 1.7)
TITLES = ("participants with a known outcome, both arms together", "power")


@lru_cache(maxsize=64)
def control_of(trial: str) -> Array:
    """The control arm of a published trial, as shares."""
    return np.asarray(published.load(trial).table.proportions[1])


def needed(control: Array, odds_ratio: float, allocation: float = 1.0) -> design.SampleSize:
    """Participants for 80% power at the two-sided 5% level."""
    return design.sample_size(control, odds_ratio=odds_ratio, power=WANTED, allocation=allocation)


def power_of(control: Array, odds_ratio: float, total: Array | float) -> Array:
    """Power of trials with equal arms of half the total; between whole arms, in proportion."""
    arm = np.maximum(np.asarray(total, dtype=np.float64) / 2, 1)
    below, above = (
        np.asarray(design.power(control, odds_ratio=odds_ratio, participants=(size, size)))
        for size in (np.floor(arm), np.ceil(arm))
    )
    return np.asarray(below + (arm - np.floor(arm)) * (above - below))


def planned(control: str, odds_ratio: float, trials: int, seed: int) -> View:
    """Power against the size of a trial, by the formula and counted in simulated trials."""
    report, arm = published.load(control), control_of(control)
    size = needed(arm, odds_ratio)
    sizes = np.linspace(10, max(2 * int(size.total), 80), PLACES)
    places = np.array([max(2 * round(part * int(size.total) / 2), 8) for part in COUNTED])
    shares = np.array([found(arm, odds_ratio, (n // 2, n // 2), trials, seed) for n in places])
    errors = simulation_error(shares, trials)
    formula = power_of(arm, odds_ratio, places)
    reading = (
        f"Control arm of {report.title}, common odds ratio {odds_ratio:.2f}: {size.total:,} "
        f"participants, half in each arm, give 80% power by the formula. In {trials:,} simulated "
        f"trials of each of six sizes, power and formula differ by at most "
        f"{100 * np.abs(shares - formula).max():.1f} percentage points; simulation error up to "
        f"±{100 * errors.max():.1f}."
    )
    figure = figures.curves(
        sizes,
        {f"formula, common odds ratio {odds_ratio:.2f}": power_of(arm, odds_ratio, sizes)},
        marks=[figures.Mark(float(size.total), WANTED, f"80% power: {size.total:,} participants")],
        dots=figures.Dots(places, shares, errors, f"simulated, {trials:,} trials of each size"),
        titles=TITLES,
        wanted=WANTED,
    )
    columns = {"formula, %": 100 * formula, "simulated, %": 100 * shares, "±": 100 * errors}
    twin = pd.DataFrame(columns, pd.Index(places, name="participants")).round(1)
    return View(figure, reading, twin, f"control arm: {source_of(report)}")


def found(
    control: Array, odds_ratio: float, participants: tuple[int, int], trials: int, seed: int
) -> float:
    """In what share of simulated trials the Wilcoxon test gives p below 0.05."""
    tables = design.simulate_tables(
        control=control,
        odds_ratio=odds_ratio,
        participants=participants,
        replicates=trials,
        rng=np.random.default_rng(seed),
    )
    return float((np.asarray(estimate.wilcoxon(tables).p_value) < ALPHA).mean())


SLIPS = {
    "arm_as_total": "one arm's number read as the total",
    "total_as_arm": "the total put into each arm",
    "one_sided": "a level of 5% one-sided, tested two-sided",
    "power_left_out": "the power left out of the formula",
    "control_alone": "the control arm in place of both arms' average",
    "hopeful": "an effect half as large again (on the log scale)",
}


def slipped(control: str, odds_ratio: float, slip: str) -> View:
    """What a wrong input makes of the size of a trial, and of its true power."""
    report, arm = published.load(control), control_of(control)
    totals = design.planning_slips(arm, odds_ratio=odds_ratio)
    right, wrong = totals["right"], totals[slip]
    planned_power, power = (float(power_of(arm, odds_ratio, total)) for total in (right, wrong))
    reading = (
        f"True common odds ratio {odds_ratio:.2f}, control arm of {report.title}. Planned rightly: "
        f"{right:,} participants, power {per_cent(planned_power)}. With {SLIPS[slip]}: {wrong:,} "
        f"participants, and a true power of {per_cent(power)}."
    )
    words = f"with {SLIPS[slip]}: {wrong:,}, power {per_cent(power)}"
    marks = [
        figures.Mark(float(right), planned_power, f"planned rightly: {right:,} participants"),
        figures.Mark(float(wrong), power, words),
    ]
    sizes = np.linspace(6, 2.1 * right, PLACES)
    curve = {f"true power, common odds ratio {odds_ratio:.2f}": power_of(arm, odds_ratio, sizes)}
    figure = figures.curves(sizes, curve, marks=marks, titles=TITLES, wanted=WANTED)
    columns = {"participants": [right, wrong], "power, %": [planned_power, power]}
    twin = pd.DataFrame(columns, ["planned rightly", SLIPS[slip]])
    twin["power, %"] = (100 * twin["power, %"]).round(1)
    return View(figure, reading, twin, f"control arm: {source_of(report)}")


def detectable(control: str, participants: tuple[int, int], odds_ratio: float) -> View:
    """The power of one size for every true odds ratio, and from where it is 80%."""
    report, arm = published.load(control), control_of(control)
    ratios = np.geomspace(1, 10, PLACES)
    curve = np.asarray(design.power(arm, odds_ratio=ratios, participants=participants))
    here = float(np.asarray(design.power(arm, odds_ratio=odds_ratio, participants=participants)))
    limit = float(np.asarray(design.detectable_odds_ratio(arm, participants=participants)))
    size = f"{participants[0]} against {participants[1]}"
    lines = {f"{size}, control arm of {report.title}": curve}
    reading = (
        f"{size} participants, control arm as in {report.title}. A true common odds ratio of "
        f"{odds_ratio:.2f} would be found in {per_cent(here)} of such trials. Power is 80% from "
        f"an odds ratio of {limit:.1f}."
    )
    if participants == (39, 15):
        lines["the same by the width of STARTING-2's own interval"] = power_by_width(ratios)
        reading += (
            f" By the width of the interval that STARTING-2 reported, power is 80% from "
            f"{detectable_by_width():.1f}."
        )
    marks = [
        figures.Mark(limit, WANTED, f"80% from an odds ratio of {limit:.1f}"),
        figures.Mark(odds_ratio, here, f"at {odds_ratio:.2f}: {per_cent(here)}"),
    ]
    titles = ("true common odds ratio", "power")
    figure = figures.curves(ratios, lines, marks=marks, titles=titles, log=True, wanted=WANTED)
    some = np.array([1.25, 1.5, 2, 3, 5, 8])
    powers = 100 * np.asarray(design.power(arm, odds_ratio=some, participants=participants))
    twin = pd.DataFrame({"power, %": powers.round(1)}, pd.Index(some, name="true odds ratio"))
    return View(figure, reading, twin, f"control arm: {source_of(report)}")


def power_by_width(odds_ratio: Array) -> Array:
    """Power for true odds ratios at the standard error that STARTING-2's interval has."""
    error = published.load("starting2").fact("standard_error").value
    return np.asarray(evidence.exaggeration(np.log(odds_ratio), float(error or "nan")).power)


def detectable_by_width() -> float:
    """The odds ratio with 80% power at that standard error: a fact of the trial's record."""
    return float(published.load("starting2").fact("detectable_odds_ratio").value or "nan")


def lost(odds_ratio: float, share: int, foreseen: int) -> View:
    """What losses leave of the power that was planned, with and without inflation."""
    report, arm = published.load("mr_clean"), control_of("mr_clean")
    plan = design.sample_size(arm, odds_ratio=odds_ratio, power=WANTED, loss=foreseen / 100)
    starts = {
        f"{plan.total:,} randomised, no losses foreseen": int(plan.total),
        f"{plan.total_randomised:,} randomised, {foreseen}% foreseen": int(plan.total_randomised),
    }
    shares = np.linspace(0, 50, PLACES)
    lines = {
        words: power_of(arm, odds_ratio, (1 - shares / 100) * start)
        for words, start in starts.items()
    }
    left = [start * (1 - share / 100) for start in starts.values()]
    power = [float(power_of(arm, odds_ratio, known)) for known in left]
    reading = (
        f"For a common odds ratio of {odds_ratio:.2f}, {plan.total:,} known outcomes give 80% "
        f"power. With {share}% lost, {plan.total:,} randomised leave {left[0]:,.0f} and a power "
        f"of {per_cent(power[0])}; with losses of {foreseen}% foreseen, "
        f"{plan.total_randomised:,} randomised leave {left[1]:,.0f} and {per_cent(power[1])}. "
        f"This supposes losses that have nothing to do with the outcome."
    )
    marks = [
        figures.Mark(share, value, f"{words.partition(',')[0]}, {share}% lost: {per_cent(value)}")
        for words, value in zip(starts, power, strict=True)
    ]
    titles = ("lost to follow-up, % of the randomised", "power")
    figure = figures.curves(shares, lines, marks=marks, titles=titles, wanted=WANTED)
    columns = {"known": np.round(left), "power, %": np.round(100 * np.array(power), 1)}
    return View(
        figure, reading, pd.DataFrame(columns, list(starts)), f"control arm: {source_of(report)}"
    )
