"""Controls: what they allow, what they send, and what they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.ui import Choice, Counts, Draw, Slider, Switch

ODDS = Slider("Odds ratio", 0.25, 4, 1, log=True)
SIZE = Slider("Participants", 10, 40, 15, whole=True, unit="per arm")


def test_a_log_slider_has_equal_ratios_between_its_ends() -> None:
    ratios = [after / before for before, after in zip(ODDS.stops, ODDS.stops[1:], strict=False)]
    assert (ODDS.stops[0], ODDS.stops[-1]) == (0.25, 4)
    assert 1 < min(ratios) <= max(ratios) < 1.05


def test_a_whole_log_slider_stops_at_different_whole_numbers() -> None:
    stops = Slider("Participants", 10, 5000, 300, log=True, whole=True).stops
    assert list(stops) == sorted({int(stop) for stop in stops})


def test_a_step_gives_round_stops_and_the_maximum_ends_them() -> None:
    assert Slider("Share", 0, 1, 0.3, step=0.3).stops == (0, 0.3, 0.6, 0.9, 1)
    assert SIZE.stops == tuple(range(10, 41))


@given(st.floats(0.01, 1), st.floats(1.5, 1e4), st.booleans())
def test_stops_rise_from_end_to_end(low: float, ratio: float, log: bool) -> None:  # noqa: FBT001
    stops = Slider("x", low, low * ratio, low, log=log).stops
    assert list(stops) == sorted(set(stops))
    assert (stops[0], stops[-1]) == (low, low * ratio)


def test_a_whole_slider_gives_an_int() -> None:
    assert type(SIZE.read(12.0)) is int
    assert SIZE.said(12) == "12 per arm"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Slider("Odds ratio", 4, 1, 2), "minimum must be below the maximum"),
        (lambda: Slider("Odds ratio", 0, 4, 1, log=True), "a minimum above 0"),
        (lambda: Slider("Odds ratio", 1, 4, 5), "between 1 and 4, not at 5"),
        (lambda: Slider("Odds ratio", 1, 4, 2, step=0), "a step must be above 0"),
        (lambda: Slider("n", 0, 1e6, 5, step=1), "over 5000 stops"),
        (lambda: ODDS.read("2"), "must be a number, not '2'"),
        (lambda: ODDS.read(float("nan")), "must be a number"),
        (lambda: ODDS.read(True), "must be a number"),
        (lambda: SIZE.read(12.5), "must be a whole number, not 12.5"),
        (lambda: Choice("Cut", ["0–1"], "0–1"), "at least two options"),
        (lambda: Choice("Cut", ["0–1", "0–2"], "0–3"), "one of 0–1, 0–2, not '0–3'"),
        (lambda: Choice("Cut", ["0–1", "0–2"], "0–1").read(2), "must be one of"),
        (lambda: Switch("Show").read(1), "on (True) or off (False), not 1"),
        (lambda: Draw().read(-1), "a seed must be a whole number from 0"),
        (lambda: Counts("Control", "ab", (1,)), "needs 2 counts"),
        (lambda: Counts("Control", "ab", (1, -2)), "from 0 to 1000000, not -2"),
        (lambda: Counts("Control", "ab", (1, 0.5)), "whole number of participants"),
    ],
)
def test_what_is_not_allowed_is_said(make: Callable[[], Any], words: str) -> None:
    with pytest.raises(ValueError) as error:
        make()
    assert words in str(error.value)


def test_options_may_have_words_and_values_of_any_kind() -> None:
    choice = Choice("Arm", {"cells": None, "no cells": (1, 2)}, None)
    assert [choice.read(choice.sent(value)) for value in choice.values] == [None, (1, 2)]
    assert choice.said((1, 2)) == "no cells"


def test_a_number_is_not_taken_for_a_switch_among_options() -> None:
    assert Choice("x", [1, True], True).sent(True) == 1


def test_counts_end_with_everybody_at_one_level_and_with_nobody() -> None:
    assert Counts("Control", ("good", "poor"), (4, 11)).ends() == ((15, 0), (0, 15), (0, 0))
