"""A printed median with its quartiles, and which counts it leaves open."""

from __future__ import annotations

from dataclasses import dataclass

from course_lib.evidence.arm_counts import ArmCounts
from course_lib.evidence.printed import AboutArm
from course_lib.scale import OrdinalScale


@dataclass(frozen=True)
class PrintedMedian(AboutArm):
    """A median, with quartiles if they are printed: 3 [3–4].

    Parameters
    ----------
    median : str
        A level, or a half between two neighbouring levels ("3.5").
    arm : {"treatment", "control"}
        Of which arm.
    quartiles : tuple of str, optional
        Lower and upper quartile.

    Raises
    ------
    ValueError
        If the arm is unknown or the quartiles are not two; when used, if a level is not on the
        scale.

    Notes
    -----
    A level is taken for the q-quantile if at least a share q of the arm is at it or better, and at
    least 1 − q at it or worse. All programs agree with this where the participants on both sides
    of the quantile share the level; where they do not, some interpolate between the two.

    Examples
    --------
    >>> print(PrintedMedian("3", "treatment", quartiles=("3", "4")))
    median 3 [3–4] under treatment
    """

    median: str
    arm: str
    quartiles: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        self._check_arm()
        if self.quartiles is not None and len(self.quartiles) != 2:
            raise ValueError(f"quartiles are two, lower and upper; not {self.quartiles}")

    def narrow(self, counts: ArmCounts, scale: OrdinalScale) -> ArmCounts:
        counts = _with_quantile(counts, scale, str(self.median), 2)
        if self.quartiles is not None:
            counts = _with_quantile(counts, scale, str(self.quartiles[0]), 1)
            counts = _with_quantile(counts, scale, str(self.quartiles[1]), 3)
        return counts

    def __str__(self) -> str:
        spread = "" if self.quartiles is None else f" [{'–'.join(map(str, self.quartiles))}]"
        return f"median {self.median}{spread} under {self.arm}"


def _with_quantile(
    counts: ArmCounts, scale: OrdinalScale, printed: str, quarters: int
) -> ArmCounts:
    """Bounds on the counts up to a level that make it the quantile of so many quarters."""
    share = counts.participants * quarters
    if printed.endswith(".5") and printed not in scale.levels:
        below = scale.cut_position(printed[:-2])
        before = _halfway(counts.participants, quarters)
        return counts.with_up_to(below, before, before)
    place = scale.position(printed)
    counts = counts.with_up_to(place, -(-share // 4), counts.participants)
    return counts if place == 0 else counts.with_up_to(place - 1, 0, share // 4)


def _halfway(participants: int, quarters: int) -> int:
    """After how many participants the quantile is the mean of two neighbours; −1 if never.

    Three usual definitions put it at n q (mean of two), (n − 1) q + 1 or (n + 1) q.
    """
    if participants * quarters % 4 == 0:
        return participants * quarters // 4
    for position in ((participants - 1) * quarters + 4, (participants + 1) * quarters):
        if position % 4 == 2:
            return position // 4
    return -1
