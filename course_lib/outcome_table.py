"""What every measure works on: a table of outcomes, for one trial or for many at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.counts import arm_codes, places, whole_numbers
from course_lib.scale import MRS, OrdinalScale

if TYPE_CHECKING:
    import pandas as pd

ARMS = ("treatment", "control")


@dataclass(frozen=True, eq=False)
class OutcomeTable:
    """Participants by arm and outcome level, for one trial or for a whole stack of trials.

    Parameters
    ----------
    counts : integer array of shape (..., 2, levels)
        Participants. The last axis runs from the best level to the worst; the axis before it is
        (treatment, control); axes in front of those are replicates or strata.
    scale : OrdinalScale
        The scale whose levels the last axis follows. Default: the modified Rankin Scale.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, if the shape does not fit the scale, or
        if an arm has no participants.

    Examples
    --------
    >>> table = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                  control=[1, 15, 35, 44, 81, 32, 59])
    >>> table.participants.tolist()
    [233, 267]
    >>> (100 * table.cumulative[:, 2]).round(1).tolist()    # per cent at mRS 0–2
    [32.6, 19.1]
    """

    counts: NDArray[np.int64]
    scale: OrdinalScale = MRS

    def __post_init__(self) -> None:
        if not isinstance(self.scale, OrdinalScale):
            raise ValueError(f"scale must be an OrdinalScale, like MRS; not {self.scale!r}")
        counts = whole_numbers(self.counts)
        _check_shape(counts, self.scale)
        counts.flags.writeable = False
        object.__setattr__(self, "counts", counts)

    @classmethod
    def from_counts(
        cls, *, treatment: ArrayLike, control: ArrayLike, scale: OrdinalScale = MRS
    ) -> OutcomeTable:
        """Table from the two arms' counts per level, best level first.

        Leading axes of the two arms broadcast against each other.

        Examples
        --------
        >>> OutcomeTable.from_counts(treatment=[1, 2], control=[3, 4])
        Traceback (most recent call last):
        ValueError: the modified Rankin Scale has 7 levels; counts have 2 per arm
        """
        one, other = whole_numbers(treatment), whole_numbers(control)
        if not one.ndim or not other.ndim:
            raise ValueError(f"an arm's counts are a list, one for each of {len(scale)} levels")
        if one.shape[-1] != other.shape[-1]:
            raise ValueError(
                f"the arms must have the same number of levels; treatment has "
                f"{one.shape[-1]}, control has {other.shape[-1]}"
            )
        try:
            both = np.broadcast_arrays(one, other)
        except ValueError:
            raise ValueError(
                f"the arms must have as many tables; treatment has the shape {one.shape}, "
                f"control has {other.shape}"
            ) from None
        return cls(np.stack(both, axis=-2), scale)

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        outcome: str,
        treatment: str,
        arms: tuple[Any, Any],
        scale: OrdinalScale = MRS,
    ) -> OutcomeTable:
        """Table from one row per participant.

        Parameters
        ----------
        frame : pandas.DataFrame
            One row per participant.
        outcome, treatment : str
            Columns with the outcome level and with the arm.
        arms : tuple
            The two values of the treatment column: (treatment, control).
        scale : OrdinalScale
            The scale of the outcome column.

        Raises
        ------
        ValueError
            If a column is absent, the arms are not two, an arm is not one of them, an outcome is
            missing or not on the scale (the first such row is named).

        Examples
        --------
        >>> import pandas as pd
        >>> people = pd.DataFrame({"arm": ["a", "b", "a"], "mrs": [0, 3, 6]})
        >>> table = OutcomeTable.from_frame(people, outcome="mrs", treatment="arm", arms=("a", "b"))
        >>> table.counts.tolist()
        [[1, 0, 0, 0, 0, 0, 1], [0, 0, 0, 1, 0, 0, 0]]
        """
        for column in (outcome, treatment):
            if column not in frame.columns:
                raise ValueError(f"no column {column!r}; the columns are {list(frame.columns)}")
        arm_places = places(frame[treatment], arm_codes(arms), "arm", treatment)
        level_places = places(frame[outcome], scale.levels, "level", outcome)
        counts = np.zeros((2, len(scale)), dtype=np.int64)
        np.add.at(counts, (arm_places, level_places), 1)
        return cls(counts, scale)

    def __repr__(self) -> str:
        stack = "×".join(map(str, self.stack_shape))
        many = f"{stack} tables of " if stack else ""
        arms = ", ".join(
            f"{arm} {self.counts[..., place, :].tolist()}" for place, arm in enumerate(ARMS)
        )
        if stack:
            arms = "treatment and control"
        return f"<OutcomeTable: {many}{arms} on the {self.scale.name}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OutcomeTable):
            return NotImplemented
        return self.scale == other.scale and np.array_equal(self.counts, other.counts)

    def __hash__(self) -> int:
        return hash((self.scale, self.counts.shape, self.counts.tobytes()))

    def __reduce__(self) -> tuple[Any, ...]:
        return OutcomeTable, (self.counts, self.scale)  # a copy has read-only counts too

    def __getitem__(self, index: Any) -> OutcomeTable:
        """One table, or a part, of a stack: indexes the axes in front of arm and level."""
        if not self.stack_shape:
            raise IndexError("this is a single table; only a stack of tables can be indexed")
        keys = index if isinstance(index, tuple) else (index,)
        return OutcomeTable(self.counts[(*keys, Ellipsis, slice(None), slice(None))], self.scale)

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        if not self.stack_shape:
            raise TypeError("this is a single table; only a stack of tables has a length")
        return self.stack_shape[0]

    def __iter__(self) -> Iterator[OutcomeTable]:
        return (self[place] for place in range(len(self)))

    @property
    def stack_shape(self) -> tuple[int, ...]:
        """Shape of the axes in front of arm and level; ``()`` for a single table."""
        return self.counts.shape[:-2]

    @property
    def participants(self) -> NDArray[np.int64]:
        """Participants per arm, shape (..., 2)."""
        return np.asarray(self.counts.sum(axis=-1))

    @property
    def proportions(self) -> NDArray[np.float64]:
        """Share of each arm at each level, shape (..., 2, levels); each arm sums to 1."""
        return self.counts / self.participants[..., None]

    @property
    def cumulative(self) -> NDArray[np.float64]:
        """Share of each arm at a level or better, shape (..., 2, levels)."""
        return self.counts.cumsum(axis=-1) / self.participants[..., None]

    def swap(self) -> OutcomeTable:
        """The same trial with the names of the arms exchanged.

        Examples
        --------
        >>> t = OutcomeTable.from_counts(treatment=[1]*7, control=[2]*7)
        >>> t.swap().counts[0].tolist()
        [2, 2, 2, 2, 2, 2, 2]
        """
        return OutcomeTable(self.counts[..., ::-1, :], self.scale)

    def collapse(self, *, cut: object) -> OutcomeTable:
        """Good against poor outcome: the table with two levels.

        Parameters
        ----------
        cut : level
            The last level that counts as good: ``cut=2`` on the mRS is 0–2 against 3–6.

        Examples
        --------
        >>> t = OutcomeTable.from_counts(treatment=[1]*7, control=[2]*7)
        >>> t.collapse(cut=2).counts.tolist()
        [[3, 4], [6, 8]]
        """
        place = self.scale.cut_position(cut)
        good = self.counts[..., : place + 1].sum(axis=-1)
        poor = self.counts[..., place + 1 :].sum(axis=-1)
        top, bottom = (
            self.scale.range_label(0, place),
            self.scale.range_label(place + 1, len(self.scale) - 1),
        )
        name = f"{self.scale.name} {top} against {bottom}"
        return OutcomeTable(
            np.stack([good, poor], axis=-1), OrdinalScale(name, (top, bottom), ("good", "poor"))
        )


def _check_shape(counts: NDArray[np.int64], scale: OrdinalScale) -> None:
    if counts.ndim < 2 or counts.shape[-2] != 2:
        raise ValueError(
            f"counts need the shape (..., 2 arms, {len(scale)} levels), not {counts.shape}"
        )
    if counts.shape[-1] != len(scale):
        raise ValueError(
            f"the {scale.name} has {len(scale)} levels; counts have {counts.shape[-1]} per arm"
        )
    empty = (counts.sum(axis=-1) == 0).reshape(-1, 2).any(axis=0)
    if empty.any():
        raise ValueError(f"the {ARMS[int(empty.argmax())]} arm has no participants")
