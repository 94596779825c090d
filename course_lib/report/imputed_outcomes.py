"""The missing outcomes filled in many times: as those of like participants, and as worse or better.

The same chance draws serve every assumption, so that two rows differ by what they assume alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import numpy as np

from course_lib import analysis, estimate
from course_lib.analysis import PooledEstimate, pool
from course_lib.analysis.outcome_model import Method
from course_lib.report.material import MOST_CATEGORIES, MOST_STRATA, Material, texts
from course_lib.trial import OutcomeTable, Trial

FEWEST, MOST_TYPED = 50, 50_000
MAR, CONTROL = "imputed, common odds ratio", "imputed as control, common odds ratio"
# Odds of a better outcome of the missing, against like participants: shown, and looked through.
SHOWN = (0.5, 0.2)
LOOKED_THROUGH = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05)
WHO = {"treatment": (1, 0), "control": (0, 1), "both arms": (1, 1)}
ALPHA = 0.05
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
    """Every assumption by one way to impute; a ValueError where it cannot be taken."""
    number = max(FEWEST, ceil(100 * sum(material.missing) / sum(material.allocated)))
    shown = {
        f"missing of {who} at odds {odds:g}, common odds ratio": (odds**one, odds**other)
        for odds in SHOWN
        for who, (one, other) in WHO.items()
    }
    alike, *others = _odds_ratios(way, [(1, 1), *shown.values()], (number, material.seed))
    as_control = analysis.control_based(
        way.trial, imputations=number, rng=np.random.default_rng(material.seed),
        method=way.method, adjust=way.adjust,
    )  # fmt: skip
    under_control = pool(estimate.common_odds_ratio(as_control.tables()))
    estimates = {MAR: alike, CONTROL: under_control, **dict(zip(shown, others, strict=True))}
    tips = _tips(way, material, number)
    return Imputed(estimates, number, material.seed, way.method, way.using, tips, without)


def _odds_ratios(way: _Way, pairs: Sequence[Pair], draw: tuple[int, int]) -> list[PooledEstimate]:
    """Pooled, one for each pair of odds by which the missing of either arm differ."""
    number, seed = draw
    tables = analysis.delta_adjusted(
        way.trial, delta=np.log(pairs), imputations=number, rng=np.random.default_rng(seed),
        method=way.method, adjust=way.adjust,
    ).tables()  # fmt: skip
    return [
        pool(estimate.common_odds_ratio(OutcomeTable(counts, tables.scale)))
        for counts in tables.counts
    ]


def _tips(way: _Way, material: Material, number: int) -> tuple[Tip, ...]:
    """Going out from odds of 1, worse and better in either arm: where the verdict first changes."""
    worse = [(arm, odds) for arm in (0, 1) if material.missing[arm] for odds in LOOKED_THROUGH]
    every = [*worse, *((arm, 1 / odds) for arm, odds in worse)]
    pairs = [(odds, 1.0) if arm == 0 else (1.0, odds) for arm, odds in every]
    start, *found = _odds_ratios(way, [(1, 1), *pairs], (number, material.seed))
    tips: dict[tuple[int, bool], Tip] = {}
    for (arm, odds), one in zip(every, found, strict=True):
        if _verdict(one) != _verdict(start):
            tips.setdefault((arm, odds < 1), Tip(arm, odds, float(one.p_value)))
    return tuple(tips.values())


def _verdict(one: PooledEstimate) -> int:
    """1 for significantly better, -1 for significantly worse, 0 for neither."""
    if float(one.p_value) >= ALPHA:
        return 0
    return 1 if float(one.value) > 1 else -1
