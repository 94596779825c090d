"""Views of an event that nobody saw: what few participants can say about harm."""

from __future__ import annotations

import pandas as pd

from course_lib import figures, published
from course_lib.evidence import EventRate
from course_lib.lessons.table_views import per_cent
from course_lib.ui import View

SOURCE = (
    "no serious adverse event was attributed to treatment (Neurology 2021, abstract; seen in a "
    "primary source); everything else is supposed and computed"
)


def seen_in_starting2() -> EventRate:
    """Serious events attributed to treatment, among those analysed with cells."""
    trial = published.load("starting2")
    events, people = (trial.fact(name).value for name in ("serious_harms", "analysed_treatment"))
    return EventRate(int(float(events or 0)), int(float(people or 0)))


def so_few(events: int, participants: int, risk: float) -> float:
    """In how many of 100 trials there are so few events, or fewer; the risk in per cent."""
    return 100 * float(EventRate(events, participants).chance_of_so_few(risk / 100))


def none_seen(events: int, participants: int, risk: float) -> View:
    """Which true risks agree with so few events, and how often a supposed risk stays unseen."""
    trial, own = seen_in_starting2(), EventRate(int(events), int(participants))
    rows = {
        f"STARTING-2, cells: {trial.events} of {trial.participants}": trial,
        f"yours: {own.events} of {own.participants:,}": own,
    }
    limits = [(one.rate, *map(float, one.interval())) for one in rows.values()]
    low, high = map(float, own.interval())
    start = f"from {per_cent(low)} " if own.events else ""
    few = "no event" if own.events == 0 else f"{own.events} or fewer"
    rule = f" (rule of three: {per_cent(3 / own.participants)})" if own.events == 0 else ""
    reading = (
        f"{own.events} of {own.participants:,} participants: the data agree with every true risk "
        f"{start}up to {per_cent(high)}, the end of the exact two-sided 95% interval. The "
        f"one-sided 95% limit is {per_cent(own.upper_limit())}{rule}. Were the true risk "
        f"{risk:.1f}%, {few} would be seen in "
        f"{so_few(own.events, own.participants, risk):.1f} of 100 such trials."
    )
    figure = figures.rate_limits(
        limits, labels=list(rows), marked=(risk / 100, f"supposed: {risk:.1f}%"), highlight=[1]
    )
    columns = {
        "rate, %": [100 * one.rate for one in rows.values()],
        "upper 95%, two-sided": [100 * one.interval().upper for one in rows.values()],
        "upper 95%, one-sided": [100 * one.upper_limit() for one in rows.values()],
    }
    return View(figure, reading, pd.DataFrame(columns, list(rows)).round(1), SOURCE)
