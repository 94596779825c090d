"""A game in an open trial with blocks: guess the next allocation before it is made."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import design, figures
from course_lib.lessons.allocation_views import NAMES
from course_lib.ui import View

SHOWN = 6
GUESSES = tuple(f"guess_{number}" for number in range(SHOWN + 1, 2 * SHOWN + 1))
LISTS = {"threes, 2:1": (3, 2.0), "sixes, 2:1": (6, 2.0), "fours, 1:1": (4, 1.0)}


def game(blocks: str, seed: int, **guesses: str) -> View:
    """Six allocations in sight, six to guess; each is shown once it has been guessed.

    A guess is "cells", "control" or "" for not yet; what comes after the first "" stays hidden.
    """
    size, ratio = LISTS[blocks]
    arms = drawn(blocks, seed)
    made = _made([guesses[name] for name in GUESSES])
    open_until = SHOWN + len(made)
    chance = design.foreseen(arms, block_size=size, allocation=ratio)
    right = [(guess == NAMES[0]) == arms[SHOWN + place] for place, guess in enumerate(made)]
    notes = ["seen"] * SHOWN + ["right" if hit else "wrong" for hit in right]
    notes += ["next?", *[""] * SHOWN][: 2 * SHOWN - len(notes)]
    lanes = [bool(arm) if place < open_until else None for place, arm in enumerate(arms)]
    figure = figures.allocation_lanes(
        lanes, names=NAMES, ends=list(range(size, 2 * SHOWN, size)), notes=notes
    )
    reading = _score(blocks, right, chance, arms)
    rows = {
        "guess": [*made, *[""] * (SHOWN - len(made))],
        "allocated": [
            NAMES[not arm] if SHOWN + place < open_until else ""
            for place, arm in enumerate(arms[SHOWN:])
        ],
    }
    twin = pd.DataFrame(rows, index=[f"participant {place}" for place in range(7, 13)])
    return View(figure, reading, twin, "simulated list; blocks are known to everybody")


def drawn(blocks: str, seed: int) -> NDArray[np.bool_]:
    """Twelve allocations from a list with blocks."""
    size, ratio = LISTS[blocks]
    return design.permuted_blocks(
        2 * SHOWN, block_size=size, allocation=ratio, rng=np.random.default_rng(seed)
    )


def guessed_right(blocks: str) -> float:
    """How many of 100 allocations the rule gets right on average."""
    size, ratio = LISTS[blocks]
    return 100 * design.predictability(block_size=size, allocation=ratio).correct


def _made(guesses: list[str]) -> list[str]:
    """The guesses up to the first that is still open."""
    return guesses[: guesses.index("")] if "" in guesses else guesses


def _score(
    blocks: str, right: list[bool], chance: NDArray[np.float64], arms: NDArray[np.bool_]
) -> str:
    size, ratio = LISTS[blocks]
    seen = ", ".join(NAMES[not arm] for arm in arms[:SHOWN])
    start = (
        f"Blocks of {size} at {ratio:g}:1, and everybody knows it; the lines are the ends of "
        f"blocks. Six participants have been seen: {seen}."
    )
    if not right:
        return f"{start} Guess participant 7, then the next ones in order."
    score = f"You guessed {len(right)} and had {sum(right)} right."
    if len(right) < SHOWN:
        return f"{start} {score}"
    rest = chance[SHOWN:]
    ties = np.abs(rest - 0.5) < 1e-9
    sure = int(np.isin(rest, (0, 1)).sum())
    points = float(np.where(ties, 0.5, (rest > 0.5) == arms[SHOWN:]).sum())
    exact = design.predictability(block_size=size, allocation=ratio)
    return (
        f"{start} {score} {sure} of the six were certain. The rule “name the arm with more places "
        f"left in the block” gets {points:g} here, a tie counted half; over many blocks "
        f"{exact}. Always naming cells: {100 * ratio / (1 + ratio):.1f}%."
    )
