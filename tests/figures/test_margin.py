import numpy as np
import pytest

from course_lib.figures import interval_and_margin
from tests.figures import drawn

ROWS = [(0.65, 0.18, 2.44), (0.951, 0.839, 1.079)]


def band(margin: float) -> tuple[float, float]:
    figure = interval_and_margin(ROWS, labels=["small", "large"], margin=margin)
    [corners] = drawn.paths(figure, "band")
    return float(corners[:, 0].min()), float(corners[:, 0].max())


def test_the_band_lies_evenly_around_no_effect_on_the_log_scale() -> None:
    figure = interval_and_margin(ROWS, labels=["small", "large"], margin=1.5)
    reference = float(drawn.artists(figure, "reference")[0].get_xdata()[0])  # type: ignore[attr-defined]
    low, high = band(1.5)
    assert (low + high) / 2 == pytest.approx(reference)
    assert band(3)[1] - band(3)[0] > high - low


def test_an_interval_ends_inside_or_outside_of_the_band() -> None:
    figure = interval_and_margin(ROWS, labels=["small", "large"], margin=1.25)
    low, high = band(1.25)
    small, large = (drawn.paths(figure, "interval")[row * 3 + 2][:, 0] for row in (0, 1))
    assert small.min() < low < high < small.max()
    assert low < large.min() < large.max() < high


@pytest.mark.parametrize("margin", [1.05, 1.5, 5, 8])
def test_words_keep_apart(margin: float) -> None:
    for labels in (["small", "large"], ["a trial with a longer name than most", "x"]):
        figure = interval_and_margin(ROWS, labels=labels, margin=margin)
        assert drawn.untidy(figure) == []
    assert drawn.svg(figure) == drawn.svg(figure)


def test_an_endless_interval_has_arrows() -> None:
    figure = interval_and_margin([(3.0, 0.5, np.inf)], labels=["none failed"], margin=2)
    assert len(drawn.artists(figure, "arrow")) == 1


@pytest.mark.parametrize("margin", [1, 0.5, np.inf, np.nan])
def test_what_is_no_margin_is_refused(margin: float) -> None:
    with pytest.raises(ValueError, match="above 1"):
        interval_and_margin(ROWS, labels=["small", "large"], margin=margin)
