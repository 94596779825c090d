"""Weights for the mRS, as their papers print them."""

from __future__ import annotations

import pytest

from course_lib.published import load_weights, weight_sets
from course_lib.published.weights import _outcome_weights

GOOD: dict[str, object] = {
    "title": "T", "kind": "utility", "weights": [1, 0.9, 0.8, 0.6, 0.3, 0, 0],
    "source": "paper", "confidence": "P",
}  # fmt: skip


def test_utility_weights_are_those_of_the_abstract() -> None:
    # Chaisinanunkul et al. Stroke 2015;46:2238, abstract; DAWN multiplied them by 10.
    weights = load_weights("utility_weighted_mrs")
    assert weights.weights == (1.0, 0.91, 0.76, 0.65, 0.33, 0.0, 0.0)
    assert weights.points == 10
    assert weights.source_line.endswith("doi:10.1161/STROKEAHA.114.008547")


def test_disability_weights_are_turned_so_that_benefit_points_up() -> None:
    # Hong and Saver, Stroke 2009, abstract: 0, 0.046, 0.212, 0.331, 0.652, 0.944, 1.
    turned = load_weights("hong_saver_2009").for_benefit
    assert turned == pytest.approx((1, 0.954, 0.788, 0.669, 0.348, 0.056, 0))


@pytest.mark.parametrize("name", weight_sets())
def test_every_set_has_seven_weights_a_source_and_a_known_confidence(name: str) -> None:
    weights = load_weights(name)
    assert len(weights.weights) == 7
    assert weights.confidence in ("P", "S", "C")
    assert weights.source in weights.source_line
    assert weights.for_benefit[0] == max(weights.for_benefit)


def test_an_unknown_set_is_answered_with_those_that_exist() -> None:
    with pytest.raises(
        ValueError, match="no set of weights 'dijkland'; there are utility_weighted"
    ):
        load_weights("dijkland")


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("weights", [1, 0], "give one weight for each"),
        ("kind", "cost", "'kind' must be utility or disability, not 'cost'"),
        ("confidence", "R", "confidence 'R' is not one of P, S, C"),
        ("extra", "x", "unknown key 'extra'"),
    ],
)
def test_a_slip_in_a_set_is_answered_with_a_sentence(
    key: str, value: object, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        _outcome_weights("set", {**GOOD, key: value})
