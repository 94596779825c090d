"""Simulated scores at an early and a final visit, some of the final ones lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from course_lib.design.chance import generator
from course_lib.design.conduct import ArmChance
from course_lib.design.simulated_tables import at_least_one

Array = NDArray[np.float64]
Because = Literal["chance", "early score", "final score"]
EARLY, SPREAD, CORRELATION = 10.0, 10.0, 0.6
LEANING = 0.3
"""Odds ratio of being lost per standard deviation of a better score, where loss depends on it."""


@dataclass(frozen=True)
class ScoreLoss:
    """Whose final score is lost, and why.

    Parameters
    ----------
    treatment, control : float
        Chance of a participant with an average score, by arm.
    because : {"chance", "early score", "final score"}
        What loss depends on besides the arm: on nothing; on the early score, which is recorded;
        or on the final score, which nobody sees once it is lost. Poor scores are lost more.

    Raises
    ------
    ValueError
        If a chance is not from 0 to 1, or the reason is none of the three.

    Examples
    --------
    >>> ScoreLoss(0.35, 0.10, "early score").treatment
    0.35
    """

    treatment: float = 0.0
    control: float = 0.0
    because: Because = "chance"

    def __post_init__(self) -> None:
        if self.because not in get_args(Because):
            raise ValueError(
                f"scores are lost by {', '.join(get_args(Because))}; not {self.because!r}"
            )
        ArmChance(self.treatment, self.control)


@dataclass(frozen=True, eq=False, repr=False)
class TwoVisits:
    """Scores of many simulated trials, as arrays of shape (replicates, 2 arms, participants).

    Parameters
    ----------
    early : array of float
        Score at the early visit, known of everybody; the first arm is the treatment.
    final : array of float
        Score at the final visit: of everyone, the lost too.
    observed : array of bool
        Whether the trial came to know the final score.
    """

    early: Array
    final: Array
    observed: NDArray[np.bool_]

    @property
    def known(self) -> Array:
        """The final scores as the trial has them: ``nan`` where lost."""
        return np.where(self.observed, self.final, np.nan)

    def __repr__(self) -> str:
        replicates, _, people = self.final.shape
        return f"<TwoVisits: {replicates:,} trials of {people:,} participants per arm>"


def simulate_two_visits(
    *,
    per_arm: int,
    replicates: int,
    rng: np.random.Generator,
    recovery: float = 20.0,
    effect: float = 0.0,
    loss: ScoreLoss | None = None,
) -> TwoVisits:
    """Simulated trials with a score at two visits; more is better.

    Early scores are around 10 points, final ones around 10 plus the recovery, both with a
    standard deviation of 10; within an arm they are correlated at 0.6. What a method makes of
    the lost can be held against a truth that is known.

    Parameters
    ----------
    per_arm : int
        Participants in each arm.
    replicates : int
        How many trials.
    rng : numpy.random.Generator
        Where chance comes from.
    recovery : float
        Points by which the control arm rises from the early to the final visit.
    effect : float
        Points by which the treatment adds to the final score.
    loss : ScoreLoss, optional
        Whose final score is lost. Default: nobody's.

    Raises
    ------
    ValueError
        If numbers of participants or trials are not whole and at least 1, or rng is not a
        Generator.

    Examples
    --------
    >>> trials = simulate_two_visits(per_arm=100, replicates=50, loss=ScoreLoss(0.35, 0.10),
    ...                              rng=np.random.default_rng(1))
    >>> trials.observed.mean(axis=(0, 2)).round(2).tolist()
    [0.66, 0.9]
    """
    shape = (at_least_one(replicates, "replicates"), 2, at_least_one(per_arm, "participants"))
    chance = generator(rng)
    first, second = chance.standard_normal((2, *shape))
    last = CORRELATION * first + np.sqrt(1 - CORRELATION**2) * second
    early = EARLY + SPREAD * first
    gained = recovery + np.array([effect, 0.0])[:, None]
    treated = np.broadcast_to(np.array([True, False])[:, None], shape)
    lost_by = loss or ScoreLoss()
    leaning = {"chance": 0.0, "early score": first, "final score": last}[lost_by.because]
    rule = ArmChance(lost_by.treatment, lost_by.control, LEANING)
    lost = chance.random(shape) < rule.of(treated, np.broadcast_to(leaning, shape))
    return TwoVisits(early, EARLY + SPREAD * last + gained, ~lost)
