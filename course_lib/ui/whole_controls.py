"""Controls whose setting is made of whole numbers: the seed of a draw, and a row of counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from course_lib.ui.asked import not_this

LARGEST_SEED = 999_999
LARGEST_COUNT = 1_000_000


@dataclass(frozen=True)
class Draw:
    """Chance: a button that draws again, and the seed, so that a result can be had once more.

    The view gets ``seed: int``. It begins at `start`; each press takes the next whole number.

    Parameters
    ----------
    label : str
        Words on the button.
    start : int
        The first seed.
    """

    label: str = "Draw again"
    start: int = 1

    def __post_init__(self) -> None:
        self.read(self.start)

    def ends(self) -> tuple[int, int]:
        return self.start, self.start + 1

    def read(self, raw: Any) -> int:
        if type(raw) is not int or not 0 <= raw <= LARGEST_SEED:
            raise ValueError(
                f"a seed must be a whole number from 0 to {LARGEST_SEED}{not_this(raw)}"
            )
        return raw

    def sent(self, value: Any) -> int:
        return self.read(value)

    def said(self, value: Any) -> str:
        return f"seed {value}"

    def spec(self) -> dict[str, Any]:
        return {"kind": "draw", "label": self.label, "largest": LARGEST_SEED}


@dataclass(frozen=True)
class Counts:
    """Participants at each level: a row of boxes that also takes a pasted "1, 2, 3".

    Parameters
    ----------
    label : str
        Whose counts they are.
    levels : sequence of str
        A name for each box, best level first.
    start : sequence of int
        What the boxes begin with.

    Raises
    ------
    ValueError
        If the numbers of levels and counts differ, or a count is not a whole number from 0.

    Examples
    --------
    >>> Counts("Control", ("good", "poor"), (4, 11)).said((4, 11))
    'good 4, poor 11'
    """

    label: str
    levels: Sequence[str]
    start: Sequence[int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "levels", tuple(self.levels))
        object.__setattr__(self, "start", self.read(self.start))

    def ends(self) -> tuple[tuple[int, ...], ...]:
        """All at the best level, all at the worst, and nobody at all."""
        nobody = (0,) * (len(self.levels) - 1)
        total = sum(self.start)
        return (total, *nobody), (*nobody, total), (*nobody, 0)

    def read(self, raw: Any) -> tuple[int, ...]:
        if not isinstance(raw, (list, tuple)) or len(raw) != len(self.levels):
            raise ValueError(f"{self.label!r} needs {len(self.levels)} counts, one for each level")
        for count in raw:
            if type(count) is not int or not 0 <= count <= LARGEST_COUNT:
                raise ValueError(
                    f"{self.label!r}: a count must be a whole number of participants "
                    f"from 0 to {LARGEST_COUNT}{not_this(count)}"
                )
        return tuple(raw)

    def sent(self, value: Any) -> list[int]:
        return list(self.read(value))

    def said(self, value: Any) -> str:
        return ", ".join(
            f"{level} {count}" for level, count in zip(self.levels, value, strict=True)
        )

    def spec(self) -> dict[str, Any]:
        return {
            "kind": "counts",
            "label": self.label,
            "levels": list(self.levels),
            "largest": LARGEST_COUNT,
        }
