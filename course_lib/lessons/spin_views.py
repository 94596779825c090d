"""Views of spin: how null trials were reported, as research on trials found."""

from __future__ import annotations

import pandas as pd

from course_lib import figures, published
from course_lib.evidence import EventRate
from course_lib.lessons.table_views import per_cent
from course_lib.ui import View

PLACES = {
    "title": "title",
    "abstract_results": "abstract, results",
    "abstract_conclusions": "abstract, conclusions",
    "main_results": "main text, results",
    "main_discussion": "main text, discussion",
    "main_conclusions": "main text, conclusions",
}


def found(place: str) -> EventRate:
    """In how many of the null trials there was spin in this place."""
    seen, everyone = (published.finding(f"spin_{name}").value for name in (place, "reports"))
    return EventRate(int(float(seen or 0)), int(float(everyone or 0)))


def where_it_was() -> View:
    """How often there was spin, place by place."""
    rates = {words: found(place) for place, words in PLACES.items()}
    most = max(rates, key=lambda words: rates[words].rate)
    reading = (
        f"{rates[most].participants} trials with a null primary outcome. There was spin in the "
        f"title of {rates['title'].events} and, most often, in the place “{most}”: "
        f"{rates[most].events} trials, {per_cent(rates[most].rate)}."
    )
    rows = [(one.rate, *map(float, one.interval())) for one in rates.values()]
    figure = figures.rate_limits(rows, labels=list(rates), highlight=[list(rates).index(most)])
    columns = {
        "trials": [str(one.events) for one in rates.values()],
        "%": [f"{100 * one.rate:.1f}" for one in rates.values()],
    }
    source = published.finding("spin_abstract_conclusions").source
    return View(figure, reading, pd.DataFrame(columns, list(rates)), f"{source}; limits computed")
