"""The analysis sets of many trials at once, from counts by allocation, receipt and outcome."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from course_lib.analysis.compliers import ComplierEffect, complier_effect_from_counts
from course_lib.counts import whole_numbers
from course_lib.scale import MRS, OrdinalScale
from course_lib.trial import OutcomeTable


@dataclass(frozen=True, eq=False)
class CountedSets:
    """Outcome tables of the same trials under three analysis sets, and the complier effect.

    Parameters
    ----------
    intention_to_treat, per_protocol, as_treated : OutcomeTable
        Everyone by the arm allocated; those who received what was allocated; everyone by the
        arm received.
    compliers : ComplierEffect
        The complier average causal effect at the cut asked for.
    """

    intention_to_treat: OutcomeTable
    per_protocol: OutcomeTable
    as_treated: OutcomeTable
    compliers: ComplierEffect


def counted_sets(counts: ArrayLike, *, cut: object, scale: OrdinalScale = MRS) -> CountedSets:
    """What each analysis set makes of the same participants.

    Parameters
    ----------
    counts : integer array of shape (..., 2, 2, levels)
        Participants by arm allocated (treatment, control), arm received (treatment, control) and
        outcome, best level first. Axes in front are trials.
    cut : level
        The last level that counts as good, for the complier effect.
    scale : OrdinalScale
        The outcome.

    Returns
    -------
    CountedSets

    Raises
    ------
    ValueError
        If the shape does not fit, counts are not whole numbers, the cut is not one of the scale,
        or an arm of a set is empty in some trial.

    Notes
    -----
    The sets are those of ``intention_to_treat``, ``per_protocol`` and ``as_treated``, where
    everyone's receipt and outcome are known.

    Examples
    --------
    >>> from course_lib.estimate import risk_difference
    >>> two = OrdinalScale("outcome", ("good", "poor"), ("good", "poor"))
    >>> sets = counted_sets([[[40, 40], [5, 15]], [[0, 0], [35, 65]]], cut="good", scale=two)
    >>> [round(risk_difference(table, cut="good").value, 3)
    ...  for table in (sets.intention_to_treat, sets.per_protocol, sets.as_treated)]
    [0.1, 0.15, 0.167]
    >>> round(sets.compliers.value, 3)
    0.125
    """
    people = whole_numbers(counts)
    if people.shape[-3:] != (2, 2, len(scale)):
        raise ValueError(
            f"counts need the shape (..., 2 arms allocated, 2 received, {len(scale)} levels), not "
            f"{people.shape}"
        )
    place = scale.cut_position(cut)
    adherent = np.stack([people[..., 0, 0, :], people[..., 1, 1, :]], axis=-2)
    good = people[..., : place + 1].sum(axis=-1)
    return CountedSets(
        OutcomeTable(people.sum(axis=-2), scale),
        OutcomeTable(adherent, scale),
        OutcomeTable(people.sum(axis=-3), scale),
        complier_effect_from_counts(np.stack([good, people.sum(axis=-1) - good], axis=-1)),
    )
