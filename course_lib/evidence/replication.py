"""Would it happen again? And why power computed from the result adds nothing to its p-value."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from course_lib.estimate.estimate import plain
from course_lib.evidence.allowed import Array, p_values_of, positive, probability_inside

Number = float | Array


def replicate_probability(
    p_value: ArrayLike,
    *,
    size: ArrayLike = 1.0,
    assume: Literal["uncertain", "estimate"] = "uncertain",
    alpha: float = 0.05,
) -> Number:
    r"""The chance that a second, identical trial is significant in the same direction.

    After p = 0.05 it is one half; after p = 0.005 it is 73%. A significant result is not a promise
    that the next trial will agree.

    Parameters
    ----------
    p_value : float or array
        Two-sided p of the first trial.
    size : float or array
        Participants of the second trial per participant of the first.
    assume : {"uncertain", "estimate"}
        "uncertain" averages over what the first trial leaves open about the effect, with no other
        knowledge (a flat prior); "estimate" takes its estimate for the truth.
    alpha : float
        Two-sided level of the second trial.

    Returns
    -------
    float or array
        The chance.

    Raises
    ------
    ValueError
        If p is missing or outside 0 to 1, alpha not inside 0 to 1, or the size not positive.

    Notes
    -----
    :math:`\Phi(z\sqrt c - z_{1-\alpha/2})`, for "uncertain" divided by :math:`\sqrt{1 + c}`
    inside :math:`\Phi`, with :math:`z` of the first trial and :math:`c` the size (Micheloud
    and Held, Statist Sci 2022;37:369–379, doi 10.1214/21-STS828).

    Examples
    --------
    >>> round(replicate_probability(0.05), 3), round(replicate_probability(0.005), 3)
    (0.5, 0.725)
    >>> round(replicate_probability(0.005, assume="estimate"), 3)
    0.802
    """
    if assume not in ("uncertain", "estimate"):
        raise ValueError(f'assume must be "uncertain" or "estimate"; not {assume!r}')
    cutoff = -ndtri(probability_inside(alpha, "alpha") / 2)
    times = positive(size, "the size of the second trial")
    distance = -ndtri(p_values_of(p_value) / 2) * np.sqrt(times) - cutoff
    if assume == "uncertain":
        distance = distance / np.sqrt(1 + times)
    return plain(ndtr(distance))


def observed_power(p_value: ArrayLike, *, alpha: float = 0.05) -> Number:
    r"""Power "computed from the data": nothing but the p-value in other clothes.

    Some papers explain p = 0.73 by a power of 6% for the effect that they saw. That power follows
    from p alone, so it cannot explain it: p = 0.05 always gives 50%. What the trial could not rule
    out is read from the confidence interval.

    Parameters
    ----------
    p_value : float or array
        Two-sided p of the trial.
    alpha : float
        Two-sided level.

    Returns
    -------
    float or array
        The power that the trial would have if its estimate were the truth.

    Raises
    ------
    ValueError
        If p is missing or outside 0 to 1, or alpha is not inside 0 to 1.

    Notes
    -----
    :math:`\Phi(z - c) + \Phi(-z - c)` with :math:`z` belonging to p and :math:`c` to alpha (Hoenig
    and Heisey 2001).

    Examples
    --------
    >>> observed_power([0.05, 0.30, 0.732]).round(3).tolist()
    [0.5, 0.179, 0.064]
    """
    z = -ndtri(p_values_of(p_value) / 2)
    cutoff = -ndtri(probability_inside(alpha, "alpha") / 2)
    return plain(ndtr(z - cutoff) + ndtr(-z - cutoff))
