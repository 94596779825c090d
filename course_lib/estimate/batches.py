"""Stacks of tables as flat batches: which have a finite maximum, and fitting them in chunks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from course_lib.estimate import proportional_odds as po
from course_lib.trial import OutcomeTable

CHUNK = 2_000
FAR = 3.0
Counts = NDArray[np.int64]
Array = NDArray[np.float64]
Computation = Callable[[Counts, Array], tuple[Array, ...]]


def as_batch(table: OutcomeTable) -> Counts:
    return table.counts.reshape(-1, *table.counts.shape[-2:])


def bounded_side(counts: Counts) -> Array:
    """0 where the maximum is finite, +1 or -1 where it is infinitely good or bad, else nan."""
    seen = counts > 0
    best = seen.argmax(axis=-1)
    worst = counts.shape[-1] - 1 - seen[..., ::-1].argmax(axis=-1)
    better = worst[:, 0] <= best[:, 1]
    worse = best[:, 0] >= worst[:, 1]
    return np.where(better & worse, np.nan, better.astype(float) - worse)


def in_chunks(compute: Computation, counts: Counts, side: Array) -> tuple[Array, ...]:
    parts = [
        compute(counts[first : first + CHUNK], side[first : first + CHUNK])
        for first in range(0, max(len(counts), 1), CHUNK)
    ]
    return tuple(np.concatenate(pieces) for pieces in zip(*parts, strict=True))


def fitted(counts: Counts) -> tuple[po.Cells, po.Fit, po.Fit]:
    """The cells of tables with a finite maximum, the fit without an effect, and the maximum."""
    data = po.cells(counts)
    null = po.null_fit(data)
    start = np.clip(null.score / null.information, -FAR, FAR)
    return data, null, po.maximise(data, po.moved(data, null, start))
