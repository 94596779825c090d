"""How far out a planned trial's test statistic lies on average, and what power that gives."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

import numpy as np
from scipy.special import ndtr

from course_lib.estimate import cochran_mantel_haenszel, van_elteren
from course_lib.evidence.allowed import Array, probability_inside
from course_lib.evidence.planned_outcomes import planned_outcomes
from course_lib.evidence.stopping_boundary import crossing
from course_lib.evidence.trial_plan import TrialPlan
from course_lib.trial import OutcomeTable

HALVINGS, LARGE, MOST_TOTAL = 60, 1_000_000, 10_000_000


def primary_statistic(plan: TrialPlan, tables: OutcomeTable) -> Array:
    """Z of the primary analysis of tables with bands on the axis before the arms."""
    scores = _scores(plan)
    if scores is None:
        return np.asarray(van_elteren(tables).statistic)
    return np.asarray(cochran_mantel_haenszel(tables, scores=scores).statistic)


def _scores(plan: TrialPlan) -> Array | None:
    """The score of each level where the analysis has one."""
    if plan.primary.method == "utility":
        return np.array(plan.weights)
    if plan.primary.method == "dichotomy":
        good = plan.scale.cut_position(plan.primary.cut)
        return (np.arange(len(plan.control)) <= good).astype(np.float64)
    return None


@lru_cache(maxsize=512)
def expected_statistics(plan: TrialPlan) -> tuple[float, ...]:
    """Mean of z at each stage: that of a table with the expected counts."""
    tables, enlarged = planned_outcomes(plan).expected()
    return tuple((primary_statistic(plan, tables) / np.sqrt(enlarged)).tolist())


def planned_power(plan: TrialPlan) -> float:
    r"""Power of the primary analysis by formula: what simulation must give back.

    Parameters
    ----------
    plan : TrialPlan
        The planned trial, with its interim look, losses and openness.

    Returns
    -------
    float
        Chance of a significant primary result, in either direction.

    Notes
    -----
    z is taken as normal with a standard deviation of 1 around the value that the expected counts
    give. Without an interim look power is :math:`\Phi(\bar z - c) + \Phi(-\bar z - c)`, with c the
    critical value; with one, the two looks are jointly normal. Good for trials of 50 and more.

    Examples
    --------
    >>> plan = TrialPlan([0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11], odds_ratio=1.5,
    ...                  participants=(300, 300))
    >>> round(planned_power(plan), 2)
    0.8
    """
    return _power(plan, expected_statistics(plan)[-1])


def _power(plan: TrialPlan, drift: float) -> float:
    critical = plan.critical_values
    if plan.interim is None or len(critical) == 1:
        return float(ndtr(drift - critical[0]) + ndtr(-drift - critical[0]))
    return crossing((critical[0], critical[1]), plan.interim.fraction, drift)[1]


def participants_needed(
    plan: TrialPlan, *, power: float = 0.8, allocation: float = 1.0
) -> tuple[int, int]:
    """How many participants to randomise to each arm for the wanted power.

    Parameters
    ----------
    plan : TrialPlan
        Everything but the size; its own participants do not matter.
    power : float
        Wanted chance of a significant primary result.
    allocation : float
        Treatment per control: 2 is two to one.

    Returns
    -------
    tuple of int
        Participants (treatment, control), those whose outcome will be missing among them.

    Raises
    ------
    ValueError
        If power is not between the level and 1, the allocation is not positive, or treatment has
        so little effect on the primary outcome that no trial is large enough.

    Notes
    -----
    The mean of z grows with the square root of the participants. The answer is the smallest size
    whose `planned_power` is the wanted one, rounded up to whole participants in each arm.

    Examples
    --------
    >>> plan = TrialPlan([0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11], odds_ratio=1.5,
    ...                  participants=(1, 1))
    >>> participants_needed(plan, power=0.8)
    (298, 298)
    """
    if not plan.primary.alpha < probability_inside(power, "power"):
        raise ValueError("power must be above alpha: a test of nothing has a power of alpha")
    if not 0 < allocation < np.inf:
        raise ValueError(f"allocation is treatment per control, above 0; not {allocation:g}")
    tried = plan.sized(
        (round(LARGE * allocation / (1 + allocation)), round(LARGE / (1 + allocation)))
    )
    drift = abs(expected_statistics(tried)[-1])
    wanted = _wanted_drift(plan, power)
    if drift * np.sqrt(MOST_TOTAL / LARGE) < wanted:
        raise ValueError(
            "treatment changes the primary outcome so little that ten million participants would "
            "not give this power"
        )
    control = ceil(LARGE * (wanted / drift) ** 2 / (1 + allocation) - 1e-6)
    return ceil(allocation * control - 1e-6), control


def _wanted_drift(plan: TrialPlan, power: float) -> float:
    """The mean of z at the end that gives the wanted power."""
    low, high = 0.0, 40.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _power(plan, middle) < power else (low, middle)
    return high


def secondary_statistics(plan: TrialPlan) -> Array:
    """Mean of z of each secondary outcome at each stage, shape (stages, outcomes)."""
    effects = np.array(plan.secondaries.effects) + plan.delivery.score_gain
    outcomes = planned_outcomes(plan)
    lost = np.array([plan.missing.treatment, plan.missing.control])
    known = outcomes.sizes.cumsum(axis=0) * (1 - lost)
    return np.asarray(np.sqrt(known.prod(axis=-1) / known.sum(axis=-1))[:, None] * effects)
