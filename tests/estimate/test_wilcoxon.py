"""The Wilcoxon–Mann–Whitney test, with normal and with exact p-values."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import comb, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from course_lib import estimate
from course_lib.trial import OutcomeTable
from tests.reference import table, values

CASES = {case["id"]: case for case in values("tables")["tables"]}
EXACT = values("exact")


@st.composite
def tables(draw: st.DrawFn, most: int = 40) -> OutcomeTable:
    """A table of two to seven levels, with at least one participant in each arm."""
    levels = draw(st.integers(2, 7))
    arm = st.lists(st.integers(0, most), min_size=levels, max_size=levels).filter(any)
    return table({"treatment": draw(arm), "control": draw(arm)})


@pytest.mark.parametrize("name", CASES)
def test_statistic_and_p_value_are_those_of_r(name: str) -> None:
    # R 4.2.2, in tests/reference/tables.json; there z is above 0 where treatment does worse.
    expected, result = CASES[name]["superiority"], estimate.wilcoxon(table(CASES[name]))
    if expected["wilcoxon_z"] is None:
        assert np.isnan([result.statistic, result.p_value]).all()
        assert "no information" in str(result)
        return
    assert result.statistic == pytest.approx(-expected["wilcoxon_z"], rel=1e-12, abs=1e-12)
    assert result.p_value == pytest.approx(expected["wilcoxon_p"], rel=1e-12)


@settings(deadline=None)
@given(tables())
def test_swapping_the_arms_turns_z_and_keeps_p(outcomes: OutcomeTable) -> None:
    here, there = estimate.wilcoxon(outcomes), estimate.wilcoxon(outcomes.swap())
    np.testing.assert_allclose(here.statistic, -np.asarray(there.statistic), rtol=1e-12)
    np.testing.assert_allclose(here.p_value, there.p_value, rtol=1e-12)


@settings(deadline=None)
@given(tables())
def test_z_is_the_score_test_of_proportional_odds(outcomes: OutcomeTable) -> None:
    # McCullagh, J R Stat Soc B 1980;42:109-142: the same score, its variance with N for N - 1.
    participants = int(outcomes.participants.sum())
    here = estimate.wilcoxon(outcomes)
    score = estimate.common_odds_ratio(outcomes, method="score")
    if np.isnan(here.statistic):
        assert np.isnan(score.p_value)
        return
    z = abs(float(here.statistic)) * (participants / (participants - 1)) ** 0.5
    assert score.p_value == pytest.approx(2 * ndtr(-z), rel=1e-9, abs=1e-14)


def test_a_stack_is_tested_table_by_table() -> None:
    counts = np.random.default_rng(5).integers(0, 9, size=(3, 4, 2, 7))
    counts[0, 0] = [[4, 0, 0, 0, 0, 0, 0], [3, 0, 0, 0, 0, 0, 0]]
    stack = OutcomeTable(counts)
    result = estimate.wilcoxon(stack)
    one_by_one = [[estimate.wilcoxon(one) for one in row] for row in stack]
    for field in ("statistic", "p_value"):
        looped = [[getattr(one, field) for one in row] for row in one_by_one]
        np.testing.assert_array_equal(getattr(result, field), looped)
    assert str(result) == "Wilcoxon–Mann–Whitney, 12 tables"
    assert result.note == "no information in 1 of 12 tables"


@pytest.mark.parametrize("exact", [False, True])
def test_an_empty_stack_gives_an_empty_result(*, exact: bool) -> None:
    result = estimate.wilcoxon(OutcomeTable(np.zeros((0, 2, 7), dtype=int)), exact=exact)
    assert np.shape(result.p_value) == (0,)


def test_the_result_reads_as_in_a_paper() -> None:
    assert str(estimate.wilcoxon(table(CASES["s39v15_mod"]))) == (
        "Wilcoxon–Mann–Whitney z = 2.10, p = 0.035"
    )


@pytest.mark.parametrize("name", EXACT["integer_arithmetic"])
def test_exact_p_value_is_that_of_integer_arithmetic(name: str) -> None:
    result = estimate.wilcoxon(table(CASES[name]), exact=True)
    assert result.p_value == pytest.approx(EXACT["integer_arithmetic"][name], rel=1e-12, abs=0)
    assert result.statistic == estimate.wilcoxon(table(CASES[name])).statistic


@pytest.mark.parametrize("case", EXACT["coin"], ids=lambda case: f"{len(case['control'])} levels")
def test_exact_p_value_is_that_of_coin(case: dict[str, list[int]]) -> None:
    result = estimate.wilcoxon(table(case), exact=True)
    assert result.p_value == pytest.approx(case["p"], rel=1e-10)


def _surplus(treated: tuple[int, ...], pooled: list[int]) -> int:
    control = [both - one for both, one in zip(pooled, treated, strict=True)]
    return sum(
        one * (sum(control[level + 1 :]) - sum(control[:level]))
        for level, one in enumerate(treated)
    )


def _allocations(pooled: list[int], treated: int) -> Iterator[tuple[int, ...]]:
    every = product(*(range(both + 1) for both in pooled))
    return (one for one in every if sum(one) == treated)


def _by_counting(outcomes: OutcomeTable) -> Fraction:
    """The definition: the share of all allocations at least as far from 0 as the one observed."""
    treatment, control = outcomes.counts.tolist()
    pooled = [one + other for one, other in zip(treatment, control, strict=True)]
    observed, extreme = abs(_surplus(tuple(treatment), pooled)), 0
    for one in _allocations(pooled, sum(treatment)):
        if abs(_surplus(one, pooled)) >= observed:
            extreme += prod(comb(both, k) for both, k in zip(pooled, one, strict=True))
    return Fraction(extreme, comb(sum(pooled), sum(treatment)))


@settings(deadline=None)
@given(tables(most=2))
def test_exact_p_value_is_the_share_of_allocations_counted_one_by_one(
    outcomes: OutcomeTable,
) -> None:
    result = estimate.wilcoxon(outcomes, exact=True)
    if np.isnan(result.statistic):
        assert np.isnan(result.p_value)
    else:
        assert result.p_value == pytest.approx(float(_by_counting(outcomes)), rel=1e-13, abs=0)


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_on_two_levels_it_is_the_hypergeometric_tail_on_both_sides(counts: list[int]) -> None:
    a, b, c, d = counts[0] + 1, counts[1], counts[2], counts[3] + 1
    outcomes = table({"treatment": [a, b], "control": [c, d]})
    good, everyone = a + c, a + b + c + d
    ways = {k: comb(good, k) * comb(b + d, a + b - k) for k in range(min(good, a + b) + 1)}
    from_expected = {k: abs(k * everyone - good * (a + b)) for k in ways}
    extreme = sum(ways[k] for k in ways if from_expected[k] >= from_expected[a])
    expected = float(Fraction(extreme, comb(everyone, a + b)))
    result = estimate.wilcoxon(outcomes, exact=True)
    assert result.p_value == pytest.approx(expected, rel=1e-12, abs=0)


@settings(deadline=None)
@given(tables(most=15))
def test_neither_the_names_of_the_arms_nor_the_direction_change_exact_p(
    outcomes: OutcomeTable,
) -> None:
    mirrored = OutcomeTable(outcomes.counts[:, ::-1], outcomes.scale)
    expected = estimate.wilcoxon(outcomes, exact=True).p_value
    for other in (outcomes.swap(), mirrored):
        again = estimate.wilcoxon(other, exact=True).p_value
        np.testing.assert_allclose(again, expected, rtol=1e-12)


def test_an_exact_stack_equals_its_tables_where_margins_are_shared_and_where_not() -> None:
    rng = np.random.default_rng(8)
    people = np.repeat(np.arange(7), [3, 5, 6, 4, 5, 2, 1])
    shared = [np.bincount(rng.permutation(people)[:9], minlength=7) for _ in range(20)]
    pooled = np.bincount(people, minlength=7)
    counts = [np.stack([treated, pooled - treated]) for treated in shared]
    counts += [np.eye(7, dtype=int)[:2] * 3, np.array([[4, *[0] * 6], [3, *[0] * 6]])]
    stack = OutcomeTable(np.reshape(counts, (11, 2, 2, 7)))
    looped = [[estimate.wilcoxon(one, exact=True).p_value for one in row] for row in stack]
    np.testing.assert_allclose(estimate.wilcoxon(stack, exact=True).p_value, looped, rtol=1e-12)
    assert np.isnan(looped[-1][-1])
    assert looped[-1][0] == pytest.approx(0.1)  # 2 of the 20 ways to choose 3 of 6


def test_scores_that_agree_are_merged_without_loss() -> None:
    # Eleven levels of 20: coin 1.4.2 in exact.json; here the same table with its levels cut in
    # two neighbours that hold nobody, which must change nothing.
    case = EXACT["coin"][3]
    wider = {arm: np.repeat(case[arm], 2) * np.tile([1, 0], 11) for arm in ("treatment", "control")}
    assert estimate.wilcoxon(table(wider), exact=True).p_value == pytest.approx(
        case["p"], rel=1e-10
    )


@pytest.mark.parametrize("surplus", [20, 60, 140])
def test_what_is_passed_over_does_not_count_at_700_participants(surplus: int) -> None:
    # Levels of one size: the surplus is a sum of places, so all ways fit on a grid of the number
    # treated by that sum, and every one of them is added up.
    size, n, levels = 100, 350, 7
    place = np.arange(levels) - levels // 2
    ways = np.zeros((n + 1, 2 * size * int(np.abs(place).sum()) + 1))
    middle = ways.shape[1] // 2
    ways[0, middle] = 1.0
    for step in place.tolist():
        more = np.zeros_like(ways)
        for k in range(size + 1):
            more[k:] += comb(size, k) * np.roll(ways, step * k, axis=1)[: n + 1 - k]
        ways = more
    treated = np.full(levels, n // levels) + np.array([3, 2, 0, 0, 0, -2, -3]) * surplus // 20
    least = abs(int(treated @ place))
    sums = np.arange(ways.shape[1]) - middle
    expected = ways[n, np.abs(sums) >= least].sum() / ways[n].sum()
    outcomes = table({"treatment": treated.tolist(), "control": (size - treated).tolist()})
    p_value = estimate.wilcoxon(outcomes, exact=True).p_value
    assert p_value == pytest.approx(expected, rel=1e-12, abs=0)


def test_without_any_tie_it_is_the_distribution_of_the_rank_sum() -> None:
    # All of 8 treated before all of 8 controls: 2 of C(16, 8) = 12870 orders.
    best = {"treatment": [1] * 8 + [0] * 8, "control": [0] * 8 + [1] * 8}
    assert estimate.wilcoxon(table(best), exact=True).p_value == pytest.approx(2 / 12870, rel=1e-13)


# At 480 the normal approximation is so far off that what it lets be passed over must be counted.
@pytest.mark.parametrize("arm", [100, 140, 480])
def test_a_far_tail_keeps_its_digits(arm: int) -> None:
    apart = {"treatment": [arm // 2, arm // 2, 0, 0], "control": [0, 0, arm // 2, arm // 2]}
    expected = float(Fraction(2, comb(2 * arm, arm)))
    result = estimate.wilcoxon(table(apart), exact=True)
    assert result.p_value == pytest.approx(expected, rel=1e-12, abs=0)


def test_in_a_large_trial_exact_and_asymptotic_p_agree() -> None:
    large = table({"treatment": [60, 120, 150, 170], "control": [45, 100, 160, 195]})
    exact, normal = (estimate.wilcoxon(large, exact=way) for way in (True, False))
    assert 0.001 < float(normal.p_value) < 0.05
    assert exact.p_value == pytest.approx(normal.p_value, rel=0.01)


def test_a_table_too_large_is_refused_with_a_sentence() -> None:
    uneven = list(range(100, 122, 2))
    many = table({"treatment": uneven, "control": [size**2 // 90 for size in uneven]})
    with pytest.raises(ValueError, match=r"too many ways to allocate .* 1,000 participants on 7"):
        estimate.wilcoxon(many, exact=True)


def test_the_exact_result_says_that_it_is_exact() -> None:
    assert str(estimate.wilcoxon(table(CASES["s39v15_mod"]), exact=True)) == (
        "Exact Wilcoxon–Mann–Whitney z = 2.10, p = 0.036"
    )
