"""What a paper prints about one arm, and which counts it leaves open."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import NamedTuple

from course_lib.counts import whole_numbers
from course_lib.evidence.arm_counts import ArmCounts
from course_lib.scale import OrdinalScale
from course_lib.trial import ARMS

SLACK = 1e-9


class Range(NamedTuple):
    """The numbers that a printed number can stand for."""

    lower: float
    upper: float


def as_printed(text: str) -> Range:
    """The numbers that round to a printed one, both ends included.

    Papers differ in how they round a final 5, so either way is allowed.

    Parameters
    ----------
    text : str
        As printed: "0.732", "33.3", "<0.001", ">0.99".

    Raises
    ------
    ValueError
        If it is not text (a number loses its final zeros) or not a number.

    Examples
    --------
    >>> [round(end, 5) for end in as_printed("0.730")]
    [0.7295, 0.7305]
    """
    if not isinstance(text, str):
        raise ValueError(f'write a number as it is printed, in quotes, like "0.730"; not {text!r}')
    digits = text.strip().lstrip("<>≤≥=").strip()
    try:
        value = float(digits)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is not a printed number like 0.732 or <0.001")
    if text.strip().startswith(("<", "≤")):
        return Range(-math.inf, value)
    if text.strip().startswith((">", "≥")):
        return Range(value, math.inf)
    half = 0.5 * 10.0 ** -len(digits.partition(".")[2])
    return Range(value - half, value + half)


class AboutArm(ABC):
    """A printed statement about one arm: it narrows the counts of that arm."""

    arm: str

    @abstractmethod
    def narrow(self, counts: ArmCounts, scale: OrdinalScale) -> ArmCounts:
        """The arm's counts that agree with the statement as well."""

    def _check_arm(self) -> None:
        if self.arm not in ARMS:
            raise ValueError(f"arm must be one of {', '.join(ARMS)}; not {self.arm!r}")


@dataclass(frozen=True)
class PrintedPercentage(AboutArm):
    """A percentage of one arm, to the printed digits.

    Parameters
    ----------
    text : str
        The percentage as printed, "33.3".
    arm : {"treatment", "control"}
        Of which arm.
    cut : level, optional
        Share at this level or better: ``cut=2`` is mRS 0–2.
    beyond : level, optional
        Share worse than this level: ``beyond=2`` is mRS 3–6.
    level : level, optional
        Share at this very level. Exactly one of the three is given.

    Raises
    ------
    ValueError
        If the text is no number, the arm unknown, or not exactly one place is given.

    Examples
    --------
    >>> from course_lib.scale import MRS
    >>> print(PrintedPercentage("33.3", "treatment", cut=2))
    33.3% at 2 or better under treatment
    """

    text: str
    arm: str
    cut: object = None
    beyond: object = None
    level: object = None

    def __post_init__(self) -> None:
        self._check_arm()
        as_printed(self.text)
        if sum(place is not None for place in (self.cut, self.beyond, self.level)) != 1:
            raise ValueError("a printed percentage needs exactly one of cut, beyond and level")

    def narrow(self, counts: ArmCounts, scale: OrdinalScale) -> ArmCounts:
        share = as_printed(self.text)
        total = counts.participants
        fewest = max(0, math.ceil(total * share.lower / 100 - SLACK)) if share.lower > 0 else 0
        most = min(total, math.floor(total * min(share.upper, 100) / 100 + SLACK))
        if self.level is not None:
            return counts.with_level(scale.position(self.level), fewest, most)
        if self.cut is not None:
            return counts.with_up_to(scale.cut_position(self.cut), fewest, most)
        return counts.with_up_to(scale.cut_position(self.beyond), total - most, total - fewest)

    def __str__(self) -> str:
        if self.level is not None:
            where = f"at {self.level}"
        elif self.cut is not None:
            where = f"at {self.cut} or better"
        else:
            where = f"worse than {self.beyond}"
        return f"{self.text}% {where} under {self.arm}"


@dataclass(frozen=True)
class PrintedCount(AboutArm):
    """A number of participants of one arm at one level, or at a level and all better ones.

    Parameters
    ----------
    count : int
        Participants.
    arm : {"treatment", "control"}
        Of which arm.
    cut, level : level
        At `cut` or better, or at this very `level`; exactly one is given.

    Raises
    ------
    ValueError
        If the count is no whole number of at least 0, the arm unknown, or not exactly one place
        is given.

    Examples
    --------
    >>> print(PrintedCount(0, "control", level=6))
    0 participants at 6 under control
    """

    count: int
    arm: str
    cut: object = None
    level: object = None

    def __post_init__(self) -> None:
        self._check_arm()
        if whole_numbers(self.count).ndim:
            raise ValueError(f"a printed count is one number; not {self.count!r}")
        if (self.cut is None) == (self.level is None):
            raise ValueError("a printed count needs exactly one of cut and level")

    def narrow(self, counts: ArmCounts, scale: OrdinalScale) -> ArmCounts:
        if self.level is not None:
            return counts.with_level(scale.position(self.level), int(self.count), int(self.count))
        return counts.with_up_to(scale.cut_position(self.cut), int(self.count), int(self.count))

    def __str__(self) -> str:
        where = f"at {self.level}" if self.level is not None else f"at {self.cut} or better"
        return f"{self.count} participants {where} under {self.arm}"
