"""The common odds ratio of a shift analysis."""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy.special import chdtrc, ndtr

from course_lib.estimate import limits
from course_lib.estimate import proportional_odds as po
from course_lib.estimate.batches import (
    Array,
    Computation,
    Counts,
    as_batch,
    bounded_side,
    fitted,
    in_chunks,
)
from course_lib.estimate.estimate import Estimate, Interval, plain
from course_lib.trial import OutcomeTable

Method = Literal["wald", "profile", "score"]
METHODS = ("wald", "profile", "score")


def common_odds_ratio(table: OutcomeTable, *, method: Method = "wald") -> Estimate:
    r"""The odds of a better outcome under treatment against control, one number for every cut.

    A common odds ratio of 1.66 says: wherever the scale is cut into good and poor, the odds of a
    good outcome are estimated to be 1.66 times as high under treatment. It is an odds ratio, not a
    ratio of risks; how many more people do well depends on the cut and on the control arm.

    Parameters
    ----------
    table : OutcomeTable
        One trial, or a stack of any shape: the estimate then has the stack's shape.
    method : {"wald", "profile", "score"}
        How the p-value and the interval are made: from the standard error; from the profile
        likelihood (with the likelihood-ratio p-value); or from the score test, whose p-value is
        that of the tie-corrected Wilcoxon test but for the factor N/(N - 1) in its chi-squared.

    Returns
    -------
    Estimate
        Standard error on the log scale, from the observed information. Where no participant of
        one arm did worse than any of the other, the data put no upper bound on the effect: the
        value is ``inf`` (or 0), the interval is one-sided and finite on its other side (profile
        likelihood, for ``method="score"`` the score test), and the p-value is the score test's.
        Where all participants share one level the value is ``nan``.

    Raises
    ------
    ValueError
        If the method is unknown.

    Notes
    -----
    Maximum likelihood in :math:`\operatorname{logit} P(Y \le j) = \theta_j + \beta x`, levels
    ordered best to worst, reported as :math:`e^\beta` (McCullagh, J R Stat Soc B 1980;42:109-142).

    Examples
    --------
    >>> mr_clean = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                     control=[1, 15, 35, 44, 81, 32, 59])
    >>> print(common_odds_ratio(mr_clean, method="profile"))
    Common odds ratio 1.66 (95% CI 1.21 to 2.28), p = 0.002
    >>> nobody_worse = OutcomeTable.from_counts(treatment=[2, 2, 1, 0, 0, 0, 0],
    ...                                         control=[0, 0, 1, 1, 1, 1, 1])
    >>> estimate = common_odds_ratio(nobody_worse)
    >>> estimate.value, round(estimate.p_value, 3), estimate.note
    (inf, 0.008, 'no participant under treatment did worse than any under control: no upper bound')
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}; not {method!r}")
    counts = as_batch(table)
    bounded = bounded_side(counts)
    beta, error, p_value = in_chunks(_estimates(method), counts, bounded)
    shape = table.stack_shape

    def interval(level: float) -> Interval:
        lower, upper = in_chunks(_limits(method, level), counts, bounded)
        return Interval(np.exp(lower).reshape(shape), np.exp(upper).reshape(shape))

    return Estimate(
        measure="Common odds ratio",
        value=plain(np.exp(beta).reshape(shape)),
        standard_error=plain(error.reshape(shape)),
        p_value=plain(p_value.reshape(shape)),
        interval=interval,
        note=_note(bounded),
    )


def _two_sided(z: Array) -> Array:
    return np.asarray(2 * ndtr(-np.abs(z)))


def _score_p(null: po.Fit) -> Array:
    return _two_sided(null.score / np.sqrt(null.information))


def _estimates(method: Method) -> Computation:
    def compute(counts: Counts, side: Array) -> tuple[Array, Array, Array]:
        finite, infinite = side == 0, np.abs(side) == 1
        beta = np.where(infinite, np.copysign(np.inf, side), np.nan)
        error, p_value = np.where(infinite, np.inf, np.nan), np.full(len(side), np.nan)
        if finite.any():
            data, null, fit = fitted(counts[finite])
            beta[finite], error[finite] = fit.log_odds_ratio, 1 / np.sqrt(fit.information)
            if method == "wald":
                p_value[finite] = _two_sided(beta[finite] / error[finite])
            elif method == "profile":
                rise = po.log_likelihood(data, fit) - po.null_log_likelihood(data)
                p_value[finite] = chdtrc(1, np.maximum(2 * rise, 0))
            else:
                p_value[finite] = _score_p(null)
        if infinite.any():
            p_value[infinite] = _score_p(po.null_fit(po.cells(counts[infinite])))
        return beta, error, p_value

    return compute


def _limits(method: Method, level: float) -> Computation:
    def compute(counts: Counts, side: Array) -> tuple[Array, Array]:
        lower, upper = np.full(len(side), np.nan), np.full(len(side), np.nan)
        finite, infinite = side == 0, np.abs(side) == 1
        if finite.any():
            data, _, fit = fitted(counts[finite])
            if method == "wald":
                lower[finite], upper[finite] = limits.wald_limits(fit, level)
            elif method == "profile":
                lower[finite], upper[finite] = limits.profile_limits(data, fit, level)
            else:
                lower[finite], upper[finite] = limits.score_limits(data, fit, level)
        if infinite.any():
            known = _known_limit(counts[infinite], side[infinite], (method, level))
            lower[infinite] = np.where(side[infinite] > 0, known, -np.inf)
            upper[infinite] = np.where(side[infinite] > 0, np.inf, known)
        return lower, upper

    return compute


def _known_limit(counts: Counts, side: Array, how: tuple[Method, float]) -> Array:
    method, level = how
    data = po.cells(counts)
    null = po.null_fit(data)
    if method == "score":
        return limits.one_sided_score_limit(data, null, side, level)
    return limits.one_sided_profile_limit(data, null, po.saturated_log_likelihood(data), level)


def _note(side: Array) -> str:
    if len(side) == 1:
        return _SINGLE.get(float(side[0]), "" if side[0] == 0 else _NO_INFORMATION)
    unbounded = int((np.abs(side) == 1).sum())
    return f"infinite or zero in {unbounded:,} of {len(side):,} tables" if unbounded else ""


_NO_INFORMATION = "all participants share one level; the table carries no information"
_SINGLE = {
    1.0: "no participant under treatment did worse than any under control: no upper bound",
    -1.0: "no participant under control did worse than any under treatment: no lower bound",
}
