"""Views of many real distributions, and of how much room one of them leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import figures, published
from course_lib.design import shifted
from course_lib.lessons.table_views import (
    every_cut,
    good_outcome,
    more_or_fewer,
    per_cent,
    source_of,
)
from course_lib.published import PublishedTrial
from course_lib.scale import MRS
from course_lib.ui import View

Array = NDArray[np.float64]
ON_A_PAGE = 11
CUT = 2


@cache
def seven_levels() -> tuple[PublishedTrial, ...]:
    """Every published distribution on the seven levels of the mRS, or of the scale of IST-3."""
    reports = map(published.load, published.names())
    return tuple(
        report for report in reports
        if report.outcomes is not None and len(report.outcomes.scale) == len(MRS)
    )  # fmt: skip


def independent(report: PublishedTrial) -> float:
    """Share of the control arm at mRS 0–2."""
    return float(report.table.cumulative[1, CUT])


def dead(report: PublishedTrial) -> float:
    """Share of the control arm that died."""
    return float(report.table.proportions[1, -1])


def size(report: PublishedTrial) -> int:
    """Participants with an outcome, both arms."""
    return int(report.table.participants.sum())


ORDERS: dict[str, Callable[[PublishedTrial], float]] = {
    "year": lambda report: report.year,
    "independent": independent,
    "dead": dead,
    "size": size,
}


def browse(order: str, page: int) -> View:
    """A page of real trials, in an order that the learner chooses."""
    ranked = sorted(seven_levels(), key=lambda report: (ORDERS[order](report), report.title))
    shown = ranked[ON_A_PAGE * page : ON_A_PAGE * (page + 1)]
    first, last = shown[0], shown[-1]
    good = [100 * independent(report) for report in shown]
    deaths = [100 * dead(report) for report in shown]
    sizes = [size(report) for report in shown]
    reading = (
        f"{len(shown)} of {len(ranked)} distributions, from {first.title} to {last.title}. In "
        f"these control arms {min(good):.0f} to {max(good):.0f} of 100 reached mRS 0–2, and "
        f"{min(deaths):.0f} to {max(deaths):.0f} of 100 died. Participants: {min(sizes):,} to "
        f"{max(sizes):,}."
    )
    rows = [
        (report.title, report.table.proportions, report.table.participants.tolist())
        for report in shown
    ]
    columns = {
        "year": [report.year for report in shown],
        "participants": sizes,
        "control 0–2, %": np.round(good, 1),
        "control dead, %": np.round(deaths, 1),
        "taken at": [report.timepoint for report in shown],
        "counts": [report.confidence for report in shown],
    }
    twin = pd.DataFrame(columns, [report.title for report in shown])
    return View(figures.gallery(rows, scale=MRS), reading, twin, SOURCE)


SOURCE = "the trials' reports; counts P primary, S secondary source, C computed from one"


def room(control: str, odds_ratio: float) -> View:
    """What one odds ratio means where people stand high, in the middle, or low on the scale."""
    report = published.load(control)
    scale, before = report.table.scale, report.table.proportions[1]
    after = shifted(before, odds_ratio=odds_ratio)
    start, end = before.cumsum(), after.cumsum()
    reading = (
        f"Control arm of {report.title}: {per_cent(before[0])} stand at 0, with no level left to "
        f"gain; {per_cent(start[CUT])} reach {good_outcome(scale, CUT)}. An odds ratio "
        f"of {odds_ratio:.2f} means {more_or_fewer(end[0] - start[0])} of 100 without symptoms, "
        f"{more_or_fewer(end[CUT] - start[CUT])} at {good_outcome(scale, CUT)}, and "
        f"{more_or_fewer(after[-1] - before[-1])} at the worst level."
    )
    figure = figures.people_grid(
        before, after, scale=scale, labels=("control", f"odds ratio {odds_ratio:.2f}")
    )
    return View(figure, reading, every_cut(before, after, scale), source_of(report))


ROOM = ("prisms", "interact2", "mr_clean", "tesla", "select2")


def from_mild_to_severe(odds_ratio: float) -> View:
    """Five control arms from mild to severe, and what one odds ratio would bring in each."""
    reports = [published.load(name) for name in ROOM]
    gained = where_to_move(reports, odds_ratio)
    people = gained["more at 0–2"]
    reading = (
        f"Five real control arms, from mild strokes above to severe ones below. A common odds "
        f"ratio of {odds_ratio:g} would bring {people.iloc[0]} more of 100 to mRS 0–2 in "
        f"{people.index[0]}, {people.max()} in {people.idxmax()} and {people.iloc[-1]} in "
        f"{people.index[-1]}."
    )
    merged = reports[0].table.scale
    bars = [merged_worst(report.table.proportions[1], len(merged)) for report in reports]
    figure = figures.outcome_bars(
        np.stack(bars),
        labels=[report.title for report in reports],
        scale=merged,
        sizes=[int(report.table.participants[1]) for report in reports],
        connect=False,
    )
    return View(figure, reading, gained, SOURCE + "; levels 5 and 6 merged, as PRISMS printed them")


def merged_worst(shares: Array, levels: int) -> Array:
    """A distribution whose worst levels are merged until so many are left."""
    return np.append(shares[: levels - 1], shares[levels - 1 :].sum())


def where_to_move(reports: list[PublishedTrial], odds_ratio: float) -> pd.DataFrame:
    """In each control arm: who has room, and how many of 100 gain by one odds ratio."""
    rows = []
    for report in reports:
        before = report.table.proportions[1]
        start = before.cumsum()
        gained = 100 * (shifted(before, odds_ratio=odds_ratio).cumsum() - start)
        rows.append([100 * before[0], 100 * start[CUT], gained[0], gained[1], gained[CUT]])
    columns = ["at 0, %", "at 0–2, %", "more at 0", "more at 0–1", "more at 0–2"]
    return pd.DataFrame(np.round(rows, 1), [report.title for report in reports], columns)
