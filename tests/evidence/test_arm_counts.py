"""Counting, listing and drawing the arms that fit bounds, against listing them all."""

from __future__ import annotations

from itertools import product
from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.evidence.arm_counts import ArmCounts

BOUNDS = st.lists(
    st.tuples(st.booleans(), st.integers(0, 3), st.integers(0, 6), st.integers(0, 6)), max_size=4
)


def every_arm(participants: int, levels: int) -> list[tuple[int, ...]]:
    return [
        arm for arm in product(range(participants + 1), repeat=levels) if sum(arm) == participants
    ]


def bounded(bounds: Any, participants: int = 6) -> tuple[ArmCounts, list[tuple[int, ...]]]:
    arm, listed = ArmCounts.anywhere(participants, levels=4), every_arm(participants, 4)
    for single, place, one, other in bounds:
        low, high = min(one, other), max(one, other)
        if single:
            arm = arm.with_level(place, low, high)
            listed = [a for a in listed if low <= a[place] <= high]
        else:
            arm = arm.with_up_to(place, low, high)
            listed = [a for a in listed if low <= sum(a[: place + 1]) <= high]
    return arm, listed


@pytest.mark.parametrize(("participants", "levels"), [(15, 7), (39, 7), (300, 7), (1500, 11)])
def test_a_free_arm_has_as_many_ways_as_stars_and_bars(participants: int, levels: int) -> None:
    arm = ArmCounts.anywhere(participants, levels=levels)
    assert arm.number == comb(participants + levels - 1, levels - 1)


@given(BOUNDS)
def test_the_list_holds_every_arm_within_the_bounds_once(bounds: Any) -> None:
    arm, listed = bounded(bounds)
    assert arm.number == len(listed)
    assert sorted(map(tuple, arm.at(np.arange(arm.number)).tolist())) == sorted(listed)


@given(BOUNDS, st.integers(0, 1000))
def test_every_drawn_arm_lies_within_the_bounds(bounds: Any, seed: int) -> None:
    arm, listed = bounded(bounds)
    if listed:
        drawn = arm.draw(50, np.random.default_rng(seed))
        assert set(map(tuple, drawn.tolist())) <= set(listed)


def test_arms_are_drawn_uniformly() -> None:
    arm, listed = bounded([(True, 1, 1, 3), (False, 2, 2, 5)])
    size = 400 * len(listed)
    drawn = arm.draw(size, np.random.default_rng(11))
    _, found = np.unique(drawn, axis=0, return_counts=True)
    assert len(found) == len(listed)
    freedom = len(listed) - 1
    chi_squared = ((found - 400) ** 2 / 400).sum()
    assert abs(chi_squared - freedom) < 4 * np.sqrt(2 * freedom)


def test_a_large_arm_is_drawn_with_the_mean_that_symmetry_gives_every_level() -> None:
    drawn = ArmCounts.anywhere(700, levels=7).draw(20_000, np.random.default_rng(12))
    assert (drawn.sum(axis=1) == 700).all()
    error = drawn.std(axis=0) / np.sqrt(20_000)
    assert (np.abs(drawn.mean(axis=0) - 100) < 4 * error).all()


def test_a_place_in_a_long_list_is_found_without_writing_the_list() -> None:
    arm = ArmCounts.anywhere(300, levels=7).with_level(6, 20, 40)
    places = np.array([0, 1, arm.number // 2, arm.number - 1])
    found = arm.at(places)
    assert (found.sum(axis=1) == 300).all()
    assert len({*map(tuple, found.tolist())}) == 4
    np.testing.assert_array_equal(found[[2]], arm.at(places[[2]]))
