"""How well the next arm can be foreseen by someone who knows the earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.design.block_observer import observed
from course_lib.design.imbalance import as_arms
from course_lib.design.sequences import BlockSize, Sequences, ratio, treatment_places

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Predictability:
    """How often the next allocation can be foreseen in an open-label trial.

    Parameters
    ----------
    correct : float
        Chance of a correct guess, averaged over the sequence.
    certain : float
        Share of allocations that leave no doubt to who knows the block sizes; ``nan`` where they
        are not known.
    standard_error : float
        Monte-Carlo standard error of ``correct``: 0 where it is exact, ``nan`` for one sequence.

    Examples
    --------
    >>> predictability(block_size=2)
    Predictability(correct=0.75, certain=0.5, standard_error=0.0)
    """

    correct: float
    certain: float
    standard_error: float = 0.0

    def __str__(self) -> str:
        sentence = f"{100 * self.correct:.1f}% of allocations guessed correctly"
        if np.isnan(self.certain):
            return sentence
        return f"{sentence}, {100 * self.certain:.1f}% known for certain"


def predictability(
    allocated: ArrayLike | None = None,
    *,
    block_size: BlockSize | None = None,
    allocation: float = 1.0,
) -> Predictability:
    """Chance of guessing the next arm right, and of knowing it.

    Where a recruiter who sees the earlier arms can foresee the next one, whom to enrol may
    follow the guess, and the arms are no longer alike: a selection bias that concealment of the
    list alone does not stop in an open trial of one centre.

    Parameters
    ----------
    allocated : array_like of shape (..., participants), optional
        Sequences to guess: True (or "treatment") where the treatment was allocated. Without them
        the chances are exact, for whole blocks of the one size named.
    block_size : int or sequence of int, optional
        Block sizes that the guesser knows; of several, each is equally likely. Without them the
        guesser only counts.
    allocation : float
        Treatment participants per control, which the guesser knows too.

    Returns
    -------
    Predictability
        ``correct``, ``certain`` and the Monte-Carlo standard error of ``correct``.

    Raises
    ------
    ValueError
        If there is neither a sequence nor one block size, if a block size does not hold the
        ratio, or if a sequence could not come from such blocks.

    Notes
    -----
    The guesser names the arm that has fallen behind, and tosses a coin in a tie: the convergence
    strategy [1]_. One who knows the block sizes names the arm that is more probable after all
    that went before; at 1:1 that is the same guess.

    References
    ----------
    .. [1] Blackwell D, Hodges JL. Design for the control of selection bias. Annals of
       Mathematical Statistics 1957;28:449-460.

    Examples
    --------
    >>> print(predictability(block_size=4))
    70.8% of allocations guessed correctly, 33.3% known for certain
    >>> print(predictability(block_size=3, allocation=2))
    77.8% of allocations guessed correctly, 44.4% known for certain
    """
    blocks = None if block_size is None else treatment_places(block_size, allocation)
    if allocated is None:
        if blocks is None or len(blocks) > 1:
            raise ValueError(
                "name one block size for exact chances, or give sequences to guess: "
                "predictability(permuted_blocks(...))"
            )
        return _of_one_block(*next(iter(blocks.items())))
    arms = as_arms(allocated)
    rows = arms.reshape(-1, arms.shape[-1])
    if blocks is None:
        correct, certain = _by_counting(rows, *ratio(allocation)), float("nan")
    else:
        correct, certain = observed(rows, blocks)
    error = correct.std(ddof=1) / np.sqrt(len(correct)) if len(correct) > 1 else float("nan")
    return Predictability(float(correct.mean()), certain, float(error))


def _of_one_block(size: int, places: int) -> Predictability:
    """Both chances, over every state that a block can be in."""
    correct = certain = 0.0
    for treatment in range(places + 1):
        for control in range(size - places + 1):
            left, other = places - treatment, size - places - control
            if left + other:
                ways = comb(places, treatment) * comb(size - places, control)
                reached = ways / comb(size, treatment + control)
                correct += reached * max(left, other) / (left + other)
                certain += reached * (min(left, other) == 0)
    return Predictability(correct / size, certain / size)


def _by_counting(rows: Sequences, treatment: int, control: int) -> Array:
    """Share guessed correctly in each row by naming the arm that has fallen behind."""
    lead = np.where(rows, control, -treatment).cumsum(axis=-1)
    before = np.concatenate([np.zeros_like(lead[:, :1]), lead[:, :-1]], axis=-1)
    tie = 0.5 if treatment == control else (rows if treatment > control else ~rows)
    right = np.where(before == 0, tie, (before < 0) == rows)
    return np.asarray(right.mean(axis=-1))
