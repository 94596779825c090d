"""Lesson 04."""

import re
from math import log

import numpy as np

from course_lib import design, evidence, published
from course_lib.lessons import power_views, price_views, sample_size, small_trial_views
from course_lib.lessons.shift_analysis import control_arms
from tests.lessons.numbers.the_trial import starting2

CONVENTIONS = {
    "80%": "the usual wanted power",
    "90%": "the other usual wanted power",
    "50%": "a power that a question supposes; and p = 0.05 after the fact",
    "1.5": "an odds ratio that predictions and questions suppose",
    "1.41": "half of 2 on the log scale, which a question supposes",
    "1.4": "2 divided by 1.41, which a question supposes",
    "10%": "losses that a question supposes",
    "0.9": "what is left of 1 when 10% are lost",
    "300": "participants per arm on offer",
    "27": "participants per arm on offer",
    "5,000": "simulated trials on offer",
    "2,000": "participants per arm that a question supposes",
    "0.04": "a p-value that a question supposes",
    "1.12": "an odds ratio that a question supposes; its p is held against a simulation",
    "3.1": "the same, in a small trial",
}


def arm() -> power_views.Array:
    """MR CLEAN's control arm."""
    return power_views.control_of("mr_clean")


def power_of_54(odds_ratio: float) -> float:
    """Power of 39 against 15 with MR CLEAN's control arm, in per cent."""
    return 100 * small_trial_views.planned_power(odds_ratio, (39, 15))


def plan() -> list[str]:
    """Sizes for an odds ratio of 1.5, right and wrong, with their power."""
    slips = design.planning_slips(arm(), odds_ratio=1.5)
    right = slips["right"]
    hopeful = power_views.power_of(arm(), 1.5, slips["hopeful"])
    whole, cuts = price_views.totals_at_cuts("mr_clean", 1.5)
    lost = design.sample_size(arm(), odds_ratio=1.5, power=0.8, loss=0.1)
    assert slips["control_alone"] - right == 2
    assert round(right / 0.9) == 667
    return [
        str(right),
        f"{right * 1.1:.0f}",
        f"{right * 1.1 * 0.9:.0f}",
        "667",
        str(lost.total_randomised),
        f"{100 * hopeful:.0f}%",
        f"{100 * (cuts[2] / whole - 1):.0f}%",
    ]


def reach() -> list[str]:
    """What 54 and other sizes can show."""
    limits = [sample_size.detectable_with_54(name) for name in control_arms().values()]
    other = [
        float(np.asarray(design.detectable_odds_ratio(arm(), participants=size)))
        for size in ((27, 27), (40, 20))
    ]
    clean = published.load("mr_clean").effects[0]
    assert clean.value == 1.66
    missed = 100 - power_of_54(1.66)
    doubling = 100 * small_trial_views.planned_power(2, (40, 20))
    return [
        *(f"{limit:.1f}" for limit in (*limits, *other)),
        f"{power_views.detectable_by_width():.1f}",
        f"{clean.value}",
        f"{missed:.0f}",
        f"{power_of_54(2):.0f}%",
        f"{doubling:.0f}%",
    ]


def cuts_at_two() -> list[str]:
    """What mRS 0–2 costs where it is cheapest and where it is dearest, in per cent more."""
    price = {name: price_views.totals_at_cuts(name, 1.5) for name in control_arms().values()}
    more = {name: 100 * (cuts[2] / whole - 1) for name, (whole, cuts) in price.items()}
    assert min(more, key=lambda name: more[name]) == "traige"
    assert max(more, key=lambda name: more[name]) == "select2"
    return [f"{min(more.values()):.0f}%", f"{max(more.values()):.0f}%"]


def significant() -> list[str]:
    """What p below 0.05 takes at this size, and a typical winner; power after the fact."""
    error = np.asarray(small_trial_views.simulated(1.5, (39, 15), 4_000, 1).standard_error)
    least = float(np.exp(1.96 * np.median(error)))
    winner = re.search(
        r"for benefit is (\d\.\d)", small_trial_views.winners(1.5, (39, 15), 1).reading
    )
    assert winner is not None
    after = float(np.asarray(evidence.observed_power(0.732)))
    assert log(least) < log(float(winner[1]))
    return [f"{least:.1f}", f"{100 * after:.1f}%", f"{100 * after:.0f}%"]


def planned() -> list[str]:
    """Participants that STARTING-2 planned, and the participants analysed."""
    trial = published.load("starting2")
    ids = ("planned_treatment", "planned_control", "analysed_treatment", "analysed_control")
    numbers = [int(float(trial.fact(one).value or 0)) for one in ids]
    both = [sum(numbers[:2]), sum(numbers[2:])]
    return [str(number) for number in (*numbers, *both)]


def computed() -> set[str]:
    """Every number that lesson 04 may print because it is recomputed."""
    return {*starting2(), *planned(), *plan(), *reach(), *cuts_at_two(), *significant()}
