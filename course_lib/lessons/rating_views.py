"""Views of raters: how often they agree, and what their slips cost a trial."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import estimate, figures, published
from course_lib.design import rater_agreement, sample_size, shifted, slipped
from course_lib.lessons.table_views import good_outcome, per_cent, source_of
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable
from course_lib.ui import View

Array = NDArray[np.float64]
SAME = ("same level", "another level")
PAIR = OrdinalScale("pair of ratings", SAME, SAME)
POWER = 0.8
FINE = 10_000_000
CUT = 2


def agreement() -> View:
    """How often two raters chose the same level, in every study known to us that printed it."""
    studies = published.rater_studies()
    printed = [study for study in studies if study.agreement is not None]
    shares = np.array([[study.agreement, 1 - study.agreement] for study in printed
                       if study.agreement is not None])  # fmt: skip
    low, high = shares[:, 0].min(), shares[:, 0].max()
    reading = (
        f"In {len(printed)} comparisons of two ratings of the same people, the two chose the same "
        f"level for {100 * low:.0f}% to {100 * high:.0f}% of them. Studies that printed a kappa "
        f"only are in the table."
    )
    figure = figures.outcome_bars(
        shares,
        labels=[f"{study.title}: {study.rating}" for study in printed],
        scale=PAIR,
        sizes=[study.participants or 0 for study in printed],
        connect=False,
    )
    columns = ("rating", "participants", "agreement", "kappa", "weighted_kappa", "note")
    rows = [["" if (cell := getattr(study, name)) is None else cell for name in columns]
            for study in studies]  # fmt: skip
    names = ["rated", "people", "same level", "kappa", "weighted kappa", "note"]
    twin = pd.DataFrame(rows, [study.title for study in studies], names)
    return View(figure, reading, twin, "abstracts of the papers named at the end of this lesson")


def slips(control: str, odds_ratio: float, slips: int) -> View:
    """A trial as it is, and as its raters see it, if some of their ratings slip by one level."""
    report = published.load(control)
    scale = report.table.scale
    before = report.table.proportions[1]
    true = np.stack([shifted(before, odds_ratio=odds_ratio), before])
    rated = slipped(true, share=slips / 100)
    seen, needed = seen_ratio(rated, scale), participants(rated, scale)
    planned = participants(true, scale)
    same = float(rater_agreement(alive(before), share=slips / 100))
    reading = (
        f"{slips} of 100 ratings slip by one level, alike in both arms. A true common odds ratio "
        f"of {odds_ratio:.2f} is seen as {seen:.2f}. For {100 * POWER:.0f}% power the trial needs "
        f"{needed:,} participants in place of {planned:,}: {100 * (needed / planned - 1):.0f}% "
        f"more. Two such raters would choose the same level for {per_cent(same)} of those at mRS "
        f"{scale.range_label(0, len(scale) - 2)}. The slips are assumed, the control arm is that "
        f"of {report.title}."
    )
    figure = figures.outcome_bars(
        np.stack([true[0], rated[0], true[1], rated[1]]),
        labels=["treated, true", "treated, as rated", "control, true", "control, as rated"],
        scale=scale,
        connect=False,
    )
    return View(figure, reading, whole_and_cut(true, rated, scale), source_of(report))


def whole_and_cut(true: Array, rated: Array, scale: OrdinalScale) -> pd.DataFrame:
    """Odds ratio and participants needed, without and with slips: all levels, and one cut."""
    rows = {
        "all levels": [(true, scale), (rated, scale)],
        f"{good_outcome(scale, CUT)} or not": [in_two(true), in_two(rated)],
    }
    said = [
        [number for arms, levels in pair
         for number in (round(seen_ratio(arms, levels), 2), participants(arms, levels))]
        for pair in rows.values()
    ]  # fmt: skip
    columns = ["true odds ratio", "participants", "seen odds ratio", "participants then"]
    return pd.DataFrame(said, list(rows), columns)


def alive(shares: Array) -> Array:
    """The distribution of those who are not at the worst level: studies of raters see only them."""
    return np.asarray(np.append(shares[:-1], 0) / shares[:-1].sum())


def in_two(arms: Array) -> tuple[Array, OrdinalScale]:
    """Two arms cut after mRS 2."""
    good = arms[:, : CUT + 1].sum(axis=-1)
    return np.stack([good, 1 - good], axis=-1), OrdinalScale("cut", ("good", "poor"), ("", ""))


def seen_ratio(arms: Array, scale: OrdinalScale) -> float:
    """The common odds ratio that a very large trial would see in two arms like these."""
    counts = np.round(FINE * arms).astype(np.int64)
    return float(estimate.common_odds_ratio(OutcomeTable(counts, scale)).value)


def participants(arms: Array, scale: OrdinalScale) -> int:
    """Participants in both arms together that find the odds ratio of two arms like these."""
    return int(sample_size(arms[1], odds_ratio=seen_ratio(arms, scale), power=POWER).total)
