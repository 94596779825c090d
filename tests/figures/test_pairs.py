import numpy as np
import pytest
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import p_value_pairs, pair_grid
from course_lib.scale import MRS, OrdinalScale
from tests.figures import drawn
from tests.figures.examples import ALL_AT_ONE, CONTROL, LONG, TINY, TREATMENT, scale_of


def grid(shares: ArrayLike, levels: int = 7, **names: str) -> Figure:
    scale = MRS if levels == 7 else scale_of(levels)
    arms = {"row_label": "Treatment", "column_label": "Control"} | names
    row, column = arms["row_label"], arms["column_label"]
    return pair_grid(
        shares, scale=scale, row_label=row, column_label=column, totals=(0.5, 0.2, 0.3)
    )


def test_each_cell_shows_its_share_of_pairs() -> None:
    shares = np.outer(TREATMENT, CONTROL)
    shown = drawn.words(grid(shares))
    cells = [f"{100 * share:.1f}" for share in shares.ravel() if share >= 0.0005]
    assert sorted(word for word in shown if "." in word and "%" not in word) == sorted(cells)


def test_each_side_of_the_diagonal_has_its_own_map_and_symbol() -> None:
    shares = np.outer(TREATMENT, CONTROL)
    figure = grid(shares)
    sums = [float(np.ma.sum(np.ma.asarray(mesh.get_array()))) for mesh in figure.findobj(QuadMesh)]
    better, same, worse = np.triu(shares, 1), np.diag(shares), np.tril(shares, -1)
    assert sums == pytest.approx([better.sum(), same.sum(), worse.sum()])
    shown = drawn.words(figure)
    assert "better under Treatment" in shown
    assert "50.0% of pairs" in shown


@pytest.mark.parametrize("shares", [(ALL_AT_ONE, TINY), (ALL_AT_ONE, ALL_AT_ONE), (TINY, CONTROL)])
def test_extreme_pairs_stay_tidy(shares: tuple[NDArray[np.float64], NDArray[np.float64]]) -> None:
    assert drawn.untidy(grid(np.outer(*shares))) == []


@pytest.mark.parametrize("levels", [2, 3, 7, 11])
def test_any_number_of_levels_stays_tidy(levels: int) -> None:
    shares = np.full((levels, levels), 1 / levels**2)
    figure = grid(shares, levels, row_label="Endovascular treatment")
    assert drawn.untidy(figure) == []


@pytest.mark.parametrize("levels", [2, 4, 7])
@pytest.mark.parametrize("word", ["not recovered", "independent but not fully recovered, at home"])
def test_levels_that_are_words_stay_in_the_picture(word: str, levels: int) -> None:
    codes = tuple(f"{place} {word}" for place in range(levels))
    shares = np.full((levels, levels), 1 / levels**2)
    names = {"row_label": "aspirin", "column_label": "no aspirin"}
    figure = pair_grid(shares, scale=OrdinalScale("words", codes, codes), **names)
    assert drawn.untidy(figure) == []
    assert sum(one.startswith("0 ") for one in drawn.words(figure)) == 2  # no name is lost


def test_pairs_that_do_not_fit_are_named() -> None:
    with pytest.raises(ValueError, match="need 7 × 7 shares"):
        grid(np.ones((2, 2)) / 4)
    with pytest.raises(ValueError, match="sum to 1"):
        grid(np.ones((7, 7)))


def p_values(trials: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rng = np.random.default_rng(5)
    return rng.uniform(0, 0.3, trials), rng.uniform(0, 0.3, trials)


def test_ten_thousand_trials_are_thinned_and_the_figure_says_so() -> None:
    figure = p_value_pairs(*p_values(10_000), labels=("Wilcoxon", "mRS 0–2"), counts=(1, 2, 3, 4))
    (dots,) = drawn.artists(figure, "trials")
    assert isinstance(dots, Line2D)
    assert len(np.asarray(dots.get_xdata())) == 1000
    shown = drawn.words(figure)
    assert "drawn: 1,000 of 10,000 trials" in shown
    assert {"by both: 1", "only by Wilcoxon: 2", "only by mRS 0–2: 3", "by neither: 4"} <= set(
        shown
    )
    assert len(drawn.svg(figure)) < 150_000


def test_every_trial_is_drawn_where_its_p_values_are() -> None:
    figure = p_value_pairs([0.001, 1, 0.0], [1, 0.001, 1.0], labels=("a", "b"))
    (dots,) = drawn.artists(figure, "trials")
    assert isinstance(dots, Line2D)
    assert np.asarray(dots.get_xdata()) == pytest.approx([0, 1, 0])
    heights = np.asarray(dots.get_ydata())
    assert heights[0] == heights[2] < heights[1]


def test_the_shaded_corners_are_where_one_p_is_below_alpha() -> None:
    figure = p_value_pairs([0.5], [0.5], labels=("a", "b"), alpha=0.1)
    first, second = drawn.paths(figure, "disagreement")
    assert first[:, 0].max() == second[:, 0].min() == pytest.approx(2 / 3)
    assert first[:, 1].max() == second[:, 1].min()


@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.1])
def test_long_names_of_tests_stay_tidy(alpha: float) -> None:
    names = ("Wilcoxon–Mann–Whitney test, exact", "dichotomised at mRS 0–2, Fisher")
    counts = (10_000, 20_000, 30_000, 40_000)
    figure = p_value_pairs(*p_values(5), labels=names, alpha=alpha, counts=counts)
    assert drawn.untidy(figure) == []


def test_p_values_that_do_not_fit_are_named() -> None:
    with pytest.raises(ValueError, match="each trial needs two p-values"):
        p_value_pairs([0.1], [0.1, 0.2], labels=("a", "b"))
    with pytest.raises(ValueError, match="from 0 to 1"):
        p_value_pairs([1.1], [0.1], labels=("a", "b"))


def test_a_long_arm_stays_tidy_in_the_legend() -> None:
    figure = grid(np.outer(TREATMENT, CONTROL), row_label=LONG[:38])
    assert drawn.untidy(figure) == []
