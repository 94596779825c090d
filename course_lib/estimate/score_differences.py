"""The difference of two arms' mean scores in many trials at once, plain or adjusted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from course_lib.estimate.estimate import Estimate, Interval, plain

Array = NDArray[np.float64]
TERMS = 3


class ScoreFit(NamedTuple):
    """Final score on arm and early score, by least squares, of each trial of a stack."""

    coefficients: Array
    inverse: Array
    residual: Array
    freedom: Array


def score_difference(final: ArrayLike) -> Estimate:
    """Mean final score under treatment minus control, among those whose score is known.

    Parameters
    ----------
    final : array_like of shape (..., 2, participants)
        Scores, the treatment arm first; ``nan`` where lost. Axes in front hold many trials.

    Returns
    -------
    Estimate
        Welch's interval and p-value. A better score is a higher one: benefit is above 0.

    Raises
    ------
    ValueError
        If there are not two arms, or fewer than two scores are known in one of them.

    Notes
    -----
    Unequal variances, degrees of freedom by Welch–Satterthwaite (Welch, Biometrika 1947;34:28).

    Examples
    --------
    >>> print(score_difference([[30, 34, 38, float("nan")], [28, 30, 32, 34]]))
    Mean difference 3.00 (95% CI -5.08 to 11.08), p = 0.334
    """
    scores = _two_arms(final)
    known = ~np.isnan(scores)
    number = known.sum(axis=-1)
    if (number < 2).any():
        raise ValueError("each arm needs at least two known scores")
    mean, square = np.nanmean(scores, axis=-1), np.nanvar(scores, axis=-1, ddof=1) / number
    total = square.sum(axis=-1)
    freedom = total**2 / (square**2 / (number - 1)).sum(axis=-1)
    return _estimate("Mean difference", mean[..., 0] - mean[..., 1], np.sqrt(total), freedom)


def adjusted_score_difference(final: ArrayLike, early: ArrayLike) -> Estimate:
    r"""The same, adjusted for the early score: analysis of covariance of the known scores.

    Compares participants of the two arms who began alike. Where being lost depends on the early
    score alone, this mends what the plain difference of the known gets wrong.

    Parameters
    ----------
    final, early : array_like of shape (..., 2, participants)
        Scores, the treatment arm first; final ones ``nan`` where lost, early ones known of all.

    Returns
    -------
    Estimate
        With the t distribution's interval and p-value.

    Raises
    ------
    ValueError
        If shapes differ, an early score is missing, or too few final scores are known to fit a
        line.

    Notes
    -----
    Least squares of :math:`\text{final} = a + b\,\text{arm} + c\,\text{early}`; the estimate is
    :math:`b` (Vickers and Altman, BMJ 2001;323:1123).

    Examples
    --------
    >>> early = [[10, 12, 20, 5], [8, 10, 15, 18]]
    >>> print(adjusted_score_difference([[30, 34, 38, float("nan")], [28, 30, 32, 34]], early))
    Mean difference, adjusted 2.21 (95% CI -0.097 to 4.52), p = 0.056
    """
    fit = fitted(final, early)
    value, variance = fit.coefficients[..., 1], fit.inverse[..., 1, 1] * fit.residual
    return _estimate("Mean difference, adjusted", value, np.sqrt(variance), fit.freedom)


def fitted(final: ArrayLike, early: ArrayLike) -> ScoreFit:
    """Least squares of the known final scores on 1, arm (1 is treatment) and early score."""
    scores, before = _two_arms(final), _two_arms(early)
    if scores.shape != before.shape or np.isnan(before).any():
        raise ValueError("each participant needs an early score; only final ones may be missing")
    known = ~np.isnan(scores)
    design = columns(before) * known[..., None]
    flat = (*scores.shape[:-2], -1)
    rows, outcome = design.reshape(*flat, TERMS), np.where(known, scores, 0).reshape(flat)
    freedom = known.sum(axis=(-2, -1)) - TERMS
    squares = rows.swapaxes(-1, -2) @ rows
    if (freedom < 1).any() or (np.linalg.matrix_rank(squares) < TERMS).any():
        raise ValueError("too few final scores are known to fit a line to each trial")
    inverse = np.linalg.inv(squares)
    coefficients = (inverse @ (rows.swapaxes(-1, -2) @ outcome[..., None]))[..., 0]
    gap = outcome - (rows @ coefficients[..., None])[..., 0]
    residual = (gap**2).sum(axis=-1) / freedom
    return ScoreFit(coefficients, np.asarray(inverse), residual, freedom.astype(np.float64))


def columns(early: Array) -> Array:
    """1, arm and early score of each participant, on a last axis."""
    arm = np.broadcast_to(np.array([1.0, 0.0])[:, None], early.shape)
    return np.stack([np.ones_like(early), arm, early], axis=-1)


def _two_arms(scores: ArrayLike) -> Array:
    array = np.asarray(scores, dtype=np.float64)
    if array.ndim < 2 or array.shape[-2] != 2 or np.isinf(array).any():
        raise ValueError("scores have two arms on the last axis but one, and are finite or nan")
    return array


def _estimate(name: str, value: Array, error: Array, freedom: Array) -> Estimate:
    with np.errstate(divide="ignore", invalid="ignore"):
        p_value = 2 * stdtr(freedom, -np.abs(value / error))

    def interval(level: float) -> Interval:
        reach = stdtrit(freedom, (1 + level) / 2) * error
        return Interval(value - reach, value + reach)

    return Estimate(name, plain(value), plain(error), plain(p_value), interval, null=0.0)
