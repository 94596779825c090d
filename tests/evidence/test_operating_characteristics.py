"""Operating characteristics of planned trials, held against what is known without simulating."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib import design, estimate, evidence
from course_lib.evidence import (
    Delivery,
    InterimLook,
    MissingOutcomes,
    OperatingCharacteristics,
    PrimaryAnalysis,
    Prognosis,
    Secondaries,
    SimulatedChance,
    TrialPlan,
    operating_characteristics,
    planned_power,
)
from course_lib.evidence.planned_outcomes import planned_outcomes
from course_lib.evidence.planned_power import primary_statistic
from course_lib.evidence.simulated_trials import claims

CONTROL = (0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11)
PLAN = TrialPlan(CONTROL, odds_ratio=1.5, participants=(300, 300))
THREE = Secondaries((0.2, 0.2, 0.2), correlation=0.5)
MANY = 20_000


def run(plan: TrialPlan, replicates: int = MANY, seed: int = 1) -> OperatingCharacteristics:
    return operating_characteristics(plan, replicates=replicates, rng=np.random.default_rng(seed))


def within(chance: SimulatedChance, expected: float, slack: float = 0.0) -> bool:
    """Four standard errors: one false alarm in 16,000."""
    return abs(chance.value - expected) < 2 * chance.error + slack


def test_power_is_that_of_design_power_and_the_level_is_5_per_cent() -> None:
    for odds_ratio, participants in ((1.5, (300, 300)), (2.0, (200, 100)), (1.3, (150, 150))):
        found = run(replace(PLAN, odds_ratio=odds_ratio, participants=participants))
        formula = design.power(CONTROL, odds_ratio=odds_ratio, participants=participants)
        assert within(found.power, formula, slack=0.006)
        assert within(found.type_one_error, 0.05)


VARIANTS = {
    "dichotomy": replace(PLAN, primary=PrimaryAnalysis("dichotomy")),
    "utility": replace(PLAN, primary=PrimaryAnalysis("utility")),
    "hierarchical": replace(PLAN, primary=PrimaryAnalysis("hierarchical"), secondaries=THREE),
    "adjusted": replace(PLAN, prognosis=Prognosis(3, adjusted=True)),
    "stratified": replace(PLAN, prognosis=Prognosis(3, adjusted=True, stratified=True)),
    "losses": replace(PLAN, missing=MissingOutcomes(0.1, 0.2)),
    "worst": replace(PLAN, missing=MissingOutcomes(0.1, 0.1, handling="worst")),
    "obrien-fleming": replace(PLAN, interim=InterimLook(0.5)),
    "pocock": replace(PLAN, interim=InterimLook(0.3, "pocock")),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_simulation_gives_back_the_formula_and_the_level(name: str) -> None:
    found = run(VARIANTS[name], 10_000)
    assert within(found.power, planned_power(VARIANTS[name]), slack=0.012)
    assert within(found.type_one_error, 0.05, slack=0.002)


def test_the_statistic_of_drawn_tables_is_that_of_the_published_tests() -> None:
    tables = planned_outcomes(PLAN).draw(50, np.random.default_rng(1))
    assert tables.counts.shape == (50, 1, 1, 2, 7)
    flat = tables[:, 0, 0]
    z = primary_statistic(PLAN, tables)[:, 0]
    assert z == pytest.approx(np.asarray(estimate.wilcoxon(flat).statistic))
    cut = replace(PLAN, primary=PrimaryAnalysis("dichotomy", cut=1))
    z = primary_statistic(cut, tables)[:, 0]
    assert z == pytest.approx(np.asarray(estimate.wilcoxon(flat.collapse(cut=1)).statistic))


def test_stages_add_up_and_bands_get_their_shares() -> None:
    plan = replace(
        PLAN,
        participants=(301, 150),
        interim=InterimLook(0.5),
        prognosis=Prognosis(3, adjusted=True, stratified=True),
    )
    counts = planned_outcomes(plan).draw(20, np.random.default_rng(1)).counts
    assert (np.diff(counts, axis=1) >= 0).all()
    assert (counts[:, -1].sum(axis=(1, 3)) == [301, 150]).all()
    assert np.ptp(counts[:, 0].sum(axis=-1), axis=1).max() <= 1


def test_an_unadjusted_test_after_stratified_randomisation_is_too_cautious() -> None:
    found = run(replace(PLAN, prognosis=Prognosis(3, stratified=True)), 10_000)
    assert found.type_one_error.interval[1] < 0.035


def test_exaggeration_is_the_type_m_error_of_the_closed_form() -> None:
    for odds_ratio, participants in ((1.5, (39, 15)), (1.5, (150, 150)), (1.5, (300, 300))):
        found = run(replace(PLAN, odds_ratio=odds_ratio, participants=participants))
        formula = exaggeration_at(design.power(CONTROL, odds_ratio=1.5, participants=participants))
        assert found.exaggeration == pytest.approx(formula, rel=0.05)


def exaggeration_at(power: float) -> float:
    """Exaggeration of a design with this power, by bisection over the effect in standard errors."""
    low, high = 0.001, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        found = evidence.exaggeration(middle, 1.0)
        low, high = (middle, high) if float(np.asarray(found.power)) < power else (low, middle)
    return float(np.asarray(evidence.exaggeration(high, 1.0).ratio))


def test_losses_do_not_change_what_is_true_and_openness_does_not_either() -> None:
    assert run(VARIANTS["losses"], 10_000).exaggeration == pytest.approx(1.17, abs=0.05)
    open_label = replace(PLAN, delivery=Delivery(unblinded=1, expectation=1.5))
    assert run(open_label, 10_000).exaggeration > 1.7
    assert np.isnan(run(PLAN.without_effect(), 2_000).exaggeration)


def test_holm_holds_the_family_at_5_per_cent_and_no_rule_does_not() -> None:
    rates = {
        rule: run(replace(PLAN, secondaries=replace(THREE, rule=rule))).false_secondary
        for rule in ("none", "holm", "gatekeeping", "fixed sequence")
    }
    exact = evidence.family_wise_error(3, correlation=0.5)
    assert within(rates["none"], exact.value)
    assert within(
        rates["holm"], evidence.family_wise_error(3, correlation=0.5, method="holm").value
    )
    assert rates["holm"].interval[1] <= 0.055
    assert rates["gatekeeping"].value < rates["holm"].value / 2
    assert rates["fixed sequence"].interval[1] < 0.05


@pytest.mark.parametrize("rule", ["gatekeeping", "fixed sequence"])
@pytest.mark.parametrize("interim", [None, InterimLook(0.5), InterimLook(0.5, "pocock")])
def test_behind_a_gate_any_false_claim_stays_at_5_per_cent(
    rule: str, interim: InterimLook | None
) -> None:
    plan = replace(PLAN, secondaries=replace(THREE, rule=rule), interim=interim)
    assert run(plan).any_false_claim.interval[0] < 0.051


def test_a_false_secondary_behind_a_true_primary_stays_at_5_per_cent_with_an_interim_look() -> None:
    """The gate is open in nearly every trial; the secondary outcomes have no effect."""
    nothing = Secondaries((0.0, 0.0, 0.0), correlation=0.5)
    for boundary in ("obrien-fleming", "pocock"):
        plan = TrialPlan(
            CONTROL, 2.5, (300, 300), secondaries=nothing, interim=InterimLook(0.5, boundary)
        )
        found = run(plan)
        assert found.power.value > 0.99
        assert found.secondary_power.interval[0] < 0.05


@pytest.mark.parametrize("rule", ["gatekeeping", "fixed sequence"])
def test_the_rules_are_those_of_the_graphs(rule: str) -> None:
    p_values = np.random.default_rng(1).random((5_000, 4)) ** 2
    primary = p_values[:, 0] <= 0.05
    plan = replace(PLAN, secondaries=replace(THREE, rule=rule))
    claimed = claims(plan, primary, p_values[:, 1:], np.full(5_000, 0.05))
    graph = evidence.gatekeeping if rule == "gatekeeping" else evidence.fixed_sequence
    assert (claimed == graph(p_values).rejected[:, 1:]).all()


def test_a_misleading_secondary_is_as_frequent_as_correlated_normals_say() -> None:
    found = run(replace(PLAN, secondaries=replace(THREE, rule="none")))
    rng = np.random.default_rng(2)
    p_values = evidence.simulate_p_values(4, correlation=0.5, replicates=200_000, rng=rng)
    small = p_values <= 0.05
    expected = (~small[:, 0] & small[:, 1:].any(axis=-1)).mean()
    assert within(found.misleading_secondary, expected)
    assert found.any_false_claim.value == pytest.approx(
        found.type_one_error.value + found.misleading_secondary.value
    )


def test_the_power_of_one_secondary_is_that_of_a_difference_of_means() -> None:
    plan = replace(PLAN, secondaries=Secondaries((0.2,), rule="none"))
    expected = evidence.exaggeration(0.2, np.sqrt(2 / 300)).power
    assert within(run(plan).secondary_power, float(np.asarray(expected)))


def test_participants_on_average_fall_with_early_stops_only() -> None:
    found = run(VARIANTS["obrien-fleming"], 10_000)
    assert found.expected_participants == pytest.approx(600 - 300 * found.stopped_early.value)
    assert run(PLAN, 2_000).expected_participants == 600


def test_a_band_without_controls_carries_no_information_and_stops_nothing() -> None:
    tiny = replace(PLAN, participants=(39, 15), prognosis=Prognosis(3, adjusted=True))
    found = run(tiny, 4_000)
    assert within(found.type_one_error, 0.05, slack=0.005)


def test_the_same_seed_gives_the_same_result_and_progress_is_told_and_may_stop() -> None:
    told: list[tuple[int, int]] = []
    results = [
        operating_characteristics(
            PLAN,
            replicates=5_000,
            rng=np.random.default_rng(3),
            progress=lambda done, total: told.append((done, total)),
        )
        for _ in range(2)
    ]
    assert results[0] == results[1]
    assert told[:3] == [(2_000, 5_000), (4_000, 5_000), (5_000, 5_000)]

    def cancel(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        operating_characteristics(PLAN, rng=np.random.default_rng(1), progress=cancel)


def test_impossible_requests_are_sentences() -> None:
    with pytest.raises(ValueError, match="at least one trial"):
        operating_characteristics(PLAN, replicates=0, rng=np.random.default_rng(1))
    with pytest.raises(ValueError, match="Generator"):
        operating_characteristics(PLAN, rng=1)
    with pytest.raises(ValueError, match="counted in at least one trial"):
        SimulatedChance(3, 2)


def test_a_simulated_chance_has_wilsons_interval() -> None:
    # R 4.2.2, prop.test(0, 50, correct = FALSE) and prop.test(80, 100, correct = FALSE)
    assert SimulatedChance(0, 50).interval == (0.0, 0.071)
    assert SimulatedChance(80, 100).interval == (0.711, 0.867)
    assert str(SimulatedChance(80, 100)) == "80.0% (± 7.8, 100 simulated trials)"


def test_the_printed_result_says_all_of_it() -> None:
    told = str(run(replace(PLAN, secondaries=THREE), 2_000))
    for words in ("power of the primary", "secondary strategy", "type I error", "misleading",
                  "any false claim", "exaggeration", "participants on average"):  # fmt: skip
        assert words in told
