"""One odds ratio for all cuts against one for each, between participants alike in covariates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import chdtrc, ndtr, ndtri

from course_lib.estimate.estimate import Estimate, Interval, p_in_words
from course_lib.estimate.ordinal_fit import Fitted, fitted, fitted_by_arm, people
from course_lib.estimate.ordinal_likelihood import Array

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class PartialProportionalOdds:
    """Two nested models compared: a common treatment effect, and one that is free at each cut.

    Parameters
    ----------
    statistic, p_value : float
        Likelihood ratio of the two models and its chi-squared p-value. A small p says that one
        odds ratio does not describe all cuts; it does not say that the shift analysis is invalid.
    degrees_of_freedom : int
        Occupied levels minus two; with 0 there is nothing to compare and p is ``nan``.
    cuts : tuple of str
        The last good level of each cut.
    odds_ratios : Estimate
        The treatment's odds ratio at each cut, from the model with free effects. ``inf``, 0 or
        ``nan`` at a cut on one side of which an arm has nobody.
    common_odds_ratio : float
        From the model with one effect.
    """

    statistic: float
    degrees_of_freedom: int
    p_value: float
    cuts: tuple[str, ...]
    odds_ratios: Estimate
    common_odds_ratio: float

    def __str__(self) -> str:
        if not self.degrees_of_freedom:
            return "Common against free odds ratios: fewer than three occupied levels"
        values = np.asarray(self.odds_ratios.value)
        free = [
            f"{value:.2f} at {cut}"
            for cut, value in zip(self.cuts, values, strict=True)
            if not np.isnan(value)
        ]
        return (
            f"Common odds ratio {self.common_odds_ratio:.2f}, free ones {', '.join(free)}: "
            f"likelihood ratio {self.statistic:.2f} on {self.degrees_of_freedom} degrees of "
            f"freedom, {p_in_words(self.p_value)}"
        )


def partial_proportional_odds(
    frame: pd.DataFrame,
    *,
    outcome: str,
    treatment: str,
    adjust: Sequence[str] = (),
    strata: Sequence[str] = (),
    arms: tuple[Any, Any] | None = None,
) -> PartialProportionalOdds:
    r"""Whether the treatment's odds ratio is the same at every cut, covariates held.

    Look at the odds ratios at the cuts first: do they all point one way? A small trial cannot
    tell them apart, a large one tells apart what does not matter. The covariates keep one
    effect each at all cuts in both models.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per participant.
    outcome, treatment, adjust, strata, arms
        As in ``proportional_odds_model``.

    Returns
    -------
    PartialProportionalOdds
        Without covariates the comparison is that of ``proportional_odds_check``.

    Raises
    ------
    ValueError
        As in ``proportional_odds_model``.

    Notes
    -----
    :math:`\operatorname{logit} P(Y \le j) = \theta_j + \beta_j x + z'\gamma` with
    :math:`\beta_j` common or free (Peterson and Harrell, Appl Stat 1990;39:205-217). Twice the
    difference of the log-likelihoods is held against chi-squared.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({
    ...     "arm": ["treatment", "control"] * 8,
    ...     "age": [61, 59, 75, 70, 48, 55, 82, 77, 66, 69, 58, 71, 73, 52, 64, 80],
    ...     "mrs": [2, 3, 4, 4, 1, 1, 3, 4, 1, 4, 3, 2, 4, 3, 2, 3]})
    >>> print(partial_proportional_odds(trial, outcome="mrs", treatment="arm", adjust=["age"]))
    Common odds ratio 2.56, free ones 2.13 at 1, 3.50 at 2, 2.19 at 3: likelihood ratio 0.24 on
    2 degrees of freedom, p = 0.885
    """
    data = people(frame, names=(outcome, treatment), adjust=adjust, strata=strata, arms=arms)
    common, free = fitted(data), fitted_by_arm(data)
    statistic = max(2 * (free.fit.log_likelihood - common.fit.log_likelihood), 0.0)
    freedom = len(np.unique(data.level)) - 2
    treated = common.rows.cuts
    effect = common.fit.parameters[treated]
    if common.names[0] in common.unbounded:
        effect = np.copysign(np.inf, common.fit.drift[treated])
    return PartialProportionalOdds(
        statistic=statistic,
        degrees_of_freedom=freedom,
        p_value=float(chdtrc(freedom, statistic)) if freedom else np.nan,
        cuts=data.scale.levels[:-1],
        odds_ratios=_at_each_cut(free, len(data.scale)),
        common_odds_ratio=float(_ratio(np.asarray(effect))),
    )


def _at_each_cut(free: Fitted, levels: int) -> Estimate:
    """Difference of the arms' thresholds at each cut, with Wald's interval and p-value."""
    gaps = np.zeros((levels - 1, len(free.fit.parameters)))
    beyond = np.zeros((2, levels - 1))
    for cut in range(levels - 1):
        for arm, sign in ((1, 1), (0, -1)):
            below = np.flatnonzero(
                (free.rows.codes // levels == arm) & (free.rows.codes % levels <= cut)
            )
            threshold = free.rows.upper[below[-1]] if len(below) else -1
            if 0 <= threshold < free.rows.cuts:
                gaps[cut, threshold] += sign
            else:
                beyond[arm, cut] = np.inf if len(below) else -np.inf
    with np.errstate(invalid="ignore"):
        effect = gaps @ free.fit.parameters + beyond[1] - beyond[0]
    error = np.sqrt(np.einsum("ij,jk,ik->i", gaps, free.covariance, gaps))
    return _odds_ratios(effect, np.where(np.isfinite(effect), error, np.inf))


def _odds_ratios(effect: Array, error: Array) -> Estimate:
    finite = np.isfinite(effect)

    def interval(level: float) -> Interval:
        reach = ndtri((1 + level) / 2) * error
        middle = np.where(finite, effect, 0)
        with np.errstate(over="ignore"):
            return Interval(np.exp(middle - reach), np.exp(middle + reach))

    value = _ratio(effect)
    p_value = np.where(finite, 2 * ndtr(-np.abs(np.where(finite, effect, 0) / error)), np.nan)
    return Estimate("Odds ratio at each cut", value, error, p_value, interval)


def _ratio(effect: Array) -> Array:
    """Infinite where too large for a number."""
    with np.errstate(over="ignore"):
        return np.asarray(np.exp(effect))
