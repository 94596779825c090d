"""Views of an interval against a margin: no evidence of an effect, or evidence of no effect."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course_lib import figures, published
from course_lib.lessons import interval_views
from course_lib.ui import View

TRIALS = {"STARTING-2": "starting2", "FOCUS": "focus"}
RANGES = ("matters", "too small to matter", "matters")
SAID = {
    "none": "It lies wholly inside: this is evidence of no effect that matters to you",
    "some": "It lies wholly outside: this is evidence of an effect that matters to you",
    "open": "It reaches over an edge: effects that matter to you are neither shown nor ruled out",
}


def verdict(trial: str, margin: float) -> str:
    """What an interval says about a margin: "none", "some" or "open"."""
    _, lower, upper = interval_views.limits(trial)
    if 1 / margin <= lower and upper <= margin:
        return "none"
    return "some" if upper < 1 / margin or lower > margin else "open"


def least_margin(trial: str) -> float:
    """The smallest margin inside which the whole interval lies."""
    _, lower, upper = interval_views.limits(trial)
    return max(upper, 1 / lower)


def participants(trial: str) -> int:
    """How many were analysed."""
    facts = published.load(trial)
    return sum(
        int(float(facts.fact(f"analysed_{arm}").value or 0)) for arm in ("treatment", "control")
    )


def participants_for(trial: str, margin: float) -> float:
    """About how many it takes for an interval inside the margin, with an estimate of just 1.

    The standard error falls with the square root of the participants; allocation, scale and
    adjustment stay as they were in the trial.
    """
    _, lower, upper = interval_views.limits(trial)
    half = np.log(upper / lower) / 2
    return float(participants(trial) * (half / np.log(margin)) ** 2)


def against(trial: str, margin: float) -> View:
    """A reported interval over the odds ratios that are too small to matter."""
    report = published.load(trial)
    value, lower, upper = interval_views.limits(trial)
    takes = participants_for(trial, margin)
    reading = (
        f"You say: odds ratios between {1 / margin:.2f} and {margin:.2f} are too small to matter. "
        f"{report.title}, {participants(trial):,} participants: {value:.2f}, 95% interval "
        f"{lower:.2f} to {upper:.2f}. {SAID[verdict(trial, margin)]}. An interval of this trial's "
        f"kind around an estimate of exactly 1 would fit inside with about {takes:,.0f} "
        f"participants; this one fits inside from a margin of {least_margin(trial):.2f}."
    )
    row = [interval_views.limits(trial)]
    figure = figures.interval_and_margin(row, labels=[report.title], margin=margin, words=RANGES)
    twin = pd.DataFrame(row, [report.title], ["odds ratio", "lower 95%", "upper 95%"])
    source = f"{report.title}, {interval_views.shift_effect(trial).source}. {report.note}"
    return View(figure, reading, twin, source.rstrip(". "))
