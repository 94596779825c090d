"""Error rates by simulation, each within four Monte-Carlo errors of what theory or R's simulation says."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from course_lib import design, estimate
from course_lib.trial import OutcomeTable
from tests.estimate.people import model
from tests.reference import values

pytestmark = pytest.mark.slow
# Placebo arms of Lees et al., Lancet 2010;375:1695, to the nearest per cent.
LEES = np.array([15, 20, 13, 14, 18, 9, 12]) / 101


def rng() -> np.random.Generator:
    return np.random.default_rng(2026)


def tables(odds_ratio: float, participants: tuple[int, int], replicates: int) -> OutcomeTable:
    return design.simulate_tables(
        control=LEES,
        odds_ratio=odds_ratio,
        participants=participants,
        replicates=replicates,
        rng=rng(),
    )


def monte_carlo(rate: float, replicates: int) -> float:
    return float(np.sqrt(rate * (1 - rate) / replicates))


@pytest.mark.parametrize(
    ("method", "expected"), [("logit", 0.94110), ("brunner_munzel", 0.95513), ("newcombe", 0.96921)]
)
def test_coverage_of_the_win_probability_in_ten_against_ten_is_that_of_r(
    method: Any, expected: float
) -> None:
    # R, 100,000 simulated trials at a win probability of 0.809; where one arm wins every pair,
    # R's logit intervals are undefined and count as misses, ours are Newcombe's.
    treated, many = design.shifted(LEES, odds_ratio=10), 40_000
    truth = treated @ (1 - LEES.cumsum() + LEES / 2)
    assert truth == pytest.approx(0.809, abs=0.001)
    chance = estimate.win_probability(tables(10, (10, 10), many), method=method)
    lower, upper = chance.confidence_interval()
    covered = (lower <= truth) & (truth <= upper)
    if method != "newcombe":
        covered &= np.asarray(chance.value) < 1
    assert covered.mean() == pytest.approx(expected, abs=4 * monte_carlo(expected, 28_500))


def test_brunner_and_munzel_keep_the_level_where_spreads_differ_and_wilcoxon_does_not() -> None:
    # Both arms centre on the same level, so the win probability is 0.5; treatment spreads wider.
    wide, narrow = [0.25, 0.1, 0.1, 0.1, 0.1, 0.1, 0.25], [0.01, 0.04, 0.2, 0.5, 0.2, 0.04, 0.01]
    generator, many = rng(), 20_000
    counts = [generator.multinomial(n, p, many) for n, p in ((50, wide), (150, narrow))]
    stack = OutcomeTable(np.stack(counts, axis=1))
    munzel = estimate.win_probability(stack, method="brunner_munzel").p_value
    assert (munzel < 0.05).mean() == pytest.approx(0.05, abs=4 * monte_carlo(0.05, many) + 0.003)
    assert (estimate.wilcoxon(stack).p_value < 0.05).mean() > 0.09


def stratified(odds_ratio: float, replicates: int) -> OutcomeTable:
    """Two strata of 20 against 20, 3 logits apart in their outlook."""
    generator = rng()
    strata = [design.shifted(LEES, odds_ratio=np.exp(side)) for side in (1.5, -1.5)]
    return OutcomeTable(
        np.stack(
            [
                design.simulate_tables(
                    control=control,
                    odds_ratio=odds_ratio,
                    participants=(20, 20),
                    replicates=replicates,
                    rng=generator,
                ).counts
                for control in strata
            ],
            axis=1,
        )
    )


def test_leaving_out_strata_of_the_randomisation_makes_a_timid_test() -> None:
    # Kahan and Morris, BMJ 2012;345:e5840: a p-value that is too large, and power lost.
    many = 20_000
    size, power = stratified(1, many), stratified(2.5, many)
    assert (estimate.van_elteren(size).p_value < 0.05).mean() == pytest.approx(
        0.05, abs=4 * monte_carlo(0.05, many)
    )
    pooled = [OutcomeTable(stack.counts.sum(axis=1)) for stack in (size, power)]
    unstratified = [float((estimate.wilcoxon(stack).p_value < 0.05).mean()) for stack in pooled]
    assert unstratified[0] < 0.02
    assert (estimate.van_elteren(power).p_value < 0.05).mean() > unstratified[1] + 0.2
    odds = estimate.stratified_win_odds(size)
    assert (odds.p_value < 0.05).mean() == pytest.approx(0.05, abs=0.01)


def test_the_permutation_test_keeps_its_level_in_small_strata() -> None:
    stack, generator, many = stratified(1, 600), rng(), 600
    small = [
        estimate.permutation_test(one, rng=generator, replicates=199).p_value
        for one in OutcomeTable(stack.counts)
    ]
    assert (np.array(small) <= 0.05).mean() <= 0.05 + 4 * monte_carlo(0.05, many)
    assert np.mean(small) == pytest.approx(0.5, abs=4 * np.sqrt(1 / 12 / many) + 0.01)


def t_rates(spreads: tuple[float, float]) -> tuple[float, float]:
    """Share of p-values below 0.05 of Welch's and Student's test, 39 against 15, no difference."""
    generator, many = rng(), 20_000
    arms = [
        (
            generator.normal(0, spread / np.sqrt(n), many),
            spread * np.sqrt(generator.chisquare(n - 1, many) / (n - 1)),
        )
        for spread, n in zip(spreads, (39, 15), strict=True)
    ]
    found: list[list[float]] = [[], []]
    for mean, sd, mean_other, sd_other in zip(*arms[0], *arms[1], strict=True):
        pair = estimate.Summary(mean, sd, 39), estimate.Summary(mean_other, sd_other, 15)
        found[0].append(float(estimate.welch_t(*pair).p_value))
        found[1].append(float(estimate.student_t(*pair).p_value))
    welch, student = (float((np.array(p) < 0.05).mean()) for p in found)
    return welch, student


@pytest.mark.parametrize(("spreads", "expected"), [((23.8, 13.0), 0.0133), ((13.0, 23.8), 0.1267)])
def test_welch_keeps_the_level_and_student_does_not(
    spreads: tuple[float, float], expected: float
) -> None:
    # R, 200,000 simulated trials with the spreads of STARTING-2's leg score, and exchanged.
    welch, student = t_rates(spreads)
    assert welch == pytest.approx(0.05, abs=4 * monte_carlo(0.05, 20_000) + 0.001)
    assert student == pytest.approx(expected, abs=5 * monte_carlo(expected, 20_000))


def people(generator: Any, size: tuple[int, int], effect: float, pull: float) -> pd.DataFrame:
    """Simulated participants; `pull` is the covariate's log odds per standard deviation."""
    arm = np.repeat([1, 0], size)
    score = generator.normal(size=sum(size))
    thresholds = np.log(LEES.cumsum()[:-1] / (1 - LEES.cumsum()[:-1]))
    latent = generator.logistic(size=sum(size)) - effect * arm - pull * score
    level = (latent[:, None] > thresholds).sum(axis=1)
    return pd.DataFrame({"arm": arm, "outcome": level, "score": score})


@pytest.mark.parametrize("size", [(39, 15), (150, 150)])
def test_the_adjusted_model_keeps_its_level_and_its_interval_its_coverage(
    size: tuple[int, int],
) -> None:
    generator, many, effect = rng(), 1_500, np.log(2)
    estimates = [
        model(people(generator, size, effect, 1.0), adjust=["score"]).odds_ratio
        for _ in range(many)
    ]
    limits = np.log([one.confidence_interval() for one in estimates])
    covered = ((limits[:, 0] <= effect) & (effect <= limits[:, 1])).mean()
    small = 0.012 if size[1] < 20 else 0  # the likelihood ratio is a little liberal in small trials
    assert covered == pytest.approx(0.95, abs=4 * monte_carlo(0.95, many) + small)
    bias = np.mean(np.log([one.value for one in estimates])) / effect
    assert 0.97 < bias < (1.15 if size[1] < 20 else 1.04)


def test_the_odds_ratio_of_a_mixture_is_nearer_to_one_and_standardising_finds_it() -> None:
    # Exact by quadrature; the same sums give R's value in tests/reference/covariate.json.
    case = values("covariate")["noncollapsibility"][-1]
    told = case["conditional_or"], case["covariate_log_or_per_sd"]
    assert marginal(*told)[2] == pytest.approx(case["marginal_or"], rel=1e-9)
    treated, control, odds = marginal(2, 1.5)
    generator, size = rng(), 100_000
    score, arm = generator.normal(size=2 * size), np.repeat([1, 0], size)
    latent = 1.5 * score + np.log(2) * arm + generator.logistic(size=2 * size)
    frame = pd.DataFrame({"arm": arm, "outcome": (latent < 0).astype(int), "score": score})
    adjusted = model(frame, adjust=["score"])
    assert adjusted.odds_ratio.value == pytest.approx(2, rel=0.05)
    assert model(frame).odds_ratio.value == pytest.approx(odds, rel=0.05)
    risks = adjusted.standardised_risks(cut=0)
    four = 4 * risks.odds_ratio.standard_error
    assert np.log(risks.odds_ratio.value / odds) == pytest.approx(0, abs=four)
    assert risks.treatment.value == pytest.approx(treated, abs=0.01)
    assert risks.control.value == pytest.approx(control, abs=0.01)


def marginal(conditional: float, pull: float) -> tuple[float, float, float]:
    """Chances in the two arms of a mixture over a normal covariate, and their odds ratio."""
    points, weights = np.polynomial.hermite_e.hermegauss(120)
    weights = weights / weights.sum()
    one, other = (
        float(weights @ expit(pull * points + effect)) for effect in (np.log(conditional), 0)
    )
    return one, other, one / (1 - one) / (other / (1 - other))
