"""The parts of a report that show results: flow, outcomes, shift, cuts, wins, adjusted, missing."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from course_lib.report import pictures
from course_lib.report.findings import Findings
from course_lib.report.material import Material
from course_lib.report.missing_section import missing_section
from course_lib.report.phrases import in_hundred, said, table_of, together
from course_lib.report.section import Section
from course_lib.report.wording import clean


def _flow(material: Material, found: Findings) -> Section:
    rows = {}
    for chosen in found.sets:
        effect = found.estimates.get(f"{chosen.name.lower()}, common odds ratio")
        if chosen is found.sets[0]:
            effect = found.estimates["common odds ratio"]
        rows[chosen.name] = {
            material.arms[0]: chosen.participants[0],
            material.arms[1]: chosen.participants[1],
            "without outcome": sum(chosen.without_outcome),
            "common odds ratio": said(effect) if effect else "not estimable",
        }
    told = [("All main results are by allocation: each participant counts in the arm that chance "
            "gave, whatever was received.")]  # fmt: skip
    effect = found.estimates.get("complier average causal effect")
    if effect is not None:
        told.append(
            "In those whose care the allocation decided, provided that it worked through that care "
            f"alone and nobody did the opposite: {in_hundred(float(effect.value))} good outcomes "
            f"({material.good}) in 100; as a difference of shares {said(effect)}."
        )
    return Section(
        "flow",
        "Participants and analysis sets",
        tuple(told),
        pictures.flow(material, found),
        caption="Analysis sets: participants by arm, and what each would say",
        extra=pd.DataFrame.from_dict(rows, orient="index") if rows else None,
    )


def _outcomes(material: Material, _: Findings) -> Section:
    labels = [
        clean(code) if label == code else f"{clean(code)}: {clean(label)}"
        for code, label in zip(material.scale.levels, material.scale.labels, strict=True)
    ]
    plain = material.scale.levels == material.scale.labels
    return Section(
        "outcomes",
        "Outcomes",
        (f"Levels of the {material.scale.name}, best to worst: {'; '.join(labels)}.",)
        if not plain
        else (),
        pictures.bars(material, _),
        caption=f"Participants and per cent of each arm by level of the {material.scale.name}",
    )


def _shift(material: Material, found: Findings) -> Section:
    tests = [str(found.tests["wilcoxon"])]
    if "exact wilcoxon" in found.tests:
        tests.append(str(found.tests["exact wilcoxon"]))
    else:
        tests.append(f"The exact p-value was not computed: {found.no_exact}")
    told = (
        (
            f"A common odds ratio above 1 means better outcomes with {material.arms[0]}, "
            "wherever the "
            "scale is cut; it is a ratio of odds, not of risks."
        ),
        f"{'. '.join(tests)}.",
    )
    caption = "The common odds ratio in several ways"
    return Section("shift", "The shift", told, pictures.shift(material, found), caption)


def _cuts(material: Material, found: Findings) -> Section:
    names = ("odds ratio", "risk ratio", "risk difference", "number needed to treat")
    told = tuple(f"{found.estimates[name]}." for name in names)
    caption = "The odds ratio at each cut"
    view = pictures.cuts(material, found)
    return Section("cuts", "Good against poor, at every cut", told, view, caption)


def _wins(material: Material, found: Findings) -> Section:
    told = (
        (
            "The win probability counts ties as half, the win odds split them, the generalised "
            "odds ratio drops them."
        ),
    )
    caption = "Win statistics"
    return Section("wins", "All pairs", told, pictures.wins(material, found), caption)


def _adjusted(material: Material, found: Findings) -> Section:
    shown = {"not adjusted": found.estimates["common odds ratio"]}
    told = []
    if "adjusted common odds ratio" in found.estimates:
        shown["adjusted"] = found.estimates["adjusted common odds ratio"]
        names = [*material.adjust, *(("stratum",) if _has_strata(material) else ())]
        told.append(
            f"Adjusted for {together(names)}; {found.in_model:,} participants, by a model of "
            "proportional odds: the odds ratio between participants alike in these. It tends to "
            "lie further from 1 than that of the mixture, even where the covariates are balanced."
        )
        if "standardised risk difference" in found.estimates:
            told.append(f"{found.estimates['standardised risk difference']}.")
    elif "model" in found.notes:
        told.append(f"No adjusted estimate: {found.notes['model']}.")
    else:
        told.append("No covariates and no strata were given: nothing is adjusted for.")
    if "stratified win odds" in found.estimates:
        shown["stratified win odds"] = found.estimates["stratified win odds"]
        told.append(f"{found.tests['van elteren']}.")
    return Section(
        "adjusted",
        "Adjusted and stratified",
        tuple(told),
        caption="The shift with and without covariates and strata",
        extra=table_of(shown) if len(shown) > 1 else None,
    )


def _has_strata(material: Material) -> bool:
    return material.trial is not None and len(material.trial.strata) > 1


# Each part once, in the order of a paper.
RESULTS: dict[str, Callable[[Material, Findings], Section]] = {
    "flow": _flow,
    "outcomes": _outcomes,
    "shift": _shift,
    "cuts": _cuts,
    "wins": _wins,
    "adjusted": _adjusted,
    "missing": missing_section,
}
