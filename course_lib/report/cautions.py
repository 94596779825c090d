"""What a reader must keep in mind: small, sparse, not proportional, separated, missing."""

from __future__ import annotations

import numpy as np

from course_lib.estimate.estimate import in_words, p_in_words
from course_lib.report.findings import Findings
from course_lib.report.material import Material
from course_lib.report.phrases import per_cent
from course_lib.report.wording import counted, listed

# Conventions, not results: below these a sentence of caution costs less than its absence.
SMALL_ARM, SPARSE_LEVEL, PER_TERM = 30, 5, 10


def cautions_of(material: Material, found: Findings) -> tuple[str, ...]:
    """Sentences of caution, the gravest first."""
    every = [
        *_missing(material, found),
        *_separated(found),
        *_small(material),
        *_proportional(found),
        *_received(found),
        *_adjusted(material, found),
        (
            f"Good outcome is {material.good} here. Which cut, which test and which covariates "
            "count had to be decided before the outcomes were seen; of the many results of this "
            "page, the planned one is the trial's."
        ),
    ]
    return tuple(every)


def _missing(material: Material, found: Findings) -> list[str]:
    lost, allocated = material.missing, material.allocated
    if not any(lost):
        return []
    each = " and ".join(
        f"{per_cent(one, all_of_them)} with {arm}"
        for one, all_of_them, arm in zip(lost, allocated, material.arms, strict=True)
    )
    said = [
        (
            f"Missing: {counted(sum(lost), 'outcome')} of {sum(allocated):,}, {each}. The main "
            "results leave them out, which assumes that they fared like the others of their arm."
        )
    ]
    if found.tipping is not None and found.tipping.changes.any():
        whole = found.tipping.table.scale == material.scale
        at_a_cut = "" if whole else ", good against poor"
        share = 100 * found.tipping.share_changing
        said.append(
            f"The missing could decide: {share:.1f}% of the ways in which their outcomes could "
            f"lie would move p across {found.tipping.alpha:g}{at_a_cut}. That is no "
            "probability; ask which "
            "of them are plausible."
        )
    return said


def _separated(found: Findings) -> list[str]:
    effect = found.estimates["common odds ratio"]
    kind = "No information" if np.isnan(effect.value) else "Separated"
    said = [f"{kind}: {effect.note}."] if effect.note else []
    adjusted = found.estimates.get("adjusted common odds ratio")
    if adjusted is not None and adjusted.note:
        said.append(f"Adjusted model: {adjusted.note}.")
    return said


def _small(material: Material) -> list[str]:
    counts, said = material.table.counts, []
    smaller = int(material.table.participants.min())
    if smaller < SMALL_ARM:
        said.append(
            f"Small: the smaller arm has {counted(smaller, 'outcome')}. Read the exact p-value "
            "and the profile-likelihood interval, and expect a significant effect to be too large."
        )
    level = counts.sum(axis=0)
    scale = material.scale
    few = [scale.levels[place] for place in np.flatnonzero((level > 0) & (level < SPARSE_LEVEL))]
    nobody = [scale.levels[place] for place in np.flatnonzero(level == 0)]
    if few:
        said.append(
            f"Sparse: fewer than {SPARSE_LEVEL} participants in all at {listed(few)}; cuts beside "
            "such a level say little."
        )
    if nobody:
        said.append(f"Empty: nobody at {listed(nobody)}.")
    return said


def _proportional(found: Findings) -> list[str]:
    check = found.check
    if not float(check.degrees_of_freedom) or float(check.p_value) >= 0.05:
        return []
    ratios = np.asarray(check.odds_ratios.value)
    return [
        (
            f"Not proportional: the odds ratio runs from {in_words(np.nanmin(ratios))} to "
            f"{in_words(np.nanmax(ratios))} between the cuts ({p_in_words(check.p_value)}). The "
            "common odds ratio is an average of them: look at the cuts. The test of no difference "
            "stays valid."
        )
    ]


def _received(found: Findings) -> list[str]:
    if not found.sets:
        return []
    reasons = found.sets[1].left_out
    each = "; ".join(f"{why} {sum(count):,}" for why, count in reasons.items())
    return [
        (
            f"Not everyone received what was allocated: {each}. The main "
            "results are by allocation. Those by what was received compare arms that chance did "
            "not make."
        )
    ]


def _adjusted(material: Material, found: Findings) -> list[str]:
    said = [f"Adjusted: not available, {found.notes['model']}."] if "model" in found.notes else []
    observed = int(material.table.participants.sum())
    if found.in_model and found.in_model < observed:
        left = counted(observed - found.in_model, "participant")
        said.append(f"Adjusted: {left} with an outcome but an unknown covariate left out.")
    terms = len(found.adjusted_for) + 1
    if found.in_model and found.in_model < PER_TERM * terms:
        said.append(
            f"Adjusted: {counted(terms, 'term')} for {counted(found.in_model, 'participant')} is "
            "too many for a model to be trusted."
        )
    if "strata" in found.notes:
        said.append(f"Strata: {found.notes['strata']}; the stratified tests use them.")
    if material.strata_left_out:
        many = len(material.strata_left_out)
        said.append(
            f"Strata: {listed(material.strata_left_out)} "
            f"{'has' if many == 1 else 'have'} no outcome in one of the arms and cannot be "
            "compared within; stratified results leave them out."
        )
    return said
