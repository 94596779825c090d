"""Confidence limits for the common odds ratio by inverting a test, for many tables at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import ndtri

from course_lib.estimate.proportional_odds import (
    Array,
    Cells,
    Fit,
    efficient_information,
    log_likelihood,
    maximise,
    moved,
)

ROUNDS = 100
CLOSE = 1e-9
STRIDE = 4.0


def wald_limits(fit: Fit, level: float) -> tuple[Array, Array]:
    """The maximum plus and minus a multiple of its standard error."""
    reach = _quantile(level) / np.sqrt(fit.information)
    return fit.log_odds_ratio - reach, fit.log_odds_ratio + reach


def profile_limits(data: Cells, fit: Fit, level: float) -> tuple[Array, Array]:
    """Where the profile log-likelihood has fallen by half a chi-squared quantile."""
    return (
        profile_limit(data, fit, level=level, side=-1),
        profile_limit(data, fit, level=level, side=1),
    )


def profile_limit(data: Cells, fit: Fit, *, level: float, side: int) -> Array:
    """One of the two profile limits.

    The profile log-likelihood is concave, so Newton's method for its crossing overshoots at most
    once and then closes in from outside.
    """
    drop = _quantile(level) ** 2 / 2
    target = log_likelihood(data, fit) - drop
    start = fit.log_odds_ratio + side * np.sqrt(2 * drop / fit.information)
    return _crossing(data, fit._replace(log_odds_ratio=start), target)


def one_sided_profile_limit(data: Cells, null: Fit, supremum: Array, level: float) -> Array:
    """The only profile limit of a separated table, where the likelihood rises to a supremum."""
    return _crossing(data, null, supremum - _quantile(level) ** 2 / 2)


def score_limits(data: Cells, fit: Fit, level: float) -> tuple[Array, Array]:
    """The log odds ratios that the score test with expected information does not reject."""
    reach = _quantile(level)
    lower, upper = wald_limits(fit, level)
    return _score_limit(data, fit, (lower, reach)), _score_limit(data, fit, (upper, -reach))


def one_sided_score_limit(data: Cells, null: Fit, side: Array, level: float) -> Array:
    """The only score limit of a separated table; `side` is +1 where treatment is better."""
    return _score_limit(data, null, (null.log_odds_ratio, side * _quantile(level)))


def _quantile(level: float) -> float:
    return float(ndtri((1 + level) / 2))


def _crossing(data: Cells, start: Fit, target: Array) -> Array:
    beta, here = start.log_odds_ratio, start
    for _ in range(ROUNDS):
        here = maximise(data, moved(data, here, beta), fixed=True)
        step = np.clip((target - log_likelihood(data, here)) / here.score, -STRIDE, STRIDE)
        beta = beta + step
        if (np.abs(step) < CLOSE * (1 + np.abs(beta))).all():
            break
    return beta


def _score_limit(data: Cells, start: Fit, goal: tuple[Array, Array | float]) -> Array:
    """Where score / sqrt(information), which falls as the odds ratio grows, meets its goal."""
    here = start

    def gap(beta: Array) -> Array:
        nonlocal here
        here = maximise(data, moved(data, here, beta), fixed=True)
        return here.score / np.sqrt(efficient_information(data, here)) - goal[1]

    return _root(gap, *_bracket(gap, goal[0]))


Function = Callable[[Array], Array]


def _bracket(function: Function, start: Array) -> tuple[Array, Array, Array, Array]:
    """Two points between which a falling function changes sign, and its values there."""
    near, at_near = start, function(start)
    direction = np.sign(at_near)
    far, at_far, stride = near, at_near, np.full_like(near, 0.25)
    for _ in range(ROUNDS):
        behind = at_far * direction > 0
        if not behind.any():
            break
        near, at_near = np.where(behind, far, near), np.where(behind, at_far, at_near)
        far, stride = np.where(behind, far + direction * stride, far), 2 * stride
        at_far = function(far)
    return near, at_near, far, at_far


def _root(function: Function, near: Array, at_near: Array, far: Array, at_far: Array) -> Array:
    """The Illinois form of false position: a retained end that stays twice counts for half."""
    for _ in range(ROUNDS):
        slope = at_far - at_near
        move = np.divide(at_far * (far - near), slope, out=np.zeros_like(far), where=slope != 0)
        newest = far - move
        at_newest = function(newest)
        crossed = at_newest * at_far <= 0
        near, at_near = np.where(crossed, far, near), np.where(crossed, at_far, at_near / 2)
        far, at_far = newest, at_newest
        if (np.abs(move) < CLOSE * (1 + np.abs(far))).all():
            break
    return far
