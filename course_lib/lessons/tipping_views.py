"""Views of tipping points: six participants who may be missing, and 150 who are."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import analysis, design, estimate, evidence, figures, published
from course_lib.analysis import TippingPointMap
from course_lib.estimate import Estimate
from course_lib.estimate.estimate import p_in_words
from course_lib.lessons.imputation_views import source
from course_lib.trial import OutcomeTable
from course_lib.ui import View

Array = NDArray[np.float64]
Question = Literal["cut", "death", "levels"]
TABLES, SEED, ALPHA = 400, 6, 0.05
SUPPOSED = "Supposed, not reported: 60 were randomised, 40 to 20, so that 1 and 5 are missing."
CUTS = {"cut": "not recovered", "death": "dependent"}
GOOD = {"cut": "alive and independent", "death": "alive", "levels": "recovered, the others dead"}
KINDS = (
    "p of 0.05 or more",
    "p below 0.05 for the treatment, in some of the ways",
    "p below 0.05 for the treatment",
    "p below 0.05 against the treatment, in some of the ways",
    "p below 0.05 against the treatment",
)


def missing() -> tuple[int, int]:
    """How many STARTING-2 would miss of each arm, had its plan been carried out: supposed."""
    trial = published.load("starting2")
    one, other = (
        int(str(trial.fact(f"planned_{arm}").value)) - int(str(trial.fact(f"analysed_{arm}").value))
        for arm in ("treatment", "control")
    )
    return one, other


@cache
def agreeing() -> OutcomeTable:
    """Tables of 39 against 15 that agree with what STARTING-2 printed, the hardest to tip first."""
    trial = published.load("starting2")
    medians = [
        evidence.PrintedMedian(str(trial.fact(f"mrs_median_{arm}").value), arm, ("3", "4"))
        for arm in ("treatment", "control")
    ]
    shift = next(effect for effect in trial.effects if effect.p and "shift" in effect.measure)
    found = evidence.consistent_tables(
        [*medians, evidence.PrintedP(f"{shift.p:.3f}")],
        participants=(39, 15),
        search=evidence.Search(wanted=TABLES),
        rng=np.random.default_rng(SEED),
    )
    at_best = estimate.common_odds_ratio(with_the_six(found.tables, 0, 6), method="score")
    return found.tables[np.argsort(at_best.p_value)[::-1]]


def with_the_six(tables: OutcomeTable, one: int, five: int) -> OutcomeTable:
    """Tables with the six who are supposed to be missing at two levels."""
    counts = tables.counts.copy()
    treated, control = missing()
    counts[..., 0, one] += treated
    counts[..., 1, five] += control
    return OutcomeTable(counts, tables.scale)


def with_six(one: int, five: int) -> View:
    """All agreeing tables, as they are and with the six supposed to be missing filled in."""
    before = estimate.common_odds_ratio(agreeing(), method="score")
    after = filled(one, five)
    start, end = (np.asarray(each.value) for each in (before, after))
    small = np.asarray(after.p_value) < ALPHA
    reading = (
        f"{SUPPOSED} {TABLES} of the tables that agree with what is published have a common odds "
        f"ratio of {start.min():.2f} to {start.max():.2f}. With the one treated participant at mRS "
        f"{one} and all five controls at mRS {five} it runs from {end.min():.2f} to "
        f"{end.max():.2f}; p is below 0.05 in {100 * small.mean():.0f} of 100 tables."
    )
    p_values = np.asarray(after.p_value)
    figure = figures.histograms(
        [start, end],
        labels=["39 and 15, as analysed", f"with the six: mRS {one}, and {five} five times"],
        said=[f"{each.min():.2f} to {each.max():.2f}" for each in (start, end)],
        across=(0.0, 4.0),
        bar=0.05,
        marks=[(1.0, "common odds ratio 1: no difference")],
    )
    columns = {
        "lowest odds ratio": [start.min(), end.min()],
        "highest": [start.max(), end.max()],
        "smallest p": [np.min(before.p_value), p_values.min()],
        "largest p": [np.max(before.p_value), p_values.max()],
    }
    twin = pd.DataFrame(columns, ["39 and 15", "with the six"]).round(3)
    return View(figure, reading, twin, tables_source())


def filled(one: int, five: int) -> Estimate:
    """The common odds ratio of every agreeing table with the six at these levels."""
    return estimate.common_odds_ratio(with_the_six(agreeing(), one, five), method="score")


def reaching(one: int, five: int) -> float:
    """In how many of 100 agreeing tables p is below 0.05 with the six at these levels."""
    return float(100 * (np.asarray(filled(one, five).p_value) < ALPHA).mean())


def six(table: int, odds: float) -> View:
    """All ways in which the six could have fared, for one of the agreeing tables."""
    assumed = agreeing()[table - 1]
    found = mapped(table)
    own = assumed.counts.sum(axis=0) / assumed.counts.sum()
    levels = design.shifted(own, odds_ratio=odds)
    chance = analysis.chance_of_change(found, treatment=own, control=levels)
    better, worse = (int((found.verdict == side).sum()) for side in (1, -1))
    reading = (
        f"{SUPPOSED} Assumed table {table} of {TABLES}: common odds ratio "
        f"{found.observed_odds_ratio:.2f}. The six can fare in {found.verdict.size:,} ways; p is "
        f"below 0.05 for the cells in {better}, against them in {worse}. At best for "
        f"the cells, the one at mRS 0 and the five dead, {p_in_words(found.best[1])}. If the "
        f"six were drawn from the 54 together, the five with their odds of a better "
        f"outcome times {odds:.2g}, the chance of p below 0.05 would be {said_chance(chance)}."
    )
    middle, shifted = (int(np.argmax(each.cumsum() >= 0.5)) for each in (own, levels))
    figure = figures.verdict_map(
        analysis.verdicts_by_level(found),
        names=KINDS,
        titles=("mean mRS of the five controls", "mRS of the one treated"),
        ticks=({5 * level: str(level) for level in range(7)}, {n: str(n) for n in range(7)}),
        marks=[(5 * shifted, middle, "the six at the middle of what is supposed")],
    )
    twin = pd.DataFrame(assumed.counts, ["cells (assumed)", "control (assumed)"])
    return View(figure, reading, twin, tables_source())


@lru_cache(maxsize=64)
def mapped(table: int) -> TippingPointMap:
    """The tipping-point map of one of the agreeing tables, counted from 1."""
    return analysis.tipping_point(agreeing()[table - 1], missing=missing())


def ist(question: Question, treated: int, control: int) -> View:
    """Every outcome that the 150 missing of the International Stroke Trial could have had."""
    report, found = published.load("ist"), ist_map(question)
    size = found.missing
    yours = [
        round(part * share / 100) for part, share in zip(size, (treated, control), strict=True)
    ]
    here, there = (part - good for part, good in zip(size, yours, strict=True))
    known = found.table.proportions[:, 0]
    like = [round(part * (1 - share)) for part, share in zip(size, known, strict=True)]
    reading = (
        f"{report.title}, {sum(size)} of {report.fact('randomised').value:,} without an outcome. "
        f"Known outcomes alone: {p_in_words(found.observed_p_value)}. Of {found.changes.size:,} "
        f"ways {int(found.changes.sum()):,} ({100 * found.share_changing:.0f}%) would move p "
        f"across 0.05. Yours, {yours[0]} of {size[0]} under aspirin and {yours[1]} of {size[1]} "
        f"without it {GOOD[question]}: {p_in_words(found.p_value[here, there])}. Over all ways "
        f"{effects(found, question)}."
    )
    figure = figures.verdict_map(
        2 * (found.verdict == 1) + 4 * (found.verdict == -1),
        names=KINDS,
        titles=(
            f"of the {size[1]} missing without aspirin: {GOOD[question]}",
            f"of the {size[0]} under aspirin",
        ),
        ticks=(counted(size[1]), counted(size[0])),
        marks=[(there, here, "yours"), (like[1], like[0], "in the shares of the known")],
    )
    rows = {"known alone": (found.observed_odds_ratio, found.observed_p_value)}
    rows |= {"worst for aspirin": found.worst, "best for aspirin": found.best}
    twin = pd.DataFrame(rows, ["odds ratio", "p"]).T.round(4)
    return View(figure, reading, twin, source("ist"))


@cache
def ist_map(question: Question) -> TippingPointMap:
    """The tipping-point map of the International Stroke Trial for one analysis."""
    report = published.load("ist")
    if report.missing is None:
        raise ValueError("how many outcomes are missing was not reported")
    if question == "levels":
        return analysis.tipping_point(
            report.table, missing=report.missing, land_on=["recovered", "dead"]
        )
    return analysis.tipping_point(report.table, missing=report.missing, cut=CUTS[question])


def if_like_known(question: Question) -> float:
    """Chance that the verdict changes, had the missing fared like the known of their arm."""
    found = ist_map(question)
    treatment, control = found.table.proportions
    return analysis.chance_of_change(found, treatment=treatment, control=control)


def effects(found: TippingPointMap, question: Question) -> str:
    """The smallest and the largest effect over all ways, in words."""
    if question == "levels":
        low, high = found.odds_ratio.min(), found.odds_ratio.max()
        return f"the common odds ratio runs from {low:.2f} to {high:.2f}"
    per_1000 = per_thousand(found)
    low, high = per_1000.min(), per_1000.max()
    return f"{GOOD[question]} are {low:.1f} to {high:.1f} more of 1000 with aspirin"


def per_thousand(found: TippingPointMap) -> Array:
    """Good outcomes more of 1000 under treatment, in every way that the missing can fare."""
    cut = found.table.scale.levels[0]
    return np.asarray(1000 * estimate.risk_difference(found.completed(), cut=cut).value)


def said_chance(chance: float) -> str:
    """A chance in per cent, small ones as a bound."""
    return "below 0.1%" if chance < 0.001 else f"{100 * chance:.1f}%"


def tables_source() -> str:
    """What the assumed tables agree with."""
    trial = published.load("starting2")
    return (
        f"{trial.source_line}. Tables assumed: they agree with the medians of the conference "
        f"abstract and with p = 0.732 of the journal abstract, taken as a Wilcoxon test"
    )


def counted(size: int) -> dict[float, str]:
    """Ticks of an axis that runs from all good to none."""
    return {float(place): str(size - place) for place in (0, size // 2, size)}
