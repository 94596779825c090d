"""What an analysis is about: who is in, in which arm, and why the others are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from course_lib.counts import tally
from course_lib.trial import ARMS, OutcomeTable, Trial

if TYPE_CHECKING:
    import pandas as pd

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
NEITHER = -1


@dataclass(frozen=True, eq=False, repr=False)
class AnalysisSet:
    """The participants of a trial that an analysis is about, each in the arm it is counted in.

    Parameters
    ----------
    name : str
        What a paper calls the set.
    trial : Trial
        The whole trial, everyone allocated.
    arm : array of int
        Per participant: 0 where analysed under treatment, 1 under control, -1 where not in the
        set.
    reasons : tuple of str
        Per participant: why it is not in the set; "" for those who are.

    Examples
    --------
    >>> from course_lib.analysis import per_protocol
    >>> from course_lib.published import ist_trial
    >>> print(per_protocol(ist_trial()))
    Per protocol: 18,495 of 19,435 participants, 8,928 under treatment and 9,567 under control;
    139 of them have no outcome. Not in the set: did not receive the allocated care 927;
    care received is not known 13
    """

    name: str
    trial: Trial
    arm: Places
    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        arm = np.array(self.arm, dtype=np.int64)
        arm.flags.writeable = False
        object.__setattr__(self, "arm", arm)

    @property
    def included(self) -> Flags:
        """Whether each participant is in the set."""
        return np.asarray(self.arm != NEITHER)

    @property
    def participants(self) -> tuple[int, int]:
        """Participants of the set: (treatment, control), whether or not their outcome is known."""
        return _per_arm(self.arm)

    @property
    def without_outcome(self) -> tuple[int, int]:
        """Participants of the set whose outcome was not observed: (treatment, control)."""
        return _per_arm(self.arm[places(self.trial, "outcome") == NEITHER])

    @property
    def left_out(self) -> dict[str, tuple[int, int]]:
        """Participants not in the set, by reason: (allocated to treatment, to control)."""
        counted = Counter(zip(self.reasons, places(self.trial, "allocated"), strict=True))
        kept = dict.fromkeys(reason for reason in self.reasons if reason)
        return {reason: (counted[reason, 0], counted[reason, 1]) for reason in kept}

    def table(self) -> OutcomeTable:
        """Outcomes of the set by the arm it is analysed in.

        Those in the set whose outcome was not observed are not in the table; ``without_outcome``
        counts them. Leaving them out is an assumption of its own: ``impute`` and
        ``tipping_point`` make others.

        Raises
        ------
        ValueError
            If an arm holds nobody with an outcome.
        """
        level, scale = places(self.trial, "outcome"), self.trial.scale
        known = self.included & (level != NEITHER)
        cell = self.arm[known] * len(scale) + level[known]
        counts = tally(cell, 2 * len(scale)).reshape(2, len(scale))
        return OutcomeTable(counts, scale)

    def members(self) -> Trial:
        """The trial of those in the set alone, for example to impute their outcomes."""
        return self.trial.select(self.included)

    @property
    def frame(self) -> pd.DataFrame:
        """One row per participant allocated: allocated arm, arm analysed in, reason if in none."""
        frame = self.trial.frame[["participant", "allocated", "received", "outcome"]]
        analysed = np.array([*ARMS, None], dtype=object)[self.arm]
        return frame.assign(analysed=analysed, reason=list(self.reasons))

    def __str__(self) -> str:
        treated, untreated = self.participants
        missing = sum(self.without_outcome)
        text = (
            f"{self.name}: {treated + untreated:,} of {len(self.trial):,} participants, "
            f"{treated:,} under treatment and {untreated:,} under control"
        )
        if missing:
            text += f"; {missing:,} of them {'has' if missing == 1 else 'have'} no outcome"
        reasons = "; ".join(f"{why} {sum(count):,}" for why, count in self.left_out.items())
        return text + (f". Not in the set: {reasons}" if reasons else "")

    __repr__ = __str__


def chosen(name: str, trial: Trial, arm: Places, unless: Mapping[str, Flags]) -> AnalysisSet:
    """The set of those whom no reason leaves out; of several reasons the first is given."""
    reasons = np.full(len(trial), "", dtype=object)
    for reason, applies in unless.items():
        reasons[applies & (reasons == "")] = reason
    return AnalysisSet(name, trial, np.where(reasons == "", arm, NEITHER), tuple(reasons))


def places(trial: Trial, column: str) -> Places:
    """Allocated or received arm (0 treatment, 1 control) or outcome level; -1 where missing."""
    return np.asarray(trial.frame[column].cat.codes, dtype=np.int64)


def _per_arm(arm: Places) -> tuple[int, int]:
    return int((arm == 0).sum()), int((arm == 1).sum())
