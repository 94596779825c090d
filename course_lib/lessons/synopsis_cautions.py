"""What a reviewer of a plan would ask first: choices that do not fit, and weak places."""

from __future__ import annotations

from course_lib import published
from course_lib.analysis import Strategy
from course_lib.lessons.synopsis_words import Proposal

WANTED_POWER, TOLERATED = 0.8, 0.055
SAME_TIME = {"3 months": "90 days", "365 days": "12 months"}
NOT_SIMULATED = (Strategy.HYPOTHETICAL, Strategy.PRINCIPAL_STRATUM)


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
    if SAME_TIME.get(timepoint, timepoint) not in asked.variable:
        told.append(
            f"The control arm was observed at {timepoint}, but the question is about "
            f"{asked.variable}."
        )
    events = [one for one in asked.intercurrent_events if one.handling in NOT_SIMULATED]
    told += [
        f"The size was simulated with every outcome as observed, {one.event} or not. The question "
        f"asks otherwise, and may take more participants."
        for one in events
    ]
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
    if plan.missing.handling == "worst" and plan.missing.treatment:
        told.append(
            "Counting the missing as the worst level favours the arm that loses fewer. It is not "
            "cautious."
        )
    if plan.primary.method == "hierarchical" and not plan.secondaries.effects[0]:
        told.append("Treatment is not expected to move the score that breaks ties: leave it out.")
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
            f"{100 * found.type_one_error.value:.1f}% of trials, not in 5%; power is flattered "
            f"by the same."
        )
    return told
