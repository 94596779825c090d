"""Usual plans for several outcomes: one after the other, with a reserve, or behind a gate."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_lib.evidence.allowed import family_of
from course_lib.evidence.graph import GraphicalTest, graphical_procedure


def fixed_sequence(
    p_values: ArrayLike, *, alpha: float = 0.05, names: tuple[str, ...] | None = None
) -> GraphicalTest:
    """Test one hypothesis after the other at full alpha, and stop at the first that fails.

    No alpha is spent on the order, but nothing behind a failed hypothesis can be claimed, however
    small its p-value: with a primary outcome at p = 0.732 in front, a secondary p of 0.023 has an
    adjusted p of at least 0.732.

    Parameters
    ----------
    p_values : array of shape (..., hypotheses)
        In the planned order.
    alpha : float
        The promised chance of any false claim.
    names : tuple of str, optional
        Names of the hypotheses.

    Returns
    -------
    GraphicalTest
        Its adjusted p is the largest p so far.

    Raises
    ------
    ValueError
        As for `graphical_procedure`.

    Notes
    -----
    The graph whose weight starts at the first hypothesis and moves on whole (Bretz et al., Stat
    Med 2009;28:586-604).

    Examples
    --------
    >>> print(fixed_sequence([0.732, 0.023], names=("mRS at 90 days", "leg strength")))
    mRS at 90 days: p = 0.732, adjusted p = 0.732, not claimed
    leg strength: p = 0.023, adjusted p = 0.732, not claimed
    """
    family = family_of(p_values).shape[-1]
    start = np.eye(family)[0]
    return graphical_procedure(
        p_values, weights=start, transitions=np.eye(family, k=1), alpha=alpha, names=names
    )


def fallback(
    p_values: ArrayLike,
    *,
    weights: ArrayLike,
    alpha: float = 0.05,
    names: tuple[str, ...] | None = None,
) -> GraphicalTest:
    """Test in a planned order, with a little alpha kept back for each hypothesis.

    A failed hypothesis no longer closes the way: those behind it are still tested with the share
    that was reserved for them, and with all that was handed on by rejections just before them.

    Parameters
    ----------
    p_values : array of shape (..., hypotheses)
        In the planned order.
    weights : array of shape (hypotheses,)
        Share of alpha reserved for each; together at most 1.
    alpha : float
        The promised chance of any false claim.
    names : tuple of str, optional
        Names of the hypotheses.

    Returns
    -------
    GraphicalTest
        As for `graphical_procedure`.

    Raises
    ------
    ValueError
        As for `graphical_procedure`.

    Notes
    -----
    The graph in which each hypothesis hands its whole weight to the next (Bretz et al., Stat Med
    2009;28:586-604).

    Examples
    --------
    >>> fallback([0.732, 0.008], weights=[0.8, 0.2]).adjusted.round(3).tolist()
    [0.915, 0.04]
    """
    family = family_of(p_values).shape[-1]
    return graphical_procedure(
        p_values, weights=weights, transitions=np.eye(family, k=1), alpha=alpha, names=names
    )


def gatekeeping(
    p_values: ArrayLike,
    *,
    gates: int = 1,
    alpha: float = 0.05,
    names: tuple[str, ...] | None = None,
) -> GraphicalTest:
    """Primary outcomes first, in order; behind them the others share alpha by Holm.

    The plan that lets a trial claim secondary outcomes: all gates must be passed at full alpha;
    then the chance of any false claim is still alpha. If a gate stays shut, no secondary outcome
    can be claimed.

    Parameters
    ----------
    p_values : array of shape (..., hypotheses)
        The gates first, in the planned order.
    gates : int
        How many hypotheses are gates; at least one is left behind them.
    alpha : float
        The promised chance of any false claim.
    names : tuple of str, optional
        Names of the hypotheses.

    Returns
    -------
    GraphicalTest
        As for `graphical_procedure`.

    Raises
    ------
    ValueError
        If there is no gate or nothing behind it; otherwise as for `graphical_procedure`.

    Notes
    -----
    A graph of Bretz et al., Stat Med 2009;28:586-604: weight 1 moves from gate to gate, and from
    the last in equal parts to the others, which hand theirs to one another in equal parts.

    Examples
    --------
    >>> print(gatekeeping([0.01, 0.023, 0.09], names=("mRS", "leg", "side")))
    mRS: p = 0.010, adjusted p = 0.010, claimed
    leg: p = 0.023, adjusted p = 0.046, claimed
    side: p = 0.090, adjusted p = 0.090, not claimed
    """
    family = family_of(p_values).shape[-1]
    behind = family - gates
    if gates < 1 or behind < 1:
        raise ValueError(
            f"of {family} hypotheses at least one is a gate and one stands behind; not {gates}"
        )
    arrows = np.eye(family, k=1)
    arrows[gates - 1 :] = 0
    arrows[gates - 1, gates:] = 1 / behind
    if behind > 1:
        arrows[gates:, gates:] = (1 - np.eye(behind)) / (behind - 1)
    return graphical_procedure(
        p_values, weights=np.eye(family)[0], transitions=arrows, alpha=alpha, names=names
    )
