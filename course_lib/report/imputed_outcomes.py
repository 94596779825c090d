"""The missing outcomes filled in many times: as those of like participants, and as worse or better.

The same chance draws serve every assumption, so that two rows differ by what they assume alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple

import numpy as np

from course_lib import analysis, estimate
from course_lib.analysis import PooledEstimate, pool
from course_lib.analysis.outcome_model import Method
from course_lib.estimate import Interval
from course_lib.report.material import MOST_CATEGORIES, MOST_STRATA, Material, texts
from course_lib.trial import OutcomeTable, Trial

FEWEST, MOST_TYPED = 50, 50_000
MAR, CONTROL = "imputed, common odds ratio", "imputed as control, common odds ratio"
# Odds of a better outcome of the missing, against like participants: shown, and looked through.
SHOWN = (0.5, 0.2)
LOOKED_THROUGH = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05)
WHO = {"treatment": (1, 0), "control": (0, 1), "both arms": (1, 1)}
ALPHA = 0.05
UNBOUNDED = (
    "some of the completed tables have an infinite odds ratio, or none, and such results cannot be "
    "pooled"
)
PER_STACK = (
    "value", "standard_error", "p_value", "degrees_of_freedom", "within", "between", "total",
    "fraction_missing",
)  # fmt: skip
Pair = tuple[float, float]


class Tip(NamedTuple):
    """The mildest difference of one arm's missing with which the verdict is another."""

    arm: int
    odds: float
    p_value: float


@dataclass(frozen=True, eq=False)
class Imputed:
    """Pooled estimates by assumption, and how they were come by.

    Parameters
    ----------
    estimates : dict of str to PooledEstimate
        The common odds ratio under each assumption about the missing.
    number, seed : int
        Imputations, and where their chance draws begin.
    method : str
        "proportional odds" or "arm and stratum".
    using : tuple of str
        Covariates and strata that predict the missing.
    tips : tuple of Tip
        Where the verdict changes as the missing of one arm fared worse, or better.
    without : str
        Why covariates or strata could not be used, if they could not.
    """

    estimates: dict[str, PooledEstimate]
    number: int
    seed: int
    method: Method
    using: tuple[str, ...]
    tips: tuple[Tip, ...]
    without: str


class _Way(NamedTuple):
    """How outcomes are imputed: of which trial, by which model, with which covariates."""

    trial: Trial
    method: Method
    adjust: tuple[str, ...]
    using: tuple[str, ...]


def imputed_of(material: Material, notes: dict[str, str]) -> Imputed | None:
    """What imputation makes of the missing; None where none are missing, or a note says why."""
    if not any(material.missing):
        return None
    if material.trial is None and sum(material.allocated) > MOST_TYPED:
        notes["imputed"] = f"it is for typed counts of up to {MOST_TYPED:,} participants"
        return None
    said = ""
    for way in _ways(material):
        try:
            return _by(way, material, said)
        except ValueError as reason:
            said = said or str(reason).partition(";")[0]
    notes["imputed"] = said
    return None


def _ways(material: Material) -> list[_Way]:
    """The ways to impute, the one that uses most first."""
    if material.trial is None:
        typed = analysis.trial_from_table(material.table, missing=material.missing)
        return [_Way(typed, "arm and stratum", (), ())]
    frame = material.trial.frame
    whole = tuple(
        name
        for name in material.adjust
        if not frame[name].isna().any() and texts(material.trial, name) <= MOST_CATEGORIES
    )
    strata = ("stratum",) if 1 < len(material.trial.strata) <= MOST_STRATA else ()
    in_one = Trial(frame.drop(columns="stratum"), material.scale)
    trial = material.trial if strata else in_one
    ways = [_Way(in_one, "arm and stratum", (), ())]
    if strata:
        ways.insert(0, _Way(trial, "arm and stratum", (), strata))
    if whole or strata:
        ways.insert(0, _Way(trial, "proportional odds", whole, (*whole, *strata)))
    return ways


def _by(way: _Way, material: Material, without: str) -> Imputed:
    """Every assumption by one way to impute; a ValueError where it cannot be taken.

    The completed tables of all assumptions are one stack, fitted together: that takes little
    longer than the tables of one.
    """
    number = max(FEWEST, ceil(100 * sum(material.missing) / sum(material.allocated)))
    shown = {
        f"missing of {who} at odds {odds:g}, common odds ratio": (odds**one, odds**other)
        for odds in SHOWN
        for who, (one, other) in WHO.items()
    }
    looked_through = [one for one in _outwards() if material.missing[one[0]]]
    pairs = [(odds, 1.0) if arm == 0 else (1.0, odds) for arm, odds in looked_through]
    pooled = _pooled(way, [(1.0, 1.0), *shown.values(), *pairs], (number, material.seed))
    alike, under_control, *others = (_one(pooled, place) for place in range(2 + len(shown)))
    estimates = {MAR: alike, CONTROL: under_control, **dict(zip(shown, others, strict=True))}
    tips = _tips(pooled, looked_through)
    return Imputed(estimates, number, material.seed, way.method, way.using, tips, without)


def _outwards() -> list[tuple[int, float]]:
    """Odds of the missing of either arm: ever worse, then ever better."""
    worse = [(arm, odds) for arm in (0, 1) for odds in LOOKED_THROUGH]
    return [*worse, *((arm, 1 / odds) for arm, odds in worse)]


def _pooled(way: _Way, pairs: Sequence[Pair], draw: tuple[int, int]) -> PooledEstimate:
    """At equal odds, as in the control arm, and for each further pair of odds by arm."""
    number, seed = draw
    worse = analysis.delta_adjusted(
        way.trial, delta=np.log(pairs), imputations=number, rng=np.random.default_rng(seed),
        method=way.method, adjust=way.adjust,
    ).tables()  # fmt: skip
    as_control = analysis.control_based(
        way.trial, imputations=number, rng=np.random.default_rng(seed),
        method=way.method, adjust=way.adjust,
    ).tables()  # fmt: skip
    counts = np.concatenate([worse.counts[:1], as_control.counts[None], worse.counts[1:]])
    odds_ratios = estimate.common_odds_ratio(OutcomeTable(counts, worse.scale))
    if not np.isfinite(odds_ratios.standard_error).all():
        raise ValueError(UNBOUNDED)
    return pool(odds_ratios)


def _one(pooled: PooledEstimate, place: int) -> PooledEstimate:
    """One of a stack of pooled estimates."""

    def interval(level: float) -> Interval:
        lower, upper = pooled.confidence_interval(level)
        return Interval(float(np.asarray(lower)[place]), float(np.asarray(upper)[place]))

    numbers = {name: float(np.asarray(getattr(pooled, name))[place]) for name in PER_STACK}
    return replace(pooled, interval=interval, **numbers)  # type: ignore[arg-type]


def _tips(pooled: PooledEstimate, looked_through: list[tuple[int, float]]) -> tuple[Tip, ...]:
    """Going out from odds of 1, worse and better in either arm: where the verdict first changes."""
    p_values = np.asarray(pooled.p_value)
    verdicts = np.where(p_values < ALPHA, np.sign(np.log(pooled.value)), 0)
    last = slice(-len(looked_through), None)
    tips: dict[tuple[int, bool], Tip] = {}
    for (arm, odds), p, verdict in zip(looked_through, p_values[last], verdicts[last], strict=True):
        if verdict != verdicts[0]:
            tips.setdefault((arm, odds < 1), Tip(arm, odds, float(p)))
    return tuple(tips.values())
