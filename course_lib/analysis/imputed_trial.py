"""A trial whose missing outcomes have been filled in, many times."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_lib.analysis.analysis_set import NEITHER, places
from course_lib.counts import tally
from course_lib.trial import OutcomeTable, Trial

Levels = NDArray[np.int8]
NUMBERS_AT_ONCE = 2_000_000


@dataclass(frozen=True, eq=False, repr=False)
class ImputedTrial:
    """A trial and its imputed outcomes; ``impute`` and its kin make it.

    Parameters
    ----------
    trial : Trial
        The trial as it was observed.
    levels : array of int, shape (..., imputations, participants without an outcome)
        Place of each imputed outcome on the scale, 0 best. Axes in front are assumptions, such
        as several values of delta.
    assumption : str
        What was assumed of the missing, in words.

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.analysis import impute, pool
    >>> from course_lib.estimate import common_odds_ratio
    >>> from course_lib.published import ist_trial
    >>> imputed = impute(ist_trial(), imputations=10, rng=np.random.default_rng(1))
    >>> imputed
    <ImputedTrial: 150 of 19,435 outcomes imputed 10 times, as outcomes of the same arm and stratum>
    >>> imputed.tables().counts.shape
    (10, 2, 4)
    """

    trial: Trial
    levels: Levels
    assumption: str

    def __post_init__(self) -> None:
        levels = np.array(self.levels, dtype=np.int8)
        levels.flags.writeable = False
        object.__setattr__(self, "levels", levels)

    def __len__(self) -> int:
        return int(self.levels.shape[-2])

    def __repr__(self) -> str:
        return (
            f"<ImputedTrial: {self.levels.shape[-1]:,} of {len(self.trial):,} outcomes imputed "
            f"{len(self)} times, {self.assumption}>"
        )

    def tables(self, *, stratified: bool = False) -> OutcomeTable:
        """Outcomes by allocated arm: a stack with one table per imputation.

        Parameters
        ----------
        stratified : bool
            One table per stratum, on an axis between imputations and arms.

        Raises
        ------
        ValueError
            If an arm is empty, in a stratum where there are strata.
        """
        strata = self.trial.strata if stratified else ("all",)
        size = len(self.trial.scale)
        level, group = places(self.trial, "outcome"), places(self.trial, "allocated")
        if stratified:
            names = self.trial.frame["stratum"].to_numpy(str)
            group = group + 2 * np.searchsorted(strata, names)
        missing, cells = level == NEITHER, 2 * len(strata) * size
        seen = tally(group[~missing] * size + level[~missing], cells)
        stack = self.levels.shape[:-1]
        flat = self.levels.reshape(math.prod(stack), self.levels.shape[-1])
        counts = np.empty((len(flat), cells), dtype=np.int64)
        step = max(1, NUMBERS_AT_ONCE // max(1, flat.shape[-1]))
        for first in range(0, len(flat), step):
            some = flat[first : first + step]
            place = np.arange(len(some))[:, None] * cells + group[missing] * size + some
            added = tally(place, cells * len(some))
            counts[first : first + step] = seen + added.reshape(-1, cells)
        inner = (len(strata), 2, size) if stratified else (2, size)
        return OutcomeTable(counts.reshape(*stack, *inner), self.trial.scale)

    def completed(self, place: int | tuple[int, ...]) -> Trial:
        """One of the completed trials, participant by participant.

        Parameters
        ----------
        place : int or tuple of int
            Which imputation, counted from 0; with assumptions in front, one place for each axis.

        Raises
        ------
        ValueError
            If that does not name one imputation.
        """
        keys = place if isinstance(place, tuple) else (place,)
        if len(keys) != self.levels.ndim - 1:
            raise ValueError(
                f"one imputation of {self.levels.shape[:-1]} needs a place on each axis"
            )
        level = places(self.trial, "outcome").copy()
        level[level == NEITHER] = self.levels[keys]
        return self.trial.with_outcomes(np.array(self.trial.scale.levels, dtype=object)[level])
