"""Scores at two visits: simulation, differences and imputation, held against independent sums."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from course_lib.analysis import carried_forward, impute_scores, pooled_score_difference
from course_lib.design import ScoreLoss, simulate_two_visits
from course_lib.estimate import adjusted_score_difference, score_difference, welch_t
from course_lib.estimate.t_tests import Summary


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def trials(because: str = "chance", *, effect: float = 0.0, replicates: int = 400) -> Any:
    loss = ScoreLoss(0.35, 0.10, because)  # type: ignore[arg-type]
    return simulate_two_visits(
        per_arm=100, replicates=replicates, rng=rng(), effect=effect, loss=loss
    )


def test_the_plain_difference_is_welchs_of_the_known_scores() -> None:
    known = trials(replicates=1).known[0]
    first, second = (arm[~np.isnan(arm)] for arm in known)
    both = [Summary(x.mean(), x.std(ddof=1), len(x)) for x in (first, second)]
    ours, theirs = score_difference(known), welch_t(*both)
    assert ours.value == pytest.approx(theirs.value)
    assert ours.p_value == pytest.approx(theirs.p_value)
    assert ours.confidence_interval() == pytest.approx(theirs.confidence_interval())


def test_the_adjusted_difference_is_ordinary_least_squares() -> None:
    # An independent fit by statsmodels.
    made = trials("early score", replicates=3)
    ours = adjusted_score_difference(made.known, made.early)
    for place in range(3):
        frame = pd.DataFrame(
            {
                "final": made.known[place].ravel(),
                "early": made.early[place].ravel(),
                "arm": np.repeat([1, 0], 100),
            }
        ).dropna()
        fit = smf.ols("final ~ arm + early", frame).fit()
        assert np.asarray(ours.value)[place] == pytest.approx(fit.params["arm"])
        assert np.asarray(ours.standard_error)[place] == pytest.approx(fit.bse["arm"])
        assert np.asarray(ours.p_value)[place] == pytest.approx(fit.pvalues["arm"])


def test_scores_have_the_means_spread_and_correlation_that_are_promised() -> None:
    made = simulate_two_visits(per_arm=400, replicates=200, rng=rng(), recovery=12, effect=3)
    assert made.early.mean() == pytest.approx(10, abs=0.1)
    assert made.final.mean(axis=(0, 2)) == pytest.approx([25, 22], abs=0.1)
    assert made.final.std(axis=-1).mean() == pytest.approx(10, abs=0.1)
    between = np.corrcoef(made.early[:, 1].ravel(), made.final[:, 1].ravel())[0, 1]
    assert between == pytest.approx(0.6, abs=0.01)
    assert made.observed.all()


@pytest.mark.parametrize("because", ["early score", "final score"])
def test_poor_scores_are_lost_more(because: str) -> None:
    made = trials(because)
    score = made.early if because == "early score" else made.final
    assert score[~made.observed].mean() < score[made.observed].mean() - 5


def test_by_chance_the_lost_are_like_the_others() -> None:
    made = trials()
    for score in (made.early, made.final):
        gap = score[:, 0][~made.observed[:, 0]].mean() - score[:, 0][made.observed[:, 0]].mean()
        assert abs(gap) < 0.5


def test_the_last_observation_is_wrong_by_recovery_times_the_difference_in_losses() -> None:
    # (0.35 - 0.10) × 20 = 5, by arithmetic; truth 0.
    made = trials(replicates=1000)
    last = carried_forward(np.stack([made.early, made.known], axis=-1))
    found = np.asarray(score_difference(last).value)
    assert found.mean() == pytest.approx(-5, abs=4 * found.std() / np.sqrt(len(found)))


@pytest.mark.parametrize("effect", [0.0, 5.0])
def test_imputation_from_the_early_score_mends_what_it_explains(effect: float) -> None:
    made = trials("early score", effect=effect)
    completed = impute_scores(made.known, made.early, imputations=10, rng=rng(2))
    pooled = pooled_score_difference(completed)
    found, plain = np.asarray(pooled.value), np.asarray(score_difference(made.known).value)
    error = found.std() / np.sqrt(len(found))
    assert abs(found.mean() - effect) < 4 * error
    assert plain.mean() - effect > 8 * error
    lower, upper = pooled.confidence_interval()
    covered = ((np.asarray(lower) <= effect) & (np.asarray(upper) >= effect)).mean()
    # 400 trials: Monte-Carlo error .011; with Welch's variance inside, at least as promised.
    assert covered > 0.95 - 4 * 0.011


def test_nobody_can_mend_a_loss_that_depends_on_what_was_lost() -> None:
    made = trials("final score")
    completed = impute_scores(made.known, made.early, imputations=5, rng=rng(2))
    assert np.asarray(pooled_score_difference(completed).value).mean() > 1


def test_control_based_imputation_draws_the_lost_without_effect() -> None:
    made = trials(effect=5, replicates=800)
    completed = impute_scores(made.known, made.early, imputations=5, rng=rng(2), control_based=True)
    found = np.asarray(pooled_score_difference(completed).value)
    # 35 % of the treated lose their 5 points: 0.65 × 5 = 3.25, by arithmetic.
    assert found.mean() == pytest.approx(3.25, abs=4 * found.std() / np.sqrt(len(found)))


def test_known_scores_stay_as_they_are_and_the_same_seed_gives_the_same() -> None:
    made = trials(replicates=2)
    one, other = (
        impute_scores(made.known, made.early, imputations=3, rng=rng(3)) for _ in range(2)
    )
    assert (one == other).all()
    kept = np.broadcast_to(made.observed[:, None], one.shape)
    expected = np.broadcast_to(made.final[:, None], one.shape)
    assert (one[kept] == expected[kept]).all()
    assert not np.isnan(one).any()


FEW = [[1.0, np.nan], [2.0, 3.0]]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ScoreLoss(0.1, 0.1, "weather"), "lost by chance, early score, final score"),  # type: ignore[arg-type]
        (lambda: ScoreLoss(1.2), "from 0 to 1"),
        (lambda: score_difference(FEW), "at least two known scores"),
        (lambda: score_difference([1, 2]), "two arms"),
        (lambda: adjusted_score_difference(FEW, [[1, 2], [3, 4]]), "too few final scores"),
        (lambda: adjusted_score_difference(FEW, FEW), "needs an early score"),
        (
            lambda: impute_scores(FEW, [[1, 2], [3, 4]], imputations=1, rng=rng()),
            "at least 2, not 1",
        ),
    ],
)
def test_bad_input_is_answered_with_a_sentence(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
