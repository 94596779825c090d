"""Views of what openness, losses and many outcomes do where treatment does nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course_lib import evidence, figures, published
from course_lib.lessons.plan_choices import control_of
from course_lib.lessons.plan_runs import run
from course_lib.lessons.plan_views import said
from course_lib.lessons.table_views import source_of
from course_lib.ui import View

ARM = "treasure"
SIZES = np.unique(np.geomspace(40, 4_000, 40).round(-1)).astype(int)
RULES = {
    "none": "each at 5%, whatever the primary shows",
    "holm": "Holm among them, whatever the primary shows",
    "gatekeeping": "behind the primary, then Holm",
    "fixed sequence": "behind the primary, in a fixed order",
}


def useless(total: int, delivery: evidence.Delivery) -> evidence.TrialPlan:
    """A trial of a treatment that does nothing, half in each arm."""
    return evidence.TrialPlan(control_of(ARM), 1.0, (total // 2, total // 2), delivery=delivery)


def known_arm(unblinded: int, expectation: float, behaviour: float, total: int) -> View:
    """How often a useless treatment is found to work where somebody knows who received it."""
    delivery = evidence.Delivery(behaviour, unblinded / 100, expectation)
    curve = np.array([evidence.planned_power(useless(size, delivery)) for size in SIZES])
    here = evidence.planned_power(useless(total, delivery))
    reading = (
        f"A treatment that does nothing. {unblinded}% of the raters know or guess the arm and rate "
        f"with an odds ratio of {expectation:.2f}; extra care has one of {behaviour:.2f}. "
        f"A trial of {total:,} has p below 0.05 in {100 * here:.1f}% of cases. With "
        f"{SIZES[0]} participants it is {100 * curve[0]:.1f}%, with {SIZES[-1]:,} "
        f"{100 * curve[-1]:.1f}%."
    )
    figure = figures.curves(
        SIZES,
        {"useless treatment, arm known": curve, "blinded": np.full(len(SIZES), 0.05)},
        marks=[figures.Mark(total, here, f"{total:,} participants: {100 * here:.1f}%")],
        titles=("participants, both arms together", "p below 0.05"),
        log=True,
    )
    table = pd.DataFrame({"p below 0.05, %": (100 * curve[::6]).round(1)}, SIZES[::6])
    return View(figure, reading, table, f"assumed; control arm: {source_of(published.load(ARM))}")


def false_findings(unblinded: int, expectation: float, behaviour: float, total: int) -> float:
    """How often, in per cent, such a trial of a useless treatment has p below 0.05."""
    delivery = evidence.Delivery(behaviour, unblinded / 100, expectation)
    return 100 * evidence.planned_power(useless(total, delivery))


def many_outcomes(outcomes: int, rule: str, correlation: int, trials: int, seed: int) -> View:
    """What a family of secondary outcomes does where treatment does nothing to any of them."""
    found = run(family(outcomes, rule, correlation), trials=trials, seed=seed)
    labels = [
        "primary p below 0.05",
        "primary not, but a secondary p below 0.05",
        "a secondary outcome claimed under the rule",
        "anything claimed",
    ]
    chances = [
        found.type_one_error,
        found.misleading_secondary,
        found.false_secondary,
        found.any_false_claim,
    ]
    reading = (
        f"{trials:,} simulated trials in which treatment does nothing to any outcome; {outcomes} "
        f"secondary outcome{'' if outcomes == 1 else 's'}, correlation {correlation / 100:.1f}, "
        f"tested {RULES[rule]}. In {said(chances[1])} the primary outcome is not significant "
        f"and a secondary one has a p below 0.05. Under the rule one may be "
        f"claimed in {said(chances[2])}, anything at all in {said(chances[3])}."
    )
    figure = figures.rates(
        [one.value for one in chances],
        labels=labels,
        errors=[one.error for one in chances],
        reference=0.05,
    )
    table = pd.DataFrame({"% of trials": [said(one) for one in chances]}, labels)
    return View(figure, reading, table, "simulated; the correlation is assumed")


def family(outcomes: int, rule: str, correlation: int) -> evidence.TrialPlan:
    """A trial of 54 in which nothing has an effect, with so many secondary outcomes."""
    secondaries = evidence.Secondaries((0.0,) * outcomes, correlation / 100, rule)
    return evidence.TrialPlan(control_of(ARM), 1.0, (39, 15), secondaries=secondaries)


def misleading(outcomes: int, rule: str, correlation: int, trials: int, seed: int) -> float:
    """How often, in per cent, a secondary outcome misleads beside a null primary one."""
    found = run(family(outcomes, rule, correlation), trials=trials, seed=seed)
    return 100 * found.misleading_secondary.value


def lost(treated: int, untreated: int, by_outcome: float, handling: str) -> View:
    """What losses do to power and to the level, by how they are handled."""
    power, level = lost_rates(treated, untreated, by_outcome, handling)
    full, _ = lost_rates(0, 0, 1, "known")
    how = {"known": "Known outcomes are analysed", "worst": "Unknown ones count as the worst level"}
    reading = (
        f"300 per arm, {treated}% of the treated and {untreated}% of the controls lost; each level "
        f"worse multiplies the odds of being lost by {by_outcome:.1f}. {how[handling]}. With an "
        f"odds ratio of 1.50 power is {100 * power:.1f}% (nobody lost: {100 * full:.1f}%). If "
        f"treatment does nothing, p is below 0.05 in {100 * level:.1f}%."
    )
    labels = ["found, odds ratio 1.50", "false finding, treatment does nothing"]
    figure = figures.rates([power, level], labels=labels, reference=0.05)
    table = pd.DataFrame({"% of trials": np.round([100 * power, 100 * level], 1)}, labels)
    return View(figure, reading, table, f"assumed; control arm: {source_of(published.load(ARM))}")


def lost_rates(
    treated: int, untreated: int, by_outcome: float, handling: str
) -> tuple[float, float]:
    """Power for an odds ratio of 1.5, and the level, of 300 per arm with such losses."""
    missing = evidence.MissingOutcomes(treated / 100, untreated / 100, by_outcome, handling)
    plan = evidence.TrialPlan(control_of(ARM), 1.5, (300, 300), missing=missing)
    return evidence.planned_power(plan), evidence.planned_power(plan.without_effect())
