"""How many participants a trial needs to see a shift."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from course_lib.design.distribution import odds_ratios
from course_lib.design.whitehead import control_arm, error_rates, plain, spread

Number = float | NDArray[np.float64]
Count = int | NDArray[np.int64]
MOST = 1e12


@dataclass(frozen=True, eq=False)
class SampleSize:
    """Participants that a trial needs, for one assumption or for an array of them.

    It unpacks into its two arms: ``treatment, control = sample_size(...)``.

    Parameters
    ----------
    participants : tuple of int or of array
        Participants per arm whose outcome must be known: (treatment, control).
    loss : float
        Share of the randomised whose outcome will not be known.
    unrounded : float or array
        The formula's total, before each arm is rounded up.
    assumptions : tuple of float or of array
        Odds ratio, power and two-sided alpha that the numbers answer.

    Examples
    --------
    >>> size = sample_size([0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11], odds_ratio=2, loss=0.1)
    >>> size.participants, size.total, size.total_randomised
    ((136, 136), 272, 304)
    """

    participants: tuple[Count, Count]
    loss: float
    unrounded: Number
    assumptions: tuple[Number, Number, Number]

    @property
    def total(self) -> Count:
        """Participants of both arms whose outcome must be known."""
        return self.participants[0] + self.participants[1]

    @property
    def randomised(self) -> tuple[Count, Count]:
        """Participants to randomise per arm, (treatment, control), so that enough remain."""
        treatment, control = (_whole(np.asarray(n / (1 - self.loss))) for n in self.participants)
        return treatment, control

    @property
    def total_randomised(self) -> Count:
        """Participants to randomise in both arms: the total inflated for loss."""
        return self.randomised[0] + self.randomised[1]

    def __iter__(self) -> Iterator[Count]:
        return iter(self.participants)

    def __str__(self) -> str:
        if np.ndim(self.total):
            return f"Sample sizes for {np.size(self.total):,} assumptions"
        ratio, power, alpha = self.assumptions
        treatment, control = self.participants
        sentence = (
            f"{self.total:,} participants with a known outcome ({treatment:,} treatment, "
            f"{control:,} control) give {100 * power:.3g}% power to find a common odds ratio "
            f"of {ratio:.3g} at a two-sided {100 * alpha:.3g}% level"
        )
        if self.loss:
            sentence += f"; {self.total_randomised:,} to randomise, for {100 * self.loss:.3g}% lost"
        return sentence


def sample_size(
    probabilities: ArrayLike,
    *,
    odds_ratio: ArrayLike,
    power: ArrayLike = 0.9,
    alpha: ArrayLike = 0.05,
    allocation: float = 1.0,
    loss: float = 0.0,
) -> SampleSize:
    """Participants needed to find a common odds ratio by a shift analysis.

    "Finding" means p below alpha in a proportional odds or Wilcoxon test, in the share of such
    trials that the power names. The answer hangs on the assumed odds ratio: halving its logarithm
    takes four times the participants.

    Parameters
    ----------
    probabilities : array_like of shape (levels,)
        The control arm's expected distribution, best level first.
    odds_ratio : array_like
        Common odds ratio that must not be missed; above 1 is benefit. Not 1.
    power, alpha : array_like
        Probability of p < alpha under that odds ratio, and the two-sided alpha. They broadcast
        with the odds ratio.
    allocation : float
        Treatment participants per control: 2.0 is 2:1.
    loss : float
        Share of the randomised whose outcome will not be known, from 0 to below 1. Inflation
        keeps the power; it does not remove the bias of a loss that depends on the outcome.

    Raises
    ------
    ValueError
        If probabilities do not sum to 1 or leave one level only, if an odds ratio is 1 or not
        positive, if power or alpha is outside 0 to 1, if power is not above alpha, if the
        allocation is not positive, if the loss is not from 0 to below 1, or if no trial on earth
        could be as large.

    Notes
    -----
    N = 3 (A + 1)² (z₁₋α/₂ + z_power)² / (A (log ψ)² (1 - Σ p̄³)) in both arms together [1]_, with
    A the allocation and p̄ the average of the two arms' distributions, weighted by allocation.
    N is the total: half of it goes to each arm at 1:1. The control arm's distribution in place
    of the average gives another number, and the wrong one.

    References
    ----------
    .. [1] Whitehead J. Sample size calculations for ordered categorical data.
       Statistics in Medicine 1993;12:2257-2271.

    Examples
    --------
    >>> placebo = [0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11]
    >>> print(sample_size(placebo, odds_ratio=1.5, power=0.8, loss=0.1))
    590 participants with a known outcome (295 treatment, 295 control) give 80% power to find
    a common odds ratio of 1.5 at a two-sided 5% level; 656 to randomise, for 10% lost
    >>> treatment, control = sample_size(placebo, odds_ratio=1.5, power=0.8, allocation=2)
    >>> treatment, control
    (443, 222)
    """
    control = control_arm(probabilities)
    ratio, (wanted, level) = odds_ratios(odds_ratio), error_rates(power, alpha)
    if (ratio == 1).any():
        raise ValueError("an odds ratio of 1 is no effect; no number of participants can find it")
    share = treatment_share(allocation)
    if not 0 <= loss < 1:
        raise ValueError(f"loss is a share from 0 to below 1, like 0.1; not {loss:g}")
    signal = (ndtri(wanted) - ndtri(level / 2)) / np.log(ratio)
    with np.errstate(all="ignore"):
        total = 3 * signal**2 / (share * (1 - share) * spread(control, ratio, np.asarray(share)))
    if not (total < MOST).all():
        raise ValueError(
            f"more than {MOST:,.0f} participants would be needed: assume a larger effect"
        )
    return SampleSize(
        participants=(_whole(total * share), _whole(total * (1 - share))),
        loss=float(loss),
        unrounded=plain(total),
        assumptions=(plain(ratio), plain(wanted), plain(level)),
    )


def treatment_share(allocation: float) -> float:
    """Share of participants allocated to treatment; a ValueError where nobody could be."""
    if not (math.isfinite(allocation) and allocation > 0):
        raise ValueError(
            f"allocation is treatment per control, like 2 for 2:1, and positive; not {allocation:g}"
        )
    return allocation / (1 + allocation)


def _whole(participants: NDArray[np.float64]) -> Count:
    up = np.ceil(np.round(participants, 9)).astype(np.int64)
    return int(up) if up.ndim == 0 else up
