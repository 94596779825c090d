"""Simulated trials of one plan, as they would be reported: what each found and claimed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from course_lib.evidence.adjust import adjust
from course_lib.evidence.allowed import Array
from course_lib.evidence.planned_outcomes import planned_outcomes
from course_lib.evidence.planned_power import (
    expected_statistics,
    primary_statistic,
    secondary_statistics,
)
from course_lib.evidence.trial_plan import TrialPlan

Booleans = NDArray[np.bool_]


class SimulatedTrials(NamedTuple):
    """What happened in each of a batch of simulated trials."""

    primary: Booleans
    estimate: Array
    stopped: Booleans
    claimed: Booleans
    tempting: Booleans


def simulated_trials(plan: TrialPlan, batch: int, rng: np.random.Generator) -> SimulatedTrials:
    """A batch of trials of one plan, as they would be reported."""
    tables = planned_outcomes(plan).draw(batch, rng)
    z = np.nan_to_num(primary_statistic(plan, tables))
    critical = np.array(plan.critical_values)
    crossed = np.abs(z) >= critical
    stage = np.where(crossed[:, 0], 0, z.shape[1] - 1)
    rows = np.arange(batch)
    ended, primary = z[rows, stage], crossed[rows, stage]
    deviation = ended - np.array(expected_statistics(plan))[stage]
    p_values = _secondary_p_values(plan, stage, deviation, rng)
    level = 2 * ndtr(-critical[stage])
    chosen = claims(plan, primary, p_values, level)
    return SimulatedTrials(
        primary,
        ended / _true_statistics(plan)[stage],
        np.asarray((stage == 0) & (z.shape[1] > 1)),
        np.asarray(chosen.any(axis=-1)),
        np.asarray(~primary & (p_values <= plan.primary.alpha).any(axis=-1)),
    )


def _true_statistics(plan: TrialPlan) -> Array:
    """Z that the true effect would give at each stage, at the information that will be there."""
    share = 1.0
    if plan.missing.handling == "known":
        arms = np.array(plan.participants)
        known = arms * (1 - np.array([plan.missing.treatment, plan.missing.control]))
        share = (known.prod() / known.sum()) / (arms.prod() / arms.sum())
    true = np.array(expected_statistics(plan.unbiased())) * np.sqrt(share)
    return np.where(np.abs(true) < 1e-9, np.nan, true)


def _secondary_p_values(
    plan: TrialPlan, stage: NDArray[np.int64], deviation: Array, rng: np.random.Generator
) -> Array:
    """Two-sided p-values of the secondary outcomes, given how far the primary one strayed."""
    means = secondary_statistics(plan)[stage]
    rho = plan.secondaries.correlation
    shared = rng.standard_normal((len(stage), 1))
    own = rng.standard_normal(means.shape)
    strayed = rho * deviation[:, None] + np.sqrt(rho * (1 - rho)) * shared + np.sqrt(1 - rho) * own
    return np.asarray(2 * ndtr(-np.abs(means + strayed)))


def claims(plan: TrialPlan, primary: Booleans, p_values: Array, level: Array) -> Booleans:
    """Which secondary outcomes the plan's rule allows to be claimed, at each trial's own level."""
    rule = plan.secondaries.rule
    if rule == "none" or not p_values.shape[-1]:
        return np.asarray(p_values <= plan.primary.alpha)
    if rule == "fixed sequence":
        within = np.logical_and.accumulate(p_values <= level[:, None], axis=-1)
    else:
        within = adjust(p_values, method="holm") <= level[:, None]
    return np.asarray(within if rule == "holm" else within & primary[:, None])
