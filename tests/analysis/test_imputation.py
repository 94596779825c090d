"""Multiple imputation: what it keeps, what it draws from, and that it draws properly."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from course_lib import analysis
from course_lib.analysis import control_based, delta_adjusted, impute
from course_lib.estimate import common_odds_ratio
from course_lib.trial import Trial
from tests.analysis.small_trials import SHORT, trial_of, trials

CELLS = "arm and stratum"


def rng() -> np.random.Generator:
    return np.random.default_rng(20261123)


def large(missing: int, *, good: tuple[int, int] = (60, 30)) -> Trial:
    """100 observed per arm on the short scale, and as many missing in each arm."""
    rows = []
    for arm, many in zip(("treatment", "control"), good, strict=True):
        levels = ["good"] * many + ["fair"] * 20 + ["poor"] * (80 - many) + [None] * missing
        rows += [(arm, level) for level in levels]
    frame = pd.DataFrame(rows, columns=["allocated", "outcome"])
    return Trial(frame.assign(participant=range(len(rows))), SHORT)


def shares(imputed: analysis.ImputedTrial, observed: Trial) -> np.ndarray:
    """Share of each level among the imputed, by arm."""
    seen = analysis.complete_cases(observed).table().counts
    added = imputed.tables().counts.sum(axis=-3) - len(imputed) * seen
    return np.asarray(added / added.sum(axis=-1, keepdims=True))


@settings(max_examples=30, deadline=None)
@given(trials())
def test_observed_outcomes_stay_and_everyone_gets_one(trial: Trial) -> None:
    imputed = impute(trial, imputations=3, rng=rng(), method=CELLS)
    seen = analysis.complete_cases(trial).table().counts
    counts = imputed.tables().counts
    assert (counts >= seen).all()
    everyone = [int((trial.frame["allocated"] == arm).sum()) for arm in ("treatment", "control")]
    assert (counts.sum(axis=-1) == everyone).all()


@settings(max_examples=15, deadline=None)
@given(trials())
def test_a_completed_trial_has_the_table_of_its_place_in_the_stack(trial: Trial) -> None:
    imputed = impute(trial, imputations=2, rng=rng(), method=CELLS)
    for place in range(2):
        assert imputed.completed(place).table() == imputed.tables()[place]


@pytest.mark.parametrize("method", ["proportional odds", CELLS])
def test_the_imputed_resemble_the_observed_of_their_arm(method: Any) -> None:
    trial = large(50)
    drawn = shares(impute(trial, imputations=400, rng=rng(), method=method), trial)
    expected = np.array([[0.6, 0.2, 0.2], [0.3, 0.2, 0.5]])
    # 400 draws of chances, each with a standard error of at most 0.05: 0.0025, taken 6 times;
    # the model smooths the odds to be proportional, which these are but for 0.03.
    assert drawn == pytest.approx(expected, abs=0.015 if method == CELLS else 0.035)


@pytest.mark.parametrize("method", ["proportional odds", CELLS])
def test_the_control_based_missing_resemble_the_control_arm(method: Any) -> None:
    trial = large(50)
    drawn = shares(control_based(trial, imputations=400, rng=rng(), method=method), trial)
    assert drawn[0] == pytest.approx(drawn[1], abs=0.015)


@pytest.mark.parametrize("method", ["proportional odds", CELLS])
def test_chances_are_drawn_too_so_imputations_differ_more_than_by_lot(method: Any) -> None:
    trial = large(1000)
    imputed = impute(trial, imputations=300, rng=rng(), method=method)
    good = imputed.tables().counts[:, 0, 0] - 60
    by_lot = np.sqrt(1000 * 0.6 * 0.4)
    # Chances known from 100 participants add 1000 sqrt(.24 / 100) = 49 to the 15 of the lot.
    assert np.std(good) == pytest.approx(np.hypot(by_lot, 49), rel=0.25)


def test_pooled_without_covariates_it_is_as_sure_as_the_complete_cases() -> None:
    trial = large(30)
    table = analysis.complete_cases(trial).table()
    imputed = impute(trial, imputations=500, rng=rng())
    pooled, observed = analysis.pool(common_odds_ratio(imputed.tables())), common_odds_ratio(table)
    assert np.log(pooled.value) == pytest.approx(np.log(observed.value), abs=0.04)
    assert pooled.standard_error == pytest.approx(observed.standard_error, rel=0.06)
    assert pooled.fraction_missing == pytest.approx(30 / 130, abs=0.06)


def test_delta_zero_is_plain_imputation_and_a_large_delta_the_worst_case() -> None:
    trial = large(20)
    plain = impute(trial, imputations=5, rng=rng())
    shifted = delta_adjusted(trial, delta=[[0, 0], [-40, 40]], imputations=5, rng=rng())
    assert shifted.tables()[0] == plain.tables()
    worst = analysis.worst_case(trial).table()
    assert all(table == worst for table in shifted.tables()[1])


def test_a_smaller_delta_never_makes_an_outcome_better() -> None:
    deltas = [[d, d] for d in (1.0, 0.3, -0.5, -2.0)]
    levels = delta_adjusted(large(25), delta=deltas, imputations=4, rng=rng()).levels
    assert (np.diff(levels.astype(int), axis=0) >= 0).all()


def test_a_covariate_tells_who_did_worse() -> None:
    grade = [0, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5] * 6
    shifts = rng().integers(-2, 3, len(grade))
    outcome = [int(np.clip(g + shift, 0, 6)) for g, shift in zip(grade, shifts, strict=True)]
    rows: list[tuple[str, str | None, object]] = [
        ("t" if place % 2 else "c", "t", level) for place, level in enumerate(outcome)
    ]
    rows += [("t", "t", None), ("t", "t", None)]
    trial = trial_of(rows, grade=[*grade, 0, 6])
    drawn = impute(trial, imputations=50, rng=rng(), adjust=["grade"]).levels
    assert drawn[:, 0].mean() < 1.5
    assert drawn[:, 1].mean() > 4.5


def test_strata_are_imputed_from_themselves() -> None:
    rows: list[tuple[str, str | None, object]] = []
    stratum: list[object] = []
    for name, level in (("mild", 1), ("severe", 5)):
        for arm in "tc":
            rows += [(arm, arm, level)] * 5 + [(arm, arm, None)]
            stratum += [name] * 6
    trial = trial_of(rows, stratum=stratum)
    imputed = impute(trial, imputations=4, rng=rng(), method=CELLS)
    tables = imputed.tables(stratified=True).counts
    assert tables.shape == (4, 2, 2, 7)
    assert (tables[:, 0, :, 1] == 6).all()
    assert (tables[:, 1, :, 5] == 6).all()


def test_nothing_missing_leaves_every_table_as_it_was() -> None:
    trial = large(0)
    imputed = impute(trial, imputations=2, rng=rng())
    assert imputed.levels.shape == (2, 0)
    assert all(table == trial.table() for table in imputed.tables())


def test_imputed_levels_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        impute(large(3), imputations=2, rng=rng()).levels[0, 0] = 1


def test_the_same_seed_gives_the_same_imputations() -> None:
    one, other = (impute(large(9), imputations=3, rng=rng()).levels for _ in range(2))
    assert (one == other).all()


EMPTY = trial_of([("t", "t", None), ("t", "t", None), ("c", "c", 3), ("c", "c", 4)])
APART = trial_of([("t", "t", 0), ("t", "t", 1), ("c", "c", 5), ("c", "c", 6), ("t", "t", None)])
ALIKE = trial_of([("t", "t", 2), ("c", "c", 2), ("c", "c", None)])
CONSTANT = trial_of([("t", "t", 2), ("c", "c", 3), ("c", "c", None)], age=[60, 60, 61])


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: impute(ALIKE, imputations=1, rng=rng()), "whole number of at least 2, not 1"),
        (lambda: impute(ALIKE, imputations=2.5, rng=rng()), "not 2.5"),
        (lambda: impute(ALIKE, rng=rng(), method="hot deck"), "one of proportional odds, arm and"),
        (lambda: impute(ALIKE, rng=rng()), "all observed outcomes share one level"),
        (lambda: impute(APART, rng=rng()), "the observed outcomes put no bound on an effect"),
        (
            lambda: impute(EMPTY, rng=rng(), method=CELLS),
            "nobody of the treatment arm in stratum 'all' has an outcome to impute from",
        ),
        (lambda: impute(EMPTY, rng=rng()), "'allocated' is the same for everyone with an outcome"),
        (
            lambda: impute(CONSTANT, rng=rng(), adjust=["age"]),
            "'age' is the same for everyone with",
        ),
        (lambda: impute(CONSTANT, rng=rng(), adjust=["ages"]), "no column 'ages'"),
        (
            lambda: impute(CONSTANT, rng=rng(), adjust=["age"], method=CELLS),
            "the method 'arm and stratum' knows no covariates",
        ),
        (lambda: delta_adjusted(APART, delta=[0], rng=rng()), "two finite log odds ratios"),
        (lambda: delta_adjusted(APART, delta=[0, np.inf], rng=rng()), "two finite log odds ratios"),
        (
            lambda: impute(large(2), imputations=2, rng=rng()).completed((0, 1)),
            r"one imputation of \(2,\) needs a place on each axis",
        ),
    ],
)
def test_bad_input_is_answered_with_a_sentence(call: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
