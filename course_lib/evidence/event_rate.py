"""How often an event may happen, when it was seen rarely or never."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr, betaincinv

from course_lib.counts import whole_numbers
from course_lib.estimate.estimate import Interval, plain
from course_lib.evidence.allowed import Array, probability_inside

Number = float | Array


@dataclass(frozen=True)
class EventRate:
    r"""Events among participants of one arm, and the true rates that agree with them.

    No event is not no risk: among 39 participants without a serious event the true risk may still
    be 9%. With so few people the trial could hardly have seen a harm of that size.

    Parameters
    ----------
    events, participants : int
        People with the event, and all people.

    Raises
    ------
    ValueError
        If they are not whole numbers, nobody took part, or there are more events than people.

    Notes
    -----
    Exact limits (Clopper and Pearson): the rates at which so few, or so many, events would happen
    with a chance of no less than :math:`(1 - \text{level})/2`. The rule of three, :math:`3/n`, is
    close to the one-sided 95% limit after no event (Hanley and Lippman-Hand, JAMA 1983;249:1743).

    Examples
    --------
    >>> print(EventRate(0, 39))
    0 of 39: 0.0% (exact 95% CI 0.0% to 9.0%)
    """

    events: int
    participants: int

    def __post_init__(self) -> None:
        pair = whole_numbers((self.events, self.participants))
        if pair[1] == 0:
            raise ValueError("a rate needs at least one participant")
        if pair[0] > pair[1]:
            raise ValueError(f"{pair[0]} events are more than {pair[1]} participants")

    @property
    def rate(self) -> float:
        """Events per participant."""
        return self.events / self.participants

    def interval(self, level: float = 0.95) -> Interval:
        """The exact two-sided interval.

        Examples
        --------
        >>> low, high = EventRate(42, 72).interval()
        >>> round(low, 3), round(high, 3)
        (0.461, 0.698)
        """
        tail = (1 - probability_inside(level, "a confidence level")) / 2
        rest = self.participants - self.events
        low = 0.0 if self.events == 0 else float(betaincinv(self.events, rest + 1, tail))
        return Interval(low, self._highest(tail))

    def upper_limit(self, level: float = 0.95) -> float:
        """The exact one-sided limit: the largest rate that is not ruled out.

        Examples
        --------
        >>> round(EventRate(0, 39).upper_limit(), 3)
        0.074
        """
        return self._highest(1 - probability_inside(level, "a confidence level"))

    def _highest(self, tail: float) -> float:
        """The rate at which so few events, or fewer, happen with this chance."""
        rest = self.participants - self.events
        return 1.0 if rest == 0 else float(betaincinv(self.events + 1, rest, 1 - tail))

    def chance_of_so_few(self, risk: ArrayLike) -> Number:
        """The chance of no more events than these, if this were the true risk.

        Parameters
        ----------
        risk : float or array
            True risks, inside 0 to 1.

        Returns
        -------
        float or array
            The chance.

        Raises
        ------
        ValueError
            If a risk is not inside 0 to 1.

        Examples
        --------
        >>> round(EventRate(0, 39).chance_of_so_few(0.05), 3)
        0.135
        """
        supposed = np.asarray(risk, dtype=np.float64)
        if not ((supposed > 0) & (supposed < 1)).all():
            raise ValueError("a risk lies inside 0 to 1")
        return plain(bdtr(self.events, self.participants, supposed))

    def __str__(self) -> str:
        low, high = self.interval()
        return (
            f"{self.events} of {self.participants:,}: {100 * self.rate:.1f}% "
            f"(exact 95% CI {100 * low:.1f}% to {100 * high:.1f}%)"
        )
