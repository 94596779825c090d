"""The complier effect: held to two-stage least squares, to the test it inverts, and by property."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import ndtri

from course_lib import analysis, design
from tests.analysis.small_trials import trial_of

SOME = np.array([[[40, 40], [5, 15]], [[2, 3], [33, 62]]])
COUNTS = arrays(np.int64, (2, 2, 2), elements=st.integers(1, 60))


def people(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Good outcome, received and allocated treatment, one value per participant."""
    allocated, received, poor = (
        np.indices(counts.shape).reshape(3, -1).repeat(counts.ravel(), axis=1)
    )
    return 1.0 - poor, 1.0 - received, 1.0 - allocated


@settings(deadline=None)
@given(COUNTS)
def test_value_and_error_are_those_of_two_stage_least_squares(counts: np.ndarray) -> None:
    # The instrumental-variable estimator with one binary instrument and White's robust variance.
    outcome, received, allocated = people(counts)
    centred = allocated - allocated.mean()
    slope = centred @ received
    if abs(slope) / len(outcome) < 0.02:
        return
    effect = (centred @ outcome) / slope
    residual = outcome - effect * received
    residual -= residual.mean()
    robust = np.sqrt((centred**2) @ (residual**2)) / abs(slope)
    ours = analysis.complier_effect_from_counts(counts, method="delta")
    assert ours.value == pytest.approx(effect, rel=1e-9, abs=1e-12)
    assert ours.standard_error == pytest.approx(robust, rel=1e-9)


def test_fiellers_limits_are_where_the_test_just_does_not_reject() -> None:
    outcome, received, allocated = people(SOME)
    for limit in analysis.complier_effect_from_counts(SOME).confidence_interval(0.9):
        rest = outcome - limit * received
        arms = [rest[allocated == 1], rest[allocated == 0]]
        z = (arms[0].mean() - arms[1].mean()) / np.sqrt(sum(arm.var() / len(arm) for arm in arms))
        assert abs(z) == pytest.approx(float(ndtri(0.95)), rel=1e-9)


def test_with_full_adherence_it_is_the_difference_by_allocation() -> None:
    effect = analysis.complier_effect_from_counts([[[40, 60], [0, 0]], [[0, 0], [30, 70]]])
    assert (effect.value, effect.compliers) == pytest.approx((0.1, 1.0))
    delta = analysis.complier_effect_from_counts(
        [[[40, 60], [0, 0]], [[0, 0], [30, 70]]], method="delta"
    )
    assert delta.confidence_interval() == pytest.approx(effect.confidence_interval())
    assert delta.p_value == pytest.approx(effect.p_value)


def test_where_allocation_may_not_matter_the_interval_has_no_end() -> None:
    effect = analysis.complier_effect_from_counts([[[3, 3], [4, 4]], [[2, 3], [3, 5]]])
    assert effect.confidence_interval() == (-np.inf, np.inf)
    nobody = analysis.complier_effect_from_counts([[[2, 2], [2, 2]], [[1, 3], [3, 1]]])
    assert np.isnan(nobody.value)
    assert "as many received the treatment in one arm as in the other" in str(nobody)


def test_participants_and_their_counts_give_the_same() -> None:
    treated = [("t", "t", 1), ("t", "t", 5), ("t", "c", 2), ("t", None, 3)]
    untreated = [("c", "c", 4), ("c", "t", 0), ("c", "c", 2), ("c", "c", None)]
    trial = trial_of([*treated, *untreated])
    counts = [[[1, 1], [1, 0], [0, 1]], [[1, 0], [1, 1], [0, 0]]]
    ours, theirs = (
        analysis.complier_effect(trial, cut=2),
        (analysis.complier_effect_from_counts(counts)),
    )
    assert (ours.value, ours.standard_error) == (theirs.value, theirs.standard_error)


def test_many_simulated_trials_are_the_loop_over_their_participants() -> None:
    people = design.simulate_participants(
        control=[0.3, 0.3, 0.4],
        odds_ratio=2,
        participants=(30, 20),
        replicates=4,
        rng=np.random.default_rng(5),
        conduct=design.Conduct(
            prognosis=2,
            non_adherence=design.ArmChance(0.2, 0.1),
            dropout=design.ArmChance(0.1, 0.1),
        ),
    )
    several = analysis.complier_effect(people, cut=people.scale.levels[0])
    for place in range(4):
        single = analysis.complier_effect(people.trial(place), cut=people.scale.levels[0])
        assert several.value[place] == pytest.approx(single.value)
        assert several.p_value[place] == pytest.approx(single.p_value)


@settings(max_examples=50, deadline=None)
@given(COUNTS)
def test_the_other_outcome_turns_the_sign(counts: np.ndarray) -> None:
    one = analysis.complier_effect_from_counts(counts)
    other = analysis.complier_effect_from_counts(counts[..., ::-1])
    assert one.value == pytest.approx(-other.value, nan_ok=True)
    assert one.p_value == pytest.approx(other.p_value)


@settings(max_examples=50, deadline=None)
@given(arrays(np.int64, (3, 2, 2, 2), elements=st.integers(1, 60)))
def test_a_stack_is_the_loop_over_its_trials(counts: np.ndarray) -> None:
    stack = analysis.complier_effect_from_counts(counts)
    singles = [analysis.complier_effect_from_counts(each) for each in counts]
    assert stack.value == pytest.approx(np.array([each.value for each in singles]), nan_ok=True)
    lower = np.array([each.confidence_interval().lower for each in singles])
    assert stack.confidence_interval().lower == pytest.approx(lower, nan_ok=True)


@pytest.mark.parametrize(
    ("counts", "method", "sentence"),
    [
        (SOME, "exact", "method must be one of delta, fieller; not 'exact'"),
        (SOME[0], "delta", r"counts need the shape \(..., 2 arms allocated, 2 or 3 received"),
        (np.ones((2, 2, 3), dtype=int), "delta", "two outcomes, good and poor, not 3"),
        (SOME - 3, "delta", "counts must not be negative"),
        (SOME * [[[0]], [[1]]], "delta", "treatment arm has nobody whose care received is known"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(counts: object, method: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        analysis.complier_effect_from_counts(counts, method=method)
