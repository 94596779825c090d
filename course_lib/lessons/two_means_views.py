"""Views of two means with unequal spreads: one printed result, several tests."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from course_lib import estimate, evidence, figures, published
from course_lib.estimate import Summary, TEstimate
from course_lib.estimate.estimate import p_in_words
from course_lib.ui import View

TESTS = {"welch": estimate.welch_t, "student": estimate.student_t}
NAMES = {"welch": "each arm its own spread (Welch)", "student": "one spread for both (Student)"}
COUNTS = {"39 and 15": (39, 15), "36 and 15": (36, 15), "39 and 14": (39, 14)}
SOURCE = (
    "means and standard deviations: neurologyadvisor.com, report on the paper (secondary source)"
)
REPLICATES = 20_000


@cache
def gains() -> tuple[float, float, float, float]:
    """Mean and standard deviation of the gain in leg score: cells, then control."""
    trial = published.load("starting2")
    names = ("change_treatment", "change_sd_treatment", "change_control", "change_sd_control")
    first, sd, other, other_sd = (float(trial.fact(f"leg_{name}").value or "nan") for name in names)
    return first, sd, other, other_sd


def compared(test: str, participants: tuple[int, int]) -> TEstimate:
    """The printed gains compared by one test, with so many participants behind them."""
    mean, sd, other, other_sd = gains()
    return TESTS[test](
        Summary(mean, sd, participants[0]), Summary(other, other_sd, participants[1])
    )


def tests(test: str, participants: tuple[int, int]) -> View:
    """The leg gain by one test, with the participants chosen and with other numbers of them."""
    mean, sd, other, other_sd = gains()
    chosen = compared(test, participants)
    found = {words: compared(test, sizes) for words, sizes in COUNTS.items()}
    rows = [
        [float(end) for end in (one.value, *one.confidence_interval())] for one in found.values()
    ]
    place = list(COUNTS.values()).index(participants)
    reading = (
        f"Gain of {mean:.1f} ± {sd:.1f} points against {other:.1f} ± {other_sd:.1f}, "
        f"{participants[0]} and {participants[1]} participants, {NAMES[test]}: {chosen}. "
        f"The paper's abstract says p = 0.023; which test and which participants gave it is not "
        f"known to us."
    )
    figure = figures.forest(
        rows,
        labels=[f"{words}: p = {one.p_value:.3f}" for words, one in found.items()],
        highlight=[place],
        reference=0.0,
        log=False,
    )
    values = [[*row, one.p_value] for row, one in zip(rows, found.values(), strict=True)]
    columns = ["difference, points", "lower 95%", "upper 95%", "p"]
    return View(figure, reading, pd.DataFrame(values, list(COUNTS), columns).round(4), SOURCE)


def parts(sds: tuple[float, float], participants: tuple[int, int]) -> dict[str, tuple[float, ...]]:
    """What each arm adds to the variance of the difference, by each of the two tests."""
    (one, other), (n, m) = sds, participants
    pooled = ((n - 1) * one**2 + (m - 1) * other**2) / (n + m - 2)
    return {"welch": (one**2 / n, other**2 / m), "student": (pooled / n, pooled / m)}


def spreads(sd_cells: float, sd_control: float, cells: int, control: int) -> View:
    """Why the two tests part: what each arm is charged with, and how often each test errs."""
    mean, _, other, _ = gains()
    arms = Summary(mean, sd_cells, cells), Summary(other, sd_control, control)
    p_values = {name: float(test(*arms).p_value) for name, test in TESTS.items()}
    errors = false_findings((sd_cells, sd_control), (cells, control))
    variances = parts((sd_cells, sd_control), (cells, control))
    reading = (
        f"{cells} with spread {sd_cells:g} against {control} with spread {sd_control:g}: the "
        f"variances differ {ratio(sd_cells, sd_control):.1f}-fold. Welch's test gives "
        f"{p_in_words(p_values['welch'])}, Student's {p_in_words(p_values['student'])} for the "
        f"reported means. In {REPLICATES:,} simulated trials without any difference, p is 0.05 or "
        f"less in {100 * errors['welch']:.1f}% by Welch's test and in "
        f"{100 * errors['student']:.1f}% by Student's."
    )
    figure = figures.stacked_parts(
        list(variances.values()),
        labels=list(NAMES.values()),
        names=("from the arm with cells", "from the control arm"),
        title="variance of the difference, in points squared",
        most=60,
    )
    rows = [
        [*variances[name], sum(variances[name]), p_values[name], 100 * errors[name]]
        for name in TESTS
    ]
    columns = ["cells", "control", "variance", "p", "false findings, %"]
    twin = pd.DataFrame(rows, list(NAMES.values()), columns).round(3)
    return View(figure, reading, twin, f"{SOURCE}; other spreads and sizes are supposed")


def ratio(one: float, other: float) -> float:
    """How many times the larger variance is the smaller one."""
    return (max(one, other) / min(one, other)) ** 2


def false_findings(sds: tuple[float, float], participants: tuple[int, int]) -> dict[str, float]:
    """Share of simulated trials without a difference in which each test finds one."""
    rng = np.random.default_rng(7)
    errors = evidence.t_test_errors(sds, participants=participants, replicates=REPLICATES, rng=rng)
    return {"welch": errors.welch.value, "student": errors.student.value}
