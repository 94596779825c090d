"""Simulated trials whose score is taken twice: before allocation, and at follow-up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_lib.design.chance import generator
from course_lib.design.simulated_tables import at_least_one

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MeasuredTwice:
    """Scores of many simulated trials, as arrays of shape (replicates, 2 arms, participants).

    Parameters
    ----------
    before, after : array of float
        The score at baseline and at follow-up, in points; the first arm is the treatment.
    """

    before: Array
    after: Array


def simulate_measured_twice(
    effect: float,
    *,
    correlation: float,
    per_arm: int,
    sd: float,
    replicates: int,
    rng: np.random.Generator,
) -> MeasuredTwice:
    """Trials of a score that is measured at baseline and again at follow-up.

    Parameters
    ----------
    effect : float
        Points that treatment adds to everybody's follow-up score.
    correlation : float
        Between baseline and follow-up within an arm, from 0 to below 1: how much a participant's
        first score tells about the second.
    per_arm : int
        Participants in each arm.
    sd : float
        Standard deviation of the score, in points, the same at both times.
    replicates : int
        How many trials.
    rng : numpy.random.Generator
        Where chance comes from.

    Returns
    -------
    MeasuredTwice
        Scores drawn from normal curves, as distances from the control arm's mean.

    Raises
    ------
    ValueError
        If the effect is not finite, the correlation is not from 0 to below 1, the standard
        deviation is not above 0, or participants or replicates are not whole numbers of at least 1.

    Examples
    --------
    >>> trials = simulate_measured_twice(10, correlation=0.5, per_arm=2000, sd=24,
    ...                                  replicates=5, rng=np.random.default_rng(1))
    >>> round(float(trials.after[:, 0].mean() - trials.after[:, 1].mean()))
    10
    """
    people, rows = at_least_one(per_arm, "participants"), at_least_one(replicates, "replicates")
    if not (np.isfinite(effect) and np.isfinite(sd) and sd > 0):
        raise ValueError(
            f"the effect is a number of points and the standard deviation above 0; not {effect} "
            f"and {sd}"
        )
    if not 0 <= correlation < 1:
        raise ValueError(f"the correlation is from 0 to below 1, not {correlation:g}")
    before, fresh = generator(rng).standard_normal((2, rows, 2, people))
    after = correlation * before + (1 - correlation**2) ** 0.5 * fresh
    return MeasuredTwice(sd * before, sd * after + np.array([[effect], [0.0]]))
