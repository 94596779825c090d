"""Win probability, win odds and the generalised odds ratio: all pairs of participants."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtr, ndtri, stdtr, stdtrit

from course_lib.estimate.estimate import Estimate, Interval, plain
from course_lib.estimate.pairs import Array, delong_error, log_odds_error, pairs
from course_lib.estimate.placements import degrees_of_freedom
from course_lib.trial import OutcomeTable

HALVINGS = 60


def win_probability(
    table: OutcomeTable, *, method: Literal["logit", "newcombe", "brunner_munzel"] = "logit"
) -> Estimate:
    r"""The chance that a treated person fares better than a control person, ties counted half.

    0.58 says: pick one participant from each arm at random; the treated one has the better outcome
    58 times in 100, with ties shared equally. 0.5 is no difference. Also known as the Mann–Whitney
    parameter, the probabilistic index or c.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack.
    method : {"logit", "newcombe", "brunner_munzel"}
        Interval symmetrical on the logit scale with DeLong's standard error; Newcombe's method 5,
        which also serves when one arm beats the other in every pair; or the logit interval with
        Brunner and Munzel's t quantile, which keeps its level in small trials too. Where one arm
        wins every pair, or the standard error is 0, the other two fall back on Newcombe's.

    Returns
    -------
    Estimate
        Standard error on the probability scale (DeLong, unbiased variances; ``nan`` for an arm
        of one participant). The p-value belongs to the interval: it is below 0.05 exactly when
        the 95% interval excludes 0.5.

    Raises
    ------
    ValueError
        If the method is unknown.

    Notes
    -----
    :math:`\hat\theta = P(T \text{ better}) + P(\text{tie})/2`. Variance: DeLong, DeLong,
    Clarke-Pearson, Biometrics 1988;44:837. Method 5: Newcombe, Stat Med 2006;25:559. Degrees of
    freedom of the t quantile: Brunner, Munzel, Biom J 2000;42:17.

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(win_probability(mr_clean))
    Win probability 0.58 (95% CI 0.53 to 0.63), p = 0.002
    """
    if method not in ("logit", "newcombe", "brunner_munzel"):
        raise ValueError(f"method must be brunner_munzel, logit or newcombe; not {method!r}")
    share = pairs(table)
    value = share.wins + share.ties / 2
    error = delong_error(table)
    logit_error = logit_scale_error(value, error)
    usable = np.isfinite(logit_error) & (logit_error > 0) & (method != "newcombe")
    t_shaped = usable & (method == "brunner_munzel")
    freedom = np.where(t_shaped, degrees_of_freedom(table), 1)

    def interval(level: float) -> Interval:
        quantile = ndtri((1 + level) / 2)
        middle = logit(np.where(usable, value, 0.5))
        factor = np.where(t_shaped, stdtrit(freedom, (1 + level) / 2), quantile)
        reach = factor * np.where(usable, logit_error, 0)
        lower, upper = _newcombe_limits(value, table.participants, quantile)
        return Interval(
            np.where(usable, expit(middle - reach), lower),
            np.where(usable, expit(middle + reach), upper),
        )

    under_null = (value - 0.5) / np.sqrt(_newcombe_variance(np.array(0.5), table.participants))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = -np.abs(np.where(usable, logit(value) / logit_error, under_null))
    p_value = 2 * np.where(t_shaped, stdtr(freedom, z), ndtr(z))
    p_value = np.where(share.ties == 1, np.nan, p_value)
    return Estimate(
        "Win probability", plain(value), plain(error), plain(p_value), interval, null=0.5
    )


def win_odds(table: OutcomeTable) -> Estimate:
    r"""The odds of a better outcome in a random pair, ties split equally.

    The win probability as odds: 0.58 becomes 1.38. Not the common odds ratio of the same table,
    and not the win ratio, which drops the ties.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack.

    Returns
    -------
    Estimate
        Standard error on the log scale; interval and p-value those of the win probability.

    Notes
    -----
    :math:`\hat\theta / (1 - \hat\theta)`; Brunner, Vandemeulebroecke, Mütze,
    Stat Med 2021;40:3367.

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(win_odds(mr_clean))
    Win odds 1.38 (95% CI 1.13 to 1.69), p = 0.002
    """
    chance = win_probability(table)
    value = np.asarray(chance.value)

    def interval(level: float) -> Interval:
        lower, upper = chance.confidence_interval(level)
        return Interval(_odds(np.asarray(lower)), _odds(np.asarray(upper)))

    error = logit_scale_error(value, np.asarray(chance.standard_error))
    return Estimate("Win odds", plain(_odds(value)), plain(error), chance.p_value, interval)


def generalised_odds_ratio(table: OutcomeTable) -> Estimate:
    r"""Wins over losses in all pairs, ties dropped (Agresti's generalised odds ratio).

    1.49 says: among pairs with different outcomes, the treated participant is the better one 1.49
    times as often. Dropping the ties moves it further from 1 than the win odds of the same table.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack.

    Returns
    -------
    Estimate
        Standard error on the log scale, by the delta method. ``inf`` or 0 where one arm never
        wins (the interval then runs from 0 to infinity and there is no p-value), ``nan`` where
        all pairs are tied.

    Notes
    -----
    :math:`\hat\alpha = P(\text{win}) / P(\text{loss})`; Agresti, Biometrics 1980;36:59.

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(generalised_odds_ratio(mr_clean))
    Generalised odds ratio, ties dropped 1.49 (95% CI 1.16 to 1.91), p = 0.002
    """
    share = pairs(table)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = share.wins / share.losses
        error = log_odds_error(table, share)
        z = np.log(value) / error
    error = np.where((share.wins > 0) & (share.losses > 0), error, np.inf)
    finite = np.isfinite(error)
    p_value = np.where(finite, 2 * ndtr(-np.abs(np.where(finite, z, 0))), np.nan)

    def interval(level: float) -> Interval:
        factor = np.exp(ndtri((1 + level) / 2) * error)
        with np.errstate(invalid="ignore"):
            return Interval(
                np.where(finite, value / factor, 0), np.where(finite, value * factor, np.inf)
            )

    note = "" if finite.all() else "one arm never wins a pair: not estimable from a table like this"
    return Estimate(
        "Generalised odds ratio, ties dropped",
        plain(value),
        plain(error),
        plain(p_value),
        interval,
        note=note,
    )


def logit_scale_error(value: Array, error: Array) -> Array:
    """Standard error of a probability carried to the logit scale; infinite at 0 and 1."""
    spread = value * (1 - value)
    return np.divide(error, spread, out=np.full_like(error, np.inf), where=spread > 0)


def _odds(value: Array) -> Array:
    with np.errstate(divide="ignore"):
        return value / (1 - value)


def _newcombe_variance(value: Array, participants: NDArray[np.int64]) -> Array:
    middle = participants.sum(axis=-1) / 2 - 1
    spread = 1 + middle * ((1 - value) / (2 - value) + value / (1 + value))
    return np.asarray(value * (1 - value) * spread / participants.prod(axis=-1))


def _newcombe_limits(
    value: Array, participants: NDArray[np.int64], quantile: float
) -> tuple[Array, Array]:
    """Where the distance to the estimate is a quantile of the standard error, by bisection."""
    ends = []
    for end in (0.0, 1.0):
        inside, outside = value + np.zeros_like(value), np.full_like(value, end)
        for _ in range(HALVINGS):
            middle = (inside + outside) / 2
            error = np.sqrt(_newcombe_variance(middle, participants))
            within = np.abs(middle - value) <= quantile * error
            inside, outside = np.where(within, middle, inside), np.where(within, outside, middle)
        ends.append((inside + outside) / 2)
    return ends[0], ends[1]
