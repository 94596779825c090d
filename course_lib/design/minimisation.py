"""Minimisation: each participant goes where the arms become most alike."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.design.chance import generator
from course_lib.design.sequences import Sequences, labels, ratio
from course_lib.design.simulated_tables import at_least_one

TIE = 1e-9
Array = NDArray[np.float64]


def minimisation(
    factors: Mapping[str, ArrayLike],
    *,
    rng: np.random.Generator,
    probability: float = 0.8,
    allocation: float = 1.0,
    weights: Mapping[str, float] | None = None,
    replicates: int | None = None,
) -> Sequences:
    """Minimisation over prognostic factors, by Pocock and Simon.

    For each new participant the imbalance is added up, over the factors, among the earlier
    participants who share the newcomer's level. The arm that would leave less of it is
    preferred. Many factors can be balanced at once, where strata would be nearly empty.

    Parameters
    ----------
    factors : mapping of str to array_like of shape (participants,)
        Level of each participant on each factor, in order of enrolment.
    rng : numpy.random.Generator
        Where chance comes from.
    probability : float
        Probability of the preferred arm at 1:1, from 0.5 (chance alone) to 1 (no chance but in
        ties: Taves's method, whose next arm can be worked out).
    allocation : float
        Treatment participants per control. Away from 1:1 the arm that is not preferred keeps a
        probability in proportion to its share, so that the ratio holds on average.
    weights : mapping of str to float, optional
        Importance of each factor. Default: all the same.
    replicates : int, optional
        How many sequences to draw for the same participants, on an axis in front.

    Returns
    -------
    array of bool, shape (participants,) or (replicates, participants)
        True where the treatment is allocated.

    Raises
    ------
    ValueError
        If there is no factor, if factors differ in length or miss a level, if a weight is
        negative or names no factor, if the probability is not from 0.5 to 1, or if the
        allocation is not a positive ratio of small whole numbers.

    Notes
    -----
    Imbalance on a factor is the difference between the arms' numbers at the newcomer's level,
    each divided by the arm's part of the ratio; the factors' absolute differences are added with
    their weights [1]_.

    References
    ----------
    .. [1] Pocock SJ, Simon R. Sequential treatment assignment with balancing for prognostic
       factors in the controlled clinical trial. Biometrics 1975;31:103-115.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> people = {"sex": ["f", "m"] * 30, "severity": ["mild", "severe", "severe"] * 20}
    >>> arms = minimisation(people, probability=1, rng=rng)
    >>> int(arms.sum()), int(arms[::2].sum())
    (30, 15)
    """
    codes, importance = _coded(factors, weights)
    generator(rng)
    rows = 1 if replicates is None else at_least_one(replicates, "replicates")
    steps = 1 / np.array(ratio(allocation))
    chances = _chances(probability, steps[1] / steps.sum())
    excess = np.zeros((rows, len(importance), int(codes.max()) + 1))
    factor = np.arange(len(importance))
    arms = np.empty((rows, len(codes)), dtype=np.bool_)
    for place, levels in enumerate(codes):
        here = excess[:, factor, levels]
        more = (np.abs(here + steps[0]) - np.abs(here - steps[1])) @ importance
        preference = np.where(np.abs(more) < TIE, 0, np.sign(more)).astype(int)
        arms[:, place] = rng.random(rows) < chances[preference + 1]
        excess[:, factor, levels] = here + np.where(arms[:, place], steps[0], -steps[1])[:, None]
    return arms[0] if replicates is None else arms


def _chances(probability: float, share: float) -> Array:
    """Chance of treatment where it is preferred, where neither arm is, where control is."""
    if not 0.5 <= probability <= 1:
        raise ValueError(f"the probability of the preferred arm is 0.5 to 1, not {probability:g}")
    spared = 2 * (1 - probability)
    return np.array([1 - spared * (1 - share), share, spared * share])


def _coded(
    factors: Mapping[str, ArrayLike], weights: Mapping[str, float] | None
) -> tuple[NDArray[np.intp], Array]:
    if not hasattr(factors, "items") or not factors:
        raise ValueError("minimisation needs at least one factor, as {name: levels}")
    columns = {name: labels(levels, f"level of {name!r}")[1] for name, levels in factors.items()}
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"the factors must have one level per participant each, not {lengths}")
    importance = dict.fromkeys(columns, 1.0) | dict(weights or {})
    if unknown := [name for name in importance if name not in columns]:
        raise ValueError(f"no factor {unknown[0]!r} to weight; the factors are {list(columns)}")
    given = np.array([importance[name] for name in columns], dtype=np.float64)
    if not (np.isfinite(given).all() and (given >= 0).all() and given.any()):
        raise ValueError("weights are 0 or more, and not all 0")
    return np.stack(list(columns.values()), axis=-1), given
