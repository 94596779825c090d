"""What a planned trial decides besides its size: test, prognosis, secondaries, losses, blinding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course_lib.design.distribution import odds_ratios
from course_lib.evidence.allowed import finite, probability_inside

METHODS = ("shift", "dichotomy", "utility", "hierarchical")
RULES = ("none", "holm", "gatekeeping", "fixed sequence")
HANDLING = ("known", "worst")


@dataclass(frozen=True)
class PrimaryAnalysis:
    """How the primary outcome is tested.

    Parameters
    ----------
    method : {"shift", "dichotomy", "utility", "hierarchical"}
        The Wilcoxon test of all levels; a cut; the mean of a weight for each level; or pairs
        compared by level first and, where they tie, by the first secondary outcome.
    cut : str or int
        The last level that counts as good, for a dichotomy.
    weights : tuple of float, optional
        A weight for each level, best first, for a utility analysis. Default, on the mRS: the
        published utility-weighted mRS.
    alpha : float
        Two-sided level.

    Raises
    ------
    ValueError
        If the method is none of the four, or alpha is not between 0 and 1.

    Examples
    --------
    >>> PrimaryAnalysis("dichotomy", cut=2).cut
    2
    """

    method: str = "shift"
    cut: str | int = 2
    weights: tuple[float, ...] | None = None
    alpha: float = 0.05

    def __post_init__(self) -> None:
        _one_of(self.method, METHODS, "a primary analysis")
        probability_inside(self.alpha, "alpha")
        if self.weights is not None:
            kept = tuple(finite(self.weights, "a weight").tolist())
            object.__setattr__(self, "weights", kept)


@dataclass(frozen=True)
class Prognosis:
    """What was known of the outcome before randomisation, and what is made of it.

    Parameters
    ----------
    weight : float
        Odds ratio of a better outcome per standard deviation of better prognosis; 1 says nothing.
    adjusted : bool
        Whether participants are compared within five bands of prognosis.
    stratified : bool
        Whether randomisation gives each arm its share of each band.

    Raises
    ------
    ValueError
        If the weight is not a positive number.

    Examples
    --------
    >>> Prognosis(3, adjusted=True).weight
    3
    """

    weight: float = 1.0
    adjusted: bool = False
    stratified: bool = False

    def __post_init__(self) -> None:
        odds_ratios(self.weight)


@dataclass(frozen=True)
class Secondaries:
    """Key secondary outcomes, and the rule by which they may be claimed.

    Parameters
    ----------
    effects : tuple of float
        True effect of treatment on each, in standard deviations; 0 is none.
    correlation : float
        Between any two outcomes, the primary among them; from 0 to below 1.
    rule : {"none", "holm", "gatekeeping", "fixed sequence"}
        Each at the full level, whatever the primary shows; the same by Holm's method; by Holm's
        method only behind a significant primary; or one after the other behind it.

    Raises
    ------
    ValueError
        If an effect is not a number, the correlation is not from 0 to below 1, or the rule is
        none of the four.

    Examples
    --------
    >>> len(Secondaries((0.2, 0, 0), rule="gatekeeping").effects)
    3
    """

    effects: tuple[float, ...] = ()
    correlation: float = 0.5
    rule: str = "gatekeeping"

    def __post_init__(self) -> None:
        effects = finite(self.effects, "an effect in standard deviations")
        object.__setattr__(self, "effects", tuple(np.atleast_1d(effects).tolist()))
        if not 0 <= self.correlation < 1:
            raise ValueError(f"a correlation is from 0 to below 1, not {self.correlation:g}")
        _one_of(self.rule, RULES, "a rule for secondary outcomes")


@dataclass(frozen=True)
class MissingOutcomes:
    """Outcomes that will not be known, and what the primary analysis does about them.

    Parameters
    ----------
    treatment, control : float
        Share of each arm without a known outcome, from 0 to below 1.
    by_outcome : float
        Odds ratio of being lost per level of worse outcome; 1 is lost at random.
    handling : {"known", "worst"}
        Analyse the known outcomes, or count the unknown ones at the worst level.

    Raises
    ------
    ValueError
        If a share is not from 0 to below 1, the odds ratio is not positive, or the handling is
        none of the two.

    Examples
    --------
    >>> MissingOutcomes(0.1, 0.2).control
    0.2
    """

    treatment: float = 0.0
    control: float = 0.0
    by_outcome: float = 1.0
    handling: str = "known"

    def __post_init__(self) -> None:
        for arm in ("treatment", "control"):
            share = getattr(self, arm)
            if not 0 <= share < 1:
                raise ValueError(f"missing in the {arm} arm: from 0 to below 1, not {share:g}")
        odds_ratios(self.by_outcome)
        _one_of(self.handling, HANDLING, "the handling of missing outcomes")


@dataclass(frozen=True)
class Delivery:
    """What knowledge of the arm does to outcomes, where treatment is given openly.

    Parameters
    ----------
    behaviour : float
        Odds ratio of a truly better outcome in the treatment arm, by more care or effort.
    unblinded : float
        Share of raters who know or guess the treatment arm, from 0 to 1.
    expectation : float
        Odds ratio of a better rating by such a rater, among the living: nobody misjudges death.
    scores : float
        What such a rater adds to each secondary outcome, in standard deviations.

    Raises
    ------
    ValueError
        If an odds ratio is not positive, the share is not from 0 to 1, or the scores are no
        number.

    Examples
    --------
    >>> Delivery() == Delivery(behaviour=1, unblinded=0)     # blinded: nothing is added
    True
    """

    behaviour: float = 1.0
    unblinded: float = 0.0
    expectation: float = 1.0
    scores: float = 0.0

    def __post_init__(self) -> None:
        odds_ratios([self.behaviour, self.expectation])
        finite(self.scores, "what a rater adds")
        if not 0 <= self.unblinded <= 1:
            raise ValueError(f"the share of unblinded raters is 0 to 1, not {self.unblinded:g}")

    @property
    def score_gain(self) -> float:
        """What the secondary outcomes gain on average without any treatment effect."""
        return self.unblinded * self.scores


def _one_of(value: str, allowed: tuple[str, ...], what: str) -> None:
    if value not in allowed:
        raise ValueError(f"{what} is one of {', '.join(allowed)}; not {value!r}")
