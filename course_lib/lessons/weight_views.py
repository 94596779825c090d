"""Views of numbers put on levels: published weights, and the mean of the levels themselves."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import estimate, figures, published
from course_lib.estimate import Estimate
from course_lib.estimate.estimate import p_in_words
from course_lib.lessons.cut_views import in_a_table
from course_lib.lessons.distribution_views import seven_levels
from course_lib.lessons.table_views import good_outcome, participants, source_of
from course_lib.scale import MRS
from course_lib.trial import OutcomeTable
from course_lib.ui import View

Array = NDArray[np.float64]
EQUAL = "equal"
LEVELS = np.arange(len(MRS))
NAMES = {
    EQUAL: "the numbers 0 to 6, equal steps",
    "utility_weighted_mrs": "utilities used in DAWN",
    "wang_2020": "utilities, Wang 2020",
    "irie_2026": "utilities, Irie 2026, Japan",
    "hong_saver_2009": "disability weights, turned round",
}
MADE_UP = np.array([[12, 16, 16, 24, 16, 8, 8], [12, 16, 16, 24, 16, 8, 8]])


def weights_of(name: str) -> Array:
    """A set of weights for the seven levels, 1 for the best state and 0 for death."""
    if name == EQUAL:
        return np.asarray(1 - LEVELS / LEVELS[-1])
    chosen = published.load_weights(name)
    return np.asarray(chosen.for_benefit) / chosen.points


def scored(trial: str, weights: str) -> View:
    """A published trial scored by a set of weights, beside what the other sets say."""
    report = published.load(trial)
    table, chosen = report.table, weights_of(weights)
    treated, control = table.proportions @ chosen
    found = estimate.mean_difference(table, weights=chosen)
    shift, cut = estimate.common_odds_ratio(table), estimate.odds_ratio(table, cut=2)
    reading = (
        f"{report.title}, scored by {NAMES[weights]}: mean {treated:.3f} with {report.arms[0]}, "
        f"{control:.3f} with {report.arms[1]}. {found}. Of the same table, the shift says "
        f"{p_of(shift)}, and {good_outcome(table.scale, 2)} or not says {p_of(cut)}."
    )
    figure = figures.level_weights(
        [weights_of(name) for name in NAMES],
        labels=list(NAMES.values()),
        scale=MRS,
        highlight=[list(NAMES).index(weights)],
    )
    return View(figure, reading, by_every_set(table), source(report, weights))


def source(report: published.PublishedTrial, weights: str) -> str:
    """Where the counts and the weights come from."""
    if weights == EQUAL:
        return source_of(report)
    return f"{source_of(report)}. Weights: {published.load_weights(weights).source_line}"


def by_every_set(table: OutcomeTable) -> pd.DataFrame:
    """The difference of means by every set of weights, with its interval and p-value."""
    found = [estimate.mean_difference(table, weights=weights_of(name)) for name in NAMES]
    rows = [[one.value, *one.confidence_interval()] for one in found]
    names = ["difference", "lower 95%", "upper 95%"]
    twin = pd.DataFrame(rows, list(NAMES.values()), names).round(3) + 0.0
    twin["p"] = [in_a_table(float(np.asarray(one.p_value))) for one in found]
    return twin


def p_of(found: Estimate) -> str:
    """An estimate's p-value in words."""
    return p_in_words(float(np.asarray(found.p_value)))


def means_and_shifts() -> View:
    """The mean of the levels and the shift test, of every real table of seven levels."""
    tables = [report.table for report in seven_levels()]
    means = np.array([mean_of_levels(table).p_value for table in tables], dtype=np.float64)
    shifts = np.array([estimate.wilcoxon(table).p_value for table in tables], dtype=np.float64)
    one, other = means < 0.05, shifts < 0.05
    counts = [int(where.sum()) for where in (one & other, one & ~other, ~one & other,
                                             ~one & ~other)]  # fmt: skip
    apart = np.abs(means - shifts)
    reading = (
        f"{len(tables)} real tables, each a dot: the p-value of the difference in mean level "
        f"against that of the shift test. They differ by {np.median(apart):.3f} in the middle "
        f"table and by {apart.max():.3f} at most."
    )
    figure = figures.p_value_pairs(
        means, shifts, labels=("mean of levels", "shift test"), counts=counts
    )
    twin = pd.DataFrame(
        {"p, mean of levels": map(in_a_table, means), "p, shift": map(in_a_table, shifts)},
        [report.title for report in seven_levels()],
    )
    return View(figure, reading, twin, "the trials' reports, as in the list of distributions")


def mean_of_levels(table: OutcomeTable) -> Estimate:
    """The difference in mean level, above 0 where the treated are better."""
    return estimate.mean_difference(table, weights=-LEVELS)


def same_mean(moved: int) -> View:
    """Two arms of a hundred people with one mean level, and what the mean does not see."""
    counts = MADE_UP.copy()
    counts[0, 3] -= 2 * moved
    counts[0, 0] += moved
    counts[0, 6] += moved
    table = OutcomeTable(counts, MRS)
    levels = (counts @ LEVELS) / counts.sum(axis=-1)
    shift = estimate.common_odds_ratio(table)
    reading = (
        f"Made up: two arms of 100. {moved} of the upper arm went from mRS 3 to 0, and as many "
        f"from 3 to 6. Mean level {levels[0]:.2f} above and {levels[1]:.2f} below; dead "
        f"{counts[0, 6]} and {counts[1, 6]}, without symptoms {counts[0, 0]} and {counts[1, 0]}. "
        f"{shift}."
    )
    figure = figures.outcome_bars(
        table.proportions, labels=["arm A", "arm B"], scale=MRS, sizes=[100, 100]
    )
    return View(figure, reading, participants(counts, ["arm A", "arm B"], MRS), "made up")
