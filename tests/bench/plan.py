"""Speed of operating characteristics, as ratios within one run."""

from __future__ import annotations

import numpy as np

from course_lib import design, estimate, evidence
from tests.bench.measure import Row, Work, ratio

LEES = (0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11)
SECONDARIES = evidence.Secondaries((0.2, 0.1, 0.1))
PLAIN = evidence.TrialPlan(LEES, 1.5, (300, 300), secondaries=SECONDARIES)
FULL = evidence.TrialPlan(
    LEES,
    1.5,
    (300, 300),
    prognosis=evidence.Prognosis(3, adjusted=True, stratified=True),
    secondaries=SECONDARIES,
    interim=evidence.InterimLook(0.5),
    missing=evidence.MissingOutcomes(0.1, 0.1),
)


def rows() -> list[Row]:
    """Each ratio of two medians, and what it may be."""
    return [Row(what, ratio(one, other), most) for what, one, other, most in _pairs()]


def _pairs() -> list[tuple[str, Work, Work, float]]:
    return [
        ("10,000 planned trials, twice, against 20,000 tables tested", _plain, _bare, 4.0),
        ("the same with bands, interim look and losses, against without", _full, _plain, 20.0),
        ("the same with 30,000 per arm, against 300", _large, _plain, 2.0),
    ]


def _run(plan: evidence.TrialPlan) -> None:
    evidence.operating_characteristics(plan, replicates=10_000, rng=np.random.default_rng(1))


def _plain() -> None:
    _run(PLAIN)


def _full() -> None:
    _run(FULL)


def _large() -> None:
    _run(PLAIN.sized((30_000, 30_000)))


def _bare() -> None:
    tables = design.simulate_tables(
        control=LEES,
        odds_ratio=1.5,
        participants=(300, 300),
        replicates=20_000,
        rng=np.random.default_rng(1),
    )
    estimate.wilcoxon(tables)
