"""Views of one outcome table: its bars, its odds ratios at every cut, its pairs of participants."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import estimate, figures, published
from course_lib.design import expected_win_probability, shifted
from course_lib.estimate import Estimate
from course_lib.estimate.estimate import in_words, p_in_words
from course_lib.scale import OrdinalScale
from course_lib.ui import View

Array = NDArray[np.float64]
OF_THE_SCALE = (
    estimate.common_odds_ratio,
    estimate.generalised_odds_ratio,
    estimate.win_odds,
    estimate.win_probability,
)
AT_A_CUT = (
    estimate.odds_ratio,
    estimate.risk_ratio,
    estimate.risk_difference,
    estimate.number_needed_to_treat,
)


def bars(trial: str) -> View:
    """The two bars of a published trial."""
    report = published.load(trial)
    table = report.table
    best, worst = table.proportions[:, 0], table.proportions[:, -1]
    reading = (
        f"{report.title} at {report.timepoint}. With {report.arms[0]} {per_cent(best[0])} have no "
        f"symptoms and {per_cent(worst[0])} are dead; with {report.arms[1]} {per_cent(best[1])} "
        f"and {per_cent(worst[1])}."
    )
    figure = figures.outcome_bars(
        table.proportions,
        labels=report.arms,
        scale=table.scale,
        sizes=table.participants.tolist(),
    )
    return View(
        figure, reading, participants(table.counts, report.arms, table.scale), source_of(report)
    )


def arms(trial: str, cut: int) -> View:
    """The two bars of a published trial, cut into good and poor outcomes."""
    report = published.load(trial)
    table = report.table
    treated, control = table.cumulative[:, place_of(report, cut)]
    good = good_outcome(table.scale, cut)
    odds_ratio = estimate.odds_ratio(table, cut=cut)
    reading = (
        f"{report.title}: {per_cent(treated)} with {report.arms[0]} and {per_cent(control)} with "
        f"{report.arms[1]} reached {good}. That is {odds(treated)} good outcomes per poor one "
        f"against {odds(control)}. {odds_ratio}."
    )
    figure = figures.outcome_bars(
        table.proportions,
        labels=report.arms,
        scale=table.scale,
        sizes=table.participants.tolist(),
        cut=cut,
    )
    return View(
        figure, reading, participants(table.counts, report.arms, table.scale), source_of(report)
    )


def shifted_arms(control: str, odds_ratio: float, cut: int) -> View:
    """A real control arm, and what one odds ratio at every cut would make of it."""
    report = published.load(control)
    table = report.table
    before = table.proportions[1]
    after = shifted(before, odds_ratio=odds_ratio)
    place = table.scale.cut_position(cut)
    start, end = before.cumsum()[place], after.cumsum()[place]
    reading = (
        f"A common odds ratio of {odds_ratio:.2f} takes {good_outcome(table.scale, cut)} from "
        f"{per_cent(start)} to {per_cent(end)}: {more_or_fewer(end - start)} people in 100. "
        f"Deaths go from {per_cent(before[-1])} to {per_cent(after[-1])}. "
        f"Of two people, one from each bar, the one from the upper bar fares better in "
        f"{per_cent(expected_win_probability(after, before))} of pairs, ties counted half. "
        f"The lower bar is the control arm of {report.title}; the upper bar is computed."
    )
    figure = figures.outcome_bars(
        [after, before],
        labels=[f"odds ratio {odds_ratio:.2f}", f"{report.title}, {report.arms[1]}"],
        scale=table.scale,
        cut=cut,
    )
    return View(figure, reading, every_cut(before, after, table.scale), source_of(report))


def people_at_cut(control: str, cut: int, more: int) -> View:
    """How large a common odds ratio must be to bring so many more of 100 to a good outcome."""
    report = published.load(control)
    table, before = report.table, report.table.proportions[1]
    start = before.cumsum()[table.scale.cut_position(cut)]
    good, end = good_outcome(table.scale, cut), start + more / 100
    if min(start, 1 - start) < 1e-9:
        raise ValueError(f"{per_cent(start)} of controls reach {good}: no odds ratio moves that")
    if not 0 < end < 1:
        raise ValueError(
            f"in the control arm {per_cent(start)} reach {good}: from "
            f"{np.floor(100 * start - 1e-9):.0f} fewer to "
            f"{np.floor(100 * (1 - start) - 1e-9):.0f} more of 100 is possible"
        )
    needed = (end / (1 - end)) / (start / (1 - start))
    after = shifted(before, odds_ratio=needed)
    deaths = after[-1] - before[-1]
    reading = (
        f"{more_or_fewer(more / 100)} people in 100 at {good}, {per_cent(end)} instead of "
        f"{per_cent(start)}, takes a common odds ratio of {needed:.2f}. The same odds ratio means "
        f"{more_or_fewer(deaths)} deaths in 100. Control arm: {report.title}."
    )
    figure = figures.people_grid(
        before, after, scale=table.scale, labels=("control", f"odds ratio {needed:.2f}")
    )
    return View(figure, reading, every_cut(before, after, table.scale), source_of(report))


def cut_points(trial: str) -> View:
    """The odds ratio at every cut of a published trial, beside the common one."""
    report = published.load(trial)
    table = report.table
    check, common = estimate.proportional_odds_check(table), estimate.common_odds_ratio(table)
    labels = [table.scale.range_label(0, place) for place in range(len(check.cuts))]
    rows = [*limits(check.odds_ratios), limits(common)]
    reading = (
        f"{report.title}: at the cuts the odds ratios run from "
        f"{in_words(np.min(check.odds_ratios.value))} to "
        f"{in_words(np.max(check.odds_ratios.value))}. "
        f"{common}. Test of proportional odds: {p_in_words(check.p_value)}."
        f"{not_from_counts(report)}"
    )
    figure = figures.forest(
        rows, labels=[*(f"{label} is good" for label in labels), "common"], highlight=[len(labels)]
    )
    names = ["odds ratio", "lower 95%", "upper 95%"]
    twin = pd.DataFrame(rows, [*labels, "common"], names).round(2)
    return View(figure, reading, twin, source_of(report))


def five_numbers(trial: str, cut: int) -> View:
    """All pairs of participants of a published trial, and what each measure makes of them."""
    report = published.load(trial)
    table = report.table
    place_of(report, cut)
    treated, control = table.proportions
    share = estimate.pairs(table)
    measures = [measure(table) for measure in OF_THE_SCALE]
    measures += [measure(table, cut=cut) for measure in AT_A_CUT]
    reading = (
        f"{report.title}, all {table.participants.prod():,} pairs: the treated one did better in "
        f"{per_cent(share.wins)}, the same in {per_cent(share.ties)}, worse in "
        f"{per_cent(share.losses)}; with half of the ties, {per_cent(share.wins + share.ties / 2)} "
        f"for the treated one. {measures[0]}. {measures[2]}. {estimate.wilcoxon(table)}."
        f"{not_from_counts(report)}"
    )
    figure = figures.pair_grid(
        np.outer(treated, control),
        scale=table.scale,
        row_label=report.arms[0],
        column_label=report.arms[1],
        totals=[float(part) for part in share],
    )
    said = [str(one).removeprefix(one.measure).strip() for one in measures]
    twin = pd.DataFrame({"said": said}, [one.measure for one in measures])
    return View(figure, reading, twin, source_of(report))


def place_of(report: published.PublishedTrial, cut: int) -> int:
    """Where a cut stands on the trial's scale; a ValueError where the trial merged its levels."""
    scale = report.table.scale
    if str(cut) not in scale.levels:
        merged = scale.levels[-1]
        raise ValueError(
            f"{report.title} printed levels {merged} together, so this cut cannot be made: "
            f"choose {scale.range_label(0, len(scale) - 2)} or fewer"
        )
    return scale.cut_position(cut)


def source_of(report: published.PublishedTrial) -> str:
    """The trial's source line, and what to keep in mind about its counts."""
    return f"{report.source_line}. {report.note}".rstrip(". ")


def not_from_counts(report: published.PublishedTrial) -> str:
    """The common odds ratio that the report prints where the counts alone cannot give it."""
    for effect in report.effects:
        if effect.measure == "common odds ratio" and effect.not_recomputed:
            return f" The report itself: {effect}."
    return ""


def limits(measure: Estimate) -> Array:
    """Value, lower and upper limit side by side on a last axis."""
    return np.stack([measure.value, *measure.confidence_interval()], axis=-1)


def participants(
    counts: NDArray[np.int64], names: Sequence[str], scale: OrdinalScale
) -> pd.DataFrame:
    """Participants by arm and level, as a small table."""
    return pd.DataFrame(counts, list(names), list(scale.levels))


def every_cut(before: Array, after: Array, scale: OrdinalScale) -> pd.DataFrame:
    """What two distributions put on the good side of each cut, in people of 100."""
    start, end = 100 * before.cumsum()[:-1], 100 * after.cumsum()[:-1]
    labels = [scale.range_label(0, place) for place in range(len(start))]
    ratio = np.full_like(start, np.nan)
    np.divide(end * (100 - start), start * (100 - end), out=ratio, where=(start > 0) & (end < 100))
    columns = {"control": start, "shifted": end, "more in 100": end - start, "odds ratio": ratio}
    table = pd.DataFrame(columns, labels).round(2) + 0.0  # no "-0.0"
    return table.astype(object).where(table.notna(), "not defined")


def good_outcome(scale: OrdinalScale, cut: int) -> str:
    """A good outcome in words: "mRS 0–2"."""
    short = "OHS" if scale.name.startswith("Oxford") else "mRS"
    return f"{short} {scale.range_label(0, scale.cut_position(cut))}"


def per_cent(share: float | Array) -> str:
    """A share with one decimal: "32.6%"."""
    return f"{100 * float(share):.1f}%"


def odds(share: float) -> str:
    """A share as odds, in two figures: "0.48"."""
    return f"{share / (1 - share):.2g}" if share < 1 else "infinitely many"


def more_or_fewer(difference: float) -> str:
    """A difference of shares as people in 100: "13.5 more"."""
    people = f"{abs(100 * float(difference)):.1f}".removesuffix(".0")
    if people == "0":
        return "no more"
    return people + (" more" if difference >= 0 else " fewer")
