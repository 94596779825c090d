"""Two means compared by Welch's or Student's t, also from what a paper prints."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from course_lib.estimate.estimate import Estimate, Interval, Number, plain

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Summary:
    """One arm as a paper prints it: mean, standard deviation, number of participants.

    Parameters
    ----------
    mean : float
        Mean of the score.
    sd : float
        Standard deviation (not the standard error), in units of the score.
    n : int
        Participants behind the mean.

    Raises
    ------
    ValueError
        If the mean is not finite, the standard deviation is negative or not finite, or n is not a
        whole number of at least 2.

    Examples
    --------
    >>> Summary(mean=14.8, sd=23.8, n=39)
    Summary(mean=14.8, sd=23.8, n=39)
    """

    mean: float
    sd: float
    n: int

    def __post_init__(self) -> None:
        if not np.isfinite(self.mean):
            raise ValueError(f"a mean must be a finite number; not {self.mean}")
        if not (np.isfinite(self.sd) and self.sd >= 0):
            raise ValueError(f"a standard deviation must be 0 or more and finite; not {self.sd}")
        if not (2 <= self.n < np.inf and self.n == np.floor(self.n)):
            raise ValueError(f"n must be a whole number of at least 2 participants; not {self.n}")

    @classmethod
    def of(cls, values: ArrayLike) -> Summary:
        """Mean, standard deviation and number of the participants' own values.

        Raises
        ------
        ValueError
            If the values are not one list of at least two finite numbers.

        Examples
        --------
        >>> Summary.of([1, 2, 6])
        Summary(mean=3.0, sd=2.6457513110645907, n=3)
        """
        array = np.asarray(values, dtype=np.float64)
        if array.ndim != 1 or array.size < 2:
            raise ValueError(f"values must be one list of at least two; the shape is {array.shape}")
        missing = int((~np.isfinite(array)).sum())
        if missing:
            raise ValueError(f"{missing} of {array.size} values are missing or not finite")
        return cls(float(array.mean()), float(array.std(ddof=1)), array.size)


@dataclass(frozen=True, eq=False)
class TEstimate(Estimate):
    """An estimate whose interval and p-value come from a t distribution.

    Parameters
    ----------
    degrees_of_freedom : float or array
        Of that t distribution. The other parameters are those of ``Estimate``.

    Examples
    --------
    >>> leg = welch_t(Summary(14.8, 23.8, 39), Summary(2.6, 13.0, 15))
    >>> round(leg.statistic, 2), round(leg.degrees_of_freedom, 1)
    (2.4, 45.5)
    """

    degrees_of_freedom: Number = np.nan

    @property
    def statistic(self) -> Number:
        """The t statistic: the estimate divided by its standard error."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return plain(np.divide(self.value, self.standard_error))


def welch_t(treatment: Summary, control: Summary) -> TEstimate:
    r"""Mean under treatment minus mean under control, each arm with a spread of its own.

    The comparison to use when nobody promised that both arms vary alike: where the larger arm
    also has the larger spread, Student's test is too cautious, where the smaller arm has it, it
    finds differences that are not there.

    Parameters
    ----------
    treatment, control : Summary
        Mean, standard deviation and n of each arm; ``Summary.of`` makes them from values.

    Returns
    -------
    TEstimate
        In units of the score; above 0 where treatment scored higher. Where nobody varies, p is
        ``nan``.

    Raises
    ------
    ValueError
        If an argument is not a Summary.

    Notes
    -----
    Degrees of freedom by Welch–Satterthwaite (Welch, Biometrika 1947;34:28-35).

    Examples
    --------
    STARTING-2, leg score of the Motricity Index:

    >>> print(welch_t(Summary(14.8, 23.8, 39), Summary(2.6, 13.0, 15)))
    Mean difference 12.20 (95% CI 1.97 to 22.43), p = 0.020
    """
    one, other = (_checked(arm).sd ** 2 / arm.n for arm in (treatment, control))
    spread = one**2 / (treatment.n - 1) + other**2 / (control.n - 1)
    freedom = (one + other) ** 2 / spread if spread else np.nan
    return from_t("Mean difference", treatment.mean - control.mean, (one + other) ** 0.5, freedom)


def student_t(treatment: Summary, control: Summary) -> TEstimate:
    r"""Mean under treatment minus mean under control, both arms taken to vary alike.

    The textbook t-test. With 39 against 15 participants and unequal spreads its p-value can be
    three times as large as Welch's, as here, or far too small: the spreads decide which.

    Parameters
    ----------
    treatment, control : Summary
        Mean, standard deviation and n of each arm; ``Summary.of`` makes them from values.

    Returns
    -------
    TEstimate
        In units of the score; above 0 where treatment scored higher. Where nobody varies, p is
        ``nan``.

    Raises
    ------
    ValueError
        If an argument is not a Summary.

    Notes
    -----
    The pooled variance has :math:`n_1 + n_2 - 2` degrees of freedom (Student, Biometrika
    1908;6:1-25).

    Examples
    --------
    STARTING-2, leg score of the Motricity Index:

    >>> print(student_t(Summary(14.8, 23.8, 39), Summary(2.6, 13.0, 15)))
    Mean difference 12.20 (95% CI -0.87 to 25.27), p = 0.067
    """
    one, other = _checked(treatment), _checked(control)
    freedom = one.n + other.n - 2
    pooled = ((one.n - 1) * one.sd**2 + (other.n - 1) * other.sd**2) / freedom
    error = (pooled * (1 / one.n + 1 / other.n)) ** 0.5
    return from_t("Mean difference", one.mean - other.mean, error, freedom)


def from_t(measure: str, value: float, error: float, freedom: float) -> TEstimate:
    """Interval and p-value of a difference with its standard error and degrees of freedom."""
    known = error > 0
    p_value = 2 * float(stdtr(freedom, -abs(value / error))) if known else np.nan

    def interval(level: float) -> Interval:
        reach = float(stdtrit(freedom, (1 + level) / 2)) * error if known else 0.0
        return Interval(value - reach, value + reach)

    return TEstimate(
        measure, value, error, p_value, interval, null=0.0, degrees_of_freedom=float(freedom)
    )


def _checked(arm: Summary) -> Summary:
    if not isinstance(arm, Summary):
        raise ValueError(
            f"an arm must be a Summary(mean, sd, n), or Summary.of(values); not {arm!r}"
        )
    return arm
