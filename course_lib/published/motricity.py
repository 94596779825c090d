"""The leg score of the Motricity Index: three movements, six grades, unequal points."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from course_lib.published.schema import TEXT, Keys, check_keys

_KEYS: Keys = {
    "source": TEXT,
    "confidence": TEXT,
    "movements": (list,),
    "points": (list,),
    "grades": (list,),
    "added": (int,),
}


@dataclass(frozen=True)
class MotricityLeg:
    """How an examiner's grades become a leg score from 1 to 100.

    Parameters
    ----------
    movements : tuple of str
        What is tested.
    grades : tuple of str
        The six grades in words, worst first.
    points : tuple of int
        Points of each grade.
    added : int
        What is added to the sum, so that a normal leg has 100.
    source, confidence : str
        Where this was seen, and a code of `CONFIDENCE`.
    """

    movements: tuple[str, ...]
    grades: tuple[str, ...]
    points: tuple[int, ...]
    added: int
    source: str
    confidence: str

    @property
    def steps(self) -> tuple[int, ...]:
        """What one grade more is worth, from the lowest grade up.

        Examples
        --------
        >>> motricity_leg().steps
        (9, 5, 5, 6, 8)
        """
        return tuple(
            after - before for before, after in zip(self.points, self.points[1:], strict=False)
        )

    def score(self, grades: Sequence[int]) -> int:
        """The leg score of three graded movements.

        Parameters
        ----------
        grades : sequence of int
            One grade from 0 to 5 per movement.

        Raises
        ------
        ValueError
            If there is not one grade for each movement, or a grade is not from 0 to 5.

        Examples
        --------
        >>> motricity_leg().score([2, 2, 3]), motricity_leg().score([5, 5, 5])
        (48, 100)
        """
        best = len(self.points) - 1
        if len(grades) != len(self.movements) or not all(0 <= grade <= best for grade in grades):
            raise ValueError(
                f"{len(self.movements)} movements need a grade from 0 to {best} each; not {grades}"
            )
        return sum(self.points[grade] for grade in grades) + self.added


@cache
def motricity_leg() -> MotricityLeg:
    """The published scoring of the leg.

    Examples
    --------
    >>> motricity_leg().points
    (0, 9, 14, 19, 25, 33)
    """
    text = (files("course_lib.published") / "motricity.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    check_keys(table, "motricity.toml", _KEYS, {})
    return MotricityLeg(
        movements=tuple(table["movements"]),
        grades=tuple(table["grades"]),
        points=tuple(table["points"]),
        added=table["added"],
        source=table["source"],
        confidence=table["confidence"],
    )
