"""What must hold for every table, whatever its numbers: checked by Hypothesis."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib import estimate
from course_lib.estimate import proportional_odds as po
from course_lib.estimate.common_odds_ratio import Method
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable

MEASURES = [
    estimate.common_odds_ratio,
    estimate.win_probability,
    estimate.win_odds,
    estimate.generalised_odds_ratio,
]
METHODS = ["wald", "profile", "score"]


def scale(levels: int) -> OrdinalScale:
    codes = tuple(str(level) for level in range(levels))
    return OrdinalScale("scale", codes, codes)


@st.composite
def tables(draw: st.DrawFn, *, most: int = 40, levels: int | None = None) -> OutcomeTable:
    """Single tables of 2 to 8 levels, many of them sparse, separated or empty somewhere."""
    width = levels or draw(st.integers(2, 8))
    cell = st.integers(0, most) | st.just(0)
    counts = draw(arrays(np.int64, (2, width), elements=cell))
    counts[:, draw(st.integers(0, width - 1))] += 1
    return OutcomeTable(counts, scale(width))


@given(tables())
def test_swapping_the_arms_turns_every_ratio_over(table: OutcomeTable) -> None:
    for method in METHODS:
        here = estimate.common_odds_ratio(table, method=method)
        there = estimate.common_odds_ratio(table.swap(), method=method)
        low, high = there.confidence_interval()
        np.testing.assert_allclose(here.p_value, there.p_value, rtol=1e-7)
        with np.errstate(divide="ignore"):
            value, limits = np.log(here.value), np.log(here.confidence_interval())
            turned = -np.log([there.value, high, low])
        np.testing.assert_allclose([value, *limits], turned, rtol=1e-6, atol=1e-6)


@given(tables())
def test_swapping_the_arms_mirrors_the_win_probability(table: OutcomeTable) -> None:
    here, there = estimate.win_probability(table), estimate.win_probability(table.swap())
    assert here.value == pytest.approx(1 - there.value)
    low, high = there.confidence_interval()
    np.testing.assert_allclose(here.confidence_interval(), (1 - high, 1 - low), atol=1e-9)


@given(tables(), st.data())
def test_collapsing_to_two_levels_gives_the_odds_ratio_of_the_fourfold_table(
    table: OutcomeTable, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(table.scale) - 2))
    (a, b), (c, d) = table.collapse(cut=cut).counts.tolist()
    result = estimate.odds_ratio(table, cut=cut)
    if a * b * c * d:
        assert result.value == pytest.approx(a * d / (b * c))
        woolf = np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
        assert result.standard_error == pytest.approx(woolf, rel=1e-8)
    elif (a + c) * (b + d) == 0:
        assert np.isnan(result.value)
    else:
        assert result.value in (0, np.inf)


@given(tables())
def test_the_estimate_is_infinite_exactly_when_no_pair_goes_the_other_way(
    table: OutcomeTable,
) -> None:
    share, value = estimate.pairs(table), estimate.common_odds_ratio(table).value
    if share.ties == 1:
        assert np.isnan(value)
    elif share.losses == 0:
        assert value == np.inf
    elif share.wins == 0:
        assert value == 0
    else:
        assert 0 < value < np.inf


@given(tables())
def test_an_interval_holds_its_estimate_and_its_p_value_agrees_with_it(table: OutcomeTable) -> None:
    for method in METHODS:
        result = estimate.common_odds_ratio(table, method=method)
        if not 0 < result.value < np.inf:
            continue
        lower, upper = result.confidence_interval()
        assert lower < result.value < upper
        if abs(result.p_value - 0.05) > 1e-6:
            assert (result.p_value < 0.05) == (lower > 1 or upper < 1)


@given(st.integers(2, 6).flatmap(lambda k: st.lists(tables(levels=k), min_size=2, max_size=6)))
def test_a_stack_equals_the_loop_over_its_tables(singles: list[OutcomeTable]) -> None:
    stack = OutcomeTable(np.stack([one.counts for one in singles]), singles[0].scale)
    for measure in MEASURES:
        together, apart = measure(stack), [measure(one) for one in singles]
        for name in ("value", "standard_error", "p_value"):
            expected = [getattr(one, name) for one in apart]
            np.testing.assert_allclose(getattr(together, name), expected, rtol=1e-9)
        limits = [one.confidence_interval() for one in apart]
        np.testing.assert_allclose(together.confidence_interval(), np.transpose(limits), rtol=1e-9)


@given(tables())
def test_an_empty_level_changes_nothing(table: OutcomeTable) -> None:
    counts = np.insert(table.counts, 1, 0, axis=-1)
    wider = OutcomeTable(counts, scale(counts.shape[-1]))
    for measure in MEASURES:
        here, there = measure(table), measure(wider)
        np.testing.assert_allclose(here.value, there.value, rtol=1e-9)
        np.testing.assert_allclose(here.p_value, there.p_value, rtol=1e-9)


@settings(max_examples=25)
@given(tables(most=8, levels=4))
def test_no_grid_point_has_a_higher_likelihood_than_the_maximum(table: OutcomeTable) -> None:
    """The profile over odds ratios, by brute force on log-likelihoods, peaks at the estimate."""
    result = estimate.common_odds_ratio(table, method="profile")
    if not 0 < result.value < np.inf:
        return
    data = po.cells(table.counts[None])
    best = po.maximise(data, po.null_fit(data))
    for beta in np.linspace(-3, 3, 13):
        fixed = po.maximise(data, po.moved(data, po.null_fit(data), np.array([beta])), fixed=True)
        assert po.log_likelihood(data, fixed) <= po.log_likelihood(data, best) + 1e-9


@pytest.mark.parametrize(
    ("levels", "cells"),
    [(2, (0, 1, 2, 3, 50, 1_000, 100_000)), (3, (0, 1, 2, 40)), (4, (0, 1, 30))],
)
@pytest.mark.parametrize("method", METHODS)
def test_no_table_however_lopsided_lacks_an_answer(
    levels: int, cells: tuple[int, ...], method: Method
) -> None:
    """All tables with these cells at once: a finite or infinite estimate with limits around it."""
    every = np.array(list(product(cells, repeat=2 * levels))).reshape(-1, 2, levels)
    stack = OutcomeTable(every[(every.sum(axis=-1) > 0).all(axis=-1)], scale(levels))
    result = estimate.common_odds_ratio(stack, method=method)
    lower, upper = map(np.asarray, result.confidence_interval())
    value, share = np.asarray(result.value), estimate.pairs(stack)
    finite = (share.wins > 0) & (share.losses > 0)
    np.testing.assert_array_equal(finite, (value > 0) & (value < np.inf))
    assert ((lower < value) & (value < upper))[finite].all()
    better = (share.wins > 0) & (share.losses == 0)
    assert ((value == np.inf) & (upper == np.inf) & (lower > 0))[better].all()
    no_pair_differs = share.ties == 1
    assert np.isnan(value[no_pair_differs]).all()
    decided = finite & (np.abs(np.asarray(result.p_value) - 0.05) > 1e-6)
    outside = (lower > 1) | (upper < 1)
    np.testing.assert_array_equal((np.asarray(result.p_value) < 0.05)[decided], outside[decided])
