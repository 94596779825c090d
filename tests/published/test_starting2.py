"""STARTING-2: what is known, what is not, and what can be computed from what is printed."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from course_lib import published

STARTING2 = published.load("starting2")


def number(fact_id: str) -> float:
    value = STARTING2.fact(fact_id).value
    assert isinstance(value, int | float)
    return value


def test_the_adjusted_common_odds_ratio_is_the_conference_abstracts() -> None:
    # International Stroke Conference, Abstract 85.
    effect = STARTING2.effects[0]
    assert (effect.value, effect.lower, effect.upper, effect.p) == (0.65, 0.18, 2.44, 0.529)
    assert effect.adjusted_for == "age, sex and NIHSS"
    assert str(effect) == (
        "common odds ratio 0.65 (95% CI 0.18 to 2.44), p = 0.529, adjusted for age, sex and NIHSS"
    )


def test_the_primary_and_the_headline_secondary_p_values_are_the_journal_abstracts() -> None:
    # Chung et al. Neurology 2021;96:e1012, abstract: p = 0.732 and p = 0.023.
    assert STARTING2.effects[1].p == 0.732
    assert number("leg_p") == 0.023
    assert (number("analysed_treatment"), number("analysed_control")) == (39, 15)


def test_what_is_not_known_is_said_and_has_no_value() -> None:
    gaps = {fact.id: fact for fact in STARTING2.facts if not fact.known}
    assert set(gaps) == {
        "randomised",
        "flow",
        "allocation_method",
        "class_sentence",
        "harms_sought",
        "mrs_counts",
        "registered_secondaries",
    }
    assert str(gaps["mrs_counts"]).endswith("not known to us")
    assert all(fact.value is None for fact in gaps.values())


def test_a_known_fact_names_its_source() -> None:
    assert str(STARTING2.fact("planned_treatment")) == (
        "40 participants were planned for stem cells "
        "(seen in a primary source: protocol abstract, Trials 2013;14:317)"
    )


def test_leg_score_p_values_follow_from_means_and_standard_deviations() -> None:
    for variant, participants, equal in (
        ("welch_p_39_15", 39, False),
        ("welch_p_36_15", 36, False),
        ("student_p_39_15", 39, True),
    ):
        test = stats.ttest_ind_from_stats(
            number("leg_change_treatment"),
            number("leg_change_sd_treatment"),
            participants,
            number("leg_change_control"),
            number("leg_change_sd_control"),
            15,
            equal_var=equal,
        )
        assert test.pvalue == pytest.approx(number(f"leg_{variant}"), abs=0.0005)
    difference = number("leg_change_treatment") - number("leg_change_control")
    assert difference == pytest.approx(number("leg_difference"))


@pytest.mark.parametrize(
    ("fact_id", "table"),
    [
        ("lost_if_60_randomised", [[1, 39], [5, 15]]),
        ("men_p", [[17, 22], [10, 5]]),
        ("mrs_improved_p", [[26, 13], [11, 4]]),
    ],
)
def test_fisher_p_values_follow_from_the_printed_numbers(
    fact_id: str, table: list[list[int]]
) -> None:
    assert stats.fisher_exact(table).pvalue == pytest.approx(number(fact_id), abs=0.005)


def test_precision_and_detectable_effect_follow_from_the_interval() -> None:
    effect = STARTING2.effects[0]
    assert effect.lower is not None
    assert effect.upper is not None
    error = math.log(effect.upper / effect.lower) / (2 * stats.norm.ppf(0.975))
    assert error == pytest.approx(number("standard_error"), abs=0.0006)
    detectable = math.exp((stats.norm.ppf(0.975) + stats.norm.ppf(0.8)) * error)
    assert detectable == pytest.approx(number("detectable_odds_ratio"), abs=0.06)


def test_the_family_of_five_secondary_outcomes() -> None:
    five = [
        number(f"{name}_p") for name in ("leg", "side", "arm", "fugl_meyer_total", "ambulation")
    ]
    holm = 5 * min(five)
    assert holm == pytest.approx(number("secondary_holm_p"))
    any_of_five = 100 * (1 - 0.95**5)
    assert any_of_five == pytest.approx(number("any_of_five_nulls"), abs=0.05)


def test_percentages_and_means_fit_the_numbers_of_participants() -> None:
    for fact_id, count, participants in (
        ("men_treatment", 17, 39),
        ("men_control", 10, 15),
        ("mrs_no_gain_treatment", 13, 39),
        ("mrs_no_gain_control", 4, 15),
    ):
        percent = 100 * count / participants
        assert percent == pytest.approx(number(fact_id), abs=0.05)
    mean = (39 * number("age_mean_treatment") + 15 * number("age_mean_control")) / 54
    assert mean == pytest.approx(number("age_mean_all"), abs=0.05)
    assert mean < number("age_journal") - 4
