"""The cut that slides with the prognosis: against R's mantelhaen.test, and its properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib import estimate
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable
from tests.estimate.people import simulated
from tests.reference import values

STRATIFIED = {case["id"]: case for case in values("stratified")["stratified"]}
SLIDING = values("partial_odds")["sliding"]


def trial(name: str) -> OutcomeTable:
    counts = [[one["treatment"], one["control"]] for one in STRATIFIED[name]["strata"]]
    codes = tuple(str(level) for level in range(STRATIFIED[name]["k"]))
    return OutcomeTable(np.array(counts), OrdinalScale("reference scale", codes, codes))


@pytest.mark.parametrize("case", SLIDING, ids=[case["id"] for case in SLIDING])
def test_the_odds_ratio_is_mantel_and_haenszels_in_r(case: dict[str, float]) -> None:
    result = estimate.sliding_dichotomy(trial(str(case["id"])), cuts=case["cuts"])  # type: ignore[arg-type]
    assert result.odds_ratio.value == pytest.approx(case["odds_ratio"], rel=1e-10)
    assert result.odds_ratio.confidence_interval() == pytest.approx(case["ci"], rel=1e-10)


BANDS = arrays(np.int64, (3, 2, 7), elements=st.integers(0, 6)).map(lambda counts: counts + 1)


@given(BANDS, st.lists(st.integers(0, 5), min_size=3, max_size=3))
def test_swapping_the_arms_inverts_the_odds(counts: object, cuts: list[int]) -> None:
    table = OutcomeTable(np.asarray(counts))
    here = estimate.sliding_dichotomy(table, cuts=cuts)
    there = estimate.sliding_dichotomy(table.swap(), cuts=cuts)
    assert here.odds_ratio.value == pytest.approx(1 / there.odds_ratio.value)
    assert here.odds_ratio.p_value == pytest.approx(there.odds_ratio.p_value)
    assert here.risk_difference.value == pytest.approx(-there.risk_difference.value)


@given(BANDS, st.integers(0, 5))
def test_one_cut_for_all_bands_is_the_fixed_dichotomy(counts: object, cut: int) -> None:
    table = OutcomeTable(np.asarray(counts))
    together = OutcomeTable(table.counts.sum(axis=0))
    here = estimate.sliding_dichotomy(table, cuts=[cut] * 3)
    fixed = estimate.risk_difference(together, cut=cut)
    assert here.risk_difference.value == pytest.approx(fixed.value)
    one = estimate.sliding_dichotomy(table[:1], cuts=[cut]).odds_ratio
    assert one.value == pytest.approx(estimate.odds_ratio(table[0], cut=cut).value)


def test_the_default_cut_halves_each_band() -> None:
    mild, severe = [8, 8, 4, 2, 1, 1, 0], [0, 1, 2, 4, 8, 4, 5]
    table = OutcomeTable.from_counts(treatment=[mild, severe], control=[mild, severe])
    result = estimate.sliding_dichotomy(table)
    assert result.cuts == ("1", "4")
    assert result.odds_ratio.value == pytest.approx(1)
    assert "good up to 1, 4 in 2 prognostic bands" in str(result)


def test_an_arm_in_which_all_do_better_than_expected_has_no_upper_bound() -> None:
    table = OutcomeTable.from_counts(
        treatment=[[5, 5, 0, 0, 0, 0, 0]], control=[[1, 2, 3, 1, 0, 0, 2]]
    )
    odds = estimate.sliding_dichotomy(table, cuts=[2]).odds_ratio
    assert odds.value == np.inf
    assert odds.confidence_interval() == (0, np.inf)
    score = estimate.cochran_mantel_haenszel(table.collapse(cut=2))
    assert odds.p_value == pytest.approx(score.p_value)


def test_bands_hold_equal_shares_in_the_order_of_the_score() -> None:
    frame = simulated(7, 300)
    bands = estimate.prognosis_bands(frame, outcome="outcome", treatment="arm", prognosis="age")
    assert bands.stack_shape == (3,)
    assert np.abs(bands.participants.sum(axis=-1) - 100).max() <= 3
    mean = (bands.counts.sum(axis=-2) @ np.arange(7)) / bands.participants.sum(axis=-1)
    assert (np.diff(mean) > 0).all()
    whole = OutcomeTable.from_frame(
        frame, outcome="outcome", treatment="arm", arms=("treatment", "control")
    )
    assert (bands.counts.sum(axis=0) == whole.counts).all()


def test_impossible_requests() -> None:
    table = OutcomeTable(np.ones((2, 2, 7), dtype=int))
    with pytest.raises(ValueError, match="one cut is needed for each of 2 bands"):
        estimate.sliding_dichotomy(table, cuts=[1])
    with pytest.raises(ValueError, match="leaves no poor outcome"):
        estimate.sliding_dichotomy(table, cuts=[1, 6])
    with pytest.raises(ValueError, match="prognostic bands on the axis in front"):
        estimate.sliding_dichotomy(table[0])
    frame = simulated(1, 30)
    names = {"outcome": "outcome", "treatment": "arm"}
    with pytest.raises(ValueError, match="bands must be a whole number of at least 2; not 1"):
        estimate.prognosis_bands(frame, **names, prognosis="age", bands=1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="band 1 of 30 by 'age' has nobody in one arm"):
        estimate.prognosis_bands(frame, **names, prognosis="age", bands=30)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'sex' must hold numbers"):
        estimate.prognosis_bands(frame, **names, prognosis="sex")  # type: ignore[arg-type]
