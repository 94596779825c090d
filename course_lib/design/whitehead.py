"""How much a trial can learn about a common odds ratio: Whitehead's information."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from course_lib.design.distribution import distribution, shifted

if TYPE_CHECKING:
    from course_lib.design.sample_size import Number

Array = NDArray[np.float64]


def spread(control: Array, odds_ratio: Array, treatment_share: Array) -> Array:
    """1 - Σ p̄³ of the distribution of both arms together, each weighted by its share.

    The weighting is what the formula means by "average": at 2:1 the treatment arm counts double.
    """
    treatment = shifted(control, odds_ratio=odds_ratio)
    weight = treatment_share[..., None]
    average = weight * treatment + (1 - weight) * control
    return np.asarray(1 - (average**3).sum(axis=-1))


def information(control: Array, odds_ratio: Array, treatment: Array, other: Array) -> Array:
    """Expected information about the log odds ratio; its inverse is the variance."""
    total = treatment + other
    size = treatment * other * total / (3 * (total + 1) ** 2)
    return np.asarray(size * spread(control, odds_ratio, treatment / total))


def chance_of_significance(log_odds_ratio: Array, information: Array, alpha: Array) -> Array:
    """Probability that a two-sided test rejects, in whichever direction."""
    signal = np.abs(log_odds_ratio) * np.sqrt(information)
    critical = -ndtri(alpha / 2)
    return np.asarray(ndtr(signal - critical) + ndtr(-signal - critical))


def control_arm(probabilities: ArrayLike) -> Array:
    """One arm's distribution that can change; a ValueError where everyone is at one level."""
    control = distribution(probabilities)
    if control.ndim != 1:
        raise ValueError("the control arm's probabilities need one axis, the levels")
    if (control > 0).sum() < 2:
        raise ValueError(
            "the control arm's probabilities put everyone at one level; "
            "no odds ratio can be seen on such an outcome"
        )
    return control


def fraction(values: ArrayLike, what: str) -> Array:
    """Probabilities strictly between 0 and 1; a ValueError that names them otherwise."""
    array = np.asarray(values, dtype=np.float64)
    wrong = ~((array > 0) & (array < 1))
    if wrong.any():
        raise ValueError(f"{what} lies between 0 and 1, not {array[wrong].flat[0]:g}")
    return array


def error_rates(power: ArrayLike, alpha: ArrayLike) -> tuple[Array, Array]:
    """Power and alpha as arrays; a ValueError where the test would do better by guessing."""
    wanted, level = fraction(power, "power"), fraction(alpha, "alpha")
    if (wanted <= level).any():
        raise ValueError("power must be above alpha: a test of nothing has a power of alpha")
    return wanted, level


def arms(participants: tuple[ArrayLike, ArrayLike]) -> tuple[Array, Array]:
    """Participants per arm as arrays; a ValueError where one is not a whole number above 0."""
    if not hasattr(participants, "__len__") or len(participants) != 2:
        raise ValueError("participants are a pair: (treatment, control)")
    treatment, control = (np.asarray(arm, dtype=np.float64) for arm in participants)
    for name, arm in (("treatment", treatment), ("control", control)):
        wrong = ~(np.isfinite(arm) & (arm >= 1) & (arm == np.floor(arm)))
        if wrong.any():
            raise ValueError(
                f"participants in the {name} arm: a whole number of at least 1 is needed, "
                f"not {arm[wrong].flat[0]:g}"
            )
    return treatment, control


def plain(value: Array) -> Number:
    """A Python float for one design, an array for several."""
    return float(value) if np.ndim(value) == 0 else value
