"""P-values in rows, plans as graphs, parts of a sum, rungs of a score, and what was named where."""

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from course_lib.figures import (
    Hypothesis,
    Said,
    alpha_graph,
    ladders,
    outcome_record,
    p_value_rows,
    stacked_parts,
)
from tests.figures import drawn
from tests.figures.examples import LONG

TWO = [Hypothesis("mRS", "p = 0.732", False), Hypothesis("leg", "p = 0.023", True)]


def across(artist: object) -> float:
    assert isinstance(artist, Line2D)
    return float(np.asarray(artist.get_xdata())[0])


def test_a_smaller_p_stands_further_left_and_an_adjusted_one_further_right() -> None:
    figure = p_value_rows([0.023, 0.292], labels=["a", "b"], adjusted=[0.115, 0.876])
    came, after = ([across(one) for one in drawn.artists(figure, n)] for n in ("came", "adjusted"))
    assert came[0] < came[1]
    assert all(one < other for one, other in zip(came, after, strict=True))
    assert "0.023 → 0.115" in drawn.words(figure)


def test_a_p_value_outside_the_family_has_no_second_sign() -> None:
    figure = p_value_rows([0.02, 0.3], labels=["a", "b"], adjusted=[0.04, np.nan])
    assert len(drawn.artists(figure, "adjusted")) == 1
    assert "0.300" in drawn.words(figure)


def test_a_tiny_p_value_stays_on_the_line() -> None:
    (sign,) = drawn.artists(p_value_rows([1e-9], labels=["a"]), "came")
    assert across(sign) == pytest.approx(0)


@pytest.mark.parametrize("p_values", [[1.2], [0.1, 0.2]])
def test_wrong_p_values_are_refused(p_values: list[float]) -> None:
    with pytest.raises(ValueError, match="p-value"):
        p_value_rows(p_values, labels=["a"])


def test_a_claimed_hypothesis_is_filled_and_says_so() -> None:
    figure = alpha_graph(TWO, [[0, 1], [0, 0]])
    assert len(drawn.artists(figure, "claimed")) == 1
    assert "claimed" in drawn.words(figure)
    assert "not claimed" in drawn.words(figure)


def test_an_arrow_is_drawn_where_alpha_is_handed_on() -> None:
    flow = np.zeros((3, 3))
    three = [*TWO, Hypothesis("side", "", False)]
    assert not drawn.artists(alpha_graph(three, flow), "arrow")
    flow[0, 1] = flow[1, 2] = 1
    assert len(drawn.artists(alpha_graph(three, flow), "arrow")) == 2
    flow[2, 1] = 1  # one arc with two heads
    assert len(drawn.artists(alpha_graph(three, flow), "arrow")) == 2
    flow[1, 0] = 1
    assert len(drawn.artists(alpha_graph(three, flow), "arrow")) == 3


def test_a_plan_needs_arrows_for_its_hypotheses() -> None:
    with pytest.raises(ValueError, match="no plan"):
        alpha_graph(TWO, np.zeros((3, 3)))


def test_parts_are_as_wide_as_they_are_large() -> None:
    figure = stacked_parts([[10, 20]], labels=["a"], names=["x", "y"], title="t", most=40)
    one, other = drawn.artists(figure, "part")
    widths = [float(part.get_width()) for part in (one, other)]  # type: ignore[attr-defined]
    assert widths[1] == pytest.approx(2 * widths[0])
    assert "30.0" in drawn.words(figure)
    assert isinstance(one, Patch)
    assert isinstance(other, Patch)
    assert one.get_hatch() != other.get_hatch()


@pytest.mark.parametrize("parts", [[[1, -1]], [[1]], [[1, np.nan]]])
def test_wrong_parts_are_refused(parts: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="part"):
        stacked_parts(parts, labels=["a"], names=["x", "y"], title="t", most=1)


def test_a_rung_is_marked_where_somebody_stands() -> None:
    figure = ladders([0, 9, 33], [0, 2], labels=["a", "b"], score=("leg", 34, 67), was=20)
    low, high = (across(one) for one in drawn.artists(figure, "here"))
    assert (low, high) == (0, 1)
    assert across(drawn.artists(figure, "was")[0]) == pytest.approx(20 / 67)


def test_a_rung_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="rung"):
        ladders([0, 9], [2], labels=["a"], score=("leg", 1, 2))


def test_what_could_not_be_seen_is_drawn_apart() -> None:
    row = [Said("not readable", "not seen"), Said("found", "put first")]
    figure = outcome_record([("registry", ""), ("paper", "2021")], {"leg": row})
    assert len(drawn.artists(figure, "not seen")) == 1
    assert len(drawn.artists(figure, "put first")) == 1
    with pytest.raises(ValueError, match="one word"):
        outcome_record([("registry", "")], {"leg": row})


def test_the_pictures_stay_tidy() -> None:
    many = [Hypothesis(f"outcome {n}", "p = 0.732 · starts with 100%", n > 3) for n in range(6)]
    each = np.zeros((6, 6))
    each[0, 1:], each[1:, 1:] = 0.2, (1 - np.eye(5)) / 4
    back = np.zeros((6, 6))
    back[0, 1:], back[1:, 0] = 0.2, 1
    said = [Said("not in the part that we could read", "not seen")] * 4
    for figure in (
        alpha_graph(many, each),
        alpha_graph(many, back),
        alpha_graph(many, np.eye(6, k=1)),
        p_value_rows([0.001, 1], labels=[LONG, "b"], adjusted=[0.5, 1], highlight=[0]),
        stacked_parts(
            [[1, 99], [0, 0.1]], labels=[LONG, "b"], names=["x", "y"], title=LONG, most=9
        ),
        ladders([0, 9, 14, 19, 25, 33], [0, 5, 3], labels=[LONG, "b", "c"], score=("s", 100, 100)),
        outcome_record([("registry", "NCT01716481")] * 4, {LONG: said}),
    ):
        assert drawn.untidy(figure) == []
