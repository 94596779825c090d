"""What printed numbers can stand for, against R and against listing every arm."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.estimate import wilcoxon
from course_lib.evidence import (
    PrintedCount,
    PrintedMedian,
    PrintedOddsRatio,
    PrintedP,
    PrintedPercentage,
)
from course_lib.evidence.arm_counts import ArmCounts
from course_lib.evidence.printed import as_printed
from course_lib.evidence.printed_tests import TESTS
from course_lib.scale import MRS, OrdinalScale
from course_lib.trial import OutcomeTable

SHORT = OrdinalScale("short scale", ("0", "1", "2", "3"), ("a", "b", "c", "d"))
MR_CLEAN = OutcomeTable.from_counts(
    treatment=[6, 21, 49, 43, 52, 13, 49], control=[1, 15, 35, 44, 81, 32, 59]
)


def every(arm: ArmCounts) -> Any:
    return arm.at(np.arange(arm.number))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("0.732", (0.7315, 0.732, 0.7325), (0.7314, 0.7326)),
        ("0.73", (0.725, 0.735), (0.724, 0.736)),
        ("33", (32.5, 33.5), (32.4, 33.6)),
        ("<0.001", (0, 0.0009), (0.0011,)),
        ("≥0.99", (0.99, 1), (0.98,)),
    ],
)
def test_a_printed_number_stands_for_all_that_round_to_it(
    text: str, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    allowed = as_printed(text)
    assert all(allowed.lower - 1e-12 <= value <= allowed.upper + 1e-12 for value in inside)
    assert not any(allowed.lower <= value <= allowed.upper for value in outside)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 2))
def test_a_percentage_leaves_exactly_the_counts_that_print_it(
    participants: int, events: int, decimals: int
) -> None:
    text = f"{100 * min(events, participants) / participants:.{decimals}f}"
    arm = PrintedPercentage(text, "control", cut=2).narrow(
        ArmCounts.anywhere(participants, levels=7), MRS
    )
    low, high = arm.up_to_level[:, 2]
    half = 0.5 * 10.0**-decimals + 1e-9
    fits = [k for k in range(participants + 1) if abs(100 * k / participants - float(text)) <= half]
    assert (low, high) == (fits[0], fits[-1])


def test_a_share_beyond_a_cut_is_the_rest_of_the_arm() -> None:
    free = ArmCounts.anywhere(39, levels=7)
    beyond = PrintedPercentage("66.7", "treatment", beyond=2).narrow(free, MRS)
    cut = PrintedPercentage("33.3", "treatment", cut=2).narrow(free, MRS)
    assert beyond.up_to_level[:, 2].tolist() == cut.up_to_level[:, 2].tolist() == [13, 13]


def test_a_percentage_that_no_count_gives_leaves_nothing() -> None:
    free = ArmCounts.anywhere(15, levels=7)
    assert PrintedPercentage("26.7", "control", cut=2).narrow(free, MRS).number > 0
    assert PrintedPercentage("27.7", "control", cut=2).narrow(free, MRS).number == 0
    assert PrintedPercentage("150", "control", cut=2).narrow(free, MRS).number == 0


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_no_arm_is_ruled_out_whose_program_prints_these_quartiles(levels: list[int]) -> None:
    counts, ends = tuple(np.bincount(levels, minlength=4).tolist()), [0.25, 0.5, 0.75]
    for definition in ("inverted_cdf", "averaged_inverted_cdf", "weibull", "linear", "hazen"):
        values = np.quantile(levels, ends, method=definition)  # type: ignore[call-overload]
        interpolates = definition in ("weibull", "linear", "hazen")
        if interpolates and not set(values.tolist()) <= set(map(float, levels)):
            continue
        if (values == np.round(values)).all():
            lower, median, upper = (str(int(value)) for value in values)
            printed = PrintedMedian(median, "treatment", quartiles=(lower, upper))
            arms = every(printed.narrow(ArmCounts.anywhere(len(levels), levels=4), SHORT))
            assert counts in set(map(tuple, arms.tolist())), definition


@given(st.integers(1, 7), st.tuples(*[st.integers(0, 3)] * 3).map(sorted))
def test_the_arms_left_open_are_those_whose_quartiles_fit_by_definition(
    participants: int, printed: list[int]
) -> None:
    def fits(arm: Any) -> bool:
        better = np.concatenate([[0], np.cumsum(arm)]) / participants
        pairs = zip((0.25, 0.5, 0.75), printed, strict=True)
        return all(better[level + 1] >= share and better[level] <= share for share, level in pairs)

    free = every(ArmCounts.anywhere(participants, levels=4))
    lower, median, upper = map(str, printed)
    narrowed = PrintedMedian(median, "control", quartiles=(lower, upper)).narrow(
        ArmCounts.anywhere(participants, levels=4), SHORT
    )
    assert every(narrowed).tolist() == [arm.tolist() for arm in free if fits(arm)]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_a_median_between_two_levels_is_found_again(levels: list[int]) -> None:
    median = float(np.median(levels))
    if median != round(median):
        printed = PrintedMedian(f"{median:.1f}", "treatment")
        arms = every(printed.narrow(ArmCounts.anywhere(len(levels), levels=4), SHORT))
        assert tuple(np.bincount(levels, minlength=4).tolist()) in set(map(tuple, arms.tolist()))


def test_an_odd_arm_has_no_median_between_two_levels() -> None:
    odd = ArmCounts.anywhere(15, levels=7)
    assert PrintedMedian("3.5", "control").narrow(odd, MRS).number == 0


def test_for_odd_arms_the_median_is_exact() -> None:
    arms = every(PrintedMedian("2", "treatment").narrow(ArmCounts.anywhere(7, levels=4), SHORT))
    medians = [np.median(np.repeat(np.arange(4), arm)) for arm in arms]
    assert set(medians) == {2.0}


def test_every_named_test_gives_rs_p(in_r: Any) -> None:
    for case in in_r["own"]["tests"]:
        one = OutcomeTable.from_counts(treatment=case["treatment"], control=case["control"])
        stack = OutcomeTable(np.stack([one.counts, one.swap().counts]))
        for name in ("wilcoxon", "wilcoxon_corrected", "chi_squared"):
            np.testing.assert_allclose(TESTS[name](stack), case[name], rtol=1e-9, err_msg=name)
        cut = stack.collapse(cut=2)
        np.testing.assert_allclose(TESTS["chi_squared"](cut), case["chi_squared_cut_2"], rtol=1e-9)
        np.testing.assert_allclose(TESTS["fisher"](cut), case["fisher_cut_2"], rtol=1e-9)


def test_the_exact_test_is_the_one_of_the_estimate_layer() -> None:
    table = OutcomeTable.from_counts(treatment=[3, 1, 0, 0, 0, 0, 0], control=[0, 1, 2, 1, 0, 0, 0])
    stack = OutcomeTable(table.counts[None])
    p_value = float(np.asarray(wilcoxon(table, exact=True).p_value))
    assert TESTS["wilcoxon_exact"](stack) == pytest.approx(p_value)
    assert PrintedP(f"{p_value:.3f}", test="wilcoxon_exact").agrees(stack).all()


def test_a_table_agrees_with_its_own_p_and_odds_ratio_and_not_with_others() -> None:
    # MR CLEAN's unadjusted common odds ratio as published: 1.66 (1.21-2.28)
    stack = OutcomeTable(np.stack([MR_CLEAN.counts, MR_CLEAN.swap().counts]))
    published = PrintedOddsRatio("1.66", interval=("1.21", "2.28"))
    assert published.agrees(stack).tolist() == [True, False]
    assert PrintedP("0.002").agrees(stack).tolist() == [True, True]
    assert PrintedP("0.003").agrees(stack).tolist() == [False, False]
    for test in ("wald", "score", "likelihood_ratio"):
        assert PrintedP("0.002", test=test).agrees(stack).all()
    assert PrintedP("<0.001", test="fisher", cut=2).agrees(stack).all()


def test_a_test_of_ones_own_can_be_named() -> None:
    def always_half(table: OutcomeTable) -> Any:
        return np.full(table.stack_shape, 0.5)

    printed = PrintedP("0.50", test=always_half)
    assert printed.agrees(OutcomeTable(MR_CLEAN.counts[None])).all()
    assert str(printed) == "p 0.50 by always_half"


def test_a_table_without_information_agrees_with_no_p() -> None:
    same = OutcomeTable.from_counts(
        treatment=[[5, 0, 0, 0, 0, 0, 0]], control=[[3, 0, 0, 0, 0, 0, 0]]
    )
    for test in ("wilcoxon", "wilcoxon_corrected", "chi_squared"):
        assert not PrintedP("≤1", test=test).agrees(same).any()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: PrintedP(0.73), "in quotes, like"),  # type: ignore[arg-type]
        (lambda: PrintedP("n.s."), "'n.s.' is not a printed number"),
        (lambda: PrintedP("nan"), "is not a printed number"),
        (lambda: PrintedP("0.7", test="t"), "test must be one of wilcoxon"),
        (lambda: PrintedP("0.7", test="fisher"), "Fisher's test needs a cut"),
        (lambda: PrintedOddsRatio("big"), "is not a printed number"),
        (lambda: PrintedOddsRatio("1.5", method="exact"), "method must be one of wald, profile"),
        (lambda: PrintedPercentage("33.3", "placebo", cut=2), "arm must be one of treatment"),
        (lambda: PrintedPercentage("33.3", "control"), "exactly one of cut, beyond and level"),
        (lambda: PrintedCount(3, "control"), "exactly one of cut and level"),
        (lambda: PrintedCount(-1, "control", level=6), "counts must not be negative; one is -1"),
        (lambda: PrintedMedian("3", "both"), "arm must be one of treatment, control"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_a_sentence(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
