r"""The likelihood of an ordinal model with covariates, for one trial's participants.

A participant at level :math:`k` lies between two thresholds, and with
:math:`u_j = \theta_j + x'\beta` and the logistic :math:`F`

.. math:: P(Y = k) = F(u_k) - F(u_{k-1})
          = F(u_k)\,F(-u_{k-1})\,(1 - e^{\theta_{k-1} - \theta_k}).

The last factor holds no covariates, so it needs the number of participants per level only; the
others are two logistic functions per participant. The log-likelihood is concave. Participants who
share all covariates and the level are one row with a weight. Rows are sorted into blocks, one per
occupied level, so that sums over levels are sums over stretches; with several groups, each has
thresholds of its own.

Model: McCullagh P. Regression models for ordinal data. J R Stat Soc B 1980;42:109-142.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from course_lib.counts import tally

Array = NDArray[np.float64]
Places = NDArray[np.int64]
CONVERGED = 1e-10
FLAT = 1e-10
DRIFT = 0.1
ITERATIONS = 200
TO_THE_BOUNDARY = 0.9
OVERSHOOT = 0.5
LOGITS = 3.0
FEW_TERMS = 12
RIDGE = 1e-13
TINY = 1e-200


class Rows(NamedTuple):
    """Participants sorted by block: columns of shape (terms, rows), weights per row.

    Per block: its first row, its rows, its participants, its code (group × levels + level), and
    the thresholds above and below it; `cuts`, their number, and `cuts + 1` say: none.
    """

    columns: Array
    weight: Array
    starts: Places
    sizes: Places
    participants: Array
    codes: Places
    upper: Places
    lower: Places
    cuts: int


class Fit(NamedTuple):
    """A maximum: thresholds then coefficients, gradient, information, log-likelihood.

    `drift` is the direction in which the likelihood still rises, without end; 0 where it does not.
    """

    parameters: Array
    gradient: Array
    information: Array
    log_likelihood: float
    drift: Array


def arranged(columns: Array, codes: Places, levels: int) -> Rows:
    """Participants as rows; those who agree in everything are one where that halves the rows."""
    columns, codes, weight = _merged(columns, codes)
    order = np.argsort(codes.astype(np.int16), kind="stable")
    occupied, starts, sizes = np.unique(codes[order], return_index=True, return_counts=True)
    weight = weight[order]
    group = occupied // levels
    follows = np.append(group[1:] == group[:-1], [False])
    count = int(follows.sum())
    upper = np.where(follows, np.cumsum(follows) - 1, count)
    lower = np.append([count + 1], np.where(follows, upper, count + 1)[:-1])
    columns = np.ascontiguousarray(columns[:, order])
    participants = np.add.reduceat(weight, starts)
    return Rows(columns, weight, starts, sizes, participants, occupied, upper, lower, count)


def start(rows: Rows) -> Array:
    """Each group's pooled logits, and no effect of any term."""
    first = np.flatnonzero(rows.lower == rows.cuts + 1)
    logits = []
    for counts in np.split(rows.participants, first[1:]):
        below = np.cumsum(counts)
        logits.append(np.log(below[:-1] / (below[-1] - below[:-1])))
    return np.concatenate([*logits, np.zeros(len(rows.columns))])


def maximise(rows: Rows, parameters: Array, *, held: int | None = None) -> Fit:
    """Newton's method from a start; `held` is a parameter that stays where it is."""
    free = np.arange(len(parameters)) != held
    drift = np.zeros_like(parameters)
    gradient, information = _evaluate(rows, parameters)
    for _ in range(ITERATIONS):
        step = np.zeros_like(parameters)
        step[free] = solve(information[np.ix_(free, free)], gradient[free])
        slope = float(gradient @ step)
        closing, reach = _closing(rows, parameters, step), _farthest(rows, step)
        if slope < FLAT and reach > DRIFT:
            drift = step / np.abs(step).max()
            break
        allowed = max(LOGITS, _farthest(rows, parameters))
        length = 1 / max(1, closing / TO_THE_BOUNDARY, reach / allowed)
        parameters, gradient, information = _search(rows, parameters, step * length, slope * length)
        if slope < CONVERGED:
            break
    else:
        raise ValueError(
            "the likelihood has no maximum within reach: the covariates predict the outcome almost "
            "perfectly; leave one out"
        )
    return Fit(parameters, gradient, information, log_likelihood(rows, parameters), drift)


def log_likelihood(rows: Rows, parameters: Array) -> float:
    """Log-likelihood of all participants."""
    above, below = _logits(rows, parameters)
    _, gaps, participants = _gaps(rows, parameters)
    logistic = rows.weight * (_log_expit(above) + _log_expit(-below))
    return float(logistic.sum() + participants @ np.log(-np.expm1(-gaps)))


def in_order(rows: Rows, parameters: Array) -> bool:
    """Whether the thresholds rise."""
    return bool((_gaps(rows, parameters)[1] > 0).all())


def solve(information: Array, right: Array) -> Array:
    """Newton's step, which must lead uphill also where rounding leaves no curvature."""
    ridge = RIDGE * np.diag(information).max(initial=TINY)
    return np.asarray(np.linalg.solve(information + ridge * np.eye(len(right)), right))


def _log_expit(logits: Array) -> Array:
    """As scipy.special.log_expit, which takes 20 times as long."""
    return np.asarray(np.minimum(logits, 0) - np.log1p(np.exp(-np.abs(logits))))


def _merged(columns: Array, codes: Places) -> tuple[Array, Places, Array]:
    """One row for all who share covariates and level, if that leaves half the rows or fewer."""
    everyone = len(codes)
    cell, size = codes.astype(np.int64), int(codes.max()) + 1
    for column in columns:
        values, place = np.unique(column, return_inverse=True)
        size *= len(values)
        if size > everyone / 2:
            return columns, codes, np.ones(everyone)
        cell = cell * len(values) + place
    counts = tally(cell, size)
    someone = np.zeros(size, dtype=np.int64)
    someone[cell] = np.arange(everyone)
    chosen = someone[counts > 0]
    return columns[:, chosen], codes[chosen], counts[counts > 0].astype(np.float64)


def _logits(rows: Rows, parameters: Array) -> tuple[Array, Array]:
    """Logit of each row's threshold above and below; infinite where there is none."""
    edges = np.append(parameters[: rows.cuts], [np.inf, -np.inf])
    shift = _combined(parameters[rows.cuts :], rows.columns)
    above = np.repeat(edges[rows.upper], rows.sizes) + shift
    return above, np.repeat(edges[rows.lower], rows.sizes) + shift


def _gaps(rows: Rows, parameters: Array) -> tuple[NDArray[np.bool_], Array, Array]:
    """Blocks between two thresholds, the distance of these, and the blocks' participants."""
    inner = (rows.upper < rows.cuts) & (rows.lower < rows.cuts)
    gaps = parameters[rows.upper[inner]] - parameters[rows.lower[inner]]
    return inner, gaps, rows.participants[inner]


def _evaluate(rows: Rows, parameters: Array) -> tuple[Array, Array]:
    """Gradient and information at one point."""
    above, below = _logits(rows, parameters)
    good, better = expit(above), expit(below)
    rise, fall = rows.weight * (1 - good), rows.weight * better
    bend_above, bend_below = rise * good, fall * (1 - better)
    count, size = rows.cuts, len(parameters)
    sums = np.add.reduceat(np.stack([rise, fall, bend_above, bend_below]), rows.starts, axis=1)
    gradient, information = np.zeros(size), np.zeros((size, size))
    up, low = (np.zeros((len(rows.starts), count + 2)) for _ in range(2))
    up[np.arange(len(up)), rows.upper] = low[np.arange(len(low)), rows.lower] = 1
    up, low = up[:, :count], low[:, :count]
    gradient[:count] = sums[0] @ up - sums[1] @ low
    gradient[count:] = (rows.columns * (rise - fall)).sum(axis=1)
    information[:count, :count] = np.diag(sums[2] @ up + sums[3] @ low)
    border = (np.add.reduceat(rows.columns * bend_above, rows.starts, axis=1) @ up).T
    border += (np.add.reduceat(rows.columns * bend_below, rows.starts, axis=1) @ low).T
    information[:count, count:], information[count:, :count] = border, border.T
    information[count:, count:] = _products(rows.columns, bend_above + bend_below)
    inner, gaps, participants = _gaps(rows, parameters)
    between = up[inner] - low[inner]
    apart = -np.expm1(-gaps)
    pull = participants * np.exp(-gaps) / apart
    gradient[:count] += pull @ between
    information[:count, :count] += (between.T * (pull / apart)) @ between
    return gradient, information


def _combined(coefficients: Array, columns: Array) -> Array:
    """Each row's linear predictor. Threads cost more than they save on a few terms: not BLAS."""
    if len(columns) > FEW_TERMS:
        return np.asarray(coefficients @ columns)
    return np.asarray(np.einsum("i,ij->j", coefficients, columns))


def _products(columns: Array, weight: Array) -> Array:
    """Weighted sums of products of all pairs of terms."""
    if len(columns) > FEW_TERMS:
        return np.asarray((columns * weight) @ columns.T)
    return np.asarray(np.einsum("ik,jk->ij", columns * weight, columns))


def _closing(rows: Rows, parameters: Array, step: Array) -> float:
    """How much of a threshold gap a step closes at worst."""
    _, gaps, _ = _gaps(rows, parameters)
    _, moved, _ = _gaps(rows, step)
    return float((-moved / gaps).max(initial=0))


def _farthest(rows: Rows, parameters: Array) -> float:
    """The largest logit of any row, either sign; of a step: how far it moves a logit."""
    shift = _combined(parameters[rows.cuts :], rows.columns)
    ends = [bound.reduceat(shift, rows.starts) for bound in (np.minimum, np.maximum)]
    thresholds = np.append(parameters[: rows.cuts], [np.nan, np.nan])
    logits = [thresholds[edge] + end for edge in (rows.upper, rows.lower) for end in ends]
    far = np.abs(np.stack(logits))
    return float(far[~np.isnan(far)].max(initial=0))


def _search(rows: Rows, parameters: Array, step: Array, slope: float) -> tuple[Array, Array, Array]:
    """Go along the step; halve it where the likelihood already falls steeply at its end."""
    while True:
        there = parameters + step
        gradient, information = _evaluate(rows, there)
        if slope <= CONVERGED or gradient @ step >= -OVERSHOOT * slope:
            return there, gradient, information
        step, slope = step / 2, slope / 2
