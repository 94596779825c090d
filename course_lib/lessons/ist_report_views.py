"""The International Stroke Trial's report beside what its paper reports."""

from __future__ import annotations

import pandas as pd

from course_lib import published
from course_lib.estimate.estimate import p_in_words
from course_lib.report import Report
from course_lib.ui import View


def shares_poor(made: Report) -> tuple[float, float]:
    """Per cent dead or dependent: (aspirin, no aspirin)."""
    place = made.material.scale.cut_position("not recovered")
    treated, control = (100 * (1 - share) for share in made.material.table.cumulative[:, place])
    return float(treated), float(control)


def fewer_of_1000(made: Report) -> float:
    """How many fewer of 1000 were dead or dependent with aspirin."""
    return 1000 * float(made.estimates["risk difference"].value)


def beside_the_paper(made: Report) -> View:
    """Participants and the primary outcome: as published, and as computed here."""
    trial = published.load("ist")
    facts = [str(trial.fact(f"dead_or_dependent_{arm}").value) for arm in ("treatment", "control")]
    poor, number = shares_poor(made), sum(made.material.allocated)
    people = f"{trial.fact('randomised').value:,}"
    p = p_in_words(made.estimates["risk difference"].p_value)
    rows = {
        "participants": (people, f"{number:,}"),
        "dead or dependent, aspirin": (f"{facts[0]}%", f"{poor[0]:.1f}%"),
        "dead or dependent, no aspirin": (f"{facts[1]}%", f"{poor[1]:.1f}%"),
        "fewer of 1000, not adjusted": ("–", f"{fewer_of_1000(made):.1f} ({p})"),
    }
    twin = pd.DataFrame.from_dict(rows, orient="index", columns=["abstract", "computed here"])
    reading = (
        f"Dead or dependent at 6 months. Published: {facts[0]}% with aspirin and {facts[1]}% "
        f"without. Computed here: {poor[0]:.1f}% and {poor[1]:.1f}%, {fewer_of_1000(made):.1f} "
        f"fewer of 1000 ({p})."
    )
    return View(made.view("outcomes").figure, reading, twin, made.source)
