"""What may be asked: p-values, levels, weights and correlations that make sense."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
SLACK = 1e-9


def probability_inside(value: float, name: str) -> float:
    """The same number, if it lies strictly between 0 and 1."""
    if not 0 < value < 1:
        raise ValueError(f"{name} must lie between 0 and 1, like 0.05; not {value:g}")
    return float(value)


def p_values_of(values: ArrayLike) -> Array:
    """P-values of any shape as an array; a ValueError where one is not a p-value."""
    array = np.array(values, dtype=np.float64)
    if np.isnan(array).any():
        place = int(np.isnan(array).reshape(-1).argmax()) + 1
        raise ValueError(
            f"p-value {place} is missing (nan); leave out an outcome that was not tested"
        )
    outside = (array < 0) | (array > 1)
    if outside.any():
        raise ValueError(f"a p-value lies between 0 and 1; not {array[outside].flat[0]:g}")
    return array


def family_of(values: ArrayLike) -> Array:
    """P-values with at least one axis: the last one is the family."""
    array = p_values_of(values)
    if array.ndim == 0:
        raise ValueError(
            "a family of p-values is a list or an array, like [0.02, 0.4]; not a number"
        )
    if array.shape[-1] == 0:
        raise ValueError("a family needs at least one p-value; this one is empty")
    return array


def positive(value: ArrayLike, name: str) -> Array:
    """An array of positive finite numbers."""
    array = np.asarray(value, dtype=np.float64)
    if not (np.isfinite(array) & (array > 0)).all():
        raise ValueError(f"{name} must be a positive number; not {_first_bad(array):g}")
    return array


def finite(value: ArrayLike, name: str) -> Array:
    """An array of finite numbers."""
    array = np.asarray(value, dtype=np.float64)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be a finite number; one is missing or infinite")
    return array


def weights_of(values: ArrayLike, hypotheses: int) -> Array:
    """The share of alpha at each hypothesis; together at most 1."""
    weights = np.array(values, dtype=np.float64)
    if weights.shape != (hypotheses,):
        raise ValueError(f"{hypotheses} hypotheses need {hypotheses} weights; not {weights.size}")
    if not (weights >= 0).all():
        raise ValueError("the weights of a graph must not be negative or missing")
    if weights.sum() > 1 + SLACK:
        raise ValueError(
            f"the weights of a graph share out alpha, so they sum to at most 1; "
            f"these sum to {weights.sum():g}"
        )
    return weights


def transitions_of(values: ArrayLike, hypotheses: int) -> Array:
    """What each hypothesis hands on when it is rejected; each row sums to at most 1."""
    matrix = np.array(values, dtype=np.float64)
    if matrix.shape != (hypotheses, hypotheses):
        raise ValueError(
            f"{hypotheses} hypotheses need {hypotheses} × {hypotheses} transitions; "
            f"not {' × '.join(map(str, matrix.shape))}"
        )
    if not (matrix >= 0).all():
        raise ValueError("transitions must not be negative or missing")
    if np.diag(matrix).any():
        raise ValueError("a hypothesis cannot hand its weight to itself: the diagonal must be 0")
    sums = matrix.sum(axis=1)
    if (sums > 1 + SLACK).any():
        row = int((sums > 1 + SLACK).argmax())
        raise ValueError(
            f"hypothesis {row + 1} hands on {sums[row]:g} of its weight; at most 1 is allowed"
        )
    return matrix


def correlation_of(values: ArrayLike, endpoints: int) -> Array:
    """One correlation for every pair, or a matrix, as a positive definite matrix."""
    given = np.array(values, dtype=np.float64)
    if given.ndim == 0:
        given = np.where(np.eye(endpoints) == 1, 1.0, given)
    if given.shape != (endpoints, endpoints):
        raise ValueError(
            f"{endpoints} endpoints need one correlation or a {endpoints} × {endpoints} matrix"
        )
    if not np.isfinite(given).all() or not np.allclose(given, given.T):
        raise ValueError("a correlation matrix must be symmetrical, with no missing value")
    if not np.allclose(np.diag(given), 1):
        raise ValueError("a correlation matrix has 1 on its diagonal")
    if np.linalg.eigvalsh(given)[0] <= SLACK:
        raise ValueError(
            "the correlations contradict each other: the matrix must be positive definite"
            + (
                f" (a common correlation above {-1 / (endpoints - 1):.3g} and below 1)"
                if endpoints > 1
                else ""
            )
        )
    return given


def _first_bad(array: Array) -> float:
    return float(array[~(np.isfinite(array) & (array > 0))].flat[0])
