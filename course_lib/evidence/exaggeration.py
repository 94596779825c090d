"""What a significant result of a small trial is worth: too large, and sometimes backwards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from course_lib.estimate.estimate import plain
from course_lib.evidence.allowed import Array, finite, positive, probability_inside

Number = float | Array


@dataclass(frozen=True, eq=False)
class Exaggeration:
    """How far the significant results of a design mislead.

    Parameters
    ----------
    power : float or array
        Chance of a significant result.
    wrong_sign : float or array
        Among significant results, the share that points the wrong way (type S error).
    ratio : float or array
        Among significant results, the average size of the estimate over the true effect (type M).

    Examples
    --------
    >>> print(Exaggeration(power=0.114, wrong_sign=0.031, ratio=3.32))
    power 11.4%; significant results are on average 3.3 times too large, 3.1% have the wrong sign
    """

    power: Number
    wrong_sign: Number
    ratio: Number

    def __str__(self) -> str:
        if np.ndim(self.power):
            return f"Exaggeration of {np.size(self.power):,} designs"
        times = "infinitely" if np.isinf(self.ratio) else f"{self.ratio:.1f} times"
        return (
            f"power {100 * self.power:.1f}%; significant results are on average {times} too large, "
            f"{100 * self.wrong_sign:.1f}% have the wrong sign"
        )


def exaggeration(
    true_effect: ArrayLike, standard_error: ArrayLike, *, alpha: float = 0.05
) -> Exaggeration:
    r"""How much a significant estimate overstates the effect, and how often its sign is wrong.

    A trial of 39 against 15 participants has a standard error of about 0.55 on the log odds scale.
    Were the true common odds ratio 1.5, only an estimate more than 3 times as large (on the log
    scale) could be typical of its significant results. A big effect in a small trial is what
    chance has to look like in order to be noticed.

    Parameters
    ----------
    true_effect : float or array
        On a scale where 0 is no effect: a difference, or the log of a ratio.
    standard_error : float or array
        Of the estimate, on that scale. The two broadcast.
    alpha : float
        Two-sided level of significance.

    Returns
    -------
    Exaggeration
        Power, share of wrong signs, and ratio of exaggeration. With no true effect the ratio is
        infinite, and half of the significant results lie on either side.

    Raises
    ------
    ValueError
        If the standard error is not positive, the effect not finite, or alpha not inside 0 to 1.

    Notes
    -----
    Gelman and Carlin, Perspect Psychol Sci 2014, doi 10.1177/1745691614551642; closed form as in
    Lu, Qiu and Deng, doi 10.1111/bmsp.12132. With :math:`\lambda` the true effect in standard
    errors, :math:`c = z_{1-\alpha/2}` and power :math:`\Phi(\lambda-c) + \Phi(-\lambda-c)`:
    wrong sign :math:`\Phi(-\lambda-c)/\text{power}`, ratio
    :math:`1 + [\varphi(c-\lambda) + \varphi(c+\lambda) - 2\lambda\,\Phi(-\lambda-c)] /
    (\lambda\,\text{power})`.

    Examples
    --------
    >>> import math
    >>> print(exaggeration(math.log(1.5), 0.5524))
    power 11.4%; significant results are on average 3.3 times too large, 3.1% have the wrong sign
    """
    size = np.abs(finite(true_effect, "the true effect"))
    errors = size / positive(standard_error, "the standard error")
    cutoff = -ndtri(probability_inside(alpha, "alpha") / 2)
    right, wrong = ndtr(errors - cutoff), ndtr(-errors - cutoff)
    power = right + wrong
    shrunken = _density(cutoff - errors) + _density(cutoff + errors) - 2 * errors * wrong
    ratio = np.full_like(power, np.inf)
    np.divide(shrunken, errors * power, out=ratio, where=errors > 0)
    return Exaggeration(plain(power), plain(wrong / power), plain(1 + ratio))


def _density(z: Array) -> Array:
    return np.asarray(np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi))
