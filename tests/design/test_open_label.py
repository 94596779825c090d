"""What openness, block sizes and unequal arms do: held against closed forms and simulation."""

import numpy as np
import pytest

from course_lib.design import (
    Openness,
    chance_of_seeing,
    foreseen,
    permuted_blocks,
    predictability,
    relative_information,
    simulate_scores,
)
from course_lib.estimate import Summary, welch_t


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_two_to_one_keeps_eight_ninths_of_the_information() -> None:
    # 4 r / (1 + r)² at r = 2, by hand; 39:15 is 4·39·15/54² = 0.802.
    assert relative_information((40, 20)) == pytest.approx(8 / 9)
    assert relative_information((39, 15)) == pytest.approx(0.802, abs=0.0005)
    assert relative_information((30, 30)) == 1


def test_unequal_arms_lose_what_the_formula_says() -> None:
    def variance(treatment: int, control: int) -> float:
        draws = rng().standard_normal((20_000, treatment + control))
        return float((draws[:, :treatment].mean(1) - draws[:, treatment:].mean(1)).var())

    ratio = variance(30, 30) / variance(40, 20)
    assert ratio == pytest.approx(relative_information((40, 20)), abs=0.03)


def test_an_event_is_seen_as_often_as_simulation_says() -> None:
    seen = (rng().random((20_000, 40)) < 0.05).any(axis=1).mean()
    assert chance_of_seeing(0.05, 40) == pytest.approx(seen, abs=0.01)
    with pytest.raises(ValueError, match="from 0 to 1"):
        chance_of_seeing(1.2, 40)


@pytest.mark.parametrize(("size", "ratio"), [(3, 2.0), (6, 2.0), (4, 1.0)])
def test_guessing_by_what_is_foreseen_is_right_as_often_as_exactly_computed(
    size: int, ratio: float
) -> None:
    arms = permuted_blocks(
        10 * size, block_size=size, allocation=ratio, rng=rng(), replicates=4_000
    )
    chance = foreseen(arms, block_size=size, allocation=ratio)
    exact = predictability(block_size=size, allocation=ratio)
    right = np.where(chance == 0.5, 0.5, (chance > 0.5) == arms)
    assert right.mean() == pytest.approx(exact.correct, abs=0.005)
    assert np.isin(chance, (0, 1)).mean() == pytest.approx(exact.certain, abs=0.005)
    assert chance.mean() == pytest.approx(ratio / (1 + ratio), abs=0.005)


def test_a_sequence_that_breaks_its_blocks_is_refused() -> None:
    with pytest.raises(ValueError, match="could not come from blocks of 3"):
        foreseen([True, True, True], block_size=3, allocation=2)


def test_without_openness_nothing_appears_and_the_test_keeps_its_level() -> None:
    trials = simulate_scores(
        Openness(), participants=(39, 15), sd=(23.8, 13.0), replicates=20_000, rng=rng()
    )
    assert abs(trials.difference.mean()) < 0.15
    assert 0.045 < (trials.p_value < 0.05).mean() < 0.055


def test_what_leaks_appears_on_average() -> None:
    openness = Openness(extra_care=4, expectation=10, unblinded=0.3)
    trials = simulate_scores(
        openness, participants=(39, 15), sd=(23.8, 13.0), replicates=20_000, rng=rng()
    )
    assert openness.apparent == pytest.approx(7)
    assert trials.difference.mean() == pytest.approx(7, abs=0.2)


def test_the_p_values_are_those_of_welchs_test() -> None:
    trials = simulate_scores(Openness(), participants=(9, 5), sd=(3, 1), replicates=1, rng=rng())
    again = rng()
    treated = again.normal(0, 3, 9)
    again.random(9)
    control = again.normal(0, 1, 5)
    expected = welch_t(Summary.of(treated), Summary.of(control))
    assert trials.p_value[0] == pytest.approx(expected.p_value)
    assert trials.difference[0] == pytest.approx(expected.value)


def test_impossible_openness_is_explained() -> None:
    with pytest.raises(ValueError, match="share of unblinded ratings"):
        Openness(unblinded=1.2)
    with pytest.raises(ValueError, match="number of points"):
        Openness(extra_care=float("nan"))
    with pytest.raises(ValueError, match="two participants or more"):
        simulate_scores(Openness(), participants=(1, 5), sd=(3, 1), replicates=1, rng=rng())
