"""What chance alone would have given, had the same participants been allocated again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_lib.estimate.estimate import Estimate, in_words, p_in_words
from course_lib.estimate.significance import SignificanceTest
from course_lib.estimate.stratified import strata_of, van_elteren
from course_lib.trial import OutcomeTable

Array = NDArray[np.float64]
Statistic = Callable[[OutcomeTable], SignificanceTest | Estimate | Array]
CELLS = 1_000_000
AS_FAR = 1 - 1e-9


@dataclass(frozen=True)
class PermutationTest:
    """A test by reallocation.

    Parameters
    ----------
    statistic : float
        What was observed, as a distance from "no difference".
    p_value : float
        Two-sided: share of allocations, the observed one included, that lie as far or further.
        ``nan`` where the statistic is not defined for the trial.
    replicates : int
        Reallocations drawn.
    strata : int
        Blocks or strata within which participants were reallocated.

    Examples
    --------
    >>> print(PermutationTest(statistic=2.1, p_value=0.041, replicates=10_000, strata=9))
    Permutation test, 10,000 reallocations within 9 strata: p = 0.041 (Monte-Carlo error 0.002)
    """

    statistic: float
    p_value: float
    replicates: int
    strata: int

    @property
    def monte_carlo_error(self) -> float:
        """Standard error of the p-value: how much it would vary with other random numbers."""
        return float(np.sqrt(self.p_value * (1 - self.p_value) / self.replicates))

    def __str__(self) -> str:
        within = f" within {self.strata:,} strata" if self.strata > 1 else ""
        return (
            f"Permutation test, {self.replicates:,} reallocations{within}: "
            f"{p_in_words(self.p_value)} (Monte-Carlo error {in_words(self.monte_carlo_error, 3)})"
        )


def permutation_test(
    table: OutcomeTable,
    *,
    rng: np.random.Generator,
    replicates: int = 10_000,
    statistic: Statistic = van_elteren,
) -> PermutationTest:
    r"""How often chance alone, allocating as the trial did, gives a difference as large.

    Had the treatment changed nothing, each participant would have had the same outcome in
    either arm. So the participants are allocated again and again, within their strata or blocks
    and in the same numbers as in the trial, and the p-value is the share of allocations with a
    statistic as far from "no difference" as the one observed. It needs no formula for the
    distribution, so it also serves in small trials and for unusual statistics.

    Parameters
    ----------
    table : OutcomeTable
        One trial; strata, or blocks, on an axis in front of arm and level. Without that axis
        everyone is reallocated together.
    rng : numpy.random.Generator
        Source of the random numbers.
    replicates : int
        Reallocations to draw.
    statistic : callable
        Takes tables of shape (replicates, strata, 2, levels) and gives a test, an estimate, or an
        array of numbers that are 0 where there is no difference, of shape (replicates,).
        Default: van Elteren's test, which with one stratum is Wilcoxon's.

    Returns
    -------
    PermutationTest

    Raises
    ------
    ValueError
        If the table has more than one axis in front, if rng is not a Generator, if replicates is
        not a whole number of at least 1, or if the statistic is not one number per replicate.

    Notes
    -----
    Given outcomes and allocation ratio, the treatment arm's counts per level follow a multivariate
    hypergeometric distribution in each stratum, so counts are drawn and no participant is shuffled.
    :math:`p = (1 + b)/(1 + B)` with :math:`b` of :math:`B` reallocations as far (Phipson and
    Smyth, Stat Appl Genet Mol Biol 2010;9:39).

    Examples
    --------
    >>> trial = OutcomeTable.from_counts(    # two strata
    ...     treatment=[[2, 4, 2, 4, 1, 2, 5], [8, 4, 1, 3, 0, 1, 2]],
    ...     control=[[1, 1, 3, 0, 0, 2, 1], [4, 1, 1, 0, 1, 0, 0]])
    >>> print(permutation_test(trial, rng=np.random.default_rng(1), replicates=1_000))
    Permutation test, 1,000 reallocations within 2 strata: p = 0.405 (Monte-Carlo error 0.016)
    """
    if len(table.stack_shape) > 1:
        raise ValueError(
            "a permutation test takes one trial, with strata on one axis in front of arm and "
            f"level; this table has the axes {table.stack_shape} there"
        )
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng must be a numpy Generator, as default_rng(1) gives; not {rng!r}")
    if isinstance(replicates, bool) or replicates != int(replicates) or replicates < 1:
        raise ValueError(f"replicates must be a whole number of at least 1; not {replicates!r}")
    counts = strata_of(table)
    observed = _distance(statistic, OutcomeTable(counts[None], table.scale))[0]
    as_far, done, chunk = 0, 0, max(1, CELLS // counts.size)
    while done < replicates:
        draws = min(chunk, int(replicates) - done)
        again = OutcomeTable(_reallocated(counts, draws, rng), table.scale)
        as_far += int((_distance(statistic, again) >= AS_FAR * observed).sum())
        done += draws
    p_value = np.nan if np.isnan(observed) else (1 + as_far) / (1 + done)
    return PermutationTest(float(observed), p_value, done, len(counts))


def _reallocated(
    counts: NDArray[np.int64], draws: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Tables with the same margins in each stratum, drawn level by level."""
    level = counts.sum(axis=1)
    tables = np.empty((draws, *counts.shape), dtype=np.int64)
    left = np.broadcast_to(counts[:, 0].sum(axis=-1), (draws, len(counts)))
    rest = level.sum(axis=-1)
    for place in range(level.shape[-1]):
        rest = rest - level[:, place]
        treated = rng.hypergeometric(level[:, place], rest, left)
        tables[:, :, 0, place] = treated
        left = left - treated
    tables[:, :, 1] = level - tables[:, :, 0]
    return tables


def _distance(statistic: Statistic, tables: OutcomeTable) -> Array:
    """How far the statistic of each replicate is from "no difference"."""
    result = statistic(tables)
    if isinstance(result, SignificanceTest):
        values = np.asarray(result.statistic)
    elif isinstance(result, Estimate):
        values = np.asarray(result.value)
        with np.errstate(divide="ignore"):
            values = np.log(values) if result.null == 1 else values - result.null
    else:
        values = np.asarray(result, dtype=np.float64)
    if values.shape != tables.stack_shape[:1]:
        raise ValueError(
            f"the statistic must be one number for each of {len(tables)} replicates; its shape is "
            f"{values.shape}"
        )
    return np.asarray(np.abs(values))
