"""Leaving participants out after allocation, by an outcome of theirs, in many trials at once."""

from __future__ import annotations

import numpy as np

from course_lib.trial import ARMS, OutcomeTable


def leave_out(
    table: OutcomeTable, *, level: object, share: float, arm: str, rng: np.random.Generator
) -> OutcomeTable:
    """The tables that remain when some of one arm's participants at a level are not counted.

    Such as those who died before an infusion that the other arm never waited for. In the other
    arm nobody can be told to be their like, so all of them stay.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack of trials.
    level : level
        The outcome of those who may be left out.
    share : float
        Each one's chance of being left out, 0 to 1.
    arm : "treatment" or "control"
        Where they are left out.
    rng : numpy.random.Generator
        Where chance comes from.

    Returns
    -------
    OutcomeTable
        What a modified intention-to-treat analysis counts.

    Raises
    ------
    ValueError
        If the share is not from 0 to 1, the level or arm does not exist, or an arm is left
        empty.

    Examples
    --------
    >>> everyone = OutcomeTable.from_counts(treatment=[5, 4, 3, 2, 2, 2, 8],
    ...                                     control=[5, 4, 3, 2, 2, 2, 8])
    >>> kept = leave_out(everyone, level=6, share=0.5, arm="treatment",
    ...                  rng=np.random.default_rng(1))
    >>> kept.counts[:, 6].tolist()
    [4, 8]
    """
    if not 0 <= share <= 1:
        raise ValueError(f"the share left out is from 0 to 1, not {share:g}")
    if arm not in ARMS:
        raise ValueError(f"arm is 'treatment' or 'control', not {arm!r}")
    place, side = table.scale.position(level), ARMS.index(arm)
    counts = table.counts.copy()
    counts[..., side, place] -= rng.binomial(counts[..., side, place], share)
    return OutcomeTable(counts, table.scale)
