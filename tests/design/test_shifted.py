"""One odds ratio at every cut-point."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib import estimate
from course_lib.design import expected_win_probability, shifted
from course_lib.trial import OutcomeTable
from tests.design.distributions import LEES, REFERENCE

RATIOS = st.floats(0.01, 100)


@st.composite
def distributions(draw: st.DrawFn) -> list[float]:
    weights = draw(st.lists(st.integers(0, 50), min_size=2, max_size=9).filter(any))
    return [weight / sum(weights) for weight in weights]


@pytest.mark.parametrize("case", REFERENCE["sample_size"])
def test_the_treatment_arm_is_that_of_r(case: dict[str, list[float]]) -> None:
    # R 4.2.2, tests/reference/design.json; there the odds ratio is for a worse level.
    result = shifted(case["p_control"], odds_ratio=1 / np.asarray(case["odds_ratio_worse"]))
    np.testing.assert_allclose(result, case["p_treatment"], atol=1e-14)


@given(distributions(), RATIOS)
def test_the_odds_ratio_is_the_same_at_every_cut(control: list[float], ratio: float) -> None:
    before, after = np.cumsum(control), shifted(control, odds_ratio=ratio).cumsum()
    both = (before > 1e-9) & (before < 1 - 1e-9)
    odds = after[both] / (1 - after[both]) / (before[both] / (1 - before[both]))
    np.testing.assert_allclose(odds, ratio, rtol=1e-6)


@given(distributions(), RATIOS)
def test_shifting_back_gives_the_control_arm_again(control: list[float], ratio: float) -> None:
    there = shifted(control, odds_ratio=ratio)
    assert there.sum() == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(shifted(there, odds_ratio=1 / ratio), control, atol=1e-9)


@given(distributions(), RATIOS)
def test_a_scale_read_backwards_turns_the_odds_ratio_over(
    control: list[float], ratio: float
) -> None:
    backwards = shifted(control[::-1], odds_ratio=1 / ratio)[::-1]
    np.testing.assert_allclose(shifted(control, odds_ratio=ratio), backwards, atol=1e-12)


def test_an_array_of_odds_ratios_is_the_loop_over_them() -> None:
    ratios = np.array([[0.5, 1], [2, 30]])
    stack = shifted(LEES, odds_ratio=ratios)
    assert stack.shape == (2, 2, 7)
    for place in np.ndindex(2, 2):
        np.testing.assert_array_equal(stack[place], shifted(LEES, odds_ratio=ratios[place]))


def test_many_control_arms_shift_by_one_ratio_each() -> None:
    arms = np.array([[0.2, 0.8], [0.5, 0.5]])
    stack = shifted(arms, odds_ratio=[2, 4])
    np.testing.assert_allclose(stack[:, 0], [1 / 3, 0.8])


@pytest.mark.filterwarnings("error")
def test_extreme_odds_ratios_and_empty_levels_stay_distributions() -> None:
    result = shifted([0, 0.5, 0.5, 0], odds_ratio=[1e-300, 1, 1e300])
    np.testing.assert_allclose(result, [[0, 0, 1, 0], [0, 0.5, 0.5, 0], [0, 1, 0, 0]], atol=1e-12)


def test_the_arguments_stay_untouched() -> None:
    control = np.array(LEES)
    shifted(control, odds_ratio=2)
    assert control.tolist() == LEES


@pytest.mark.parametrize(
    ("probabilities", "sentence"),
    [
        ([0.5, 0.4], "must sum to 1, not to 0.9"),
        ([1.2, -0.2], "must not be negative; one is -0.2"),
        ([0.5, float("nan")], "one is missing"),
        ([1.0], "at least two levels"),
        (0.5, "at least two levels"),
        ([[0.5, 0.5], [0.5, 0.6]], "must sum to 1, not to 1.1"),
    ],
)
def test_what_is_no_distribution_is_refused(probabilities: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        shifted(probabilities, odds_ratio=2)  # type: ignore[arg-type]


@pytest.mark.parametrize("ratio", [0, -1, float("nan"), float("inf"), [1, 0]])
def test_an_odds_ratio_must_be_positive(ratio: object) -> None:
    with pytest.raises(ValueError, match="an odds ratio is a positive number, above 1 for benefit"):
        shifted([0.5, 0.5], odds_ratio=ratio)  # type: ignore[arg-type]


COUNTS = st.lists(st.integers(0, 40), min_size=7, max_size=7).filter(any)


@given(COUNTS, COUNTS)
def test_the_expected_win_probability_is_that_of_a_trial_with_these_shares(
    treatment: list[int], control: list[int]
) -> None:
    table = OutcomeTable.from_counts(treatment=treatment, control=control)
    expected = expected_win_probability(*table.proportions)
    share = estimate.pairs(table)
    assert float(expected) == pytest.approx(float(share.wins + share.ties / 2), abs=1e-12)


@given(distributions(), RATIOS)
def test_a_shift_towards_benefit_wins_more_than_half(control: list[float], ratio: float) -> None:
    there = shifted(control, odds_ratio=ratio)
    won = float(expected_win_probability(there, control))
    assert (won - 0.5) * np.log(ratio) >= -1e-9
    back = float(expected_win_probability(control, there))
    assert won + back == pytest.approx(1, abs=1e-12)
