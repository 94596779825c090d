"""Lesson 09."""

from course_lib import published
from course_lib.evidence import Belief, EventRate, observed_power
from course_lib.lessons import (
    belief_views,
    hidden_table_views,
    interval_views,
    margin_views,
    repeat_views,
)
from tests.lessons.numbers.the_trial import starting2

CONVENTIONS = {
    "9": "the lesson's number",
    "12": "questions of the first test",
    "1.5": "a margin to try",
    "1.2": "a margin to try",
    "1.50": "a margin that a prediction supposes",
    "0.67": "one over that margin, 1.5",
    "50%": "a wrong answer: the chance that belongs to p = 0.05",
    "85": "the number of the conference abstract",
    "0%": "the rate of an event that nobody had",
    "53,006": "tables that agree; counted in tests/evidence/test_consistent_tables.py",
}


def reported() -> list[str]:
    """Facts of STARTING-2 that the lesson prints."""
    trial = published.load("starting2")
    names = ["leg_p", "leg_p_adjusted", "leg_difference"]
    names += ["leg_change_treatment", "leg_change_control"]
    return [str(trial.fact(name).value) for name in names]


def compared() -> list[str]:
    """FOCUS as the lesson rounds it, its p, and the null trials that were read for spin."""
    [effect] = published.load("focus").effects
    numbers = [f"{number:.2f}" for number in interval_views.limits("focus")]
    spin = EventRate(
        int(float(published.finding("spin_abstract_conclusions").value or 0)),
        int(float(published.finding("spin_reports").value or 0)),
    )
    return [*numbers, f"{effect.p}", f"{100 * spin.rate:.1f}%", str(spin.participants)]


def safety() -> list[str]:
    """What no event, or one, among 39 leaves possible."""
    none, one = EventRate(0, 39), EventRate(1, 39)
    return [
        f"{100 * none.interval().upper:.0f}%",
        f"{100 * none.upper_limit():.1f}%",
        f"{100 * one.interval().upper:.0f}%",
        f"{100 * EventRate(0, 390).interval().upper:.0f}%",
    ]


def chances() -> list[str]:
    """One minus p, the power that follows from p, and participants in all."""
    p_value = float(published.load("starting2").fact("leg_p").value or 0)
    power = float(observed_power(0.732))
    assert 50 < 100 * float(repeat_views.left_open(p_value, 1)) < 60
    return [
        f"{100 * (1 - p_value):.1f}%",
        f"{100 * power:.0f}%",
        str(margin_views.participants("starting2")),
        f"{Belief.from_interval(*interval_views.limits('starting2')[1:]).odds_ratio:.2f}",
    ]


def beliefs() -> list[str]:
    """How sure the enthusiast must have been to stay 95% sure; a hope of 2."""
    sure = [belief_views.sure_of_benefit("enthusiast", 2, doubt) for doubt in (2, 1)]
    assert sure[0] < 95 < sure[1]
    return [f"{100 - 2}%"]


def tables() -> list[str]:
    """From where to where the odds ratios of the possible tables run."""
    ratios = hidden_table_views.odds_ratios("0.732")
    return [f"{ratios.min():.2f}", f"{ratios.max():.2f}"]


def computed() -> set[str]:
    """Every number that lesson 09 may print because it is recomputed."""
    return {*starting2(), *reported(), *compared(), *safety(), *chances(), *beliefs(), *tables()}
