"""Simulated participants as arrays: one row per trial, one column per participant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.counts import tally
from course_lib.design.distribution import Array
from course_lib.design.sequences import Sequences
from course_lib.participant_table import By
from course_lib.scale import OrdinalScale
from course_lib.trial import ARMS, OutcomeTable, Trial

Integers = NDArray[np.int8]


@dataclass(frozen=True, eq=False, repr=False)
class SimulatedParticipants:
    """The participants of many simulated trials, as arrays of shape (replicates, participants).

    Parameters
    ----------
    allocated, received : array of bool
        True where it was the treatment.
    level : array of int
        Place of the outcome on the scale, 0 best: of everyone, the unobserved too.
    observed : array of bool
        Whether the trial came to know the outcome.
    prognosis : array of float
        Standard deviations above the average: the baseline covariate.
    stratum : array of int
        Place among the strata.
    scale, strata
        What levels and strata are called.
    """

    allocated: Sequences
    received: Sequences
    level: Integers
    observed: Sequences
    prognosis: Array
    stratum: Integers
    scale: OrdinalScale
    strata: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.level)

    def __repr__(self) -> str:
        replicates, people = self.level.shape
        return f"<SimulatedParticipants: {replicates:,} trials of {people:,} participants>"

    def tables(self, by: By = "allocated", *, among: ArrayLike | None = None) -> OutcomeTable:
        """Outcome tables of all replicates, by the arm allocated or the arm received.

        Parameters
        ----------
        by : "allocated" or "received"
            Which arm counts.
        among : array_like of bool, optional
            Participants to count. Default: those whose outcome was observed. ``True`` counts
            everyone, as no real trial with dropout could.

        Raises
        ------
        ValueError
            If an arm is left empty in a replicate, or ``among`` is not one True or False per
            participant.

        Examples
        --------
        >>> from course_lib.design import simulate_participants
        >>> people = simulate_participants(control=[0.5, 0.3, 0.2], participants=(30, 30),
        ...                                replicates=100, rng=np.random.default_rng(1))
        >>> adherent = people.allocated == people.received
        >>> people.tables("allocated", among=adherent & people.observed).counts.shape
        (100, 2, 3)
        """
        if by not in ("allocated", "received"):
            raise ValueError(f"a table is by 'allocated' or by 'received', not {by!r}")
        chosen = np.asarray(self.observed if among is None else among)
        if chosen.dtype != np.bool_ or chosen.shape not in (
            (),
            self.level.shape[1:],
            self.level.shape,
        ):
            raise ValueError(
                f"`among` needs one True or False for each of {self.level.shape} participants; its "
                f"shape is {chosen.shape}, its type {chosen.dtype}"
            )
        chosen = np.broadcast_to(chosen, self.level.shape)
        replicate = np.arange(len(self))[:, None]
        levels = len(self.scale)
        cell = (2 * replicate + ~getattr(self, by)) * levels + self.level
        counts = tally(cell[chosen], 2 * levels * len(self))
        return OutcomeTable(counts.reshape(-1, 2, levels), self.scale)

    def trial(self, replicate: int = 0) -> Trial:
        """One of the simulated trials as its participant table, with ``prognosis`` as covariate.

        Parameters
        ----------
        replicate : int
            Which one, counted from 0.
        """
        import pandas as pd

        arms = np.array(ARMS)
        codes = np.array(self.scale.levels, dtype=object)[self.level[replicate]]
        frame = pd.DataFrame(
            {
                "participant": np.arange(1, self.level.shape[1] + 1),
                "stratum": np.array(self.strata)[self.stratum[replicate]],
                "allocated": arms[(~self.allocated[replicate]).astype(int)],
                "received": arms[(~self.received[replicate]).astype(int)],
                "outcome": np.where(self.observed[replicate], codes, None),
                "prognosis": self.prognosis[replicate],
            }
        )
        return Trial(frame, self.scale)
