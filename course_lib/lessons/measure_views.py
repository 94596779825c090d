"""Views of an effect that is the same in every subgroup on one measure, and not on another."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import figures
from course_lib.published import ist_subgroups
from course_lib.ui import View

Array = NDArray[np.float64]
STATES = ("alert", "drowsy", "unconscious")
SAME = {"odds_ratio": "odds ratio", "risk_ratio": "risk ratio", "difference": "risk difference"}


def control_shares() -> Array:
    """Share alive and independent without aspirin, by consciousness at randomisation."""
    good = ist_subgroups("consciousness").table.collapse(cut="not recovered")
    return np.asarray(good.proportions[:, 1, 0])


def constant(same: str, more: int) -> Array:
    """Shares with a treatment that acts alike in all on one measure; the alert gain `more`."""
    control = control_shares()
    first = control[0] + more / 100
    if same == "difference":
        return np.asarray(control + more / 100)
    if same == "risk_ratio":
        return np.asarray(control * first / control[0])
    odds = control / (1 - control) * (first / (1 - first)) / (control[0] / (1 - control[0]))
    return np.asarray(odds / (1 + odds))


def effects_of(control: Array, treated: Array) -> dict[str, Array]:
    """One treatment's effects in each subgroup, on three measures; the difference in 100."""
    return {
        "difference": 100 * (treated - control),
        "risk_ratio": treated / control,
        "odds_ratio": treated / (1 - treated) / (control / (1 - control)),
    }


def one_measure(same: str, shown: str, more: int) -> View:
    """A treatment whose effect is constant on one measure, shown on another."""
    control = control_shares()
    effects = effects_of(control, constant(same, more))
    values, digits = effects[shown], 1 if shown == "difference" else 2
    unit = ", more of 100" if shown == "difference" else ""
    listed = ", ".join(
        f"{state} {value:.{digits}f}" for value, state in zip(values, STATES, strict=True)
    )
    differs = "differs" if np.ptp(values.round(digits)) else "does not differ"
    reading = (
        f"Supposed: a treatment with the same {SAME[same]} in everyone, and {more} more of 100 "
        f"alert people do well with it. As {SAME[shown]}{unit}: {listed}. On this measure the "
        f"effect {differs} between the subgroups."
    )
    blank = np.full_like(values, np.nan)
    figure = figures.forest(
        np.stack([values, blank, blank], axis=-1),
        labels=[
            f"{state}, {100 * share:.1f}% untreated"
            for state, share in zip(STATES, control, strict=True)
        ],
        reference=0 if shown == "difference" else 1,
        log=shown != "difference",
        better=("worse with treatment", "better with treatment"),
        note=f"supposed {SAME[shown]}{unit}",
    )
    # One measure at a time: all three side by side would answer the prediction before it is made.
    columns = {"untreated, of 100": 100 * control, f"{SAME[shown]}{unit}": values}
    table = pd.DataFrame(columns, [*STATES]).round(2)
    return View(figure, reading, table, f"untreated: {ist_subgroups('consciousness').attribution}")


def drowsy_gain(more: int) -> float:
    """How many more of 100 drowsy people do well where the odds ratio is that of the alert."""
    return float(100 * (constant("odds_ratio", more) - control_shares())[1])
