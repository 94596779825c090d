"""The same results in words: as a paper prints them, and for somebody who reads no papers."""

from __future__ import annotations

from course_lib import __version__
from course_lib.estimate.estimate import in_words
from course_lib.report.findings import Findings
from course_lib.report.material import Material
from course_lib.report.phrases import in_hundred, per_cent, said, sides
from course_lib.report.section import Section
from course_lib.report.wording import clean, counted


def in_a_paper(material: Material, found: Findings) -> Section:
    """Methods and results, to be shortened by the reader."""
    told = (f"Methods. {_methods(material, found)}", f"Results. {_results(material, found)}")
    return Section("paper", "For a paper", told)


def _methods(material: Material, found: Findings) -> str:
    one, other = material.arms
    said_so = [
        (
            "Participants were analysed in the arm to which they were allocated. The distribution "
            f"of the {material.scale.name} was compared between {one} and {other} by a "
            f"proportional-odds model (common odds ratio, above 1 in favour of {one}, with "
            "Wald and "
            "profile-likelihood "
            "95% confidence intervals) and by the Wilcoxon–Mann–Whitney test"
            f"{', also exact' if 'exact wilcoxon' in found.tests else ''}. Proportionality was "
            "examined by the odds ratios at all cuts and a likelihood-ratio test against the "
            f"saturated model. Good outcome ({material.good}) was compared by risk difference "
            "(Newcombe's interval), risk ratio and odds ratio. Win probability and win odds "
            "compare all pairs of participants."
        ),
    ]
    if found.adjusted_for:
        names = ", ".join(clean(name, 40) for name in material.adjust)
        strata = any(term.startswith("stratum") for term in found.adjusted_for)
        given = [part for part in (names, "strata" if strata else "") if part]
        said_so.append(f"The model was also adjusted for {' and '.join(given)}.")
    if material.strata is not None:
        said_so.append("Van Elteren's test and stratified win odds compared within strata.")
    if any(material.missing):
        said_so.append(
            "Participants without an outcome were left out; best and worst cases and all "
            "possible outcomes of the missing show what that could change."
        )
    said_so.append(f"Tests are two-sided. Computed with course_lib {__version__}.")
    return " ".join(said_so)


def _results(material: Material, found: Findings) -> str:
    one, other = material.arms
    estimates, allocated = found.estimates, material.allocated
    seen = material.table.participants.tolist()
    place = material.scale.cut_position(material.cut)
    good = material.table.counts[:, : place + 1].sum(axis=-1).tolist()
    model = estimates.get("adjusted common odds ratio")
    adjusted = f"; adjusted {said(model)}" if model else ""
    said_so = [
        (
            f"Of {counted(sum(allocated), 'participant')}, {allocated[0]:,} were allocated to "
            f"{one} and {allocated[1]:,} to {other}; outcomes are known of {seen[0]:,} and "
            f"{seen[1]:,}."
        ),
        f"{estimates['common odds ratio']}{adjusted}.",
        (
            f"Good outcome ({material.good}): {per_cent(good[0], seen[0])} against "
            f"{per_cent(good[1], seen[1])}; risk difference {said(estimates['risk difference'])}."
        ),
        f"{estimates['win probability']}.",
        f"{found.check}.",
    ]
    if any(material.missing):
        said_so.append(
            "With the missing at their worst and best for the treatment, the common odds ratio "
            f"is {said(estimates['worst case, common odds ratio'])} and "
            f"{said(estimates['best case, common odds ratio'])}."
        )
    return " ".join(said_so)


def in_plain_words(material: Material, found: Findings) -> Section:
    """People of 100, and what the trial leaves open."""
    one, other = material.arms
    table, place = material.table, material.scale.cut_position(material.cut)
    treated, control = (float(share) for share in table.cumulative[:, place])
    difference = found.estimates["risk difference"]
    lower, upper = (float(end) for end in difference.confidence_interval())
    chance = found.estimates["win probability"]
    told = [
        (
            f"Of 100 people with {other}, {100 * control:.1f} had a good outcome "
            f"({material.good}); of 100 with {one}, {100 * treated:.1f}: "
            f"{in_hundred(float(difference.value))} in "
            f"100. The trial is compatible with anything from {in_hundred(lower)} to "
            f"{in_hundred(upper)}."
        ),
        (
            f"Take one person of each arm, as chance will have it: the one with {one} fares "
            f"better, ties counted half, {100 * float(chance.value):.1f} times in 100; 50 "
            "would be no "
            "difference."
        ),
        _conclusion(material, found),
    ]
    if any(material.missing):
        told.append(
            f"How {counted(sum(material.missing), 'participant')} fared is not known; the numbers "
            "leave them out."
        )
    return Section("plain", "In plain words", tuple(told))


def _conclusion(material: Material, found: Findings) -> str:
    one, other = material.arms
    shift = found.estimates["common odds ratio"]
    if float(shift.value) != float(shift.value):
        return "Everybody had the same outcome: the trial says nothing of a difference."
    lower, upper = shift.confidence_interval()
    interval = f"{in_words(lower)} to {in_words(upper)}, where 1 is no difference"
    where = {
        "benefit": f"lies on the side of {one}. How much of it matters is a question of its own",
        "harm": f"lies on the side of {other}",
        "either": f"holds both: better with {one} and better with {other}. That is not the same "
        "as no difference; look at how far it reaches",
    }[sides(shift)]
    return f"Over all levels, the interval of the common odds ratio ({interval}) {where}."


def how_made(material: Material, source: str) -> Section:
    """What the report was made with, and the lines that make it again."""
    one, other = (arm.tolist() for arm in material.table.counts)
    scale = material.scale
    code = (
        f"report(OutcomeTable.from_counts(treatment={one}, control={other}, scale=scale), "
        f"missing={material.missing})"
    )
    told: tuple[str, ...] = (
        (
            f"Made with course_lib {__version__} on the machine of the reader; nothing was sent "
            "anywhere. Intervals are of 95%; benefit of the first arm lies above 1 for ratios and "
            "above 0 for differences."
        ),
        (
            f"What needs the counts alone, again: {code}, where scale is the {clean(scale.name)} "
            f"({', '.join(map(clean, scale.levels))})."
        ),
    )
    if source:
        told = (*told, f"Source of the data: {source}")
    return Section("made", "How this was made", told)
