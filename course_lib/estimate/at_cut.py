"""Good against poor outcome at one cut of the scale: odds, risks and people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from course_lib.estimate.common_odds_ratio import common_odds_ratio
from course_lib.estimate.estimate import Estimate, Interval, plain
from course_lib.trial import OutcomeTable

Array = NDArray[np.float64]


def odds_ratio(table: OutcomeTable, *, cut: object) -> Estimate:
    r"""Odds of a good outcome under treatment, divided by those under control.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack.
    cut : level
        The last level that counts as good: ``cut=2`` on the mRS is 0–2 against 3–6.

    Returns
    -------
    Estimate
        The common odds ratio of the table collapsed at the cut, so with two levels: Woolf's
        interval; ``inf`` or 0 where an arm has no poor or no good outcome, as explained there.

    Raises
    ------
    ValueError
        If the cut is not a level, or leaves no poor outcome.

    Notes
    -----
    :math:`ad/bc`, standard error :math:`\\sqrt{1/a + 1/b + 1/c + 1/d}` on the log scale (Woolf,
    Ann Hum Genet 1955;19:251).

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(odds_ratio(mr_clean, cut=2))
    Odds ratio (0–2 against 3–6) 2.05 (95% CI 1.36 to 3.09), p < 0.001
    """
    collapsed = table.collapse(cut=cut)
    common = common_odds_ratio(collapsed)
    note = common.note
    if not table.stack_shape and note:
        note = _NOBODY if (collapsed.counts > 0).any(axis=-2).all() else _ONE_SIDE
    return replace(common, measure=f"Odds ratio ({_sides(collapsed)})", note=note)


def risk_ratio(table: OutcomeTable, *, cut: object) -> Estimate:
    """Share with a good outcome under treatment, divided by the share under control.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack.
    cut : level
        The last level that counts as good.

    Returns
    -------
    Estimate
        Standard error on the log scale. Where an arm has no good outcome the ratio is 0,
        ``inf`` or, for both, ``nan``, its interval runs from 0 to infinity and there is no p.

    Raises
    ------
    ValueError
        If the cut is not a level, or leaves no poor outcome.

    Notes
    -----
    Log-normal interval of Katz, Baptista, Azen, Pike, Biometrics 1978;34:469.

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(risk_ratio(mr_clean, cut=2))
    Risk ratio (0–2 against 3–6) 1.71 (95% CI 1.25 to 2.32), p < 0.001
    """
    good, everyone, label = _good(table, cut)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.divide(*np.moveaxis(good / everyone, -1, 0))
        error = np.sqrt((1 / good - 1 / everyone).sum(axis=-1))
        z = np.log(value) / error
    finite = (good > 0).all(axis=-1) & (error > 0)
    bounded = (good > 0).all(axis=-1)

    def interval(level: float) -> Interval:
        factor = np.exp(ndtri((1 + level) / 2) * np.where(bounded, error, 0))
        return Interval(
            np.where(bounded, value / factor, 0), np.where(bounded, value * factor, np.inf)
        )

    p_value = np.where(finite, 2 * ndtr(-np.abs(z)), np.nan)
    return Estimate(f"Risk ratio ({label})", plain(value), plain(error), plain(p_value), interval)


def risk_difference(table: OutcomeTable, *, cut: object) -> Estimate:
    """Share with a good outcome under treatment, minus the share under control.

    0.135 says: 13.5 more people in 100 with a good outcome.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack.
    cut : level
        The last level that counts as good.

    Returns
    -------
    Estimate
        Newcombe's interval, which stays inside -1 and 1 and has a width even where nobody, or
        everybody, has a good outcome. The p-value is the chi-squared test's without continuity
        correction; ``nan`` where both arms are entirely good or entirely poor.

    Raises
    ------
    ValueError
        If the cut is not a level, or leaves no poor outcome.

    Notes
    -----
    Hybrid of two Wilson score intervals: method 10 of Newcombe, Stat Med 1998;17:873.

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(risk_difference(mr_clean, cut=2))
    Risk difference (0–2 against 3–6) 0.135 (95% CI 0.058 to 0.211), p < 0.001
    """
    good, everyone, label = _good(table, cut)
    share = good / everyone
    value = share[..., 0] - share[..., 1]
    error = np.sqrt((share * (1 - share) / everyone).sum(axis=-1))
    pooled = good.sum(axis=-1) / everyone.sum(axis=-1)
    spread = pooled * (1 - pooled) * (1 / everyone).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        p_value = 2 * ndtr(-np.abs(value) / np.sqrt(spread))

    def interval(level: float) -> Interval:
        lower, upper = _wilson(share, everyone, ndtri((1 + level) / 2))
        down = np.hypot(share[..., 0] - lower[..., 0], upper[..., 1] - share[..., 1])
        up = np.hypot(upper[..., 0] - share[..., 0], share[..., 1] - lower[..., 1])
        return Interval(value - down, value + up)

    return Estimate(
        f"Risk difference ({label})",
        plain(value),
        plain(error),
        plain(p_value),
        interval,
        null=0.0,
    )


def _good(table: OutcomeTable, cut: object) -> tuple[Array, Array, str]:
    collapsed = table.collapse(cut=cut)
    good = collapsed.counts[..., 0].astype(np.float64)
    return good, collapsed.participants.astype(np.float64), _sides(collapsed)


def _sides(collapsed: OutcomeTable) -> str:
    """Good against poor levels, as part of a measure's name."""
    return " against ".join(collapsed.scale.levels)


def _wilson(share: Array, everyone: Array, quantile: float) -> tuple[Array, Array]:
    """Wilson's score interval for one share."""
    square = quantile**2
    centre = share + square / (2 * everyone)
    reach = quantile * np.sqrt(share * (1 - share) / everyone + square / (4 * everyone**2))
    return (centre - reach) / (1 + square / everyone), (centre + reach) / (1 + square / everyone)


_NOBODY = "an arm has nobody on one side of the cut: the odds ratio has no bound"
_ONE_SIDE = "everybody is on one side of the cut; it carries no information"
