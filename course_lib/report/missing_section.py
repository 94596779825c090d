"""The part of a report on missing outcomes: assumptions about them, and what each makes of them."""

from __future__ import annotations

from course_lib.analysis import TippingPointMap
from course_lib.estimate import Estimate
from course_lib.estimate.estimate import p_in_words
from course_lib.report.findings import Findings
from course_lib.report.imputed_outcomes import CONTROL, LOOKED_THROUGH, MAR, SHOWN, Imputed, Tip
from course_lib.report.material import Material
from course_lib.report.phrases import table_of, together
from course_lib.report.section import Section
from course_lib.report.wording import counted

FARTHEST = min(LOOKED_THROUGH)


def missing_section(material: Material, found: Findings) -> Section:
    """Imputed, imputed as worse, both extremes, all ways."""
    if not any(material.missing):
        every = "Every participant has an outcome, as far as these data tell."
        return Section("missing", "Missing outcomes", (every,))
    return Section(
        "missing",
        "Missing outcomes",
        (*_imputed(material, found), _extremes(material), _all_ways(material, found)),
        caption="The common odds ratio under each assumption about the missing",
        extra=table_of(_rows(material, found)),
    )


def how_imputed(imputed: Imputed) -> str:
    """From whom the missing outcomes were drawn, in words."""
    if imputed.method == "proportional odds":
        return f"by a proportional-odds model with {together(['arm', *imputed.using])}"
    return f"from the observed outcomes of the same arm{' and stratum' if imputed.using else ''}"


def _rows(material: Material, found: Findings) -> dict[str, Estimate]:
    one, other = material.arms
    named = {
        "common odds ratio": "as observed",
        MAR: "imputed, as like participants of the same arm",
        CONTROL: f"imputed, as like participants with {other}",
        **{
            f"missing of {who} at odds {odds:g}, common odds ratio": f"{words}, odds {odds:g}"
            for odds in SHOWN
            for who, words in (
                ("treatment", f"missing with {one} worse"),
                ("control", f"missing with {other} worse"),
                ("both arms", "missing of both arms worse"),
            )
        },
        "worst case, common odds ratio": "worst case",
        "best case, common odds ratio": "best case",
    }
    return {
        words: found.estimates[name] for name, words in named.items() if name in found.estimates
    }


def _imputed(material: Material, found: Findings) -> tuple[str, ...]:
    imputed = found.imputed
    if imputed is None:
        return (f"The missing were not imputed: {found.notes.get('imputed', 'none could be')}.",)
    without = f" Covariates were left out: {imputed.without}." if imputed.without else ""
    return (
        (
            f"Imputed: each missing outcome was drawn {imputed.number} times (seed "
            f"{imputed.seed}) {how_imputed(imputed)}, and the {imputed.number} results "
            "were pooled by Rubin's rules. That assumes that the missing fared as like "
            "participants did; no data can show whether they did. As like participants with "
            f"{material.arms[1]}: who was lost from {material.arms[0]} had no benefit of it."
            f"{without}"
        ),
        (
            "Worse (delta-adjusted): as imputed, but the missing had "
            f"{' or '.join(f'{odds:g}' for odds in SHOWN)} times the odds of a better outcome of "
            f"like participants. {_where_it_tips(material, imputed)}"
        ),
    )


def _where_it_tips(material: Material, imputed: Imputed) -> str:
    start = p_in_words(imputed.estimates[MAR].p_value)
    if not imputed.tips:
        return (
            f"The verdict at 5% (imputed, {start}) stays the same for all odds that were tried, "
            f"from {FARTHEST:g} to {1 / FARTHEST:g} times, in either arm."
        )
    each = "; ".join(_tip(material, tip) for tip in imputed.tips)
    return (
        f"The verdict at 5% (imputed, {start}) changes when {each}. Ask whether a difference so "
        "large is plausible."
    )


def _tip(material: Material, tip: Tip) -> str:
    reach = "at most" if tip.odds < 1 else "at least"
    return (
        f"the missing with {material.arms[tip.arm]} had {reach} {tip.odds:.3g} times the odds "
        f"({p_in_words(tip.p_value)})"
    )


def _extremes(material: Material) -> str:
    one, other = material.arms
    best, worst = material.scale.levels[0], material.scale.levels[-1]
    return (
        f"Worst case: all missing with {one} had the worst outcome ({worst}) and all with {other} "
        f"the best ({best}). Best case: the other way round. Truth is unlikely to be either; a "
        "result that survives both does not rest on the missing."
    )


def _all_ways(material: Material, found: Findings) -> str:
    if found.tipping is None:
        note = found.notes.get("tipping", "not all ways of the missing were tried")
        return f"{note[0].upper()}{note[1:]}."
    ways = found.tipping
    whole = ways.table.scale == material.scale
    over = "over all levels" if whole else f"good outcome ({material.good}) against poor"
    one, other = material.missing
    return (
        f"All ways, {over}: {counted(one + other, 'missing outcome')} ({one:,} with "
        f"{material.arms[0]}, {other:,} with {material.arms[1]}) can lie in "
        f"{ways.odds_ratio.size:,} ways; {_changing(ways)}. As observed "
        f"{p_in_words(ways.observed_p_value)}, in the worst case {p_in_words(ways.worst[1])}, in "
        f"the best {p_in_words(ways.best[1])} (score test)."
    )


def _changing(ways: TippingPointMap) -> str:
    changing = int(ways.changes.sum())
    if not changing:
        return f"in none would the verdict at {100 * ways.alpha:g}% be another"
    share = 100 * ways.share_changing
    return (
        f"in {changing:,} of them ({share:.1f}%) the verdict at {100 * ways.alpha:g}% would be "
        "another"
    )
