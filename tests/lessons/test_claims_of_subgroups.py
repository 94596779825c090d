"""What lesson 08 says in words, held against its own explorers and data."""

import numpy as np
import pytest

from course_lib import evidence, published
from course_lib.lessons import (
    claim_views,
    interaction_views,
    measure_views,
    shuffle_views,
    subgroup_views,
    subgroups,
)
from tests.lessons.notebook_text import data


def only_one(p_values: np.ndarray) -> np.ndarray:
    return np.asarray((p_values < 0.05).sum(axis=1) == 1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_one_effect_exactly_one_half_is_significant_in_every_second_trial(seed: int) -> None:
    p_values, interaction = interaction_views.simulated_halves(0.8, 50, 10_000, seed)
    assert 0.48 < only_one(p_values).mean() < 0.52  # “they are half of all trials”
    assert 0.49 < (p_values < 0.05).mean() < 0.53  # “about 50% power in each”
    assert 0.04 < (interaction < 0.05).mean() < 0.06  # “about 5 of 100 trials, as promised”
    assert interaction_views.exactly_one(0.8, 50) == pytest.approx(
        100 * only_one(p_values).mean(), abs=2
    )


def test_the_trials_of_the_explorer_have_the_power_that_they_are_said_to_have() -> None:
    p_values = interaction_views.simulated_halves(0.8, 90, 10_000, 4)[0]
    power = interaction_views.main_power(0.9)  # A has nine tenths of the participants
    assert (p_values[:, 0] < 0.05).mean() == pytest.approx(power, abs=0.02)


def test_the_larger_subgroup_wins_more_often() -> None:
    table = interaction_views.halves(0.8, 80, 1).table
    assert table is not None
    only_a, only_b = table.iloc[1:3, 0]
    assert only_a > 3 * only_b


def test_what_lesson_08_says_of_interactions_is_so() -> None:
    def power(size: float, share: int) -> float:
        return interaction_views.interaction_power(size, share)

    assert power(2, 50) == pytest.approx(0.8, abs=1e-6)  # “as easily as its overall effect”
    assert power(1, 50) == pytest.approx(interaction_views.main_power(0.25), abs=1e-9)
    assert evidence.interaction_participants(relative_size=1) == pytest.approx(4)
    assert evidence.interaction_participants(relative_size=0.5) == pytest.approx(16)
    assert power(1, 20) < power(1, 50) > power(1, 80)  # “unequal subgroups make it worse”
    assert "2.00 times the overall one in A and 0.00 times in B" in (
        interaction_views.finding(2, 50).reading
    )


def test_what_the_options_say_of_the_seven_days_is_so() -> None:
    groups, real = shuffle_views.days()
    order = [groups.labels[place] for place in np.argsort(-real)]
    whole = 1000 * float(subgroup_views.everyone().value)
    day = dict(zip(groups.labels, real.tolist(), strict=True))
    assert order[:2] == ["Saturday", "Thursday"]  # “the second highest estimate”
    assert order[-1] == "Wednesday"  # “the day with the lowest estimate”
    assert day["Monday"] < 0
    assert abs(day["Tuesday"] - whole) < 1  # “close to that of the whole trial”
    assert day["Friday"] > whole > day["Sunday"]
    assert shuffle_views.best_day() == "saturday"
    options = [option["key"] for option in data("subgroups")["prediction"][2]["option"]]
    assert options == [name.lower() for name in groups.labels]


@pytest.mark.parametrize("seed", [subgroups.SEED, 21, 22])
def test_what_lesson_08_says_of_shuffled_weeks_is_so(seed: int) -> None:
    effects, p_values = shuffle_views.shuffled_days(5_000, seed)
    assert 0.45 < (p_values < 0.05).any(axis=1).mean() < 0.55  # “in about half … some day”
    assert 0.93 < (effects < 0).any(axis=1).mean() < 0.95  # “in 94 of 100”
    as_wide = shuffle_views.as_wide_by_chance(5_000, seed)
    assert 25 < as_wide < 35  # no “far apart”: chance does it in three of ten
    whole = 1000 * float(subgroup_views.everyone().value)
    assert effects.mean() == pytest.approx(whole, abs=0.5)  # shuffling keeps the overall effect


def test_the_shuffle_that_is_shown_is_the_one_that_the_prediction_is_held_against() -> None:
    explorer = subgroups.shuffled()
    assert explorer.prediction is not None
    explorer.set(**explorer.prediction.target)
    share = shuffle_views.as_wide_by_chance(5_000, subgroups.SEED)
    assert f"further in {50 * share:,.0f} of them" in explorer.current.reading
    table = explorer.current.table
    assert table is not None
    assert table.iloc[0, 1] == pytest.approx(share, abs=0.05)


def test_the_two_p_values_of_the_days_are_both_far_from_small() -> None:
    assert subgroup_views.interaction_p("day", "difference") == pytest.approx(0.44, abs=0.005)
    assert shuffle_views.as_wide_by_chance(5_000, subgroups.SEED) > 20


def test_what_lesson_08_says_of_the_alert_is_so() -> None:
    view = subgroup_views.grouped("alert")
    assert view.table is not None
    assert view.table["p"].round(2).tolist() == [0.04, 0.74, 0.07]
    assert "differ by 20.1 per 1000 (95% CI -4.4 to 44.7)" in view.reading
    found = [subgroup_views.interaction_p("alert", name) for name in subgroup_views.MEASURES]
    assert np.round(found, 2).tolist() == [0.11, 0.44, 0.32]
    shares = measure_views.control_shares()
    assert shares[0] > 3 * shares[1] > 9 * shares[2]  # “of the drowsy far fewer do well”


def test_small_p_values_inside_subgroups_and_none_between_them() -> None:
    small = 0
    for by in ("age", "consciousness", "alert", "syndrome"):
        table = subgroup_views.grouped(by).table
        assert table is not None
        small += bool((table["p"].iloc[:-1] < 0.05).any())
        assert subgroup_views.interaction_p(by, "difference") > 0.05
    assert small == 3  # “in three of them some subgroup has p below 0.05”


def test_an_effect_is_constant_on_the_one_measure_on_which_it_was_made_so() -> None:
    for same in measure_views.SAME:
        for shown in measure_views.SAME:
            reading = measure_views.one_measure(same, shown, 10).reading
            assert ("does not differ" in reading) == (same == shown)


def test_what_is_shown_at_the_start_does_not_hold_the_gain_of_the_drowsy() -> None:
    start = subgroups.one_measure().current.text()
    assert f"{measure_views.drowsy_gain(10):.1f}" not in start
    assert "risk difference" not in start


def test_what_the_claims_are_said_to_answer_is_so() -> None:
    views = {words: claim_views.claim(**answers) for words, answers in claim_views.CLAIMS.items()}
    cells = views["Cells in poor predicted recovery (STARTING-2)"]
    assert cells.reading.startswith("Yes to 0 of 5, no to 0, not known: 5.")
    for by in ("day", "alert"):  # “hard to put down to chance”: not for either
        for measure in subgroup_views.MEASURES:
            assert subgroup_views.interaction_p(by, measure) > 0.1
    few = len(published.IST_GROUPINGS)
    assert few > 5  # “one of only a few”: not in this lesson


def test_the_marked_paragraph_is_right_where_it_is_called_fair() -> None:
    paragraph = data("subgroups")["marking"][0]["phrase"]
    fair = [phrase["text"] for phrase in paragraph if "fault" not in phrase]
    assert len(fair) == 4
    reading = subgroup_views.whole().reading
    assert "12.5 more of 1000" in reading
    assert "(95% CI -1.1 to 26.1)" in reading
    week = subgroup_views.grouped("day").reading
    assert "p is below 0.05 in 1 of 7 subgroups. Test of interaction: p = 0.440." in week


def test_the_licence_notice_stands_under_every_picture_of_the_stroke_trial() -> None:
    for make in (subgroups.by_day, subgroups.shuffled, subgroups.by_state, subgroups.one_measure):
        assert subgroups.licence()[:60] in make().current.source
        assert "ODC-By 1.0" in make().current.source
