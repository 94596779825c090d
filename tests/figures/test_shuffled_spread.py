import numpy as np
import pytest
from matplotlib.lines import Line2D

from course_lib.figures import shuffled_spread
from tests.figures import drawn
from tests.figures.examples import LONG

ROWS = [[-9.0, 20.0, 49.0], [-30.0, 0.0, 10.0]]
WORDS = {"labels": ["real", "shuffled"], "said": ["58", "40"], "titles": ("effect", "spread")}


def test_a_rows_line_runs_from_its_worst_to_its_best_subgroup() -> None:
    figure = shuffled_spread(ROWS, [40.0], across=(-100, 100), **WORDS)  # type: ignore[arg-type]
    assert drawn.widths(figure, "spans") == pytest.approx([58 / 200, 40 / 200])
    dots = [line for line in drawn.artists(figure, "subgroups") if isinstance(line, Line2D)]
    assert [len(np.asarray(line.get_xdata())) for line in dots] == [3, 3]


def test_the_real_spread_stands_among_those_of_the_shuffles() -> None:
    spreads = [20.0, 40.0, 40.0, 80.0]
    figure = shuffled_spread(ROWS, spreads, across=(-100, 100), **WORDS)  # type: ignore[arg-type]
    (line,) = [one for one in drawn.artists(figure, "real") if isinstance(one, Line2D)]
    assert float(np.asarray(line.get_xdata())[0]) == pytest.approx(58 / 200)
    columns = drawn.paths(figure, "shuffles")
    heights = [float(np.ptp(column[:, 1])) for column in columns]
    assert heights[1] == pytest.approx(2 * heights[0])
    assert len(heights) == 3


@pytest.mark.parametrize("spreads", [[0.0], [500.0], [1.0, 199.0]])
@pytest.mark.parametrize("words", ["real", LONG])
def test_it_stays_tidy_at_its_ends(spreads: list[float], words: str) -> None:
    rows = [[-500.0, 0.0], [0.0, 500.0]]
    figure = shuffled_spread(
        rows,
        spreads,
        across=(-100, 100),
        labels=[words, "shuffled"],
        said=["Wednesday −9 to Saturday 49", "b"],
        titles=("more of 1000", "best minus worst"),
    )
    assert drawn.untidy(figure) == []


def test_what_does_not_fit_is_named() -> None:
    with pytest.raises(ValueError, match="each row of estimates needs a label and words"):
        shuffled_spread(ROWS[:1], [1.0], across=(0, 1), **WORDS)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least one shuffle"):
        shuffled_spread(ROWS, [], across=(0, 1), **WORDS)  # type: ignore[arg-type]
