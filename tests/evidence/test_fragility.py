"""Fisher's exact p and the fragility index, against R."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.evidence import fisher_p_value, fragility_index

ARMS = st.tuples(st.integers(1, 60), st.integers(1, 60)).flatmap(
    lambda sizes: st.tuples(
        st.tuples(st.integers(0, sizes[0]), st.integers(0, sizes[1])), st.just(sizes)
    )
)


def test_fishers_p_is_rs(in_r: Any) -> None:
    for case in in_r["own"]["fisher"]:
        mine = fisher_p_value((case["e1"], case["e2"]), (case["n1"], case["n2"]))
        assert mine == pytest.approx(case["p"], rel=1e-8), case


def test_the_index_is_rs_by_the_arm_with_the_lower_rate(in_r: Any) -> None:
    for case in in_r["fragility"]:
        mine = fragility_index((case["e1"], case["e2"]), (case["n1"], case["n2"]))
        expected = case["lower_rate_arm"]
        assert mine.index == expected["fi"]
        assert mine.arm == ("treatment", "control")[expected["arm_modified"] - 1]
        assert mine.p_value == pytest.approx(case["p_original"], rel=1e-9)
        assert mine.p_after == pytest.approx(expected["p_final"], rel=1e-9)
        assert mine.events == (expected["e1_final"], expected["e2_final"])
        assert mine.quotient == pytest.approx(expected["fragility_quotient"])


def test_the_arm_with_fewer_events_is_the_wrong_one_where_the_arms_differ_in_size() -> None:
    # 10/39 against 9/15, p .027: the control arm has fewer events but the higher rate
    mine = fragility_index((10, 9), (39, 15))
    assert (mine.index, mine.arm) == (1, "treatment")
    assert mine.p_value == pytest.approx(0.0269, abs=5e-4)
    by_fewer_events = [fisher_p_value((10, 9 + added), (39, 15)) for added in range(7)]
    assert max(by_fewer_events[1:]) < 0.05


def test_a_result_that_is_not_significant_has_nothing_to_lose() -> None:
    # STARTING-2: no gain on the mRS in 13 of 39 and 4 of 15
    mine = fragility_index((13, 4), (39, 15))
    assert mine.index == 0
    assert mine.p_value == mine.p_after
    assert "not significant as it is" in str(mine)


@given(ARMS)
def test_swapping_the_arms_or_the_outcome_leaves_p_alone(case: Any) -> None:
    (one, other), (first, second) = case
    p_value = fisher_p_value((one, other), (first, second))
    assert 0 < p_value <= 1
    assert fisher_p_value((other, one), (second, first)) == pytest.approx(p_value)
    assert fisher_p_value((first - one, second - other), (first, second)) == pytest.approx(p_value)


@given(ARMS)
def test_the_index_is_the_smallest_change_that_reaches_alpha(case: Any) -> None:
    events, sizes = case
    mine = fragility_index(events, sizes)
    assert mine.p_after >= 0.05
    if mine.index > 1:
        changed = list(mine.events)
        changed[("treatment", "control").index(mine.arm)] -= 1
        assert fisher_p_value(changed, sizes) < 0.05


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (((40, 1), (39, 15)), "the treatment arm has 40 events but only 39 participants"),
        (((1, 0), (39, 0)), "the control arm has no participants"),
        (((1.5, 1), (39, 15)), "whole numbers of participants"),
        (((-1, 1), (39, 15)), "must not be negative"),
        (((1, 1, 1), (39, 15)), "are pairs"),
    ],
)
def test_impossible_events_are_refused_in_a_sentence(arguments: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        fragility_index(*arguments)


def test_alpha_outside_0_to_1_is_refused() -> None:
    with pytest.raises(ValueError, match="alpha must lie between 0 and 1"):
        fragility_index((1, 9), (50, 50), alpha=5)
