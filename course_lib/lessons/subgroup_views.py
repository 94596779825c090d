"""Views of the International Stroke Trial in subgroups, and tests of whether they differ."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import estimate, evidence, figures, published
from course_lib.estimate import Estimate
from course_lib.estimate.estimate import p_in_words
from course_lib.evidence import InteractionTest
from course_lib.lessons.table_views import limits
from course_lib.published import Subgroups
from course_lib.trial import OutcomeTable
from course_lib.ui import View

Array = NDArray[np.float64]
CUT, ALPHA = "not recovered", 0.05
GOOD = "alive and independent at six months"
MEASURES = {
    "difference": (estimate.risk_difference, "more of 1000"),
    "risk_ratio": (estimate.risk_ratio, "risk ratio"),
    "odds_ratio": (estimate.odds_ratio, "odds ratio"),
}
HEADINGS = {
    "day": "the day of the week",
    "weekend": "weekday or weekend",
    "age": "age",
    "consciousness": "consciousness",
    "alert": "being alert or not",
    "syndrome": "stroke syndrome",
}
SIDES = ("favours no aspirin", "favours aspirin")


def in_subgroups(table: OutcomeTable, measure: str) -> tuple[Estimate, Array, InteractionTest]:
    """Effects by subgroup, their rows (value, lower, upper) and the test of interaction."""
    measured, _ = MEASURES[measure]
    found = measured(table, cut=CUT)
    values, rows = np.asarray(found.value), limits(found)
    if measure == "difference":
        return found, 1000 * rows, evidence.interaction_test(values, found.standard_error)
    return found, rows, evidence.interaction_test(np.log(values), found.standard_error)


def everyone() -> Estimate:
    """Aspirin's effect in the whole trial: share alive and independent, against no aspirin."""
    return estimate.risk_difference(published.load("ist").table, cut=CUT)


def grouped(by: str, measure: str = "difference") -> View:
    """Aspirin's effect in subgroups, each with its own p-value, and the test of interaction."""
    if by == "everyone":
        return whole()
    groups = published.ist_subgroups(by)
    found, rows, test = in_subgroups(groups.table, measure)
    p_values, values = np.asarray(found.p_value), rows[:, 0]
    last, first = int(values.argmax()), int(values.argmin())
    reading = (
        f"International Stroke Trial by {HEADINGS[by]}, {GOOD}, aspirin against none: from "
        f"{told(values[first], measure)} ({groups.labels[first]}) to "
        f"{told(values[last], measure)} ({groups.labels[last]}). p is below 0.05 in "
        f"{(p_values < ALPHA).sum()} of {len(values)} subgroups. {compared(test, measure)}"
    )
    together = MEASURES[measure][0](
        OutcomeTable(groups.table.counts.sum(axis=0), groups.table.scale), cut=CUT
    )
    scaled = (1000 if measure == "difference" else 1) * limits(together)
    rows, p_values = np.vstack([rows, scaled]), np.append(p_values, together.p_value)
    labels = [*groups.labels, "everyone"]
    figure = figures.forest(
        rows,
        labels=[f"{name}, {unbroken(p)}" for name, p in zip(labels, p_values, strict=True)],
        highlight=[first, last],
        reference=0 if measure == "difference" else 1,
        log=measure != "difference",
        better=SIDES,
        note=f"{GOOD}: {MEASURES[measure][1]}, with 95% interval",
    )
    return View(figure, reading, twin(groups, rows, p_values, measure), source(groups))


def unbroken(p_value: float) -> str:
    """A p-value in words, without a place where a line could end."""
    return p_in_words(p_value).replace(" ", "\u00a0")


def compared(test: InteractionTest, measure: str) -> str:
    """The test of interaction; between two subgroups with their difference, or ratio, first."""
    p_value = p_in_words(test.p_value)
    if test.degrees_of_freedom > 1:
        return f"Test of interaction: {p_value}."
    between = np.array([test.difference, *test.confidence_interval()])
    if measure == "difference":
        value, low, high = 1000 * between
        words = f"The effects differ by {abs(value):.1f} per 1000"
        if value < 0:
            low, high = -high, -low
        return f"{words} (95% CI {low:.1f} to {high:.1f}); test of interaction: {p_value}."
    value, low, high = np.exp(between)
    words = f"Ratio of the two {MEASURES[measure][1]}s {value:.2f}"
    return f"{words} (95% CI {low:.2f} to {high:.2f}); test of interaction: {p_value}."


def whole() -> View:
    """Aspirin's effect in everybody."""
    effect = everyone()
    row = 1000 * limits(effect)
    reading = (
        f"International Stroke Trial, everyone with an outcome: with aspirin {row[0]:.1f} more of "
        f"1000 are {GOOD} (95% CI {row[1]:.1f} to {row[2]:.1f}), {p_in_words(effect.p_value)}."
    )
    figure = figures.forest(
        [row],
        labels=["everyone"],
        reference=0,
        log=False,
        better=SIDES,
        note=f"{GOOD}: more of 1000, with 95% interval",
    )
    columns = ["more of 1000", "lower 95%", "upper 95%"]
    table = pd.DataFrame([row], ["everyone"], columns).round(1)
    return View(figure, reading, table, source(published.ist_subgroups("day")))


def twin(groups: Subgroups, rows: Array, p_values: Array, measure: str) -> pd.DataFrame:
    """Participants, effect and p-value of each subgroup, and of everyone in the last row."""
    name, digits = MEASURES[measure][1], 1 if measure == "difference" else 2
    columns = [name, "lower 95%", "upper 95%"]
    table = pd.DataFrame(rows.round(digits), [*groups.labels, "everyone"], columns)
    sizes = groups.table.participants.sum(axis=-1)
    table.insert(0, "participants", np.append(sizes, sizes.sum()))
    return table.assign(p=p_values.round(3))


def told(value: float, measure: str) -> str:
    """One effect in words: "9 fewer of 1000", "odds ratio 1.23"."""
    if measure == "difference":
        return f"{abs(value):.1f} {'more' if value >= 0 else 'fewer'} of 1000"
    return f"{MEASURES[measure][1]} {value:.2f}"


def source(groups: Subgroups) -> str:
    """The data's licence notice, and who is left out."""
    left_out = f" {groups.left_out} with another syndrome are left out." if groups.left_out else ""
    return groups.attribution + left_out


def interaction_p(by: str, measure: str) -> float:
    """The p-value of the test of interaction."""
    return float(in_subgroups(published.ist_subgroups(by).table, measure)[2].p_value)
