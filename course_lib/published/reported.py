"""Effects and facts as a report states them, each with its source and a confidence code."""

from __future__ import annotations

from dataclasses import dataclass

CONFIDENCE = {
    "P": "seen in a primary source",
    "S": "reported by a secondary source",
    "C": "computed here from published numbers",
    "N": "not known to us",
}
"""What each confidence code says to a reader."""


@dataclass(frozen=True)
class Recomputation:
    """How a published number can be computed again from the counts, and how close it must come.

    Parameters
    ----------
    measure : str
        Name of the measure, as in ``course_lib.estimate``; for one arm alone
        "weighted_mean_treatment" or "percent_worse_treatment" (worse than `cut`), and the same
        with "control".
    tolerance : float
        Largest difference allowed, in the published number's own units.
    tolerance_limits : float or None
        The same for the limits of the interval; None where they are not compared.
    reason : str
        Why the difference need not be zero.
    cut, weights : str
        The cut-point or the set of weights, where the measure needs one.
    """

    measure: str
    tolerance: float
    tolerance_limits: float | None
    reason: str
    cut: str = ""
    weights: str = ""


@dataclass(frozen=True)
class PublishedEffect:
    """An effect as the paper printed it.

    Parameters
    ----------
    measure : str
        What was measured, in the paper's sense.
    value, lower, upper : float or None
        The estimate and its interval; None where only a p-value was printed.
    p : float or None
        The p-value; where `p_is_bound` it is an upper bound ("p < 0.001").
    direction : {"better", "worse"}
        "better": values above 1 (ratios) or 0 (differences) favour the treatment arm.
        "worse": the paper compared the chance of a worse outcome, so values below do.
    adjusted_for : str
        Covariates of the paper's model; empty for an unadjusted effect.
    source, confidence : str
        Where the number was seen and a code of `CONFIDENCE`.
    interval : str
        What kind of interval it is.
    recomputation : Recomputation or None
        How to compute it from the counts.
    not_recomputed : str
        Why that is impossible; empty where `recomputation` is given.
    """

    measure: str
    value: float | None
    lower: float | None
    upper: float | None
    p: float | None
    p_is_bound: bool
    direction: str
    adjusted_for: str
    source: str
    confidence: str
    interval: str = "95% CI"
    recomputation: Recomputation | None = None
    not_recomputed: str = ""

    @property
    def adjusted(self) -> bool:
        """Whether covariates were in the paper's model."""
        return bool(self.adjusted_for)

    @property
    def for_benefit(self) -> tuple[float | None, float | None, float | None]:
        """Value, lower and upper limit turned so that benefit points up.

        For a worse outcome a ratio is inverted and a difference changes its sign; both swap
        their limits.

        Examples
        --------
        >>> from course_lib.published import load
        >>> ordinal = load("interact2").effects[0]
        >>> [round(number, 2) for number in ordinal.for_benefit]
        [1.15, 1.0, 1.3]
        """
        if self.direction == "better":
            return self.value, self.lower, self.upper
        return self._turned(self.value), self._turned(self.upper), self._turned(self.lower)

    def _turned(self, number: float | None) -> float | None:
        if number is None:
            return None
        return -number if "difference" in self.measure else 1 / number

    def __str__(self) -> str:
        text = self.measure
        if self.value is not None:
            numbers = _same_decimals(self.value, self.lower, self.upper)
            text += f" {numbers[0]}"
            if self.lower is not None:
                text += f" ({self.interval} {numbers[1]} to {numbers[2]})"
        if self.p is not None:
            text += f", p {'<' if self.p_is_bound else '='} {self.p:g}"
        if self.adjusted:
            return f"{text}, adjusted for {self.adjusted_for}"
        return text if self.value is None else f"{text}, unadjusted"


@dataclass(frozen=True)
class Fact:
    """One statement that a trial's report makes, or that is made from its printed numbers.

    Parameters
    ----------
    id : str
        Short name by which a lesson asks for it.
    statement : str
        The fact in a sentence or phrase.
    value : int, float, str or None
        The number alone, where there is one; None also where it is not known to us.
    unit, source : str
        Unit of the value and where it was seen.
    confidence : str
        A code of `CONFIDENCE`; "N" is a gap that the course names instead of filling.
    recomputation : Recomputation or None
        How the value can be computed from the trial's counts.
    """

    id: str
    statement: str
    value: float | str | None
    unit: str
    source: str
    confidence: str
    recomputation: Recomputation | None = None

    @property
    def known(self) -> bool:
        """Whether any source we could read has it."""
        return self.confidence != "N"

    def __str__(self) -> str:
        if not self.known:
            return f"{self.statement}: {CONFIDENCE['N']}"
        return f"{self.statement} ({CONFIDENCE[self.confidence]}: {self.source})"


def _same_decimals(*numbers: float | None) -> list[str]:
    """The numbers with as many decimals as the longest of them."""
    lengths = [len(str(number).partition(".")[2]) for number in numbers if number is not None]
    return ["" if number is None else f"{number:.{max(lengths)}f}" for number in numbers]
