"""Lesson 08."""

import numpy as np

from course_lib import estimate, evidence, published
from course_lib.lessons import interaction_views, measure_views, shuffle_views, subgroup_views
from course_lib.lessons.subgroups import SEED
from course_lib.trial import OutcomeTable
from tests.lessons.numbers.the_trial import starting2

CONVENTIONS = {
    "50%": "power of each half, in round figures",
    "80%": "the power that trials are planned for",
    "1.5": "times the overall effect: what a prediction supposes",
    "0.5": "times the overall effect: what a prediction supposes",
    "0.30": "a p-value that a question supposes",
    "0.04": "a p-value that a question supposes",
    "12": "subgroups that a question supposes; drowsy of 100 who do well",
    "10": "more of 100 alert people: what a prediction supposes",
    "54": "39 and 15 participants; 44 and 10 more of 100",
    "1,000": "simulated trials in one picture",
    "5,000": "shuffled weeks on offer",
    "1000": "people of a thousand",
    "2020": "a year",
}


def days() -> list[str]:
    """The International Stroke Trial by day of the week, as lesson 08 prints it."""
    groups = published.ist_subgroups("day")
    found, rows, test = subgroup_views.in_subgroups(groups.table, "difference")
    saturday, wednesday = (groups.labels.index(day) for day in ("Saturday", "Wednesday"))
    p_values = np.asarray(found.p_value)
    assert np.delete(p_values, saturday).min() > 0.05
    fewer = -rows[wednesday]
    best = rows[saturday, 0]
    printed = [f"{best:.1f}", f"{best:.0f}", f"{p_values[saturday]:.3f}", f"{test.p_value:.2f}"]
    printed += [f"{fewer[0]:.1f}", f"{fewer[1]:.1f}", f"{-fewer[2]:.1f}"]
    return [*printed, f"{np.ptp(rows[:, 0]):.1f}"]


def one_day_against_the_rest(table: OutcomeTable) -> np.ndarray:
    """P-values of comparing each day's effect with that of the other six together."""
    rest = table.counts.sum(axis=-3, keepdims=True) - table.counts
    pairs = OutcomeTable(np.stack([table.counts, rest], axis=-3), table.scale)
    found = estimate.risk_difference(pairs, cut=table.scale.levels[0])
    return np.asarray(evidence.interaction_test(found.value, found.standard_error).p_value)


def other_days() -> list[str]:
    """Saturday picked and compared with the other six, and what shuffled weeks make of that."""
    table = published.ist_subgroups("day").table.collapse(cut=subgroup_views.CUT)
    real = one_day_against_the_rest(table)
    assert int(real.argmin()) == 5
    rng = np.random.default_rng(SEED)
    shuffled = evidence.shuffled_subgroups(table, replicates=20_000, rng=rng)
    as_far = (one_day_against_the_rest(shuffled).min(axis=-1) <= real.min()).mean()
    sides = OutcomeTable(
        np.stack([table.counts[5], np.delete(table.counts, 5, 0).sum(0)]), table.scale
    )
    found = estimate.risk_difference(sides, cut=table.scale.levels[0])
    apart = evidence.interaction_test(found.value, found.standard_error).confidence_interval()
    six = OutcomeTable(np.delete(table.counts, 5, axis=0).sum(axis=0), table.scale)
    rest = estimate.risk_difference(six, cut=table.scale.levels[0])
    return [
        f"{real.min():.3f}",
        f"{real.min():.2f}",
        f"{100 * as_far:.0f}",
        f"{rest.p_value:.2f}",
        f"{1000 * float(rest.value):.0f}",
        f"{-1000 * float(apart.lower):.0f}",
        f"{1000 * float(apart.upper):.0f}",
    ]


def states() -> list[str]:
    """The alert against the others, on three measures, and the shares untreated."""
    table = published.ist_subgroups("alert").table
    found = estimate.risk_difference(table, cut=subgroup_views.CUT)
    alert, other = np.asarray(found.p_value)
    tests = [subgroup_views.interaction_p("alert", name) for name in subgroup_views.MEASURES]
    shares = [f"{100 * share:.0f}" for share in measure_views.control_shares()]
    test = subgroup_views.in_subgroups(table, "difference")[2].confidence_interval()
    apart = [f"{-1000 * float(test.lower):.0f}", f"{1000 * float(test.upper):.0f}"]
    return [*apart, f"{alert:.3f}", f"{other:.2f}", *(f"{p:.2f}" for p in tests), *shares]


def supposed() -> list[str]:
    """What one odds ratio makes of the risk ratios of the alert and the drowsy."""
    control = measure_views.control_shares()
    ratios = measure_views.constant("odds_ratio", 10) / control
    odds = (0.54 / 0.46) / (0.44 / 0.56)
    assert abs(odds - 1.49) < 0.01
    assert round(measure_views.drowsy_gain(10)) == 5
    return [f"{ratios[0]:.2f}", f"{ratios[1]:.2f}", f"{odds:.2f}"]


def chances() -> list[str]:
    """Chances by formula: an interaction found or missed, and one p below 0.05 of 12, or of 7."""
    power = interaction_views.interaction_power(1, 50)
    sixteen = evidence.interaction_participants(relative_size=0.5)
    assert round(sixteen) == 16
    assert abs(power - 0.29) < 0.005
    return [
        f"{100 * power:.0f}%",
        f"{100 * power:.0f}",
        f"{10 * (1 - power):.0f}",
        f"{100 * (1 - 0.95**12):.0f}",
        f"{100 * (1 - 0.95**7):.0f}",
    ]


def whole() -> list[str]:
    """The whole International Stroke Trial: participants and aspirin's effect."""
    effect = subgroup_views.everyone()
    low, high = (1000 * float(end) for end in effect.confidence_interval())
    table = published.load("ist").table
    randomised = published.load("ist").fact("randomised").value
    assert isinstance(randomised, int | float)
    known = f"{table.participants.sum():,}"
    return [
        f"{1000 * float(effect.value):.1f}",
        f"{-low:.1f}",
        f"{high:.1f}",
        known,
        f"{randomised:,}",
    ]


def computed() -> set[str]:
    """Every number that lesson 08 may print because it is recomputed."""
    trial = published.load("starting2")
    names = ("subgroup_prep_p", "subgroup_prep2_p", "detectable_odds_ratio", "leg_p")
    facts = [str(trial.fact(name).value) for name in names]
    effects, _ = shuffle_views.shuffled_days(5_000, SEED)
    harm = f"{100 * (effects < 0).any(axis=1).mean():.0f}"
    numbers = {*days(), *other_days(), *states(), *supposed(), *chances(), *whole()}
    return {*numbers, *starting2(), *facts, harm}
