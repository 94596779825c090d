"""How many people must be treated for one more good outcome, with an interval through infinity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_lib.estimate.at_cut import risk_difference
from course_lib.estimate.estimate import Estimate, Interval, Number, plain
from course_lib.trial import OutcomeTable


@dataclass(frozen=True, eq=False)
class NumberNeededToTreat(Estimate):
    """The reciprocal of a risk difference; positive numbers are benefit, negative ones harm.

    The interval's ends are the reciprocals of the risk difference's, in the order of benefit:
    where the difference may be 0 it runs from a benefit through infinity to a harm, so ``lower``
    is positive and ``upper`` negative.
    """

    def __str__(self) -> str:
        if np.ndim(self.value):
            return super().__str__()
        best, worst = self.confidence_interval()
        limits = f"{_people(best)} to {_people(worst)}"
        if best > 0 > worst:
            limits = f"{_people(best)} to benefit, through infinity, to {_people(worst)}"
        return f"{self.measure} {_people(self.value)} (95% CI {limits})"


def number_needed_to_treat(table: OutcomeTable, *, cut: object) -> NumberNeededToTreat:
    """People to treat for one more good outcome, with its honest interval.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack.
    cut : level
        The last level that counts as good.

    Returns
    -------
    NumberNeededToTreat
        ``inf`` where the shares are equal. Standard error ``nan``: no scale makes it symmetrical.

    Raises
    ------
    ValueError
        If the cut is not a level, or leaves no poor outcome.

    Notes
    -----
    Reciprocal of the risk difference and of its Newcombe limits (Altman, BMJ 1998;317:1309).

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(number_needed_to_treat(mr_clean, cut=2))
    Number needed to treat (0–2 against 3–6) 7.4 (95% CI 4.7 to 17.1)
    """
    difference = risk_difference(table, cut=cut)

    def interval(level: float) -> Interval:
        lower, upper = difference.confidence_interval(level)
        return Interval(_reciprocal(upper), _reciprocal(lower))

    return NumberNeededToTreat(
        measure=difference.measure.replace("Risk difference", "Number needed to treat"),
        value=plain(_reciprocal(difference.value)),
        standard_error=plain(np.full_like(np.asarray(difference.value), np.nan)),
        p_value=difference.p_value,
        interval=interval,
        null=np.inf,
    )


def _reciprocal(value: Number) -> NDArray[np.float64]:
    with np.errstate(divide="ignore"):
        return np.asarray(1 / np.asarray(value, dtype=np.float64))


def _people(number: Number) -> str:
    size = abs(float(number))
    if np.isinf(size):
        return "infinity"
    people = f"{size:.0f}" if size >= 20 else f"{size:.1f}"
    return people if number > 0 else f"{people} to harm"
