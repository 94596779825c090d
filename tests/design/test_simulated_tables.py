"""Tables of simulated trials: the right size, the right shares, the same again by seed."""

from typing import Any

import numpy as np
import pytest

from course_lib.design import shifted, simulate_tables
from course_lib.scale import MRS
from tests.design.distributions import LEES

DESIGN: dict[str, Any] = {"control": LEES, "participants": (30, 20), "replicates": 50}


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_every_trial_has_the_participants_asked_for() -> None:
    tables = simulate_tables(**DESIGN, odds_ratio=2, rng=rng())
    assert tables.counts.shape == (50, 2, 7)
    assert (tables.participants == [30, 20]).all()
    assert tables.scale == MRS


def test_the_shares_are_those_of_the_two_arms() -> None:
    # 20,000 trials of 100 per arm: the Monte-Carlo error of a share is below 0.0004.
    tables = simulate_tables(
        control=LEES, odds_ratio=1.8, participants=(100, 100), replicates=20_000, rng=rng()
    )
    shares = tables.proportions.mean(axis=0)
    np.testing.assert_allclose(shares[0], shifted(LEES, odds_ratio=1.8), atol=0.0016)
    np.testing.assert_allclose(shares[1], LEES, atol=0.0016)


def test_several_odds_ratios_make_a_stack_behind_the_replicates() -> None:
    tables = simulate_tables(**DESIGN, odds_ratio=[1, 2, 50], rng=rng())
    assert tables.counts.shape == (50, 3, 2, 7)
    at_best = tables.proportions[..., 0, 0].mean(axis=0)
    assert at_best[0] < at_best[1] < at_best[2]


def test_the_seed_decides() -> None:
    assert simulate_tables(**DESIGN, rng=rng(3)) == simulate_tables(**DESIGN, rng=rng(3))
    assert simulate_tables(**DESIGN, rng=rng(3)) != simulate_tables(**DESIGN, rng=rng(4))


def test_the_treatment_arm_may_have_any_distribution() -> None:
    dead = [0, 0, 0, 0, 0, 0, 1]
    tables = simulate_tables(**DESIGN, treatment=dead, rng=rng())
    assert (tables.counts[:, 0] == [0, 0, 0, 0, 0, 0, 30]).all()


def test_other_scales_have_numbered_levels() -> None:
    tables = simulate_tables(control=[0.5, 0.3, 0.2], participants=(5, 5), replicates=2, rng=rng())
    assert tables.scale.levels == ("1", "2", "3")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"participants": (0, 5)}, "participants in the treatment arm: .* at least 1 .* not 0"),
        ({"participants": (5, 2.5)}, "participants in the control arm: .* not 2.5"),
        ({"participants": 60}, r"a pair: \(treatment, control\)"),
        ({"replicates": 0}, "replicates: a whole number of at least 1"),
        ({"control": [0.5, 0.6]}, "must sum to 1"),
        ({"control": [[0.5, 0.5]]}, "need one axis"),
        ({"odds_ratio": 0}, "an odds ratio is a positive number"),
        ({"treatment": [0.5, 0.5]}, "treatment has 2, control has 7"),
        ({"treatment": [-1, 2]}, "the treatment arm's probabilities must not be negative"),
        ({"treatment": LEES, "odds_ratio": 2}, "not both"),
    ],
)
def test_an_impossible_design_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        simulate_tables(**(DESIGN | change), rng=rng())
