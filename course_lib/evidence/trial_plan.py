"""A planned trial: everything that decides how often it will be right, wrong or undecided."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from scipy.special import ndtri

from course_lib.design.distribution import distribution, odds_ratios
from course_lib.design.simulated_tables import pair, scale_for
from course_lib.evidence.plan_parts import (
    Delivery,
    MissingOutcomes,
    PrimaryAnalysis,
    Prognosis,
    Secondaries,
)
from course_lib.evidence.stopping_boundary import InterimLook
from course_lib.published import load_weights
from course_lib.scale import MRS, OrdinalScale


@dataclass(frozen=True)
class TrialPlan:
    """A two-arm trial with an ordinal primary outcome, before the first participant.

    Parameters
    ----------
    control : sequence of float
        The outcome expected in the control arm: probabilities, best level first.
    odds_ratio : float
        True common odds ratio of treatment over all participants; above 1 is benefit.
    participants : tuple of int
        Randomised per arm: (treatment, control).
    primary : PrimaryAnalysis
        How the primary outcome is tested.
    prognosis : Prognosis
        What was known before, and whether the analysis uses it.
    secondaries : Secondaries
        Key secondary outcomes and their rule.
    interim : InterimLook, optional
        One look before the end; none by default.
    missing : MissingOutcomes
        Outcomes that will not be known.
    delivery : Delivery
        What openness adds; nothing where everybody is blinded.

    Raises
    ------
    ValueError
        If probabilities do not sum to 1, the odds ratio is not positive, participants are not two
        whole numbers of at least 1, weights or cut do not fit the scale, or a hierarchical
        analysis has no secondary outcome to break ties.

    Examples
    --------
    >>> plan = TrialPlan([0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11], odds_ratio=1.5,
    ...                  participants=(300, 300))
    >>> plan.without_effect().odds_ratio
    1.0
    """

    control: tuple[float, ...]
    odds_ratio: float
    participants: tuple[int, int]
    primary: PrimaryAnalysis = field(default_factory=PrimaryAnalysis)
    prognosis: Prognosis = field(default_factory=Prognosis)
    secondaries: Secondaries = field(default_factory=Secondaries)
    interim: InterimLook | None = None
    missing: MissingOutcomes = field(default_factory=MissingOutcomes)
    delivery: Delivery = field(default_factory=Delivery)

    def __post_init__(self) -> None:
        probabilities = distribution(self.control)
        if probabilities.ndim != 1:
            raise ValueError("the control arm's probabilities need one axis, the levels")
        object.__setattr__(self, "control", tuple(probabilities.tolist()))
        object.__setattr__(self, "odds_ratio", float(odds_ratios(self.odds_ratio)))
        object.__setattr__(self, "participants", pair(self.participants))
        if self.primary.method == "hierarchical" and not self.secondaries.effects:
            raise ValueError(
                "a hierarchical analysis breaks ties by the first secondary outcome; name one"
            )
        if self.primary.method == "dichotomy":
            self.scale.cut_position(self.primary.cut)
        if self.primary.method == "utility" and len(self.weights) != len(self.control):
            raise ValueError(
                f"a utility analysis needs {len(self.control)} weights, one for each level; "
                f"not {len(self.weights)}"
            )

    @property
    def scale(self) -> OrdinalScale:
        """The modified Rankin Scale for seven levels, else levels numbered from 1."""
        return scale_for(len(self.control))

    @property
    def weights(self) -> tuple[float, ...]:
        """The weight of each level in a utility analysis."""
        if self.primary.weights is not None:
            return self.primary.weights
        published = load_weights("utility_weighted_mrs").for_benefit
        return published if len(self.control) == len(MRS) else ()

    @property
    def critical_values(self) -> tuple[float, ...]:
        """How many standard errors from 0 decide: at the look, if there is one, and at the end."""
        if self.interim is None:
            return (float(-ndtri(self.primary.alpha / 2)),)
        return self.interim.critical_values(self.primary.alpha)

    def without_effect(self) -> TrialPlan:
        """The same trial where treatment does nothing to any outcome; what openness adds stays."""
        none = replace(self.secondaries, effects=(0.0,) * len(self.secondaries.effects))
        return replace(self, odds_ratio=1.0, secondaries=none)

    def unbiased(self) -> TrialPlan:
        """The same trial, blinded and with every outcome known: what its effect truly is."""
        return replace(self, missing=MissingOutcomes(), delivery=Delivery())

    def sized(self, participants: tuple[int, int]) -> TrialPlan:
        """The same trial with other numbers of participants: (treatment, control)."""
        return replace(self, participants=participants)
