"""What the missing outcomes could change: both extremes, and all ways in which they could lie."""

from __future__ import annotations

from math import comb

import numpy as np

from course_lib import analysis, estimate
from course_lib.analysis import TippingPointMap
from course_lib.estimate import Estimate
from course_lib.report.material import Material
from course_lib.trial import OutcomeTable

# Beyond these, all ways of the missing would keep a reader waiting.
WAYS_UP_TO, LEVEL_WAYS_UP_TO = 60_000, 5_000


def completed(material: Material, levels: tuple[int, int]) -> OutcomeTable:
    """The table with the missing of either arm at one level: (treatment, control)."""
    counts = np.array(material.table.counts)
    for arm, level in enumerate(levels):
        counts[arm, level] += material.missing[arm]
    return OutcomeTable(counts, material.scale)


def both_extremes(material: Material) -> dict[str, Estimate]:
    """The common odds ratio with the missing at the worst for the treatment, and at the best."""
    if not any(material.missing):
        return {}
    best, worst = 0, len(material.scale) - 1
    return {
        "worst case, common odds ratio": estimate.common_odds_ratio(
            completed(material, (worst, best))
        ),
        "best case, common odds ratio": estimate.common_odds_ratio(
            completed(material, (best, worst))
        ),
    }


def all_ways(material: Material, notes: dict[str, str]) -> TippingPointMap | None:
    """All ways of the missing: over all levels where these are few, at the cut otherwise."""
    one, other = material.missing
    if not one + other:
        return None
    steps = len(material.scale) - 1
    by_level = comb(one + steps, steps) * comb(other + steps, steps)
    cut = None if by_level <= LEVEL_WAYS_UP_TO else material.cut
    if cut is not None and (one + 1) * (other + 1) > WAYS_UP_TO:
        notes["tipping"] = "so many outcomes are missing that not all their ways were tried"
        return None
    return analysis.tipping_point(material.table, missing=material.missing, cut=cut)
