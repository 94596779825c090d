"""Win odds for a stratified trial: pairs are made within strata only."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit, ndtr, ndtri

from course_lib.estimate.estimate import Estimate, Interval, plain
from course_lib.estimate.pairs import Array, pairs
from course_lib.estimate.placements import placement_variance
from course_lib.estimate.stratified import strata_of
from course_lib.estimate.wins import logit_scale_error
from course_lib.trial import OutcomeTable


def stratified_win_odds(table: OutcomeTable, *, unbiased: bool = True) -> Estimate:
    r"""The odds of a better outcome in a random pair from the same stratum, ties split equally.

    1.35 says: pick a treated and a control person who are alike in what the strata record; the
    treated one is the better off in 1.35 pairs for each in which the control one is.

    Parameters
    ----------
    table : OutcomeTable
        Strata on the axis directly in front of arm and level, shape (..., strata, 2, levels). A
        table without that axis is one stratum.
    unbiased : bool
        Whether each arm's variance is divided by its participants less one, as in ``win_odds``,
        or by its participants, as the R package hce does. It matters in small strata.

    Returns
    -------
    Estimate
        Standard error on the log scale. The p-value belongs to the interval. ``inf`` or 0 with
        an interval from 0 to infinity and no p where one arm wins every pair; no interval where
        an arm has one participant in a stratum (unless ``unbiased`` is false) or nothing varies.

    Notes
    -----
    The strata's win probabilities are averaged with Mantel–Haenszel weights
    :math:`m_h n_h / N_h` and turned into odds (Dong et al., Pharm Stat 2023;22:748-756).

    Examples
    --------
    >>> trial = OutcomeTable.from_counts(    # two strata
    ...     treatment=[[2, 4, 2, 4, 1, 2, 5], [8, 4, 1, 3, 0, 1, 2]],
    ...     control=[[1, 1, 3, 0, 0, 2, 1], [4, 1, 1, 0, 1, 0, 0]])
    >>> print(stratified_win_odds(trial))
    Stratified win odds 0.75 (95% CI 0.38 to 1.50), p = 0.417
    """
    strata = OutcomeTable(strata_of(table), table.scale)
    share, size = pairs(strata), strata.participants
    weight = size.prod(axis=-1) / size.sum(axis=-1)
    weight = weight / weight.sum(axis=-1, keepdims=True)
    probability = (weight * (share.wins + share.ties / 2)).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (placement_variance(strata) / (size - unbiased)).sum(axis=-1)
    error = logit_scale_error(probability, np.sqrt((weight**2 * spread).sum(axis=-1)))
    middle = logit(probability)
    usable = np.isfinite(error) & (error > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        p_value = np.where(usable, 2 * ndtr(-np.abs(middle / error)), np.nan)

    def interval(level: float) -> Interval:
        reach = ndtri((1 + level) / 2) * np.where(usable, error, np.inf)
        centre = np.where(usable, middle, 0)
        return Interval(_odds(expit(centre - reach)), _odds(expit(centre + reach)))

    return Estimate(
        "Stratified win odds", plain(_odds(probability)), plain(error), plain(p_value), interval
    )


def _odds(probability: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.asarray(probability / (1 - probability))
