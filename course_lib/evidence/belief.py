"""What a sceptic and an enthusiast should each believe after the trial."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from course_lib.estimate.estimate import Estimate, Interval, in_words
from course_lib.evidence.allowed import finite, positive, probability_inside


@dataclass(frozen=True)
class Belief:
    """A normal distribution of the true log odds ratio; benefit is above 0.

    Parameters
    ----------
    log_odds_ratio : float
        Its centre.
    standard_deviation : float
        Its spread on the log scale.

    Raises
    ------
    ValueError
        If the centre is not finite or the spread not positive.

    Examples
    --------
    >>> print(Belief(0.0, 0.5))
    odds ratio 1.00 (95% between 0.38 and 2.66); 50% chance of benefit
    """

    log_odds_ratio: float
    standard_deviation: float

    def __post_init__(self) -> None:
        finite(self.log_odds_ratio, "the log odds ratio")
        positive(self.standard_deviation, "the standard deviation")

    @classmethod
    def from_interval(cls, lower: float, upper: float, *, level: float = 0.95) -> Belief:
        """What a published interval of an odds ratio says by itself, with no prior.

        Parameters
        ----------
        lower, upper : float
            Limits of the odds ratio, benefit above 1.
        level : float
            Confidence level of the interval.

        Raises
        ------
        ValueError
            If the limits are not positive and in order, or the level is not inside 0 to 1.

        Examples
        --------
        >>> print(Belief.from_interval(0.18, 2.44))    # a small trial
        odds ratio 0.66 (95% between 0.18 and 2.44); 27% chance of benefit
        """
        if not 0 < lower < upper < np.inf:
            raise ValueError(
                f"the limits of an odds ratio are positive and in order; not {lower:g} to {upper:g}"
            )
        reach = float(ndtri((1 + probability_inside(level, "a confidence level")) / 2))
        low, high = np.log(lower), np.log(upper)
        return cls(float((low + high) / 2), float((high - low) / (2 * reach)))

    @classmethod
    def from_estimate(cls, estimate: Estimate) -> Belief:
        """What an estimated ratio of one trial says by itself, with no prior.

        Raises
        ------
        ValueError
            If the estimate is not one finite ratio.

        Examples
        --------
        >>> from course_lib.estimate import common_odds_ratio
        >>> from course_lib.trial import OutcomeTable
        >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
        ...                                     control=[1, 15, 35, 44, 81, 32, 59])
        >>> print(Belief.from_estimate(common_odds_ratio(mr_clean)))
        odds ratio 1.66 (95% between 1.21 and 2.28); 100% chance of benefit
        """
        value = np.asarray(estimate.value)
        if estimate.null != 1 or value.ndim or not 0 < value < np.inf:
            raise ValueError(f"a belief needs one finite ratio; {estimate.measure} is not")
        return cls(float(np.log(value)), float(estimate.standard_error))

    @property
    def odds_ratio(self) -> float:
        """The centre as an odds ratio."""
        return float(np.exp(self.log_odds_ratio))

    def interval(self, level: float = 0.95) -> Interval:
        """The odds ratios that hold this share of the belief, equal tails.

        Examples
        --------
        >>> low, high = Belief(0.0, 0.5).interval()
        >>> round(low, 2), round(high, 2)
        (0.38, 2.66)
        """
        reach = ndtri((1 + probability_inside(level, "a level of belief")) / 2)
        reach *= self.standard_deviation
        return Interval(
            float(np.exp(self.log_odds_ratio - reach)), float(np.exp(self.log_odds_ratio + reach))
        )

    def chance_above(self, odds_ratio: float = 1.0) -> float:
        """Chance that the true odds ratio is above this one; above 1 is any benefit.

        Examples
        --------
        >>> Belief(0.0, 0.5).chance_above()
        0.5
        """
        bar = np.log(positive(odds_ratio, "an odds ratio"))
        return float(ndtr((self.log_odds_ratio - bar) / self.standard_deviation))

    def __str__(self) -> str:
        lower, upper = self.interval()
        return (
            f"odds ratio {in_words(self.odds_ratio)} (95% between {in_words(lower)} and "
            f"{in_words(upper)}); {100 * self.chance_above():.0f}% chance of benefit"
        )


def posterior(trial: Belief, *, prior: Belief) -> Belief:
    r"""The belief after a trial: prior and trial, each weighted by its precision.

    Parameters
    ----------
    trial : Belief
        What the trial says by itself: its log odds ratio and standard error.
    prior : Belief
        What was believed before.

    Returns
    -------
    Belief
        Between the two, and narrower than either.

    Notes
    -----
    Precisions :math:`1/\tau^2` (prior) and :math:`1/s^2` (trial) add up; the mean is the average
    of the two means weighted by them.

    Examples
    --------
    >>> print(posterior(Belief(0.8, 0.4), prior=Belief(0.0, 0.4)))
    odds ratio 1.49 (95% between 0.86 and 2.60); 92% chance of benefit
    """
    before, seen = prior.standard_deviation**-2, trial.standard_deviation**-2
    centre = (before * prior.log_odds_ratio + seen * trial.log_odds_ratio) / (before + seen)
    return Belief(centre, (before + seen) ** -0.5)


def sceptical_posterior(trial: Belief, *, hoped_for: float, doubt: float = 0.05) -> Belief:
    r"""What a sceptic should believe after the trial.

    The sceptic expects no effect and gives the hoped-for odds ratio little chance. If even the
    sceptic is convinced, the evidence is strong; if the result melts away, it rested on hope.

    Parameters
    ----------
    trial : Belief
        What the trial says by itself.
    hoped_for : float
        The odds ratio for which the trial was planned, above 1.
    doubt : float
        The chance that the sceptic gives to an effect beyond it.

    Returns
    -------
    Belief
        After the trial.

    Raises
    ------
    ValueError
        If `hoped_for` is not above 1 or `doubt` is not between 0 and a half.

    Notes
    -----
    Prior: normal around 0 with :math:`P(\beta > \log OR) =` `doubt`.

    Examples
    --------
    >>> trial = Belief.from_interval(1.05, 6.0)    # a significant result of a small trial
    >>> print(sceptical_posterior(trial, hoped_for=2.0))
    odds ratio 1.55 (95% between 0.85 and 2.81); 92% chance of benefit
    """
    return posterior(trial, prior=Belief(0.0, _spread(hoped_for, doubt)))


def enthusiastic_posterior(trial: Belief, *, hoped_for: float, doubt: float = 0.05) -> Belief:
    r"""What an enthusiast should believe after the trial.

    The enthusiast expects the hoped-for odds ratio and gives "no benefit" little chance.

    Parameters
    ----------
    trial : Belief
        What the trial says by itself.
    hoped_for : float
        The odds ratio that the enthusiast expects, above 1.
    doubt : float
        The chance that the enthusiast gives to no benefit or harm.

    Returns
    -------
    Belief
        After the trial.

    Raises
    ------
    ValueError
        If `hoped_for` is not above 1 or `doubt` is not between 0 and a half.

    Notes
    -----
    Prior: normal around log OR with :math:`P(\beta < 0) =` `doubt`.

    Examples
    --------
    >>> trial = Belief.from_interval(0.18, 2.44)
    >>> print(enthusiastic_posterior(trial, hoped_for=2.0))
    odds ratio 1.46 (95% between 0.73 and 2.93); 86% chance of benefit
    """
    spread = _spread(hoped_for, doubt)
    return posterior(trial, prior=Belief(float(np.log(hoped_for)), spread))


def _spread(hoped_for: float, doubt: float) -> float:
    if not 1 < hoped_for < np.inf:
        raise ValueError(f"the hoped-for odds ratio is a benefit, above 1; not {hoped_for:g}")
    if not 0 < doubt < 0.5:
        raise ValueError(f"doubt is a small chance, above 0 and below 0.5; not {doubt:g}")
    return float(np.log(hoped_for) / -ndtri(doubt))
