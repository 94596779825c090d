"""What lesson 04 says in words, held against its own explorers and data."""

import re

import numpy as np
import pytest

from course_lib import design, evidence
from course_lib.lessons import (
    interval_views,
    power_views,
    price_views,
    sample_size,
    small_trial_views,
)
from course_lib.lessons.shift_analysis import control_arms

ARM = power_views.control_of("mr_clean")
ARMS = control_arms().values()


def power_of_54(odds_ratio: float) -> float:
    return small_trial_views.planned_power(odds_ratio, (39, 15))


def test_half_the_effect_on_the_log_scale_takes_four_times_the_participants() -> None:
    for odds_ratio in (1.5, 2, 3):
        half = sample_size.total_for("mr_clean", odds_ratio**0.5)
        assert half / sample_size.total_for("mr_clean", odds_ratio) == pytest.approx(4, abs=0.3)


def test_the_size_hangs_on_the_odds_ratio_far_more_than_on_the_control_arm() -> None:
    over_arms = [sample_size.total_for(name, 1.5) for name in ARMS]
    assert max(over_arms) / min(over_arms) < 1.15  # “the number hardly moves”
    assert sample_size.total_for("mr_clean", 1.5) > 2.5 * sample_size.total_for("mr_clean", 2)


def test_formula_and_simulation_agree_where_the_lesson_says_so() -> None:
    for trials, most in ((200, 8), (5_000, 2.5)):
        reading = power_views.planned("mr_clean", 2, trials, seed=3).reading
        apart = re.search(r"at most ([\d.]+) percentage", reading)
        assert apart
        assert float(apart[1]) < most


def test_in_the_smallest_trials_the_formula_promises_up_to_four_points_too_much() -> None:
    gaps = []
    for odds_ratio in (4, 6):
        for total in (24, 30, 40):
            formula = float(power_views.power_of(ARM, odds_ratio, total))
            found = power_views.found(ARM, odds_ratio, (total // 2, total // 2), 20_000, seed=1)
            gaps.append(formula - found)
    assert min(gaps) > 0
    assert 0.01 < max(gaps) < 0.045
    for total in (270, 600):
        formula = float(power_views.power_of(ARM, 1.5, total))
        found = power_views.found(ARM, 1.5, (total // 2, total // 2), 20_000, seed=1)
        assert formula == pytest.approx(found, abs=0.01)  # “the dots stay at the line”


def test_half_and_half_needs_the_fewest() -> None:
    totals = [
        design.sample_size(ARM, odds_ratio=1.5, power=0.8, allocation=ratio).total
        for ratio in (0.5, 1, 2)
    ]
    assert min(map(int, map(np.asarray, totals))) == totals[1]


def test_what_the_wrong_inputs_cost_is_as_told() -> None:
    slips = design.planning_slips(ARM, odds_ratio=1.5)
    power = {slip: float(power_views.power_of(ARM, 1.5, total)) for slip, total in slips.items()}
    assert power["arm_as_total"] == pytest.approx(0.5, abs=0.02)  # “a coin's chance”
    assert power["power_left_out"] == pytest.approx(0.5, abs=0.02)  # “so does …”
    assert slips["total_as_arm"] == 2 * slips["right"]  # “doubles the trial”
    assert 0.08 < power["right"] - power["one_sided"] < 0.12  # “about ten points”
    assert 0.27 < power["right"] - power["arm_as_total"] < 0.32  # “thirty”
    crowded = design.planning_slips(power_views.control_of("attention"), odds_ratio=2)
    assert crowded["control_alone"] - crowded["right"] > 10  # “with crowded scales it matters more”
    assert list(power_views.SLIPS)[-1] == "hopeful"  # “the last one”


def test_what_54_could_show_is_as_told() -> None:
    limits = [sample_size.detectable_with_54(name) for name in ARMS]
    assert (round(min(limits), 1), round(max(limits), 1)) == (4.6, 5.1)
    assert min(limits) < 5 < power_views.detectable_by_width()  # “about 5”
    by_width = power_views.power_by_width(np.array([power_views.detectable_by_width()]))
    assert by_width[0] == pytest.approx(0.8, abs=0.005)  # the record's 6.4
    assert 0.7 < 1 - power_of_54(2) < 0.8  # “about three of four”
    _, _, upper = interval_views.limits("starting2")
    assert min(limits) > upper > 2  # “lies above the interval's upper end”; a doubling is inside


def test_ruling_out_a_doubling_takes_what_finding_it_takes() -> None:
    small = small_trial_views.simulated(1, (39, 15), 20_000, seed=1)
    large = small_trial_views.simulated(1, (390, 150), 2_000, seed=1)
    share = small_trial_views.rules_out(small, 2).mean()
    assert share == pytest.approx(power_of_54(2), abs=0.02)  # “24% is also the power …”
    assert small_trial_views.rules_out(large, 2).mean() > 0.95  # “nearly all”
    for found in (small, large):
        assert (np.asarray(found.p_value) >= 0.05).mean() == pytest.approx(0.95, abs=0.015)
    assert round(sample_size.doubling_excluded()) == 24


def test_the_price_of_a_cut_is_as_told() -> None:
    cheapest = set()
    for name in ARMS:
        whole, cuts = price_views.totals_at_cuts(name, 1.5)
        assert np.nanmin(cuts) > 1.1 * whole  # “even the best of them costs”
        cheapest.add(int(np.nanargmin(cuts)))
    assert len(cheapest) > 3  # “another one in each trial”
    assert "cheapest cut, mRS 0–2" in price_views.price_of_cuts("interact2", 1.5).reading
    good = power_views.control_of("mr_clean").cumsum()[:-1]
    _, cuts = price_views.totals_at_cuts("mr_clean", 1.5)
    assert np.abs(good - 0.5).argmin() in np.argsort(cuts)[:2]  # “nearly balanced”


def test_prognosis_is_worth_about_nine_points_at_a_weight_of_3_and_none_at_1() -> None:
    plain, within = price_views.two_powers(3, 1.5, 150, 8_000, seed=1)
    assert within - plain == pytest.approx(0.09, abs=0.02)
    plain, within = price_views.two_powers(1, 1.5, 150, 8_000, seed=1)
    assert within == pytest.approx(plain, abs=0.015)
    assert price_views.what_adjustment_does(3, 1.5, 150, 4_000, sample_size.SEED) == "raises"


def test_the_winners_curse_is_as_told() -> None:
    for seed in range(1, 4):
        found = small_trial_views.noticed(1.5, (39, 15), seed)
        assert np.median(found.ratios) == pytest.approx(1.5, abs=0.08)  # “all together are right”
        assert found.ratios[found.better].min() > 2.8  # “about 2.9”; “every one overstates”
        assert found.worse.any()  # “now and then the wrong way round”
    large = small_trial_views.noticed(1.5, (390, 150), 1)
    assert large.median < 1.7
    small = [small_trial_views.noticed(odds, (39, 15), 1).median for odds in (1.2, 1.5)]
    assert min(small) > 3  # “a small trial can only be significant with a big estimate”


def test_an_odds_ratio_of_3_1_in_54_and_of_1_2_in_4000_both_have_p_of_about_0_04() -> None:
    small = np.asarray(small_trial_views.simulated(3.1, (39, 15), 2_000, 1).standard_error)
    large = np.asarray(small_trial_views.simulated(1.12, (2_000, 2_000), 50, 1).standard_error)
    assert np.log(3.1) / np.median(small) == pytest.approx(2.054, abs=0.12)
    assert np.log(1.12) / np.median(large) == pytest.approx(2.054, abs=0.12)


def test_power_after_the_fact_lies_on_one_line_whatever_the_size() -> None:
    for size in ((39, 15), (390, 150)):
        found = small_trial_views.simulated(1.5, size, 200, 1)
        again = evidence.observed_power(np.asarray(found.p_value))
        assert small_trial_views.power_after(found) == pytest.approx(again, abs=1e-6)
    assert small_trial_views.power_at_same_p(0.732) == "same"


def test_the_size_of_starting2_lost_power_from_40_20_to_39_15() -> None:
    before = small_trial_views.planned_power(2, (40, 20))
    assert (round(100 * before), round(100 * power_of_54(2))) == (29, 24)
    equal = float(np.asarray(design.detectable_odds_ratio(ARM, participants=(27, 27))))
    assert equal < sample_size.detectable_with_54("mr_clean")
