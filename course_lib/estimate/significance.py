"""What a test of "no difference" returns: how far from chance, and the sentence for a paper."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course_lib.estimate.estimate import Number, in_words, p_in_words


@dataclass(frozen=True, eq=False)
class SignificanceTest:
    """A test of "no difference between the arms", for one table or for a stack of them.

    A test answers how surprising the data would be if the treatment changed nothing. It does not
    say how large the difference is: read it beside an effect measure.

    Parameters
    ----------
    test : str
        The name of the test.
    statistic : float or array
        The standard normal deviate z; above 0 where the treatment arm did better.
    p_value : float or array
        Two-sided. ``nan`` where the data carry no information.
    note : str
        What the reader must know about this result.

    Examples
    --------
    >>> print(SignificanceTest("Wilcoxon–Mann–Whitney", statistic=2.10, p_value=0.0358))
    Wilcoxon–Mann–Whitney z = 2.10, p = 0.036
    """

    test: str
    statistic: Number
    p_value: Number
    note: str = ""

    def __str__(self) -> str:
        if np.ndim(self.statistic):
            return f"{self.test}, {np.size(self.statistic):,} tables"
        if np.isnan(self.statistic):
            return f"{self.test}: {self.note or 'not defined for this table'}"
        note = f" ({self.note})" if self.note else ""
        return f"{self.test} z = {in_words(self.statistic)}, {p_in_words(self.p_value)}{note}"
