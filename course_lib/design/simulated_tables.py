"""Outcome tables of simulated trials: drawn by count, so cost does not grow with participants."""

from __future__ import annotations

import math
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike

from course_lib.design.chance import generator
from course_lib.design.distribution import Array, distribution, shifted
from course_lib.scale import MRS, OrdinalScale
from course_lib.trial import OutcomeTable


def simulate_tables(
    *,
    control: ArrayLike,
    odds_ratio: ArrayLike = 1.0,
    participants: tuple[int, int],
    replicates: int,
    rng: np.random.Generator,
    treatment: ArrayLike | None = None,
) -> OutcomeTable:
    """Outcome tables of many simulated trials of the same design.

    Each replicate is what one such trial could have found; the spread between replicates is
    chance alone. The tables go to the same measures as a published trial's table.

    Parameters
    ----------
    control : array_like of shape (levels,)
        Probabilities in the control arm, best level first.
    odds_ratio : array_like
        Common odds ratio of a better outcome; above 1 is benefit. An array draws a stack for
        each of its values, on axes behind the replicates.
    participants : tuple of int
        Participants per arm: (treatment, control).
    replicates : int
        How many trials to draw.
    rng : numpy.random.Generator
        Where chance comes from.
    treatment : array_like of shape (levels,), optional
        Probabilities in the treatment arm, where they are not those of one common odds ratio.

    Returns
    -------
    OutcomeTable
        Counts of shape (replicates, ..., 2, levels): on the modified Rankin Scale where there
        are seven levels, else on a scale whose levels are numbered from 1.

    Raises
    ------
    ValueError
        If probabilities do not sum to 1 or differ in length, if an odds ratio is not positive,
        if both an odds ratio and the treatment arm's probabilities are named, or if
        participants or replicates are not whole numbers of at least 1; or if rng is not a
        Generator.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> tables = simulate_tables(control=[0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11], odds_ratio=2,
    ...                          participants=(39, 15), replicates=1000, rng=rng)
    >>> tables.counts.shape, tables[0].participants.tolist()
    ((1000, 2, 7), [39, 15])
    """
    in_control = distribution(control)
    if in_control.ndim != 1:
        raise ValueError("the control arm's probabilities need one axis, the levels")
    in_treatment = _treatment_arm(in_control, odds_ratio, treatment)
    generator(rng)
    shape = (at_least_one(replicates, "replicates"), *in_treatment.shape[:-1])
    counts = np.empty((*shape, 2, len(in_control)), dtype=np.int64)
    for arm, (size, probabilities) in enumerate(
        zip(pair(participants), (in_treatment, in_control), strict=True)
    ):
        counts[..., arm, :] = rng.multinomial(size, probabilities, size=shape)
    return OutcomeTable(counts, scale_for(len(in_control)))


def pair(participants: tuple[int, int]) -> tuple[int, int]:
    """Participants per arm; a ValueError where they are not two whole numbers of at least 1."""
    if np.shape(participants) != (2,):
        raise ValueError("participants are a pair: (treatment, control)")
    treatment, control = participants
    return (
        at_least_one(treatment, "participants in the treatment arm"),
        at_least_one(control, "participants in the control arm"),
    )


def at_least_one(number: object, what: str) -> int:
    """A whole number of at least 1; a ValueError that names what was counted otherwise."""
    whole = int(float(number)) if isinstance(number, Real) and math.isfinite(number) else 0
    if whole < 1 or whole != number:
        raise ValueError(f"{what}: a whole number of at least 1 is needed, not {number!r}")
    return whole


def scale_for(levels: int) -> OrdinalScale:
    """The modified Rankin Scale for seven levels, else levels numbered from 1, best first."""
    if levels == len(MRS):
        return MRS
    codes = tuple(str(level + 1) for level in range(levels))
    return OrdinalScale(f"{levels}-level scale", codes, tuple(f"level {code}" for code in codes))


def _treatment_arm(control: Array, odds_ratio: ArrayLike, treatment: ArrayLike | None) -> Array:
    if treatment is None:
        return shifted(control, odds_ratio=odds_ratio)
    if np.ndim(odds_ratio) or odds_ratio != 1:
        raise ValueError("name an odds ratio or the treatment arm's probabilities, not both")
    probabilities = distribution(treatment, "treatment")
    if probabilities.shape != control.shape:
        raise ValueError(
            f"the arms must have the same number of levels; treatment has "
            f"{probabilities.shape[-1]}, control has {len(control)}"
        )
    return probabilities
