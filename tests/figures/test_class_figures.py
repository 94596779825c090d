import pytest

from course_lib.figures import Predicted, before_and_after, learner_bars, predicted_numbers
from tests.figures import drawn
from tests.figures.examples import LONG


def test_bars_are_as_wide_as_the_share_of_their_whole() -> None:
    figure = learner_bars(
        [[3, 1], [0, 2]], labels=["a", "b"], names=["done", "begun"], whole=[8, 4]
    )
    wide = [part.get_width() for part in drawn.artists(figure, "part")]  # type: ignore[attr-defined]
    assert wide == [3 / 8, 1 / 8, 0, 1 / 2]
    assert drawn.words(figure)[-2:] == ["3 + 1 of 8", "0 + 2 of 4"]


def test_strokes_stand_at_the_predictions_and_the_diamond_at_the_result() -> None:
    figure = predicted_numbers([Predicted("share", (0, 60), [15, 15, 45], 30)])
    strokes = drawn.paths(figure, "given")
    assert [float(one[0, 0]) for one in strokes] == [0.25, 0.75]
    tall = [float(abs(one[1, 1] - one[0, 1])) for one in strokes]
    assert tall[0] == pytest.approx(2 * tall[1])
    [diamond] = drawn.artists(figure, "result")
    assert diamond.get_xdata()[0] == 0.5  # type: ignore[attr-defined]


def test_the_ring_is_before_and_the_disc_is_after() -> None:
    figure = before_and_after([[0, 1], [0.5, 0.5]], labels=["a", "b"], said=["0 → 3", "1 → 1"])
    places = [[float(one.get_xdata()[0]) for one in drawn.artists(figure, name)]  # type: ignore[attr-defined]
              for name in ("first", "now")]  # fmt: skip
    assert places == [[4 / 108, 54 / 108], [104 / 108, 54 / 108]]


def test_long_names_and_many_rows_stay_tidy() -> None:
    rows = 30
    assert (
        drawn.untidy(learner_bars([[300]] * rows, labels=[LONG] * rows, names=["x"], whole=300))
        == []
    )
    assert (
        drawn.untidy(
            before_and_after(
                [[0, 1]] * rows, labels=[LONG] * rows, said=["300 → 300 of 300"] * rows
            )
        )
        == []
    )
    wide = Predicted("a_name of some length", (0, 4000), [0, 4000], 12345.6)
    assert drawn.untidy(predicted_numbers([wide] * 8)) == []


@pytest.mark.parametrize("counts", [[[5]], [[-1]], [[1, 1, 1]]])
def test_counts_that_cannot_be_are_refused(counts: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="counts"):
        learner_bars(counts, labels=["a"], names=["x"] * len(counts[0]), whole=4)


def test_predictions_beyond_their_ends_and_shares_beyond_one_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 10"):
        predicted_numbers([Predicted("x", (0, 10), [11], 3)])
    with pytest.raises(ValueError, match="no prediction"):
        predicted_numbers([])
    with pytest.raises(ValueError, match="between 0 and 1"):
        before_and_after([[0, 2]], labels=["a"], said=["?"])
