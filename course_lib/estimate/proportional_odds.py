r"""The likelihood of the proportional-odds model for a whole stack of two-arm tables.

With thresholds :math:`\theta_1 < \dots < \theta_{K-1}` and one log odds ratio :math:`\beta`,

.. math:: \operatorname{logit} P(Y \le j) = u_j = \theta_j + \beta\,[\text{treatment}].

Because :math:`F(u_k) - F(u_{k-1}) = F(u_k)\,F(-u_{k-1})\,(1 - e^{u_{k-1} - u_k})` for the logistic
:math:`F`, and :math:`u_k - u_{k-1} = \theta_k - \theta_{k-1}` is the same in both arms, the
log-likelihood falls into a part per threshold and a part per interior level:

.. math:: \sum_{a,j} \bigl[n_{aj}\log F(u_{aj}) + n_{a,j+1}\log F(-u_{aj})\bigr]
          + \sum_{k} n_{\cdot k}\log\bigl(1 - e^{\theta_{k-1} - \theta_k}\bigr).

It is concave, never subtracts nearly equal probabilities, and its information matrix is
tridiagonal with one border for :math:`\beta`: a Newton step costs a few passes over the levels,
for any number of tables at once. Arrays here have the shape (levels, tables).

Model: McCullagh P. Regression models for ordinal data. J R Stat Soc B 1980;42:109-142.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit

Array = NDArray[np.float64]
CONVERGED = 1e-10
ITERATIONS = 100
TO_THE_BOUNDARY = 0.9
OVERSHOOT = 0.5
LOGITS = 3.0


class Cells(NamedTuple):
    """Counts per level, occupied levels first, and which thresholds lie between occupied levels."""

    treatment: Array
    control: Array
    threshold: NDArray[np.bool_]

    @property
    def pooled(self) -> Array:
        """Participants per level, both arms together."""
        return self.treatment + self.control


class Fit(NamedTuple):
    """Where the likelihood was maximised; thresholds have the shape (levels - 1, tables)."""

    thresholds: Array
    log_odds_ratio: Array
    information: Array
    score: Array


class _Point(NamedTuple):
    """Gradient and information at one point; `off` couples neighbouring thresholds."""

    gradient: Array
    gradient_beta: Array
    diagonal: Array
    off: Array
    border: Array
    corner: Array


def cells(counts: NDArray[np.int64]) -> Cells:
    """Cells of tables of shape (tables, 2, levels); levels empty in both arms move to the end."""
    levels_first = np.ascontiguousarray(counts.transpose(1, 2, 0)).astype(np.float64)
    treatment, control = levels_first
    empty = treatment + control == 0
    if empty.any():
        order = np.argsort(empty, axis=0, kind="stable")
        treatment = np.take_along_axis(treatment, order, axis=0)
        control = np.take_along_axis(control, order, axis=0)
    return Cells(treatment, control, (treatment + control)[1:] > 0)


def null_fit(data: Cells) -> Fit:
    """Both arms alike: pooled logits, with the efficient score and the expected information."""
    pooled = data.pooled
    total = pooled.sum(axis=0)
    below = np.cumsum(pooled, axis=0)[:-1]
    inner = np.where(data.threshold, below, total / 2)
    thresholds = np.log(inner / (total - inner))
    share = pooled / total
    midranks = 2 * np.cumsum(share, axis=0) - share
    treated, controls = data.treatment.sum(axis=0), data.control.sum(axis=0)
    score = (data.treatment * (1 - midranks)).sum(axis=0)
    information = treated * controls / total * (1 - (share**3).sum(axis=0)) / 3
    return Fit(thresholds, np.zeros_like(total), information, score)


def null_log_likelihood(data: Cells) -> Array:
    """Log-likelihood when both arms have one distribution."""
    return _entropy(data.pooled)


def saturated_log_likelihood(data: Cells) -> Array:
    """Log-likelihood when each arm has its own distribution."""
    return _entropy(data.treatment) + _entropy(data.control)


def moved(data: Cells, fit: Fit, log_odds_ratio: Array) -> Fit:
    """Another log odds ratio, with the thresholds moved so that the arms' average stays."""
    share = data.treatment.sum(axis=0) / data.pooled.sum(axis=0)
    thresholds = fit.thresholds - share * (log_odds_ratio - fit.log_odds_ratio)
    return fit._replace(thresholds=thresholds, log_odds_ratio=log_odds_ratio)


def maximise(data: Cells, start: Fit, *, fixed: bool = False) -> Fit:
    """Newton's method from a start; with `fixed`, over the thresholds at the start's odds ratio."""
    theta, beta = start.thresholds, start.log_odds_ratio
    point = _evaluate(data, theta, beta)
    for _ in range(ITERATIONS):
        step, step_beta, efficient = _newton_step(point, fixed=fixed)
        slope = (point.gradient * step).sum(axis=0) + point.gradient_beta * step_beta
        length = _longest(theta, (step, step_beta), data.threshold)
        theta, beta, point = _search(data, (theta, beta), (step, step_beta), (length, slope))
        if (np.abs(slope) < CONVERGED).all():
            break
    efficient = _newton_step(point, fixed=False)[2]
    return Fit(theta, beta, efficient, point.gradient_beta)


def log_likelihood(data: Cells, fit: Fit) -> Array:
    """Log-likelihood of each table at a fit."""
    thresholds = fit.thresholds
    total = np.zeros(data.treatment.shape[1])
    for counts, logits in (
        (data.treatment, thresholds + fit.log_odds_ratio),
        (data.control, thresholds),
    ):
        above, below = counts[:-1] * log_expit(logits), counts[1:] * log_expit(-logits)
        total += np.where(data.threshold, above + below, 0).sum(axis=0)
    interior = data.threshold[1:]
    gaps = np.where(interior, thresholds[1:] - thresholds[:-1], 1)
    terms = data.pooled[1:-1] * np.log(-np.expm1(-gaps))
    return np.asarray(total + np.where(interior, terms, 0).sum(axis=0))


def efficient_information(data: Cells, fit: Fit) -> Array:
    """Expected information about the log odds ratio, with the thresholds estimated."""
    total = {}
    for arm, shift in (("treatment", fit.log_odds_ratio), ("control", 0.0)):
        below = np.where(data.threshold, expit(fit.thresholds + shift), 1)
        edge = np.zeros((1, below.shape[1]))
        share = np.diff(np.concatenate([edge, below, edge + 1]), axis=0)
        total[arm] = share * getattr(data, arm).sum(axis=0)
    expected = Cells(total["treatment"], total["control"], data.threshold)
    point = _evaluate(expected, fit.thresholds, fit.log_odds_ratio)
    return _newton_step(point, fixed=False)[2]


def _entropy(counts: Array) -> Array:
    share = counts / counts.sum(axis=0)
    return np.asarray((counts * np.log(np.where(counts > 0, share, 1))).sum(axis=0))


def _evaluate(data: Cells, theta: Array, beta: Array) -> _Point:
    exists = data.threshold
    gradients, weights = [], []
    for counts, logits in ((data.treatment, theta + beta), (data.control, theta)):
        good, poor = expit(logits), expit(-logits)
        both = np.where(exists, counts[:-1] + counts[1:], 0)
        gradients.append(np.where(exists, counts[:-1] - both * good, 0))
        weights.append(both * good * poor)
    gradient, diagonal = gradients[0] + gradients[1], weights[0] + weights[1] + ~exists
    interior = exists[1:]
    growth = np.expm1(np.where(interior, theta[1:] - theta[:-1], 1))
    pull = np.where(interior, data.pooled[1:-1], 0) / growth
    gradient[1:] += pull
    gradient[:-1] -= pull
    off = pull * (1 + 1 / growth)
    diagonal[1:] += off
    diagonal[:-1] += off
    return _Point(
        gradient, gradients[0].sum(axis=0), diagonal, -off, weights[0], weights[0].sum(axis=0)
    )


def _newton_step(point: _Point, *, fixed: bool) -> tuple[Array, Array, Array]:
    """Step for thresholds and log odds ratio, and the efficient information, by elimination."""
    right = np.stack([point.gradient, point.border])
    by_gradient, by_border = _solve_tridiagonal(point.diagonal, point.off, right)
    efficient = point.corner - (point.border * by_border).sum(axis=0)
    if fixed:
        return by_gradient, np.zeros_like(efficient), efficient
    step_beta = (point.gradient_beta - (point.border * by_gradient).sum(axis=0)) / efficient
    return by_gradient - by_border * step_beta, step_beta, efficient


def _solve_tridiagonal(diagonal: Array, off: Array, right: Array) -> Array:
    """Thomas' elimination along the levels, symmetric matrix, several right-hand sides in front."""
    pivot, solution = diagonal.copy(), right.copy()
    for row in range(1, len(pivot)):
        factor = off[row - 1] / pivot[row - 1]
        pivot[row] -= factor * off[row - 1]
        solution[:, row] -= factor * solution[:, row - 1]
    solution[:, -1] /= pivot[-1]
    for row in range(len(pivot) - 2, -1, -1):
        solution[:, row] -= off[row] * solution[:, row + 1]
        solution[:, row] /= pivot[row]
    return solution


def _longest(theta: Array, step: tuple[Array, Array], exists: NDArray[np.bool_]) -> Array:
    """Part of the step, at most 1, that keeps thresholds in order and moves no logit far.

    Further than that the curvature where the step was taken says nothing of the likelihood.
    """
    gaps = np.where(exists[1:], theta[1:] - theta[:-1], 1)
    closing = np.where(exists[1:], step[0][:-1] - step[0][1:], 0) / gaps
    worst = closing.max(axis=0, initial=0) / TO_THE_BOUNDARY
    reach = np.maximum(np.abs(step[0]), np.abs(step[0] + step[1])).max(axis=0) / LOGITS
    return np.asarray(1 / np.maximum(np.maximum(worst, reach), 1))


def _search(
    data: Cells, here: tuple[Array, Array], step: tuple[Array, Array], along: tuple[Array, Array]
) -> tuple[Array, Array, _Point]:
    """Go along the step; halve it where the likelihood already falls steeply at its end."""
    length, slope = along
    while True:
        theta, beta = here[0] + length * step[0], here[1] + length * step[1]
        point = _evaluate(data, theta, beta)
        end = (point.gradient * step[0]).sum(axis=0) + point.gradient_beta * step[1]
        too_far = (end < -OVERSHOOT * slope) & (slope > CONVERGED)
        if not too_far.any():
            return theta, beta, point
        length = np.where(too_far, length / 2, length)
