"""What every measure returns: a value, how sure, and the sentence a paper would print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Number = float | NDArray[np.float64]


class Interval(NamedTuple):
    """Both ends of an interval: two numbers, or two arrays for a stack of tables."""

    lower: Number
    upper: Number


@dataclass(frozen=True, eq=False)
class Estimate:
    """An effect measure with its uncertainty, for one table or for a stack of them.

    Benefit of the treatment is above 1 for ratios and above 0 for differences.

    Parameters
    ----------
    measure : str
        What was measured, as a paper names it.
    value : float or array
        The estimate. ``inf`` (or 0 for a ratio) where the data put no bound on the effect;
        ``nan`` where they carry no information about it.
    standard_error : float or array
        On the scale on which the interval is symmetrical: the log for ratios, the logit for
        probabilities, the measure itself for differences.
    p_value : float or array
        Two-sided.
    interval : callable
        Gives the lower and upper limits for a confidence level.
    null : float
        The value that means "no difference": 1 for ratios, 0.5 for a probability, 0 otherwise.
    note : str
        What the reader must know about this estimate, for example that it is infinite.

    Examples
    --------
    >>> from course_lib.estimate import common_odds_ratio
    >>> from course_lib.trial import OutcomeTable
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(common_odds_ratio(mr_clean))
    Common odds ratio 1.66 (95% CI 1.21 to 2.28), p = 0.002
    """

    measure: str
    value: Number
    standard_error: Number
    p_value: Number
    interval: Callable[[float], Interval] = field(repr=False)
    null: float = 1.0
    note: str = ""

    def confidence_interval(self, level: float = 0.95) -> Interval:
        """Lower and upper confidence limits.

        Parameters
        ----------
        level : float
            Confidence level, between 0 and 1.

        Raises
        ------
        ValueError
            If the level is not strictly between 0 and 1.

        Examples
        --------
        >>> from course_lib.estimate import risk_difference
        >>> from course_lib.trial import OutcomeTable
        >>> table = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
        ...                                  control=[1, 15, 35, 44, 81, 32, 59])
        >>> low, high = risk_difference(table, cut=2).confidence_interval(0.95)
        >>> round(low, 3), round(high, 3)
        (0.058, 0.211)
        """
        if not 0 < level < 1:
            raise ValueError(f"a confidence level lies between 0 and 1, like 0.95; not {level:g}")
        lower, upper = self.interval(level)
        return Interval(plain(lower), plain(upper))

    def __str__(self) -> str:
        if np.ndim(self.value):
            return f"{self.measure}, {np.size(self.value):,} tables"
        if np.isnan(self.value):
            return f"{self.measure}: {self.note or 'not estimable from this table'}"
        lower, upper = self.confidence_interval()
        note = f" ({self.note})" if self.note else ""
        decimals = 3 if self.null == 0 and abs(float(self.value)) < 1 else 2
        value, low, high = (in_words(x, decimals) for x in (self.value, lower, upper))
        return f"{self.measure} {value} (95% CI {low} to {high}), {p_in_words(self.p_value)}{note}"


def plain(value: ArrayLike) -> Number:
    """A Python float for a single table, an array that cannot be changed for a stack."""
    array = np.asarray(value, dtype=np.float64).view()
    array.flags.writeable = False
    return float(array) if array.ndim == 0 else array


def in_words(value: Number, decimals: int = 2) -> str:
    """A number as a paper prints it: one decimal more below 0.1, "infinity", no minus zero."""
    number = float(value)
    if np.isinf(number):
        return "infinity" if number > 0 else "minus infinity"
    if decimals == 2 and 0 < abs(number) < 0.1:
        return f"{number:z.3f}"
    return f"{number:z.{decimals}f}"


def p_in_words(p_value: Number) -> str:
    """A p-value as a paper prints it: three decimals, never "0.000"."""
    number = float(p_value)
    if np.isnan(number):
        return "p not defined"
    if number < 0.001:
        return "p < 0.001"
    return f"p = {number:.3f}"
