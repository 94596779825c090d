"""Views of lost scores: one simulated trial with its lost, and what methods make of many."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from course_lib import analysis, design, estimate, figures
from course_lib.design import ScoreLoss, TwoVisits
from course_lib.design.two_visits import Because
from course_lib.estimate import Estimate
from course_lib.ui import View

PER_ARM, TRIALS, IMPUTATIONS = 100, 400, 5
ARMS = ("treatment", "control")
SIMULATED = "simulated: scores of 100 participants per arm at an early and a final visit"
BECAUSE: dict[str, Because] = {
    "pure chance": "chance",
    "the early score, which is recorded": "early score",
    "the final score itself": "final score",
}
SAID: dict[Because, str] = {
    "chance": "loss is pure chance",
    "early score": "loss depends on the early score",
    "final score": "loss depends on the final score itself",
}
EVERYBODY, COMPLETE, LAST = (
    "everybody (only the simulation knows)",
    "complete cases",
    "last observation",
)
ADJUSTED = "complete cases, adjusted for the early score"
IMPUTED, AS_CONTROL = "multiple imputation", "control-based imputation"
KEYS = {COMPLETE: "complete", LAST: "last", IMPUTED: "imputed", AS_CONTROL: "as_control"}
NEAR = 0.5


def people(because: Because, treatment: int, control: int, seed: int) -> View:
    """One simulated trial: who is lost, and what the known alone would say."""
    made = _trials(ScoreLoss(treatment / 100, control / 100, because), (20.0, 0.0), 1, seed)
    final, seen = made.final[0], made.observed[0]
    means = np.array(
        [(arm.mean(), arm[here].mean()) for arm, here in zip(final, seen, strict=True)]
    )
    lost = (~seen).sum(axis=1)
    said = [
        f"{gone} of {PER_ARM} lost; mean {all_of_them:.1f}, of the known {known:.1f}"
        for gone, (all_of_them, known) in zip(lost, means, strict=True)
    ]
    gap = means[0] - means[1]
    at = "" if because == "chance" else f" ({treatment}% and {control}% at an average score)"
    reading = (
        f"One simulated trial; treatment does nothing; {SAID[because]}{at}. Lost: "
        f"{lost[0]} of {PER_ARM} treated, {lost[1]} of {PER_ARM} in control. Mean final score of "
        f"everybody {means[0, 0]:.1f} and {means[1, 0]:.1f}, a difference of {signed(gap[0])}; of "
        f"the known {means[0, 1]:.1f} and {means[1, 1]:.1f}, a difference of {signed(gap[1])}."
    )
    figure = figures.known_and_lost(
        made.early[0], final, seen, means=means, labels=ARMS, said=(said[0], said[1])
    )
    columns = {"lost": lost, "mean of everybody": means[:, 0], "mean of the known": means[:, 1]}
    return View(figure, reading, pd.DataFrame(columns, list(ARMS)).round(1), SIMULATED)


def carried(recovery: float, treatment: int, control: int, seed: int) -> View:
    """Many simulated trials with loss by pure chance: complete cases against last observation."""
    found = by_method(ScoreLoss(treatment / 100, control / 100), (recovery, 0.0), seed)
    shown = {name: found[name] for name in (EVERYBODY, COMPLETE, LAST)}
    start = (
        f"{TRIALS} simulated trials; treatment does nothing; scores rise by {recovery:.0f} "
        f"point{'s' * (round(recovery) != 1)} "
        f"on average; by pure chance {treatment}% of the treated and {control}% of the controls "
        f"are lost after the early visit."
    )
    return _compared(shown, 0.0, start)


def methods(because: Because, treatment: int, control: int, effect: float, seed: int) -> View:
    """Many simulated trials: what each method reports on average, and how often it is misled."""
    found = by_method(ScoreLoss(treatment / 100, control / 100, because), (20.0, effect), seed)
    start = (
        f"{TRIALS} simulated trials; the true effect is {signed(effect)} points; "
        f"{SAID[because]}: {treatment}% of the treated and {control}% of the controls with an "
        f"average score."
    )
    return _compared(found, effect, start)


def by_method(loss: ScoreLoss, truth: tuple[float, float], seed: int) -> dict[str, Estimate]:
    """The difference of final scores by each method, in the same simulated trials."""
    return _by_method(loss, truth, seed)


@lru_cache(maxsize=8)
def _by_method(loss: ScoreLoss, truth: tuple[float, float], seed: int) -> dict[str, Estimate]:
    made = _trials(loss, truth, TRIALS, seed)
    early, known = made.early, made.known
    last = analysis.carried_forward(np.stack([early, known], axis=-1))
    imputed, as_control = (
        analysis.impute_scores(
            known,
            early,
            imputations=IMPUTATIONS,
            rng=np.random.default_rng(seed),
            control_based=control,
        )
        for control in (False, True)
    )
    return {
        EVERYBODY: estimate.score_difference(made.final),
        COMPLETE: estimate.score_difference(known),
        LAST: estimate.score_difference(last),
        ADJUSTED: estimate.adjusted_score_difference(known, early),
        IMPUTED: analysis.pooled_score_difference(imputed),
        AS_CONTROL: analysis.pooled_score_difference(as_control),
    }


def reported(loss: ScoreLoss, truth: tuple[float, float], method: str, seed: int) -> float:
    """What a method reports on average."""
    return float(np.mean(by_method(loss, truth, seed)[method].value))


def nearest(loss: ScoreLoss, truth: tuple[float, float], seed: int) -> str:
    """Which method finds the truth to half a point on average: a key, or "none"."""
    found = by_method(loss, truth, seed)
    off = {key: abs(np.mean(found[name].value) - truth[1]) for name, key in KEYS.items()}
    best = min(off, key=lambda key: off[key])
    return best if off[best] <= NEAR else "none"


def misled(found: Estimate, truth: float) -> float:
    """Share of trials whose 95% interval leaves out the truth."""
    lower, upper = (np.asarray(limit) for limit in found.confidence_interval())
    return float(((lower > truth) | (upper < truth)).mean())


def signed(points: float) -> str:
    """A difference with its sign: "+3.1", "−5.0", "0"."""
    rounded = round(float(points), 1) + 0.0
    return f"{rounded:+.1f}".replace("-", "−") if rounded else "0"


def _trials(loss: ScoreLoss, truth: tuple[float, float], replicates: int, seed: int) -> TwoVisits:
    return design.simulate_two_visits(
        per_arm=PER_ARM,
        replicates=replicates,
        rng=np.random.default_rng(seed),
        recovery=truth[0],
        effect=truth[1],
        loss=loss,
    )


def _compared(found: dict[str, Estimate], truth: float, start: str) -> View:
    """Histograms of what each method reports, around the truth."""
    values = {name: np.asarray(one.value) for name, one in found.items()}
    means = {name: float(each.mean()) for name, each in values.items()}
    wrong = {name: misled(one, truth) for name, one in found.items()}
    told = "; ".join(f"{name} {signed(means[name])} ({100 * wrong[name]:.0f}%)" for name in found)
    reading = (
        f"{start} Reported on average (in brackets: how many of the 95% intervals leave out the "
        f"truth): {told}."
    )
    figure = figures.histograms(
        list(values.values()),
        labels=list(values),
        said=[f"mean {signed(mean)}" for mean in means.values()],
        across=(-12.0, 14.0),
        bar=0.5,
        marks=[(truth, f"truth: {signed(truth)}")],
    )
    columns = {
        "mean": [round(mean, 2) for mean in means.values()],
        "spread (SD)": [round(float(each.std()), 2) for each in values.values()],
        "intervals that leave out the truth, %": [round(100 * each, 1) for each in wrong.values()],
    }
    return View(figure, reading, pd.DataFrame(columns, list(found)), SIMULATED)
