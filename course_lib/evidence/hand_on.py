"""How alpha flows through a graph of hypotheses, for many trials at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from course_lib.evidence.allowed import Array

ROUNDING = 1 + 1e-12
"""A p-value that meets its share of alpha exactly must not fail by the last bit of a division."""


def walk(
    p_values: Array, weights: Array, transitions: Array, alpha: float
) -> tuple[Array, NDArray[np.int64], Array, Array]:
    """Adjusted p, order, and the graph after the last rejection, hypothesis by hypothesis."""
    trials, family = p_values.shape
    row = np.arange(trials)
    here, flow = np.tile(weights, (trials, 1)), np.tile(transitions, (trials, 1, 1))
    left, kept = here.copy(), flow.copy()
    adjusted, sequence = np.zeros_like(p_values), np.zeros(p_values.shape, dtype=np.int64)
    so_far, waiting = np.zeros(trials), np.ones(p_values.shape, dtype=bool)
    for step in range(family):
        needed = np.full_like(p_values, np.inf)
        np.divide(p_values, here, out=needed, where=here > 0)
        chosen = np.where(waiting, np.minimum(needed, 1e300), np.inf).argmin(axis=1)
        so_far = np.maximum(so_far, needed[row, chosen])
        adjusted[row, chosen], sequence[:, step] = so_far, chosen
        waiting[row, chosen] = False
        here, flow = without(chosen, here, flow)
        claimed = so_far <= alpha * ROUNDING
        left[claimed], kept[claimed] = here[claimed], flow[claimed]
    return adjusted, sequence, left, kept


def without(chosen: NDArray[np.int64], weights: Array, flow: Array) -> tuple[Array, Array]:
    """The graphs after each has lost its chosen hypothesis."""
    row, family = np.arange(len(chosen)), weights.shape[1]
    out_of, into = flow[row, chosen], flow[row, :, chosen]
    weights = weights + weights[row, chosen][:, None] * out_of
    through = flow + into[:, :, None] * out_of[:, None, :]
    back = into * out_of
    keeps = 1 - back[:, :, None]
    renewed = np.divide(through, keeps, out=np.zeros_like(flow), where=keeps > 1e-12)
    renewed[:, np.arange(family), np.arange(family)] = 0
    renewed[row, chosen], renewed[row, :, chosen], weights[row, chosen] = 0, 0, 0
    return weights, renewed
