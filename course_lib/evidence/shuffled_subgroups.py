"""What subgroups look like when the labels that make them mean nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from course_lib.trial import OutcomeTable

Whole = NDArray[np.int64]


def shuffled_subgroups(
    table: OutcomeTable, *, replicates: int, rng: np.random.Generator
) -> OutcomeTable:
    """The same participants with their subgroup labels dealt out again, within each arm.

    Write the day on which each participant was randomised on a card, shuffle the cards of each
    arm, and deal them out. Nobody changes arm or outcome, and each day keeps its number of
    participants; but now the day says nothing about the prognosis or the effect.

    Parameters
    ----------
    table : OutcomeTable
        One trial, subgroups on the axis in front: counts of shape (subgroups, 2, levels).
    replicates : int
        How often to shuffle.
    rng : numpy.random.Generator
        The source of chance.

    Returns
    -------
    OutcomeTable
        Counts of shape (replicates, subgroups, 2, levels).

    Raises
    ------
    ValueError
        If there are not at least two subgroups, the table is a stack of trials, or replicates is
        not a whole number from 1.

    Notes
    -----
    Under "the label means nothing" all deals are equally likely; counts are drawn level by level
    and subgroup by subgroup from the hypergeometric distribution, so the cost does not depend on
    the number of participants. A subgroup with another prognosis breaks that rule even without an
    interaction; for such labels use `interaction_test`.

    Examples
    --------
    >>> from course_lib.scale import OrdinalScale
    >>> halves = OutcomeTable(np.array([[[30, 20], [25, 25]], [[20, 30], [25, 25]]]),
    ...                       OrdinalScale("outcome", ("good", "poor"), ("good", "poor")))
    >>> shuffled = shuffled_subgroups(halves, replicates=3, rng=np.random.default_rng(1))
    >>> shuffled.counts.shape, shuffled.counts.sum(axis=-3)[0].tolist()
    ((3, 2, 2, 2), [[50, 50], [50, 50]])
    """
    if len(table.stack_shape) != 1 or table.stack_shape[0] < 2:
        raise ValueError(
            f"shuffling needs one trial of two or more subgroups, with counts of the shape "
            f"(subgroups, 2, levels); these have {table.counts.shape}"
        )
    if type(replicates) is not int or replicates < 1:
        raise ValueError(f"replicates must be a whole number from 1, not {replicates!r}")
    seats = np.broadcast_to(table.participants, (replicates, *table.participants.shape)).copy()
    dealt = [_deal(level, seats, rng) for level in np.moveaxis(table.counts.sum(axis=0), -1, 0)]
    return OutcomeTable(np.stack(dealt, axis=-1), table.scale)


def _deal(people: Whole, seats: Whole, rng: np.random.Generator) -> Whole:
    """One level's people of each arm, dealt to the subgroups' free seats, which they then take."""
    left = np.broadcast_to(people, seats[:, 0].shape).copy()
    free = seats.sum(axis=1)
    dealt = np.zeros_like(seats)
    for group in range(seats.shape[1]):
        here = seats[:, group]
        dealt[:, group] = rng.hypergeometric(here, free - here, left)
        free -= here
        left -= dealt[:, group]
    seats -= dealt
    return dealt
