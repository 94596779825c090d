"""Every treated participant compared with every control participant."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_lib.trial import OutcomeTable

Array = NDArray[np.float64]


class Pairs(NamedTuple):
    """All pairs of one treated and one control participant, as shares that sum to 1."""

    wins: Array
    ties: Array
    losses: Array


def pairs(table: OutcomeTable) -> Pairs:
    """How often a treated participant fares better, the same, or worse than a control participant.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack.

    Returns
    -------
    Pairs
        Shares of all pairs: wins, ties and losses of the treatment arm, each of the stack's shape.

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> [round(100 * float(share), 1) for share in pairs(mr_clean)]    # per cent
    [48.8, 18.4, 32.8]
    """
    treated, control = table.counts[..., 0, :], table.counts[..., 1, :]
    control_worse = control.sum(axis=-1, keepdims=True) - control.cumsum(axis=-1)
    treated_worse = treated.sum(axis=-1, keepdims=True) - treated.cumsum(axis=-1)
    everyone = table.participants.prod(axis=-1)
    return Pairs(
        (treated * control_worse).sum(axis=-1) / everyone,
        (treated * control).sum(axis=-1) / everyone,
        (control * treated_worse).sum(axis=-1) / everyone,
    )


def delong_error(table: OutcomeTable) -> Array:
    """Standard error of the win probability from the spread of each arm's chances (DeLong)."""
    wins, losses = _chances(table)
    placement = (1 + wins - losses) / 2
    share = table.proportions
    centre = (share * placement).sum(axis=-1, keepdims=True)
    spread = (share * (placement - centre) ** 2).sum(axis=-1)
    single = table.participants == 1
    variance = np.where(single, np.nan, spread / np.where(single, 1, table.participants - 1))
    return np.asarray(np.sqrt(variance.sum(axis=-1)))


def log_odds_error(table: OutcomeTable, share: Pairs) -> Array:
    """Standard error of log(wins / losses) by the delta method."""
    wins, losses = _chances(table)
    pull = wins / share.wins[..., None, None] - losses / share.losses[..., None, None]
    spread = (table.proportions * pull**2).sum(axis=-1)
    return np.asarray(np.sqrt((spread / table.participants).sum(axis=-1)))


def _chances(table: OutcomeTable) -> tuple[Array, Array]:
    """For a person of each arm and level: chance that the treated one of a pair wins, or loses."""
    below = table.cumulative
    above, better = 1 - below, below - table.proportions
    wins = np.stack([above[..., 1, :], better[..., 0, :]], axis=-2)
    losses = np.stack([better[..., 1, :], above[..., 0, :]], axis=-2)
    return wins, losses
