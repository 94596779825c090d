"""Views of imputed outcomes: several completed trials and their pool; missing that did worse."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from course_lib import analysis, design, estimate, figures, published
from course_lib.analysis import PooledEstimate
from course_lib.estimate import Estimate
from course_lib.estimate.estimate import p_in_words
from course_lib.lessons.simulation_views import SIMULATED, pooled_placebo
from course_lib.lessons.table_views import limits
from course_lib.trial import OutcomeTable, Trial
from course_lib.ui import View

Assumption = Literal["arm", "control"]
Analysis = Literal["levels", "cut"]
Whom = Literal["treatment", "control", "both"]
SHOWN, MANY, SEED = 6, 30, 6
EVERYBODY = "everybody (only the simulation knows)"
STEPS = (4.0, 2.0, 1.0, 0.5, 0.25, 0.1)
SHIFTED: dict[Whom, tuple[int, int]] = {"treatment": (1, 0), "control": (0, 1), "both": (1, 1)}
TRIALS = {"International Stroke Trial": "ist", "simulated trial of 300": "simulated"}
WHOM: dict[str, Whom] = {
    "under treatment": "treatment",
    "in control": "control",
    "in both arms": "both",
}
CUTS = {"ist": "not recovered", "simulated": 2}
GOOD = {"ist": "alive and independent", "simulated": "mRS 0–2"}


@lru_cache(maxsize=8)
def lossy(seed: int) -> tuple[Trial, OutcomeTable]:
    """A simulated trial in which poor prognoses under treatment are lost; and all its outcomes."""
    conduct = design.Conduct(
        prognosis=4, dropout=design.ArmChance(treatment=0.35, control=0.1, prognosis=0.25)
    )
    people = design.simulate_participants(
        control=pooled_placebo(),
        odds_ratio=1.8,
        participants=(150, 150),
        replicates=1,
        rng=np.random.default_rng(seed),
        conduct=conduct,
    )
    return people.trial(), people.tables(among=True)[0]


def completed(assumption: Assumption, imputations: int, *, prognosis: bool, seed: int) -> View:
    """Some completed trials one below the other, and what pooling makes of all of them."""
    trial, everyone = lossy(seed)
    impute = analysis.impute if assumption == "arm" else analysis.control_based
    imputed = impute(
        trial,
        imputations=imputations,
        rng=np.random.default_rng(seed),
        adjust=["prognosis"] if prognosis else [],
    )
    each = estimate.common_odds_ratio(imputed.tables())
    pooled, known = analysis.pool(each), analysis.complete_cases(trial).table()
    singles = limits(each)
    seen = estimate.common_odds_ratio(known)
    truth = estimate.common_odds_ratio(everyone)
    drawn = [f"imputation {place}" for place in range(1, min(SHOWN, imputations) + 1)]
    labels = [EVERYBODY, "complete cases", *drawn, f"all {imputations} pooled"]
    own, wide = (float(np.mean(np.log(x[..., 2] / x[..., 1]))) for x in (singles, limits(pooled)))
    like = "the same arm" if assumption == "arm" else "the control arm"
    reading = (
        f"Simulated trial of 300; {imputed.levels.shape[-1]} outcomes are missing, filled in "
        f"{imputations} times as those of {like}, "
        f"{'with the same prognosis' if prognosis else 'whatever the prognosis'}. Everybody: "
        f"{float(truth.value):.2f}; complete cases {float(seen.value):.2f}. {pooled}. The pooled "
        f"interval is {100 * (wide / own - 1):.0f}% wider, on the log scale, than that of one "
        f"imputation alone; {100 * float(pooled.fraction_missing):.0f}% of the information is "
        f"missing."
    )
    rows = np.array([limits(truth), limits(seen), *singles[:SHOWN], limits(pooled)])
    figure = figures.forest(rows, labels=labels, highlight=[len(rows) - 1])
    names = ["common odds ratio", "lower 95%", "upper 95%"]
    return View(figure, reading, pd.DataFrame(rows, labels, names).round(2), SIMULATED)


def shifted(trial: str, how: Analysis, whom: Whom, odds: float) -> View:
    """Delta adjustment: the missing did better or worse than like participants who are known."""
    ratios = np.array([odds, *STEPS])
    pooled = pooled_at(trial, how, whom, tuple(ratios.tolist()))
    p_values = np.asarray(pooled.p_value)
    steps = sorted(range(len(ratios)), key=lambda place: -ratios[place])
    labels = [f"{ratios[place]:.3g} times{' (yours)' if place == 0 else ''}" for place in steps]
    below = [f"{ratios[place]:.3g}" for place in steps if p_values[place] < 0.05]
    measure = "common odds ratio" if how == "levels" else f"odds ratio of {GOOD[trial]}"
    who = next(words for words, arm in WHOM.items() if arm == whom)
    value, lower, upper = (float(number) for number in limits(pooled)[0])
    said = (
        f"p is below 0.05 in the rows {', '.join(below)}"
        if below
        else ("p is 0.05 or more in all rows")
    )
    reading = (
        f"{title(trial)}: the missing {who} get {odds:.3g} times the odds of a better outcome of "
        f"like participants whose outcome is known. Pooled {measure}: {value:.2f} "
        f"(95% CI {lower:.2f} to {upper:.2f}), {p_in_words(p_values[0])}. Here {said}."
    )
    rows = limits(pooled)[steps]
    figure = figures.forest(
        rows,
        labels=labels,
        highlight=[steps.index(0)],
        note=f"{measure}; rows: odds of the missing {who} against known",
    )
    twin = pd.DataFrame(rows, labels, [measure, "lower 95%", "upper 95%"]).round(3)
    return View(figure, reading, twin.assign(p=p_values[steps].round(4)), source(trial))


@lru_cache(maxsize=32)
def pooled_at(trial: str, how: Analysis, whom: Whom, ratios: tuple[float, ...]) -> PooledEstimate:
    """The pooled estimate where the missing have these odds, against known and like ones."""
    delta = np.log(np.array(ratios))[:, None] * np.array(SHIFTED[whom])
    people, adjust = (
        (published.ist_trial(), "consciousness")
        if trial == "ist"
        else (lossy(SEED)[0], "prognosis")
    )
    imputed = analysis.delta_adjusted(
        people,
        delta=delta,
        imputations=MANY,
        rng=np.random.default_rng(SEED),
        adjust=[adjust],
    )
    return analysis.pool(_measured(imputed.tables(), trial, how))


def _measured(tables: OutcomeTable, trial: str, how: Analysis) -> Estimate:
    if how == "levels":
        return estimate.common_odds_ratio(tables)
    return estimate.odds_ratio(tables, cut=CUTS[trial])


def title(trial: str) -> str:
    """How to call a trial in a sentence."""
    return published.load(trial).title if trial == "ist" else "Simulated trial of 300"


def source(trial: str) -> str:
    """Where a trial's numbers are from, with its licence notice."""
    if trial != "ist":
        return SIMULATED
    report = published.load(trial)
    return f"{report.source_line}. {report.attribution}"
