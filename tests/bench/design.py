"""Speed of the design layer, as ratios within one run."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from course_lib import design
from tests.bench.measure import Row, Work, ratio

LEES = [0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11]
RATIOS = np.linspace(1.1, 4, 200)
FACTORS = {"sex": ["f", "m", "m"] * 20, "severity": ["mild", "mild", "severe", "severe"] * 15}


def rows() -> list[Row]:
    """Each ratio of two medians, and what it may be."""
    return [Row(what, ratio(one, other), most) for what, one, other, most in _pairs()]


def _pairs() -> list[tuple[str, Work, Work, float]]:
    return [
        ("10,000 tables of 300 per arm, against their bare counts", _tables, _bare_counts, 1.5),
        ("the same with 30,000 per arm, against 300", lambda: _tables(30_000), _tables, 2.0),
        ("600,000 participants, against their bare numbers", _participants, _bare_numbers, 15.0),
        ("1,000 minimisations of 60, against one", lambda: _minimised(1_000), _minimised, 10.0),
        ("10,000 sequences in random blocks, against tosses", _blocks, _tosses, 20.0),
        ("size, power and effect for 200 values, against one", _curves, _one_value, 4.0),
    ]


def _rng() -> np.random.Generator:
    return np.random.default_rng(1)


def _tables(per_arm: int = 300) -> None:
    design.simulate_tables(
        control=LEES,
        odds_ratio=1.5,
        participants=(per_arm, per_arm),
        replicates=10_000,
        rng=_rng(),
    )


def _bare_counts() -> None:
    rng = _rng()
    for _ in range(2):
        rng.multinomial(300, LEES, size=10_000)


def _participants() -> None:
    conduct = design.Conduct(prognosis=3, dropout=design.ArmChance(0.1, 0.2))
    design.simulate_participants(
        control=LEES,
        odds_ratio=1.5,
        participants=(300, 300),
        replicates=1_000,
        rng=_rng(),
        conduct=conduct,
    )


def _bare_numbers() -> None:
    rng = _rng()
    rng.standard_normal((1_000, 600))
    rng.random((3, 1_000, 600))


def _minimised(replicates: int = 1) -> None:
    design.minimisation(FACTORS, rng=_rng(), replicates=replicates)


def _blocks() -> None:
    design.permuted_blocks(60, block_size=(4, 6), rng=_rng(), replicates=10_000)


def _tosses() -> None:
    design.simple(60, rng=_rng(), replicates=10_000)


def _one_value() -> None:
    _curves(RATIOS[:1])


def _curves(values: NDArray[np.float64] = RATIOS) -> None:
    design.sample_size(LEES, odds_ratio=values)
    design.power(LEES, odds_ratio=values, participants=(100, 50))
    sizes = np.round(100 * values)
    design.detectable_odds_ratio(LEES, participants=(2 * sizes, sizes))
