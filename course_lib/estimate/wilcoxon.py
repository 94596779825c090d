"""The Wilcoxon–Mann–Whitney test on outcome tables."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from course_lib.estimate.batches import Array, Counts, as_batch
from course_lib.estimate.estimate import plain
from course_lib.estimate.exact import exact_p_values
from course_lib.estimate.significance import SignificanceTest
from course_lib.trial import OutcomeTable


def wilcoxon(table: OutcomeTable, *, exact: bool = False) -> SignificanceTest:
    r"""Whether participants under treatment tend to do better than those under control.

    Every participant under treatment is compared with every one under control; the statistic
    is how many more of these pairs the treatment wins than it loses, over what chance alone
    would give. The p-value says how surprising that surplus would be if treatment changed
    nothing. It is not the size of the effect: read it beside the common odds ratio or the win
    probability. Whether the odds are proportional does not matter to it.

    Parameters
    ----------
    table : OutcomeTable
        One trial, or a stack of any shape: the result then has the stack's shape.
    exact : bool
        Count allocations instead of using the normal approximation: the p-value is the share of
        all ways to allocate these participants to arms of these sizes whose surplus of wins is
        at least as far from 0 as the one observed, ties as they are. For small trials. A stack
        is worked through one table after the other.

    Returns
    -------
    SignificanceTest
        z above 0 means that the treatment arm did better. Where all participants of a table
        share one level, statistic and p-value are ``nan``.

    Raises
    ------
    ValueError
        If ``exact`` is asked for a table with too many participants and levels.

    Notes
    -----
    With wins minus losses :math:`W`, arms of :math:`m` and :math:`n`, :math:`N = m + n` and
    :math:`t_j` participants at level :math:`j`,

    .. math:: z = W / \sqrt{\frac{m n}{3 N (N - 1)} \Bigl(N^3 - \sum_j t_j^3\Bigr)},

    the normal approximation with correction for ties and without one for continuity (Wilcoxon,
    Biometrics Bulletin 1945;1:80-83; Mann and Whitney, Ann Math Stat 1947;18:50-60). The
    exact p-value (Streitberg and Röhmel, Stat Softw Newsl 1986;12:10-17) takes every allocation
    with these margins as equally likely, which blocks or minimisation make only nearly true.

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(wilcoxon(mr_clean))
    Wilcoxon–Mann–Whitney z = 3.14, p = 0.002
    >>> small = OutcomeTable.from_counts(treatment=[2, 2, 1, 0, 0, 0, 0],
    ...                                  control=[0, 0, 1, 1, 1, 1, 0])
    >>> print(wilcoxon(small, exact=True))
    Exact Wilcoxon–Mann–Whitney z = 2.36, p = 0.024
    """
    counts, shape = as_batch(table), table.stack_shape
    surplus, variance = _surplus_of_wins(counts)
    with np.errstate(invalid="ignore"):
        z = surplus / np.sqrt(variance)
    p_value = exact_p_values(counts, surplus) if exact else 2 * ndtr(-np.abs(z))
    return SignificanceTest(
        test="Exact Wilcoxon–Mann–Whitney" if exact else "Wilcoxon–Mann–Whitney",
        statistic=plain(z.reshape(shape)),
        p_value=plain(p_value.reshape(shape)),
        note=_note(variance),
    )


def _surplus_of_wins(counts: Counts) -> tuple[Array, Array]:
    """Wins minus losses of the treatment arm, and its variance under "no difference".

    The sum of the cubes is kept as a sum of products, N³ − Σt³ = 3 Σ before·level·after, which
    nothing cancels and which is 0 only where all participants share one level.
    """
    levels = np.ascontiguousarray(np.moveaxis(counts, 0, -1), dtype=np.float64)
    treatment, control = np.zeros((2, len(counts)))
    surplus, spread = np.zeros((2, len(counts)))
    for treated, untreated in zip(*levels, strict=True):
        surplus += treatment * untreated - control * treated
        before = treatment + control
        treatment += treated
        control += untreated
        spread += before * (treated + untreated) * (treatment + control)
    both = treatment + control
    chance = treatment * control / both / np.maximum(both - 1, 1)
    return surplus, chance * spread


def _note(variance: Array) -> str:
    empty = int((variance == 0).sum())
    if len(variance) == 1:
        return _NO_INFORMATION if empty else ""
    return f"no information in {empty:,} of {len(variance):,} tables" if empty else ""


_NO_INFORMATION = "all participants share one level; the table carries no information"
