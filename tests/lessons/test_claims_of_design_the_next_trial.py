"""What lesson 10 says in words, held against its own explorers and runs."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from course_lib import evidence, published
from course_lib.evidence.simulated_trials import simulated_trials
from course_lib.lessons import (
    design_the_next_trial,
    look_views,
    method_views,
    openness_views,
    plan_choices,
    plan_runs,
    plan_views,
)
from course_lib.lessons.shift_analysis import control_arms
from course_lib.ui import Progress

TRUTH = design_the_next_trial.TRUTH
START = {
    "analysis": "dichotomy", "total": 200, "allocation": 2.0, "adjusted": False, "secondaries": 5,
    "rule": "none", "look": "none", "lost": 10, "handling": "known", "delivery": "open",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Progress, "here", classmethod(lambda cls: cls(tmp_path)))
    design_the_next_trial.lesson.cache_clear()
    yield
    design_the_next_trial.lesson.cache_clear()


def found(name: str, trials: int = 10_000, seed: int = 10) -> evidence.OperatingCharacteristics:
    plan = plan_choices.plan_of(**TRUTH, **plan_choices.BESIDE[name])
    return plan_runs.run(plan, trials=trials, seed=seed)


LIKE, LARGE, ADJUSTED = plan_choices.BESIDE


def test_a_trial_like_starting2_does_what_is_told() -> None:
    for seed in (10, 11, 12):
        like = found(LIKE, seed=seed)
        assert like.plan.participants == (39, 15)
        assert 0.125 < like.power.value < 0.15  # “14 of 100”
        assert 2.7 < like.secondary_power.value / like.power.value < 3.4  # “three times as often”
        assert like.exaggeration > 3  # “more than three times”
        assert 0.15 < like.misleading_secondary.value < 0.17  # “16 of 100”
    facts = published.load("starting2")
    sizes = [facts.fact(one).value for one in ("analysed_treatment", "analysed_control")]
    assert sizes == [39, 15]
    assert plan_choices.BESIDE[LIKE]["secondaries"] == 5
    assert plan_choices.delivery_of("raters").unblinded == 0.1  # “one rater in ten”


def test_only_the_scale_is_steady_over_control_arms() -> None:
    arms = control_arms().values()
    whole = [method_views.needed(arm, 1.5, "shift", 0, 1) for arm in arms]
    cut = [method_views.needed(arm, 1.5, "dichotomy", 0, 1) for arm in arms]
    assert max(whole) / min(whole) < 1.15
    assert max(cut) / min(cut) > 3
    good = sum(plan_choices.control_of("interact2")[:3])
    assert 0.4 < good < 0.5  # “about half do well”
    assert sum(plan_choices.control_of("select2")[:3]) < 0.1  # “few do”


def test_breaking_ties_is_a_bet() -> None:
    sizes = [method_views.needed("treasure", 1.5, "hierarchical", gain, 1) for gain in (0, 0.25)]
    whole = method_views.needed("treasure", 1.5, "shift", 0, 1)
    assert sizes[1] < whole < sizes[0]
    assert method_views.idle_motor_score() == "more"
    adjusted = method_views.needed("treasure", 1.5, "shift", 0, 3)
    assert adjusted / whole == pytest.approx(0.75, abs=0.01)  # “a quarter of the participants”


def test_adjusting_for_what_tells_nothing_loses_nothing() -> None:
    plain = evidence.TrialPlan(plan_choices.control_of("treasure"), 1.5, (300, 300))
    useless = evidence.Prognosis(1, adjusted=True)
    assert evidence.planned_power(plain) == pytest.approx(
        evidence.planned_power(plan_with(plain, prognosis=useless)), abs=1e-6
    )


def plan_with(plan: evidence.TrialPlan, **parts: object) -> evidence.TrialPlan:
    from dataclasses import replace

    return replace(plan, **parts)


def test_ignoring_strata_of_the_list_is_too_cautious() -> None:
    plan = evidence.TrialPlan(
        plan_choices.control_of("treasure"),
        1.5,
        (300, 300),
        prognosis=evidence.Prognosis(3, stratified=True),
    )
    ignoring = plan_runs.run(plan, trials=10_000, seed=1)
    using = plan_with(plan, prognosis=evidence.Prognosis(3, adjusted=True, stratified=True))
    assert ignoring.type_one_error.interval[1] < 0.05
    assert ignoring.power.value < plan_runs.run(using, trials=10_000, seed=1).power.value - 0.04


def test_size_makes_a_bias_more_certain() -> None:
    rates = [openness_views.false_findings(50, 1.5, 1, total) for total in (40, 600, 4_000)]
    assert rates[0] < 7  # “hides in the noise”
    assert rates[1] == pytest.approx(25, abs=1)  # “one trial in four”
    assert rates[2] > 90  # “nearly certain”
    assert openness_views.false_findings(0, 1.5, 1, 600) == pytest.approx(5, abs=0.01)


def test_what_a_look_does_is_as_told() -> None:
    def run(look: str, seed: int) -> evidence.OperatingCharacteristics:
        plan = look_views.planned("treasure", 1.5, look, 50)
        return plan_runs.run(plan, trials=10_000, seed=seed)

    for seed in (1, 2):
        none, fleming, pocock, uncorrected = (run(look, seed) for look in look_views.BOUNDARIES)
        assert 0.08 < uncorrected.type_one_error.value < 0.09  # “more than 8 of 100”
        for held in (fleming, pocock):
            assert held.type_one_error.interval[0] < 0.05 < held.type_one_error.interval[1] + 0.002
            assert held.exaggeration > none.exaggeration  # “too large an effect”
        assert abs(fleming.power.value - none.power.value) < 0.015  # “almost no power”
        assert 0.17 < fleming.stopped_early.value < 0.23  # “one trial in five”
        assert 0.38 < pocock.stopped_early.value < 0.44  # “two in five”
        assert 0.02 < none.power.value - pocock.power.value < 0.055  # “four points”


def test_a_trial_that_stops_early_reports_too_large_an_effect() -> None:
    for look in ("obrien-fleming", "pocock"):
        plan = look_views.planned("treasure", 1.5, look, 50)
        trials = simulated_trials(plan, 4_000, np.random.default_rng(1))
        assert trials.estimate[trials.stopped].mean() > 1.3
        assert (trials.estimate[trials.stopped] > 1).mean() > 0.9


def test_many_outcomes_mislead_as_told_and_only_a_gate_keeps_all_within_five() -> None:
    def run(rule: str, outcomes: int = 10) -> evidence.OperatingCharacteristics:
        return plan_runs.run(openness_views.family(outcomes, rule, 50), trials=10_000, seed=1)

    five = run("none", 5)
    assert five.misleading_secondary.value == pytest.approx(1 / 6, abs=0.015)
    none, holm, gate = run("none"), run("holm"), run("gatekeeping")
    assert none.misleading_secondary.value == pytest.approx(1 / 4, abs=0.015)
    assert holm.false_secondary.interval[0] < 0.05
    assert holm.any_false_claim.interval[0] > 0.05  # “still pass it”
    assert gate.any_false_claim.interval[0] < 0.05
    rows = [one.misleading_secondary.value for one in (none, holm, gate)]
    assert np.ptp(rows) < 0.01  # “no rule changes what is there”


def test_losses_do_what_is_told() -> None:
    _, level = openness_views.lost_rates(10, 20, 1, "known")
    power, _ = openness_views.lost_rates(10, 20, 1, "known")
    full, _ = openness_views.lost_rates(0, 0, 1, "known")
    assert level == pytest.approx(0.05, abs=0.001)
    assert power < full  # “costs power, and nothing else”
    rates = [openness_views.lost_rates(10, 20, 2, how)[1] for how in ("known", "worst")]
    assert [round(100 * rate) for rate in rates] == [13, 31]


def test_the_plans_beside_the_learners_are_as_told() -> None:
    large, adjusted, like = found(LARGE), found(ADJUSTED), found(LIKE)
    assert large.power.value > max(adjusted.power.value, like.power.value)
    assert 0.085 < large.type_one_error.value < 0.115  # “near 10%”
    assert 0.04 < adjusted.type_one_error.value < 0.06  # “near 5%”
    assert sum(adjusted.plan.participants) < sum(large.plan.participants)
    start = plan_runs.run(plan_choices.plan_of(**TRUTH, **START), trials=10_000, seed=10)
    assert start.power.value < 0.6  # “not a good one”
    assert start.type_one_error.value > 0.1
    assert start.misleading_secondary.value > 0.6


def test_the_form_starts_there_and_tells_how_far_it_is() -> None:
    trial = design_the_next_trial.trial()
    assert trial.start == {**TRUTH, **START, "trials": 10_000, "seed": 10}
    told: list[tuple[int, int]] = []
    plan_views.compared(lambda done, total: told.append((done, total)), **trial.start | {"seed": 3})
    assert told[-1] == (40_000, 40_000)
    assert len(told) > 10
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_run_can_be_cancelled_and_an_impossible_plan_is_a_sentence() -> None:
    class StopError(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        raise StopError

    trial = design_the_next_trial.trial()
    with pytest.raises(StopError):
        plan_views.compared(cancel, **trial.start | {"seed": 99})
    with pytest.raises(ValueError, match="breaks ties"):
        trial.result(analysis="hierarchical", secondaries=0)


def test_every_end_of_the_form_gives_a_reading() -> None:
    trial = design_the_next_trial.trial()
    for settings in trial.ends():
        if settings["control"] not in ("treasure", "select2"):
            continue
        view = trial.result(**settings | {"trials": 2_000})
        assert view.reading.startswith("Your plan, ")
        assert "nan" not in view.text().lower().split()
