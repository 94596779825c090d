import numpy as np
import pytest

from course_lib.figures import beliefs
from tests.figures import drawn

PLACES = np.geomspace(0.05, 20, 121)
BEFORE, TRIAL, AFTER = (
    np.exp(-((np.log(PLACES / centre) / spread) ** 2) / 2) / spread
    for centre, spread in ((2, 0.4), (0.65, 0.67), (1.5, 0.35))
)


def test_curves_stand_at_their_densities() -> None:
    figure = beliefs(PLACES, {"before": BEFORE, "trial": TRIAL, "after": AFTER})
    curves = [np.asarray(line.get_ydata()) for line in drawn.artists(figure, "curve")]  # type: ignore[attr-defined]
    floor = max(float(curve.max()) for curve in curves)
    heights = [floor - curve for curve in curves]
    assert [int(one.argmax()) for one in heights] == [
        int(one.argmax()) for one in (BEFORE, TRIAL, AFTER)
    ]
    assert heights[0].max() / heights[2].max() == pytest.approx(
        BEFORE.max() / AFTER.max(), rel=0.01
    )


def test_only_the_side_of_benefit_is_filled() -> None:
    figure = beliefs(PLACES, {"after": AFTER})
    [corners] = drawn.paths(figure, "benefit")
    reference = float(drawn.artists(figure, "reference")[0].get_xdata()[0])  # type: ignore[attr-defined]
    assert corners[:, 0].min() == pytest.approx(reference)


def test_a_reference_beyond_the_axis_fills_nothing() -> None:
    assert drawn.artists(beliefs(PLACES[:40], {"after": AFTER[:40]}), "benefit") == []


def test_it_is_tidy() -> None:
    figure = beliefs(PLACES, {"before " * 8: BEFORE, "trial": TRIAL, "after": AFTER})
    assert drawn.untidy(figure) == []
    assert drawn.svg(figure) == drawn.svg(figure)


def test_what_does_not_fit_is_refused() -> None:
    for lines in ({}, {"one": [1.0]}, {str(n): AFTER for n in range(4)}):
        with pytest.raises(ValueError, match="one to 3 lines"):
            beliefs(PLACES, lines)
