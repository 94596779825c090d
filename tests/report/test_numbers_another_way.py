"""The main numbers of a report, computed another way: from people one by one, by other code.

statsmodels fits the models, scipy tests, and loops over pairs and ways count. Nothing here uses the
estimate or analysis layers.
"""

import warnings
from itertools import product
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import stats
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.stats.proportion import confint_proportions_2indep

from course_lib.report import Report, report
from course_lib.trial import OutcomeTable
from tests.report.people import people

TREATMENT, CONTROL = (6, 21, 49, 43, 52, 13, 49), (1, 15, 35, 44, 81, 32, 59)  # MR CLEAN
LOST, MANY_LOST, CUT = (5, 9), (60, 70), 2
Z = stats.norm.ppf(0.975)
Counts = NDArray[np.int64]


@pytest.fixture(scope="module")
def made() -> Report:
    table = OutcomeTable.from_counts(treatment=list(TREATMENT), control=list(CONTROL))
    return report(table, missing=LOST)


def one_by_one(counts: Counts) -> tuple[Counts, Counts]:
    """Level and arm (1 is treatment) of each person."""
    levels = np.arange(counts.shape[1])
    level = np.concatenate([np.repeat(levels, arm) for arm in counts])
    return level, np.repeat([1, 0], counts.sum(axis=1))


def by_statsmodels(counts: Counts) -> tuple[float, float]:
    """Log common odds ratio of a better outcome, and its standard error."""
    level, arm = one_by_one(counts)
    return fitted(level, arm[:, None])


def fitted(level: Counts, columns: NDArray[np.float64] | Counts) -> tuple[float, float]:
    model = OrderedModel(level, columns, distr="logit")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = model.fit(method="bfgs", disp=False, gtol=1e-9, maxiter=500)
    return -float(fit.params[0]), float(fit.bse[0])


def observed() -> Counts:
    return np.array([TREATMENT, CONTROL])


def test_the_common_odds_ratio_is_that_of_statsmodels(made: Report) -> None:
    one = made.estimates["common odds ratio"]
    beta, error = by_statsmodels(observed())
    limits = np.exp([beta, beta - Z * error, beta + Z * error])
    assert [one.value, *one.confidence_interval()] == pytest.approx(limits, rel=1e-5)
    assert one.p_value == pytest.approx(2 * stats.norm.sf(abs(beta / error)), rel=1e-4)


@pytest.mark.parametrize("case", ["worst", "best"])
def test_both_extremes_are_those_of_statsmodels(made: Report, case: str) -> None:
    counts = observed()
    for arm, level in enumerate((6, 0) if case == "worst" else (0, 6)):
        counts[arm, level] += LOST[arm]
    beta, _ = by_statsmodels(counts)
    found = made.estimates[f"{case} case, common odds ratio"].value
    assert found == pytest.approx(np.exp(beta), rel=1e-5)


def test_an_adjusted_odds_ratio_is_that_of_statsmodels() -> None:
    trial = people(300)
    frame = trial.frame
    one = report(trial, adjust=["age", "sex"]).estimates["adjusted common odds ratio"]
    columns = pd.DataFrame(
        {
            "arm": (frame["allocated"] == "treatment").astype(float),
            "age": (frame["age"] - 70) / 10,
            "sex": (frame["sex"] == "m").astype(float),
            "south": (frame["stratum"] == "south").astype(float),
        }
    )
    beta, error = fitted(frame["outcome"].astype(int).to_numpy(), columns.to_numpy())
    assert one.value == pytest.approx(np.exp(beta), rel=1e-5)
    assert one.standard_error == pytest.approx(error, rel=1e-4)


def test_all_pairs_are_counted_one_by_one(made: Report) -> None:
    better = worse = same = 0
    for (a, treated), (b, controls) in product(enumerate(TREATMENT), enumerate(CONTROL)):
        number = treated * controls
        better, worse, same = (
            better + number * (a < b),
            worse + number * (a > b),
            same + number * (a == b),
        )
    wins = (better + same / 2) / (better + worse + same)
    assert made.estimates["win probability"].value == pytest.approx(wins, rel=1e-12)
    assert made.estimates["win odds"].value == pytest.approx(wins / (1 - wins), rel=1e-12)
    ratio = made.estimates["generalised odds ratio"].value
    assert ratio == pytest.approx(better / worse, rel=1e-12)


def test_the_wilcoxon_test_is_that_of_scipy(made: Report) -> None:
    level, arm = one_by_one(observed())
    theirs = stats.mannwhitneyu(
        level[arm == 1], level[arm == 0], use_continuity=False, method="asymptotic"
    )
    assert made.findings.tests["wilcoxon"].p_value == pytest.approx(theirs.pvalue, rel=1e-10)


def test_the_exact_p_value_is_met_by_shuffled_arms(made: Report) -> None:
    level, arm = one_by_one(observed())
    ranks, n = stats.rankdata(level), int(arm.sum())
    centre = n * ranks.mean()
    extreme = abs(ranks[arm == 1].sum() - centre)
    rng = np.random.default_rng(20)
    shuffled = rng.permuted(np.tile(ranks, (40_000, 1)), axis=1)[:, :n].sum(axis=1)
    share = (np.abs(shuffled - centre) >= extreme - 1e-9).mean()
    exact = float(made.findings.tests["exact wilcoxon"].p_value)
    assert abs(share - exact) < 4 * sqrt(exact * (1 - exact) / 40_000)


def test_good_against_poor_is_as_by_statsmodels_and_scipy(made: Report) -> None:
    good, everyone = observed()[:, : CUT + 1].sum(axis=1), observed().sum(axis=1)
    one = made.estimates["risk difference"]
    limits = confint_proportions_2indep(
        good[0], everyone[0], good[1], everyone[1], compare="diff", method="newcomb"
    )
    shares = good / everyone
    assert one.value == pytest.approx(shares[0] - shares[1], rel=1e-12)
    assert list(one.confidence_interval()) == pytest.approx(limits, rel=1e-9)
    ratio = stats.contingency.relative_risk(good[0], everyone[0], good[1], everyone[1])
    found = made.estimates["risk ratio"]
    assert found.value == pytest.approx(ratio.relative_risk, rel=1e-12)
    assert list(found.confidence_interval()) == pytest.approx(
        list(ratio.confidence_interval()), rel=1e-9
    )
    odds = stats.contingency.odds_ratio(np.column_stack([good, everyone - good]), kind="sample")
    assert made.estimates["odds ratio"].value == pytest.approx(odds.statistic, rel=1e-12)


def test_all_ways_of_the_missing_are_walked_through_by_the_chi_squared_test(made: Report) -> None:
    good, everyone = observed()[:, : CUT + 1].sum(axis=1), observed().sum(axis=1)
    bad = everyone - good

    def verdict(a: int, b: int) -> int:
        table = np.array([[good[0] + a, bad[0] + LOST[0] - a], [good[1] + b, bad[1] + LOST[1] - b]])
        p = stats.chi2_contingency(table, correction=False).pvalue
        ahead = table[0, 0] / table[0].sum() > table[1, 0] / table[1].sum()
        return 0 if p >= 0.05 else 1 if ahead else -1

    p = stats.chi2_contingency(np.array([good, bad]).T, correction=False).pvalue
    start = 1 if p < 0.05 else 0
    ways = [verdict(a, b) for a in range(LOST[0] + 1) for b in range(LOST[1] + 1)]
    found = made.findings.tipping
    assert found is not None
    assert found.odds_ratio.size == len(ways) == 60
    assert int(found.changes.sum()) == sum(one != start for one in ways)
    assert found.observed_p_value == pytest.approx(p, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "odds"),
    [
        ("imputed, common odds ratio", (1.0, 1.0)),
        ("missing of treatment at odds 0.2, common odds ratio", (0.2, 1.0)),
        ("missing of both arms at odds 0.5, common odds ratio", (0.5, 0.5)),
    ],
)
def test_imputed_estimates_are_met_by_imputations_of_our_own(
    name: str, odds: tuple[float, float]
) -> None:
    made = report(OutcomeTable(observed()), missing=MANY_LOST)
    rng, number = np.random.default_rng(5), 40
    logs, variances = [], []
    for _ in range(number):
        counts = observed()
        for arm in (0, 1):
            chance = rng.dirichlet(np.maximum(observed()[arm], 1e-12))
            below = np.append(chance.cumsum()[:-1], 1)
            shifted = below * odds[arm] / (below * odds[arm] + 1 - below)
            counts[arm] += rng.multinomial(MANY_LOST[arm], np.diff(shifted, prepend=0).clip(0))
        beta, error = by_statsmodels(counts)
        logs.append(beta)
        variances.append(error**2)
    between = float(np.var(logs, ddof=1))
    one = made.estimates[name]
    # Both are means over draws: theirs of 50 imputations, ours of 40.
    chance_error = sqrt(between / number + between / 50)
    assert abs(np.log(float(one.value)) - np.mean(logs)) < 4 * chance_error
    total = np.mean(variances) + (1 + 1 / number) * between
    # Of some 40 draws the variance between is known to a third, and it is a part of the total.
    assert one.standard_error == pytest.approx(sqrt(total), rel=0.1)
