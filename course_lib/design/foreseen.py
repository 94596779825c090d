"""What the next allocation looks like to someone who knows the block size and all earlier arms."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.design.imbalance import as_arms
from course_lib.design.sequences import treatment_places

Array = NDArray[np.float64]


def foreseen(allocated: ArrayLike, *, block_size: int, allocation: float = 1.0) -> Array:
    """Chance that each participant goes to treatment, just before they are allocated.

    In an open trial this is what a recruiter can work out who knows the block size and has seen
    the earlier participants. 0 and 1 leave no doubt.

    Parameters
    ----------
    allocated : array_like of shape (..., participants)
        True (or "treatment") where the treatment was allocated, in order of enrolment, from the
        first participant of a block on.
    block_size : int
        Size of every block.
    allocation : float
        Treatment participants per control.

    Returns
    -------
    array of the same shape
        Treatment places left in the block, divided by all places left.

    Raises
    ------
    ValueError
        If an arm is unknown, if the block does not hold the ratio, or if a sequence could not
        come from such blocks.

    Examples
    --------
    Two treated to one control, in blocks of three:

    >>> foreseen([True, False, True, True, True, False], block_size=3, allocation=2).round(2)
    array([0.67, 0.5 , 1.  , 0.67, 0.5 , 0.  ])
    """
    arms = as_arms(allocated)
    ((size, places),) = treatment_places([block_size], allocation).items()
    place = np.arange(arms.shape[-1]) % size
    before = arms.cumsum(axis=-1) - arms
    at_start = np.repeat(before[..., ::size], size, axis=-1)[..., : arms.shape[-1]]
    left = places - (before - at_start)
    chance = left / (size - place)
    if ((chance < 0) | (chance > 1)).any() or (np.where(arms, chance, 1 - chance) == 0).any():
        raise ValueError(f"the sequence could not come from blocks of {size}")
    return np.asarray(chance)
