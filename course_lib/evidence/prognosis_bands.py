"""Outcome distributions within bands of prognosis that average to the distribution of everyone."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit, ndtri

from course_lib.design.distribution import Array

BANDS, NODES, HALVINGS, FAR = 5, 40, 80, 60.0


def banded(everyone: Array, weight: float) -> Array:
    """One arm's distribution within each fifth of prognosis, from the poorest to the best.

    The logit of reaching a level or better rises by log(weight) per standard deviation of a
    normal prognosis; each cut's place is found so that all fifths together give back `everyone`.
    """
    if weight == 1:
        return np.tile(everyone, (BANDS, 1))
    prognosis = ndtri((np.arange(BANDS * NODES) + 0.5) / (BANDS * NODES)) * np.log(weight)
    better = everyone.cumsum()[:-1].clip(1e-12, 1 - 1e-12)
    low, high = logit(better) - FAR, logit(better) + FAR
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        too_many = expit(middle[:, None] + prognosis).mean(axis=-1) > better
        low, high = np.where(too_many, low, middle), np.where(too_many, middle, high)
    reached = expit(high[:, None] + prognosis).reshape(len(better), BANDS, NODES).mean(axis=-1)
    edges = np.concatenate([np.zeros((1, BANDS)), reached, np.ones((1, BANDS))])
    return np.asarray(np.diff(edges, axis=0).T.clip(0))
