"""Graphical procedures: R's graphicalMCP, Holm as a graph, and the promise about false claims."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib.evidence import (
    adjust,
    fallback,
    fixed_sequence,
    gatekeeping,
    graphical_procedure,
    simulate_p_values,
)

P_VALUES = st.integers(2, 6).flatmap(
    lambda size: arrays(np.float64, (2, size), elements=st.floats(1e-6, 1))
)
PARALLEL = np.array([[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]], dtype=float)


def holm_graph(family: int) -> dict[str, Any]:
    share = (1 - np.eye(family)) / (family - 1)
    return {"weights": np.full(family, 1 / family), "transitions": share}


def test_r_finds_the_same_adjusted_p_claims_and_final_graph(in_r: Any) -> None:
    for case in in_r["graphical"]:
        result = graphical_procedure(
            case["p"],
            weights=case["weights"],
            transitions=case["transitions"],
            alpha=case["alpha"],
        )
        np.testing.assert_allclose(result.adjusted, case["adjusted_p"], rtol=1e-12)
        assert result.rejected.tolist() == case["rejected"], case["id"]
        np.testing.assert_allclose(result.final_weights, case["final_weights"], atol=1e-12)
        np.testing.assert_allclose(result.final_transitions, case["final_transitions"], atol=1e-12)


@given(P_VALUES)
def test_equal_weights_with_equal_arrows_are_holm(p_values: Any) -> None:
    result = graphical_procedure(p_values, **holm_graph(p_values.shape[-1]))
    np.testing.assert_allclose(result.adjusted, adjust(p_values, method="holm"), rtol=1e-9)


@given(P_VALUES)
def test_a_fixed_sequence_adjusts_to_the_largest_p_so_far(p_values: Any) -> None:
    result = fixed_sequence(p_values)
    np.testing.assert_allclose(result.adjusted, np.maximum.accumulate(p_values, axis=-1))


@given(P_VALUES)
def test_behind_a_gate_the_others_are_holm_but_never_below_the_gate(p_values: Any) -> None:
    holm = adjust(p_values[..., 1:], method="holm")
    expected = np.maximum(p_values[..., :1], holm)
    np.testing.assert_allclose(gatekeeping(p_values).adjusted[..., 1:], expected, rtol=1e-9)


def test_two_gates_are_passed_one_after_the_other() -> None:
    # By hand: .04 and .03 pass at .05; behind them Holm, 2 x .01 and .2, never below .04
    result = gatekeeping([0.03, 0.04, 0.01, 0.2], gates=2)
    assert result.adjusted == pytest.approx([0.03, 0.04, 0.04, 0.2])
    assert gatekeeping([0.03, 0.06, 0.01, 0.2], gates=2).rejected.tolist() == [True, *[False] * 3]
    with pytest.raises(ValueError, match="at least one is a gate and one stands behind"):
        gatekeeping([0.1, 0.2], gates=2)


@given(P_VALUES)
def test_weights_without_arrows_are_weighted_bonferroni(p_values: Any) -> None:
    family = p_values.shape[-1]
    weights = np.arange(1, family + 1) / (family * (family + 1) / 2)
    none = np.zeros((family, family))
    result = graphical_procedure(p_values, weights=weights, transitions=none)
    np.testing.assert_allclose(result.adjusted, np.minimum(p_values / weights, 1))


@given(P_VALUES)
def test_a_stack_equals_the_loop_over_its_trials(p_values: Any) -> None:
    graph = holm_graph(p_values.shape[-1])
    together = graphical_procedure(p_values, **graph)
    for place, family in enumerate(p_values):
        alone = graphical_procedure(family, **graph)
        np.testing.assert_array_equal(together.adjusted[place], alone.adjusted)
        np.testing.assert_array_equal(together.final_weights[place], alone.final_weights)
        np.testing.assert_array_equal(together.sequence[place], alone.sequence)


def test_fallback_hands_on_what_a_rejection_frees() -> None:
    # By hand: .02 <= .025 rejects H1, H2 then has .05 and .04 <= .05; alone it would have .025
    assert fallback([0.02, 0.04], weights=[0.5, 0.5]).rejected.tolist() == [True, True]
    assert fallback([0.03, 0.04], weights=[0.5, 0.5]).rejected.tolist() == [False, False]
    assert fallback([0.03, 0.02], weights=[0.5, 0.5]).rejected.tolist() == [False, True]


def test_a_hypothesis_that_meets_its_share_exactly_is_claimed() -> None:
    third = 0.05 / 3
    assert graphical_procedure([third, 1, 1], **holm_graph(3)).rejected[0]


def test_behind_a_failed_primary_nothing_can_be_claimed() -> None:
    result = fixed_sequence([0.732, 0.023], names=("mRS", "leg"))
    assert not result.rejected.any()
    assert result.adjusted.tolist() == [0.732, 0.732]
    assert "leg: p = 0.023, adjusted p = 0.732, not claimed" in str(result)


@pytest.mark.parametrize(
    "effects", [(0, 0, 0, 0), (3, 0, 0, 0), (3, 3, 0, 0), (0, 0, 4, 4), (6, 0, 0, 6)]
)
def test_any_false_claim_stays_at_alpha_whatever_is_true(effects: tuple[float, ...]) -> None:
    rng = np.random.default_rng(3)
    p_values = simulate_p_values(4, correlation=0.5, effects=effects, replicates=20_000, rng=rng)
    result = graphical_procedure(p_values, weights=[0.5, 0.5, 0, 0], transitions=PARALLEL)
    false_claim = (result.rejected & (np.array(effects) == 0)).any(axis=-1).mean()
    assert false_claim <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 20_000)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weights": [0.6, 0.6, 0, 0]}, "sum to at most 1; these sum to 1.2"),
        ({"weights": [-0.1, 0.5, 0, 0]}, "must not be negative"),
        ({"weights": [0.5, 0.5]}, "4 hypotheses need 4 weights; not 2"),
        ({"transitions": PARALLEL * 1.5}, "hypothesis 1 hands on 1.5 of its weight"),
        ({"transitions": np.eye(4)}, "the diagonal must be 0"),
        ({"transitions": np.eye(3)}, "need 4 × 4 transitions; not 3 × 3"),
        ({"transitions": -PARALLEL}, "must not be negative"),
        ({"alpha": 1.0}, "alpha must lie between 0 and 1"),
        ({"p_values": [0.1, np.nan, 0.1, 0.1]}, "p-value 2 is missing"),
        ({"names": ("one", "two")}, "4 hypotheses need 4 names; not 2"),
    ],
)
def test_an_impossible_graph_is_refused_in_a_sentence(change: dict[str, Any], words: str) -> None:
    usual: dict[str, Any] = {
        "p_values": [0.1] * 4,
        "weights": [0.5, 0.5, 0, 0],
        "transitions": PARALLEL,
    }
    with pytest.raises(ValueError, match=words):
        graphical_procedure(**{**usual, **change})
