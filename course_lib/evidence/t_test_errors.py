"""How often Welch's and Student's t find a difference of means where there is none."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import stdtr

from course_lib.design.chance import generator
from course_lib.evidence.allowed import Array, probability_inside
from course_lib.evidence.family_wise_error import ErrorRate
from course_lib.evidence.simulated_p_values import trials


class TTestErrors(NamedTuple):
    """Rates of false findings of the two t-tests, in the same simulated trials."""

    welch: ErrorRate
    student: ErrorRate


def t_test_errors(
    sd: tuple[float, float],
    *,
    participants: tuple[int, int],
    alpha: float = 0.05,
    replicates: int = 10_000,
    rng: np.random.Generator,
) -> TTestErrors:
    r"""False findings of Welch's and of Student's t when arms differ in size and in spread.

    Student's test takes one spread for both arms. Where the larger arm has the larger spread it
    finds too little, where the smaller arm has it, too much. Welch's test keeps close to alpha.

    Parameters
    ----------
    sd, participants : tuple
        True standard deviations and numbers of participants: (treatment, control).
    alpha : float
        Level at which the p-values are read.
    replicates : int
        Simulated trials with equal true means and normal scores.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    TTestErrors
        Both rates with their Monte-Carlo errors.

    Raises
    ------
    ValueError
        If a standard deviation is not above 0 and finite, an arm has fewer than two participants,
        or alpha is not inside 0 to 1.

    Notes
    -----
    Means and variances of normal scores are independent and are drawn directly: a normal and a
    scaled :math:`\chi^2_{n-1}` (Welch, Biometrika 1947;34:28-35, for the test).

    Examples
    --------
    >>> errors = t_test_errors((13, 24), participants=(39, 15), rng=np.random.default_rng(1))
    >>> print(errors.student)
    12.5% (± 0.3, 10,000 simulated trials)
    """
    probability_inside(alpha, "alpha")
    spread, sizes = np.asarray(sd, dtype=np.float64), np.asarray(participants)
    if spread.shape != (2,) or sizes.shape != (2,) or not (np.isfinite(spread).all()):
        raise ValueError("standard deviations and participants are one number per arm")
    if not ((spread > 0).all() and (sizes >= 2).all()):
        raise ValueError("each arm needs two participants or more and a standard deviation above 0")
    rows, draw = trials(replicates), generator(rng)
    difference = draw.standard_normal(rows) * np.sqrt((spread**2 / sizes).sum())
    variances = spread**2 * draw.chisquare(sizes - 1, (rows, 2)) / (sizes - 1)
    rates = [(p_values <= alpha).mean() for p_values in _both(difference, variances, sizes)]
    welch, student = (
        ErrorRate(float(rate), float(np.sqrt(rate * (1 - rate) / rows)), rows) for rate in rates
    )
    return TTestErrors(welch, student)


def _both(difference: Array, variances: Array, sizes: Array) -> tuple[Array, Array]:
    """P-values of Welch's and of Student's test."""
    own = variances / sizes
    freedom = own.sum(axis=-1) ** 2 / (own**2 / (sizes - 1)).sum(axis=-1)
    left = sizes.sum() - 2
    pooled = (variances * (sizes - 1)).sum(axis=-1) / left * (1 / sizes).sum()
    welch = 2 * stdtr(freedom, -np.abs(difference) / np.sqrt(own.sum(axis=-1)))
    student = 2 * stdtr(left, -np.abs(difference) / np.sqrt(pooled))
    return np.asarray(welch), np.asarray(student)
