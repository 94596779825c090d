"""Views of allocation: a sequence step by step, many sequences at once, a guess, a cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import design, figures
from course_lib.ui import View

Arms = NDArray[np.bool_]
HARM = 1 / 20
PEOPLE, RATIO, BLOCK, REPLICATES = 60, 2.0, 6, 1_000
SIMULATED = "simulated: 60 invented participants, allocated 2:1"
NAMES = ("cells", "control")
FACTORS = ("severity", "age", "centre")
LABELS = {
    "simple": "simple",
    "blocks": "blocks of 6",
    "strata": "blocks of 6 in strata",
    "minimised": "minimisation",
}


class Look(NamedTuple):
    """What is looked at in many sequences: words, bar, axis, plan, and what is far from it."""

    words: str
    bar: float
    across: tuple[float, float]
    planned: float
    far: float


LOOKS = {
    "size": Look("participants allocated to cells", 1, (23.5, 56.5), 40, 5),
    "severe": Look(
        "severe strokes, cells minus control, percentage points", 5, (-72.5, 72.5), 0, 20
    ),
}


def people(factors: int, seed: int) -> dict[str, NDArray[np.str_]]:
    """Sixty invented participants in order of enrolment, by level of one, two or three factors."""
    rng = np.random.default_rng([seed, 7])
    levels = {
        "severity": (["severe", "less severe"], [0.4, 0.6]),
        "age": (["older", "younger"], [0.5, 0.5]),
        "centre": (["A", "B", "C", "D"], [0.4, 0.3, 0.2, 0.1]),
    }
    drawn = {name: rng.choice(kinds, PEOPLE, p=shares) for name, (kinds, shares) in levels.items()}
    return {name: drawn[name] for name in FACTORS[:factors]}


def strata(kinds: Mapping[str, NDArray[np.str_]]) -> list[str]:
    """Each participant's stratum: the levels of all factors together."""
    return [" ".join(levels) for levels in zip(*kinds.values(), strict=True)]


def sequences(
    method: str, kinds: Mapping[str, NDArray[np.str_]], replicates: int, seed: int
) -> Arms:
    """Allocations of the same participants at 2:1; True is treatment."""
    rng = np.random.default_rng(seed)
    if method == "simple":
        return design.simple(PEOPLE, allocation=RATIO, replicates=replicates, rng=rng)
    if method == "minimised":
        return design.minimisation(kinds, allocation=RATIO, replicates=replicates, rng=rng)
    kind = ["all"] * PEOPLE if method == "blocks" else strata(kinds)
    return design.stratified_blocks(
        kind, block_size=BLOCK, allocation=RATIO, replicates=replicates, rng=rng
    )


def step_by_step(method: str, enrolled: int, seed: int) -> View:
    """One sequence as it grows, and how far the treatment arm runs ahead of the plan."""
    kinds = people(2, seed)
    arms = sequences(method, kinds, 1, seed)[0]
    severe = kinds["severity"] == "severe"
    ahead = np.where(arms, 1 - 2 / 3, -2 / 3).cumsum()
    ahead[enrolled:] = np.nan
    seen, now = arms[:enrolled], slice(0, enrolled)
    share = [int((severe[now] & (seen == arm)).sum()) for arm in (True, False)]
    treated = int(seen.sum())
    reading = (
        f"{LABELS[method].capitalize()}, after {enrolled} of 60: {treated} to cells and "
        f"{enrolled - treated} to control. Planned at 2:1: {2 * enrolled / 3:.0f} and "
        f"{enrolled / 3:.0f}. Severe strokes (filled dots): {share[0]} with cells, {share[1]} in "
        f"control."
    )
    lanes = [bool(arm) if place < enrolled else None for place, arm in enumerate(arms)]
    ends = range(BLOCK, PEOPLE, BLOCK) if method == "blocks" else ()
    figure = figures.allocation_lanes(
        lanes, names=NAMES, ends=list(ends), filled=severe.tolist(), ahead=ahead
    )
    twin = pd.DataFrame(
        {"allocated": [treated, enrolled - treated], "severe": share}, index=list(NAMES)
    )
    return View(figure, reading, twin, SIMULATED)


def many(look: str, factors: int, seed: int) -> View:
    """The same sixty participants, allocated 1,000 times by each of four methods."""
    found = results(look, factors, seed)
    wanted = LOOKS[look]
    ends = {name: np.percentile(values, (2.5, 97.5)) for name, values in found.items()}
    said = [f"{low:.0f} to {high:.0f}".replace("-", "−") for low, high in ends.values()]
    beyond = {name: share_beyond(values, wanted) for name, values in found.items()}
    kinds = people(factors, seed)
    filled = len(set(strata(kinds)))
    reading = (
        f"{REPLICATES:,} allocations of the same 60 simulated participants at 2:1, by each method; "
        f"{filled} strata. Shown: {wanted.words}. The middle 95% of trials: "
        + "; ".join(f"{LABELS[name]} {words}" for name, words in zip(ends, said, strict=True))
        + f". {wanted.far:g} or more away from the plan: "
        + "; ".join(f"{LABELS[name]} {share:.1f}%" for name, share in beyond.items())
        + "."
    )
    figure = figures.histograms(
        list(found.values()),
        labels=[LABELS[name] for name in found],
        said=said,
        across=wanted.across,
        bar=wanted.bar,
        marks=[(wanted.planned, f"planned: {wanted.planned:g}")],
    )
    columns = ["lower end of the middle 95%", "upper end", "average distance from the plan"]
    rows = [[*ends[name], np.abs(values - wanted.planned).mean()] for name, values in found.items()]
    twin = pd.DataFrame(rows, [LABELS[name] for name in found], columns).round(1)
    return View(figure, reading, twin, SIMULATED)


def results(look: str, factors: int, seed: int) -> dict[str, NDArray[np.float64]]:
    """What each method makes of the same participants in 1,000 trials."""
    kinds = people(factors, seed)
    severe = kinds["severity"] == "severe"
    found = {}
    for method in LABELS:
        arms = sequences(method, kinds, REPLICATES, seed)
        treated = arms.sum(axis=-1)
        among = (arms & severe).sum(axis=-1)
        control = (severe.sum() - among) / np.maximum(PEOPLE - treated, 1)
        gap = 100 * (among / np.maximum(treated, 1) - control)
        found[method] = np.asarray(treated if look == "size" else gap, dtype=np.float64)
    return found


def far_from_plan() -> float:
    """In how many of 100 trials simple randomisation misses 40 treated by five or more."""
    return share_beyond(results("size", 1, 1)["simple"], LOOKS["size"])


def share_beyond(values: NDArray[np.float64], look: Look) -> float:
    """Per cent of trials that lie far from what was planned."""
    return float(100 * (np.abs(values - look.planned) >= look.far - 1e-9).mean())


def cost(treated: int, control: int) -> View:
    """What two arms of these sizes cost in information, and what the larger one buys."""
    total = treated + control
    shared = design.relative_information((treated, control))
    seen, half = (
        float(design.chance_of_seeing(HARM, max(number, 1))) for number in (treated, total // 2)
    )
    shares = np.array([1, shared, half, seen])
    wanted = np.ceil(total / shared - 1e-9)
    reading = (
        f"{treated} treated and {control} in control give {100 * shared:.1f}% of the information "
        f"about their difference that {total} at 1:1 would give; {wanted:.0f} at this ratio would "
        f"give as much. A harm that strikes 1 treated in 20 is seen at least once with a chance "
        f"of {100 * seen:.0f}%, against {100 * half:.0f}% with {total // 2} treated."
    )
    labels = [
        "information, 1:1",
        f"information, {treated} and {control}",
        f"harm seen, {total // 2} treated",
        f"harm seen, {treated} treated",
    ]
    figure = figures.rates(shares, labels=labels, reference=None)
    twin = pd.DataFrame({"%": (100 * shares).round(1)}, labels)
    return View(figure, reading, twin, "computed; the harm of 1 in 20 is supposed")
