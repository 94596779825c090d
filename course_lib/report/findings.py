"""Everything a report says in numbers: the results of the estimate and analysis layers, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TypeVar

from course_lib import analysis, estimate
from course_lib.analysis import AnalysisSet, ArmFlow, ParticipantFlow, TippingPointMap
from course_lib.estimate import Estimate, ProportionalOddsCheck, SignificanceTest
from course_lib.report.imputed_outcomes import Imputed, imputed_of
from course_lib.report.material import MOST_CATEGORIES, MOST_STRATA, Material, texts
from course_lib.report.missing_outcomes import all_ways, both_extremes
from course_lib.trial import Trial

# Beyond this, an exact p-value would keep a reader waiting.
EXACT_UP_TO = 1_000
Result = TypeVar("Result")


@dataclass(frozen=True, eq=False)
class Findings:
    """Results by name, and why others could not be had.

    Parameters
    ----------
    material : Material
        What they are of.
    estimates : dict of str to Estimate
        As the estimate and analysis layers give them.
    check : ProportionalOddsCheck
        The odds ratio at each cut.
    flow : ParticipantFlow
        Allocated, received, with an outcome.
    sets : tuple of AnalysisSet
        Where not everyone received what was allocated.
    tipping : TippingPointMap or None
        What the missing outcomes could change.
    imputed : Imputed or None
        What they change when they are imputed, under several assumptions.
    adjusted_for : tuple of str
        Terms of the adjusted model.
    in_model : int
        Participants in it.
    notes : dict of str to str
        Why a result could not be had.
    """

    material: Material
    check: ProportionalOddsCheck
    flow: ParticipantFlow
    estimates: dict[str, Estimate] = field(default_factory=dict)
    sets: tuple[AnalysisSet, ...] = ()
    tipping: TippingPointMap | None = None
    imputed: Imputed | None = None
    adjusted_for: tuple[str, ...] = ()
    in_model: int = 0
    notes: dict[str, str] = field(default_factory=dict)

    @cached_property
    def tests(self) -> dict[str, SignificanceTest]:
        """Tests of "no difference"; the exact one takes a while, and not every part asks for it."""
        table, strata = self.material.table, self.material.strata
        tests = {"wilcoxon": estimate.wilcoxon(table)}
        if isinstance(self._exact, SignificanceTest):
            tests["exact wilcoxon"] = self._exact
        if strata is not None:
            tests["van elteren"] = estimate.van_elteren(strata)
        return tests

    @property
    def no_exact(self) -> str:
        """Why there is no exact test; empty where there is one."""
        return "" if isinstance(self._exact, SignificanceTest) else self._exact

    @cached_property
    def _exact(self) -> SignificanceTest | str:
        if self.material.table.participants.sum() > EXACT_UP_TO:
            return f"it is for up to {EXACT_UP_TO:,} participants; beyond, the two differ little"
        try:
            return estimate.wilcoxon(self.material.table, exact=True)
        except ValueError as reason:
            return str(reason)


def findings_of(material: Material) -> Findings:
    """All results that this material allows."""
    notes: dict[str, str] = {}
    model, sets = _model(material, notes), _sets(material.trial)
    imputed = imputed_of(material, notes)
    estimates = {
        **_of_the_table(material),
        **(imputed.estimates if imputed is not None else {}),
        **both_extremes(material),
        **_of_the_model(model, material, notes),
        **_of_the_sets(sets, material, notes),
    }
    return Findings(
        material=material,
        check=estimate.proportional_odds_check(material.table),
        flow=_flow(material),
        estimates={name: _remembering(one) for name, one in estimates.items()},
        sets=sets,
        tipping=all_ways(material, notes),
        imputed=imputed,
        adjusted_for=model.terms[1:] if model is not None else (),
        in_model=model.participants if model is not None else 0,
        notes=notes,
    )


def _of_the_model(
    model: estimate.ProportionalOddsModel | None, material: Material, notes: dict[str, str]
) -> dict[str, Estimate]:
    """What covariates and strata make of the effect."""
    found: dict[str, Estimate] = {}
    if model is not None:
        found["adjusted common odds ratio"] = model.odds_ratio
        risks = _tried("risks", notes, lambda: model.standardised_risks(cut=material.cut))
        if risks is not None:
            found["standardised risk difference"] = risks.difference
    if material.strata is not None:
        found["stratified win odds"] = estimate.stratified_win_odds(material.strata)
    return found


def _of_the_sets(
    sets: tuple[AnalysisSet, ...], material: Material, notes: dict[str, str]
) -> dict[str, Estimate]:
    """What those who received what they were allocated, or whatever they received, would say."""
    found: dict[str, Estimate] = {}
    for chosen in sets[1:]:
        table = _tried(chosen.name, notes, chosen.table)
        if table is not None:
            name = f"{chosen.name.lower()}, common odds ratio"
            found[name] = estimate.common_odds_ratio(table)
    trial = material.trial
    if sets and trial is not None:
        effect = _tried(
            "compliers", notes, lambda: analysis.complier_effect(trial, cut=material.cut)
        )
        if effect is not None:
            found["complier average causal effect"] = effect
    return found


def _remembering(one: Estimate) -> Estimate:
    """The same estimate, whose limits are found once: those of a model take a while."""
    return replace(one, interval=cache(one.interval))


def _tried(name: str, notes: dict[str, str], compute: Callable[[], Result]) -> Result | None:
    """A result, or a note of why there is none."""
    try:
        return compute()
    except ValueError as reason:
        notes[name] = str(reason)
        return None


def _of_the_table(material: Material) -> dict[str, Estimate]:
    table, cut = material.table, material.cut
    return {
        "common odds ratio": estimate.common_odds_ratio(table),
        "common odds ratio, profile likelihood": estimate.common_odds_ratio(
            table, method="profile"
        ),
        "odds ratio": estimate.odds_ratio(table, cut=cut),
        "risk difference": estimate.risk_difference(table, cut=cut),
        "risk ratio": estimate.risk_ratio(table, cut=cut),
        "number needed to treat": estimate.number_needed_to_treat(table, cut=cut),
        "win probability": estimate.win_probability(table),
        "win odds": estimate.win_odds(table),
        "generalised odds ratio": estimate.generalised_odds_ratio(table),
    }


def _sets(trial: Trial | None) -> tuple[AnalysisSet, ...]:
    """Intention to treat, per protocol, as treated; none where everyone received the allocated."""
    if trial is None:
        return ()
    everyone = analysis.intention_to_treat(trial)
    kept = analysis.per_protocol(trial)
    if not kept.left_out:
        return ()
    return everyone, kept, analysis.as_treated(trial)


def _flow(material: Material) -> ParticipantFlow:
    if material.trial is not None:
        return ParticipantFlow.of(material.trial)
    treatment, control = (
        ArmFlow(allocated=allocated, lost=lost, analysed=allocated - lost)
        for allocated, lost in zip(material.allocated, material.missing, strict=True)
    )
    return ParticipantFlow(treatment, control)


def _model(material: Material, notes: dict[str, str]) -> estimate.ProportionalOddsModel | None:
    """The shift with covariates and strata, of those in whom all of them are known."""
    trial, adjust = material.trial, material.adjust
    if trial is None:
        return None
    strata = ("stratum",) if 1 < len(trial.strata) <= MOST_STRATA else ()
    if len(trial.strata) > MOST_STRATA:
        notes["strata"] = f"{len(trial.strata):,} strata are too many for terms of a model"
    if not adjust and not strata:
        return None
    frame = trial.frame.dropna(subset=["outcome", *adjust])
    for name in adjust:
        categories = texts(trial, name)
        if categories > MOST_CATEGORIES:
            notes["model"] = f"the covariate {name!r} has {categories:,} different texts"
            return None
    return _tried(
        "model",
        notes,
        lambda: estimate.proportional_odds_model(
            frame, outcome="outcome", treatment="allocated", adjust=adjust, strata=strata
        ),
    )
