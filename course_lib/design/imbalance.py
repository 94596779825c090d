"""How unlike chance, or a method of allocation, has left the arms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.design.sample_size import Number, treatment_share
from course_lib.design.sequences import Sequences, labels
from course_lib.design.whitehead import plain
from course_lib.outcome_table import ARMS

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Imbalance:
    """How far the arms' numbers were from the intended ratio.

    Parameters
    ----------
    final : float or array
        Treatment participants minus allocation times control participants, at the end.
    largest : float or array
        Largest absolute value of that difference on the way, which a trial that stops early
        would be left with.
    levels : tuple of str
        Strata or levels that the last axis follows; empty for the whole trial.

    Examples
    --------
    >>> imbalance([True, True, True, False]).largest
    3.0
    """

    final: Number
    largest: Number
    levels: tuple[str, ...] = ()

    def __str__(self) -> str:
        if np.ndim(self.final) == 0:
            return f"Imbalance {self.final:+g} at the end, at most {self.largest:g} on the way"
        typical, top = np.abs(self.final).mean(), np.max(self.largest)
        return f"Imbalance {typical:.2g} on average at the end, at most {top:g} on the way"


def imbalance(
    allocated: ArrayLike, *, allocation: float = 1.0, within: ArrayLike | None = None
) -> Imbalance:
    """Difference between the arms' numbers, at the end and at its largest on the way.

    Parameters
    ----------
    allocated : array_like of shape (..., participants)
        True (or "treatment") where the treatment was allocated, in order of enrolment; axes in
        front are replicates.
    allocation : float
        Intended treatment participants per control.
    within : array_like of shape (participants,), optional
        Stratum, or level of a prognostic factor, of each participant: the imbalance is then
        measured within each, on a last axis.

    Raises
    ------
    ValueError
        If an arm is unknown, if the allocation is not positive, or if there is not one stratum
        per participant.

    Examples
    --------
    >>> print(imbalance([True, True, False, True], allocation=1))
    Imbalance +2 at the end, at most 2 on the way
    >>> imbalance([True, True, False, False], within=["old", "old", "young", "young"]).final
    array([ 2., -2.])
    """
    arms = as_arms(allocated)
    treatment_share(allocation)
    steps = np.where(arms, 1.0, -float(allocation))
    if within is None:
        final, largest = _along(steps)
        return Imbalance(plain(final), plain(largest))
    names, places = labels(within, "stratum")
    if len(places) != arms.shape[-1]:
        raise ValueError(
            f"one stratum is needed for each of {arms.shape[-1]} participants, not {len(places)}"
        )
    parts = [_along(steps[..., places == stratum]) for stratum in range(len(names))]
    ends, peaks = (np.stack(part, axis=-1) for part in zip(*parts, strict=True))
    return Imbalance(ends, peaks, tuple(names))


def standardised_difference(allocated: ArrayLike, covariate: ArrayLike) -> Number:
    """Difference in a covariate's means, in standard deviations: chance imbalance at baseline.

    With proper randomisation it has mean 0 and standard error √(1/n₁ + 1/n₀), whatever a
    baseline test says: at 39 against 15, one covariate in ten differs by more than half a
    standard deviation. How much it matters depends on how prognostic the covariate is.

    Parameters
    ----------
    allocated : array_like of shape (..., participants)
        True (or "treatment") where the treatment was allocated.
    covariate : array_like of shape (..., participants)
        A number per participant; it broadcasts against the sequences.

    Returns
    -------
    float or array
        Mean of the treatment arm minus mean of the control arm, divided by the root mean square
        of the arms' standard deviations. Not a number where an arm has fewer than two
        participants.

    Raises
    ------
    ValueError
        If an arm is unknown, or if the covariate is missing or not one number per participant.

    Examples
    --------
    >>> round(standardised_difference([True, True, False, False], [60, 70, 64, 74]), 3)
    -0.566
    """
    arms, values = as_arms(allocated), np.asarray(covariate, dtype=np.float64)
    if values.ndim == 0 or values.shape[-1] != arms.shape[-1]:
        raise ValueError(f"a covariate needs one number for each of {arms.shape[-1]} participants")
    if not np.isfinite(values).all():
        raise ValueError("a covariate's value is missing")
    centred = values - values.mean(axis=-1, keepdims=True)
    (first, spread), (second, other) = (_moments(centred, arm) for arm in (arms, ~arms))
    with np.errstate(divide="ignore", invalid="ignore"):
        return plain(np.asarray((first - second) / np.sqrt((spread + other) / 2)))


def as_arms(allocated: ArrayLike) -> Sequences:
    """True where the treatment was allocated, from booleans or from the names of the arms."""
    array = np.asarray(allocated)
    if array.ndim == 0 or not array.size:
        raise ValueError("allocation needs one arm for each participant")
    if array.dtype == np.bool_:
        return array
    unknown = ~np.isin(array, ARMS)
    if unknown.any():
        raise ValueError(f"arm {array[unknown].flat[0]!s} is not one of {', '.join(ARMS)}")
    return np.asarray(array == ARMS[0])


def _along(steps: Array) -> tuple[Array, Array]:
    path = steps.cumsum(axis=-1)
    return path[..., -1], np.abs(path).max(axis=-1)


def _moments(values: Array, members: Sequences) -> tuple[Array, Array]:
    """Mean and variance of the members of one arm."""
    number = members.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (values * members).sum(axis=-1) / number
        squares = ((values - mean[..., None]) ** 2 * members).sum(axis=-1)
        return mean, np.where(number > 1, squares / (number - 1), np.nan)
