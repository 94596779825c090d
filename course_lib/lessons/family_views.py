"""Views of a family of outcomes: what chance does in it, and what a plan may claim."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import evidence, figures, published
from course_lib.evidence import GraphicalTest, Method
from course_lib.figures import Hypothesis, Mark
from course_lib.ui import View

Array = NDArray[np.float64]
OUTCOMES = {
    "Motricity leg": "leg_p",
    "Motricity side": "side_p",
    "Motricity arm": "arm_p",
    "Fugl-Meyer total": "fugl_meyer_total_p",
    "Walking (FAC)": "ambulation_p",
}
FAMILIES = {
    "the leg score alone": 1,
    "the three Motricity scores": 3,
    "all five": 5,
}
METHODS: dict[str, Method] = {
    "none": "none",
    "Bonferroni": "bonferroni",
    "Holm": "holm",
    "Benjamini–Hochberg": "benjamini-hochberg",
}
ONWARDS = {"the leg score": "leg", "all five, in equal parts": "all", "nobody": "none"}
AMONG = {
    "the next in the list": "next",
    "the others, in equal parts": "others",
    "the mRS": "back",
}
PRIMARY = "mRS at 90 days"
SMALLEST = 0.023
MOST = 20
SOURCE = (
    "p-values: Neurology 2021, abstract (mRS, Motricity leg); neurologyadvisor.com, report on the "
    "paper (others, secondary source)"
)


def p_values() -> dict[str, float]:
    """The reported p-values of the five secondary motor outcomes."""
    trial = published.load("starting2")
    return {name: float(trial.fact(fact).value or "nan") for name, fact in OUTCOMES.items()}


def primary_p() -> float:
    """The reported p-value of the primary outcome."""
    return float(published.load("starting2").effects[1].p or "nan")


@cache
def chances(correlation: float) -> tuple[Array, Array]:
    """For one to twenty null outcomes: any p of 0.05 or less, and a smallest p of 0.023."""
    counts = range(1, MOST + 1)
    anything = [evidence.family_wise_error(n, correlation=correlation).value for n in counts]
    smallest = [
        evidence.chance_of_smallest_p(SMALLEST, endpoints=n, correlation=correlation).value
        for n in counts
    ]
    return np.array(anything), np.array(smallest)


def family(outcomes: int, correlation: float) -> View:
    """How often chance alone finds something in a family of outcomes."""
    anything, smallest = chances(round(correlation, 2))
    one, other = float(anything[outcomes - 1]), float(smallest[outcomes - 1])
    tests = "1 outcome" if outcomes == 1 else f"{outcomes} outcomes"
    reading = (
        f"{tests} without any effect, correlation {correlation:.2f}: at least one p of 0.05 or "
        f"less in {100 * one:.1f}% of trials; a smallest p of {SMALLEST} or less in "
        f"{100 * other:.1f}%."
    )
    figure = figures.curves(
        np.arange(1, MOST + 1),
        {"some p is 0.05 or less": anything, f"the smallest p is {SMALLEST} or less": smallest},
        marks=[
            Mark(outcomes, one, f"{tests}: {100 * one:.1f}%"),
            Mark(outcomes, other, f"{tests}: {100 * other:.1f}%"),
        ],
        titles=("outcomes tested, none with an effect", "chance"),
    )
    columns = {"any p ≤ 0.05, %": 100 * anything, f"smallest p ≤ {SMALLEST}, %": 100 * smallest}
    twin = pd.DataFrame(columns, range(1, MOST + 1)).round(1).iloc[[0, 1, 2, 3, 4, 5, 9, 19]]
    return View(figure, reading, twin, "calculated")


def adjusted(family: int, method: Method) -> View:
    """The reported p-values, adjusted within a family of the first so many."""
    given = p_values()
    came = np.array(list(given.values()))
    after = np.full_like(came, np.nan)
    after[:family] = evidence.adjust(came[:family], method=method)
    words = next(name for name, key in METHODS.items() if key == method)
    said = (
        f"Adjusted by {words}, the leg score has p = {after[0]:.3f}."
        if method != "none"
        else f"Without adjustment the leg score has p = {came[0]:.3f}."
    )
    members = "1 outcome" if family == 1 else f"{family} outcomes"
    reading = f"Family of {members}. {said} Which family the protocol named is not known to us."
    figure = figures.p_value_rows(
        came,
        labels=list(given),
        adjusted=after if method != "none" else np.full_like(came, np.nan),
        highlight=[0],
    )
    twin = pd.DataFrame({"p": came, "adjusted p": after}, list(given)).round(3)
    shown = twin.astype(object).where(twin.notna(), "not in the family")
    return View(figure, reading, shown, SOURCE)


def leg_after_holm() -> float:
    """Holm's p-value of the leg score over the five."""
    return float(evidence.adjust(list(p_values().values()), method="holm")[0])


def said(options: Mapping[str, str], key: str) -> str:
    """The words of an option."""
    return next(words for words, one in options.items() if one == key)


def wired(reserve: int, onwards: str, among: str, p_primary: float) -> GraphicalTest:
    """The plan that a learner has wired, fed with the p-values."""
    weights = np.zeros(len(OUTCOMES) + 1)
    weights[:2] = 1 - reserve / 100, reserve / 100
    return evidence.graphical_procedure(
        [p_primary, *p_values().values()],
        weights=weights,
        transitions=arrows_of(onwards, among),
        names=(PRIMARY, *OUTCOMES),
    )


def arrows_of(onwards: str, among: str) -> Array:
    """Where the mRS hands its alpha, and where the secondary outcomes hand theirs."""
    count = len(OUTCOMES)
    arrows = np.zeros((count + 1, count + 1))
    if onwards == "leg":
        arrows[0, 1] = 1
    elif onwards == "all":
        arrows[0, 1:] = 1 / count
    if among == "next":
        arrows[1:, 1:] = np.eye(count, k=1)
    elif among == "others":
        arrows[1:, 1:] = (1 - np.eye(count)) / (count - 1)
    else:
        arrows[1:, 0] = 1
    return arrows


def plan(reserve: int, onwards: str, among: str, p_primary: float) -> View:
    """A plan for six outcomes: where alpha starts, where it goes, and what may be claimed."""
    p_primary = round(p_primary, 3)
    test = wired(reserve, onwards, among, p_primary)
    shares = [100 - reserve, reserve, *[0] * (len(OUTCOMES) - 1)]
    claimed = ", ".join(np.array(test.names)[test.rejected]) or "nothing"
    supposed = "" if p_primary == primary_p() else f" (supposed; reported: {primary_p()})"
    reading = (
        f"The mRS starts with {100 - reserve}% of alpha, the leg score with {reserve}%. If "
        f"claimed, the mRS hands its part to {said(ONWARDS, onwards)}, a secondary outcome to "
        f"{said(AMONG, among)}. mRS: p = {p_primary:.3f}{supposed}. This plan claims "
        f"{claimed}. Adjusted p of the leg score: {test.adjusted[1]:.3f}. A plan keeps "
        f"its promise only if it was drawn before the data were seen."
    )
    boxes = [
        Hypothesis(name, f"p = {p:.3f} · starts with {share}%", bool(yes))
        for name, p, share, yes in zip(
            test.names, test.p_values, shares, test.rejected, strict=True
        )
    ]
    figure = figures.alpha_graph(boxes, arrows_of(onwards, among))
    columns: dict[str, Any] = {
        "starts with, %": shares,
        "p": test.p_values.round(3),
        "adjusted p": test.adjusted.round(3),
        "claimed": ["yes" if yes else "no" for yes in test.rejected],
    }
    return View(figure, reading, pd.DataFrame(columns, list(test.names)), SOURCE)


def adjusted_behind_the_gate() -> str:
    """What a gate with the mRS first leaves of the leg score: a key of the prediction."""
    test = wired(0, "leg", "next", primary_p())
    return "closed" if test.adjusted[1] >= primary_p() else "as_it_came"
