"""What a reviewer of a plan would ask first: choices that do not fit, and weak places."""

from __future__ import annotations

from course_lib import published
from course_lib.lessons.synopsis_words import Proposal

WANTED_POWER, TOLERATED = 0.8, 0.055


def cautions(proposal: Proposal) -> tuple[str, ...]:
    """One sentence for each; none where the choices fit together."""
    return (*of_the_question(proposal), *of_the_plan(proposal), *of_the_errors(proposal))


def of_the_question(proposal: Proposal) -> list[str]:
    """Where the question and the plan speak of different trials."""
    asked, told = proposal.question, []
    if ("sham" in asked.treatment) != (proposal.delivery == "blinded"):
        told.append(
            "The question and the delivery do not fit: a sham belongs to a blinded trial, and a "
            "comparison with standard care alone to an open one."
        )
    timepoint = published.load(proposal.control).timepoint
    if timepoint not in asked.variable:
        told.append(
            f"The control arm was observed at {timepoint}, but the question is about the "
            f"{asked.variable}."
        )
    return told


def of_the_plan(proposal: Proposal) -> list[str]:
    """Where the plan makes its own life hard."""
    plan, told = proposal.plan, []
    if plan.prognosis.weight > 1 and not plan.prognosis.adjusted:
        told.append("Prognosis is known to tell much of the outcome, and the analysis ignores it.")
    if plan.secondaries.effects and plan.secondaries.rule == "none":
        told.append("No rule protects the secondary outcomes: none of them can be claimed.")
    if plan.interim is not None and plan.interim.boundary == "uncorrected":
        told.append("The interim look is not corrected for: the level is not 5%.")
    return told


def of_the_errors(proposal: Proposal) -> list[str]:
    """Where the operating characteristics are not what a trial should promise."""
    found, told = proposal.found, []
    if found.power.value < WANTED_POWER:
        told.append(
            f"Power is {100 * found.power.value:.0f}%: call it a pilot, or find more participants."
        )
    if found.type_one_error.interval[0] > TOLERATED:
        told.append(
            f"If treatment does nothing, the primary outcome is significant in "
            f"{100 * found.type_one_error.value:.1f}% of trials, not in 5%."
        )
    return told
