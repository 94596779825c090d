"""Error rates and coverage in simulated trials of 10 v 10, 39 v 15 and 300 v 300 participants.

Each of our rates has a Monte-Carlo error of its own, and so has the independent simulation (with
other code, 100,000 trials where nothing else is said) that it is held against: the tolerance is
four times the two together.
"""

from typing import Any

import numpy as np
import pytest

from course_lib import design, estimate
from course_lib.trial import OutcomeTable

pytestmark = pytest.mark.slow
# Placebo arms of Lees et al., Lancet 2010;375:1695, to the nearest per cent.
LEES = np.array([15, 20, 13, 14, 18, 9, 12]) / 101
SEVERE = np.array([0.5, 3, 9, 22, 42, 19, 4.5]) / 100  # assumed
MANY, MANY_THERE = 20_000, 100_000
SIZES = {"5 v 5": (5, 5), "10 v 10": (10, 10), "39 v 15": (39, 15), "300 v 300": (300, 300)}


def simulated(
    size: str, odds_ratio: float = 1, *, control: Any = LEES, many: int = MANY
) -> OutcomeTable:
    return design.simulate_tables(
        control=control,
        odds_ratio=odds_ratio,
        participants=SIZES[size],
        replicates=many,
        rng=np.random.default_rng(2026),
    )


def tolerance(rate: float, *, ours: int = MANY, theirs: int = MANY_THERE) -> float:
    return float(4 * np.sqrt(rate * (1 - rate) * (1 / ours + 1 / theirs)))


def rejected(result: Any, among: Any = slice(None)) -> float:
    return float((result.p_value < 0.05)[among].mean())


def coverage(result: Any, truth: float, among: Any = slice(None)) -> float:
    lower, upper = result.confidence_interval()
    return float(((lower <= truth) & (truth <= upper))[among].mean())


@pytest.mark.parametrize(
    ("size", "control", "expected"),
    [
        ("5 v 5", LEES, (0.02775, 0.07120, 0.05747, 0.04510)),
        ("10 v 10", LEES, (0.05428, 0.06525, 0.05548, 0.04851)),
        ("39 v 15", LEES, (0.05265, 0.05578, 0.05124, 0.04888)),
        ("39 v 15", SEVERE, (0.05139, 0.05527, 0.05144, 0.04917)),
        ("300 v 300", LEES, (0.05, 0.05, 0.05, 0.05)),  # theory
    ],
)
def test_type_one_error_of_each_test(size: str, control: Any, expected: tuple[float, ...]) -> None:
    # Wald's test (an infinite estimate is not significant), the likelihood ratio (of finite
    # estimates), the score test and Wilcoxon's.
    tables = simulated(size, control=control)
    by_wald = estimate.common_odds_ratio(tables)
    finite = np.isfinite(by_wald.standard_error)
    found = (
        float(((by_wald.p_value < 0.05) & finite).mean()),
        rejected(estimate.common_odds_ratio(tables, method="profile"), finite),
        rejected(estimate.common_odds_ratio(tables, method="score")),
        rejected(estimate.wilcoxon(tables)),
    )
    for rate, usual in zip(found, expected, strict=True):
        assert rate == pytest.approx(usual, abs=tolerance(usual))


@pytest.mark.parametrize(
    ("size", "odds_ratio", "wald", "profile", "bias"),
    [
        ("10 v 10", 0.3, 0.95399, 0.938, 1.1132),
        ("39 v 15", 0.5, 0.94756, 0.945, 1.0361),
        ("300 v 300", 0.75, 0.95, 0.95, 1.0059),
    ],
)
def test_coverage_of_the_common_odds_ratio_and_its_bias(
    size: str, odds_ratio: float, wald: float, profile: float, bias: float
) -> None:
    # Finite fits only, as there; the profile's rates are known to three digits, from 20,000 trials.
    tables = simulated(size, odds_ratio)
    by_wald = estimate.common_odds_ratio(tables)
    finite = np.isfinite(by_wald.standard_error)
    assert coverage(by_wald, odds_ratio, finite) == pytest.approx(wald, abs=tolerance(wald))
    by_profile = estimate.common_odds_ratio(tables, method="profile")
    assert coverage(by_profile, odds_ratio, finite) == pytest.approx(
        profile, abs=tolerance(profile, theirs=20_000)
    )
    by_score = estimate.common_odds_ratio(tables, method="score")
    assert coverage(by_score, odds_ratio) == pytest.approx(0.95, abs=0.012)
    relative = np.log(np.asarray(by_wald.value)[finite]) / np.log(odds_ratio)
    error = relative.std() * np.sqrt(1 / MANY + 1 / MANY_THERE)
    assert relative.mean() == pytest.approx(bias, abs=4 * error)


@pytest.mark.parametrize(
    ("size", "odds_ratio", "logit", "brunner_munzel", "newcombe"),
    [
        ("39 v 15", 2.0, 0.95373, 0.96222, 0.95527),
        ("300 v 300", 1.5, 0.95, 0.95, 0.95),  # theory
    ],
)
def test_coverage_of_the_win_probability(
    size: str, odds_ratio: float, logit: float, brunner_munzel: float, newcombe: float
) -> None:
    treated = design.shifted(LEES, odds_ratio=odds_ratio)
    truth = float(treated @ (1 - LEES.cumsum() + LEES / 2))
    tables = simulated(size, odds_ratio)
    for method, expected in (
        ("logit", logit),
        ("brunner_munzel", brunner_munzel),
        ("newcombe", newcombe),
    ):
        rate = coverage(estimate.win_probability(tables, method=method), truth)
        slack = 0.003 if size == "300 v 300" else 0.0  # theory is of large trials
        assert rate == pytest.approx(expected, abs=tolerance(expected) + slack)
    odds = coverage(estimate.win_odds(tables), truth / (1 - truth))
    assert odds == coverage(estimate.win_probability(tables), truth)


def test_how_often_a_small_trial_is_separated_or_has_an_empty_side() -> None:
    assert separated("5 v 5", 10) == pytest.approx(0.27413, abs=tolerance(0.27413))
    assert separated("39 v 15", 10) == pytest.approx(0.00014, abs=tolerance(0.00014) + 1e-9)
    for control, empty_side, empty_level in ((LEES, 0.23778, 0.01004), (SEVERE, 0.99496, 0.8283)):
        tables = simulated("39 v 15", control=control)
        ratios = np.asarray(estimate.proportional_odds_check(tables).odds_ratios.value)
        none = ~(np.isfinite(ratios) & (ratios > 0)).all(axis=-1)
        assert none.mean() == pytest.approx(empty_side, abs=tolerance(empty_side))
        nobody = (tables.counts.sum(axis=-2) == 0).any(axis=-1).mean()
        assert nobody == pytest.approx(empty_level, abs=tolerance(empty_level))


def separated(size: str, odds_ratio: float) -> float:
    errors = estimate.common_odds_ratio(simulated(size, odds_ratio)).standard_error
    return float(np.isinf(errors).mean())


def test_a_look_at_proportional_odds_first_inflates_the_error() -> None:
    # There: Wilcoxon always 0.050; a 6-df test after a rejected check 0.088; the best of six cuts
    # after one 0.080; the best of six cuts always 0.203.
    tables = design.simulate_tables(
        control=LEES, participants=(150, 150), replicates=MANY, rng=np.random.default_rng(3)
    )
    check = estimate.proportional_odds_check(tables).p_value < 0.05
    shift = estimate.wilcoxon(tables).p_value < 0.05
    general = estimate.general_association(tables).p_value < 0.05
    cuts = [estimate.risk_difference(tables, cut=cut).p_value < 0.05 for cut in range(6)]
    best = np.any(cuts, axis=0)
    for decided, expected in (
        (shift, 0.04996),
        (np.where(check, general, shift), 0.08823),
        (np.where(check, best, shift), 0.07997),
        (best, 0.20302),
        (cuts[2], 0.05617),
    ):
        assert decided.mean() == pytest.approx(expected, abs=tolerance(expected))


@pytest.mark.parametrize(
    ("participants", "control", "found", "common"),
    [
        ((39, 15), SEVERE, 0.06795, 0.6631),
        ((150, 150), LEES, 0.18535, 0.5698),
        ((1500, 1500), LEES, 0.9771, 0.5720),
    ],
)
def test_the_check_is_blind_in_small_trials_and_touchy_in_large_ones(
    participants: tuple[int, int], control: Any, found: float, common: float
) -> None:
    # Odds ratios of a worse outcome from 0.45 at the best cut to 0.80 at the last; there 20,000 trials.
    odds = control.cumsum()[:-1] / (1 - control.cumsum()[:-1]) / np.linspace(0.45, 0.80, 6)
    treated = np.diff(np.concatenate([[0], odds / (1 + odds), [1]]))
    tables = design.simulate_tables(
        control=control,
        treatment=treated,
        participants=participants,
        replicates=MANY,
        rng=np.random.default_rng(4),
    )
    rate = rejected(estimate.proportional_odds_check(tables))
    assert rate == pytest.approx(found, abs=tolerance(found, theirs=20_000))
    middle = 1 / np.median(estimate.common_odds_ratio(tables).value)
    assert middle == pytest.approx(common, rel=0.02)


@pytest.mark.parametrize("size", ["10 v 10", "39 v 15"])
def test_the_exact_wilcoxon_test_never_exceeds_its_level(size: str) -> None:
    tables = simulated(size, many=3_000)
    rate = rejected(estimate.wilcoxon(tables, exact=True))
    assert 0.035 < rate <= 0.05 + tolerance(0.05, ours=3_000)


@pytest.mark.parametrize(
    ("size", "difference"), [("10 v 10", 0.942608), ("39 v 15", 0.944017), ("300 v 300", 0.950075)]
)
def test_coverage_of_newcombes_interval_is_that_of_r(size: str, difference: float) -> None:
    # R 4.2.2, no simulation there: all pairs of binomial counts, prop.test's Wilson limits
    # (correct = FALSE), good outcomes 48/101 under control, and at an odds ratio of 2.
    tables = simulated(size, 2.0)
    truth = design.shifted(LEES, odds_ratio=2)[:3].sum() - LEES[:3].sum()
    rate = coverage(estimate.risk_difference(tables, cut=2), truth)
    assert rate == pytest.approx(difference, abs=4 * np.sqrt(difference * (1 - difference) / MANY))
