"""What lesson 05 says in words, held against its own explorers and data."""

import numpy as np
import pytest

from course_lib import published
from course_lib.lessons import (
    adherence_views,
    analysis_set_views,
    estimand_views,
    exclusion_views,
    intention_to_treat,
)

SEEDS = range(1, 6)
SICKER = {"odds_ratio": 1.0, "skipped": 20.0, "crossed": 0.0, "sicker": 2.0}


def of_1000(name: str, cut: str = "not recovered") -> float:
    return float(analysis_set_views.per_1000(analysis_set_views.effect(name, cut))[0])


@pytest.mark.parametrize("cut", ["recovered", "not recovered", "dependent"])
def test_what_lesson_05_says_of_the_four_effects_is_so(cut: str) -> None:
    names = ("intention to treat", analysis_set_views.COMPLIERS, "per protocol", "as treated")
    effects = [of_1000(name, cut) for name in names]
    assert effects == sorted(effects)  # “the numbers change and their order stays”
    if cut == "not recovered":
        assert 1.9 < effects[2] / effects[0] < 2.1  # “doubles”
        assert 2.5 < effects[3] / effects[0] < 3  # “nearly triples”
        low = analysis_set_views.per_1000(analysis_set_views.effect(names[0]))[1]
        assert -3 < low < 0  # “holds a little harm”


def test_the_complier_effect_is_the_ratio_and_its_p_value_that_of_intention_to_treat() -> None:
    one = analysis_set_views.effect("intention to treat")
    other = analysis_set_views.effect(analysis_set_views.COMPLIERS)
    assert 1000 * float(other.value) == pytest.approx(of_1000("intention to treat") / 0.905, 0.01)
    assert float(other.p_value) == pytest.approx(float(one.p_value), abs=1e-3)


def test_who_did_not_comply_was_sicker_in_the_aspirin_arm_only() -> None:
    aspirin, refused, control, deviated = analysis_set_views.by_compliance("drowsy")
    assert refused.share > aspirin.share + 0.04
    assert abs(deviated.share - control.share) < 0.03  # “no such difference is seen”
    assert deviated.people < refused.people / 5  # “hardly anybody deviated”


def test_without_the_13_of_unknown_compliance_nothing_else_changes_much() -> None:
    reading = analysis_set_views.four("not recovered", "left out").reading
    assert "in compliers 14.1 fewer" in reading
    assert "per protocol 24.7 fewer, as treated 33.7 fewer" in reading


def test_what_lesson_05_says_of_the_24_is_so() -> None:
    def counted(name: str) -> list[tuple[int, int]]:
        trial = adherence_views.twenty_four(intention_to_treat.SEED)
        arm = analysis_set_views.SETS[name](trial.trial()).arm
        poor = trial.level[0] > adherence_views.CUT
        return [(int(poor[arm == side].sum()), int((arm == side).sum())) for side in (0, 1)]

    assert counted("intention to treat") == [(9, 12), (9, 12)]
    for name in ("per protocol", "as treated"):  # “now the treated do better”
        (one, people), (other, others) = counted(name)
        assert one / people < other / others
    third = adherence_views.single_people("per protocol", 3, intention_to_treat.SEED)
    assert "Participant 3" in third.reading
    assert "here left out" in third.reading


@pytest.mark.parametrize("seed", SEEDS)
def test_what_lesson_05_says_of_two_thousand_trials_is_so(seed: int) -> None:
    def bias(**changed: float) -> list[float]:
        return list(adherence_views.bias(**(SICKER | changed), seed=seed))

    whole, protocol, treated, compliers = bias()
    assert max(abs(whole), abs(compliers)) < 0.5
    assert 2.5 < protocol < treated  # “find a benefit”
    for settings in ({"sicker": 1.0}, {"crossed": 20.0}, {"skipped": 0.0}):  # “the bias is gone”
        assert max(map(abs, bias(**settings))) < 0.6, settings
    whole, protocol, treated, compliers = bias(odds_ratio=2.0)
    assert max(abs(whole), abs(compliers)) < 0.5  # “finds its own truth”
    assert min(protocol, treated) > 2
    truth = adherence_views.model(2.0, 20.0, 0.0, 2.0)
    effects = truth.effects(cut=adherence_views.CUT)
    assert effects.offered < effects.taken  # “smaller than that of taking it”
    skipping = [1 - adherence_views.model(1.0, 20.0, 0.0, who).taking[0] for who in (1.0, 2.0)]
    assert skipping == pytest.approx([0.2, 0.2], abs=0.03)  # “about as many deviate”
    found = adherence_views.reported(truth, seed)
    spreads = [values.std() for values, _ in found.values()]
    assert spreads[3] > 1.2 * spreads[0]  # “a wider spread”


@pytest.mark.parametrize("odds_ratio", [0.5, 1.0, 4.0])
def test_at_the_far_ends_of_its_sliders_every_analysis_has_a_number(odds_ratio: float) -> None:
    sliders = intention_to_treat.many_trials().controls
    most = {name: sliders[name].ends()[-1] for name in ("skipped", "crossed")}
    for sicker in intention_to_treat.WHO.values():
        bias = adherence_views.bias(odds_ratio, sicker=sicker, seed=1, **most)
        assert np.abs(bias[[0, 3]]).max() < 1.5, sicker  # enough compliers for a stable ratio


def test_more_participants_do_not_cure_the_bias() -> None:
    few, many = (exclusion_views.left_out(40, size, 1) for size in (150, 1_000))
    assert few.odds_ratios[1] == pytest.approx(many.odds_ratios[1], abs=0.02)
    assert many.error_rates[1] == pytest.approx(0.4, abs=0.02)  # “in four of ten trials”


@pytest.mark.parametrize("seed", SEEDS)
def test_what_lesson_05_says_of_leaving_out_a_few_is_so(seed: int) -> None:
    found = exclusion_views.left_out(40, 150, seed)
    assert found.share_of_treated < 0.05  # “under 5% of the treated”
    assert 0.095 < found.error_rates[1] < 0.11  # “about 10%”
    assert 1.8 < found.error_rates[1] / found.error_rates[0] < 2.4  # “doubles”
    assert found.odds_ratios[1] == pytest.approx(1.15, abs=0.01)


def test_predictions_are_held_against_what_is_shown() -> None:
    assert intention_to_treat.off_the_truth(**SICKER) == "both"
    assert intention_to_treat.off_the_truth(**(SICKER | {"sicker": 1.0})) == "none"
    assert estimand_views.answering("principal stratum") == "model"
    assert estimand_views.answering("hypothetical") == "everybody"
    shown = exclusion_views.leaving_out(40, 150, 1).reading
    assert f"{100 * exclusion_views.left_out(40, 150, 1).error_rates[1]:.1f}% of trials" in shown


def test_starting2_is_told_as_the_facts_are_and_no_number_is_filled_in() -> None:
    reading = exclusion_views.said().reading
    for words in ("40 and 20", "not known to us", "39 and 15", "52 of 85"):
        assert words in reading
    trial = published.load("starting2")
    assert not trial.fact("randomised").known
    as_planned = exclusion_views.supposed(40, 20).reading
    assert as_planned.startswith("Supposed, not reported")
    assert "6 of 60" in as_planned  # “one of 40 and five of 20”
    assert "nobody would be missing" in exclusion_views.supposed(39, 15).reading


def test_no_choice_of_strategies_leads_to_per_protocol_or_as_treated() -> None:
    events = dict.fromkeys(("leave", "stroke"), "treatment policy") | {"death": "composite"}
    for grow in intention_to_treat.OFFERED["grow"]:
        asked = estimand_views.question("mrs", "odds", "care", "all", grow=grow, **events)
        assert asked.analysis_set in {"intention_to_treat", "complier_effect"}
    with pytest.raises(ValueError, match="after death no outcome exists"):
        estimand_views.question(
            "mrs", "odds", "care", "all",
            grow="hypothetical", **(events | {"death": "treatment policy"}),
        )  # fmt: skip


def test_ten_situations_are_sorted_and_every_set_is_among_them() -> None:
    sorting = intention_to_treat.lesson().file.sortings["which_set"]
    assert len(sorting.items) == 10
    assert {item.bin for item in sorting.items} == {one.key for one in sorting.bins}


def test_at_every_setting_the_three_sets_agree_when_nobody_deviates() -> None:
    truth = adherence_views.model(1.7, 0.0, 0.0, 1.0)
    found = [values for values, _ in adherence_views.reported(truth, 1).values()]
    for values in found[1:]:
        assert np.allclose(values, found[0])
