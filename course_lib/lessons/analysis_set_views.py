"""Views of the International Stroke Trial by analysis set: who is counted where, and the effect."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import analysis, estimate, figures
from course_lib.analysis import AnalysisSet
from course_lib.counts import tally
from course_lib.estimate import Estimate
from course_lib.lessons.simulation_views import simulation_error
from course_lib.lessons.table_views import per_cent
from course_lib.published import ist_table, ist_trial
from course_lib.trial import ARMS, Trial
from course_lib.ui import View

SETS = {
    "intention to treat": analysis.intention_to_treat,
    "per protocol": analysis.per_protocol,
    "as treated": analysis.as_treated,
}
COMPLIERS = "effect in compliers"
NAMES = ("aspirin", "no aspirin")
CUT = "not recovered"
OUTCOMES = {
    "recovered": "not fully recovered",
    "not recovered": "dead or dependent",
    "dependent": "dead",
}
LOOKS = {"poor": "dead or dependent at 6 months", "drowsy": "drowsy or unconscious before"}
Unknown = Literal["counted", "left out"]


@cache
def source() -> str:
    """The attribution that the database's licence asks for."""
    return ist_table("received").attribution


@cache
def participants(unknown: Unknown = "counted") -> Trial:
    """The trial's participants: all, or without those whose compliance is not known."""
    trial = ist_trial()
    if unknown == "counted":
        return trial
    return trial.select(np.asarray(trial.frame["complied"] != "unknown"))


@cache
def chosen_set(name: str, unknown: Unknown = "counted") -> AnalysisSet:
    """One analysis set of the trial."""
    return SETS[name](participants(unknown))


@cache
def effect(name: str, cut: str = CUT, unknown: Unknown = "counted") -> Estimate:
    """The effect of aspirin that one analysis finds; above 0 is benefit."""
    if name == COMPLIERS:
        return analysis.complier_effect(participants(unknown), cut=cut)
    return estimate.risk_difference(chosen_set(name, unknown).table(), cut=cut)


def per_1000(found: Estimate) -> NDArray[np.float64]:
    """Value, lower and upper limit, in people of a thousand."""
    return 1000 * np.array([found.value, *found.confidence_interval()], dtype=np.float64)


def fewer(people: float) -> str:
    """A difference in people of a thousand: "12.5 fewer"."""
    return f"{abs(people):.1f} {'fewer' if people >= 0 else 'more'}"


def analysed(name: str) -> View:
    """One analysis set: its two bars, and who is counted where."""
    members = chosen_set(name)
    table, people = members.table(), members.participants
    poor = 1 - table.cumulative[:, table.scale.cut_position(CUT)]
    value, low, high = per_1000(effect(name))
    reading = (
        f"International Stroke Trial, {name}: {people[0]:,} are counted under aspirin and "
        f"{people[1]:,} under no aspirin; {sum(members.without_outcome)} of them have no outcome. "
        f"Dead or dependent at 6 months: {per_cent(poor[0])} against {per_cent(poor[1])}. That is "
        f"{fewer(value)} of 1000 (95% CI {fewer(low)} to {fewer(high)})."
    )
    figure = figures.outcome_bars(
        table.proportions,
        labels=NAMES,
        scale=table.scale,
        sizes=table.participants.tolist(),
        cut=CUT,
    )
    return View(figure, reading, moved(members), source())


def moved(members: AnalysisSet) -> pd.DataFrame:
    """Participants by the arm allocated and the place where an analysis counts them."""
    allocated = members.trial.frame["allocated"].cat.codes.to_numpy()
    cell = allocated * 3 + members.arm % 3  # neither arm, known as -1, is the third
    counts = tally(cell, 6).reshape(2, 3)
    columns = [*(f"counted under {name}" for name in NAMES), "left out"]
    return pd.DataFrame(counts, [f"allocated to {name}" for name in NAMES], columns)


def four(cut: str, unknown: Unknown) -> View:
    """The effect of aspirin by four analyses of the same participants."""
    names = [*SETS, COMPLIERS]
    rows = np.array([per_1000(effect(name, cut, unknown)) for name in names])
    less = [fewer(value) for value in rows[:, 0]]
    people = len(participants()) - len(participants("left out"))
    told = {"counted": "count where they can be counted", "left out": "are left out everywhere"}
    reading = (
        f"{OUTCOMES[cut].capitalize()} of 1000 under aspirin, against none: by intention to treat "
        f"{less[0]}, per protocol {less[1]}, as treated {less[2]}, in compliers {less[3]}. "
        f"The {people} whose compliance is not known {told[unknown]}."
    )
    figure = figures.forest(
        rows, labels=names, highlight=[0], reference=0, log=False,
        better=("worse with aspirin", "better with aspirin"),
        note=f"fewer {OUTCOMES[cut]} of 1000, with 95% interval",
    )  # fmt: skip
    twin = pd.DataFrame(rows, names, ["fewer of 1000", "lower 95%", "upper 95%"]).round(1)
    return View(figure, reading, twin, source())


class Group(NamedTuple):
    """Participants of one arm who complied, or who did not, and the share with a trait."""

    name: str
    people: int
    share: float


@cache
def by_compliance(look: str) -> tuple[Group, ...]:
    """The four groups, aspirin first, those who complied first."""
    frame = participants().frame
    if look == "poor":
        frame = frame[frame["outcome"].notna()]
        has = frame["outcome"].isin(["dependent", "dead"])
    else:
        has = frame["consciousness"] != "alert"
    groups = []
    for arm, name in zip(ARMS, NAMES, strict=True):
        for flag, words in (("yes", "complied"), ("no", "did not comply")):
            here = has[(frame["allocated"] == arm) & (frame["complied"] == flag)]
            groups.append(Group(f"{name}, {words}", len(here), float(here.mean())))
    return tuple(groups)


@cache
def refusing() -> NDArray[np.float64]:
    """Share of each arm that did not comply: (aspirin, no aspirin)."""
    frame = participants().frame
    refused = frame["complied"] == "no"
    return np.array([refused[frame["allocated"] == arm].mean() for arm in ARMS])


def who(look: str) -> View:
    """Those who complied against those who did not, in both arms."""
    groups, name = by_compliance(look), LOOKS[look]
    shares = np.array([group.share for group in groups])
    one, other = refusing()
    reading = (
        f"{name.capitalize()}: with aspirin {per_cent(shares[0])} of those who complied and "
        f"{per_cent(shares[1])} of those who did not; without aspirin {per_cent(shares[2])} and "
        f"{per_cent(shares[3])}. Not complying: {per_cent(one)} of the aspirin arm, "
        f"{per_cent(other)} of the other."
    )
    errors = [float(simulation_error(np.array(group.share), group.people)) for group in groups]
    labels = [f"{group.name} ({group.people:,})" for group in groups]
    figure = figures.rates(shares, labels=labels, errors=errors, reference=None)
    columns = {"participants": [group.people for group in groups], f"{name}, %": 100 * shares}
    twin = pd.DataFrame(columns, [group.name for group in groups]).round(1)
    return View(figure, reading, twin, f"bars: 95% intervals. {source()}")
