"""The sentences of a protocol synopsis: sample size, test, losses, look, openness."""

from __future__ import annotations

from dataclasses import dataclass

from course_lib import design, evidence, published
from course_lib.analysis import Estimand, Strategy
from course_lib.lessons.plan_choices import BANDS, CUT, FRACTION
from course_lib.lessons.table_views import per_cent

TESTS = {
    "shift": "the Wilcoxon–Mann–Whitney test of all levels",
    "dichotomy": "a chi-squared test of mRS 0–2 against 3–6",
    "utility": "a test of mean utility weights",
    "hierarchical": "the Wilcoxon–Mann–Whitney test of pairs compared by mRS and, where they tie, "
    "by the first secondary outcome",
}
STRATIFIED = {
    "shift": "van Elteren's test of all levels",
    "dichotomy": "the Cochran–Mantel–Haenszel test of mRS 0–2 against 3–6",
    "utility": "the Cochran–Mantel–Haenszel test of mean utility weights",
    "hierarchical": "van Elteren's test of pairs compared by mRS and, where they tie, by the first "
    "secondary outcome",
}
RULES = {
    "none": "each at 5%, whatever the primary outcome shows; no claim is protected",
    "holm": "by Holm's method among them, whatever the primary outcome shows",
    "gatekeeping": "only if the primary outcome is significant, then by Holm's method",
    "fixed sequence": "only if the primary outcome is significant, then one after the other in "
    "this order, until one fails",
}
DELIVERY = {
    "blinded": "Participants, staff and raters are blinded by a sham.",
    "raters": "Treatment is open; raters are kept blinded, and how many guess the arm is recorded.",
    "open": "Treatment is open, and raters know the arm.",
}
BOUNDARIES = {
    "obrien-fleming": "O'Brien–Fleming",
    "pocock": "Pocock",
    "uncorrected": "uncorrected (the level is not held)",
}


@dataclass(frozen=True)
class Proposal:
    """What the learner has decided: the question, the plan, its simulation and its seed."""

    question: Estimand
    control: str
    delivery: str
    found: evidence.OperatingCharacteristics
    seed: int

    @property
    def plan(self) -> evidence.TrialPlan:
        """The planned trial."""
        return self.found.plan


def size_paragraph(proposal: Proposal) -> str:
    """A sample-size paragraph with every assumption."""
    plan, found = proposal.plan, proposal.found
    treatment, control = plan.participants
    (low, high), (least, most) = found.power.interval, found.type_one_error.interval
    return (
        f"We will randomise {treatment + control:,} participants ({treatment:,} to treatment, "
        f"{control:,} to control). {expected_of(proposal)} The primary outcome is tested by "
        f"{test_of(plan)} at a two-sided level of {100 * plan.primary.alpha:g}%.{losses_of(plan)}"
        f"{look_of(plan)} {openness_of(plan)} With all this, in {found.power.replicates:,} "
        f"simulated trials (seed {proposal.seed}), power was {100 * found.power.value:.1f}% (95% "
        f"interval {100 * low:.1f} to {100 * high:.1f}%) and the type I error, where treatment "
        f"does nothing, {100 * found.type_one_error.value:.1f}% ({100 * least:.1f} to "
        f"{100 * most:.1f}%)."
    )


def expected_of(proposal: Proposal) -> str:
    """What is expected in the control arm, and what treatment is planned to make of it."""
    plan, trial = proposal.plan, published.load(proposal.control)
    levels = zip(plan.scale.levels, plan.control, strict=True)
    shares = ", ".join(f"{level}: {100 * share:.1f}%" for level, share in levels)
    better = design.shifted(plan.control, odds_ratio=plan.odds_ratio)
    start, end = (per_cent(sum(arm[: CUT + 1])) for arm in (plan.control, better))
    score = (
        f" On the score that breaks ties we expect a gain of {plan.secondaries.effects[0]:.2f} "
        f"standard deviations, and a correlation of {plan.secondaries.correlation:g} with the mRS."
        if plan.primary.method == "hierarchical"
        else ""
    )
    return (
        f"In the control arm we expect the distribution of the mRS at {trial.timepoint} that the "
        f"control arm of {trial.title} had ({trial.population}; {shares}). The trial is planned "
        f"for a common odds ratio of {plan.odds_ratio:.2f} for a better outcome over all "
        f"participants, which brings mRS 0–2 from {start} to {end}.{score}"
    )


def analysed_of(proposal: Proposal) -> str:
    """Who is analysed for the primary outcome, and in which arm."""
    missing = proposal.plan.missing
    left_out = missing.handling == "known" and missing.treatment + missing.control > 0
    everyone = (
        f"Everybody randomised{' whose outcome is known' if left_out else ''} is analysed in the "
        f"arm of allocation."
    )
    events = proposal.question.intercurrent_events
    aside = [one.event for one in events if one.handling == Strategy.HYPOTHETICAL]
    if aside:
        everyone += (
            f" Outcomes after “{' or '.join(aside)}” are set aside and imputed, as the question "
            f"asks."
        )
    if proposal.question.analysis_set != "intention_to_treat":
        return (
            "The question is about a stratum that nobody can be seen to belong to: the effect in "
            f"it is estimated by a model, beside an analysis of all. {everyone}"
        )
    return everyone


def test_of(plan: evidence.TrialPlan) -> str:
    """The primary test in words, with its bands."""
    if not plan.prognosis.adjusted:
        return TESTS[plan.primary.method]
    return (
        f"{STRATIFIED[plan.primary.method]}, within {BANDS} bands of prognosis (assumed odds ratio "
        f"{plan.prognosis.weight:.1f} per standard deviation)"
    )


def losses_of(plan: evidence.TrialPlan) -> str:
    """What is foreseen of missing outcomes, as a sentence."""
    share = plan.missing.treatment
    if not share:
        return " No outcome is expected to be missing."
    how = {"known": "are left out of the primary analysis", "worst": "count as the worst level"}
    return (
        f" We expect {100 * share:.0f}% of outcomes to be missing in each arm, whatever they are; "
        f"the missing {how[plan.missing.handling]}."
    )


def look_of(plan: evidence.TrialPlan) -> str:
    """The interim look, as a sentence."""
    if plan.interim is None:
        return " There is no interim look."
    first, last = plan.critical_values
    return (
        f" One interim look at the primary outcome, when it is known for "
        f"{100 * FRACTION:.0f}% of the participants, stops the trial at an absolute z of "
        f"{first:.2f} or more; the final analysis needs {last:.2f} "
        f"({BOUNDARIES[plan.interim.boundary]} boundary). Recruitment waits for the look."
    )


def openness_of(plan: evidence.TrialPlan) -> str:
    """What openness is assumed to add, as a sentence."""
    given = plan.delivery
    if given == evidence.Delivery():
        return "Blinding is taken to be complete."
    return (
        f"Of openness we assume extra care under treatment (odds ratio {given.behaviour:g}); "
        f"{100 * given.unblinded:.0f}% of raters know the arm and rate the treated better (mRS: "
        f"odds ratio {given.expectation:g}; scores: {given.scores:g} standard deviations)."
    )
