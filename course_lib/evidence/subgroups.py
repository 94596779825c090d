"""Does the effect differ between subgroups? The difference has to be tested itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtr, ndtri

from course_lib.estimate.estimate import Interval, p_in_words, plain
from course_lib.evidence.allowed import Array, finite, positive, probability_inside
from course_lib.evidence.false_positive_risk import noncentrality

Number = float | Array


@dataclass(frozen=True, eq=False)
class InteractionTest:
    """Whether subgroup estimates differ by more than chance.

    Parameters
    ----------
    statistic, p_value : float or array
        Chi-squared statistic of the differences, and its p-value.
    degrees_of_freedom : int
        Subgroups minus one.
    difference, standard_error : float or array
        First minus second estimate, where there are two subgroups; ``nan`` otherwise.
    pooled : float or array
        The estimate for everyone, by inverse variance.

    Examples
    --------
    >>> print(interaction_test([0.5, 0.1], [0.2, 0.2]))
    Interaction: difference 0.400 (95% CI -0.154 to 0.954), p = 0.157
    """

    statistic: Number
    p_value: Number
    degrees_of_freedom: int
    difference: Number
    standard_error: Number
    pooled: Number

    def confidence_interval(self, level: float = 0.95) -> Interval:
        """Limits of the difference between two subgroups.

        Examples
        --------
        >>> low, high = interaction_test([0.5, 0.1], [0.2, 0.2]).confidence_interval()
        >>> round(low, 3), round(high, 3)
        (-0.154, 0.954)
        """
        probability_inside(level, "a confidence level")
        reach = ndtri((1 + level) / 2) * np.asarray(self.standard_error)
        return Interval(plain(self.difference - reach), plain(self.difference + reach))

    def __str__(self) -> str:
        if np.ndim(self.statistic):
            return f"Interaction in {np.size(self.statistic):,} trials"
        if self.degrees_of_freedom > 1:
            chi = f"chi-squared {self.statistic:.2f} on {self.degrees_of_freedom} df"
            return f"Interaction: {chi}, {p_in_words(self.p_value)}"
        lower, upper = self.confidence_interval()
        limits = f"95% CI {lower:.3f} to {upper:.3f}"
        return (
            f"Interaction: difference {self.difference:.3f} ({limits}), {p_in_words(self.p_value)}"
        )


def interaction_test(estimates: ArrayLike, standard_errors: ArrayLike) -> InteractionTest:
    r"""Test whether the effect differs between subgroups.

    "p = 0.03 in the young, p = 0.40 in the old" does not say that the effect differs: two p-values
    are not a comparison. This is the comparison.

    Parameters
    ----------
    estimates : array of shape (..., subgroups)
        One per subgroup, on a scale where 0 is no effect (log odds ratio, difference).
    standard_errors : array of shape (..., subgroups)
        Theirs. The subgroups share no participant.

    Returns
    -------
    InteractionTest
        Prints the difference for two subgroups, the chi-squared test for more.

    Raises
    ------
    ValueError
        If there are fewer than two subgroups, or a standard error is not positive.

    Notes
    -----
    :math:`Q = \sum w_i (y_i - \bar y)^2`, :math:`w_i = 1/s_i^2`, chi-squared with one degree of
    freedom less than there are subgroups; for two it is :math:`(y_1-y_2)^2 / (s_1^2+s_2^2)`.

    Examples
    --------
    >>> print(interaction_test([0.62, 0.15, 0.30], [0.25, 0.20, 0.30]))
    Interaction: chi-squared 2.16 on 2 df, p = 0.339
    """
    values = finite(estimates, "a subgroup's estimate")
    errors = positive(standard_errors, "a subgroup's standard error")
    try:
        values, errors = np.broadcast_arrays(values, errors)
    except ValueError:
        raise ValueError(
            f"each estimate needs its standard error; their shapes are {values.shape} and "
            f"{errors.shape}"
        ) from None
    if values.ndim == 0 or values.shape[-1] < 2:
        raise ValueError("an interaction needs the estimates of at least two subgroups")
    weight = 1 / errors**2
    pooled = (weight * values).sum(axis=-1) / weight.sum(axis=-1)
    statistic = (weight * (values - pooled[..., None]) ** 2).sum(axis=-1)
    freedom = values.shape[-1] - 1
    nothing = np.full_like(pooled, np.nan)
    two = freedom == 1
    return InteractionTest(
        statistic=plain(statistic),
        p_value=plain(chdtrc(freedom, statistic)),
        degrees_of_freedom=freedom,
        difference=plain(values[..., 0] - values[..., 1] if two else nothing),
        standard_error=plain(np.sqrt((errors**2).sum(axis=-1)) if two else nothing),
        pooled=plain(pooled),
    )


def interaction_power(
    *,
    relative_size: float = 1.0,
    overall_power: float = 0.8,
    share: float = 0.5,
    alpha: float = 0.05,
) -> float:
    r"""Power to find an interaction in a trial that was planned for its overall effect.

    A trial with 80% power for the effect in everyone has 29% for a difference of the same size
    between two halves, and needs four times as many participants for 80%.

    Parameters
    ----------
    relative_size : float
        Difference between the two subgroups' effects, over the effect that was planned for.
    overall_power : float
        Planned power for the overall effect.
    share : float
        Share of participants in one of the two subgroups.
    alpha : float
        Two-sided level of both tests.

    Returns
    -------
    float
        Power of the interaction test.

    Raises
    ------
    ValueError
        If a power, the share or alpha is not inside 0 to 1, or the size is not finite.

    Notes
    -----
    The interaction has :math:`1 / (q(1-q))` times the variance of the overall effect, with
    :math:`q` the share, four times for halves (Brookes et al., J Clin Epidemiol 2004).

    Examples
    --------
    >>> round(interaction_power(), 3)
    0.288
    """
    size = float(finite(relative_size, "the size of the interaction"))
    part = probability_inside(share, "the share of a subgroup")
    errors = noncentrality(overall_power, alpha=alpha) * size * np.sqrt(part * (1 - part))
    return _power(errors, alpha)


def one_significant_of_two(
    *, overall_power: float = 0.8, share: float = 0.5, alpha: float = 0.05
) -> float:
    """How often exactly one of two subgroups is significant although the effect is the same.

    In half of all well-planned trials of a treatment that helps everybody alike, separate tests in
    two equal subgroups say "works here, not there".

    Parameters
    ----------
    overall_power : float
        Power for the overall effect; alpha itself means that there is no effect at all.
    share : float
        Share of participants in one of the two subgroups.
    alpha : float
        Two-sided level.

    Returns
    -------
    float
        The chance of one significant and one non-significant subgroup.

    Raises
    ------
    ValueError
        If a power, the share or alpha is not inside 0 to 1.

    Examples
    --------
    >>> round(one_significant_of_two(), 2), round(one_significant_of_two(overall_power=0.05), 3)
    (0.5, 0.095)
    """
    part = probability_inside(share, "the share of a subgroup")
    errors = noncentrality(overall_power, alpha=alpha)
    first, second = (_power(errors * np.sqrt(size), alpha) for size in (part, 1 - part))
    return first * (1 - second) + second * (1 - first)


def _power(errors: float, alpha: float) -> float:
    cutoff = -ndtri(alpha / 2)
    return float(ndtr(errors - cutoff) + ndtr(-errors - cutoff))
