"""Lesson 03."""

import re

from course_lib import estimate, published
from course_lib.design import shifted
from course_lib.lessons.table_views import people_at_cut
from tests.lessons.numbers.the_trial import starting2

CONVENTIONS = {
    "50": "no difference, in pairs of a hundred",
    "20%": "a share that a question supposes",
    "40%": "a share that a question supposes; twice 20%",
    "22%": "a share that a question supposes: two points more than 20%",
    "0.02": "a p-value that a question supposes",
    "40": "people of 100, to ask for too many",
    "200": "simulated trials on offer",
    "10,000": "simulated trials on offer",
    "271": "minutes: the name of a time window",
    "360": "minutes: the name of a time window",
}


def mr_clean() -> list[str]:
    """The numbers that lesson 03 prints of MR CLEAN."""
    table = published.load("mr_clean").table
    measures = (
        estimate.common_odds_ratio(table),
        estimate.generalised_odds_ratio(table),
        estimate.win_odds(table),
        estimate.win_probability(table),
    )
    values = [f"{one.value:.2f}" for one in measures]
    won, rise = measures[3].value, measures[0].value
    needed = re.search(r"common odds ratio of (\S+)\.", people_at_cut("mr_clean", 2, 5).reading)
    assert needed
    return [*values, f"{100 * won:.0f}%", f"{100 * won:.0f}", f"{100 * (rise - 1):.0f}%", needed[1]]


def needed() -> list[str]:
    """Numbers needed to treat for mRS 0–2, as lesson 03 prints them."""
    clean = estimate.number_needed_to_treat(published.load("mr_clean").table, cut=2)
    harm = estimate.number_needed_to_treat(published.load("prisms").table, cut=2)
    best, worst = clean.confidence_interval()
    assert harm.confidence_interval().lower > 0 > harm.confidence_interval().upper
    return [f"{clean.value:.1f}", f"{best:.1f}", f"{worst:.1f}", f"{-harm.value:.0f}"]


def supposed() -> list[str]:
    """What the questions' odds ratio of 2 makes of the shares that they suppose."""
    good = {
        start: float(shifted([start, 1 - start], odds_ratio=2)[0]) for start in (0.05, 0.2, 0.4)
    }
    gained = {start: 100 * (end - start) for start, end in good.items()}
    assert round(gained[0.4]) == 17
    return [
        f"{100 * good[0.2]:.0f}%",
        f"{100 * good[0.4]:.0f}%",
        f"{100 * good[0.05]:.1f}%",
        f"{gained[0.05]:.1f}",
        f"{gained[0.4]:.0f}",
    ]


def computed() -> set[str]:
    """Every number that lesson 03 may print because it is recomputed."""
    ist3 = str(published.load("ist3").table.participants.sum())
    return {*mr_clean(), *starting2(), *needed(), *supposed(), ist3}
