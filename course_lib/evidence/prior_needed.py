"""Turning the question round: what must one have believed before, to be convinced after?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtri

from course_lib.estimate.estimate import in_words
from course_lib.evidence.allowed import probability_inside
from course_lib.evidence.belief import Belief


@dataclass(frozen=True)
class PriorNeeded:
    """The prior at which conviction tips.

    Parameters
    ----------
    kind : {"sceptical", "enthusiastic"}
        "sceptical": the trial is significant, and this is the widest prior around no effect that
        still leaves it unconvincing. "enthusiastic": the trial is not significant, and this is the
        prior, itself just convinced, that is needed to be convinced after it.
    prior : Belief
        The prior.
    limit : float
        The end of its interval away from no effect, as an odds ratio. Below 1 where the trial
        points to harm.

    Examples
    --------
    >>> print(prior_needed(Belief.from_interval(1.21, 2.28)))
    convincing unless odds ratios beyond 1.29 (or 0.78) were held implausible before the trial
    """

    kind: Literal["sceptical", "enthusiastic"]
    prior: Belief
    limit: float

    def __str__(self) -> str:
        if self.kind == "sceptical":
            return (
                f"convincing unless odds ratios beyond {in_words(self.limit)} (or "
                f"{in_words(1 / self.limit)}) were held implausible before the trial"
            )
        side = "above" if self.limit > 1 else "below"
        ends = sorted([1.0, self.limit])
        return (
            f"convincing only with a prior already sure of an odds ratio {side} 1: "
            f"between {in_words(ends[0])} and {in_words(ends[1])}"
        )


def prior_needed(trial: Belief, *, level: float = 0.95) -> PriorNeeded:
    r"""How sceptical one may be and still be convinced, or how enthusiastic one must be.

    For a significant trial: a reader who, before it, held odds ratios beyond the limit to be
    implausible is not convinced by it. For a trial that is not significant: only a reader who
    already believed in an effect, up to the limit, is convinced after it. Whether such a prior is
    reasonable is then a clinical question, which is the point.

    Parameters
    ----------
    trial : Belief
        What the trial says by itself.
    level : float
        "Convinced" means that an interval of this level excludes no effect.

    Returns
    -------
    PriorNeeded
        The prior at the tipping point.

    Raises
    ------
    ValueError
        If the level is not inside 0 to 1, or the trial's estimate is exactly no effect: then no
        prior of this kind exists.

    Notes
    -----
    Reverse-Bayes analysis (Held et al., PMC9305905). With :math:`y`, :math:`s` of the trial and
    :math:`z` of the level: sceptical prior :math:`N(0, \tau^2)`,
    :math:`\tau = s / \sqrt{(y/zs)^2 - 1}`; enthusiastic :math:`N(z\tau, \tau^2)`,
    :math:`\tau = 2 y z s^2 / (z^2 s^2 - y^2)`.

    Examples
    --------
    >>> needed = prior_needed(Belief.from_interval(0.18, 2.44))
    >>> needed.kind, round(needed.limit, 2)
    ('enthusiastic', 0.16)
    """
    reach = float(ndtri((1 + probability_inside(level, "a level of belief")) / 2))
    centre, error = abs(trial.log_odds_ratio), trial.standard_deviation
    sign = float(np.sign(trial.log_odds_ratio))
    if sign == 0:
        raise ValueError("an estimate of exactly no effect convinces nobody, whatever the prior")
    ratio = centre / (reach * error)
    if ratio > 1:
        spread = error / np.sqrt(ratio**2 - 1)
        return PriorNeeded(
            "sceptical", Belief(0.0, float(spread)), float(np.exp(sign * reach * spread))
        )
    if ratio == 1:
        raise ValueError("the interval just touches no effect: any prior at all tips it")
    spread = 2 * ratio * error / (1 - ratio**2)
    prior = Belief(sign * reach * float(spread), float(spread))
    with np.errstate(over="ignore"):  # so near to convincing that any prior will do
        return PriorNeeded("enthusiastic", prior, float(np.exp(2 * prior.log_odds_ratio)))
