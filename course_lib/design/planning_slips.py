"""Wrong inputs to a sample size, and the numbers of participants that they lead to."""

from __future__ import annotations

from math import ceil, log

from numpy.typing import ArrayLike
from scipy.special import ndtri

from course_lib.design.sample_size import sample_size
from course_lib.design.whitehead import control_arm

HOPE = 1.5


def planning_slips(
    probabilities: ArrayLike, *, odds_ratio: float, power: float = 0.8, alpha: float = 0.05
) -> dict[str, int]:
    """Totals of two equal arms that common wrong inputs give, beside the right one.

    Each total is a plan that somebody could have signed; what it finds is for ``power`` to say.

    Parameters
    ----------
    probabilities : array_like of shape (levels,)
        The control arm's expected distribution, best level first.
    odds_ratio : float
        The true common odds ratio; above 1 is benefit. Not 1.
    power, alpha : float
        Wanted power, and the two-sided level of the test that will be made.

    Returns
    -------
    dict of str to int
        Participants in both arms together, an even number: ``right``; ``arm_as_total`` (one
        arm's number taken for the total); ``total_as_arm`` (the total put into each arm);
        ``one_sided`` (alpha put in as one-sided); ``power_left_out`` (only the quantile of alpha);
        ``control_alone`` (the control arm where the average of both arms belongs); ``hopeful``
        (an effect half as large again on the log scale).

    Raises
    ------
    ValueError
        As for ``sample_size``.

    Notes
    -----
    The formula is that of ``sample_size`` (Whitehead J, Statistics in Medicine
    1993;12:2257-2271), with one input changed at a time.

    Examples
    --------
    >>> slips = planning_slips([0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11], odds_ratio=2)
    >>> slips["right"], slips["arm_as_total"], slips["total_as_arm"]
    (202, 102, 404)
    """
    control, size = control_arm(probabilities), {"power": power, "alpha": alpha}
    right = sample_size(control, odds_ratio=odds_ratio, **size)
    quantile, wanted = float(ndtri(1 - alpha / 2)), float(ndtri(power))
    level = {"power": power, "alpha": 2 * alpha}
    totals: dict[str, float] = {
        "right": float(right.total),
        "arm_as_total": float(right.total) / 2,
        "total_as_arm": 2 * float(right.total),
        "one_sided": float(sample_size(control, odds_ratio=odds_ratio, **level).total),
        "power_left_out": float(right.unrounded) * (quantile / (quantile + wanted)) ** 2,
        "control_alone": 12
        * ((quantile + wanted) / log(odds_ratio)) ** 2
        / float(1 - (control**3).sum()),
        "hopeful": float(sample_size(control, odds_ratio=odds_ratio**HOPE, **size).total),
    }
    return {slip: 2 * ceil(round(total / 2, 6)) for slip, total in totals.items()}
