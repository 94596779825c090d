"""Allocation sequences: simple, in permuted blocks, and in blocks within strata."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.design.chance import generator
from course_lib.design.sample_size import treatment_share
from course_lib.design.simulated_tables import at_least_one

Sequences = NDArray[np.bool_]
BlockSize = int | Sequence[int]
MISSING = ("None", "nan", "NaT", "<NA>")


def simple(
    participants: int,
    *,
    rng: np.random.Generator,
    allocation: float = 1.0,
    replicates: int | None = None,
) -> Sequences:
    """Simple randomisation: each participant's arm is an independent toss.

    Nobody can guess the next arm, and nothing keeps the arms of equal size: with 54 participants
    the difference between the arms has a standard deviation of 7.

    Parameters
    ----------
    participants : int
        Length of the sequence.
    rng : numpy.random.Generator
        Where chance comes from.
    allocation : float
        Treatment participants per control: 2.0 is 2:1.
    replicates : int, optional
        How many sequences to draw, on an axis in front.

    Returns
    -------
    array of bool, shape (participants,) or (replicates, participants)
        True where the treatment is allocated.

    Raises
    ------
    ValueError
        If participants or replicates are not whole numbers of at least 1, or if the allocation
        is not positive.

    Examples
    --------
    >>> tosses = simple(54, rng=np.random.default_rng(1), replicates=10_000)
    >>> bool(abs(tosses.mean() - 0.5) < 0.002)
    True
    """
    shape = _shape(participants, replicates)
    return np.asarray(generator(rng).random(shape) < treatment_share(allocation))


def permuted_blocks(
    participants: int,
    *,
    block_size: BlockSize,
    rng: np.random.Generator,
    allocation: float = 1.0,
    replicates: int | None = None,
) -> Sequences:
    """Permuted blocks: within each block the arms are shuffled in the exact ratio.

    The arms stay close in size throughout, and the end of a block can be foreseen by anyone who
    knows the earlier arms: see ``predictability``.

    Parameters
    ----------
    participants : int
        Length of the sequence; the last block may be cut short.
    block_size : int or sequence of int
        Size of each block; of several different sizes each is drawn equally often.
    rng : numpy.random.Generator
        Where chance comes from.
    allocation : float
        Treatment participants per control: 2.0 is 2:1.
    replicates : int, optional
        How many sequences to draw, on an axis in front.

    Returns
    -------
    array of bool, shape (participants,) or (replicates, participants)
        True where the treatment is allocated.

    Raises
    ------
    ValueError
        If a block size does not hold the ratio exactly, such as 4 for 2:1; if participants or
        replicates are not whole numbers of at least 1; or if the allocation is not positive.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> sequence = permuted_blocks(60, block_size=6, allocation=2, rng=rng)
    >>> int(sequence.sum()), sequence.reshape(10, 6).sum(axis=1).tolist()
    (40, [4, 4, 4, 4, 4, 4, 4, 4, 4, 4])
    """
    blocks = treatment_places(block_size, allocation)
    rows, length = (1, *_shape(participants, replicates))[-2:]
    sequences = _blocks_in_rows(rows, length, blocks, generator(rng))
    return sequences[0] if replicates is None else sequences


def stratified_blocks(
    strata: ArrayLike,
    *,
    block_size: BlockSize,
    rng: np.random.Generator,
    allocation: float = 1.0,
    replicates: int | None = None,
) -> Sequences:
    """Permuted blocks within each stratum: a list of its own for each kind of participant.

    The arms are balanced in every stratum, up to the last, unfinished block of each: with many
    strata and few participants most blocks are unfinished and the balance is lost.

    Parameters
    ----------
    strata : array_like of shape (participants,)
        The stratum of each participant, in order of enrolment.
    block_size, rng, allocation, replicates
        As for ``permuted_blocks``.

    Returns
    -------
    array of bool, shape (participants,) or (replicates, participants)
        True where the treatment is allocated.

    Raises
    ------
    ValueError
        As for ``permuted_blocks``; also if there are no participants, or one has no stratum.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> arms = stratified_blocks(["mild", "severe"] * 20, block_size=4, rng=rng)
    >>> int(arms[::2].sum()), int(arms[1::2].sum())
    (10, 10)
    """
    names, places = labels(strata, "stratum")
    blocks = treatment_places(block_size, allocation)
    rows = 1 if replicates is None else at_least_one(replicates, "replicates")
    arms = np.empty((rows, len(places)), dtype=np.bool_)
    for stratum in range(len(names)):
        members = places == stratum
        arms[:, members] = _blocks_in_rows(rows, int(members.sum()), blocks, generator(rng))
    return arms[0] if replicates is None else arms


def ratio(allocation: float) -> tuple[int, int]:
    """The allocation in whole numbers: (treatment, control)."""
    treatment_share(allocation)
    exact = Fraction(allocation).limit_denominator(20)
    if exact == 0 or abs(float(exact) - allocation) > 1e-6 * allocation:
        raise ValueError(
            f"an allocation of {allocation:g} is not a ratio of small whole numbers, like 2 or 1.5"
        )
    return exact.numerator, exact.denominator


def treatment_places(block_size: BlockSize, allocation: float) -> dict[int, int]:
    """Places for the treatment in each size of block; a ValueError where the ratio does not fit."""
    treatment, control = ratio(allocation)
    sizes = np.atleast_1d(np.asarray(block_size))
    if not sizes.size or sizes.ndim > 1:
        raise ValueError("a block size is a whole number, or a list of them")
    places = {}
    for size in sizes.tolist():
        whole = at_least_one(size, "block size")
        if whole % (treatment + control):
            raise ValueError(
                f"a block of {whole} cannot hold {treatment}:{control}; "
                f"its size must be a multiple of {treatment + control}"
            )
        places[whole] = whole * treatment // (treatment + control)
    return places


def labels(values: ArrayLike, what: str) -> tuple[list[str], NDArray[np.intp]]:
    """The different labels in order, and the place of each value; none may be missing."""
    array = np.asarray(values, dtype=object)
    if array.ndim != 1 or not array.size:
        raise ValueError(f"one {what} is needed for each participant, in one column")
    for row, value in enumerate(array):
        if not isinstance(value, str) and str(value) in MISSING:
            raise ValueError(f"participant {row + 1} has no {what}")
    names, places = np.unique(array.astype(str), return_inverse=True)
    return names.tolist(), places


def _shape(participants: int, replicates: int | None) -> tuple[int, ...]:
    length = at_least_one(participants, "participants")
    return (length,) if replicates is None else (at_least_one(replicates, "replicates"), length)


def _blocks_in_rows(
    rows: int, length: int, blocks: dict[int, int], rng: np.random.Generator
) -> Sequences:
    """Whole blocks side by side, shuffled, then as many places of each row as are wanted."""
    sizes = np.array(list(blocks))
    widest = int(sizes.max())
    drawn = rng.choice(sizes, size=(rows, -(-length // int(sizes.min()))))
    arms = np.zeros((*drawn.shape, widest), dtype=np.bool_)
    for size, places in blocks.items():
        chosen = drawn == size
        template = np.broadcast_to(np.arange(size) < places, (int(chosen.sum()), size))
        arms[chosen, :size] = rng.permuted(template, axis=-1)
    used = (np.arange(widest) < drawn[..., None]).reshape(rows, -1)
    used &= used.cumsum(axis=-1) <= length
    return arms.reshape(rows, -1)[used].reshape(rows, length)
