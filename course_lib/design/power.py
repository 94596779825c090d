"""What a trial of a given size can find: its power, and the smallest effect it would not miss."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.design.distribution import odds_ratios
from course_lib.design.sample_size import Number
from course_lib.design.whitehead import (
    Array,
    arms,
    chance_of_significance,
    control_arm,
    error_rates,
    fraction,
    information,
    plain,
)

LARGEST_LOG = np.log(1000)
HALVINGS = 60


def power(
    probabilities: ArrayLike,
    *,
    odds_ratio: ArrayLike,
    participants: tuple[ArrayLike, ArrayLike],
    alpha: ArrayLike = 0.05,
) -> Number:
    """Chance that a shift analysis of a trial of this size gives p < alpha.

    Power belongs to a design and an assumed effect, before the data. Worked out afterwards from
    the effect that was observed, it only repeats the p-value.

    Parameters
    ----------
    probabilities : array_like of shape (levels,)
        The control arm's expected distribution, best level first.
    odds_ratio : array_like
        True common odds ratio; above 1 is benefit. At 1 the result is alpha.
    participants : tuple of int or of array
        Participants per arm: (treatment, control). They broadcast with the odds ratio.
    alpha : array_like
        Two-sided level of the test.

    Returns
    -------
    float or array
        Probability of p < alpha in either direction, between alpha and 1.

    Raises
    ------
    ValueError
        If probabilities do not sum to 1 or leave one level only, if an odds ratio is not
        positive, if participants are not whole numbers of at least 1, or if alpha is outside
        0 to 1.

    Notes
    -----
    With V = n₁ n₀ N (1 - Σ p̄³) / (3 (N + 1)²) the information about log ψ [1]_, where p̄ is the
    average of the arms' distributions weighted by n₁ and n₀, power is
    Φ(s - z) + Φ(-s - z), with s = √V times the size of log ψ and z = z₁₋α/₂. Programs
    that drop the second term give α/2 where there is no effect.

    References
    ----------
    .. [1] Whitehead J. Sample size calculations for ordered categorical data.
       Statistics in Medicine 1993;12:2257-2271.

    Examples
    --------
    >>> placebo = [0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11]
    >>> round(power(placebo, odds_ratio=1.5, participants=(39, 15)), 3)
    0.116
    >>> power(placebo, odds_ratio=[1, 1.5, 2], participants=(300, 300)).round(3)
    array([0.05 , 0.806, 0.998])
    """
    control, ratio = control_arm(probabilities), odds_ratios(odds_ratio)
    treatment, other = arms(participants)
    level = fraction(alpha, "alpha")
    ratio, treatment, other = np.broadcast_arrays(ratio, treatment, other)
    known = information(control, ratio, treatment, other)
    return plain(chance_of_significance(np.log(ratio), known, level))


def detectable_odds_ratio(
    probabilities: ArrayLike,
    *,
    participants: tuple[ArrayLike, ArrayLike],
    power: ArrayLike = 0.8,
    alpha: ArrayLike = 0.05,
) -> Number:
    """Smallest benefit that a trial of this size would find with the wanted power.

    A true odds ratio below it is more likely to be missed than the power allows: "no significant
    difference" is then weak evidence of no difference.

    Parameters
    ----------
    probabilities : array_like of shape (levels,)
        The control arm's expected distribution, best level first.
    participants : tuple of int or of array
        Participants per arm: (treatment, control).
    power, alpha : array_like
        Wanted probability of p < alpha, and the two-sided alpha. They broadcast with the
        participants.

    Returns
    -------
    float or array
        Common odds ratio above 1; infinite where not even one of 1000 is found so often.

    Raises
    ------
    ValueError
        As for ``power``; also if the wanted power is not between alpha and 1.

    Notes
    -----
    Solves ``power(...)`` for the odds ratio; the average distribution in it moves with the odds
    ratio.

    Examples
    --------
    >>> placebo = [0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11]
    >>> round(detectable_odds_ratio(placebo, participants=(39, 15)), 1)
    4.7
    """
    control = control_arm(probabilities)
    wanted, level = error_rates(power, alpha)
    wanted, level, treatment, other = np.broadcast_arrays(wanted, level, *arms(participants))

    def found(log_odds_ratio: Array) -> NDArray[np.bool_]:
        known = information(control, np.exp(log_odds_ratio), treatment, other)
        return np.asarray(chance_of_significance(log_odds_ratio, known, level) >= wanted)

    high = np.ones_like(wanted)
    while (short := np.logical_not(found(high)) & (high < LARGEST_LOG)).any():
        high = np.where(short, np.minimum(2 * high, LARGEST_LOG), high)
    reached, low = found(high), np.zeros_like(wanted)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = found(middle)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return plain(np.where(reached, np.exp(high), np.inf))
