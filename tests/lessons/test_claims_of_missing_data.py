"""What lesson 06 says in words, held against its own explorers and data."""

import numpy as np
import pytest

from course_lib import analysis, design, estimate, published
from course_lib.analysis import chance_of_change
from course_lib.design import ScoreLoss
from course_lib.design.two_visits import Because
from course_lib.estimate import Estimate
from course_lib.lessons import imputation_views, missing_data, score_views, tipping_views
from course_lib.lessons.imputation_views import pooled_at

SEEDS = range(1, 9)
UNEQUAL = ScoreLoss(0.35, 0.10)


def mean(found: Estimate) -> float:
    return float(np.mean(found.value))


def gaps(because: Because, seed: int) -> list[float]:
    """Mean of the known less mean of everybody, per arm, in the picture of the lost."""
    table = score_views.people(because, 35, 10, seed).table
    assert table is not None
    return list(table["mean of the known"] - table["mean of everybody"])


def test_what_lesson_06_says_of_the_lost_is_so() -> None:
    by_chance = np.array([gaps("chance", seed) for seed in SEEDS])
    assert np.abs(by_chance).max() < 2.5  # “the lines lie close together”
    start = missing_data.mechanisms().start
    assert start["because"] == "chance"
    assert np.abs(gaps("chance", start["seed"])).max() < 0.7  # … at the start
    for because in ("early score", "final score"):
        lean = np.array([gaps(because, seed) for seed in (start["seed"], *SEEDS)])
        table = score_views.people(because, 35, 10, start["seed"]).table
        assert table is not None
        assert float(table["mean of the known"].diff().iloc[1]) < -1  # “flatter the treatment”
        assert (lean[0] > 0).all()  # “the dashed lines rise …”
        assert lean[0, 0] > lean[0, 1]  # “… and more so where more are lost”
        assert (lean.mean(axis=0) > 0).all()
        assert lean[:, 0].mean() > lean[:, 1].mean() + 1  # “the known flatter the treatment”


def test_what_lesson_06_says_of_the_last_observation_is_so() -> None:
    by_hand = (0.35 - 0.10) * 20
    assert by_hand == pytest.approx(5)  # “a quarter of 20 is 5”
    for loss, expected in ((UNEQUAL, -by_hand), (ScoreLoss(0.10, 0.35), by_hand)):
        found = score_views.by_method(loss, (20.0, 0.0), 1)
        assert mean(found[score_views.LAST]) == pytest.approx(expected, abs=0.4)
        assert abs(mean(found[score_views.COMPLETE])) < 0.4  # “complete cases stay right here”
    still = score_views.by_method(UNEQUAL, (0.0, 0.0), 1)[score_views.LAST]
    assert abs(mean(still)) < 0.4  # “the error is gone”


def test_what_lesson_06_says_of_the_methods_is_so() -> None:
    for seed in (1, 2):
        early = score_views.by_method(ScoreLoss(0.35, 0.10, "early score"), (20.0, 5.0), seed)
        assert mean(early[score_views.COMPLETE]) > 6  # “report too much”
        for name in (score_views.ADJUSTED, score_views.IMPUTED):
            assert mean(early[name]) == pytest.approx(5, abs=0.4)  # “both find the truth”
        final = score_views.by_method(ScoreLoss(0.35, 0.10, "final score"), (20.0, 5.0), seed)
        for name, found in final.items():
            if name != score_views.EVERYBODY:
                assert abs(mean(found) - 5) > 0.5, name  # “none of them finds the truth”
        start = score_views.by_method(ScoreLoss(0.20, 0.20), (20.0, 5.0), seed)
        for each in (start, early, final):  # “less than 5 points in all three”
            assert mean(each[score_views.AS_CONTROL]) < 4.5
        own = start[score_views.AS_CONTROL]  # “a little too wide for that”
        assert score_views.misled(own, mean(own)) < 0.03
    assert missing_data.finds_the_truth("final score") == "none"
    assert missing_data.finds_the_truth("early score") == "imputed"


def pooled(seed: int, *, prognosis: bool, control: bool = False) -> analysis.PooledEstimate:
    impute = analysis.control_based if control else analysis.impute
    imputed = impute(
        imputation_views.lossy(seed)[0],
        rng=np.random.default_rng(seed),
        adjust=["prognosis"] if prognosis else [],
    )
    return analysis.pool(estimate.common_odds_ratio(imputed.tables()))


def test_what_lesson_06_says_of_imputation_is_so() -> None:
    nearer = []
    for seed in SEEDS:
        trial, everyone = imputation_views.lossy(seed)
        truth = float(np.log(estimate.common_odds_ratio(everyone).value))
        known = float(
            np.log(estimate.common_odds_ratio(analysis.complete_cases(trial).table()).value)
        )
        plain, informed = (
            float(np.log(pooled(seed, prognosis=prognosis).value)) for prognosis in (False, True)
        )
        assert plain == pytest.approx(known, abs=0.12)  # “that of the complete cases, or close”
        nearer.append(abs(informed - truth) < abs(plain - truth))
        as_control = pooled(seed, prognosis=True, control=True)
        assert float(np.log(as_control.value)) < informed
    assert nearer[5]  # the seed that the explorer starts with
    assert np.mean(nearer) > 0.8  # “moves towards everybody's”
    for prognosis in (False, True):
        view = imputation_views.completed("arm", 20, prognosis=prognosis, seed=6)
        assert "% wider" in view.reading  # “wider than the interval of one row”
        assert "-" not in view.reading.partition("interval is ")[2][:4]


def test_what_lesson_06_says_of_ist_is_so() -> None:
    found = tipping_views.ist_map("cut")
    assert found.worst[1] > 0.05 > found.best[1]  # “could carry p across 0.05”
    assert (tipping_views.per_thousand(found) > 0).all()  # “in every one of the ways”
    levels = tipping_views.ist_map("levels")
    assert levels.observed_p_value < 0.05 < levels.worst[1]  # “carry it *up* across the line”
    assert (levels.odds_ratio > 1).all()
    for question in ("cut", "death", "levels"):
        assert not (tipping_views.ist_map(question).verdict == -1).any()


def missing_of_ist() -> tuple[int, int]:
    lost = published.load("ist").missing
    assert lost is not None
    return lost


def test_what_lesson_06_says_of_delta_is_so() -> None:
    for how in ("levels", "cut"):
        both = pooled_at("ist", how, "both", (10.0, *imputation_views.STEPS, 0.05))
        sides = np.asarray(both.p_value) < 0.05
        assert sides.all() or not sides.any()  # “nothing tips at any row”
        one = pooled_at("ist", how, "treatment", imputation_views.STEPS)
        assert (np.asarray(one.p_value) < 0.05).any()
        assert (np.asarray(one.p_value) > 0.05).any()  # “only a difference between the arms”
    moved = np.asarray(pooled_at("simulated", "levels", "treatment", imputation_views.STEPS).value)
    trial, _ = imputation_views.lossy(imputation_views.SEED)
    assert trial.frame["outcome"].isna().mean() > 0.25  # “more than a quarter”
    assert moved.max() > 1 > moved.min()  # “the missing outcomes decide”
    alike = np.asarray(pooled_at("simulated", "levels", "both", imputation_views.STEPS).value)
    assert alike.max() > 1.5 * alike.min()  # “the estimate moves even in both arms”
    lost = trial.frame["outcome"].isna().groupby(trial.frame["allocated"]).mean()
    assert lost.max() > 2 * lost.min()  # “far more are missing under treatment”
    aspirin, without = missing_of_ist()
    assert aspirin / without < 1.25  # “nearly as many in either arm”


def test_what_lesson_06_says_of_the_six_is_so() -> None:
    tables = tipping_views.agreeing()
    assert (np.abs(np.asarray(estimate.wilcoxon(tables).p_value) - 0.732) <= 0.0005 + 1e-12).all()
    assert tipping_views.missing() == (1, 5)
    ways = [
        int((tipping_views.mapped(table).verdict == 1).sum())
        for table in (1, 150, 299, 350, tipping_views.TABLES)
    ]
    assert ways == sorted(ways)
    assert ways[0] == 0  # “the easiest to tip last”
    at_best = np.array([tipping_views.mapped(table).verdict.max() for table in range(1, 401, 4)])
    assert (at_best < 1).mean() == pytest.approx(0.75, abs=0.03)  # “in three of four of them”
    found = tipping_views.mapped(tipping_views.TABLES)
    rows, columns = np.nonzero(found.verdict == 1)
    mean_level = found.landings[1][columns] @ np.arange(7) / 5
    assert mean_level.min() >= 4.8  # “all in one corner …”
    dead_or_nearly = found.landings[1][columns][:, 5:].sum(axis=1)
    assert dead_or_nearly.min() >= 4  # “… four or five of the five controls dead, or nearly so”
    assert rows.max() <= 3
    own = found.table.counts.sum(axis=0) / found.table.counts.sum()
    assert chance_of_change(found, treatment=own, control=own) < 0.001


def test_how_implausible_the_ways_that_tip_are_is_so_in_every_table() -> None:
    alike, worse = [], []
    at_best = np.asarray(tipping_views.filled(0, 6).p_value) < 0.05
    for table in range(1, tipping_views.TABLES + 1):
        if at_best[table - 1]:
            found = tipping_views.mapped(table)
            own = found.table.counts.sum(axis=0) / found.table.counts.sum()
            alike.append(chance_of_change(found, treatment=own, control=own))
            levels = design.shifted(own, odds_ratio=0.01)
            worse.append(chance_of_change(found, treatment=own, control=levels))
    assert len(alike) > 90
    assert max(alike) < 0.001  # “so it is in every table”
    assert round(100 * max(worse)) == 24  # “up to 24”
    assert tipping_views.agreeing().counts[-1][:, 6].sum() == 0  # “where more had died”


def test_six_of_sixty_are_one_in_ten_and_the_made_up_paragraph_adds_up() -> None:
    assert sum(tipping_views.missing()) * 10 == 60
    assert 9 + 3 == 12
    assert 40 + 20 == 60
