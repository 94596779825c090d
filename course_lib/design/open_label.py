"""Trials of a useless treatment in which somebody knows who received it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from course_lib.design.simulated_tables import at_least_one, pair

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Openness:
    """What knowledge of the arm adds to a score in the treatment arm, without any treatment effect.

    Parameters
    ----------
    extra_care : float
        Points by which those in the treatment arm truly do better on average because they get
        more of something else: therapy, attention, their own effort.
    expectation : float
        Points that a rating gains where the assessor knows or guesses the treatment arm.
    unblinded : float
        Share of ratings in the treatment arm for which that happens, from 0 to 1.

    Raises
    ------
    ValueError
        If a number is not finite, or the share is not from 0 to 1.

    Examples
    --------
    >>> Openness(extra_care=3, expectation=8, unblinded=0.25).apparent
    5.0
    """

    extra_care: float = 0.0
    expectation: float = 0.0
    unblinded: float = 0.0

    def __post_init__(self) -> None:
        for name in ("extra_care", "expectation"):
            if not np.isfinite(getattr(self, name)):
                raise ValueError(f"{name} is a number of points, not {getattr(self, name)}")
        if not 0 <= self.unblinded <= 1:
            raise ValueError(f"the share of unblinded ratings is 0 to 1, not {self.unblinded:g}")

    @property
    def apparent(self) -> float:
        """The difference between the arms that will appear on average, in points."""
        return self.extra_care + self.unblinded * self.expectation


@dataclass(frozen=True, eq=False)
class ScoreTrials:
    """Differences in mean score of many simulated trials, ready for an unequal-variance t-test.

    Parameters
    ----------
    difference : array of shape (replicates,)
        Mean of the treatment arm minus mean of the control arm, in points.
    standard_error : array
        Of the difference, from the arms' own variances.
    freedom : array
        Welch's degrees of freedom.
    """

    difference: Array
    standard_error: Array
    freedom: Array

    @property
    def p_value(self) -> Array:
        """Two-sided p-value of each trial, without supposing that both arms vary alike."""
        return np.asarray(2 * stdtr(self.freedom, -np.abs(self.difference / self.standard_error)))


def simulate_scores(
    openness: Openness,
    *,
    participants: tuple[int, int],
    sd: tuple[float, float],
    replicates: int,
    rng: np.random.Generator,
) -> ScoreTrials:
    """Trials of a treatment without effect, with what openness adds to the scores.

    Parameters
    ----------
    openness : Openness
        Extra care, and what leaks into a rating.
    participants : tuple of int
        Participants per arm: (treatment, control).
    sd : tuple of float
        Standard deviation of the change in score, per arm, in points.
    replicates : int
        How many trials.
    rng : numpy.random.Generator
        Where chance comes from.

    Returns
    -------
    ScoreTrials
        One difference per trial. Scores are drawn from normal curves.

    Raises
    ------
    ValueError
        If participants are not two whole numbers of at least 2, a standard deviation is not
        positive, or replicates are not a whole number of at least 1.

    Notes
    -----
    Degrees of freedom by Welch and Satterthwaite [1]_.

    References
    ----------
    .. [1] Welch BL. The generalization of "Student's" problem when several different population
       variances are involved. Biometrika 1947;34:28-35.

    Examples
    --------
    >>> trials = simulate_scores(Openness(extra_care=4), participants=(390, 150), sd=(24, 13),
    ...                          replicates=1000, rng=np.random.default_rng(1))
    >>> round(float(trials.difference.mean()))
    4
    """
    sizes, rows = pair(participants), at_least_one(replicates, "replicates")
    if min(sizes) < 2 or not all(np.isfinite(one) and one > 0 for one in sd):
        raise ValueError("each arm needs two participants or more and a standard deviation above 0")
    treated = openness.extra_care + rng.normal(0, sd[0], (rows, sizes[0]))
    treated += openness.expectation * (rng.random(treated.shape) < openness.unblinded)
    control = rng.normal(0, sd[1], (rows, sizes[1]))
    parts = [arm.var(axis=-1, ddof=1) / arm.shape[-1] for arm in (treated, control)]
    total = parts[0] + parts[1]
    freedom = total**2 / (parts[0] ** 2 / (sizes[0] - 1) + parts[1] ** 2 / (sizes[1] - 1))
    return ScoreTrials(treated.mean(axis=-1) - control.mean(axis=-1), np.sqrt(total), freedom)
