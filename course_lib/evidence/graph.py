"""Testing several hypotheses in a planned order: the graph that shares and hands on alpha."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.estimate.estimate import p_in_words
from course_lib.evidence.allowed import (
    Array,
    family_of,
    probability_inside,
    transitions_of,
    weights_of,
)
from course_lib.evidence.hand_on import ROUNDING, walk

NUMBERS_AT_ONCE = 500_000


@dataclass(frozen=True, eq=False)
class GraphicalTest:
    """What a planned order of testing allows to be claimed.

    Parameters
    ----------
    names : tuple of str
        The hypotheses, in the order of the last axis of everything below.
    p_values, adjusted : array of shape (..., hypotheses)
        As they came, and adjusted: the smallest alpha at which each could be claimed.
    rejected : boolean array of shape (..., hypotheses)
        Which may be claimed at `alpha`.
    sequence : integer array of shape (..., hypotheses)
        Places of the hypotheses in the order in which the procedure came to them.
    final_weights, final_transitions : array
        The graph that is left when nothing more can be claimed.
    alpha : float
        The promised chance of any false claim.

    Examples
    --------
    >>> from course_lib.evidence import fixed_sequence
    >>> fixed_sequence([0.01, 0.20, 0.001]).rejected.tolist()
    [True, False, False]
    """

    names: tuple[str, ...]
    p_values: Array
    adjusted: Array
    rejected: NDArray[np.bool_]
    sequence: NDArray[np.int64]
    final_weights: Array
    final_transitions: Array
    alpha: float

    def __str__(self) -> str:
        if self.p_values.ndim > 1:
            stack = " × ".join(map(str, self.p_values.shape[:-1]))
            return f"Graphical test of {len(self.names)} hypotheses in {stack} trials"
        verdict = ["not claimed", "claimed"]
        rows = zip(self.names, self.p_values, self.adjusted, self.rejected, strict=True)
        return "\n".join(
            f"{name}: {p_in_words(p)}, adjusted {p_in_words(adjusted)}, {verdict[int(rejected)]}"
            for name, p, adjusted, rejected in rows
        )


def graphical_procedure(
    p_values: ArrayLike,
    *,
    weights: ArrayLike,
    transitions: ArrayLike,
    alpha: float = 0.05,
    names: tuple[str, ...] | None = None,
) -> GraphicalTest:
    r"""Share out alpha over the hypotheses, and hand it on whenever one is rejected.

    The graph is drawn before the data are seen. Each hypothesis starts with a share of alpha; once
    it is rejected its share flows along the arrows to others. Whatever the data do, the chance of
    any false claim stays at alpha.

    Parameters
    ----------
    p_values : array of shape (..., hypotheses)
        Axes in front are separate trials, all tested with the same graph.
    weights : array of shape (hypotheses,)
        Share of alpha at each hypothesis at the start; together at most 1.
    transitions : array of shape (hypotheses, hypotheses)
        Row: which share of its weight a rejected hypothesis hands to each of the others.
    alpha : float
        The promised chance of any false claim.
    names : tuple of str, optional
        Names of the hypotheses; H1, H2, … if not given.

    Returns
    -------
    GraphicalTest
        Adjusted p-values, what may be claimed, and the graph that is left.

    Raises
    ------
    ValueError
        If weights or a row of transitions sum to more than 1 or are negative, a diagonal entry is
        not 0, shapes differ, a p-value is missing or outside 0 to 1, or alpha is not inside 0 to 1.

    Notes
    -----
    Algorithm of Bretz, Maurer, Brannath and Posch, Stat Med 2009;28:586-604. With :math:`j`
    rejected, :math:`w_l \leftarrow w_l + w_j g_{jl}` and
    :math:`g_{lk} \leftarrow (g_{lk} + g_{lj} g_{jk}) / (1 - g_{lj} g_{jl})`.

    Examples
    --------
    Two primary outcomes share alpha; each hands its share to its own secondary outcome.

    >>> result = graphical_procedure(
    ...     [0.018, 0.010, 0.105, 0.006], alpha=0.025, weights=[0.5, 0.5, 0, 0],
    ...     transitions=[[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]])
    >>> print(result)
    H1: p = 0.018, adjusted p = 0.020, claimed
    H2: p = 0.010, adjusted p = 0.020, claimed
    H3: p = 0.105, adjusted p = 0.105, not claimed
    H4: p = 0.006, adjusted p = 0.020, claimed
    """
    given = family_of(p_values)
    family = given.shape[-1]
    shares, arrows = weights_of(weights, family), transitions_of(transitions, family)
    labels = _names(names, family)
    probability_inside(alpha, "alpha")
    flat = given.reshape(-1, family)
    chunk = max(1, NUMBERS_AT_ONCE // family**2)
    adjusted, left, flows = (
        np.empty_like(flat),
        np.empty_like(flat),
        np.empty((*flat.shape, family)),
    )
    sequence = np.empty(flat.shape, dtype=np.int64)
    for first in range(0, len(flat), chunk):
        rows = slice(first, first + chunk)
        adjusted[rows], sequence[rows], left[rows], flows[rows] = walk(
            flat[rows], shares, arrows, alpha
        )
    return GraphicalTest(
        names=labels,
        p_values=given,
        adjusted=np.minimum(adjusted, 1, out=adjusted).reshape(given.shape),
        rejected=(adjusted <= alpha * ROUNDING).reshape(given.shape),
        sequence=sequence.reshape(given.shape),
        final_weights=left.reshape(given.shape),
        final_transitions=flows.reshape(*given.shape, family),
        alpha=alpha,
    )


def _names(names: tuple[str, ...] | None, family: int) -> tuple[str, ...]:
    labels = tuple(f"H{place}" for place in range(1, family + 1)) if names is None else tuple(names)
    if len(labels) != family:
        raise ValueError(f"{family} hypotheses need {family} names; not {len(labels)}")
    return labels
