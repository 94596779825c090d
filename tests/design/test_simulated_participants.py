"""Simulated participants: outcomes follow what is received, conduct follows arm and prognosis."""

from typing import Any

import numpy as np
import pytest

from course_lib.design import (
    ArmChance,
    Conduct,
    shifted,
    simulate_participants,
    simulate_trial,
)
from course_lib.estimate import common_odds_ratio, wilcoxon
from tests.design.distributions import LEES

DESIGN: dict[str, Any] = {"control": LEES, "participants": (60, 30), "replicates": 40}


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_without_conduct_the_shares_are_those_of_the_two_arms() -> None:
    # 1.2 million participants per arm: the Monte-Carlo error of a share is below 0.0005.
    people = simulate_participants(
        control=LEES, odds_ratio=2, participants=(600, 600), replicates=2_000, rng=rng()
    )
    shares = people.tables().proportions.mean(axis=0)
    np.testing.assert_allclose(shares, [shifted(LEES, odds_ratio=2), LEES], atol=0.002)
    assert people.observed.all()
    assert (people.allocated == people.received).all()


def test_arms_have_exactly_the_participants_asked_for() -> None:
    people = simulate_participants(**DESIGN, rng=rng())
    assert (people.allocated.sum(axis=1) == 60).all()
    assert people.level.shape == (40, 90)


def test_blocks_within_strata_hold_the_ratio_in_each_stratum() -> None:
    conduct = Conduct(strata=("severe", "mild"), block_size=3)
    people = simulate_participants(**DESIGN, rng=rng(), conduct=conduct)
    for stratum in (0, 1):
        members = people.stratum == stratum
        treated = (people.allocated & members).sum(axis=1)
        controls = members.sum(axis=1) - treated
        assert (np.abs(treated - 2 * controls) <= 2).all()


def test_strata_are_equal_slices_of_prognosis() -> None:
    conduct = Conduct(strata=("poor", "middle", "good"))
    people = simulate_participants(
        control=LEES, participants=(500, 500), replicates=60, rng=rng(), conduct=conduct
    )
    # 60,000 participants: standard error of a share 0.002.
    np.testing.assert_allclose(np.bincount(people.stratum.ravel()) / 60_000, 1 / 3, atol=0.008)
    means = [people.prognosis[people.stratum == place].mean() for place in range(3)]
    np.testing.assert_allclose(means, [-1.0908, 0, 1.0908], atol=0.02)


def test_adherence_and_dropout_depend_on_arm_and_prognosis() -> None:
    conduct = Conduct(
        non_adherence=ArmChance(treatment=0.2, control=0.05, prognosis=0.5),
        dropout=ArmChance(treatment=0.1, control=0.3, prognosis=0.4),
    )
    people = simulate_participants(
        control=LEES, participants=(500, 500), replicates=400, rng=rng(), conduct=conduct
    )
    # 400,000 participants; near the average prognosis some 16,000 per arm, standard error 0.004.
    average = np.abs(people.prognosis) < 0.1
    for arm, switched, lost in ((True, 0.2, 0.1), (False, 0.05, 0.3)):
        here = average & (people.allocated == arm)
        assert (people.received != people.allocated)[here].mean() == pytest.approx(
            switched, abs=0.013
        )
        assert (~people.observed)[here].mean() == pytest.approx(lost, abs=0.015)
    poor = people.prognosis < -1
    assert (people.received != people.allocated)[poor].mean() > 0.2
    assert (~people.observed)[poor].mean() > 0.3


def test_dropout_may_depend_on_the_outcome_itself() -> None:
    conduct = Conduct(dropout=ArmChance(0.2, 0.2), dropout_by_outcome=2)
    people = simulate_participants(
        control=LEES, participants=(500, 500), replicates=100, rng=rng(), conduct=conduct
    )
    lost = [(~people.observed)[people.level == level].mean() for level in range(7)]
    odds = np.array(lost) / (1 - np.array(lost))
    # 100,000 participants: the odds double with each worse level, within 15 per cent.
    np.testing.assert_allclose(odds[1:] / odds[:-1], 2, rtol=0.15)
    assert people.tables().participants.sum() < people.tables(among=True).participants.sum()


def test_the_odds_ratio_over_all_prognoses_is_nearer_to_1() -> None:
    # Conditional odds ratio 2, covariate 1.5 logits per SD: R found a mean of 1.668 (Monte-Carlo
    # error 0.009) at 300 participants; one million here, standard error 0.004 on the log scale.
    conduct = Conduct(prognosis=float(np.exp(1.5)))
    people = simulate_participants(
        control=LEES, odds_ratio=2, participants=(5_000, 5_000), replicates=100, rng=rng(),
        conduct=conduct,
    )  # fmt: skip
    counts = people.tables().counts.sum(axis=0)
    marginal = common_odds_ratio(type(people.tables())(counts))
    assert marginal.value == pytest.approx(1.65, abs=0.03)


@pytest.mark.slow
def test_leaving_out_treated_deaths_makes_an_effect_of_nothing() -> None:
    # No effect, 150 per arm; 40 per cent of deaths in the treated arm left out after allocation.
    # R, 40,000 trials: type I error 0.1028 (0.0015). Here 20,000: standard error 0.0022.
    people = simulate_participants(
        control=LEES, participants=(150, 150), replicates=20_000, rng=rng()
    )
    left_out = people.allocated & (people.level == 6) & (rng(2).random(people.level.shape) < 0.4)
    modified = np.asarray(wilcoxon(people.tables(among=~left_out)).p_value)
    assert (modified < 0.05).mean() == pytest.approx(0.1028, abs=0.011)
    honest = np.asarray(wilcoxon(people.tables(among=True)).p_value)
    assert (honest < 0.05).mean() == pytest.approx(0.05, abs=0.007)


def test_who_did_not_adhere_makes_the_analysis_by_receipt_biased_and_by_allocation_diluted() -> (
    None
):
    conduct = Conduct(prognosis=3, non_adherence=ArmChance(treatment=0.3, prognosis=0.3))
    people = simulate_participants(
        control=LEES, participants=(300, 300), replicates=500, rng=rng(), conduct=conduct
    )
    # No effect at all: the poorer prognoses leave the treatment, so receipt flatters it.
    allocated = np.log(common_odds_ratio(people.tables("allocated")).value)
    received = np.log(common_odds_ratio(people.tables("received")).value)
    assert np.mean(allocated) == pytest.approx(0, abs=0.03)  # standard error 0.007
    assert np.mean(received) > 0.3


def test_a_simulated_trial_is_a_table_of_its_participants() -> None:
    conduct = Conduct(strata=("severe", "mild"), dropout=ArmChance(0.3, 0.3))
    people = simulate_participants(**DESIGN, rng=rng(), conduct=conduct)
    trial = people.trial(3)
    assert len(trial) == 90
    assert trial.strata == ("mild", "severe")
    assert trial.covariates == ("prognosis",)
    known = trial.select(trial.frame["outcome"].notna())
    assert known.table() == people.tables()[3]
    assert known.table("received") == people.tables("received")[3]


def test_one_trial_is_the_first_of_many_with_the_same_seed() -> None:
    design = {"control": [0.5, 0.3, 0.2], "participants": (20, 10)}
    alone = simulate_trial(**design, rng=rng(7))
    first = simulate_participants(**design, replicates=1, rng=rng(7)).trial()
    assert alone.frame.equals(first.frame)
    assert alone.scale.levels == ("1", "2", "3")
    assert not alone.frame.equals(simulate_trial(**design, rng=rng(8)).frame)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"participants": (0, 1)}, "participants in the treatment arm"),
        ({"replicates": -1}, "replicates: a whole number of at least 1"),
        ({"odds_ratio": [1, 2]}, "one odds ratio, not several"),
        ({"odds_ratio": -1}, "an odds ratio is a positive number"),
        ({"control": [1, 0, 0]}, "everyone at one level"),
        ({"control": [0.5, 0.6]}, "must sum to 1"),
        ({"conduct": Conduct(block_size=4)}, "a block of 4 cannot hold 2:1"),
    ],
)
def test_an_impossible_design_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        simulate_participants(**(DESIGN | change), rng=rng())


def test_an_impossible_conduct_is_refused() -> None:
    with pytest.raises(ValueError, match="a chance in the control arm is from 0 to 1"):
        ArmChance(control=1.1)
    with pytest.raises(ValueError, match="an odds ratio is a positive number"):
        ArmChance(prognosis=0)
    with pytest.raises(ValueError, match="an odds ratio is a positive number"):
        Conduct(dropout_by_outcome=-1)
    with pytest.raises(ValueError, match="strata need names that differ"):
        Conduct(strata=("a", "a"))
    people = simulate_participants(**DESIGN, rng=rng())
    with pytest.raises(ValueError, match="by 'allocated' or by 'received'"):
        people.tables("randomised")  # type: ignore[arg-type]
