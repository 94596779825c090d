"""The difference of mean scores: utility weights, or any number put on each level."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from course_lib.estimate.estimate import Estimate, Interval, plain
from course_lib.trial import OutcomeTable


def mean_difference(table: OutcomeTable, *, weights: ArrayLike) -> Estimate:
    r"""Mean score under treatment minus mean score under control.

    With utility weights (1 for no symptoms, 0 for death) a difference of 0.10 says: a tenth of
    the distance between death and full health, on average. Weights are a choice: another set may
    give another answer from the same table.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack.
    weights : array of length levels
        The score of each level, best level first. Give higher scores to better levels, so that
        benefit is above 0; with the levels' own numbers 0 to 6 it is below.

    Returns
    -------
    Estimate
        Welch's interval and p-value; ``nan`` where an arm has one participant or nobody differs.

    Raises
    ------
    ValueError
        If the number of weights is not the number of levels, or one is not a finite number.

    Notes
    -----
    Unequal variances, degrees of freedom by Welch–Satterthwaite (Welch, Biometrika 1947;34:28).

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(mean_difference(mr_clean, weights=[1, 0.91, 0.76, 0.65, 0.33, 0, 0]))
    Mean difference 0.099 (95% CI 0.042 to 0.157), p < 0.001
    """
    scores = np.asarray(weights, dtype=np.float64)
    if scores.shape != (len(table.scale),) or not np.isfinite(scores).all():
        raise ValueError(
            f"weights must be {len(table.scale)} numbers, one for each level of the "
            f"{table.scale.name}; not {np.asarray(weights).tolist()}"
        )
    mean = table.proportions @ scores
    spread = (table.proportions * (scores - mean[..., None]) ** 2).sum(axis=-1)
    freedom = (table.participants - 1).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        square = spread / freedom
        error = np.sqrt(square.sum(axis=-1))
        degrees = square.sum(axis=-1) ** 2 / (square**2 / freedom).sum(axis=-1)
        value = mean[..., 0] - mean[..., 1]
        p_value = 2 * stdtr(degrees, -np.abs(value / error))

    def interval(level: float) -> Interval:
        reach: NDArray[np.float64] = stdtrit(degrees, (1 + level) / 2) * error
        return Interval(value - reach, value + reach)

    return Estimate(
        "Mean difference", plain(value), plain(error), plain(p_value), interval, null=0.0
    )
