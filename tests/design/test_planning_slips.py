import numpy as np
import pytest

from course_lib import design
from tests.design.distributions import LEES


def test_half_the_participants_give_a_coin_s_chance() -> None:
    slips = design.planning_slips(LEES, odds_ratio=1.5)
    half = slips["arm_as_total"] // 2
    # Whitehead's formula with half of the information: Φ(2.8016/√2 - 1.96) = 0.508
    assert design.power(LEES, odds_ratio=1.5, participants=(half, half)) == pytest.approx(
        0.508, abs=0.005
    )


def test_each_slip_has_the_size_that_its_formula_says() -> None:
    slips = design.planning_slips(LEES, odds_ratio=1.5)
    right = slips["right"]
    assert slips["total_as_arm"] == 2 * right
    # (1.6449 + 0.8416)² / (1.9600 + 0.8416)² = 0.7877; 1.9600² / 2.8016² = 0.4894; 1 / 1.5² = 0.4444
    assert slips["one_sided"] / right == pytest.approx(0.7877, abs=0.01)
    assert slips["power_left_out"] / right == pytest.approx(0.4894, abs=0.01)
    assert slips["hopeful"] / right == pytest.approx(0.4444, abs=0.01)
    assert all(total % 2 == 0 for total in slips.values())


def test_the_control_arm_alone_misleads_where_the_treated_spread_out() -> None:
    crowded = np.array([0.02, 0.03, 0.95])
    slips = design.planning_slips(crowded, odds_ratio=3)
    assert slips["control_alone"] > 1.2 * slips["right"]


def test_no_effect_is_named() -> None:
    with pytest.raises(ValueError, match="no effect"):
        design.planning_slips(LEES, odds_ratio=1)
