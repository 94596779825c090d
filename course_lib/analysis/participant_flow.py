"""How many entered a trial, were allocated, followed and analysed; unknown stays unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from course_lib.analysis.analysis_set import NEITHER, AnalysisSet, places
from course_lib.analysis.analysis_sets import intention_to_treat
from course_lib.trial import ARMS, Trial

if TYPE_CHECKING:
    import pandas as pd

NOT_KNOWN = "not known to us"
Reasons = Mapping[str, int]


@dataclass(frozen=True)
class ArmFlow:
    """One arm's participants at each stage; None where a number is not known.

    Parameters
    ----------
    allocated : int or None
        Participants allocated to the arm.
    received : int or None
        Of these, who received the allocated care.
    lost : int or None
        Of these, whose outcome was not observed: lost to follow-up, withdrawn, not recorded.
    analysed : int or None
        In this arm in the analysis of the primary outcome, wherever they were allocated.
    reasons : mapping of str to int
        Why those allocated are not analysed.

    Raises
    ------
    ValueError
        If a number is negative or not whole, or more received or were lost than were allocated.

    Examples
    --------
    >>> ArmFlow(analysed=39).allocated is None
    True
    """

    allocated: int | None = None
    received: int | None = None
    lost: int | None = None
    analysed: int | None = None
    reasons: Reasons = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("allocated", "received", "lost", "analysed"):
            _whole(getattr(self, name), name)
        for reason, count in self.reasons.items():
            _whole(count, f"{reason!r}")
        for name in ("received", "lost"):
            count = getattr(self, name)
            if count is not None and self.allocated is not None and count > self.allocated:
                raise ValueError(f"{name} is {count}, but only {self.allocated} were allocated")

    @property
    def not_received(self) -> int | None:
        """Participants who did not receive the allocated care, or of whom it is not known."""
        return _difference(self.allocated, self.received)


@dataclass(frozen=True)
class ParticipantFlow:
    """The flow of participants as CONSORT 2025 asks: enrolment, allocation, follow-up, analysis.

    A number that no source gives is None and is said to be unknown: it is never filled in from
    the others' difference, which would hide who went missing.

    Parameters
    ----------
    treatment, control : ArmFlow
        The two arms.
    assessed, excluded : int or None
        Enrolment: assessed for eligibility, and excluded before allocation.
    reasons : mapping of str to int
        Why they were excluded.

    Raises
    ------
    ValueError
        If a number is negative or not whole, or the numbers of enrolment contradict each other.

    Examples
    --------
    What is known of STARTING-2: 39 and 15 were analysed; how many were allocated is not.

    >>> flow = ParticipantFlow(ArmFlow(analysed=39), ArmFlow(analysed=15))
    >>> print(flow)
    Enrolment: assessed not known to us; excluded not known to us
    Allocation: randomised not known to us
    to treatment: allocated not known to us; received it not known to us
    to control: allocated not known to us; received it not known to us
    Follow-up, outcome missing: treatment not known to us; control not known to us
    Analysis: treatment 39; control 15
    """

    treatment: ArmFlow
    control: ArmFlow
    assessed: int | None = None
    excluded: int | None = None
    reasons: Reasons = field(default_factory=dict)

    def __post_init__(self) -> None:
        _whole(self.assessed, "assessed")
        _whole(self.excluded, "excluded")
        left, randomised = _difference(self.assessed, self.excluded), self.randomised
        if left is not None and left < 0:
            raise ValueError(f"excluded is {self.excluded}, but only {self.assessed} were assessed")
        if left is not None and randomised is not None and left != randomised:
            raise ValueError(
                f"{self.assessed} assessed less {self.excluded} excluded are {left}, but "
                f"{randomised} were randomised"
            )

    @classmethod
    def of(
        cls,
        analysed: Trial | AnalysisSet,
        *,
        assessed: int | None = None,
        reasons: Reasons | None = None,
    ) -> ParticipantFlow:
        """The flow of a trial's participants, up to one analysis.

        Parameters
        ----------
        analysed : Trial or AnalysisSet
            A set; of a trial, its intention-to-treat set. Analysed are those with an outcome.
        assessed : int, optional
            Participants assessed for eligibility, where known.
        reasons : mapping of str to int
            Why those not allocated were excluded.

        Examples
        --------
        >>> from course_lib.published import ist_trial
        >>> flow = ParticipantFlow.of(ist_trial())
        >>> flow.randomised, flow.treatment.received, flow.treatment.lost, flow.treatment.analysed
        (19435, 8928, 81, 9639)
        """
        chosen = intention_to_treat(analysed) if isinstance(analysed, Trial) else analysed
        treatment, control = (_arm_flow(chosen, place) for place in range(2))
        excluded = None if assessed is None else assessed - len(chosen.trial)
        return cls(treatment, control, assessed, excluded, dict(reasons or {}))

    @property
    def randomised(self) -> int | None:
        """Participants allocated to either arm."""
        if self.treatment.allocated is None or self.control.allocated is None:
            return None
        return self.treatment.allocated + self.control.allocated

    @property
    def frame(self) -> pd.DataFrame:
        """One row per stage, one column per arm; missing where not known."""
        import pandas as pd

        stages = [f.name for f in fields(ArmFlow) if f.name != "reasons"]
        content = {
            arm: pd.array([getattr(getattr(self, arm), stage) for stage in stages], dtype="Int64")
            for arm in ARMS
        }
        return pd.DataFrame(content, index=pd.Index(stages, name="stage"))

    def __str__(self) -> str:
        one, other = self.treatment, self.control
        lines = (
            ("Enrolment", {"assessed": self.assessed, "excluded": self.excluded}),
            ("Allocation", {"randomised": self.randomised}),
            ("to treatment", {"allocated": one.allocated, "received it": one.received}),
            ("to control", {"allocated": other.allocated, "received it": other.received}),
            ("Follow-up, outcome missing", {"treatment": one.lost, "control": other.lost}),
            ("Analysis", {"treatment": one.analysed, "control": other.analysed}),
        )
        return "\n".join(
            f"{stage}: " + "; ".join(f"{what} {_in_words(count)}" for what, count in counts.items())
            for stage, counts in lines
        )


def _arm_flow(chosen: AnalysisSet, place: int) -> ArmFlow:
    trial = chosen.trial
    allocated, outcome = places(trial, "allocated"), places(trial, "outcome")
    here, seen = allocated == place, outcome != NEITHER
    why = {reason: count[place] for reason, count in chosen.left_out.items() if count[place]}
    lost = int((here & ~seen).sum())
    missing = int((here & ~seen & chosen.included).sum())
    return ArmFlow(
        allocated=int(here.sum()),
        received=int((here & (places(trial, "received") == place)).sum()),
        lost=lost,
        analysed=int(((chosen.arm == place) & seen).sum()),
        reasons=why | ({"no outcome": missing} if missing else {}),
    )


def _whole(count: object, name: str) -> None:
    if count is None:
        return
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise ValueError(f"{name} is a whole number of participants, or None; not {count!r}")


def _difference(all_of_them: int | None, some: int | None) -> int | None:
    return None if all_of_them is None or some is None else all_of_them - some


def _in_words(count: int | None) -> str:
    return NOT_KNOWN if count is None else f"{count:,}"
