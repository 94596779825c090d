"""Power of a planned trial by formula, and the distributions that it rests on."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib import design, estimate, published
from course_lib.evidence import (
    Delivery,
    InterimLook,
    MissingOutcomes,
    PrimaryAnalysis,
    Prognosis,
    Secondaries,
    TrialPlan,
    participants_needed,
    planned_power,
)
from course_lib.evidence.planned_outcomes import planned_outcomes, treated
from course_lib.evidence.planned_power import expected_statistics
from course_lib.evidence.prognosis_bands import banded

CONTROL = published.load("mr_clean").table.proportions[1]
PLAN = TrialPlan(tuple(CONTROL), odds_ratio=1.5, participants=(300, 300))
MOTOR = Secondaries((0.2,), correlation=0.5)


@pytest.mark.parametrize("odds_ratio", [1.0, 1.3, 1.5, 2.0])
@pytest.mark.parametrize("participants", [(100, 100), (300, 300), (400, 200)])
def test_a_plain_shift_analysis_has_the_power_of_whiteheads_formula(
    odds_ratio: float, participants: tuple[int, int]
) -> None:
    plan = replace(PLAN, odds_ratio=odds_ratio, participants=participants)
    formula = design.power(CONTROL, odds_ratio=odds_ratio, participants=participants)
    assert planned_power(plan) == pytest.approx(formula, abs=0.01)  # two approximations


def test_participants_needed_are_those_of_whiteheads_formula_within_one_per_cent() -> None:
    for allocation in (1.0, 2.0):
        size = design.sample_size(CONTROL, odds_ratio=1.5, power=0.8, allocation=allocation)
        assert sum(participants_needed(PLAN, allocation=allocation)) == pytest.approx(
            int(size.total), rel=0.015
        )


@pytest.mark.parametrize(
    "plan",
    [
        PLAN,
        replace(PLAN, interim=InterimLook(0.5, "pocock")),
        replace(PLAN, missing=MissingOutcomes(0.1, 0.2)),
        replace(PLAN, primary=PrimaryAnalysis("dichotomy")),
        replace(PLAN, primary=PrimaryAnalysis("utility"), prognosis=Prognosis(3, adjusted=True)),
        replace(PLAN, primary=PrimaryAnalysis("hierarchical"), secondaries=MOTOR),
    ],
)
def test_the_size_that_is_needed_has_the_power_that_was_wanted(plan: TrialPlan) -> None:
    for power in (0.8, 0.9):
        needed = participants_needed(plan, power=power)
        assert planned_power(plan.sized(needed)) == pytest.approx(power, abs=0.004)


def test_losses_at_random_take_what_dividing_by_the_rest_gives_back() -> None:
    needed = participants_needed(replace(PLAN, missing=MissingOutcomes(0.1, 0.1)))
    assert needed[1] == pytest.approx(participants_needed(PLAN)[1] / 0.9, abs=1.5)


def test_bands_of_prognosis_average_to_everyone_and_rise_from_the_poorest_to_the_best() -> None:
    bands = banded(CONTROL, 3.0)
    assert bands.mean(axis=0) == pytest.approx(CONTROL, abs=1e-9)
    assert (np.diff(bands[:, :3].sum(axis=-1)) > 0).all()
    assert (banded(CONTROL, 1.0) == CONTROL).all()


def test_bands_are_those_of_simulated_participants_with_the_same_prognosis() -> None:
    """`simulate_participants` fixes the outcome of average prognosis, so its average is the plan's."""
    conduct = design.Conduct(prognosis=3, strata=("1", "2", "3", "4", "5"))
    people = design.simulate_participants(
        control=CONTROL,
        participants=(500, 500),
        replicates=400,
        rng=np.random.default_rng(1),
        conduct=conduct,
    )
    levels = np.arange(7)
    everyone = (people.level[..., None] == levels).mean(axis=(0, 1))
    expected = banded(everyone, 3.0)
    for band in range(5):
        seen = (people.level[people.stratum == band][:, None] == levels).mean(axis=0)
        assert seen == pytest.approx(expected[band], abs=0.006)


def test_adjusting_gains_what_prognosis_explains_of_the_variance() -> None:
    """A mean of scores within bands: the variance falls by the share between bands, 1 - rho²."""
    plan = replace(PLAN, primary=PrimaryAnalysis("utility"), odds_ratio=1.05)
    plain = expected_statistics(replace(plan, prognosis=Prognosis(3)))[0]
    within = expected_statistics(replace(plan, prognosis=Prognosis(3, adjusted=True)))[0]
    weights, bands = np.array(plan.weights), banded(CONTROL, 3.0)
    total = (CONTROL * (weights - CONTROL @ weights) ** 2).sum()
    between = (bands @ weights).var()
    assert (plain / within) ** 2 == pytest.approx(1 - between / total, abs=0.002)
    needed = [participants_needed(replace(plan, prognosis=one))[1] for one in
              (Prognosis(3, adjusted=True), Prognosis(3))]  # fmt: skip
    assert needed[0] / needed[1] == pytest.approx(1 - between / total, abs=0.003)


def test_prognosis_that_says_nothing_or_is_not_used_changes_nothing() -> None:
    for prognosis in (Prognosis(1, adjusted=True), Prognosis(5)):
        assert planned_power(replace(PLAN, prognosis=prognosis)) == pytest.approx(
            planned_power(PLAN), abs=1e-6
        )


def test_expected_statistics_are_those_of_the_tests_on_expected_tables() -> None:
    table = planned_outcomes(PLAN).expected()[0]
    enlarged = planned_outcomes(PLAN).expected()[1][0]
    for method, test in (
        ("shift", estimate.wilcoxon(table[0])),
        ("dichotomy", estimate.wilcoxon(table[0].collapse(cut=2))),
    ):
        plan = replace(PLAN, primary=PrimaryAnalysis(method))
        z = np.asarray(test.statistic).item() / enlarged**0.5
        assert expected_statistics(plan)[0] == pytest.approx(z, rel=1e-6)


def test_breaking_ties_by_a_second_outcome_gains_only_where_that_outcome_gains() -> None:
    def power(effect: float, correlation: float) -> float:
        two = Secondaries((effect,), correlation=correlation)
        return planned_power(
            replace(PLAN, primary=PrimaryAnalysis("hierarchical"), secondaries=two)
        )

    assert power(0.5, 0.5) > planned_power(PLAN) + 0.03
    assert power(0.0, 0.0) < planned_power(PLAN) - 0.01
    nothing = replace(PLAN, primary=PrimaryAnalysis("hierarchical"), secondaries=MOTOR)
    assert planned_power(nothing.without_effect()) == pytest.approx(0.05, abs=1e-4)


def test_raters_move_the_living_only_and_a_useless_treatment_then_looks_useful() -> None:
    plan = replace(PLAN, delivery=Delivery(unblinded=0.5, expectation=1.5)).without_effect()
    seen = treated(plan)
    assert seen[-1] == pytest.approx(CONTROL[-1])
    assert (seen.cumsum()[:5] > CONTROL.cumsum()[:5]).all()
    assert seen.cumsum()[2] > CONTROL.cumsum()[2] + 0.03
    assert planned_power(plan) > 0.1
    assert planned_power(replace(plan, delivery=Delivery())) == pytest.approx(0.05, abs=1e-4)


def test_the_share_that_is_lost_is_the_one_that_was_asked_for() -> None:
    for by_outcome in (1.0, 2.0):
        missing = MissingOutcomes(0.1, 0.3, by_outcome)
        known = planned_outcomes(replace(PLAN, missing=missing)).known
        assert known.sum(axis=(-1, -2)) == pytest.approx([0.9, 0.7], abs=1e-6)
    worse_lost_more = 1 - known[1, 0] / CONTROL
    assert (np.diff(worse_lost_more) > 0).all()


def test_losses_that_follow_the_outcome_and_differ_between_arms_raise_false_findings() -> None:
    at_random = replace(PLAN, missing=MissingOutcomes(0.1, 0.3)).without_effect()
    by_outcome = replace(PLAN, missing=MissingOutcomes(0.1, 0.3, 2)).without_effect()
    assert planned_power(at_random) == pytest.approx(0.05, abs=1e-4)
    assert planned_power(by_outcome) > 0.2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"control": (0.5, 0.4)}, "must sum to 1"),
        ({"control": ((0.5, 0.5), (0.5, 0.5))}, "one axis, the levels"),
        ({"odds_ratio": 0}, "positive number"),
        ({"participants": (300, 0)}, "control arm"),
        ({"primary": PrimaryAnalysis("hierarchical")}, "breaks ties"),
        ({"primary": PrimaryAnalysis("dichotomy", cut=6)}, "leaves no poor outcome"),
        ({"primary": PrimaryAnalysis("utility", weights=(1.0, 0.0))}, "needs 7 weights"),
    ],
)
def test_an_impossible_plan_is_a_sentence(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        replace(PLAN, **change)


def test_impossible_parts_are_sentences() -> None:
    for make, sentence in (
        (lambda: PrimaryAnalysis("t-test"), "shift, dichotomy, utility, hierarchical"),
        (lambda: Prognosis(0), "positive number"),
        (lambda: Secondaries((0.1,), correlation=1), "from 0 to below 1"),
        (lambda: Secondaries((0.1,), rule="best"), "none, holm, gatekeeping"),
        (lambda: MissingOutcomes(1.0), "missing in the treatment arm"),
        (lambda: MissingOutcomes(0.1, handling="carried"), "known, worst"),
        (lambda: Delivery(unblinded=2), "0 to 1"),
        (lambda: participants_needed(replace(PLAN, odds_ratio=1.0)), "ten million"),
        (lambda: participants_needed(PLAN, power=0.01), "power must be above alpha"),
        (lambda: participants_needed(PLAN, allocation=0), "treatment per control"),
    ):
        with pytest.raises(ValueError, match=sentence):
            make()
