"""Ordinal scales. "Better" is defined here, once, for the whole course."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral, Real


@dataclass(frozen=True)
class OrdinalScale:
    """An outcome scale whose levels run from best to worst.

    Every measure in the course reads direction from this order: an effect above 1 (ratios) or
    above 0 (differences) means that the treatment arm sits nearer to the best level.

    Parameters
    ----------
    name : str
        The scale's full name, as a paper would print it.
    levels : tuple of str
        Short codes of the levels, best first ("0" to "6" on the modified Rankin Scale).
    labels : tuple of str
        What each level means for a person, in the same order.

    Raises
    ------
    ValueError
        If there are fewer than two levels, if two levels share a code, or if the number of
        labels differs from the number of levels.

    Examples
    --------
    >>> pain = OrdinalScale("Pain", ("none", "some", "severe"), ("no pain", "some", "severe"))
    >>> pain.position("some")
    1
    """

    name: str
    levels: tuple[str, ...]
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.levels) < 2:
            raise ValueError(
                f"a scale needs at least two levels; {self.name!r} has {len(self.levels)}"
            )
        if len(set(self.levels)) != len(self.levels):
            raise ValueError(
                f"the levels of {self.name!r} must differ from one another: {self.levels}"
            )
        if len(self.labels) != len(self.levels):
            raise ValueError(
                f"{self.name!r} has {len(self.levels)} levels but {len(self.labels)} labels"
            )

    def __len__(self) -> int:
        return len(self.levels)

    def position(self, level: object) -> int:
        """Place of a level, counted from 0 at the best end.

        Examples
        --------
        >>> MRS.position(2), MRS.position(2.0), MRS.position("2")
        (2, 2, 2)
        >>> MRS.position("dead")
        Traceback (most recent call last):
        ValueError: level 'dead' is not on the modified Rankin Scale (0, 1, 2, 3, 4, 5, 6)
        """
        code = as_code(level)
        if code not in self.levels:
            raise ValueError(f"level {code!r} is not on the {self.name} ({', '.join(self.levels)})")
        return self.levels.index(code)

    def cut_position(self, cut: object) -> int:
        """Place of the last level that counts as a good outcome.

        A cut leaves at least one level on each side, so the worst level is not a cut.

        Examples
        --------
        >>> MRS.cut_position(2)
        2
        >>> OrdinalScale("Pain", ("none", "some"), ("", "")).cut_position("some")
        Traceback (most recent call last):
        ValueError: cut 'some' leaves no poor outcome on the Pain; choose one of none
        """
        place = self.position(cut)
        if place == len(self) - 1:
            raise ValueError(
                f"cut {str(cut)!r} leaves no poor outcome on the {self.name}; "
                f"choose one of {', '.join(self.levels[:-1])}"
            )
        return place

    def range_label(self, first: int, last: int) -> str:
        """Levels from one place to another as a paper prints them.

        Examples
        --------
        >>> MRS.range_label(0, 2), MRS.range_label(6, 6)
        ('0–2', '6')
        """
        if first == last:
            return self.levels[first]
        return f"{self.levels[first]}–{self.levels[last]}"


def as_code(value: object) -> str:
    """A level or an arm as its code: 2, 2.0 and "2" are the same level.

    Examples
    --------
    >>> as_code(2.0), as_code("dead")
    ('2', 'dead')
    """
    if isinstance(value, Real) and not isinstance(value, Integral) and float(value).is_integer():
        return str(int(float(value)))
    return str(value)


MRS = OrdinalScale(
    name="modified Rankin Scale",
    levels=("0", "1", "2", "3", "4", "5", "6"),
    labels=(
        "no symptoms",
        "no significant disability, despite symptoms",
        "slight disability: looks after own affairs",
        "moderate disability: needs some help, walks unaided",
        "moderately severe disability: cannot walk or care for self unaided",
        "severe disability: bedridden, constant care",
        "dead",
    ),
)
"""The modified Rankin Scale (mRS): seven levels, 0 best, 6 death."""
