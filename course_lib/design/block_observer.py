"""Someone who knows the block sizes, and works out the next arm from all that went before."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ROWS = 2_000
SURE = 1e-9


class _Moves(NamedTuple):
    """What can follow each state of an unfinished block: (size, treatment used, control used)."""

    start: Array
    treatment: Array
    control: Array


def observed(rows: NDArray[np.bool_], blocks: dict[int, int]) -> tuple[Array, float]:
    """Share guessed correctly in each row, and the share of all allocations known for certain."""
    moves = _moves(blocks)
    parts = [_follow(rows[first : first + ROWS], moves) for first in range(0, len(rows), ROWS)]
    correct, certain = (np.concatenate(part) for part in zip(*parts, strict=True))
    return correct, float(certain.mean())


def _follow(rows: NDArray[np.bool_], moves: _Moves) -> tuple[Array, Array]:
    """Update what the observer believes, participant by participant, in all rows at once."""
    belief = np.tile(moves.start, (len(rows), 1))
    correct, certain = np.zeros(len(rows)), np.zeros(len(rows))
    for arm in rows.T:
        after_treatment, after_control = belief @ moves.treatment, belief @ moves.control
        chance = after_treatment.sum(axis=-1)
        guess = np.where(abs(chance - 0.5) < SURE, 0.5, chance > 0.5)
        correct += np.where(arm, guess, 1 - guess)
        certain += np.minimum(chance, 1 - chance) < SURE
        belief = np.where(arm[:, None], after_treatment, after_control)
        total = belief.sum(axis=-1, keepdims=True)
        if (total < SURE).any():
            raise ValueError("the sequences could not come from blocks of these sizes")
        belief /= total
    return correct / rows.shape[-1], certain / rows.shape[-1]


def _moves(blocks: dict[int, int]) -> _Moves:
    """Start and moves of the chain; a finished block is followed by one of any size."""
    states = [
        (size, treatment, control)
        for size, places in blocks.items()
        for treatment in range(places + 1)
        for control in range(size - places + 1)
        if treatment + control < size
    ]
    index = {state: place for place, state in enumerate(states)}
    start = np.array([not treatment + control for _, treatment, control in states]) / len(blocks)
    moves = _Moves(start, *(np.zeros((len(states), len(states))) for _ in range(2)))
    for here, (size, treatment, control) in enumerate(states):
        left = size - treatment - control
        chance = (blocks[size] - treatment) / left
        for move, share, arm in ((moves.treatment, chance, 1), (moves.control, 1 - chance, 0)):
            if left == 1:
                move[here] = share * start
            elif share > 0:
                move[here, index[size, treatment + arm, control + 1 - arm]] = share
    return moves
