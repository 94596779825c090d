"""What a planned trial would do if it were run ten thousand times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.design.chance import generator
from course_lib.evidence.planned_outcomes import planned_outcomes
from course_lib.evidence.simulated_chance import SimulatedChance
from course_lib.evidence.simulated_p_values import trials
from course_lib.evidence.simulated_trials import Booleans, SimulatedTrials, simulated_trials
from course_lib.evidence.trial_plan import TrialPlan

AT_ONCE = 2_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class OperatingCharacteristics:
    """How often a planned trial is right, wrong or misleading, counted in simulated trials.

    Parameters
    ----------
    plan : TrialPlan
        What was simulated.
    power : SimulatedChance
        A significant primary result, in either direction, with the effects that were planned for.
    secondary_power : SimulatedChance
        With these effects, at least one secondary outcome claimed under the plan's rule.
    type_one_error : SimulatedChance
        A significant primary result where treatment does nothing.
    misleading_secondary : SimulatedChance
        Where treatment does nothing: the primary result is not significant, and a secondary
        outcome has p at or below the level all the same. It is there to be told, whatever the rule.
    false_secondary : SimulatedChance
        Where treatment does nothing: a secondary outcome claimed under the plan's rule.
    any_false_claim : SimulatedChance
        Where treatment does nothing: the primary or a secondary outcome claimed.
    stopped_early : SimulatedChance
        Ended at the interim look, with the effects that were planned for.
    exaggeration : float
        Mean size of significant primary estimates over the true effect, on the scale on which the
        test works (for a shift nearly the log odds ratio); 1 is fair. ``nan`` where nothing was
        significant or there is no effect.
    expected_participants : float
        Mean number randomised, with the effects that were planned for.

    Examples
    --------
    >>> plan = TrialPlan([0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11], odds_ratio=1.5,
    ...                  participants=(39, 15))
    >>> found = operating_characteristics(plan, replicates=4_000, rng=np.random.default_rng(1))
    >>> round(found.exaggeration, 1)
    3.2
    """

    plan: TrialPlan
    power: SimulatedChance
    secondary_power: SimulatedChance
    type_one_error: SimulatedChance
    misleading_secondary: SimulatedChance
    false_secondary: SimulatedChance
    any_false_claim: SimulatedChance
    stopped_early: SimulatedChance
    exaggeration: float
    expected_participants: float

    def __str__(self) -> str:
        rows = {
            "power of the primary outcome": self.power,
            "power of the secondary strategy": self.secondary_power,
            "type I error of the primary outcome": self.type_one_error,
            "misleading secondary outcome": self.misleading_secondary,
            "any false claim": self.any_false_claim,
            "stopped at the interim look": self.stopped_early,
        }
        told = [f"{what}: {chance}" for what, chance in rows.items()]
        told.append(f"exaggeration of significant results: {self.exaggeration:.2f} times")
        told.append(f"participants on average: {self.expected_participants:,.0f}")
        return "\n".join(told)


def operating_characteristics(
    plan: TrialPlan,
    *,
    replicates: int = 10_000,
    rng: np.random.Generator,
    progress: Progress | None = None,
) -> OperatingCharacteristics:
    r"""Run a planned trial many times: with its effects, and with none.

    Power alone does not say whether a trial is worth doing. What it would report when it succeeds,
    and how often it would mislead when there is nothing to find, belong beside it.

    Parameters
    ----------
    plan : TrialPlan
        The planned trial.
    replicates : int
        Simulated trials with the planned effects, and as many without any.
    rng : numpy.random.Generator
        Where chance comes from.
    progress : callable, optional
        Called with (trials done, trials asked for) after each batch of 2,000; what it raises ends
        the simulation.

    Returns
    -------
    OperatingCharacteristics
        Chances with their simulation error.

    Raises
    ------
    ValueError
        If replicates are not a whole number of at least 1, or rng is not a Generator.

    Notes
    -----
    The primary outcome is drawn participant by participant, as counts, and tested by
    ``van_elteren`` or ``cochran_mantel_haenszel``. The statistics of secondary outcomes are drawn
    as normal around the effect, in standard deviations, times :math:`\sqrt{n_1 n_0 / (n_1+n_0)}`,
    correlated with the primary's and with each other. At an interim look only the primary outcome
    decides; in a trial that stops there, secondary outcomes are held to the level of that look.
    Recruitment is taken to wait for the look. Prognosis comes in five bands.

    Examples
    --------
    >>> plan = TrialPlan([0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11], odds_ratio=1.5,
    ...                  participants=(300, 300))
    >>> found = operating_characteristics(plan, replicates=4_000, rng=np.random.default_rng(1))
    >>> print(found.power)
    79.9% (± 1.2, 4,000 simulated trials)
    """
    wanted = trials(replicates)
    generator(rng)
    parts: tuple[list[SimulatedTrials], list[SimulatedTrials]] = ([], [])
    nothing = plan.without_effect()
    for first in range(0, wanted, AT_ONCE):
        batch = min(AT_ONCE, wanted - first)
        for kept, truth in zip(parts, (plan, nothing), strict=True):
            kept.append(simulated_trials(truth, batch, rng))
        if progress is not None:
            progress(first + batch, wanted)
    with_effect, without = (
        SimulatedTrials(*map(np.concatenate, zip(*kept, strict=True))) for kept in parts
    )
    return _characteristics(plan, with_effect, without)


def _characteristics(
    plan: TrialPlan, found: SimulatedTrials, without: SimulatedTrials
) -> OperatingCharacteristics:
    def chance(happened: Booleans) -> SimulatedChance:
        return SimulatedChance(int(happened.sum()), len(happened))

    sizes = planned_outcomes(plan).sizes.sum(axis=-1)
    sizes = np.where(found.stopped, sizes[0], sizes.sum())
    significant = np.abs(found.estimate[found.primary])
    return OperatingCharacteristics(
        plan=plan,
        power=chance(found.primary),
        secondary_power=chance(found.claimed),
        type_one_error=chance(without.primary),
        misleading_secondary=chance(without.tempting),
        false_secondary=chance(without.claimed),
        any_false_claim=chance(without.primary | without.claimed),
        stopped_early=chance(found.stopped),
        exaggeration=float(significant.mean()) if len(significant) else float("nan"),
        expected_participants=float(sizes.mean()),
    )
