"""The same results in words: as a paper prints them, and for somebody who reads no papers."""

from __future__ import annotations

from math import isnan

from course_lib import __version__
from course_lib.estimate.estimate import in_words, p_in_words
from course_lib.report.findings import Findings
from course_lib.report.imputed_outcomes import ALPHA, MAR, SHOWN
from course_lib.report.material import Material
from course_lib.report.missing_section import how_imputed
from course_lib.report.phrases import bracketed, in_hundred, inside, per_cent, sides, together
from course_lib.report.section import Section
from course_lib.report.wording import clean, counted


def in_a_paper(material: Material, found: Findings) -> Section:
    """Methods and results, to be shortened by the reader."""
    told = (f"Methods. {_methods(material, found)}", f"Results. {_results(material, found)}")
    return Section("paper", "For a paper", told)


def _methods(material: Material, found: Findings) -> str:
    one, other = material.arms
    exact = ", with an exact p value" if "exact wilcoxon" in found.tests else ""
    said_so = [
        "[Name the primary analysis here, as it was planned; the others support it.]",
        "Participants were analysed in the group to which they were allocated.",
        (
            f"The distribution of the {material.scale.name} was compared between {one} and {other} "
            "with a proportional-odds model; common odds ratios above 1 favour "
            f"{one} and are given with Wald and profile-likelihood 95% confidence intervals (CI). "
            f"The Wilcoxon–Mann–Whitney test was used as well{exact}. The proportional-odds "
            "assumption was examined by the odds ratios at all cut-points and by a "
            "likelihood-ratio test against the saturated model."
        ),
        (
            f"A good outcome ({_good(material)}) was compared by risk difference (Newcombe's "
            "interval), risk ratio, odds ratio and number needed to treat; all pairs of "
            "participants by win probability (ties count half), win odds and generalised odds "
            "ratio."
        ),
        *_methods_adjusted(material, found),
        *_methods_missing(material, found),
        (
            "Tests were two-sided; neither p values nor intervals were adjusted for multiplicity. "
            f"Computed with course_lib {__version__}."
        ),
    ]
    return " ".join(said_so)


def _good(material: Material) -> str:
    """What counts as a good outcome, with its scale where the levels are numbers."""
    words = any(len(level) > 2 for level in material.scale.levels)
    return material.good if words else f"{material.good} on the {material.scale.name}"


def _methods_adjusted(material: Material, found: Findings) -> list[str]:
    said_so = []
    if found.adjusted_for:
        strata = any(term.startswith("stratum") for term in found.adjusted_for)
        names = together([*material.adjust, *(("stratum",) if strata else ())])
        said_so.append(f"The model was also fitted with adjustment for {names}.")
    if material.strata is not None:
        said_so.append("Van Elteren's test and stratified win odds compared within strata.")
    if found.sets:
        said_so.append("Per-protocol and as-treated sets were analysed for comparison only.")
    return said_so


def _methods_missing(material: Material, found: Findings) -> list[str]:
    if not any(material.missing):
        return []
    every = "the worst and the best case for the treatment were examined"
    if found.tipping is not None:
        every = f"{every}, as were all ways in which the missing outcomes could lie"
    said_so = ["Participants without an outcome were left out of the main analyses."]
    if found.imputed is None:
        return [*said_so, f"In sensitivity analyses {every}."]
    imputed = found.imputed
    odds = " and ".join(f"{one:g}" for one in SHOWN)
    return [
        *said_so,
        (
            f"In sensitivity analyses missing outcomes were multiply imputed ({imputed.number} "
            f"imputations, drawn {how_imputed(imputed)}, pooled by Rubin's rules; seed "
            f"{imputed.seed}) as missing at random, as in the control group, and delta-adjusted, "
            f"with {odds} times the odds of a better outcome in either group and in both; {every}."
        ),
    ]


def _results(material: Material, found: Findings) -> str:
    one, other = material.arms
    allocated, seen = material.allocated, material.table.participants.tolist()
    said_so = [
        (
            f"Of {counted(sum(allocated), 'participant')}, {allocated[0]:,} "
            f"{'was' if allocated[0] == 1 else 'were'} allocated to {one} and "
            f"{allocated[1]:,} to {other}; the outcome was known for "
            f"{per_cent(seen[0], allocated[0])} and {per_cent(seen[1], allocated[1])}."
        ),
        _shift_in_a_paper(material, found),
        _good_in_a_paper(material, found),
        _check_in_a_paper(found),
    ]
    names = {
        MAR: "with the missing outcomes imputed",
        "worst case, common odds ratio": "in the worst case for the treatment",
        "best case, common odds ratio": "in the best case",
    }
    missing = [
        f"{bracketed(found.estimates[name])} {words}"
        for name, words in names.items()
        if name in found.estimates
    ]
    if missing:
        said_so.append(f"The common odds ratio was {'; '.join(missing)}.")
    return " ".join(said_so)


def _shift_in_a_paper(material: Material, found: Findings) -> str:
    one, other = material.arms
    shift, adjusted = (
        found.estimates.get(name) for name in ("common odds ratio", "adjusted common odds ratio")
    )
    if shift is None or isnan(float(shift.value)):
        return "All observed outcomes were the same; no effect can be estimated."
    numbers = inside(shift, "common odds ratio")
    if adjusted is not None and not isnan(float(adjusted.value)):
        numbers += f"; {inside(adjusted, 'adjusted')}"
    favoured = {"benefit": one, "harm": other}.get(sides(shift))
    if favoured:
        return f"The distribution of outcomes favoured {favoured} ({numbers})."
    return (
        f"The distribution of outcomes did not clearly differ ({numbers}): the interval includes "
        f"better outcomes with {one} and with {other}."
    )


def _good_in_a_paper(material: Material, found: Findings) -> str:
    one, other = material.arms
    seen, place = material.table.participants.tolist(), material.scale.cut_position(material.cut)
    good = material.table.counts[:, : place + 1].sum(axis=-1).tolist()
    risk = inside(found.estimates["risk difference"], "risk difference", percent=True)
    ratio = inside(found.estimates["risk ratio"], "risk ratio")
    chance = bracketed(found.estimates["win probability"], percent=True)
    return (
        f"A good outcome ({_good(material)}) was reached by {per_cent(good[0], seen[0])} with "
        f"{one} and by {per_cent(good[1], seen[1])} with {other} ({risk}; {ratio}). The win "
        f"probability was {chance}."
    )


def _check_in_a_paper(found: Findings) -> str:
    check = found.check
    freedom = float(check.degrees_of_freedom)
    if not freedom:
        return ""
    numbers = (
        f"likelihood-ratio chi-squared {float(check.statistic):.2f}, {freedom:.0f} df; "
        f"{p_in_words(check.p_value)}"
    )
    if float(check.p_value) < ALPHA:
        return (
            f"The odds ratios differed between cut-points ({numbers}), so that the common odds "
            "ratio is an average of different ones."
        )
    return f"The odds ratios did not clearly differ between cut-points ({numbers})."


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
            f"{in_hundred(float(difference.value))} in 100. The data are compatible with anything "
            f"from {in_hundred(lower)} to {in_hundred(upper)} (95% confidence interval)."
        ),
        (
            f"Take one person of each arm at random: the one with {one} fares better, ties "
            f"counted half, {100 * float(chance.value):.1f} times in 100; 50 would be no "
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
