"""P-values of simulated trials whose outcomes are related to one another."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from course_lib.design.chance import generator
from course_lib.evidence.allowed import Array, correlation_of, finite


def simulate_p_values(
    endpoints: int,
    *,
    correlation: ArrayLike = 0.0,
    effects: ArrayLike = 0.0,
    replicates: int = 10_000,
    rng: np.random.Generator,
) -> Array:
    """Two-sided p-values of simulated trials with correlated outcomes.

    Hand them to `adjust` or to a graph, and count what is claimed.

    Parameters
    ----------
    endpoints : int
        Outcomes tested.
    correlation : float or array of shape (endpoints, endpoints)
        Between the test statistics.
    effects : float or array of shape (endpoints,)
        True effects in standard errors; 0 is no effect, 2.8 gives 80% power at 5%.
    replicates : int
        Simulated trials.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    array of shape (replicates, endpoints)
        P-values. Memory grows with `replicates`: eight bytes for each.

    Raises
    ------
    ValueError
        If the correlation is not positive definite, an effect is missing or infinite, a number is
        not whole or rng is not a Generator.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> p_values = simulate_p_values(3, effects=[2.8, 0, 0], replicates=20_000, rng=rng)
    >>> (p_values < 0.05).mean(axis=0).round(2).tolist()
    [0.8, 0.05, 0.05]
    """
    count = outcomes(endpoints)
    root = np.linalg.cholesky(correlation_of(correlation, count))
    z = generator(rng).standard_normal((trials(replicates), count)) @ root.T
    z += finite(effects, "a true effect in standard errors")
    np.abs(z, out=z)
    np.negative(z, out=z)
    ndtr(z, out=z)
    z *= 2
    return np.asarray(z)


def outcomes(endpoints: int) -> int:
    """The number of outcomes of a family, checked."""
    if not (1 <= endpoints < np.inf and int(endpoints) == endpoints):
        raise ValueError(f"a family has a whole number of outcomes, at least 1; not {endpoints:g}")
    return int(endpoints)


def trials(replicates: int) -> int:
    """The number of trials to simulate, checked."""
    if not (1 <= replicates < np.inf and int(replicates) == replicates):
        raise ValueError(
            f"at least one trial must be simulated, in whole numbers; not {replicates:g}"
        )
    return int(replicates)
