"""Power and detectable effect, against R and against simulated trials."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from course_lib.design import detectable_odds_ratio, power, sample_size, simulate_tables
from course_lib.design.whitehead import information
from course_lib.estimate import wilcoxon
from tests.design.distributions import LEES, REFERENCE, SEVERE
from tests.design.test_shifted import distributions

EVEN = [case for case in REFERENCE["power"] if case["n1"] == case["n2"]]
RATIOS = st.floats(0.2, 5)
SIZES = st.integers(5, 500)


def simulated(control: Any, ratio: float, participants: tuple[int, int], replicates: int) -> float:
    """Share of simulated trials in which the Wilcoxon test gives p < 0.05."""
    tables = simulate_tables(
        control=control,
        odds_ratio=ratio,
        participants=participants,
        replicates=replicates,
        rng=np.random.default_rng(20261122),
    )
    return float((np.asarray(wilcoxon(tables).p_value) < 0.05).mean())


@pytest.mark.parametrize("case", EVEN)
def test_power_at_equal_arms_is_that_of_r_plus_the_other_tail(case: dict[str, Any]) -> None:
    # Hmisc 4.8.0 popower, tests/reference/design.json: one tail only, so the other is added.
    ratio, size = 1 / case["odds_ratio_worse"], case["n1"]
    known = information(np.array(case["p_control"]), *map(np.float64, (ratio, size, size)))
    assert 1 / np.sqrt(known) == pytest.approx(case["approx_se"], rel=1e-10)
    other_tail = ndtr(-abs(np.log(ratio)) / case["approx_se"] + ndtri(0.025))
    result = power(case["p_control"], odds_ratio=ratio, participants=(size, size))
    assert result == pytest.approx(case["popower"] + other_tail, rel=1e-10)


@pytest.mark.parametrize("case", REFERENCE["power_simulated"])
def test_power_is_what_simulated_trials_in_r_found(case: dict[str, Any]) -> None:
    # 40,000 trials each; the formula is for large trials and may be 0.006 off at 54 participants.
    result = power(
        case["p_control"],
        odds_ratio=1 / case["odds_ratio_worse"],
        participants=(case["n_treatment"], case["n_control"]),
    )
    assert result == pytest.approx(case["simulated_power_wilcoxon"], abs=0.006)


def test_power_without_an_effect_is_alpha() -> None:
    # Programs that count one tail say 0.025 here; 100,000 simulated trials
    # in R gave 0.0495 (Monte-Carlo error 0.0007).
    assert power(LEES, odds_ratio=1, participants=(39, 15)) == pytest.approx(0.05)
    assert power(LEES, odds_ratio=1, participants=(39, 15), alpha=0.01) == pytest.approx(0.01)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("control", "ratio", "participants"),
    [
        (LEES, 1.5, (300, 300)),
        (LEES, 1.5, (400, 200)),
        (LEES, 0.6, (200, 400)),
        (SEVERE, 2.0, (100, 100)),
        (LEES, 2.0, (39, 15)),
    ],
)
def test_power_is_what_simulated_trials_find(
    control: list[float], ratio: float, participants: tuple[int, int]
) -> None:
    # 40,000 trials: standard error at most 0.0025; 0.01 leaves room for the large-trial formula.
    found = simulated(control, ratio, participants, 40_000)
    formula = power(control, odds_ratio=ratio, participants=participants)
    assert formula == pytest.approx(found, abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("control", "ratio"), [([0.9, 0.05, 0.05], 2.5), ([0.03, 0.07, 0.9], 3.0), (LEES, 1.5)]
)
def test_simulated_trials_tell_the_right_total_from_the_usual_mistakes(
    control: list[float], ratio: float
) -> None:
    # 40,000 trials: standard error at most 0.0025. With everyone crowded at one level the formula
    # itself is up to 0.035 off; the mistakes are off by far more.
    size = sample_size(control, odds_ratio=ratio, power=0.8)
    half = round(size.unrounded / 2)
    assert simulated(control, ratio, (half, half), 40_000) == pytest.approx(0.8, abs=0.04)
    quarter = round(size.unrounded / 4)
    assert simulated(control, ratio, (quarter, quarter), 40_000) < 0.55
    if control is not LEES:
        z = (ndtri(0.975) + ndtri(0.8)) / np.log(ratio)
        naive = round(6 * z**2 / (1 - (np.array(control) ** 3).sum()))
        assert abs(simulated(control, ratio, (naive, naive), 40_000) - 0.8) > 0.1


def test_a_total_said_per_trial_where_it_is_per_arm_would_have_half_the_participants() -> None:
    # Odds ratio 1.5 on these shares takes 590; a tool that prints 295 as the total has power 0.5.
    size = sample_size(LEES, odds_ratio=1.5, power=0.8)
    assert size.total == 590
    assert size.participants == (295, 295)
    assert power(LEES, odds_ratio=1.5, participants=(147, 148)) == pytest.approx(0.51, abs=0.01)


def test_uneven_arms_know_less() -> None:
    # 39:15 against 27:27 is 4 n1 n0 / N² = 0.80, exactly so where there is no effect.
    arm = np.array(LEES)
    uneven, even = (
        information(arm, np.float64(1), *map(np.float64, pair)) for pair in ((39, 15), (27, 27))
    )
    assert uneven / even == pytest.approx(0.8024691358, rel=1e-9)


def test_54_participants_detect_only_a_very_large_effect() -> None:
    # 4.70 in R with the variance of no effect; here the distribution moves with the effect.
    assert detectable_odds_ratio(SEVERE, participants=(39, 15)) == pytest.approx(4.70, abs=0.02)


@given(distributions(), st.tuples(SIZES, SIZES), st.floats(0.1, 0.95))
def test_the_detectable_odds_ratio_has_the_power_that_was_wanted(
    control: list[float], participants: tuple[int, int], wanted: float
) -> None:
    if np.count_nonzero(control) < 2:
        return
    ratio = detectable_odds_ratio(control, participants=participants, power=wanted)
    if np.isfinite(ratio):
        assert ratio > 1
        back = power(control, odds_ratio=ratio, participants=participants)
        assert back == pytest.approx(wanted, abs=1e-6)


@given(distributions(), RATIOS, st.tuples(SIZES, SIZES))
def test_reading_the_scale_backwards_keeps_the_power(
    control: list[float], ratio: float, participants: tuple[int, int]
) -> None:
    if np.count_nonzero(control) < 2:
        return
    there = power(control[::-1], odds_ratio=1 / ratio, participants=participants)
    assert power(control, odds_ratio=ratio, participants=participants) == pytest.approx(there)


@given(RATIOS, SIZES, SIZES)
def test_twice_the_participants_never_have_less_power(ratio: float, one: int, two: int) -> None:
    small = power(LEES, odds_ratio=ratio, participants=(one, two))
    large = power(LEES, odds_ratio=ratio, participants=(2 * one, 2 * two))
    assert 0.05 - 1e-12 <= small <= large + 1e-12 <= 1 + 1e-12


def test_a_surface_is_the_loop_over_its_points() -> None:
    ratios, sizes = np.array([[1.2], [2.0]]), np.array([20, 50, 400])
    surface = np.asarray(power(LEES, odds_ratio=ratios, participants=(2 * sizes, sizes)))
    curve = np.asarray(detectable_odds_ratio(LEES, participants=(2 * sizes, sizes)))
    assert surface.shape == (2, 3)
    for column, size in enumerate(sizes):
        pair = (int(2 * size), int(size))
        assert curve[column] == pytest.approx(detectable_odds_ratio(LEES, participants=pair))
        for row, ratio in enumerate(ratios[:, 0]):
            alone = power(LEES, odds_ratio=ratio, participants=pair)
            assert surface[row, column] == pytest.approx(alone)


def test_a_trial_too_small_for_any_effect_says_infinity() -> None:
    assert detectable_odds_ratio(LEES, participants=(3, 1), power=0.9) == np.inf


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"participants": (0, 10)}, "in the treatment arm: a whole number of at least 1"),
        ({"participants": (10, 1.5)}, "in the control arm: .* not 1.5"),
        ({"participants": (10, float("nan"))}, "in the control arm: .* not nan"),
        ({"participants": (1, 2, 3)}, "a pair"),
        ({"participants": 60}, "a pair"),
        ({"alpha": 1}, "alpha lies between 0 and 1, not 1"),
        ({"probabilities": [0, 1]}, "everyone at one level"),
    ],
)
def test_impossible_trials_are_refused(change: dict[str, Any], sentence: str) -> None:
    asked = {"probabilities": LEES, "participants": (30, 30)} | change
    control = asked.pop("probabilities")
    with pytest.raises(ValueError, match=sentence):
        power(control, odds_ratio=2, **asked)
    with pytest.raises(ValueError, match=sentence):
        detectable_odds_ratio(control, **asked)


def test_other_impossible_wishes_are_refused() -> None:
    with pytest.raises(ValueError, match="an odds ratio is a positive number"):
        power(LEES, odds_ratio=0, participants=(30, 30))
    with pytest.raises(ValueError, match="power lies between 0 and 1"):
        detectable_odds_ratio(LEES, participants=(30, 30), power=1)
    with pytest.raises(ValueError, match="power must be above alpha"):
        detectable_odds_ratio(LEES, participants=(30, 30), power=0.03)
