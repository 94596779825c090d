import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D

from course_lib.figures import Dots, Mark, curves, estimate_spread
from tests.figures import drawn
from tests.figures.examples import LONG

NAMES = ("p of 0.05 or more", "p below 0.05", "p below 0.05, the wrong way")


def heights(line: Line2D) -> list[float]:
    return [float(height) for height in np.asarray(line.get_ydata())]


def test_a_curve_rises_where_the_chance_rises_and_reaches_the_wanted_line() -> None:
    figure = curves([100, 200], {"a": [0.5, 0.8], "b": [0.3, 0.4]}, wanted=0.8)
    one, other = drawn.artists(figure, "curve")
    (wanted,) = drawn.artists(figure, "wanted")
    assert isinstance(one, Line2D)
    assert isinstance(other, Line2D)
    assert isinstance(wanted, Line2D)
    assert heights(one)[1] == pytest.approx(heights(wanted)[0])
    assert heights(one)[1] < heights(one)[0] < heights(other)[0]  # inches from the top
    assert one.get_linestyle() != other.get_linestyle()


def test_marks_stand_on_their_curve_and_are_named_in_the_key() -> None:
    figure = curves([1, 10], {"a": [0.1, 0.9]}, marks=[Mark(10, 0.9, "ten: 90%")], log=True)
    (mark,) = drawn.artists(figure, "mark")
    (line,) = drawn.artists(figure, "curve")
    assert isinstance(mark, Line2D)
    assert isinstance(line, Line2D)
    assert heights(mark)[0] == pytest.approx(heights(line)[1])
    assert np.asarray(mark.get_xdata())[0] == pytest.approx(1)
    assert "ten: 90%" in drawn.words(figure)


def test_a_mark_beyond_the_axis_is_not_drawn_but_stays_in_the_key() -> None:
    figure = curves([1, 10], {"a": [0.1, 0.9]}, marks=[Mark(11, 0.9, "eleven")])
    assert drawn.artists(figure, "mark") == []
    assert "eleven" in drawn.words(figure)


def test_counted_chances_have_bars_of_their_error() -> None:
    dots = Dots([10, 20], [0.2, 0.4], [0.02, 0.04], "simulated")
    bars = drawn.paths(curves([10, 20], {"a": [0.2, 0.4]}, dots=dots), "errors")
    lengths = [float(np.ptp(bar[:, 1])) for bar in bars]
    assert lengths[1] == pytest.approx(2 * lengths[0])


@pytest.mark.parametrize("ends", [(10, 20), (0.001, 1), (20, 20_000)])
@pytest.mark.parametrize("axis", ["log", "plain"])
def test_curves_stay_tidy(ends: tuple[float, float], axis: str) -> None:
    lines = {LONG: [0, 1], "b": [1, 0], "c": [0.5, 0.5]}
    marks = [Mark(ends[0], 0, LONG), Mark(ends[1], 1, "high"), Mark(ends[1], 0.99, "near")]
    figure = curves(ends, lines, marks=marks, log=axis == "log", wanted=0.8, titles=(LONG, "power"))
    assert drawn.untidy(figure) == []


def test_curves_name_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="a chance at each of 2 places"):
        curves([1, 2], {"a": [0.1]})
    with pytest.raises(ValueError, match="from 0 to 1"):
        curves([1, 2], {"a": [0.1, 1.2]})
    with pytest.raises(ValueError, match="one to 3 lines"):
        curves([1, 2], {})


def area(figure: object, kind: int) -> float:
    (columns,) = [
        artist
        for artist in drawn.artists(figure, f"kind {kind}")  # type: ignore[arg-type]
        if isinstance(artist, PolyCollection) and not is_key(artist)
    ]
    boxes = [np.asarray(path.vertices) for path in columns.get_paths()]
    return float(sum(np.ptp(box[:, 0]) * np.ptp(box[:, 1]) for box in boxes))


def is_key(columns: PolyCollection) -> bool:
    return float(np.asarray(columns.get_paths()[0].vertices)[:, 0].min()) == pytest.approx(0.12)


def test_the_columns_areas_count_the_trials() -> None:
    figure = estimate_spread([1.1, 1.5, 4.0, 4.1, 0.01], [0, 0, 1, 1, 2], names=NAMES, truth=1.5)
    assert area(figure, 0) == pytest.approx(area(figure, 1)) == pytest.approx(2 * area(figure, 2))


def test_the_truth_and_a_marked_ratio_have_lines_of_their_own() -> None:
    figure = estimate_spread([1.5], [0], names=NAMES, truth=1.5, marked=(3.0, "median: 3.0"))
    places = [
        float(np.asarray(line.get_xdata())[0])
        for line in drawn.artists(figure, "line")
        if isinstance(line, Line2D)
    ]
    assert places == pytest.approx(np.log([15, 30]) / np.log(200))
    assert {"true odds ratio 1.50", "median: 3.0", *NAMES} <= set(drawn.words(figure))


@pytest.mark.parametrize("ratios", [[0.0], [np.inf], [1.0], [0.1, 20.0]])
def test_a_spread_stays_tidy_at_its_ends(ratios: list[float]) -> None:
    figure = estimate_spread(ratios, [1] * len(ratios), names=(LONG, "b", "c"), truth=30)
    assert drawn.untidy(figure) == []


def test_a_ratio_without_a_kind_is_named() -> None:
    with pytest.raises(ValueError, match="each ratio needs a kind"):
        estimate_spread([1.0], [3], names=NAMES, truth=1)
