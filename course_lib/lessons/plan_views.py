"""Views of whole plans: what they would do if they were run many times, side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from course_lib import evidence, figures, published
from course_lib.lessons.plan_choices import BESIDE, Truth, plan_of, plans_of
from course_lib.lessons.plan_runs import Report, run_all
from course_lib.lessons.table_views import source_of
from course_lib.ui import View

Found = evidence.OperatingCharacteristics
TRIALS, SEED = 10_000, 10
CHANCES: dict[str, tuple[Callable[[Found], evidence.SimulatedChance], bool]] = {
    "power, primary": (lambda found: found.power, False),
    "power, a secondary": (lambda found: found.secondary_power, False),
    "false primary": (lambda found: found.type_one_error, True),
    "misleading secondary": (lambda found: found.misleading_secondary, True),
}
ASSUMED = (
    "Simulated. Truth, openness and correlations are assumed; the control arm is that of a "
    "published trial: "
)


def compared(report: Report, **settings: Any) -> View:
    """The learner's plan beside three others, each run many times under the same truth."""
    trials, seed = settings.pop("trials"), settings.pop("seed")
    found = run_all(plans_of(**settings), trials=trials, seed=seed, report=report)
    return scorecard_of(found, settings["control"])


def beside_starting_2(truth: Truth, *, trials: int = TRIALS, seed: int = SEED) -> View:
    """A trial like STARTING-2, run many times: what a size of 39 against 15 does."""
    name = next(iter(BESIDE))
    plans = {name: plan_of(**truth, **BESIDE[name])}
    return scorecard_of(run_all(plans, trials=trials, seed=seed), truth["control"])


def scorecard_of(found: dict[str, Found], control: str) -> View:
    """Plans in rows, chances in columns; the reading speaks of the first, set off from others."""
    columns = [
        figures.Column(
            title,
            [chance(one).value for one in found.values()],
            [f"{100 * chance(one).value:.1f}%" for one in found.values()],
            small_is_better=small,
            full=1,
        )
        for title, (chance, small) in CHANCES.items()
    ]
    too_large = [0 if np.isnan(one.exaggeration) else one.exaggeration for one in found.values()]
    said = [f"× {value:.2f}" if value else "not defined" for value in too_large]
    people = [one.expected_participants for one in found.values()]
    large, many = max(4, *too_large), max(1_000, *people)
    columns.append(figures.Column("estimate if significant", too_large, said, True, large))
    columns.append(
        figures.Column("mean participants", people, [f"{n:,.0f}" for n in people], True, many)
    )
    labels, first = [capital(name) for name in found], [0] if len(found) > 1 else []
    figure = figures.scorecard(columns, labels=labels, highlight=first)
    reading = told(*next(iter(found.items())))
    return View(figure, reading, twin(found), ASSUMED + source_of(published.load(control)))


def told(name: str, found: Found) -> str:
    """A plan's operating characteristics as sentences."""
    treatment, control = found.plan.participants
    trials = found.power.replicates
    large = "" if np.isnan(found.exaggeration) else (
        f" A significant result overstates the effect {found.exaggeration:.2f} times on average."
    )  # fmt: skip
    return (
        f"{capital(name)}, {treatment:,} against {control:,}, run {trials:,} times. If treatment "
        f"works as assumed: the primary outcome is significant in {said(found.power)}, a secondary "
        f"one may be claimed in {said(found.secondary_power)}.{large} If treatment does nothing: "
        f"the primary outcome is significant in {said(found.type_one_error)}; it is not, but a "
        f"secondary outcome is, in {said(found.misleading_secondary)}. Participants on average: "
        f"{found.expected_participants:,.0f}."
    )


def said(chance: evidence.SimulatedChance) -> str:
    """A chance with its simulation error."""
    return f"{100 * chance.value:.1f}% (±{100 * chance.error:.1f})"


def capital(name: str) -> str:
    """A name as it begins a sentence."""
    return name[0].upper() + name[1:]


def twin(found: dict[str, Found]) -> pd.DataFrame:
    """All numbers of all plans, with their simulation errors."""
    rows = {
        "randomised": [sum(one.plan.participants) for one in found.values()],
        **{
            f"{title}, %": [said(chance(one)) for one in found.values()]
            for title, (chance, _) in CHANCES.items()
        },
        "false claim of any outcome, %": [said(one.any_false_claim) for one in found.values()],
        "stopped at the look, %": [said(one.stopped_early) for one in found.values()],
        "estimate if significant, times the truth": [
            f"{one.exaggeration:.2f}" for one in found.values()
        ],
        "participants on average": [f"{one.expected_participants:,.0f}" for one in found.values()],
    }
    return pd.DataFrame(rows, [capital(name) for name in found]).T.replace("nan", "not defined")
