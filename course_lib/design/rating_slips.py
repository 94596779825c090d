"""What raters' slips do to a distribution: an assumed model of error, the same in both arms."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_lib.design.distribution import Array, distribution


def slipped(probabilities: ArrayLike, *, share: float, certain: int = 1) -> Array:
    """Distribution that raters report, if a share of their ratings slips by one level.

    The model is an assumption, and a simple one: a rating slips to the level above or below,
    with equal chance; at an end there is only one neighbour. The worst level is rated without
    error, as death is. Slips do not depend on the arm: assessors are blinded.

    Parameters
    ----------
    probabilities : array_like of shape (..., levels)
        The true distribution, best level first; it sums to 1.
    share : float
        Share of ratings that slip by one level, from 0 to 1.
    certain : int
        How many of the worst levels are rated without error.

    Returns
    -------
    array of shape (..., levels)
        The distribution as rated.

    Raises
    ------
    ValueError
        If probabilities are negative, missing or do not sum to 1, if the share is not from 0 to
        1, or if fewer than two levels are left on which a rating can slip.

    Notes
    -----
    With p the true distribution and M the chances of each rating given the true level, it is pM.

    Examples
    --------
    >>> slipped([0.2, 0.5, 0.1, 0.2], share=0.1).round(3).tolist()
    [0.205, 0.48, 0.115, 0.2]
    """
    true = distribution(probabilities)
    return np.asarray(true @ rating_chances(true.shape[-1], share=share, certain=certain))


def rater_agreement(probabilities: ArrayLike, *, share: float, certain: int = 1) -> Array:
    """Chance that two raters, slipping independently of each other, choose the same level.

    It ties the model to what studies of agreement report: a share of slips that gives their
    agreement is a share that raters may have.

    Parameters
    ----------
    probabilities, share, certain
        As for ``slipped``.

    Returns
    -------
    array of shape (...)
        Shares from 0 to 1.

    Raises
    ------
    ValueError
        As for ``slipped``.

    Examples
    --------
    >>> float(rater_agreement([0.5, 0.5, 0.0], share=0.1).round(2))
    0.82
    """
    true = distribution(probabilities)
    same = (rating_chances(true.shape[-1], share=share, certain=certain) ** 2).sum(axis=-1)
    return np.asarray(true @ same)


def rating_chances(levels: int, *, share: float, certain: int = 1) -> Array:
    """Chances of each rating, given the true level: the model of slips as a table.

    Parameters
    ----------
    levels : int
        How many levels the scale has.
    share, certain
        As for ``slipped``.

    Returns
    -------
    array of shape (levels, levels)
        Rows are true levels, columns are ratings; each row sums to 1.

    Raises
    ------
    ValueError
        If the share is not from 0 to 1, or if fewer than two levels are left on which a rating
        can slip.

    Examples
    --------
    >>> rating_chances(4, share=0.2).round(2).tolist()
    [[0.8, 0.2, 0.0, 0.0], [0.1, 0.8, 0.1, 0.0], [0.0, 0.2, 0.8, 0.0], [0.0, 0.0, 0.0, 1.0]]
    """
    if not 0 <= share <= 1:
        raise ValueError(
            f"the share of ratings that slip lies from 0 to 1, like 0.3; not {share:g}"
        )
    unsure = levels - certain
    if certain < 0 or unsure < 2:
        raise ValueError(
            f"ratings need at least two levels to slip between; of {levels} levels "
            f"{certain} are certain"
        )
    neighbours = np.eye(unsure, k=1) + np.eye(unsure, k=-1)
    slips = neighbours / neighbours.sum(axis=1, keepdims=True)
    chances = np.eye(levels)
    chances[:unsure, :unsure] = (1 - share) * np.eye(unsure) + share * slips
    return chances
