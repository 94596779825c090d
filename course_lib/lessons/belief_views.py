"""Views of belief: what a sceptic and an enthusiast may think after STARTING-2."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course_lib import figures
from course_lib.evidence import Belief, enthusiastic_posterior, posterior, sceptical_posterior
from course_lib.lessons import interval_views
from course_lib.ui import View

PLACES = np.geomspace(0.05, 20, 241)
READERS = {"A sceptic": "sceptic", "An enthusiast": "enthusiast", "No opinion": "open"}
SOURCE = (
    "STARTING-2, conference abstract: odds ratio 0.65 (0.18 to 2.44), for a better outcome, "
    "adjusted; beliefs before the trial are yours"
)


def said_by_the_trial(times: float = 1) -> Belief:
    """What STARTING-2 says by itself, or would say with so many times the participants."""
    value, lower, upper = interval_views.limits("starting2")
    error = Belief.from_interval(lower, upper).standard_deviation
    return Belief(float(np.log(value)), error / times**0.5)


def before(reader: str, hoped_for: float, doubt: float) -> Belief | None:
    """What a reader believed before the trial; None for one without any opinion."""
    if reader == "open":
        return None
    nothing_new = Belief(0.0, 1e6)
    learn = sceptical_posterior if reader == "sceptic" else enthusiastic_posterior
    return learn(nothing_new, hoped_for=hoped_for, doubt=doubt / 100)


def after(reader: str, hoped_for: float, doubt: float, times: float) -> Belief:
    """What the reader may believe after it."""
    trial, prior = said_by_the_trial(times), before(reader, hoped_for, doubt)
    return trial if prior is None else posterior(trial, prior=prior)


def sure_of_benefit(reader: str, hoped_for: float, doubt: float, times: float = 1) -> float:
    """Chance of any benefit after the trial, in per cent."""
    return 100 * after(reader, hoped_for, doubt, times).chance_above()


def density(belief: Belief) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Its normal density over the logarithm of the odds ratio."""
    steps = (np.log(PLACES) - belief.log_odds_ratio) / belief.standard_deviation
    return np.asarray(np.exp(-(steps**2) / 2) / belief.standard_deviation)


def believed(reader: str, hoped_for: float, doubt: float, times: float) -> View:
    """Belief before the trial, what the trial says, and belief after it."""
    trial, prior = said_by_the_trial(times), before(reader, hoped_for, doubt)
    end = after(reader, hoped_for, doubt, times)
    size = "" if times == 1 else f", had it had {times:g} times the participants"
    rows = {f"the trial by itself{size}": trial, "after the trial": end}
    if prior is not None:
        rows = {f"before: {told(reader, hoped_for, doubt)}": prior, **rows}
    start = "No opinion before" if prior is None else f"Before: {prior}"
    reading = f"{start}. The trial by itself{size}: {trial}. After: {end}."
    figure = figures.beliefs(PLACES, {name: density(one) for name, one in rows.items()})
    numbers = [(one.odds_ratio, *one.interval(), 100 * one.chance_above()) for one in rows.values()]
    columns = ["odds ratio", "95% from", "95% to", "chance of benefit, %"]
    return View(figure, reading, pd.DataFrame(numbers, list(rows), columns).round(2), SOURCE)


def told(reader: str, hoped_for: float, doubt: float) -> str:
    """A reader's belief in words."""
    if reader == "sceptic":
        return f"expects no effect, gives more than {hoped_for:.2f} a chance of {doubt:g}%"
    return f"expects {hoped_for:.2f}, gives “no benefit” a chance of {doubt:g}%"
