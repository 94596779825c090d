"""Histograms beside their truths, and single participants in boxes."""

import numpy as np
import pytest
from matplotlib.lines import Line2D

from course_lib.figures import Placed, aims, placed_people
from tests.figures import drawn
from tests.figures.examples import LONG

BOXES = ("under treatment", "left out", "under control")
PEOPLE = [Placed(place % 3, place % 2, place % 5 == 0, place % 2 == 0) for place in range(24)]


def test_each_truth_stands_at_its_place_on_one_axis() -> None:
    figure = aims(
        [[0, 1], [4, 5]],
        labels=["a", "b"],
        said=["", ""],
        truths=[0, 5],
        edges=range(-5, 16),
        title="",
    )
    places = []
    for line in drawn.artists(figure, "truth"):
        assert isinstance(line, Line2D)
        places.append(float(np.asarray(line.get_xdata())[0]))
    assert places == pytest.approx([0.25, 0.5])


def test_an_unknown_truth_has_no_line() -> None:
    figure = aims([[0.0]], labels=["a"], said=[""], truths=[np.nan], edges=(-1, 0, 1), title="")
    assert drawn.artists(figure, "truth") == []


@pytest.mark.parametrize("words", ["mean 1.2", "mean 10.2, off by 10.2"])
def test_aims_stay_tidy(words: str) -> None:
    rng = np.random.default_rng(1)
    rows = [rng.normal(place, 3, 500) for place in (0, 5, 40, -60)]
    figure = aims(
        rows, labels=["a", LONG, "c", "d"], said=[words] * 4, truths=[0, 60, -60, 1],
        edges=range(-20, 41), title=LONG,
    )  # fmt: skip
    assert drawn.untidy(figure) == []


def test_rows_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="a truth; 1 rows"):
        aims([[1]], labels=["a"], said=["b"], truths=[], edges=(0, 1), title="")


def test_everybody_is_drawn_once_with_a_number_and_in_a_box() -> None:
    figure = placed_people(PEOPLE, boxes=BOXES, arms=("cells", "control"), poor="poor", followed=5)
    assert len(drawn.artists(figure, "person")) == 24
    assert len(drawn.artists(figure, "switched")) == 5
    assert len(drawn.artists(figure, "followed")) == 1
    said = drawn.words(figure)
    assert [f"{name}: 8" in said for name in BOXES] == [True] * 3
    assert {str(number) for number in range(1, 25)} <= set(said)


@pytest.mark.parametrize("box", [0, 1, 2])
def test_one_box_holds_everybody_and_stays_tidy(box: int) -> None:
    everybody = [Placed(box, 0, True, poor=True)] * 24
    figure = placed_people(everybody, boxes=BOXES, arms=("cells", "control"), poor=LONG[:40])
    assert drawn.untidy(figure) == []


def test_too_many_people_and_other_boxes_are_refused() -> None:
    look = {"boxes": BOXES, "arms": ("cells", "control"), "poor": "poor"}
    with pytest.raises(ValueError, match="1 to 24"):
        placed_people(PEOPLE * 2, **look)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="box 0, 1 or 2"):
        placed_people([Placed(3, 0, False, poor=False)], **look)  # type: ignore[arg-type]
