"""Simulated participants: prognosis, allocation, what was received, outcome, loss."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from course_lib.design.chance import generator
from course_lib.design.conduct import Conduct
from course_lib.design.distribution import Array, odds_ratios
from course_lib.design.sequences import Sequences, permuted_blocks
from course_lib.design.simulated_participants import Integers, SimulatedParticipants
from course_lib.design.simulated_tables import at_least_one, pair, scale_for
from course_lib.design.whitehead import control_arm
from course_lib.trial import Trial

PEOPLE_AT_ONCE = 500_000
NOTHING_ELSE = Conduct()
Drawn = tuple[Sequences, Sequences, Integers, Sequences, Array, Integers]


def simulate_trial(
    *,
    control: ArrayLike,
    odds_ratio: float = 1.0,
    participants: tuple[int, int],
    rng: np.random.Generator,
    conduct: Conduct = NOTHING_ELSE,
) -> Trial:
    """One simulated trial, participant by participant.

    Parameters
    ----------
    control, odds_ratio, participants, rng, conduct
        As for ``simulate_participants``.

    Returns
    -------
    Trial
        With the covariate ``prognosis``.

    Raises
    ------
    ValueError
        As for ``simulate_participants``.

    Examples
    --------
    >>> from course_lib.design import ArmChance, Conduct
    >>> conduct = Conduct(prognosis=3, non_adherence=ArmChance(0.2), dropout=ArmChance(0.1, 0.2))
    >>> simulate_trial(control=[0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11], odds_ratio=1.5,
    ...                participants=(40, 20), rng=np.random.default_rng(2), conduct=conduct)
    <Trial: 60 participants, 40 allocated to treatment and 20 to control; 51 with an outcome>
    """
    return simulate_participants(
        control=control,
        odds_ratio=odds_ratio,
        participants=participants,
        replicates=1,
        rng=rng,
        conduct=conduct,
    ).trial()


def simulate_participants(
    *,
    control: ArrayLike,
    odds_ratio: float = 1.0,
    participants: tuple[int, int],
    replicates: int,
    rng: np.random.Generator,
    conduct: Conduct = NOTHING_ELSE,
) -> SimulatedParticipants:
    """Many simulated trials of the same design, participant by participant.

    The treatment works on whoever receives it, and prognosis on everybody's outcome; who adheres
    and who drops out may depend on both arm and prognosis. So analyses by allocation and by
    receipt can be held against a truth that is known.

    Parameters
    ----------
    control : array_like of shape (levels,)
        Outcome probabilities of a participant of average prognosis who receives the control
        arm's care, best level first.
    odds_ratio : float
        Common odds ratio of a better outcome by receiving the treatment, at the same prognosis.
        Over all prognoses together the odds ratio is nearer to 1 than this.
    participants : tuple of int
        Participants per arm: (treatment, control). In blocks only their ratio is sure.
    replicates : int
        How many trials.
    rng : numpy.random.Generator
        Where chance comes from.
    conduct : Conduct
        Prognosis, strata, blocks, adherence and dropout.

    Raises
    ------
    ValueError
        If probabilities do not sum to 1 or leave one level only, if an odds ratio is not
        positive, if participants or replicates are not whole numbers of at least 1, or if a
        block does not hold the ratio.

    Examples
    --------
    >>> simulate_participants(control=[0.5, 0.3, 0.2], participants=(40, 20), replicates=1000,
    ...                       rng=np.random.default_rng(1))
    <SimulatedParticipants: 1,000 trials of 60 participants>
    """
    outcome = control_arm(control)
    effect = odds_ratios(odds_ratio)
    if effect.ndim:
        raise ValueError("simulated participants need one odds ratio, not several")
    arms, rows = pair(participants), at_least_one(replicates, "replicates")
    generator(rng)
    step = max(1, PEOPLE_AT_ONCE // sum(arms))
    parts = [
        _drawn(outcome, float(effect), (min(step, rows - first), arms), conduct, rng)
        for first in range(0, rows, step)
    ]
    scale = scale_for(len(outcome))
    allocated, received, level, known, prognosis, stratum = (
        np.concatenate(pieces) for pieces in zip(*parts, strict=True)
    )
    return SimulatedParticipants(
        allocated, received, level, known, prognosis, stratum, scale, conduct.strata
    )


def _drawn(
    control: Array,
    odds_ratio: float,
    size: tuple[int, tuple[int, int]],
    conduct: Conduct,
    rng: np.random.Generator,
) -> Drawn:
    """Participants in the order of life: prognosis, allocation, receipt, outcome, loss."""
    rows, arms = size
    prognosis = rng.standard_normal((rows, sum(arms)))
    stratum = (ndtr(prognosis) * len(conduct.strata)).astype(np.int8)
    allocated = _allocated(stratum, arms, conduct, rng)
    switches = conduct.non_adherence.of(allocated, prognosis)
    received = allocated ^ (rng.random(switches.shape) < switches)
    level = _levels(control, np.where(received, odds_ratio, 1) * conduct.prognosis**prognosis, rng)
    by_outcome = conduct.dropout_by_outcome ** (level.astype(np.float64) - (len(control) - 1) / 2)
    lost = rng.random(level.shape) < conduct.dropout.of(allocated, prognosis, by_outcome)
    return allocated, received, level, ~lost, prognosis, stratum


def _allocated(
    stratum: Integers, arms: tuple[int, int], conduct: Conduct, rng: np.random.Generator
) -> Sequences:
    rows, people = stratum.shape
    if conduct.block_size is None:
        return rng.permuted(np.broadcast_to(np.arange(people) < arms[0], stratum.shape), axis=-1)
    allocated = np.empty(stratum.shape, dtype=np.bool_)
    for place in range(len(conduct.strata)):
        members = stratum == place
        listed = permuted_blocks(
            people,
            block_size=conduct.block_size,
            allocation=arms[0] / arms[1],
            replicates=rows,
            rng=rng,
        )
        turn = members.cumsum(axis=-1) - 1
        allocated[members] = np.take_along_axis(listed, turn, axis=-1)[members]
    return allocated


def _levels(control: Array, odds_ratio: Array, rng: np.random.Generator) -> Integers:
    """Level of each participant: the control arm's quantiles at a shifted uniform number."""
    chance = rng.random(odds_ratio.shape)
    shifted = chance / (chance + (1 - chance) * odds_ratio)
    reached = control.cumsum()
    reached[reached > 1 - 1e-12] = 1
    return np.searchsorted(reached[:-1], shifted, side="right").astype(np.int8)
