"""Views of simulated trials with non-adherence: single people, and many trials and their truth."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import analysis, design, estimate, figures
from course_lib.design import ArmChance, Conduct, ReceiptModel
from course_lib.figures import Placed
from course_lib.lessons.analysis_set_views import COMPLIERS, SETS
from course_lib.lessons.simulation_views import ALPHA, pooled_placebo
from course_lib.scale import OrdinalScale
from course_lib.ui import View

Array = NDArray[np.float64]
TRIALS, PER_ARM, CUT = 2_000, 300, 2
AT_CUT = OrdinalScale("mRS 0–2 against 3–6", ("good", "poor"), ("mRS 0–2", "mRS 3–6"))
EDGES, TITLE = range(-25, 47, 2), "more good outcomes of 100, treatment minus control"
PROGNOSIS = 3.0
SIMULATED = (
    "simulated; average prognosis as in the pooled placebo arms of the alteplase trials, "
    "Lees et al. 2010; who deviates is supposed"
)
PEOPLE = Conduct(prognosis=PROGNOSIS, non_adherence=ArmChance(0.35, 0.12, prognosis=0.4))
WHERE = ("counted as treatment", "left out", "counted as control")


@lru_cache(maxsize=32)
def twenty_four(seed: int) -> design.SimulatedParticipants:
    """One simulated trial of 24 participants whose treatment does nothing."""
    return design.simulate_participants(
        control=pooled_placebo(),
        participants=(12, 12),
        replicates=1,
        rng=np.random.default_rng(seed),
        conduct=PEOPLE,
    )


def single_people(chosen: str, followed: int, seed: int) -> View:
    """Where an analysis counts each of 24 people."""
    trial = twenty_four(seed)
    allocated, received = trial.allocated[0], trial.received[0]
    poor = trial.level[0] > CUT
    arm = SETS[chosen](trial.trial()).arm
    box = np.array([0, 2, 1])[arm]  # neither arm, known as -1, is the last
    people = [
        Placed(int(place), int(not one), bool(one != other), bool(bad))
        for place, one, other, bad in zip(box, allocated, received, poor, strict=True)
    ]
    figure = figures.placed_people(
        people, boxes=WHERE, arms=("treatment", "control"), poor="mRS 3–6", followed=followed
    )
    person = people[followed - 1]
    story = (
        f"Participant {followed} was allocated to {('treatment', 'control')[person.allocated]}, "
        f"received {'the other' if person.switched else 'that'} care and reached mRS "
        f"{int(trial.level[0, followed - 1])}: here {WHERE[person.box]}."
    )
    counted = [(poor[arm == place].sum(), (arm == place).sum()) for place in (0, 1)]
    reading = (
        f"Simulated; treatment does nothing. {chosen.capitalize()}: mRS 3–6 in {counted[0][0]} of "
        f"{counted[0][1]} counted as treatment and in {counted[1][0]} of {counted[1][1]} counted "
        f"as control. {story}"
    )
    return View(figure, reading, people_table(people, poor), SIMULATED)


def people_table(people: list[Placed], poor: NDArray[np.bool_]) -> pd.DataFrame:
    """Where people of each kind are counted, and how many of them had a poor outcome."""
    rows: dict[str, list[str]] = {}
    for allocated, arm in enumerate(("treatment", "control")):
        for switched, what in ((False, "received it"), (True, "received the other care")):
            kind = [
                (one.box, bad)
                for one, bad in zip(people, poor, strict=True)
                if (one.allocated, one.switched) == (allocated, switched)
            ]
            place = WHERE[kind[0][0]] if kind else "–"
            bad = sum(bool(bad) for _, bad in kind)
            rows[f"allocated to {arm}, {what}"] = [str(len(kind)), str(bad), place]
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["people", "of them mRS 3–6", "where"]
    )


@lru_cache(maxsize=32)
def model(odds_ratio: float, skipped: float, crossed: float, sicker: float) -> ReceiptModel:
    """Who takes what, and how they fare."""
    chances = ArmChance(skipped / 100, crossed / 100, prognosis=1 / sicker)
    conduct = Conduct(prognosis=PROGNOSIS, non_adherence=chances)
    return ReceiptModel(pooled_placebo(), odds_ratio, conduct)


def truths(truth: ReceiptModel) -> dict[str, float]:
    """What each analysis should find: more good outcomes of 100."""
    effects = truth.effects(cut=CUT)
    aims = dict.fromkeys(SETS, effects.taken)
    aims |= {"intention to treat": effects.offered, COMPLIERS: effects.compliers}
    return {name: 100 * aim for name, aim in aims.items()}


Reports = dict[str, tuple[Array, float]]


@lru_cache(maxsize=8)
def reported(truth: ReceiptModel, seed: int) -> Reports:
    """What 2,000 trials report by each analysis, of 100, and the share with p below 0.05."""
    return simulated_reports(truth, TRIALS, seed)


def simulated_reports(truth: ReceiptModel, trials: int, seed: int) -> Reports:
    """The same for any number of trials, of which only what is reported is drawn."""
    counts = truth.draw(
        participants=(PER_ARM, PER_ARM),
        replicates=trials,
        rng=np.random.default_rng(seed),
        cut=CUT,
    )
    sets = analysis.counted_sets(counts, cut="good", scale=AT_CUT)
    tables = (sets.intention_to_treat, sets.per_protocol, sets.as_treated)
    found = [estimate.risk_difference(table, cut="good") for table in tables]
    return {
        name: (100 * np.asarray(one.value), float((np.asarray(one.p_value) < ALPHA).mean()))
        for name, one in zip([*SETS, COMPLIERS], [*found, sets.compliers], strict=True)
    }


def bias(odds_ratio: float, skipped: float, crossed: float, sicker: float, seed: int) -> Array:
    """How far each analysis lies from its truth on average, of 100: the sets, then compliers."""
    truth = model(odds_ratio, skipped, crossed, sicker)
    aims = truths(truth)
    return np.array(
        [found.mean() - aims[name] for name, (found, _) in reported(truth, seed).items()]
    )


def many_trials(
    odds_ratio: float, skipped: float, crossed: float, sicker: float, seed: int
) -> View:
    """What each analysis reports over many trials, beside what it should find."""
    truth = model(odds_ratio, skipped, crossed, sicker)
    aims, found = truths(truth), reported(truth, seed)
    means = {name: float(values.mean()) for name, (values, _) in found.items()}
    taking = truth.taking
    error = max(1.96 * values.std() / np.sqrt(TRIALS) for values, _ in found.values())
    reading = (
        f"{TRIALS:,} simulated trials of {PER_ARM} per arm. {percent(1 - taking[0])} of the "
        f"treated do not take it, {percent(taking[1])} of the controls do. More good outcomes of "
        f"100, on average: intention to treat {signed(means['intention to treat'])} (truth of "
        f"offering {signed(aims['intention to treat'])}); per protocol "
        f"{signed(means['per protocol'])} and as treated {signed(means['as treated'])} (truth of "
        f"taking {signed(aims['per protocol'])}); compliers {signed(means[COMPLIERS])} (truth "
        f"{signed(aims[COMPLIERS])}). Simulation error: up to ±{error:.1f}."
    )
    rows = {name: values for name, (values, _) in found.items()}
    off = {name: means[name] - aims[name] for name in rows}
    figure = figures.aims(
        list(rows.values()),
        labels=list(rows),
        said=[f"bias {signed(off[name])}" for name in rows],
        truths=[aims[name] for name in rows],
        edges=EDGES,
        title=TITLE,
    )
    return View(figure, reading, many_table(found, aims), SIMULATED)


def many_table(found: Reports, aims: dict[str, float]) -> pd.DataFrame:
    """Truth, mean, bias, spread and share of significant trials of each analysis."""
    rows = {
        name: [aims[name], values.mean(), values.mean() - aims[name], values.std(), 100 * small]
        for name, (values, small) in found.items()
    }
    columns = ["truth", "mean", "bias", "spread (SD)", "p < 0.05, %"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).round(1) + 0.0


def percent(share: float) -> str:
    """A share as per cent, with the half of one that the sliders allow."""
    return f"{round(100 * float(share), 1) + 0.0:g}%"


def signed(number: float) -> str:
    """A number with its sign and one decimal: "+4.1", "−0.3", "0.0"."""
    rounded = round(number, 1) + 0.0
    return f"{rounded:+.1f}".replace("-", "−") if rounded else "0.0"
