"""Looking at the data once before the end: how far out a result must lie, at each of two looks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import ndtr, ndtri, roots_legendre

from course_lib.evidence.allowed import Array, probability_inside

SHAPES = {"obrien-fleming": 0.0, "pocock": 0.5}
BOUNDARIES = (*SHAPES, "uncorrected")
HALVINGS, FAR = 60, 9.0
NODES, WEIGHTS = roots_legendre(120)


@dataclass(frozen=True)
class InterimLook:
    """One look at the primary outcome before the end, with a right to stop.

    A trial that looks twice and tests both times at 5% is wrong more often than in 5 of 100. The
    boundary shares the 5% between the looks. O'Brien and Fleming's asks for very much at the first
    look and leaves the last one almost untouched; Pocock's asks for the same at both.

    Parameters
    ----------
    fraction : float
        Share of the participants whose outcome is known at the look, between 0 and 1.
    boundary : {"obrien-fleming", "pocock", "uncorrected"}
        How the level is shared; "uncorrected" tests at the full level both times, which is wrong.

    Raises
    ------
    ValueError
        If the fraction is not between 0 and 1, or the boundary is none of the three.

    Examples
    --------
    >>> [round(z, 3) for z in InterimLook(0.5).critical_values()]
    [2.797, 1.977]
    """

    fraction: float = 0.5
    boundary: str = "obrien-fleming"

    def __post_init__(self) -> None:
        probability_inside(self.fraction, "the fraction of participants at the interim look")
        _known(self.boundary)

    def critical_values(self, alpha: float = 0.05) -> tuple[float, float]:
        """How many standard errors from 0 stop the trial at the look, and decide at the end."""
        return stopping_boundaries(self.fraction, boundary=self.boundary, alpha=alpha)


@lru_cache(maxsize=256)
def stopping_boundaries(
    fraction: float, *, boundary: str = "obrien-fleming", alpha: float = 0.05
) -> tuple[float, float]:
    r"""Critical values of z at one interim look and at the end, two-sided.

    Parameters
    ----------
    fraction : float
        Share of the information at the interim look, between 0 and 1.
    boundary : {"obrien-fleming", "pocock", "uncorrected"}
        How the level is shared between the looks; "uncorrected" spends all of it twice.
    alpha : float
        The chance of crossing at either look when treatment does nothing; where uncorrected, at
        each of them.

    Returns
    -------
    tuple of float
        At the look, and at the end.

    Raises
    ------
    ValueError
        If fraction or alpha are not between 0 and 1, or the boundary is none of the three.

    Notes
    -----
    The critical value at the information fraction :math:`t` is :math:`C t^{\Delta - 1/2}` with
    :math:`\Delta = 0` (O'Brien and Fleming, Biometrics 1979;35:549-556) or :math:`\Delta = 1/2`
    (Pocock, Biometrika 1977;64:191-199), the two ends of the family of Wang and Tsiatis. C is
    found so that the statistics, which have correlation :math:`\sqrt t`, stay inside with a
    probability of 1 - alpha.

    Examples
    --------
    >>> [round(z, 3) for z in stopping_boundaries(0.5, boundary="pocock")]
    [2.178, 2.178]
    """
    probability_inside(fraction, "the fraction of participants at the interim look")
    probability_inside(alpha, "alpha")
    _known(boundary)
    if boundary not in SHAPES:
        return (float(-ndtri(alpha / 2)),) * 2
    widening = fraction ** (SHAPES[boundary] - 0.5)
    low, high = float(-ndtri(alpha / 2)), float(-ndtri(alpha / 4))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        _, total = crossing((widening * middle, middle), fraction)
        low, high = (middle, high) if total > alpha else (low, middle)
    return widening * high, high


def _known(boundary: str) -> None:
    """A ValueError where there is no such boundary."""
    if boundary not in BOUNDARIES:
        raise ValueError(f"a boundary is one of {', '.join(BOUNDARIES)}; not {boundary!r}")


def crossing(
    critical: tuple[float, float], fraction: float, drift: float = 0.0
) -> tuple[float, float]:
    """Chance of crossing at the look, and of crossing at all, for a mean of z at the end."""
    first, last = critical
    early = drift * np.sqrt(fraction)
    stop = float(ndtr(early - first) + ndtr(-early - first))
    reach = min(first, abs(early) + FAR)
    at_the_look = reach * NODES
    density = np.exp(-((at_the_look - early) ** 2) / 2) / np.sqrt(2 * np.pi)
    go_on = reach * float((WEIGHTS * density * _inside(at_the_look, last, fraction, drift)).sum())
    return stop, 1 - go_on


def _inside(at_the_look: Array, last: float, fraction: float, drift: float) -> Array:
    """Chance that z ends inside the last boundary, from where it stood at the look."""
    middle = np.sqrt(fraction) * at_the_look + (1 - fraction) * drift
    spread = np.sqrt(1 - fraction)
    return np.asarray(ndtr((last - middle) / spread) - ndtr((-last - middle) / spread))
