"""Lesson 07."""

import numpy as np

from course_lib import evidence, published
from course_lib.lessons import (
    family_views,
    measured_twice_views,
    motricity_views,
    reporting_views,
    two_means_views,
)
from tests.lessons.numbers.the_trial import starting2

CONVENTIONS = {
    "10": "points: the true effect that the simulated trials suppose",
    "7": "the number of this lesson",
    "12.2%": "points misread as per cent, in a wrong answer",
    "0.5": "the correlation at which follow-up and change scatter alike",
    "0.03": "a p-value of the mRS that the plan supposes",
    "27": "participants per arm: 54 in two equal arms",
}
FACTS = (
    "leg_p",
    "leg_p_adjusted",
    "leg_difference",
    "leg_change_treatment",
    "leg_change_control",
    "leg_change_sd_treatment",
    "leg_change_sd_control",
    "leg_fugl_meyer_treatment",
)


def reported() -> list[str]:
    """What the facts of STARTING-2 give."""
    trial = published.load("starting2")
    return [str(trial.fact(name).value) for name in FACTS]


def graded() -> list[str]:
    """What the scoring of a leg gives."""
    index = published.motricity_leg()
    steps = index.steps
    average = index.points[-1] / len(steps)
    assert motricity_views.nearest_number_of_gains() == "two"
    assert min(one + other for one in steps for other in steps) == 10
    two = sorted({one + other for one in steps for other in steps})
    three = 3 * min(steps)
    return [f"{average:.1f}", str(max(steps)), *map(str, two[:2]), str(three)]


def compared() -> list[str]:
    """P-values of the printed means, by test and by participants."""
    numbers = []
    for test in two_means_views.TESTS:
        for sizes in two_means_views.COUNTS.values():
            p = float(two_means_views.compared(test, sizes).p_value)
            numbers += [f"{p:.3f}", f"{p:.4f}"]
    mean, sd, other, other_sd = two_means_views.gains()
    swapped = two_means_views.spreads(other_sd, sd, 39, 15).table
    assert swapped is not None
    numbers += [f"{p:.3f}" for p in swapped["p"]]
    assert round(mean - other, 6) == 12.2
    counts = [str(n) for sizes in two_means_views.COUNTS.values() for n in sizes]
    return [*numbers, f"{two_means_views.ratio(sd, other_sd):.1f}", *counts]


def of_a_family() -> list[str]:
    """Chances in a family of five, adjusted p-values, and the share from which a plan claims."""
    anything, smallest = family_views.chances(0.0)
    p_values = list(family_views.p_values().values())
    five = float(evidence.adjust(p_values, method="holm")[0])
    three = float(evidence.adjust(p_values[:3], method="holm")[0])
    primary = family_views.primary_p()
    claims = [family_views.wired(share, "leg", "next", primary).rejected[1] for share in range(101)]
    doubled = 2 * p_values[0]
    return [
        f"{100 * anything[4]:.1f}%",
        f"{100 * smallest[4]:.1f}%",
        f"{100 * smallest[0]:.1f}%",
        f"{100 * anything[2]:.1f}%",
        f"{100 * smallest[2]:.1f}%",
        f"{1 - p_values[0]:.3f}",
        f"{five:.3f}",
        f"{100 * five:.1f}%",
        f"{three:.3f}",
        f"{doubled:.3f}",
        f"{int(np.argmax(claims))}%",
    ]


def elsewhere() -> list[str]:
    """COMPare, ECASS III, and the variance of ANCOVA."""
    trial = published.load("ecass3")
    values = [effect.value for effect in trial.effects]
    assert values[5:] == [1.28, 1.27]
    numbers = [f"{effect.p:.3f}" for effect in trial.effects]
    ratios = [float(value or "nan") for value in values]
    ends = [f"{end:.2f}" for end in (min(ratios[:5]), max(ratios[:5]), *ratios[5:])]
    share = measured_twice_views.variances(0.5)[2]
    found = [f"{reporting_views.number(f'compare_{name}'):g}" for name in ("discrepant", "letters")]
    assert "3 to 4.5 hours" in trial.population
    hours = ["4.5", str(reporting_views.participants())]
    return [*numbers, *ends, f"{share:.2f}", f"{100 * share:.0f}", *found, *hours]


def computed() -> set[str]:
    """Every number that lesson 07 may print because it is recomputed."""
    return {*starting2(), *reported(), *graded(), *compared(), *of_a_family(), *elsewhere()}
