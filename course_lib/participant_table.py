"""A trial as its participants: who they are, what they were allocated, what they received."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.counts import tally
from course_lib.outcome_table import ARMS, OutcomeTable
from course_lib.participant_columns import COLUMNS, checked, renamed
from course_lib.scale import MRS, OrdinalScale

if TYPE_CHECKING:
    import pandas as pd

By = Literal["allocated", "received"]


@dataclass(frozen=True, eq=False, init=False, repr=False)
class Trial:
    """One row per randomised participant, under fixed column names.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns:

        - ``participant``: a different name or number in each row;
        - ``allocated``: the arm that chance gave, "treatment" or "control";
        - ``received``: the arm whose care was received; missing where that is not known.
          Without this column everyone received what was allocated;
        - ``stratum``: the stratum of randomisation. Without this column there is one, "all";
        - ``outcome``: a level of the scale; missing where it was not observed;
        - every further column is a covariate: baseline values, or earlier visits.
    scale : OrdinalScale
        The scale of the outcome. Default: the modified Rankin Scale.

    Raises
    ------
    ValueError
        If a column is absent, a participant or stratum has no name, a participant was allocated
        twice, an arm is unknown, or an outcome is not on the scale. The first such row is named.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = Trial(pd.DataFrame({
    ...     "participant": [1, 2, 3, 4],
    ...     "allocated": ["treatment", "treatment", "control", "control"],
    ...     "received": ["treatment", "control", "control", "control"],
    ...     "outcome": [1, 4, 3, 4],
    ... }))
    >>> trial
    <Trial: 4 participants, 2 allocated to treatment and 2 to control; 4 with an outcome>
    >>> trial.table(by="allocated").counts.tolist()
    [[0, 1, 0, 0, 1, 0, 0], [0, 0, 0, 1, 1, 0, 0]]
    >>> trial.table(by="received").participants.tolist()
    [1, 3]
    """

    _frame: pd.DataFrame
    scale: OrdinalScale

    def __init__(self, frame: pd.DataFrame, scale: OrdinalScale = MRS) -> None:
        object.__setattr__(self, "_frame", checked(frame, scale))
        object.__setattr__(self, "scale", scale)

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        columns: Mapping[str, str],
        arms: tuple[Any, Any] = ARMS,
        scale: OrdinalScale = MRS,
    ) -> Trial:
        """A trial from a table whose columns and arms have names of their own.

        Parameters
        ----------
        frame : pandas.DataFrame
            One row per participant.
        columns : mapping of str to str
            From the fixed names to the names in the frame, for example
            ``{"allocated": "arm", "outcome": "mrs"}``. Participants are numbered where none is
            named for them.
        arms : tuple
            What the frame calls the arms: (treatment, control).
        scale : OrdinalScale
            The scale of the outcome.

        Raises
        ------
        ValueError
            If a fixed name or a column does not exist, and as for ``Trial``.

        Examples
        --------
        >>> import pandas as pd
        >>> people = pd.DataFrame({"arm": ["cells", "usual"], "mrs": [2, 3], "age": [60, 71]})
        >>> trial = Trial.from_frame(people, columns={"allocated": "arm", "outcome": "mrs"},
        ...                          arms=("cells", "usual"))
        >>> trial.covariates, trial.table().participants.tolist()
        (('age',), [1, 1])
        """
        return cls(renamed(frame, columns, arms), scale)

    @property
    def frame(self) -> pd.DataFrame:
        """A copy of the participants: the fixed columns in their order, then the covariates.

        Arms and outcomes are categorical; the outcome's categories run from best to worst.
        """
        return self._frame.copy()

    @property
    def covariates(self) -> tuple[str, ...]:
        """Names of the columns that are not fixed."""
        return tuple(str(name) for name in self._frame.columns[len(COLUMNS) :])

    @property
    def strata(self) -> tuple[str, ...]:
        """Names of the strata, sorted."""
        return tuple(sorted(self._frame["stratum"].unique()))

    def __len__(self) -> int:
        return len(self._frame)

    def __repr__(self) -> str:
        treated = int((self._frame["allocated"] == "treatment").sum())
        known = int(self._frame["outcome"].notna().sum())
        return (
            f"<Trial: {len(self):,} participants, {treated:,} allocated to treatment and "
            f"{len(self) - treated:,} to control; {known:,} with an outcome>"
        )

    def table(self, by: By = "allocated", *, stratified: bool = False) -> OutcomeTable:
        """Outcomes by arm: as allocated (intention to treat) or as received.

        Parameters
        ----------
        by : "allocated" or "received"
            Which column names the arm.
        stratified : bool
            One table per stratum, in the order of ``strata``, on an axis in front.

        Raises
        ------
        ValueError
            If an outcome or an arm is missing: a table has no place for it, and what to do about
            it is a decision. Also if an arm is empty, in a stratum where there are strata.

        Examples
        --------
        >>> import pandas as pd
        >>> trial = Trial(pd.DataFrame({"participant": ["a", "b"], "outcome": [2, None],
        ...                             "allocated": ["treatment", "control"]}))
        >>> trial.table()
        Traceback (most recent call last):
        ValueError: 1 of 2 participants has no outcome; impute, or take complete cases, first
        """
        if by not in ("allocated", "received"):
            raise ValueError(f"a table is by 'allocated' or by 'received', not {by!r}")
        self._refuse_missing(by)
        frame, strata = self._frame, self.strata if stratified else ("all",)
        stratum = np.searchsorted(strata, frame["stratum"].to_numpy(str)) if stratified else 0
        shape = (len(strata), 2, len(self.scale))
        cells = (stratum, frame[by].cat.codes.to_numpy(), frame["outcome"].cat.codes.to_numpy())
        flat = np.ravel_multi_index(np.broadcast_arrays(*cells), shape)
        counts = tally(flat, math.prod(shape)).reshape(shape)
        for place, name in enumerate(strata if stratified else ()):
            _refuse_empty(counts[place], name)
        return OutcomeTable(counts if stratified else counts[0], self.scale)

    def select(self, keep: ArrayLike) -> Trial:
        """The trial of some of its participants: an analysis set.

        Parameters
        ----------
        keep : array_like of bool
            One value per participant, in the order of ``frame``.

        Raises
        ------
        ValueError
            If there is not one True or False per participant, or nobody is left.

        Examples
        --------
        >>> import pandas as pd
        >>> trial = Trial(pd.DataFrame({"participant": ["a", "b"], "outcome": [2, 3],
        ...                             "allocated": ["treatment", "control"]}))
        >>> len(trial.select(trial.frame["allocated"] == "control"))
        1
        """
        chosen = np.asarray(keep)
        if chosen.dtype != np.bool_ or chosen.shape != (len(self),):
            raise ValueError(f"a selection needs one True or False for each of {len(self)} rows")
        if not chosen.any():
            raise ValueError("nobody is left in the selection")
        return Trial(self._frame[chosen].reset_index(drop=True), self.scale)

    def with_outcomes(self, outcomes: ArrayLike) -> Trial:
        """The same participants with other outcomes, for example imputed ones.

        Parameters
        ----------
        outcomes : array_like
            One level of the scale per participant, or missing, in the order of ``frame``.

        Raises
        ------
        ValueError
            If there is not one per participant, or one is not on the scale.

        Examples
        --------
        >>> import pandas as pd
        >>> trial = Trial(pd.DataFrame({"participant": ["a", "b"], "outcome": [2, None],
        ...                             "allocated": ["treatment", "control"]}))
        >>> trial.with_outcomes([2, 6]).table().counts[1].tolist()
        [0, 0, 0, 0, 0, 0, 1]
        """
        if np.shape(outcomes) != (len(self),):
            raise ValueError(f"one outcome is needed for each of {len(self)} participants")
        return Trial(
            self._frame.assign(outcome=list(np.asarray(outcomes, dtype=object))), self.scale
        )

    def _refuse_missing(self, by: By) -> None:
        for column, what, advice in (
            ("outcome", "outcome", "impute, or take complete cases, first"),
            (by, "known arm", "leave them out by select() first"),
        ):
            missing = int(self._frame[column].isna().sum())
            if missing:
                has = "has" if missing == 1 else "have"
                raise ValueError(f"{missing} of {len(self)} participants {has} no {what}; {advice}")


def _refuse_empty(counts: NDArray[np.int64], stratum: str) -> None:
    for arm, participants in zip(ARMS, counts.sum(axis=-1), strict=True):
        if not participants:
            raise ValueError(f"the {arm} arm has no participants in stratum {stratum!r}")
