import numpy as np
import pytest

from course_lib.figures import level_weights
from course_lib.figures.ruler import Ruler
from course_lib.published import load_weights, weight_sets
from course_lib.scale import MRS
from tests.figures import drawn
from tests.figures.examples import LONG, scale_of

EQUAL = [1 - level / 6 for level in range(7)]


def spots(weights: list[list[float]]) -> list[float]:
    figure = level_weights(weights, labels=[f"set {n}" for n in range(len(weights))], scale=MRS)
    return [float(disc.get_xdata()[0]) for disc in drawn.artists(figure, "level")]  # type: ignore[attr-defined]


def test_levels_stand_at_their_weights() -> None:
    assert spots([EQUAL]) == pytest.approx(Ruler(-0.03, 1.03).place(EQUAL).tolist())


def test_levels_of_one_weight_stand_beside_each_other_around_it() -> None:
    places = spots([[1, 0.91, 0.76, 0.65, 0.33, 0, 0]])
    truth = float(Ruler(-0.03, 1.03).place(0))
    assert places[5] != places[6]
    assert np.mean(places[5:]) == pytest.approx(truth)


def test_a_weight_below_death_lies_left_of_it() -> None:
    places = spots([[0.96, 0.83, 0.72, 0.54, 0.22, -0.18, 0]])
    assert places[5] < places[6]


def test_the_published_sets_are_tidy_side_by_side() -> None:
    sets = [load_weights(name) for name in weight_sets()]
    rows = [[w / one.points for w in one.for_benefit] for one in sets]
    figure = level_weights(
        [EQUAL, *rows], labels=[LONG, *(one.title for one in sets)], scale=MRS, highlight=[1]
    )
    assert drawn.untidy(figure) == []
    assert drawn.svg(figure) == drawn.svg(figure)


@pytest.mark.parametrize("row", [[1, 1, 1, 0, 0, 0, 0], [0, 0.01, 0.02, 0.03, 0.04, 1, 1]])
def test_crowded_levels_stay_tidy(row: list[float]) -> None:
    assert drawn.untidy(level_weights([row], labels=["crowded"], scale=MRS)) == []


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [([[1, 0]], "one row of 3 weights per label"), ([[1, float("nan"), 0]], "one is missing")],
)
def test_what_does_not_fit_is_refused(weights: list[list[float]], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        level_weights(weights, labels=["one"], scale=scale_of(3))
