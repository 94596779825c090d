"""Speed of shuffled subgroups, in one run: python -m tests.bench subgroups."""

from __future__ import annotations

import numpy as np

from course_lib import evidence, published
from course_lib.lessons import shuffle_views, subgroup_views
from tests.bench.measure import Row, ratio, typical

WEEKS, ONE_BY_ONE = 5_000, 200
DAYS = published.ist_subgroups("day").table.collapse(cut=subgroup_views.CUT)


def rows() -> list[Row]:
    """Shuffling counts, against shuffling people; and what a press of "shuffle" waits for."""
    return [
        Row(
            f"{WEEKS:,} weeks of 19,285 participants, against {ONE_BY_ONE} one by one",
            ratio(_by_count, _one_by_one),
            0.5,
        ),
        Row(f"{WEEKS:,} weeks shuffled, tested and drawn", typical(_pressed), 0.3, "s"),
    ]


def _by_count() -> None:
    evidence.shuffled_subgroups(DAYS, replicates=WEEKS, rng=np.random.default_rng(1))


def _one_by_one() -> None:
    rng = np.random.default_rng(1)
    for _ in range(ONE_BY_ONE):
        for arm in range(2):
            counts = DAYS.counts[:, arm]
            day = np.repeat(np.arange(len(counts)), counts.sum(axis=1))
            good = np.concatenate([np.repeat([1, 0], row) for row in counts])
            np.bincount(rng.permutation(day), weights=good)


def _pressed() -> None:
    shuffle_views.shuffled_days.cache_clear()
    shuffle_views.shuffled(WEEKS, 1).svg()
