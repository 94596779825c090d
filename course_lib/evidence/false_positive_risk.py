"""How often a significant result is a false alarm."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from course_lib.estimate.estimate import plain
from course_lib.evidence.allowed import Array, p_values_of, probability_inside

Number = float | Array
HALVINGS = 60


def false_positive_risk(
    p_value: ArrayLike = 0.05,
    *,
    prior: float,
    power: float,
    alpha: float = 0.05,
    read: Literal["or less", "exactly"] = "or less",
) -> Number:
    r"""Among results with this p-value, the share in which the treatment does nothing.

    Not the p-value: if one treatment in ten works and trials have 80% power, 36% of the results
    with p of 0.05 or less are false alarms; of those at exactly 0.05, far more.

    Parameters
    ----------
    p_value : float or array
        The two-sided p-value of the result.
    prior : float
        Share of such treatments that work, before the trial.
    power : float
        Of the trial at `alpha`, for the effect of a treatment that works.
    alpha : float
        Two-sided level for which the power was planned.
    read : {"or less", "exactly"}
        Whether all results with p up to `p_value` are meant, or those at it.

    Returns
    -------
    float or array
        The share of false alarms.

    Raises
    ------
    ValueError
        If prior, power or alpha is not inside 0 to 1, power is below alpha, or p is no p-value.

    Notes
    -----
    "or less": :math:`(1-\pi)p / \{(1-\pi)p + \pi P(p)\}` with prior :math:`\pi` and :math:`P(p)`
    the power at level p. "exactly": the densities of p take the place of p and P (Colquhoun, R
    Soc Open Sci 2014;1:140216).

    Examples
    --------
    >>> round(false_positive_risk(0.05, prior=0.1, power=0.8), 2)
    0.36
    >>> round(false_positive_risk(0.05, prior=0.1, power=0.8, read="exactly"), 2)
    0.79
    """
    if read not in ("or less", "exactly"):
        raise ValueError(f'read must be "or less" or "exactly"; not {read!r}')
    works = probability_inside(prior, "the share of treatments that work")
    errors = noncentrality(power, alpha=alpha)
    given = p_values_of(p_value)
    cutoff = -ndtri(given / 2)
    if read == "exactly":
        null = np.ones_like(given)
        true = np.exp(-(errors**2) / 2) * np.cosh(errors * np.minimum(cutoff, 40))
    else:
        null, true = given, ndtr(errors - cutoff) + ndtr(-errors - cutoff)
    false_alarms = (1 - works) * null
    with np.errstate(invalid="ignore"):
        return plain(np.where(given == 0, 0.0, false_alarms / (false_alarms + works * true)))


def noncentrality(power: float, *, alpha: float = 0.05) -> float:
    """The true effect in standard errors that has this power, both tails counted.

    Parameters
    ----------
    power : float
        Chance of a significant result, at least alpha.
    alpha : float
        Two-sided level.

    Returns
    -------
    float
        0 for a power of alpha.

    Raises
    ------
    ValueError
        If power or alpha is not inside 0 to 1, or power is below alpha.

    Examples
    --------
    >>> round(noncentrality(0.8), 3)
    2.802
    """
    level, goal = probability_inside(alpha, "alpha"), probability_inside(power, "power")
    if goal < level:
        raise ValueError(f"power is at least alpha ({level:g}), even with no effect; not {goal:g}")
    cutoff = -ndtri(level / 2)
    low, high = 0.0, float(cutoff + ndtri(goal)) + 1.0
    high = max(high, 1.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = ndtr(middle - cutoff) + ndtr(-middle - cutoff) >= goal
        low, high = (low, middle) if enough else (middle, high)
    return (low + high) / 2 if goal > level else 0.0
