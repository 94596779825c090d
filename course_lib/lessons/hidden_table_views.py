"""Views of the outcome tables that could lie behind STARTING-2's abstracts."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import estimate, figures, published
from course_lib.evidence import (
    ConsistentTables,
    PrintedMedian,
    PrintedP,
    Search,
    consistent_tables,
)
from course_lib.evidence.printed import AboutArm
from course_lib.evidence.printed_tests import AboutTable
from course_lib.lessons.table_views import participants, per_cent
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable
from course_lib.ui import View

Array = NDArray[np.float64]
WANTED, SEED = 1_000, 9
ARMS = ("cells (possible)", "control (possible)")
MEDIANS = (
    PrintedMedian("3", "treatment", ("3", "4")),
    PrintedMedian("4", "control", ("3", "4")),
)
PRINTED = {
    "the medians alone": "medians",
    "the medians and p = 0.732": "0.732",
    "the medians and p = 0.879": "0.879",
}
GAIN = OrdinalScale("gain on the mRS", ("gain", "none"), ("a level or more", "no gain"))
ORDERS = {
    "common odds ratio": "odds_ratio",
    "mRS 0–2 with cells": "good",
    "deaths with cells": "deaths",
}
SOURCE = (
    "medians and p = 0.879: conference abstract; p = 0.732: journal abstract; both taken here for "
    "Wilcoxon tests, which is our assumption; every table drawn is possible, none is the trial's"
)


@cache
def behind(printed: str) -> ConsistentTables:
    """A thousand tables of 39 against 15 that agree with what is printed."""
    statements: list[AboutArm | AboutTable] = [*MEDIANS]
    if printed != "medians":
        statements.append(PrintedP(printed))
    return consistent_tables(
        statements,
        participants=(39, 15),
        search=Search(wanted=WANTED, tries=4_000_000),
        rng=np.random.default_rng(SEED),
    )


@cache
def odds_ratios(printed: str) -> Array:
    """The unadjusted common odds ratio of each of them."""
    return np.asarray(estimate.common_odds_ratio(behind(printed).tables).value)


def measured(printed: str, order: str) -> Array:
    """What the tables are put in order by, best for cells first."""
    counts = behind(printed).tables.counts
    if order == "odds_ratio":
        return -odds_ratios(printed)
    return np.asarray(-counts[:, 0, :3].sum(axis=-1) if order == "good" else counts[:, 0, 6])


def either_arm(printed: str) -> str:
    """Which arm may be ahead by the common odds ratio: a key of the prediction's options."""
    ratios = odds_ratios(printed)
    if (ratios > 1).all():
        return "cells"
    return "control" if (ratios < 1).all() else "either"


def span(printed: str, order: str) -> str:
    """From where to where the tables reach, in words."""
    values = np.abs(measured(printed, order))
    if order == "odds_ratio":
        above = (values > 1).sum()
        return (
            f"common odds ratios from {values.min():.2f} to {values.max():.2f}, {above:,} above 1"
        )
    what = "at mRS 0–2" if order == "good" else "deaths"
    return f"from {values.min():.0f} to {values.max():.0f} of 39 {what} with cells"


def possible(printed: str, order: str, place: float) -> View:
    """One table that agrees with the abstracts, from the best for cells to the worst."""
    found, values = behind(printed), measured(printed, order)
    rank = round(place / 100 * (len(values) - 1))
    chosen = int(np.argsort(values, kind="stable")[rank])
    table = OutcomeTable(found.tables.counts[chosen], found.tables.scale)
    good, dead = table.cumulative[:, 2], table.proportions[:, 6]
    words = next(name for name, key in PRINTED.items() if key == printed)
    reading = (
        f"{words[0].upper()}{words[1:]}: {len(values):,} of the tables of 39 against 15 that agree "
        f"were drawn, with {span(printed, order)}. This is number {rank + 1:,}, from the best for "
        f"cells: common odds ratio {odds_ratios(printed)[chosen]:.2f}; mRS 0–2 "
        f"{per_cent(good[0])} with cells, {per_cent(good[1])} in control; dead "
        f"{per_cent(dead[0])} and {per_cent(dead[1])}."
    )
    figure = figures.outcome_bars(
        table.proportions, labels=ARMS, scale=table.scale, sizes=[39, 15], cut=2
    )
    return View(figure, reading, participants(table.counts, ARMS, table.scale), SOURCE)


def leanings() -> View:
    """Two ways in which the primary outcome was reported, and which way each of them leans."""
    trial = published.load("starting2")
    adjusted = trial.effects[0]
    people = better_by_a_level()
    gain = estimate.odds_ratio(people, cut="gain")
    (better, everyone), medians = people_of(people), medians_of(trial)
    rows = {
        "common odds ratio, adjusted (conference)": adjusted.for_benefit,
        "better by a level or more (computed)": (gain.value, *gain.confidence_interval()),
    }
    numbers = np.array([[float(end or "nan") for end in row] for row in rows.values()])
    reading = (
        f"Adjusted common odds ratio {numbers[0, 0]:.2f} (95% CI {numbers[0, 1]:.2f} to "
        f"{numbers[0, 2]:.2f}). Better by at least one level: {better[0]} of {everyone[0]} with "
        f"cells, {better[1]} of {everyone[1]} in control, odds ratio {numbers[1, 0]:.2f} "
        f"({numbers[1, 1]:.2f} to {numbers[1, 2]:.2f}). Both lean towards control, both intervals "
        f"reach far to either side. The medians, {medians[0]} with cells and {medians[1]} in "
        f"control, lean towards cells."
    )
    figure = figures.forest(numbers, labels=list(rows))
    twin = pd.DataFrame(numbers, list(rows), ["odds ratio", "lower 95%", "upper 95%"]).round(2)
    source = (
        "0.65 and medians: conference abstract; 33.3% and 26.7% without gain: neurologyadvisor.com "
        "(secondary source), turned into people here"
    )
    return View(figure, reading, twin, source)


def people_of(table: OutcomeTable) -> tuple[list[int], list[int]]:
    """Who gained, and all, arm by arm."""
    return table.counts[:, 0].tolist(), table.participants.tolist()


def medians_of(trial: published.PublishedTrial) -> list[str]:
    """The reported medians, cells first."""
    return [f"{trial.fact(f'mrs_median_{arm}').value}" for arm in ("treatment", "control")]


def better_by_a_level() -> OutcomeTable:
    """Who gained on the mRS and who did not, from the reported shares without gain."""
    trial = published.load("starting2")
    people, without = [], []
    for arm in ("treatment", "control"):
        everyone = int(float(trial.fact(f"analysed_{arm}").value or 0))
        share = float(trial.fact(f"mrs_no_gain_{arm}").value or 0) / 100
        people.append(everyone)
        without.append(round(share * everyone))
    return OutcomeTable.from_counts(
        treatment=[people[0] - without[0], without[0]],
        control=[people[1] - without[1], without[1]],
        scale=GAIN,
    )
