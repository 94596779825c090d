"""Published effects, computed again from the counts, within the tolerance that each file states."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.special import chdtrc

from course_lib import estimate, published
from course_lib.estimate import Estimate
from course_lib.published import Fact, PublishedEffect, PublishedTrial, Recomputation
from course_lib.published.scales import MRS_MERGED
from course_lib.trial import ARMS, OutcomeTable

TRIALS = [published.load(name) for name in published.names()]
EFFECTS = [(t, e) for t in TRIALS for e in t.effects if e.recomputation]
FACTS = [(t, f) for t in TRIALS for f in t.facts if f.recomputation]
COUNTED = [trial for trial in TRIALS if trial.outcomes is not None]
GAPS = [(t, e) for t in COUNTED for e in t.effects if e.not_recomputed]
RATIO_ALONE = re.compile(r"counts alone give ([\d.]+) \(([\d.]+) to ([\d.]+)\)")
P_ALONE = re.compile(r"counts alone give p = ([\d.]+)")


def _label(value: object) -> str | None:
    if isinstance(value, PublishedTrial):
        return value.name
    if isinstance(value, PublishedEffect | Fact):
        return getattr(value, "measure", getattr(value, "id", ""))
    return None


def _table(trial: PublishedTrial) -> OutcomeTable:
    assert trial.outcomes is not None
    return trial.outcomes


def _estimate(table: OutcomeTable, how: Recomputation) -> Estimate:
    measure = getattr(estimate, how.measure.removesuffix("_percent"))
    estimated = measure(table, cut=how.cut) if how.cut else measure(table)
    assert isinstance(estimated, Estimate)
    return estimated


def _as_published(effect: PublishedEffect, estimated: Estimate) -> tuple[float, float, float]:
    """Value and limits in the paper's own direction and units."""
    limits = estimated.confidence_interval()
    value, lower, upper = float(estimated.value), float(limits.lower), float(limits.upper)
    if effect.recomputation is not None and effect.recomputation.measure.endswith("_percent"):
        value, lower, upper = 100 * value, 100 * lower, 100 * upper
    if effect.direction == "better":
        return value, lower, upper
    return 1 / value, 1 / upper, 1 / lower


@pytest.mark.parametrize(("trial", "effect"), EFFECTS, ids=_label)
def test_the_counts_give_the_published_effect(
    trial: PublishedTrial, effect: PublishedEffect
) -> None:
    how = effect.recomputation
    assert how is not None
    assert how.reason
    value, lower, upper = _as_published(effect, _estimate(_table(trial), how))
    assert value == pytest.approx(effect.value, abs=how.tolerance)
    if how.tolerance_limits is not None:
        assert lower == pytest.approx(effect.lower, abs=how.tolerance_limits)
        assert upper == pytest.approx(effect.upper, abs=how.tolerance_limits)


@pytest.mark.parametrize(("trial", "fact"), FACTS, ids=_label)
def test_the_counts_give_the_published_number_of_an_arm(trial: PublishedTrial, fact: Fact) -> None:
    how = fact.recomputation
    assert how is not None
    measure, _, arm_name = how.measure.rpartition("_")
    table, arm = _table(trial), ARMS.index(arm_name)
    if measure == "weighted_mean":
        weights = published.load_weights(how.weights).for_benefit
        computed = float(table.proportions[arm] @ np.asarray(weights))
    else:
        assert measure == "percent_worse"
        computed = 100 * float(1 - table.cumulative[arm, table.scale.cut_position(how.cut)])
    assert computed == pytest.approx(fact.value, abs=how.tolerance)


@pytest.mark.parametrize(("trial", "effect"), GAPS, ids=_label)
def test_what_the_counts_alone_give_is_what_the_file_says(
    trial: PublishedTrial, effect: PublishedEffect
) -> None:
    ratio, p = RATIO_ALONE.search(effect.not_recomputed), P_ALONE.search(effect.not_recomputed)
    if ratio:
        ours = estimate.common_odds_ratio(_table(trial))
        limits = ours.confidence_interval()
        said = [float(number) for number in ratio.groups()]
        assert [ours.value, limits.lower, limits.upper] == pytest.approx(said, abs=0.006)
    elif p:
        assert _mean_score_p(_table(trial)) == pytest.approx(float(p[1]), abs=0.006)
    else:
        assert "counts alone" not in effect.not_recomputed or trial.name in ("dawn", "ist")


def test_dawn_and_ist_differences_of_the_counts_alone() -> None:
    dawn, ist = published.load("dawn"), published.load("ist")
    weights = np.asarray(published.load_weights("utility_weighted_mrs").for_benefit)
    means = _table(dawn).proportions @ weights
    assert means[0] - means[1] == pytest.approx(2.16, abs=0.005)
    assert "counts alone give 2.16" in dawn.effects[0].not_recomputed
    better = _table(ist).cumulative[:, 1]
    assert 1000 * (better[1] - better[0]) == pytest.approx(-12.5, abs=0.05)
    assert "counts alone give -12.5" in ist.effects[0].not_recomputed


def test_select2_agrees_with_its_report_once_the_two_worst_levels_are_merged() -> None:
    select2 = published.load("select2")
    seven = _table(select2)
    counts = np.concatenate([seven.counts[:, :5], seven.counts[:, 5:].sum(1, keepdims=True)], 1)
    merged = OutcomeTable(counts, MRS_MERGED)
    odds, probability = estimate.win_odds(merged), estimate.win_probability(merged)
    assert odds.value == pytest.approx(1.49, abs=0.005)
    assert odds.confidence_interval() == pytest.approx((1.19, 1.87), abs=0.006)
    assert probability.value == pytest.approx(0.60, abs=0.006)
    assert probability.confidence_interval() == pytest.approx((0.54, 0.65), abs=0.006)
    assert estimate.win_odds(seven).value == pytest.approx(1.38, abs=0.005)
    assert estimate.win_probability(seven).value == pytest.approx(0.58, abs=0.005)
    said = " ".join(effect.not_recomputed for effect in select2.effects)
    assert re.findall(r"\d\.\d+", said) == [
        "1.38", "1.49", "1.19", "1.87", "0.58", "0.60", "0.54", "0.65",
    ]  # fmt: skip
    share = (100 * seven.cumulative[:, 2:4]).round()
    assert share.tolist() == [[20, 38], [7, 19]]


def test_the_landmark_effects_are_among_those_recomputed() -> None:
    recomputed = {(t.name, e.measure, e.value) for t, e in EFFECTS}
    assert recomputed >= {
        ("mr_clean", "common odds ratio", 1.66),
        ("interact2", "common odds ratio", 0.87),
        ("prisms", "common odds ratio", 0.81),
        ("escape", "common odds ratio", 2.6),
        ("swift_prime", "common odds ratio", 2.6),
        ("defuse3", "common odds ratio", 2.77),
        ("rescue_japan_limit", "common odds ratio", 2.42),
        ("angel_aspect", "generalised odds ratio (ties split)", 1.37),
    }
    assert {fact.value for _, fact in FACTS} >= {5.5, 3.4}


def test_an_effect_for_a_worse_outcome_is_turned_so_that_benefit_points_up() -> None:
    interact2, ist = published.load("interact2").effects[0], published.load("ist").effects[0]
    assert interact2.direction == ist.direction == "worse"
    assert interact2.for_benefit == pytest.approx((1 / 0.87, 1.0, 1 / 0.77))
    assert ist.for_benefit == (14.0, None, None)


def _mean_score_p(table: OutcomeTable) -> float:
    """Mantel's mean-score test: (N − 1) r², 1 degree of freedom; Mantel 1963, JASA 58:690."""
    participants = int(table.counts.sum())
    arm, level = np.indices(table.counts.shape).reshape(2, -1)
    r = np.corrcoef(np.repeat([arm, level], table.counts.ravel(), axis=1))[0, 1]
    return float(chdtrc(1, (participants - 1) * r**2))
