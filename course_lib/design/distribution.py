"""How an outcome is distributed in each arm when one odds ratio holds at every cut-point."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def shifted(probabilities: ArrayLike, *, odds_ratio: ArrayLike) -> Array:
    """Distribution of the treatment arm under one common odds ratio.

    At every cut-point the odds of being at that level or better are those of the control arm
    times the odds ratio. This is what "shift" means in a proportional odds analysis: people move
    towards better levels by the same factor wherever the line is drawn.

    Parameters
    ----------
    probabilities : array_like of shape (..., levels)
        The control arm's probabilities, best level first; they sum to 1.
    odds_ratio : array_like
        Odds of a better outcome, treatment against control; above 1 is benefit. An array gives
        one distribution per odds ratio: it broadcasts against the leading axes of the
        probabilities.

    Returns
    -------
    array of shape (..., levels)
        The treatment arm's probabilities.

    Raises
    ------
    ValueError
        If probabilities are negative, missing or do not sum to 1, or if an odds ratio is not a
        positive number.

    Notes
    -----
    With c the control arm's probability of a level or better and ψ the odds ratio, the treatment
    arm's is ψc / (1 - c + ψc) [1]_.

    References
    ----------
    .. [1] Whitehead J. Sample size calculations for ordered categorical data.
       Statistics in Medicine 1993;12:2257-2271.

    Examples
    --------
    >>> shifted([0.2, 0.3, 0.5], odds_ratio=2).round(3)
    array([0.333, 0.333, 0.333])
    >>> shifted([0.5, 0.5], odds_ratio=[0.5, 1, 2]).round(3).tolist()
    [[0.333, 0.667], [0.5, 0.5], [0.667, 0.333]]
    """
    control = distribution(probabilities)
    ratio = odds_ratios(odds_ratio)[..., None]
    better = control.cumsum(axis=-1)
    worse = np.append(control[..., :0:-1].cumsum(axis=-1)[..., ::-1], 0 * better[..., :1], axis=-1)
    above = worse + ratio * better
    below = np.concatenate([np.ones_like(above[..., :1]), above[..., :-1]], axis=-1)
    treatment = ratio * control / above / below
    return np.asarray(treatment / treatment.sum(axis=-1, keepdims=True))


def expected_win_probability(treatment: ArrayLike, control: ArrayLike) -> Array:
    """The chance that somebody from one distribution fares better than somebody from another.

    What `estimate.win_probability` estimates from a trial, here for distributions that are known
    or supposed: 0.6 says that of two people, one from each, the treated one has the better outcome
    60 times in 100, with ties counted half.

    Parameters
    ----------
    treatment, control : array_like of shape (..., levels)
        Probabilities, best level first; each sums to 1.

    Returns
    -------
    array of shape (...)
        Between 0 and 1; 0.5 where the two distributions are the same.

    Raises
    ------
    ValueError
        If probabilities are negative, missing or do not sum to 1.

    Notes
    -----
    P(treated better) + P(tie) / 2, the Mann-Whitney parameter.

    Examples
    --------
    >>> float(expected_win_probability([0.5, 0.5], [0.2, 0.8]))
    0.65
    """
    treated, untreated = distribution(treatment, "treatment"), distribution(control)
    worse = untreated[..., :0:-1].cumsum(axis=-1)[..., ::-1]
    beaten = np.append(worse, 0 * untreated[..., :1], axis=-1) + untreated / 2
    return np.asarray((treated * beaten).sum(axis=-1))


def distribution(probabilities: ArrayLike, arm: str = "control") -> Array:
    """The probabilities as an array that sums to 1 exactly; a ValueError where they cannot."""
    array = np.asarray(probabilities, dtype=np.float64)
    if array.ndim == 0 or array.shape[-1] < 2:
        raise ValueError(f"the {arm} arm's probabilities need at least two levels")
    if not np.isfinite(array).all():
        raise ValueError(f"the {arm} arm's probabilities must be numbers; one is missing")
    if (array < 0).any():
        raise ValueError(
            f"the {arm} arm's probabilities must not be negative; one is {array.min():g}"
        )
    total = array.sum(axis=-1, keepdims=True)
    if (abs(total - 1) > 1e-6).any():
        wrong = total.flat[int(abs(total - 1).argmax())]
        raise ValueError(f"the {arm} arm's probabilities must sum to 1, not to {wrong:.6g}")
    return np.asarray(array / total)


def odds_ratios(values: ArrayLike) -> Array:
    """The odds ratios as an array; a ValueError where one is not a positive number."""
    array = np.asarray(values, dtype=np.float64)
    wrong = ~(np.isfinite(array) & (array > 0))
    if wrong.any():
        raise ValueError(
            f"an odds ratio is a positive number, above 1 for benefit; not {array[wrong].flat[0]:g}"
        )
    return array
