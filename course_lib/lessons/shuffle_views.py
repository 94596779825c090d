"""Views of the International Stroke Trial by the day of the week, real and shuffled."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import estimate, evidence, figures, published
from course_lib.lessons.simulation_views import simulation_error
from course_lib.lessons.subgroup_views import ALPHA, CUT, GOOD, source
from course_lib.published import Subgroups
from course_lib.ui import View

Array = NDArray[np.float64]
SHUFFLED_AXIS = (-90.0, 110.0)


@cache
def days() -> tuple[Subgroups, Array]:
    """The trial by day of the week, cut into good and poor, and the effect per 1000 of each day."""
    groups = published.ist_subgroups("day")
    return groups, 1000 * np.asarray(estimate.risk_difference(groups.table, cut=CUT).value)


@lru_cache(maxsize=8)
def shuffled_days(shuffles: int, seed: int) -> tuple[Array, Array]:
    """Effects per 1000 and p-values of each day in weeks whose days were shuffled."""
    table = days()[0].table.collapse(cut=CUT)
    rng = np.random.default_rng(seed)
    shuffled = evidence.shuffled_subgroups(table, replicates=shuffles, rng=rng)
    found = estimate.risk_difference(shuffled, cut=shuffled.scale.levels[0])
    return 1000 * np.asarray(found.value), np.asarray(found.p_value)


def shuffled(shuffles: int, seed: int) -> View:
    """The real week above a shuffled one, and how far best and worst lie apart in all of them."""
    groups, real = days()
    effects, p_values = shuffled_days(shuffles, seed)
    counts = remarkable(effects, p_values)
    reading = (
        f"Real days: best and worst lie {np.ptp(real):.1f} per 1000 apart. "
        f"{many_weeks(counts, shuffles) if shuffles > 1 else one_week(effects[0], p_values[0])}"
    )
    figure = figures.shuffled_spread(
        [real, effects[-1]],
        np.ptp(effects, axis=1),
        labels=["real days", "one shuffle"],
        said=[extremes(groups.labels, row) for row in (real, effects[-1])],
        across=SHUFFLED_AXIS,
        titles=(
            f"{GOOD}: more of 1000 with aspirin",
            f"best day minus worst day, {count_of(shuffles)} shuffled",
        ),
    )
    table = pd.DataFrame({"weeks": counts.values()}, [*counts])
    table["of 100"] = (100 * table["weeks"] / shuffles).round(1)
    return View(figure, reading, table, source(groups))


def remarkable(effects: Array, p_values: Array) -> dict[str, int]:
    """How many shuffled weeks look as if the day mattered, in three ways."""
    weeks = {
        "best and worst as far apart as in the real week": as_wide(effects),
        "some day with p < 0.05": (p_values < ALPHA).any(axis=1),
        "some day's estimate on the side of harm": (effects < 0).any(axis=1),
    }
    return {words: int(these.sum()) for words, these in weeks.items()}


def as_wide(effects: Array) -> NDArray[np.bool_]:
    """In which shuffled weeks best and worst day lie at least as far apart as they really do."""
    return np.asarray(np.ptp(effects, axis=1) >= np.ptp(days()[1]) - 1e-9)


def one_week(effects: Array, p_values: Array) -> str:
    """What one shuffled week shows."""
    return (
        f"One shuffled week: {np.ptp(effects):.1f} apart. Days with p below 0.05: "
        f"{(p_values < ALPHA).sum()} of 7. Days with an estimate on the side of harm: "
        f"{(effects < 0).sum()} of 7."
    )


def many_weeks(counts: dict[str, int], shuffles: int) -> str:
    """What many shuffled weeks show."""
    wide, small, harm = counts.values()
    errors = simulation_error(np.array([*counts.values()]) / shuffles, shuffles)
    return (
        f"{shuffles:,} shuffled weeks: so far apart or further in {wide:,} of them. Some day has "
        f"p below 0.05 in {small:,}; some day's estimate lies on the side of harm in {harm:,}. "
        f"Simulation error: up to ±{100 * errors.max():.1f} of 100."
    )


def count_of(shuffles: int) -> str:
    """How many weeks were shuffled, in words."""
    return "1 week" if shuffles == 1 else f"{shuffles:,} weeks"


def extremes(labels: tuple[str, ...], values: Array) -> str:
    """The worst and the best day with their effects: "Wednesday −9 to Saturday 49"."""
    first, last = int(values.argmin()), int(values.argmax())
    words = f"{labels[first]} {values[first]:.0f} to {labels[last]} {values[last]:.0f}"
    return words.replace("-", "−")


def as_wide_by_chance(shuffles: int, seed: int) -> float:
    """In how many of 100 shuffled weeks best and worst day lie as far apart as they really do."""
    effects, _ = shuffled_days(shuffles, seed)
    return float(100 * as_wide(effects).mean())


def best_day() -> str:
    """The day with the best result, in lower case: the key of an option of the prediction."""
    groups, real = days()
    return groups.labels[int(real.argmax())].lower()
