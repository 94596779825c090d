"""What lesson 00 says of chance, held against simulation."""

import numpy as np
from numpy.typing import NDArray

from course_lib import estimate
from course_lib.lessons import simulation_views, start_here


def odds_ratios(size: tuple[int, int]) -> NDArray[np.float64]:
    """Common odds ratios of simulated trials without effect."""
    tables = simulation_views.without_effect(size, 10_000, seed=1)
    return np.asarray(estimate.common_odds_ratio(tables).value)


def test_what_the_start_says_of_chance_is_so() -> None:
    assert 8 < start_here.twice_as_good() < 12  # “about one of ten trials of this size”
    assert 0.08 < (odds_ratios((39, 15)) <= 0.5).mean() < 0.12  # “in another”
    assert (odds_ratios((390, 150)) >= 2).mean() < 0.002  # “almost never”
