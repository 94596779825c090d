"""Views of typed counts: parts of their report, and what four tests say of one table."""

from __future__ import annotations

from functools import lru_cache
from math import isnan

import pandas as pd

from course_lib import figures, published
from course_lib.estimate.estimate import p_in_words
from course_lib.lessons.own_file_views import part_view
from course_lib.report import Report, report
from course_lib.report.wording import counted
from course_lib.trial import OutcomeTable
from course_lib.ui import View

Levels = tuple[int, ...]
# Made up, for small numbers in a table of seven levels.
MADE_UP: tuple[Levels, Levels] = ((1, 4, 6, 11, 9, 3, 5), (0, 1, 3, 4, 5, 1, 1))
TEN: tuple[Levels, Levels] = ((3, 1, 0, 1, 0, 0, 0), (0, 0, 1, 1, 0, 1, 2))
APART: tuple[Levels, Levels] = ((2, 2, 1, 0, 0, 0, 0), (0, 0, 0, 1, 1, 1, 2))


def mr_clean() -> tuple[Levels, Levels]:
    """Counts of a published trial: (treatment, control)."""
    treatment, control = published.load("mr_clean").table.counts.tolist()
    return tuple(treatment), tuple(control)


@lru_cache(maxsize=8)
def typed_report(
    treatment: Levels, control: Levels, lost_treatment: int = 0, lost_control: int = 0
) -> Report:
    """The report of counts on the modified Rankin Scale."""
    table = OutcomeTable.from_counts(treatment=list(treatment), control=list(control))
    return report(table, title="Typed counts", missing=(lost_treatment, lost_control))


def typed(
    treatment: Levels, control: Levels, lost_treatment: int, lost_control: int, part: str
) -> View:
    """One part of the report of typed counts."""
    return part_view(typed_report(treatment, control, lost_treatment, lost_control), part)


def not_warned(treatment: Levels, control: Levels, lost_treatment: int, lost_control: int) -> str:
    """Which of three cautions is not given: the key of an option."""
    told = typed_report(treatment, control, lost_treatment, lost_control).cautions
    kinds = {"missing": "Missing:", "small": "Small:", "proportional": "Not proportional:"}
    absent = [
        key for key, begins in kinds.items() if not any(one.startswith(begins) for one in told)
    ]
    return absent[0] if len(absent) == 1 else "none"


def four_p_values(treatment: Levels, control: Levels) -> dict[str, float]:
    """The p-value of one question by four ways to compute it."""
    made = typed_report(treatment, control)
    estimates, tests = made.estimates, made.findings.tests
    found = {
        "Common odds ratio, Wald": estimates["common odds ratio"].p_value,
        "Common odds ratio, profile likelihood": estimates[
            "common odds ratio, profile likelihood"
        ].p_value,
        "Wilcoxon–Mann–Whitney, by its normal approximation": tests["wilcoxon"].p_value,
    }
    if "exact wilcoxon" in tests:
        found["Wilcoxon–Mann–Whitney, exact"] = tests["exact wilcoxon"].p_value
    return {name: float(p) for name, p in found.items()}


def four_tests(treatment: Levels, control: Levels) -> View:
    """Four p-values of one table, one below the other."""
    found = four_p_values(treatment, control)
    people = sum(treatment) + sum(control)
    said = "; ".join(f"{name}, {p_in_words(p)}" for name, p in found.items())
    reading = f"{counted(people, 'participant')}. {said}. {_how_far(*found.values())}."
    figure = figures.p_value_rows([*found.values()], labels=[*found])
    twin = pd.DataFrame({"p-value": [p_in_words(p) for p in found.values()]}, [*found])
    return View(figure, reading, twin)


def _how_far(*p_values: float) -> str:
    """How the largest of several p-values stands to the smallest."""
    smallest, largest = min(p_values), max(p_values)
    if isnan(largest):
        return "All participants are at one level: there is nothing to test"
    if smallest < 1e-12:
        return "All are far below 0.001" if largest < 1e-6 else "The largest is far larger"
    return f"The largest is {largest / smallest:.1f} times the smallest"


def how_far_apart(treatment: Levels, control: Levels) -> str:
    """How far four p-values part: the key of an option."""
    found = four_p_values(treatment, control).values()
    ratio = max(found) / min(found)
    return "alike" if ratio < 1.2 else "twice" if ratio < 2.5 else "more"
