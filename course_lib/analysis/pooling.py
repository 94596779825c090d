"""Rubin's rules: one estimate from the estimates of several completed data sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit, ndtr, ndtri, stdtr, stdtrit

from course_lib.estimate import Estimate, Interval
from course_lib.estimate.estimate import Number, plain

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PooledEstimate(Estimate):
    """An estimate pooled over imputations, with how much of its uncertainty is due to them.

    Parameters
    ----------
    degrees_of_freedom : float or array
        Of the t distribution behind interval and p-value; infinite where the imputations agree
        and no degrees of freedom were given for the complete data.
    within, between, total : float or array
        Variance of the estimate had nothing been missing; variance between imputations; and
        both together. On the scale of the standard error.
    fraction_missing : float or array
        Share of the information about the estimate that is missing with the outcomes.
    imputations : int
        How many were pooled. The other parameters are those of ``Estimate``.

    Examples
    --------
    >>> pooled = pool([1.2, 1.5, 0.9, 1.1, 1.4], [0.25, 0.30, 0.22, 0.27, 0.26])
    >>> round(pooled.within, 3), round(pooled.between, 3), round(pooled.fraction_missing, 2)
    (0.26, 0.057, 0.22)
    """

    degrees_of_freedom: Number = np.inf
    within: Number = np.nan
    between: Number = np.nan
    total: Number = np.nan
    fraction_missing: Number = np.nan
    imputations: int = 0

    @property
    def relative_increase(self) -> Number:
        """Increase in variance due to the missing outcomes, relative to the variance within."""
        return plain((1 + 1 / self.imputations) * np.divide(self.between, self.within))

    @property
    def share_between(self) -> Number:
        """Share of the total variance that lies between the imputations (lambda)."""
        return plain((1 + 1 / self.imputations) * np.divide(self.between, self.total))

    @property
    def statistic(self) -> Number:
        """The t statistic, on the scale of the standard error."""
        return plain(
            (_forward(self.value, self.null) - _forward(self.null, self.null))
            / np.asarray(self.standard_error)
        )


def pool(
    estimates: Estimate | ArrayLike,
    variances: ArrayLike | None = None,
    *,
    complete_degrees_of_freedom: float = np.inf,
) -> PooledEstimate:
    r"""One estimate from several imputed data sets, as sure as the missing outcomes allow.

    Each imputed data set alone pretends that the missing outcomes are known. Pooling averages
    their estimates and adds to the usual variance what the imputations disagree about.

    Parameters
    ----------
    estimates : Estimate or array_like of shape (..., imputations)
        An estimate of a stack of tables, such as ``common_odds_ratio(imputed.tables())``; or
        numbers, one per imputation on the last axis, on a scale where they are about normal: log
        odds ratios, not odds ratios.
    variances : array_like of shape (..., imputations), optional
        Squared standard errors; with numbers only.
    complete_degrees_of_freedom : float
        Those that the analysis would have with nothing missing, such as participants less
        coefficients for a linear model. Infinite for common odds ratios.

    Returns
    -------
    PooledEstimate
        An ``Estimate`` is pooled on the scale of its standard error (the log for ratios, the logit
        for probabilities) and reported on its own.

    Raises
    ------
    ValueError
        If there are fewer than two imputations, variances are absent, of another shape or not
        above 0, an estimate is not finite, or the degrees of freedom are not above 0.

    Notes
    -----
    With mean :math:`\bar Q` of the estimates, mean :math:`\bar U` of their variances and variance
    :math:`B` between :math:`m` imputations, :math:`T = \bar U + (1 + 1/m) B` (Rubin, Multiple
    Imputation for Nonresponse in Surveys, Wiley 1987). The degrees of freedom of Barnard and
    Rubin (Biometrika 1999;86:948-955) are

    .. math:: \nu = \Bigl(\frac{1}{\nu_m} + \frac{1}{\nu_o}\Bigr)^{-1},\quad
              \nu_m = \frac{m-1}{\lambda^2},\quad
              \nu_o = \frac{\nu_c + 1}{\nu_c + 3}\,\nu_c (1 - \lambda),\quad
              \lambda = (1 + 1/m) B / T,

    which never exceed the complete data's :math:`\nu_c`; Rubin's own :math:`\nu_m` can.

    Examples
    --------
    >>> print(pool([1.2, 1.5, 0.9, 1.1, 1.4], [0.25, 0.30, 0.22, 0.27, 0.26],
    ...            complete_degrees_of_freedom=50))
    Pooled estimate of 5 imputations 1.22 (95% CI 0.044 to 2.40), p = 0.043
    """
    name, null = "estimate", 0.0
    if isinstance(estimates, Estimate):
        if variances is not None:
            raise ValueError("an Estimate brings its own standard errors; leave variances out")
        name, null = estimates.measure, estimates.null
        values = _forward(estimates.value, null)
        spreads = np.asarray(estimates.standard_error, dtype=np.float64) ** 2
    else:
        if variances is None:
            raise ValueError("numbers need their variances, one for each estimate")
        values = np.asarray(estimates, dtype=np.float64)
        spreads = np.asarray(variances, dtype=np.float64)
    _check(values, spreads, complete_degrees_of_freedom)
    label = f"Pooled {name[:1].lower()}{name[1:]} of {values.shape[-1]} imputations"
    return _pooled(values, spreads, complete_degrees_of_freedom, (label, null))


def _pooled(
    values: Array, spreads: Array, complete: float, said: tuple[str, float]
) -> PooledEstimate:
    m, (label, null) = values.shape[-1], said
    mean, within = values.mean(axis=-1), spreads.mean(axis=-1)
    between = values.var(axis=-1, ddof=1)
    total = within + (1 + 1 / m) * between
    freedom = _degrees_of_freedom(m, (1 + 1 / m) * between / total, complete)
    error = np.sqrt(total)
    increase = (1 + 1 / m) * between / within
    missing = (increase + 2 / (freedom + 3)) / (increase + 1)
    centre = float(_forward(null, null))

    def interval(level: float) -> Interval:
        reach = _quantile(freedom, (1 + level) / 2) * error
        return Interval(_back(mean - reach, null), _back(mean + reach, null))

    return PooledEstimate(
        measure=label,
        value=plain(_back(mean, null)),
        standard_error=plain(error),
        p_value=plain(2 * _lower_tail(freedom, -np.abs(mean - centre) / error)),
        interval=interval,
        null=null,
        degrees_of_freedom=plain(freedom),
        within=plain(within),
        between=plain(between),
        total=plain(total),
        fraction_missing=plain(missing),
        imputations=m,
    )


def _check(values: Array, spreads: Array, complete: float) -> None:
    if values.ndim == 0 or values.shape[-1] < 2:
        raise ValueError("pooling needs at least two imputations, on the last axis")
    if spreads.shape != values.shape:
        raise ValueError(f"{values.shape} estimates need as many variances, not {spreads.shape}")
    for what, wrong in (
        ("estimate", ~np.isfinite(values)),
        ("variance", ~(np.isfinite(spreads) & (spreads > 0))),
    ):
        if wrong.any():
            place = int(np.argwhere(wrong)[0][-1]) + 1
            raise ValueError(
                f"the {what} of imputation {place} cannot be pooled: estimates must be finite, "
                "variances finite and above 0"
            )
    if not complete > 0:
        raise ValueError(f"degrees of freedom of the complete data are above 0, not {complete:g}")


def _degrees_of_freedom(imputations: int, share: Array, complete: float) -> Array:
    """Barnard and Rubin's; infinite where nothing lies between and the complete data's are."""
    by_imputation = share**2 / (imputations - 1)
    by_data = np.zeros_like(share)
    if np.isfinite(complete):
        by_data = (complete + 3) / ((complete + 1) * complete * (1 - share))
    with np.errstate(divide="ignore"):
        return np.asarray(1 / (by_imputation + by_data))


def _lower_tail(freedom: Array, t: Array) -> Array:
    return np.where(np.isinf(freedom), ndtr(t), stdtr(np.minimum(freedom, 1e300), t))


def _quantile(freedom: Array, probability: float) -> Array:
    by_t = stdtrit(np.where(np.isinf(freedom), 1.0, freedom), probability)
    return np.where(np.isinf(freedom), ndtri(probability), by_t)


def _forward(value: ArrayLike, null: float) -> Array:
    """To the scale on which an estimate with this null is symmetrical."""
    array = np.asarray(value, dtype=np.float64)
    with np.errstate(divide="ignore"):
        return np.asarray({1.0: np.log, 0.5: logit}.get(null, np.positive)(array))


def _back(value: Array, null: float) -> Array:
    return np.asarray({1.0: np.exp, 0.5: expit}.get(null, np.positive)(value))
