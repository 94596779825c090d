"""What a protocol synopsis says: the sections, from a question, a plan and its simulation."""

from __future__ import annotations

from course_lib import published
from course_lib.lessons.plan_choices import BANDS, CORRELATION, code_of
from course_lib.lessons.plan_views import CHANCES, said
from course_lib.lessons.synopsis_cautions import cautions
from course_lib.lessons.synopsis_document import Code, Document, Section, Table
from course_lib.lessons.synopsis_items import items_section
from course_lib.lessons.synopsis_words import (
    DELIVERY,
    RULES,
    Proposal,
    analysed_of,
    losses_of,
    openness_of,
    size_paragraph,
    test_of,
)
from course_lib.lessons.table_views import source_of


def synopsis(proposal: Proposal) -> Document:
    """The whole synopsis."""
    sections = (
        question_section(proposal),
        design_section(proposal),
        size_section(proposal),
        analysis_section(proposal),
        secondary_section(proposal),
        simulation_section(proposal),
    )
    title = f"Protocol synopsis: {proposal.question.treatment}"
    return Document(title, (*sections, caution_section(proposal), items_section(sections)))


def question_section(proposal: Proposal) -> Section:
    """The estimand, and what it asks for."""
    asked = proposal.question
    return Section(
        "Question",
        (asked.sentence, *(sentence(line) for line in asked.handling)),
        spirit=("16",),
        consort=("7", "14"),
    )


def sentence(told: str) -> str:
    """What to do about an event, without the name of the function that does it."""
    first = told.partition(";")[0]
    return f"{first[0].upper()}{first[1:]}."


def design_section(proposal: Proposal) -> Section:
    """Design, allocation, blinding."""
    treatment, control = proposal.plan.participants
    strata = (
        f"in permuted blocks of varying size within {BANDS} bands of prognosis"
        if proposal.plan.prognosis.stratified
        else "in permuted blocks of varying size"
    )
    allocated = (
        f"Randomised, two parallel arms, superiority; {treatment:,} participants allocated to "
        f"treatment and {control:,} to control, {strata}. A statistician outside the trial makes "
        f"the sequence; it is kept centrally, so that nobody who enrols can foresee it."
    )
    return Section(
        "Design",
        (allocated, DELIVERY[proposal.delivery]),
        spirit=("12", "21a–b", "22–23", "24a–c"),
        consort=("9", "17a", "17b", "18", "19", "20a"),
    )


def size_section(proposal: Proposal) -> Section:
    """The paragraph to paste, and the look."""
    spirit, consort = ["19"], ["16a"]
    if proposal.plan.interim is not None:
        spirit, consort = [*spirit, "28a–b"], [*consort, "16b"]
    return Section(
        "Sample size", (size_paragraph(proposal),), spirit=tuple(spirit), consort=tuple(consort)
    )


def analysis_section(proposal: Proposal) -> Section:
    """Primary analysis, analysis set, missing outcomes."""
    plan = proposal.plan
    tested = (
        f"{analysed_of(proposal)} The primary outcome is tested by {test_of(plan)}; the "
        f"{proposal.question.summary} is reported with its 95% interval."
    )
    missing = (
        f"{losses_of(plan).strip()} Everybody is followed up whether or not treated as allocated. "
        f"A tipping-point analysis says how much worse the missing outcomes of one arm would have "
        f"to be to change the conclusion."
    )
    return Section(
        "Primary analysis",
        (tested, missing),
        spirit=("25b", "27a–d"),
        consort=("21a", "21b", "21c"),
    )


def secondary_section(proposal: Proposal) -> Section:
    """Secondary outcomes and the rule by which they are claimed."""
    secondaries = proposal.plan.secondaries
    number = len(secondaries.effects)
    if not number:
        return Section("Secondary outcomes", ("No secondary outcome is claimed.",))
    rule = (
        f"Key secondary outcomes: {number}, named and ordered before the first participant. They "
        f"are tested {RULES[secondaries.rule]}. All others are reported with intervals and without "
        f"claims."
    )
    assumed = (
        f"Assumed: an effect of {secondaries.effects[0]:.2f} standard deviations on each, and a "
        f"correlation of {CORRELATION:g} between outcomes."
    )
    return Section(
        "Secondary outcomes",
        (rule, assumed),
        spirit=("16", "27a–d"),
        consort=("14", "21a", "21d"),
    )


def simulation_section(proposal: Proposal) -> Section:
    """Operating characteristics, and the code that gives them once more."""
    found = proposal.found
    rows = [(title, said(chance(found))) for title, (chance, _) in CHANCES.items()]
    rows += [
        ("claim of any outcome, treatment does nothing", said(found.any_false_claim)),
        ("significant estimates, times the truth", f"{found.exaggeration:.2f}"),
        ("participants on average", f"{found.expected_participants:,.0f}"),
    ]
    table = Table(
        f"{found.power.replicates:,} simulated trials, seed {proposal.seed}; ± simulation error",
        ("operating characteristic", "value"),
        tuple(rows),
    )
    code = code_of(found.plan, proposal.control, trials=found.power.replicates, seed=proposal.seed)
    return Section(
        "Operating characteristics",
        (
            table,
            "The same numbers from code:",
            Code(code),
            (
                f"Control arm: {source_of(published.load(proposal.control))}. Everything else is "
                f"assumed. {openness_of(found.plan)} “False” and “misleading” are counted where "
                f"treatment does nothing."
            ),
        ),
    )


def caution_section(proposal: Proposal) -> Section:
    """What a reviewer of this plan would ask first."""
    found = cautions(proposal)
    return Section("Before it goes to a committee", found or ("The choices fit together.",))
