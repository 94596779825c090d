"""P-values adjusted for the size of the family they were picked from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from course_lib.evidence.allowed import Array, family_of

Method = Literal[
    "none",
    "bonferroni",
    "holm",
    "hochberg",
    "hommel",
    "benjamini-hochberg",
    "benjamini-yekutieli",
]

NUMBERS_AT_ONCE = 1_000_000


def adjust(p_values: ArrayLike, *, method: Method) -> Array:
    r"""P-values that may be compared with alpha although several outcomes were tested.

    An adjusted p of 0.115 says: had we promised a chance of at most 11.5% of any false claim in
    the whole family, this outcome could just be claimed. It answers the question that the smallest
    of several p-values cannot answer alone.

    Parameters
    ----------
    p_values : array of shape (..., family)
        Two-sided p-values. The last axis is the family; axes in front of it are separate
        families, for example simulated trials.
    method : str
        "bonferroni", "holm", "hochberg" and "hommel" hold the chance of any false claim;
        "benjamini-hochberg" and "benjamini-yekutieli" hold the expected share of false claims
        among the claims made, a weaker promise; "none" leaves p as it is. Holm needs no
        assumption. Hochberg and Hommel need tests that are independent or positively related.

    Returns
    -------
    array
        Adjusted p-values in the order of `p_values`, never below them, at most 1.

    Raises
    ------
    ValueError
        If the method is unknown, the family empty, or a p-value missing or outside 0 to 1.

    Notes
    -----
    With :math:`p_{(1)} \le \dots \le p_{(m)}`: Bonferroni :math:`m p`; Holm (1979)
    :math:`\max_{j \le i} (m - j + 1) p_{(j)}`; Hochberg (1988)
    :math:`\min_{j \ge i} (m - j + 1) p_{(j)}`; Hommel (Biometrika 1988;75:383) closes Simes' test
    :math:`\min_j m p_{(j)} / j`; Benjamini and Hochberg (1995) :math:`\min_{j \ge i} m p_{(j)}/j`;
    Benjamini and Yekutieli (2001) the same times :math:`\sum_{j \le m} 1/j`.

    Examples
    --------
    >>> secondary = [0.023, 0.090, 0.741, 0.292, 0.763]    # five outcomes of one small trial
    >>> adjust(secondary, method="holm").round(3).tolist()
    [0.115, 0.36, 1.0, 0.876, 1.0]
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}; not {method!r}")
    given = family_of(p_values)
    result = given.reshape(-1, given.shape[-1])
    chunk = max(1, NUMBERS_AT_ONCE // given.shape[-1])
    for first in range(0, len(result), chunk):
        families = result[first : first + chunk]
        order = families.argsort(axis=-1)
        adjusted = METHODS[method](np.take_along_axis(families, order, axis=-1))
        np.put_along_axis(families, order, np.minimum(adjusted, 1), axis=-1)
    return result.reshape(given.shape)


def _left(ordered: Array) -> Array:
    """How many hypotheses are left at each step: m, m − 1, …, 1."""
    return np.arange(ordered.shape[-1], 0, -1, dtype=np.float64)


def _from_the_largest(values: Array) -> Array:
    return np.asarray(np.minimum.accumulate(values[..., ::-1], axis=-1)[..., ::-1])


def _holm(ordered: Array) -> Array:
    return np.maximum.accumulate(_left(ordered) * ordered, axis=-1)


def _hochberg(ordered: Array) -> Array:
    return _from_the_largest(_left(ordered) * ordered)


def _hommel(ordered: Array) -> Array:
    """For each size of subset, Simes' p of the least significant subset with the hypothesis."""
    family = ordered.shape[-1]
    result = ordered.copy()
    for size in range(2, family + 1):
        start = family - size
        tail = size * ordered[..., start:] / np.arange(1, size + 1)
        rest = tail[..., 1:].min(axis=-1, keepdims=True)
        first = np.minimum(size * ordered[..., : start + 1], rest)
        result[..., : start + 1] = np.maximum(result[..., : start + 1], first)
        result[..., start + 1 :] = np.maximum(result[..., start + 1 :], first[..., -1:])
    return result


def _benjamini_hochberg(ordered: Array) -> Array:
    family = ordered.shape[-1]
    return _from_the_largest(family / np.arange(1, family + 1) * ordered)


def _benjamini_yekutieli(ordered: Array) -> Array:
    harmonic = (1 / _left(ordered)).sum()
    return np.asarray(harmonic * _benjamini_hochberg(ordered))


METHODS: dict[str, Callable[[Array], Array]] = {
    "none": lambda ordered: ordered,
    "bonferroni": lambda ordered: ordered.shape[-1] * ordered,
    "holm": _holm,
    "hochberg": _hochberg,
    "hommel": _hommel,
    "benjamini-hochberg": _benjamini_hochberg,
    "benjamini-yekutieli": _benjamini_yekutieli,
}
