"""What the analyses do over many simulated trials; each bound is a multiple of its own error.

MC error below is the Monte-Carlo standard error of the share or mean that is tested.
"""

import numpy as np
import pytest

from course_lib import analysis, design, estimate
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable

pytestmark = pytest.mark.slow

# Lees 2010, pooled placebo mRS, as counts over 1,001 (Lancet 2010;375:1695).
LEES = np.array([0.148901098901099, 0.201098901098901, 0.125824175824176, 0.138461538461538])
LEES = np.append(LEES, [0.180769230769231, 0.0862637362637363, 0.118681318681319])


def rng() -> np.random.Generator:
    return np.random.default_rng(19)


def rejected(table: OutcomeTable) -> float:
    return float((estimate.wilcoxon(table).p_value < 0.05).mean())


def test_leaving_out_deaths_of_one_arm_makes_an_effect_of_none() -> None:
    # Pitfall 19: 150 against 150, no effect; 40 % of the deaths under treatment (4.8 % of its
    # participants) left out: type I error .103 (MC error .0015), geometric mean of the
    # odds ratio 1.149 (.001); by intention to treat .049. An independent simulation of 40,000.
    replicates = 40_000
    tables = design.simulate_tables(
        control=LEES, odds_ratio=1, participants=(150, 150), replicates=replicates, rng=rng()
    )
    counts = tables.counts.copy()
    counts[:, 0, 6] -= rng().binomial(counts[:, 0, 6], 0.4)
    modified = OutcomeTable(counts)
    mc_error = np.sqrt(0.103 * 0.897 / replicates)
    assert rejected(modified) == pytest.approx(0.103, abs=4 * np.hypot(mc_error, 0.0015))
    assert rejected(tables) == pytest.approx(0.05, abs=4 * np.sqrt(0.05 * 0.95 / replicates))
    log_odds_ratio = np.log(estimate.common_odds_ratio(modified).value)
    mean = float(np.exp(log_odds_ratio.mean()))
    own_error = log_odds_ratio.std() / np.sqrt(replicates)
    assert mean == pytest.approx(1.149, abs=4 * np.hypot(0.001, own_error))


def test_the_same_exclusion_through_the_participants_is_the_modified_set() -> None:
    trial = design.simulate_trial(control=LEES, participants=(150, 150), rng=rng())
    frame = trial.frame
    treated_dead = (frame["allocated"] == "treatment") & (frame["outcome"] == "6")
    infused = ~(treated_dead & (treated_dead.cumsum() <= 7))
    chosen = analysis.modified_intention_to_treat(trial, keep=infused.to_numpy(), reason="died")
    change = trial.table().counts - chosen.table().counts
    assert change.tolist() == [[0] * 6 + [7], [0] * 7]


def test_the_last_observation_makes_harm_of_an_unequal_dropout() -> None:
    # Pitfall 21: scores recover from 10 to 30 in both arms; 35 % against 10 % drop out by pure
    # chance after the first visit. Last observation: -4.98 (MC error .027), (0.35 - 0.10) * 20 = 5
    # by arithmetic; complete cases .01 (.023); truth 0. An independent simulation.
    replicates, people = 4_000, 100
    noise = rng().normal(0, 10, (replicates, 2, people, 2))
    scores = noise + np.array([10.0, 30.0])
    dropout = np.array([0.35, 0.10])[:, None]
    lost = rng().random((replicates, 2, people)) < dropout
    scores[..., 1][lost] = np.nan
    means = analysis.carried_forward(scores).mean(axis=-1)
    effect = means[:, 0] - means[:, 1]
    mc_error = effect.std() / np.sqrt(replicates)
    assert effect.mean() == pytest.approx(-5, abs=4 * mc_error)
    assert effect.mean() == pytest.approx(-4.98, abs=4 * np.hypot(mc_error, 0.027))
    complete = np.nanmean(scores[..., 1], axis=-1)
    difference = complete[:, 0] - complete[:, 1]
    assert difference.mean() == pytest.approx(0, abs=4 * difference.std() / np.sqrt(replicates))


def complier_counts(replicates: int, per_arm: int) -> tuple[np.ndarray, float]:
    """Trials of compliers, always-takers and never-takers, and the compliers' true effect.

    70 % comply: 60 % do well treated, 45 % untreated. 10 % always take it (80 % do well), 20 %
    never do (20 % do well): those who deviate differ from those who comply.
    """
    good = {
        0: [[0.7, 0.6, 0], [0.1, 0.8, 0], [0.2, 0.2, 1]],
        1: [[0.7, 0.45, 1], [0.1, 0.8, 0], [0.2, 0.2, 1]],
    }
    chance = np.zeros((2, 2, 2))
    for arm, types in good.items():
        for share, well, receives in types:
            chance[arm, int(receives)] += share * np.array([well, 1 - well])
    drawn = [rng().multinomial(per_arm, chance[0].ravel(), size=replicates)]
    drawn += [np.random.default_rng(91).multinomial(per_arm, chance[1].ravel(), size=replicates)]
    return np.stack(drawn, axis=1).reshape(replicates, 2, 2, 2), 0.15


@pytest.mark.parametrize("method", ["fieller", "delta"])
@pytest.mark.parametrize(("per_arm", "slack"), [(100, 0.01), (400, 0.005)])
def test_the_complier_effect_is_unbiased_and_its_interval_covers(
    method: str, per_arm: int, slack: float
) -> None:
    replicates = 20_000
    counts, truth = complier_counts(replicates, per_arm)
    effect = analysis.complier_effect_from_counts(counts, method=method)
    lower, upper = effect.confidence_interval()
    covered = ((lower <= truth) & (truth <= upper)).mean()
    assert covered == pytest.approx(0.95, abs=slack + 4 * np.sqrt(0.95 * 0.05 / replicates))
    mc_error = effect.value.std() / np.sqrt(replicates)
    assert effect.value.mean() == pytest.approx(truth, abs=4 * mc_error + 0.001)


def test_per_protocol_and_as_treated_miss_the_compliers_effect() -> None:
    counts, truth = complier_counts(5_000, 400)
    kept = np.stack([counts[:, 0, 0], counts[:, 1, 1]], axis=1)
    received = np.stack([counts[:, :, 0].sum(axis=1), counts[:, :, 1].sum(axis=1)], axis=1)
    scale = OrdinalScale("Outcome", ("good", "poor"), ("good", "poor"))
    for table in (kept, received):
        naive = estimate.risk_difference(OutcomeTable(table, scale), cut="good").value
        assert naive.mean() > truth + 0.05


def trials_with_loss(replicates: int) -> design.SimulatedParticipants:
    """300 people, odds ratio 1.8; under treatment the poor prognoses are lost, 35 % in all."""
    conduct = design.Conduct(
        prognosis=4, dropout=design.ArmChance(treatment=0.35, control=0.05, prognosis=0.25)
    )
    return design.simulate_participants(
        control=LEES,
        odds_ratio=1.8,
        participants=(150, 150),
        replicates=replicates,
        rng=rng(),
        conduct=conduct,
    )


def test_imputation_that_knows_prognosis_mends_what_complete_cases_get_wrong() -> None:
    replicates = 300
    people, generator = trials_with_loss(replicates), rng()
    everyone = np.log(estimate.common_odds_ratio(people.tables(among=True)).value)
    truth = float(
        np.log(
            estimate.common_odds_ratio(_merged(trials_with_loss(4_000).tables(among=True))).value
        )
    )
    complete = np.log(estimate.common_odds_ratio(people.tables()).value)
    estimates, covered = [], []
    for replicate in range(replicates):
        imputed = analysis.impute(
            people.trial(replicate), imputations=20, rng=generator, adjust=["prognosis"]
        )
        pooled = analysis.pool(estimate.common_odds_ratio(imputed.tables()))
        lower, upper = np.log(pooled.confidence_interval())
        estimates.append(np.log(pooled.value))
        covered.append(lower <= truth <= upper)
    mc_error = np.std(estimates) / np.sqrt(replicates)
    bias = np.mean(estimates) - np.mean(everyone)
    assert abs(bias) < 4 * mc_error
    assert complete.mean() - everyone.mean() > 10 * mc_error
    assert np.mean(covered) == pytest.approx(0.95, abs=4 * np.sqrt(0.95 * 0.05 / replicates))


@pytest.mark.parametrize("method", ["proportional odds", "arm and stratum"])
@pytest.mark.parametrize("participants", [(39, 15), (150, 150)])
def test_without_effect_a_pooled_interval_covers_as_often_as_it_says(
    method: str, participants: tuple[int, int]
) -> None:
    replicates, generator = 500, rng()
    people = design.simulate_participants(
        control=LEES,
        participants=participants,
        replicates=replicates,
        rng=generator,
        conduct=design.Conduct(dropout=design.ArmChance(0.2, 0.2)),
    )
    rejections = []
    for replicate in range(replicates):
        imputed = analysis.impute(
            people.trial(replicate), imputations=20, rng=generator, method=method
        )
        pooled = analysis.pool(estimate.common_odds_ratio(imputed.tables()))
        rejections.append(pooled.p_value < 0.05)
    mc_error = np.sqrt(0.05 * 0.95 / replicates)
    assert np.mean(rejections) < 0.05 + 4 * mc_error


def _merged(tables: OutcomeTable) -> OutcomeTable:
    return OutcomeTable(tables.counts.sum(axis=0), tables.scale)
