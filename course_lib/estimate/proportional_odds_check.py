"""How well one odds ratio fits every cut of the scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from course_lib.estimate import proportional_odds as po
from course_lib.estimate.batches import Array, Counts, as_batch, bounded_side, fitted, in_chunks
from course_lib.estimate.common_odds_ratio import common_odds_ratio
from course_lib.estimate.estimate import Estimate, Number, p_in_words, plain
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable


@dataclass(frozen=True, eq=False)
class ProportionalOddsCheck:
    """How far the cut-point odds ratios are from one common odds ratio.

    Parameters
    ----------
    statistic, p_value : float or array
        Likelihood ratio against the saturated table, and its chi-squared p-value. A small p says
        that one odds ratio does not describe all cuts; it does not say that the shift test of
        "no difference" is invalid, because under no difference the odds are proportional.
    degrees_of_freedom : float or array
        Occupied levels minus two; 0 where there is nothing to check.
    cuts : tuple of str
        The last good level of each cut.
    odds_ratios : Estimate
        The odds ratio at each cut, cuts on the last axis.
    """

    statistic: Number
    degrees_of_freedom: Number
    p_value: Number
    cuts: tuple[str, ...]
    odds_ratios: Estimate

    def __str__(self) -> str:
        if np.ndim(self.statistic):
            return f"Proportional-odds check, {np.size(self.statistic):,} tables"
        if self.degrees_of_freedom == 0:
            return "Proportional odds: fewer than three occupied levels, nothing to check"
        degrees = "degree" if self.degrees_of_freedom == 1 else "degrees"
        return (
            f"Proportional odds: likelihood ratio {self.statistic:.2f} on "
            f"{self.degrees_of_freedom:.0f} {degrees} of freedom, {p_in_words(self.p_value)}"
        )


def proportional_odds_check(table: OutcomeTable) -> ProportionalOddsCheck:
    """Likelihood-ratio check of proportional odds, with the odds ratio at every cut to look at.

    Look at the odds ratios first. In a small trial the test sees nothing, in a large one it sees
    differences that change no decision; and it is not a gate before the shift test.

    Parameters
    ----------
    table : OutcomeTable
        One trial or a stack.

    Returns
    -------
    ProportionalOddsCheck

    Notes
    -----
    Twice the difference between the log-likelihood with a distribution of its own for each arm
    and that of the proportional-odds model, chi-squared on occupied levels minus two degrees of
    freedom. For a separated table the model's supremum equals the saturated likelihood: 0.

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> check = proportional_odds_check(mr_clean)
    >>> print(check)
    Proportional odds: likelihood ratio 10.52 on 5 degrees of freedom, p = 0.062
    >>> check.odds_ratios.value.round(2).tolist()    # at 0, 0–1, 0–2, …, 0–5
    [7.03, 2.06, 2.05, 1.89, 1.43, 1.07]
    """
    counts = as_batch(table)
    statistic, freedom = in_chunks(_against_saturated, counts, bounded_side(counts))
    p_value = np.where(freedom > 0, chdtrc(np.maximum(freedom, 1), statistic), np.nan)
    good = table.counts.cumsum(axis=-1)[..., :-1]
    poor = table.participants[..., None] - good
    either = np.moveaxis(np.stack([good, poor], axis=-1), -2, -3)
    two_levels = OrdinalScale(f"{table.scale.name}, cut", ("good", "poor"), ("good", "poor"))
    shape = table.stack_shape
    return ProportionalOddsCheck(
        statistic=plain(statistic.reshape(shape)),
        degrees_of_freedom=plain(freedom.reshape(shape)),
        p_value=plain(p_value.reshape(shape)),
        cuts=table.scale.levels[:-1],
        odds_ratios=common_odds_ratio(OutcomeTable(either, two_levels)),
    )


def _against_saturated(counts: Counts, side: Array) -> tuple[Array, Array]:
    statistic, finite = np.zeros(len(side)), side == 0
    occupied = (counts.sum(axis=1) > 0).sum(axis=-1)
    if finite.any():
        data, _, fit = fitted(counts[finite])
        gap = po.saturated_log_likelihood(data) - po.log_likelihood(data, fit)
        statistic[finite] = np.maximum(2 * gap, 0)
    return statistic, np.maximum(occupied - 2, 0).astype(float)
