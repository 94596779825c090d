"""How often a family of outcomes produces a false claim, when none of them has an effect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from course_lib.evidence.adjust import METHODS, Method, adjust
from course_lib.evidence.allowed import Array, correlation_of, probability_inside
from course_lib.evidence.simulated_p_values import outcomes, simulate_p_values, trials

NUMBERS_AT_ONCE = 2_000_000
BY_THE_SMALLEST = ("none", "bonferroni", "holm")


@dataclass(frozen=True)
class ErrorRate:
    """A chance, and how precisely it is known.

    Parameters
    ----------
    value : float
        The chance.
    monte_carlo_error : float
        Standard error from simulating only so many trials; 0 if calculated.
    replicates : int
        Simulated trials; 0 if calculated.

    Examples
    --------
    >>> print(ErrorRate(value=0.2649, monte_carlo_error=0.0, replicates=0))
    26.5%
    """

    value: float
    monte_carlo_error: float
    replicates: int

    def __str__(self) -> str:
        if not self.replicates:
            return f"{100 * self.value:.1f}%"
        error = f"± {100 * self.monte_carlo_error:.1f}"
        return f"{100 * self.value:.1f}% ({error}, {self.replicates:,} simulated trials)"


def family_wise_error(
    endpoints: int,
    *,
    correlation: ArrayLike = 0.0,
    alpha: float = 0.05,
    method: Method = "none",
    replicates: int = 10_000,
    rng: np.random.Generator | None = None,
) -> ErrorRate:
    r"""The chance of at least one false claim when no outcome of a family has an effect.

    Six outcomes, each tested at 5% and unrelated to one another, give a "significant" finding in
    26% of trials of a treatment that does nothing. Correlated outcomes give fewer, never as few
    as 5% unless they are one and the same.

    Parameters
    ----------
    endpoints : int
        Outcomes tested.
    correlation : float or array of shape (endpoints, endpoints)
        Between the test statistics: one number for every pair, or the matrix.
    alpha : float
        Level at which the (adjusted) p-values are read.
    method : str
        How the p-values are adjusted first; see `adjust`.
    replicates : int
        Simulated trials.
    rng : numpy.random.Generator, optional
        Simulates. Without it the chance is calculated, which is possible for a common correlation
        of 0 or more and "none", "bonferroni" or "holm".

    Returns
    -------
    ErrorRate
        The chance and its Monte-Carlo error.

    Raises
    ------
    ValueError
        If alpha is not inside 0 to 1, the correlation is not positive definite, the method is
        unknown, or a calculation is asked for that needs simulation.

    Notes
    -----
    Independent: :math:`1 - (1 - \alpha)^m`. Common correlation :math:`\rho`: each statistic is
    :math:`\sqrt\rho\,u + \sqrt{1-\rho}\,e_i`, so the chance that none exceeds :math:`c` is the
    average of :math:`P(|\sqrt\rho\,u + \sqrt{1-\rho}\,e| \le c)^m` over a normal :math:`u`.

    Examples
    --------
    >>> print(family_wise_error(6))
    26.5%
    >>> print(family_wise_error(6, correlation=0.6))
    18.7%
    >>> print(family_wise_error(6, method="holm"))
    4.9%
    """
    count = outcomes(endpoints)
    probability_inside(alpha, "alpha")
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}; not {method!r}")
    matrix = correlation_of(correlation, count)
    if rng is None:
        return ErrorRate(_calculated(count, np.asarray(correlation), alpha, method), 0.0, 0)
    claims, done, chunk = 0, 0, max(1, NUMBERS_AT_ONCE // count)
    total = trials(replicates)
    while done < total:
        size = min(chunk, total - done)
        p_values = simulate_p_values(count, correlation=matrix, replicates=size, rng=rng)
        adjusted = adjust(p_values, method=method)
        claims, done = claims + int((adjusted <= alpha).any(axis=-1).sum()), done + size
    value = claims / total
    return ErrorRate(value, float(np.sqrt(value * (1 - value) / total)), total)


def chance_of_smallest_p(
    smallest: float,
    *,
    endpoints: int,
    correlation: ArrayLike = 0.0,
    replicates: int = 10_000,
    rng: np.random.Generator | None = None,
) -> ErrorRate:
    """How often the smallest p of a family is this small, or smaller, when there is no effect.

    The honest companion of "the best of our six outcomes had p = 0.023": chance alone does as well
    in 13% of trials.

    Parameters
    ----------
    smallest : float
        The smallest p-value of the family.
    endpoints : int
        Outcomes tested.
    correlation : float or array of shape (endpoints, endpoints)
        Between the test statistics.
    replicates : int
        Simulated trials.
    rng : numpy.random.Generator, optional
        Simulates; without it the chance is calculated, for a common correlation of 0 or more.

    Returns
    -------
    ErrorRate
        The chance and its Monte-Carlo error.

    Raises
    ------
    ValueError
        As for `family_wise_error`.

    Examples
    --------
    >>> print(chance_of_smallest_p(0.023, endpoints=6))
    13.0%
    >>> print(chance_of_smallest_p(0.023, endpoints=6, correlation=0.6))
    9.5%
    """
    probability_inside(smallest, "the smallest p-value")
    return family_wise_error(
        endpoints, correlation=correlation, alpha=smallest, replicates=replicates, rng=rng
    )


def _calculated(endpoints: int, correlation: Array, alpha: float, method: Method) -> float:
    if method not in BY_THE_SMALLEST or correlation.ndim or correlation < 0:
        raise ValueError(
            "this chance can only be simulated: pass rng=numpy.random.default_rng(seed). It is "
            "calculated for one common correlation of 0 or more and none, bonferroni or holm"
        )
    level = alpha if method == "none" else alpha / endpoints
    return _any_below(endpoints, float(correlation), level)


def _any_below(endpoints: int, correlation: float, level: float) -> float:
    """The trapezium rule, which is exact to rounding for a smooth function that dies out."""
    own = np.sqrt(1 - correlation)
    shared = np.linspace(-9, 9, int(np.clip(144 / own, 801, 200_001)))
    weight = np.exp(-(shared**2) / 2)
    reach = -ndtri(level / 2)
    middle = np.sqrt(correlation) * shared
    none = (ndtr((reach - middle) / own) - ndtr((-reach - middle) / own)) ** endpoints
    return float(1 - (weight * none).sum() / weight.sum())
