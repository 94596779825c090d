"""The pictures of a report: flow, outcome bars, the shift, the cuts, the pairs."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray

from course_lib import estimate, figures
from course_lib.estimate import Estimate
from course_lib.estimate.estimate import in_words
from course_lib.report.findings import Findings
from course_lib.report.imputed_outcomes import MAR
from course_lib.report.material import Material
from course_lib.report.phrases import per_cent, rows_of, said, table_of
from course_lib.report.wording import counted
from course_lib.ui.view import View

MOST_IN_GRID = 10
Arguments = ParamSpec("Arguments")


def quietly(draw: Callable[Arguments, View]) -> Callable[Arguments, View]:
    """A letter that a font lacks is drawn by the browser's; the warning helps nobody."""

    @wraps(draw)
    def drawn(*args: Arguments.args, **named: Arguments.kwargs) -> View:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph")
            return draw(*args, **named)

    return drawn


@quietly
def flow(material: Material, found: Findings) -> View:
    """Who was allocated, received it, has an outcome, is analysed."""
    one, other = material.arms
    sides = (found.flow.treatment, found.flow.control)
    each = "; ".join(
        f"{arm} {side.allocated:,} allocated, {side.analysed:,} with an outcome"
        for arm, side in zip(material.arms, sides, strict=True)
    )
    reading = f"{counted(sum(material.allocated), 'participant')}: {each}."
    return View(figures.flow(found.flow, arms=(one, other)), reading)


@quietly
def bars(material: Material, _: Findings) -> View:
    """How each arm spread over the levels."""
    table, scale, place = material.table, material.scale, material.scale.cut_position(material.cut)
    good = table.counts[:, : place + 1].sum(axis=-1).tolist()
    everyone = table.participants.tolist()
    each = " and ".join(
        f"{per_cent(part, whole)} with {arm}"
        for part, whole, arm in zip(good, everyone, material.arms, strict=True)
    )
    figure = figures.outcome_bars(
        table.proportions, labels=material.arms, scale=scale, sizes=everyone, cut=material.cut
    )
    content = {
        f"{arm}{what}": values.tolist()
        for arm, counts, shares in zip(material.arms, table.counts, table.proportions, strict=True)
        for what, values in (("", counts), (", %", (100 * shares).round(1)))
    }
    twin = pd.DataFrame(content, pd.Index(scale.levels, name="level"))
    return View(figure, f"A good outcome, {material.good}: {each}.", twin)


@quietly
def shift(material: Material, found: Findings) -> View:
    """The common odds ratio, and what it becomes in other ways."""
    names = {
        "common odds ratio": "Wald",
        "common odds ratio, profile likelihood": "profile likelihood",
        "adjusted common odds ratio": "adjusted",
        MAR: "missing imputed",
        "worst case, common odds ratio": "missing at the worst",
        "best case, common odds ratio": "missing at the best",
    }
    drawn = {name: found.estimates[key] for key, name in names.items() if key in found.estimates}
    effect = found.estimates["common odds ratio"]
    colon = ":" if np.isnan(effect.value) else ""
    reading = f"Common odds ratio{colon} {said(effect)}."
    if "adjusted" in drawn:
        reading += f" Adjusted {said(drawn['adjusted'])}."
    return View(_forest(material, drawn, highlight=0), reading, table_of(drawn))


@quietly
def cuts(material: Material, found: Findings) -> View:
    """The odds ratio at each cut, and the common one below them."""
    scale, ratios = material.scale, found.check.odds_ratios
    drawn = {
        f"{scale.range_label(0, place)} is good": estimate.odds_ratio(material.table, cut=cut)
        for place, cut in enumerate(found.check.cuts)
    }
    reading = f"{_range_of(np.asarray(ratios.value))} {found.check}."
    drawn["common"] = found.estimates["common odds ratio"]
    return View(_forest(material, drawn, highlight=len(drawn) - 1), reading, table_of(drawn))


def _range_of(ratios: NDArray[np.float64]) -> str:
    """From the smallest to the largest odds ratio at a cut, in words."""
    known = ratios[~np.isnan(ratios)]
    if not len(known):
        return "No cut has participants on both sides: there is no odds ratio."
    low, high = in_words(float(known.min())), in_words(float(known.max()))
    if low == high:
        return f"The odds ratio at each cut that has one is {low}."
    return f"The odds ratios at the cuts run from {low} to {high}."


@quietly
def wins(material: Material, found: Findings) -> View:
    """All pairs of a participant of one arm and one of the other."""
    table = material.table
    share = estimate.pairs(table)
    treated, control = table.proportions
    parts = [float(part) for part in share]
    reading = (
        f"Of {_all_pairs(int(table.participants.prod()))}, the participant with "
        f"{material.arms[0]} did better in {100 * parts[0]:.1f}%, the same in "
        f"{100 * parts[1]:.1f}% and worse in {100 * parts[2]:.1f}%."
    )
    names = ("win probability", "win odds", "generalised odds ratio", "stratified win odds")
    shown = {name: found.estimates[name] for name in names if name in found.estimates}
    if len(material.scale) > MOST_IN_GRID:
        ratios = {name: shown[name] for name in names[1:] if name in shown}
        return View(_forest(material, ratios, highlight=0), reading, table_of(shown))
    figure = figures.pair_grid(
        np.outer(treated, control),
        scale=material.scale,
        row_label=material.arms[0],
        column_label=material.arms[1],
        totals=parts,
    )
    return View(figure, reading, table_of(shown))


def _all_pairs(number: int) -> str:
    return "the one pair" if number == 1 else f"all {number:,} pairs"


def _forest(material: Material, drawn: dict[str, Estimate], *, highlight: int) -> Figure:
    better = (f"favours {material.arms[1]}", f"favours {material.arms[0]}")
    return figures.forest(rows_of(drawn), labels=list(drawn), highlight=[highlight], better=better)


# The parts that have a picture.
DRAWN: dict[str, Callable[[Material, Findings], View]] = {
    "flow": flow,
    "outcomes": bars,
    "shift": shift,
    "cuts": cuts,
    "wins": wins,
}
