import numpy as np
import pytest

from course_lib.figures import rate_limits
from tests.figures import drawn
from tests.figures.examples import LONG

ROWS = [(0.0, 0.0, 0.09), (0.583, 0.461, 0.698)]


def test_squares_and_lines_stand_at_the_rates_and_their_limits() -> None:
    figure = rate_limits(ROWS, labels=["none seen", "many seen"])
    spots = [float(sign.get_xdata()[0]) for sign in drawn.artists(figure, "rate")]  # type: ignore[attr-defined]
    assert spots[0] == 0
    ends = drawn.paths(figure, "limits")
    last = [float(end[0, 0]) for end in (ends[3], ends[4])]
    assert last[1] / last[0] == pytest.approx(0.698 / 0.461)
    assert spots[1] / last[0] == pytest.approx(0.583 / 0.461)


def test_the_numbers_are_said_and_the_sheet_is_tidy() -> None:
    figure = rate_limits(
        ROWS, labels=[LONG, "many"], marked=(0.02, "a rate to hold"), highlight=[1]
    )
    assert "58.3% (46.1% to 69.8%)" in drawn.words(figure)
    assert drawn.untidy(figure) == []
    assert drawn.svg(figure) == drawn.svg(figure)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_line_at_either_end_stays_on_the_sheet(share: float) -> None:
    figure = rate_limits([(0, 0, 0.4)], labels=["few"], marked=(share, "a risk that is supposed"))
    assert drawn.untidy(figure) == []
    assert len(drawn.artists(figure, "marked")) == 1


@pytest.mark.parametrize("rows", [[(0, 0, 1.2)], [(0, 0, np.nan)], [(0, 0)]])
def test_what_is_no_share_is_refused(rows: list[tuple[float, ...]]) -> None:
    with pytest.raises(ValueError, match=r"from 0 to 1|rows of"):
        rate_limits(rows, labels=["one"])
