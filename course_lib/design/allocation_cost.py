"""What an unequal allocation costs in information, and what it buys in people observed."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_lib.design.sample_size import Number
from course_lib.design.simulated_tables import at_least_one, pair
from course_lib.design.whitehead import plain


def relative_information(participants: tuple[int, int]) -> float:
    """Information about the difference of two arms, relative to the same number at 1:1.

    A comparison is as good as its smaller arm allows. Two treated per control keep 8/9 of the
    information that as many participants, half in each arm, would give.

    Parameters
    ----------
    participants : tuple of int
        Participants per arm: (treatment, control).

    Returns
    -------
    float
        From 0 to 1; 1 where the arms are equal.

    Raises
    ------
    ValueError
        If participants are not two whole numbers of at least 1.

    Notes
    -----
    The variance of a difference of two means of equal variance is proportional to
    1/n₁ + 1/n₀ = N/(n₁n₀), which is smallest, 4/N, at n₁ = n₀. The ratio is 4n₁n₀/N². The
    expected information of a small common odds ratio has the same factor [1]_.

    References
    ----------
    .. [1] Whitehead J. Sample size calculations for ordered categorical data.
       Statistics in Medicine 1993;12:2257-2271.

    Examples
    --------
    >>> round(relative_information((40, 20)), 3), round(relative_information((39, 15)), 2)
    (0.889, 0.8)
    """
    treatment, control = pair(participants)
    return 4 * treatment * control / (treatment + control) ** 2


def chance_of_seeing(rate: ArrayLike, participants: int) -> Number:
    """Chance of seeing an event at least once among so many participants.

    What a larger treatment arm buys: a harm that strikes one in twenty is missed less often.

    Parameters
    ----------
    rate : array_like
        Chance of the event for one participant, from 0 to 1.
    participants : int
        Participants in whom it could happen, independently of one another.

    Returns
    -------
    float or array
        1 - (1 - rate)ⁿ.

    Raises
    ------
    ValueError
        If a rate is not from 0 to 1, or participants are not a whole number of at least 1.

    Examples
    --------
    >>> round(chance_of_seeing(0.05, 40), 3), round(chance_of_seeing(0.05, 30), 3)
    (0.871, 0.785)
    """
    chance = np.asarray(rate, dtype=np.float64)
    if not ((chance >= 0) & (chance <= 1)).all():
        raise ValueError("a rate of events is from 0 to 1")
    return plain(1 - (1 - chance) ** at_least_one(participants, "participants"))
