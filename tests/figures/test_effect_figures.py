import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D

from course_lib.figures import forest, number_line, rates
from course_lib.figures.ruler import Ruler, printed_estimate, ruler_for
from tests.figures import drawn
from tests.figures.examples import LONG

INF, NAN = math.inf, math.nan
# MR CLEAN: Berkhemer et al. 2015, table 2. STARTING-2: its adjusted common odds ratio as published.
MR_CLEAN, STARTING_2 = (1.66, 1.21, 2.28), (0.65, 0.18, 2.44)
EXTREMES = [
    MR_CLEAN, STARTING_2, (INF, 3.2, INF), (NAN, NAN, NAN), (2, 1e-5, 9e4), (0, 0, 0.8),
    (0.5, 0, INF), (4.1, 1.2, INF), (INF, INF, INF),
]  # fmt: skip


def test_squares_and_lines_stand_where_the_numbers_are() -> None:
    figure = forest([MR_CLEAN, STARTING_2], labels=["MR CLEAN", "STARTING-2"])
    ruler = ruler_for([MR_CLEAN, STARTING_2], reference=1, log=True)
    (squares,) = drawn.artists(figure, "values")
    assert isinstance(squares, PathCollection)
    across = np.asarray(squares.get_offsets())[:, 0]
    assert across == pytest.approx(ruler.place([1.66, 0.65]))
    lines = drawn.paths(figure, "intervals")
    assert lines[0][:, 0] == pytest.approx(ruler.place([1.21, 2.28]))
    (reference,) = drawn.artists(figure, "reference")
    assert isinstance(reference, Line2D)
    assert np.asarray(reference.get_xdata()) == pytest.approx(ruler.place([1, 1]))


def test_numbers_are_printed_as_a_paper_prints_them() -> None:
    shown = drawn.words(forest(EXTREMES, labels=[f"row {n}" for n in range(9)]))
    for words in (
        "1.66 (1.21 to 2.28)",
        "0.65 (0.18 to 2.44)",
        "∞ (3.20 to ∞)",
        "not estimable",
        "2.00 (<0.001 to 90,000)",
        "0 (0 to 0.80)",
        "4.10 (1.20 to ∞)",
    ):
        assert words in shown


def test_what_cannot_be_estimated_has_no_square_and_open_ends_have_arrows() -> None:
    figure = forest([(INF, 3.2, INF), (NAN, NAN, NAN), MR_CLEAN], labels=["a", "b", "c"])
    (squares,) = drawn.artists(figure, "values")
    assert isinstance(squares, PathCollection)
    assert np.asarray(squares.get_offsets()).shape == (1, 2)
    assert len(drawn.artists(figure, "arrow")) == 1
    assert len(drawn.paths(figure, "intervals")) == 2


@pytest.mark.parametrize("reference", [0.02, 1, 40])
def test_extremes_stay_tidy_in_a_forest(reference: float) -> None:
    labels = [LONG, *(f"row {n}" for n in range(8))]
    figure = forest(
        EXTREMES, labels=labels, reference=reference, highlight=[0, 3], note="95% intervals"
    )
    assert drawn.untidy(figure) == []


def test_differences_stand_on_a_plain_axis() -> None:
    figure = forest([(0.135, 0.059, 0.21)], labels=["mRS 0–2"], reference=0, log=False)
    assert "0.135 (0.059 to 0.210)" in drawn.words(figure)
    assert drawn.untidy(figure) == []


@settings(max_examples=25, deadline=None)
@example([12.0, 20.0, 20.0], "log")
@example([0.0, 0.0, 17.0], "log")
@given(
    st.lists(st.floats(-20, 20), min_size=3, max_size=3).map(sorted),
    st.sampled_from(["log", "plain"]),
)
def test_any_estimate_is_tidy_on_both_axes(logs: list[float], axis: str) -> None:
    log = axis == "log"
    lower, value, upper = [math.exp(number) if log else number for number in logs]
    reference = 1.0 if log else 0.0
    row = [(value, lower, upper)]
    for figure in (
        forest(row, labels=["a trial"], reference=reference, log=log),
        number_line(row, labels=["a trial"], reference=reference, log=log, spoken=["in words"]),
    ):
        assert drawn.untidy(figure) == []


def test_a_forest_names_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match=r"rows of \(value, lower, upper\)"):
        forest([1.0, 0.5, 2.0], labels=["one"])
    with pytest.raises(ValueError, match="each estimate needs a label; 1 rows, 2 labels"):
        forest([MR_CLEAN], labels=["one", "two"])


def test_a_number_line_shades_harm_and_benefit_and_prints_its_three_numbers() -> None:
    spoken = "from less than a fifth of the odds of a better outcome to more than twice the odds"
    figure = number_line([STARTING_2], labels=["STARTING-2"], spoken=[spoken])
    shown = drawn.words(figure)
    assert {"0.18", "0.65", "2.44", "harm", "benefit", spoken} <= set(shown)
    harm, benefit = drawn.paths(figure, "ranges")
    origin = float(ruler_for([STARTING_2], reference=1, log=True).place(1))
    assert harm[:, 0].max() == benefit[:, 0].min() == pytest.approx(origin)
    assert drawn.untidy(figure) == []


@pytest.mark.parametrize("row", EXTREMES)
def test_a_number_line_keeps_extremes_tidy(row: tuple[float, float, float]) -> None:
    figure = number_line([row, MR_CLEAN], labels=[LONG, "MR CLEAN"], spoken=["so", "and so"])
    assert drawn.untidy(figure) == []


def test_each_row_of_a_number_line_needs_its_spoken_line() -> None:
    with pytest.raises(ValueError, match="needs a spoken line; 1 rows, 2 lines"):
        number_line([MR_CLEAN], labels=["one"], spoken=["a", "b"])


def test_rates_stand_where_they_are_with_their_errors_and_labels() -> None:
    figure = rates([0.05, 0.088], labels=["always", "after a pretest"], errors=[0.004, 0.006])
    shown = drawn.words(figure)
    assert {"5.0%", "8.8%", "promised 5%"} <= set(shown)
    (dots,) = drawn.artists(figure, "values")
    (line,) = drawn.artists(figure, "reference")
    assert isinstance(dots, PathCollection)
    assert isinstance(line, Line2D)
    offsets = np.asarray(dots.get_offsets())
    assert offsets[0, 0] == pytest.approx(float(np.asarray(line.get_xdata())[0]))
    bars = drawn.widths(figure, "errors")
    assert bars[1] / bars[0] == pytest.approx(0.006 / 0.004)


@pytest.mark.parametrize("values", [[0, 0], [1, 1], [0, 1], [0.79, 0.81], [0.0001, 0.05]])
@pytest.mark.parametrize("reference", [None, 0.05, 0.8])
def test_rates_stay_tidy(values: list[float], reference: float | None) -> None:
    figure = rates(values, labels=[LONG, "b"], errors=[0.01, 0.02], reference=reference)
    assert drawn.untidy(figure) == []


def test_rates_outside_0_to_1_and_missing_labels_are_named() -> None:
    with pytest.raises(ValueError, match="shares from 0 to 1"):
        rates([1.2], labels=["a"])
    with pytest.raises(ValueError, match="2 rates, 1 labels"):
        rates([0.1, 0.2], labels=["a"])


@settings(max_examples=60, deadline=None)
@given(st.floats(-12, 12), st.floats(0.05, 12), st.sampled_from(["log", "plain"]))
def test_ticks_are_few_ordered_and_on_the_ruler(low: float, span: float, axis: str) -> None:
    log = axis == "log"
    ends = (low, low + span)
    start, end = (math.exp(place) for place in ends) if log else ends
    ruler = Ruler(start, end, log=log)
    ticks = ruler.ticks()
    assert 3 <= len(ticks) <= 9
    assert ticks == sorted(ticks)
    places = ruler.place(ticks)
    assert places.min() >= -1e-6
    assert places.max() <= 1 + 1e-6


def test_a_value_without_limits_is_printed_alone() -> None:
    assert printed_estimate((1.4, NAN, NAN), log=True) == "1.40"
    assert printed_estimate((-0.0001, -0.2, 0.1), log=False) == "0.000 (−0.200 to 0.100)"
