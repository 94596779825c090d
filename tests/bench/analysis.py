"""Speed of the analysis layer, as ratios within one run, and what a slider waits for.

python -m tests.bench analysis
"""

from __future__ import annotations

import numpy as np

from course_lib import analysis, design
from course_lib.estimate import common_odds_ratio, proportional_odds_model
from course_lib.published import ist_trial
from course_lib.trial import OutcomeTable
from tests.bench.measure import Row, ratio, typical

# Assumed counts at the size of STARTING-2; the trial's own were not published.
ASSUMED = OutcomeTable.from_counts(treatment=[1, 3, 9, 12, 9, 4, 1], control=[0, 0, 1, 3, 7, 3, 1])
IST = ist_trial()
SMALL = design.simulate_trial(
    control=[0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11],
    participants=(40, 20),
    rng=np.random.default_rng(1),
    conduct=design.Conduct(dropout=design.ArmChance(0.1, 0.2)),
)
CELLS = np.random.default_rng(2).integers(1, 60, (10_000, 2, 2, 2))


def rows() -> list[Row]:
    """Each ratio of two medians, and what it may be."""
    return [
        Row(
            "tipping map, 3,234 completions, against 100 single odds ratios",
            ratio(_map, lambda: _singles(100)),
            1.0,
        ),
        Row("tipping map of 1 and 5 missing", typical(_map), 0.3, "s"),
        Row("tipping map of 4 and 5 missing, 97,020 completions", typical(_large_map), 1.5, "s"),
        Row("60 participants imputed 50 times, fitted and pooled", typical(_imputed), 0.1, "s"),
        Row(
            "the same under 21 values of delta, against under one",
            ratio(lambda: _shifted(21), lambda: _shifted(1)),
            6.0,
        ),
        Row(
            "19,435 participants imputed 20 times, against one model of them",
            ratio(_large_imputed, _one_model),
            6.0,
        ),
        Row(
            "complier effects of 10,000 trials, against of 100 one by one",
            ratio(_compliers, _one_by_one),
            1.5,
        ),
    ]


def _map() -> None:
    analysis.tipping_point(ASSUMED, missing=(1, 5))


def _large_map() -> None:
    analysis.tipping_point(ASSUMED, missing=(4, 5))


def _singles(number: int) -> None:
    for _ in range(number):
        common_odds_ratio(ASSUMED, method="score")


def _imputed() -> None:
    imputed = analysis.impute(SMALL, imputations=50, rng=np.random.default_rng(3))
    analysis.pool(common_odds_ratio(imputed.tables()))


def _shifted(number: int) -> None:
    pairs = np.stack([np.linspace(-2, 2, number), np.zeros(number)], axis=-1)
    imputed = analysis.delta_adjusted(
        SMALL, delta=pairs, imputations=50, rng=np.random.default_rng(3)
    )
    analysis.pool(common_odds_ratio(imputed.tables()))


def _large_imputed() -> None:
    imputed = analysis.impute(IST, rng=np.random.default_rng(4), adjust=["consciousness"])
    analysis.pool(common_odds_ratio(imputed.tables()))


def _one_model() -> None:
    known = IST.frame.dropna(subset=["outcome"])
    proportional_odds_model(
        known, outcome="outcome", treatment="allocated", adjust=["consciousness"]
    )


def _compliers() -> None:
    analysis.complier_effect_from_counts(CELLS).confidence_interval()


def _one_by_one() -> None:
    for counts in CELLS[:100]:
        analysis.complier_effect_from_counts(counts).confidence_interval()
