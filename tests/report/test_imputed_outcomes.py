"""Missing outcomes in a report: what it prints is what the analysis layer gives, and the seed's."""

from typing import Any

import numpy as np
import pytest

from course_lib import analysis
from course_lib.analysis import pool
from course_lib.estimate import common_odds_ratio
from course_lib.published import load
from course_lib.report import Report, report
from course_lib.trial import OutcomeTable, Trial
from tests.report.people import people

MR_CLEAN = load("mr_clean").table
ALIKE = "imputed, common odds ratio"


def with_losses(participants: int, share: float = 0.15) -> Trial:
    trial = people(participants)
    frame = trial.frame
    frame.loc[np.random.default_rng(2).random(participants) < share, "outcome"] = None
    return Trial(frame, trial.scale)


def words(made: Report, part: str = "missing") -> str:
    return " ".join(made.section(part).words)


@pytest.fixture(scope="module")
def made() -> Report:
    return report(with_losses(300), adjust=["age", "sex"])


def test_it_is_the_imputation_of_the_analysis_layer(made: Report) -> None:
    trial = with_losses(300)
    given: dict[str, Any] = {"imputations": 50, "adjust": ["age", "sex"]}
    alike = analysis.impute(trial, rng=np.random.default_rng(1), **given)
    control = analysis.control_based(trial, rng=np.random.default_rng(1), **given)
    for name, imputed in ((ALIKE, alike), ("imputed as control, common odds ratio", control)):
        expected, found = pool(common_odds_ratio(imputed.tables())), made.estimates[name]
        assert found.value == pytest.approx(expected.value, rel=1e-12)
        assert found.p_value == pytest.approx(expected.p_value, rel=1e-9)
    assert "by a proportional-odds model with arm, age, sex and strata" in words(made)


@pytest.mark.parametrize(
    ("who", "arms"), [("treatment", (1, 0)), ("control", (0, 1)), ("both arms", (1, 1))]
)
def test_worse_is_delta_adjusted(made: Report, who: str, arms: tuple[int, int]) -> None:
    for odds in (0.5, 0.2):
        worse = analysis.delta_adjusted(
            with_losses(300), delta=np.log(odds) * np.array(arms), imputations=50,
            rng=np.random.default_rng(1), adjust=["age", "sex"],
        )  # fmt: skip
        expected = pool(common_odds_ratio(worse.tables()))
        found = made.estimates[f"missing of {who} at odds {odds:g}, common odds ratio"]
        assert found.value == pytest.approx(expected.value, rel=1e-12)


def test_the_worse_one_arm_fared_the_more_it_speaks_against_it(made: Report) -> None:
    alike, half, fifth = (
        float(made.estimates[name].value)
        for name in (
            ALIKE,
            "missing of treatment at odds 0.5, common odds ratio",
            "missing of treatment at odds 0.2, common odds ratio",
        )
    )
    worst = float(made.estimates["worst case, common odds ratio"].value)
    assert worst < fifth < half < alike


def test_where_it_tips_the_verdict_is_another_and_one_step_before_it_is_not() -> None:
    trial = analysis.trial_from_table(MR_CLEAN, missing=(40, 10))
    made = report(trial, arms=("thrombectomy", "usual care"))
    (tip,) = (found for found in made.findings.imputed.tips if found.arm == 0)  # type: ignore[union-attr]

    def p_value(odds: float) -> float:
        worse = analysis.delta_adjusted(
            trial, delta=[np.log(odds), 0.0], imputations=50, rng=np.random.default_rng(1),
            method="arm and stratum",
        )  # fmt: skip
        return float(pool(common_odds_ratio(worse.tables())).p_value)

    assert made.estimates[ALIKE].p_value < 0.05 <= tip.p_value
    assert p_value(tip.odds) == pytest.approx(tip.p_value, rel=1e-9)
    assert p_value(tip.odds + 0.1) < 0.05
    said = f"the missing with thrombectomy had at most {tip.odds:g} times the odds (p = "
    assert said in words(made)


def test_counts_and_their_participants_give_the_same() -> None:
    typed = report(MR_CLEAN, missing=(3, 4)).estimates
    people_of_it = report(analysis.trial_from_table(MR_CLEAN, missing=(3, 4))).estimates
    assert typed[ALIKE].value == people_of_it[ALIKE].value
    assert "from the observed outcomes of the same arm" in words(report(MR_CLEAN, missing=(3, 4)))


def test_the_seed_is_said_and_another_draws_again() -> None:
    made = report(MR_CLEAN, missing=(30, 40))
    assert "drawn 50 times (seed 1)" in words(made)
    assert "50 imputations, drawn" in words(made, "paper")
    again, other = made.with_seed(1), made.with_source("x").with_seed(2)
    assert again.to_html() == made.to_html()
    assert "(seed 2)" in words(other)
    assert other.source == "x"
    assert other.estimates[ALIKE].value != made.estimates[ALIKE].value
    assert other.estimates["common odds ratio"].value == made.estimates["common odds ratio"].value
    for seed in (-1, 1.5, "1"):
        with pytest.raises(ValueError, match="a seed is a whole number"):
            made.with_seed(seed)  # type: ignore[arg-type]


def test_so_many_imputations_as_per_cent_are_missing() -> None:
    imputed = report(MR_CLEAN, missing=(700, 800)).findings.imputed
    assert imputed is not None
    assert imputed.number == 75


def test_a_covariate_with_gaps_does_not_impute_and_the_others_do() -> None:
    frame = with_losses(200).frame
    frame.loc[:4, "age"] = np.nan
    said = words(report(Trial(frame), adjust=["age", "sex"]))
    assert "with arm, sex and strata" in said


def test_a_model_without_bounds_gives_way_to_the_arms_and_says_so() -> None:
    frame = with_losses(200).frame
    frame["age"] = frame["outcome"].astype(float).fillna(3.0)  # knows the outcome exactly
    said = words(report(Trial(frame), adjust=["age"]))
    assert "from the observed outcomes of the same arm and stratum" in said
    assert "Covariates were left out: the observed outcomes put no bound on an effect" in said


def test_arms_that_do_not_overlap_are_not_pooled_and_the_report_goes_on() -> None:
    apart = OutcomeTable.from_counts(treatment=[5, 4, 0, 0, 0, 0, 0], control=[0, 0, 0, 3, 3, 2, 1])
    made = report(apart, missing=(1, 0))
    assert ALIKE not in made.estimates
    assert "The missing were not imputed: some of the completed tables have an infinite" in words(
        made
    )
    assert made.to_html()


def test_without_missing_outcomes_nothing_is_imputed() -> None:
    made = report(MR_CLEAN)
    assert made.findings.imputed is None
    assert "imputed" not in made.to_markdown()
