"""Adjusted p-values: R's, the inequalities between methods, and what they promise."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib.evidence import adjust
from course_lib.evidence.adjust import METHODS, Method

IN_R = {"BH": "benjamini-hochberg", "BY": "benjamini-yekutieli"}
FAMILIES = st.integers(1, 7).flatmap(
    lambda size: arrays(np.float64, (3, size), elements=st.floats(0, 1, allow_subnormal=False))
)


def test_every_method_agrees_with_p_adjust_of_r(in_r: Any) -> None:
    for case in in_r["p_adjust"] + in_r["own"]["adjusted"]:
        for name, expected in case.items():
            if name != "p":
                mine = adjust(case["p"], method=IN_R.get(name, name))  # type: ignore[arg-type]
                np.testing.assert_allclose(mine, expected, rtol=1e-13, atol=1e-15, err_msg=name)


def test_holm_makes_the_legs_p_of_starting_2_insignificant() -> None:
    # Published p of the five motor outcomes; .115 is five times .023
    legs = adjust([0.023, 0.090, 0.741, 0.292, 0.763], method="holm")
    assert legs[0] == pytest.approx(0.115)
    # with the primary outcome in the family: 6 x .023 = .138
    six = adjust([0.732, 0.023, 0.090, 0.741, 0.292, 0.763], method="holm")
    assert six[1] == pytest.approx(0.138)


@given(FAMILIES)
def test_an_adjusted_p_is_never_below_p_nor_above_one(p_values: Any) -> None:
    for method in get_args(Method):
        adjusted = adjust(p_values, method=method)
        assert (adjusted >= p_values * (1 - 1e-12)).all()
        assert (adjusted <= 1).all()


@given(FAMILIES)
def test_adjusting_keeps_the_order(p_values: Any) -> None:
    order = p_values.argsort(axis=-1)
    for method in get_args(Method):
        adjusted = adjust(p_values, method=method)
        assert (np.diff(np.take_along_axis(adjusted, order, axis=-1)) >= -1e-15).all()


@given(FAMILIES)
def test_each_method_is_at_least_as_strict_as_the_next(p_values: Any) -> None:
    chain: list[Method] = ["bonferroni", "holm", "hochberg", "hommel", "benjamini-hochberg", "none"]
    for stricter, milder in pairwise(chain):
        gap = adjust(p_values, method=stricter) - adjust(p_values, method=milder)
        assert (gap >= -1e-12).all(), (stricter, milder)


@given(FAMILIES)
def test_a_stack_equals_the_loop_over_its_families(p_values: Any) -> None:
    for method in get_args(Method):
        loop = [adjust(family, method=method) for family in p_values]
        np.testing.assert_array_equal(adjust(p_values, method=method), loop)


@given(arrays(np.float64, 5, elements=st.floats(0, 1, allow_subnormal=False)))
def test_hommel_is_simes_test_closed_over_all_subsets(p_values: Any) -> None:
    def simes(subset: tuple[int, ...]) -> float:
        ordered = np.sort(p_values[list(subset)])
        return float((len(subset) * ordered / np.arange(1, len(subset) + 1)).min())

    subsets = [s for size in range(1, 6) for s in combinations(range(5), size)]
    closed = [max(simes(s) for s in subsets if one in s) for one in range(5)]
    np.testing.assert_allclose(adjust(p_values, method="hommel"), closed, rtol=1e-12)


def test_the_input_is_left_alone() -> None:
    p_values = np.array([0.04, 0.01])
    adjust(p_values, method="none")[0] = 9
    assert p_values.tolist() == [0.04, 0.01]


def test_the_names_offered_are_the_names_known() -> None:
    assert get_args(Method) == tuple(METHODS)


@pytest.mark.parametrize(
    ("p_values", "method", "words"),
    [
        ([0.1, np.nan], "holm", "p-value 2 is missing"),
        ([0.1, 1.2], "holm", "between 0 and 1; not 1.2"),
        ([-0.1], "holm", "between 0 and 1; not -0.1"),
        ([], "holm", "at least one p-value"),
        (0.3, "holm", "a family of p-values is a list"),
        ([0.1], "sidak", "method must be one of none, bonferroni"),
    ],
)
def test_what_is_no_family_is_refused_in_a_sentence(p_values: Any, method: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        adjust(p_values, method=method)
