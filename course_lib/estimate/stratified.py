"""Tests of "no difference" that compare participants only with others of their own stratum."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from course_lib.estimate.estimate import plain
from course_lib.estimate.significance import SignificanceTest
from course_lib.trial import OutcomeTable

Array = NDArray[np.float64]


def van_elteren(table: OutcomeTable) -> SignificanceTest:
    r"""The Wilcoxon test for a stratified trial.

    Where randomisation was stratified, or strata differ much in outlook, each treated participant
    is compared only with control participants of the same stratum. That keeps the difference
    between strata out of the noise: leaving the strata out makes the p-value too large. Like the
    Wilcoxon test it says nothing about the size of the effect.

    Parameters
    ----------
    table : OutcomeTable
        Strata on the axis directly in front of arm and level, shape (..., strata, 2, levels). A
        table without that axis is one stratum.

    Returns
    -------
    SignificanceTest
        z above 0 means that the treatment arm did better. Shape: the axes in front of the strata.
        ``nan`` where in every stratum all participants share one level.

    Notes
    -----
    Each stratum's Wilcoxon statistic is weighted by :math:`1/(N_h + 1)`, which is best when the
    effect is alike in all strata (van Elteren, Bull Inst Int Stat 1960;37:351-361). With one
    stratum it is the Wilcoxon test.

    Examples
    --------
    >>> trial = OutcomeTable.from_counts(    # two strata
    ...     treatment=[[2, 4, 2, 4, 1, 2, 5], [8, 4, 1, 3, 0, 1, 2]],
    ...     control=[[1, 1, 3, 0, 0, 2, 1], [4, 1, 1, 0, 1, 0, 0]])
    >>> print(van_elteren(trial))
    Van Elteren's test (2 strata) z = -0.82, p = 0.414
    """
    counts = strata_of(table)
    level = counts.sum(axis=-2)
    everyone = level.sum(axis=-1, keepdims=True)
    midrank = np.cumsum(level, axis=-1) - (level - 1) / 2
    scores = -midrank / (everyone + 1)
    return _test(f"Van Elteren's test ({_strata(counts)})", counts, scores)


def cochran_mantel_haenszel(
    table: OutcomeTable, *, scores: ArrayLike | None = None
) -> SignificanceTest:
    r"""Whether mean scores differ between the arms, strata taken into account.

    The Cochran–Mantel–Haenszel test for row mean scores: within each stratum the treatment arm's
    mean score is compared with what chance would give it. Unlike van Elteren's test it takes the
    distance between levels as the scores say: from 2 to 3 is worth as much as from 5 to 6.

    Parameters
    ----------
    table : OutcomeTable
        Strata on the axis directly in front of arm and level, shape (..., strata, 2, levels). A
        table without that axis is one stratum.
    scores : array of length levels, optional
        The score of each level, best level first, higher for better. Default: equally spaced.

    Returns
    -------
    SignificanceTest
        z above 0 means that the treatment arm scored higher. Its square is the chi-squared
        statistic on 1 degree of freedom that papers print.

    Raises
    ------
    ValueError
        If the number of scores is not the number of levels, or one is not a finite number.

    Notes
    -----
    With :math:`T_h` the treatment arm's sum of scores in stratum :math:`h`,

    .. math:: z = \sum_h (T_h - E\,T_h) \Bigl/ \sqrt{\sum_h \operatorname{var} T_h},

    mean and variance given the margins (Mantel, J Am Stat Assoc 1963;58:690-700).

    Examples
    --------
    >>> trial = OutcomeTable.from_counts(    # two strata
    ...     treatment=[[2, 4, 2, 4, 1, 2, 5], [8, 4, 1, 3, 0, 1, 2]],
    ...     control=[[1, 1, 3, 0, 0, 2, 1], [4, 1, 1, 0, 1, 0, 0]])
    >>> print(cochran_mantel_haenszel(trial))
    Cochran–Mantel–Haenszel test of mean scores (2 strata) z = -0.80, p = 0.426
    """
    levels = len(table.scale)
    points = -np.arange(levels, dtype=np.float64)
    if scores is not None:
        points = np.asarray(scores, dtype=np.float64)
    if points.shape != (levels,) or not np.isfinite(points).all():
        raise ValueError(
            f"scores must be {levels} numbers, one for each level of the {table.scale.name}; "
            f"not {np.asarray(scores).tolist()}"
        )
    counts = strata_of(table)
    name = f"Cochran–Mantel–Haenszel test of mean scores ({_strata(counts)})"
    return _test(name, counts, points)


def strata_of(table: OutcomeTable) -> NDArray[np.int64]:
    """Counts of shape (..., strata, 2, levels)."""
    return table.counts if table.stack_shape else table.counts[None]


def _test(name: str, counts: NDArray[np.int64], scores: Array) -> SignificanceTest:
    """Treatment's sum of scores against its mean and variance given the margins, over strata."""
    level = counts.sum(axis=-2)
    treated, everyone = counts[..., 0, :].sum(axis=-1), level.sum(axis=-1)
    mean = (level * scores).sum(axis=-1) / everyone
    centred = scores - mean[..., None]
    surplus = (counts[..., 0, :] * centred).sum(axis=-1)
    spread = (level * centred**2).sum(axis=-1)
    # Rounding must not turn a stratum in which nobody differs into one with information.
    spread = np.where((level == everyone[..., None]).any(axis=-1), 0, spread)
    chance = treated * (everyone - treated) / everyone / (everyone - 1)
    variance = (chance * spread).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(variance > 0, surplus.sum(axis=-1) / np.sqrt(variance), np.nan)
    return SignificanceTest(
        test=name,
        statistic=plain(z),
        p_value=plain(2 * ndtr(-np.abs(z))),
        note="" if (variance > 0).all() else "no participants of a stratum differ in level",
    )


def _strata(counts: NDArray[np.int64]) -> str:
    number = counts.shape[-3]
    return f"{number:,} strat{'um' if number == 1 else 'a'}"
