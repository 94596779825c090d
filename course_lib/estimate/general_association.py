"""Any difference at all between two distributions, the order of the levels ignored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from course_lib.estimate.estimate import Number, p_in_words, plain
from course_lib.trial import OutcomeTable


@dataclass(frozen=True, eq=False)
class AssociationTest:
    """A chi-squared statistic, its degrees of freedom and its p-value; scalars or arrays."""

    statistic: Number
    degrees_of_freedom: Number
    p_value: Number

    def __str__(self) -> str:
        if np.ndim(self.statistic):
            return f"Pearson's chi-squared test, {np.size(self.statistic):,} tables"
        return (
            f"Pearson's chi-squared {self.statistic:.2f} on {self.degrees_of_freedom:.0f} "
            f"degrees of freedom, {p_in_words(self.p_value)}"
        )


def general_association(table: OutcomeTable) -> AssociationTest:
    r"""Pearson's chi-squared test of arm by level.

    It asks whether the two arms differ in any way, so it has no direction: a table in which
    treatment moves people from the middle to both ends can give a small p. For an ordinal outcome
    it spends its power on such patterns and has less left for a shift.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack.

    Returns
    -------
    AssociationTest
        Degrees of freedom are the occupied levels minus one; with one level p is ``nan``.

    Notes
    -----
    :math:`\sum (O - E)^2 / E` over arms and occupied levels (Pearson, Philos Mag 1900;50:157).

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(general_association(mr_clean))
    Pearson's chi-squared 19.97 on 6 degrees of freedom, p = 0.003
    """
    level = table.counts.sum(axis=-2, keepdims=True)
    arm = table.counts.sum(axis=-1, keepdims=True)
    expected = arm * level / arm.sum(axis=-2, keepdims=True)
    occupied = level[..., 0, :] > 0
    surprise = (table.counts - expected) ** 2 / np.where(expected > 0, expected, 1)
    statistic = surprise.sum(axis=(-2, -1))
    freedom = occupied.sum(axis=-1) - 1.0
    p_value = np.where(freedom > 0, chdtrc(np.maximum(freedom, 1), statistic), np.nan)
    return AssociationTest(plain(statistic), plain(freedom), plain(p_value))
