"""How few changed outcomes would take a significant result away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from course_lib.counts import whole_numbers
from course_lib.estimate.estimate import p_in_words
from course_lib.evidence.allowed import Array, probability_inside
from course_lib.trial import ARMS

TIE = 1 + 1e-7
"""Probabilities this close are equal: rounding must not drop a table from the tail."""


@dataclass(frozen=True)
class Fragility:
    """How many outcomes stand between a significant result and one that is not.

    Parameters
    ----------
    index : int
        Participants whose outcome must be turned round; 0 if the result is not significant.
    arm : str
        The arm in which they are turned: the one with the lower rate of the event.
    events : tuple of int
        Events (treatment, control) after that.
    p_value, p_after : float
        Fisher's exact p before and after.
    quotient : float
        The index over all participants.

    Examples
    --------
    >>> print(fragility_index(events=(10, 9), participants=(39, 15)))
    fragility index 1: p = 0.027 becomes p = 0.057 with one outcome changed in the treatment arm
    """

    index: int
    arm: str
    events: tuple[int, int]
    p_value: float
    p_after: float
    quotient: float

    def __str__(self) -> str:
        before = p_in_words(self.p_value)
        if self.index == 0:
            return f"fragility index 0: {before}, not significant as it is"
        people = "one outcome" if self.index == 1 else f"{self.index} outcomes"
        return (
            f"fragility index {self.index}: {before} becomes {p_in_words(self.p_after)} "
            f"with {people} changed in the {self.arm} arm"
        )


def fragility_index(
    events: tuple[int, int], participants: tuple[int, int], *, alpha: float = 0.05
) -> Fragility:
    """How many participants would have to fare differently for p to reach alpha.

    An index of 1 says that one person's outcome decides about "significant". Compare it with the
    number lost to follow-up. It restates the p-value and the size of the trial; it does not
    measure bias.

    Parameters
    ----------
    events : tuple of int
        Participants with the event, (treatment, control).
    participants : tuple of int
        All participants, (treatment, control).
    alpha : float
        Two-sided level.

    Returns
    -------
    Fragility
        The index, the arm that was changed, and p before and after.

    Raises
    ------
    ValueError
        If events are not whole numbers from 0 to the participants of the arm, an arm is empty, or
        alpha is not inside 0 to 1.

    Notes
    -----
    Walsh et al. (J Clin Epidemiol 2014;67:622) add events to the arm with fewer *events* until
    Fisher's exact p is at least alpha. Where the arms differ in size that arm can have the higher
    *rate*: adding events there drives the arms further apart, and p never comes back. So events
    are added to the arm with the lower rate, which is the same arm where the sizes are equal.

    Examples
    --------
    >>> ecass_3 = fragility_index(events=(219, 182), participants=(418, 403))    # mRS 0–1
    >>> ecass_3.index, ecass_3.arm, round(ecass_3.p_after, 3)
    (1, 'control', 0.051)
    """
    count, total = _checked(events, participants)
    probability_inside(alpha, "alpha")
    lower = int(count[1] * total[0] < count[0] * total[1])
    first = fisher_p_value(count, total)
    p_value, added = first, 0
    while p_value < alpha:
        added += 1
        count[lower] += 1
        p_value = fisher_p_value(count, total)
    return Fragility(
        index=added,
        arm=ARMS[lower],
        events=(int(count[0]), int(count[1])),
        p_value=first,
        p_after=p_value,
        quotient=added / int(total.sum()),
    )


def fisher_p_value(events: ArrayLike, participants: ArrayLike) -> float:
    """Two-sided p of Fisher's exact test for events in two arms.

    Among all tables with the same totals: the chance of one as unlikely as this, or more so.

    Parameters
    ----------
    events, participants : pair of int
        (treatment, control).

    Returns
    -------
    float
        The p-value.

    Raises
    ------
    ValueError
        If events are not whole numbers from 0 to the participants of the arm.

    Examples
    --------
    >>> round(fisher_p_value((13, 4), (39, 15)), 3)
    0.751
    """
    count, total = _checked(events, participants)
    all_events, everyone = int(count.sum()), int(total.sum())
    possible = np.arange(max(0, all_events - int(total[1])), min(all_events, int(total[0])) + 1)
    weight = _log_choose(int(total[0]), possible) + _log_choose(
        int(total[1]), all_events - possible
    )
    chance = np.exp(weight - _log_choose(everyone, np.array(all_events)))
    observed = chance[int(count[0]) - int(possible[0])]
    return float(min(1.0, chance[chance <= observed * TIE].sum()))


def _log_choose(total: int, chosen: NDArray[np.int64]) -> Array:
    return np.asarray(gammaln(total + 1) - gammaln(chosen + 1) - gammaln(total - chosen + 1))


def _checked(
    events: ArrayLike, participants: ArrayLike
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    count, total = whole_numbers(events).copy(), whole_numbers(participants)
    if count.shape != (2,) or total.shape != (2,):
        raise ValueError("events and participants are pairs: (treatment, control)")
    for arm, some, everyone in zip(ARMS, count, total, strict=True):
        if everyone == 0:
            raise ValueError(f"the {arm} arm has no participants")
        if some > everyone:
            raise ValueError(f"the {arm} arm has {some} events but only {everyone} participants")
    return count, total
