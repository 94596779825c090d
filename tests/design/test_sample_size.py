"""Participants needed: Whitehead's formula, with the average it means and the total it gives."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.design import SampleSize, sample_size
from tests.design.distributions import LEES, REFERENCE, SEVERE
from tests.design.test_shifted import distributions


@pytest.mark.parametrize("case", REFERENCE["sample_size"])
def test_totals_are_those_of_r(case: dict[str, Any]) -> None:
    # R 4.2.2, Hmisc 4.8.0, tests/reference/design.json: 1:1 and 2:1, 80 and 90 per cent power.
    share = case["fraction_trt"]
    result = sample_size(
        case["p_control"],
        odds_ratio=1 / case["odds_ratio_worse"],
        power=[0.8, 0.9],
        allocation=share / (1 - share),
    )
    expected = [case["whitehead_n80_alloc_avg"], case["posamsize_n90_using_p_avg_alloc"]]
    np.testing.assert_allclose(result.unrounded, expected, rtol=1e-10)


@pytest.mark.parametrize("case", REFERENCE["sample_size"])
def test_the_control_arm_alone_gives_another_total(case: dict[str, Any]) -> None:
    share = case["fraction_trt"]
    result = sample_size(
        case["p_control"],
        odds_ratio=1 / case["odds_ratio_worse"],
        power=0.8,
        allocation=share / (1 - share),
    )
    naive = case["naive_n80_using_control_p_only"]
    assert abs(np.log(result.unrounded / naive)) > 1e-4


@pytest.mark.parametrize("case", REFERENCE["dichotomies"])
def test_dichotomising_costs_what_r_says(case: dict[str, Any]) -> None:
    # Two proportions in R; Whitehead's formula at two levels differs from it by the null
    # variance only, under 2 per cent for these cuts.
    ratio = 1 / case["odds_ratio_worse"]
    whole = sample_size(case["p_control"], odds_ratio=ratio, power=0.8)
    np.testing.assert_allclose(whole.unrounded, case["n_ordinal_80"], rtol=1e-10)
    for cut in case["dichotomies"][2:5]:
        good = sum(case["p_control"][: cut["cut"] + 1])
        halved = sample_size([good, 1 - good], odds_ratio=ratio, power=0.8)
        assert halved.unrounded / whole.unrounded == pytest.approx(
            cut["ratio_to_ordinal"], rel=0.025
        )


def test_two_to_one_costs_an_eighth_more() -> None:
    # The efficiency of 2:1 against 1:1 is 4 n1 n0 / N² = 8/9 as the effect vanishes.
    even, uneven = (
        sample_size(LEES, odds_ratio=1.001, allocation=ratio).unrounded for ratio in (1, 2)
    )
    assert uneven / even == pytest.approx(9 / 8, rel=1e-4)


def test_a_severe_distribution_needs_nearly_as_many_as_without_an_effect_on_it() -> None:
    # R: 216 (1:1) and 243 (2:1) for OR 2 with the control arm's distribution alone; the
    # average of both arms is a little more spread out, so a little fewer are needed.
    assert sample_size(SEVERE, odds_ratio=2, power=0.8).unrounded == pytest.approx(216, rel=0.02)
    uneven = sample_size(SEVERE, odds_ratio=2, power=0.8, allocation=2)
    assert uneven.unrounded == pytest.approx(243, rel=0.02)


@given(distributions(), st.floats(1.1, 10), st.sampled_from([0.5, 1, 1.5, 2, 3]))
def test_arms_are_whole_in_the_ratio_and_enough(
    control: list[float], ratio: float, allocation: float
) -> None:
    if np.count_nonzero(control) < 2:
        return
    result = sample_size(control, odds_ratio=ratio, allocation=allocation)
    treatment, other = result
    assert result.unrounded - 1e-6 <= result.total <= result.unrounded + 2
    assert abs(treatment - allocation * other) <= 1 + allocation


@given(st.floats(0, 0.6), st.floats(1.2, 4))
def test_enough_remain_after_the_loss(loss: float, ratio: float) -> None:
    result = sample_size(LEES, odds_ratio=ratio, loss=loss)
    for needed, randomised in zip(result.participants, result.randomised, strict=True):
        assert randomised * (1 - loss) >= needed - 1e-6
        assert (randomised - 1) * (1 - loss) < needed
    assert result.total_randomised == sum(result.randomised)


def test_harm_of_the_mirrored_scale_needs_as_many() -> None:
    there = sample_size(LEES, odds_ratio=2, allocation=2)
    here = sample_size(LEES[::-1], odds_ratio=0.5, allocation=2)
    assert here.participants == there.participants


def test_a_curve_is_the_loop_over_its_points() -> None:
    ratios = np.array([0.5, 1.25, 1.5, 3])
    curve = sample_size(LEES, odds_ratio=ratios, loss=0.1)
    each = [sample_size(LEES, odds_ratio=ratio, loss=0.1) for ratio in ratios]
    assert np.array_equal(curve.total, [one.total for one in each])
    assert np.array_equal(curve.total_randomised, [one.total_randomised for one in each])
    assert str(curve) == "Sample sizes for 4 assumptions"


def test_it_says_what_it_needs_as_a_protocol_would() -> None:
    sentence = str(sample_size(LEES, odds_ratio=1.5, power=0.8, allocation=2, loss=0.1))
    assert sentence == (
        "665 participants with a known outcome (443 treatment, 222 control) give 80% power to "
        "find a common odds ratio of 1.5 at a two-sided 5% level; 740 to randomise, for 10% lost"
    )
    assert "randomise" not in str(sample_size(LEES, odds_ratio=1.5))


def test_it_is_frozen_and_unpacks_into_its_arms() -> None:
    result: SampleSize = sample_size(LEES, odds_ratio=2)
    treatment, control = result
    assert (treatment, control) == result.participants
    with pytest.raises(AttributeError):
        result.loss = 0.5  # type: ignore[misc]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"odds_ratio": 1}, "an odds ratio of 1 is no effect"),
        ({"odds_ratio": [2, 1]}, "an odds ratio of 1 is no effect"),
        ({"odds_ratio": -2}, "an odds ratio is a positive number"),
        ({"power": 1}, "power lies between 0 and 1, not 1"),
        ({"power": float("nan")}, "power lies between 0 and 1, not nan"),
        ({"alpha": 0}, "alpha lies between 0 and 1, not 0"),
        ({"power": 0.04}, "power must be above alpha"),
        ({"allocation": 0}, "allocation is treatment per control, .* not 0"),
        ({"allocation": float("inf")}, "allocation is treatment per control"),
        ({"loss": 1}, "loss is a share from 0 to below 1"),
        ({"loss": -0.1}, "loss is a share"),
        ({"probabilities": [1, 0]}, "everyone at one level"),
        ({"probabilities": [0.5, 0.6]}, "must sum to 1"),
        ({"probabilities": [[0.5, 0.5]]}, "need one axis"),
    ],
)
def test_impossible_assumptions_are_refused(change: dict[str, Any], sentence: str) -> None:
    given_values = {"probabilities": LEES, "odds_ratio": 2} | change
    with pytest.raises(ValueError, match=sentence):
        sample_size(given_values.pop("probabilities"), **given_values)
