"""A tipping-point map read: where verdicts change, and how often if the missing fared so."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from course_lib.analysis.landings import Counts
from course_lib.analysis.tipping import TippingPointMap

Array = NDArray[np.float64]
NEVER, SOMETIMES_BETTER, BETTER, SOMETIMES_WORSE, WORSE = range(5)


def chance_of_change(found: TippingPointMap, *, treatment: ArrayLike, control: ArrayLike) -> float:
    r"""Chance that the verdict changes, if each missing outcome were drawn from these levels.

    The share of all completions that change a verdict is not a probability. With an assumption
    about how the missing fared it becomes one: the chance under that assumption, no more.

    Parameters
    ----------
    found : TippingPointMap
        Every completion and its verdict.
    treatment, control : array_like of shape (levels,)
        Chance of each level of the map's table, best first, for the missing of each arm.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If chances do not match the levels, are negative or do not sum to 1.

    Notes
    -----
    Multinomial: :math:`n! \prod_j p_j^{k_j} / k_j!` in each arm, arms independent.

    Examples
    --------
    The International Stroke Trial, had the missing fared like the others of their arm:

    >>> from course_lib.analysis import tipping_point
    >>> from course_lib.published import load
    >>> ist = load("ist")
    >>> found = tipping_point(ist.table, missing=ist.missing, cut="not recovered")
    >>> treatment, control = found.table.proportions
    >>> round(chance_of_change(found, treatment=treatment, control=control), 3)
    0.044
    """
    size = len(found.table.scale)
    arms = []
    for name, chances in (("treatment", treatment), ("control", control)):
        levels = np.asarray(chances, dtype=np.float64)
        if levels.shape != (size,) or (levels < 0).any() or not np.isclose(levels.sum(), 1):
            raise ValueError(f"chances of the {name} arm are {size} shares that sum to 1")
        arms.append(levels)
    rows, columns = (
        _multinomial(ways, levels) for ways, levels in zip(found.landings, arms, strict=True)
    )
    return float(rows @ found.changes @ columns)


def verdicts_by_level(found: TippingPointMap) -> NDArray[np.int8]:
    """Verdicts by how the missing fared: one row and one column for each sum of their levels.

    Ways with the same sum of levels share a cell; the sum counts the best level as 0, the next
    as 1, and so on.

    Parameters
    ----------
    found : TippingPointMap
        Every completion and its verdict.

    Returns
    -------
    array of int, shape (sums of the treatment arm, sums of the control arm)
        0 where no way of the cell is significant; 1 where some and 2 where all are significantly
        better; 3 where some and 4 where all are significantly worse. Where some are better and
        others worse the cell says which are more.

    Examples
    --------
    >>> from course_lib.analysis import tipping_point
    >>> from course_lib.trial import OutcomeTable
    >>> table = OutcomeTable.from_counts(treatment=[1, 3, 9, 12, 9, 4, 1],
    ...                                  control=[0, 0, 1, 3, 7, 3, 1])
    >>> verdicts_by_level(tipping_point(table, missing=(1, 5))).shape
    (7, 31)
    """
    sums = [ways @ np.arange(ways.shape[1]) for ways in found.landings]
    shape = (sums[0].max() + 1, sums[1].max() + 1)
    cell = (sums[0][:, None] * shape[1] + sums[1]).ravel().astype(np.intp)
    ways, better, worse = (
        np.bincount(cell, weights=which.ravel(), minlength=shape[0] * shape[1]).reshape(shape)
        for which in (
            np.ones_like(found.verdict),
            found.verdict == 1,
            found.verdict == -1,
        )
    )
    kinds = np.where(better > worse, SOMETIMES_BETTER, np.where(worse > 0, SOMETIMES_WORSE, NEVER))
    kinds = np.where((ways > 0) & (better == ways), BETTER, kinds)
    return np.where((ways > 0) & (worse == ways), WORSE, kinds).astype(np.int8)


def _multinomial(ways: Counts, chances: Array) -> Array:
    """The chance of each landing."""
    possible = ~((ways > 0) & (chances == 0)).any(axis=-1)
    logs = np.log(np.where(chances > 0, chances, 1))
    factorials = gammaln(ways.sum(axis=-1) + 1) - gammaln(ways + 1).sum(axis=-1)
    return np.where(possible, np.exp(factorials + ways @ logs), 0.0)
