"""The outcome ramp and its digits, for eyes that see all colours, two kinds of them, or none."""

import numpy as np
import pytest

from course_lib.figures import style
from course_lib.scale import MRS
from tests.figures import colour_vision as vision

every_kind_of_eyes = pytest.mark.parametrize("eyes", vision.EYES)
# In units of CIEDE2000, of which about one is just noticed side by side.
APART, MRS_APART, HUES_APART = 5, 9, 20
# Sharma, Wu and Dalal 2005, doi 10.1002/col.20070, table 1: pairs 1, 5, 9, 10, 13, 17, 25 and 33.
PAIRS = (
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.1848, -84.8006), (50.0, 0.0, -82.7485), 1.0),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, -0.001, 2.49), (50.0, 0.0009, -2.49), 4.8045),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
)


@pytest.mark.parametrize(("one", "other", "published"), PAIRS)
def test_the_colour_difference_is_the_published_one(
    one: tuple[float, ...], other: tuple[float, ...], published: float
) -> None:
    assert vision.ciede2000(np.array(one), np.array(other)) == pytest.approx(published, abs=5e-5)
    assert vision.ciede2000(np.array(other), np.array(one)) == pytest.approx(published, abs=5e-5)


@every_kind_of_eyes
def test_white_stays_white_and_grey_stays_grey(eyes: str) -> None:
    assert vision.EYES[eyes].sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


def test_red_and_green_of_one_lightness_are_close_without_green_cones() -> None:
    red, green = "#b05a5a", "#6f7a3a"
    assert vision.steps((red, green), "full colour")[0] > 30
    assert vision.steps((red, green), "deuteranopia")[0] < 15


@every_kind_of_eyes
def test_neighbours_on_the_mrs_are_told_apart(eyes: str) -> None:
    assert min(vision.steps(style.ramp(len(MRS)), eyes)) >= MRS_APART


@every_kind_of_eyes
@pytest.mark.parametrize("levels", range(2, 12))
def test_neighbours_on_any_scale_are_told_apart(levels: int, eyes: str) -> None:
    assert min(vision.steps(style.ramp(levels), eyes)) >= APART


@every_kind_of_eyes
def test_the_digits_in_the_bars_of_the_mrs_stay_readable(eyes: str) -> None:
    for ground in style.ramp(len(MRS)):
        ink = vision.seen(style.ink_on(ground), eyes)
        assert vision.contrast(ink, vision.seen(ground, eyes)) >= 4.5


@pytest.mark.parametrize("eyes", ["full colour", "protanopia", "deuteranopia", "tritanopia"])
def test_benefit_and_harm_are_told_apart(eyes: str) -> None:
    # Without any colour they are told apart by words, side and shape, as everything here is.
    assert vision.steps((style.BENEFIT, style.HARM), eyes)[0] >= HUES_APART
