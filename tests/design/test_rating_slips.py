"""Raters' slips: the model does what its words say, and its prediction holds in simulation."""

import numpy as np
import pytest

from course_lib import estimate
from course_lib.design import (
    rater_agreement,
    rating_chances,
    sample_size,
    shifted,
    simulate_tables,
    slipped,
)
from course_lib.published import load
from course_lib.trial import OutcomeTable

CONTROL = load("mr_clean").table.proportions[1]


def test_nobody_slips_into_death_or_out_of_it() -> None:
    for share in (0.1, 0.5, 1):
        rated = slipped(CONTROL, share=share)
        assert rated[-1] == pytest.approx(CONTROL[-1])
        assert rated.sum() == pytest.approx(1)


def test_a_slip_goes_one_level_either_way_and_at_an_end_the_only_way() -> None:
    # By hand: of 10% slips at level 1, half go to 0 and half to 2; at 0 all go to 1.
    assert slipped([0, 1, 0, 0], share=0.1).tolist() == pytest.approx([0.05, 0.9, 0.05, 0])
    assert slipped([1, 0, 0, 0], share=0.1).tolist() == pytest.approx([0.9, 0.1, 0, 0])
    assert slipped([0, 0, 1, 0], share=0.1).tolist() == pytest.approx([0, 0.1, 0.9, 0])
    assert slipped([0, 0, 0, 1], share=0.1, certain=0).tolist() == pytest.approx([0, 0, 0.1, 0.9])


def test_a_stack_is_each_distribution_by_itself() -> None:
    both = np.stack([CONTROL, shifted(CONTROL, odds_ratio=2)])
    together = slipped(both, share=0.3)
    assert together[1] == pytest.approx(slipped(both[1], share=0.3))
    assert rater_agreement(both, share=0.3).shape == (2,)


def test_agreement_is_that_of_two_simulated_raters() -> None:
    rng = np.random.default_rng(1)
    true = rng.choice(7, size=100_000, p=CONTROL)

    def rate() -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        step = np.where(true == 0, 1, np.where(true == 5, -1, rng.choice([-1, 1], true.size)))
        return np.where((true < 6) & (rng.random(true.size) < 0.3), true + step, true)

    assert (rate() == rate()).mean() == pytest.approx(rater_agreement(CONTROL, share=0.3), abs=0.01)


def test_slips_pull_the_odds_ratio_towards_1_and_the_planned_power_is_kept_by_more_people() -> None:
    arms = np.stack([shifted(CONTROL, odds_ratio=1.5), CONTROL])
    rated = slipped(arms, share=0.3)
    scale = load("mr_clean").table.scale
    seen = estimate.common_odds_ratio(OutcomeTable(np.round(1e7 * rated).astype(int), scale)).value
    assert 1.4 < float(seen) < 1.5
    size = sample_size(rated[1], odds_ratio=seen, power=0.8)
    tables = simulate_tables(
        control=rated[1], odds_ratio=seen, participants=size.participants,
        replicates=10_000, rng=np.random.default_rng(1),
    )  # fmt: skip
    found = np.asarray(estimate.wilcoxon(tables).p_value) < 0.05
    assert found.mean() == pytest.approx(0.8, abs=0.015)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_an_impossible_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share of ratings that slip lies from 0 to 1"):
        slipped(CONTROL, share=share)


def test_ratings_need_two_levels_to_slip_between() -> None:
    with pytest.raises(ValueError, match="of 7 levels 6 are certain"):
        slipped(CONTROL, share=0.1, certain=6)


def test_every_true_level_has_chances_that_sum_to_1() -> None:
    chances = rating_chances(7, share=0.3)
    assert chances.sum(axis=1) == pytest.approx(np.ones(7))
    assert chances[6].tolist() == [0, 0, 0, 0, 0, 0, 1]
