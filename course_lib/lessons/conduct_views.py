"""Views of what a trial asks, what openness adds to a score, and what decides its class."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from course_lib import analysis, design, evidence, figures, published
from course_lib.lessons.simulation_views import ALPHA, simulation_error
from course_lib.ui import View

REPLICATES = 1_000
AXIS, BAR = (-29.0, 41.0), 2.0
SOURCE = (
    "simulated with the reported standard deviations, 23.8 and 13.0 (neurologyadvisor.com, "
    "secondary source); what leaks is supposed"
)
OUTCOMES = {
    "mrs": ("modified Rankin Scale at 90 days", "common odds ratio"),
    "leg": ("gain in the leg score of the Motricity Index at 90 days", "mean difference"),
}


def question(outcome: str, cells: str, death: str) -> analysis.Estimand:
    """A question for a trial like STARTING-2, with our own choices in it."""
    variable, summary = OUTCOMES[outcome]
    return analysis.Estimand(
        treatment="stem cells with standard treatment against standard treatment alone",
        population="adults within 90 days of a severe stroke of the middle cerebral artery",
        variable=variable,
        intercurrent_events=(
            analysis.IntercurrentEvent("cells not infused", cells),
            analysis.IntercurrentEvent("death", death),
        ),
        summary=summary,
    )


def attributes(outcome: str, cells: str, death: str) -> View:
    """The five attributes of an estimand, and the sentence that they make."""
    asked = question(outcome, cells, death)
    events = "; ".join(str(event) for event in asked.intercurrent_events)
    figure = figures.attributes(
        {
            "treatments": asked.treatment,
            "population": asked.population,
            "variable": asked.variable,
            "intercurrent events": events,
            "summary": asked.summary,
        }
    )
    analysed = {
        "intention_to_treat": "Analysed are all who were allocated, in the arm of allocation.",
        "complier_effect": "No analysis set shows it: it takes a model of who would comply.",
    }
    reading = f"{asked} {analysed[asked.analysis_set]}"
    rows = [said.split(": ", 1) for said in asked.handling]
    twin = pd.DataFrame({"outcomes": [row[1] for row in rows]}, [row[0] for row in rows])
    return View(figure, reading, twin, "our example; the estimand of STARTING-2 is not known to us")


@cache
def spreads() -> tuple[float, float]:
    """The reported standard deviations of the gain in leg score: cells, control."""
    trial = published.load("starting2")
    return (
        float(trial.fact("leg_change_sd_treatment").value or 0),
        float(trial.fact("leg_change_sd_control").value or 0),
    )


def scores(openness: design.Openness, replicates: int, seed: int) -> design.ScoreTrials:
    """Simulated trials of 39 and 15 in which cells do nothing."""
    return design.simulate_scores(
        openness,
        participants=(39, 15),
        sd=spreads(),
        replicates=replicates,
        rng=np.random.default_rng(seed),
    )


def positive(trials: design.ScoreTrials) -> float:
    """Share of trials that find p below 0.05 in favour of cells."""
    return float(((trials.p_value < ALPHA) & (trials.difference > 0)).mean())


def open_label(extra_care: float, expectation: float, unblinded: float, seed: int) -> View:
    """The leg-score benefit that appears without any effect of the cells."""
    openness = design.Openness(extra_care, expectation, unblinded / 100)
    rows = {
        "nothing leaks": scores(design.Openness(), REPLICATES, seed),
        "your settings": scores(openness, REPLICATES, seed),
    }
    shares = np.array([positive(trials) for trials in rows.values()])
    error = 100 * simulation_error(shares, REPLICATES)[1]
    printed = published.load("starting2").fact("leg_difference").value
    reading = (
        f"Simulated: {REPLICATES:,} trials of 39 and 15; cells do nothing at all. Extra care "
        f"truly adds {extra_care:g} point{'s' * (extra_care != 1)} with cells; "
        f"{unblinded:g}% of ratings with cells gain {expectation:g} "
        f"point{'s' * (expectation != 1)} by expectation. "
        f"On average {openness.apparent:.1f} points appear "
        f"as a benefit of cells, and {100 * shares[1]:.1f}% of trials find it with p < 0.05 "
        f"(simulation error ±{error:.1f}). Where nothing leaks, {100 * shares[0]:.1f}% do. "
        f"Reported difference: {printed} points."
    )
    figure = figures.histograms(
        [trials.difference for trials in rows.values()],
        labels=list(rows),
        said=[f"p < 0.05: {100 * share:.1f}%" for share in shares],
        across=AXIS,
        bar=BAR,
        marks=[(0, "no difference"), (float(printed or 0), f"reported: {printed}")],
    )
    means = [trials.difference.mean() for trials in rows.values()]
    columns = {"mean difference, points": means, "p < 0.05 for cells, %": 100 * shares}
    twin = pd.DataFrame(columns, list(rows)).round(1)
    return View(figure, reading, twin, SOURCE)


def found_by_openness(extra_care: float, expectation: float, unblinded: float) -> float:
    """Per cent of 1,000 trials with p below 0.05 for cells, as the explorer's first seed shows."""
    openness = design.Openness(extra_care, expectation, unblinded / 100)
    return 100 * positive(scores(openness, REPLICATES, seed=1))


def grade(**met: bool | None) -> View:
    """The classes of evidence that the answers leave open."""
    answers = {name: met[name] for name in evidence.REQUIREMENTS}
    classes = evidence.evidence_classes(answers)
    lacking = [evidence.REQUIREMENTS[name] for name, one in answers.items() if one is False]
    unknown = [evidence.REQUIREMENTS[name] for name, one in answers.items() if one is None]
    one_of = " or ".join([", ".join(classes[:-1]), classes[-1]] if len(classes) > 1 else classes)
    parts = [f"A randomised trial with these answers: class {one_of}."]
    if lacking:
        parts.append(f"Not met: {'; '.join(lacking)}.")
    if unknown:
        parts.append(f"Not known, and so still to decide: {'; '.join(unknown)}.")
    figure = figures.checklist({evidence.REQUIREMENTS[name]: one for name, one in answers.items()})
    words = {True: "met", False: "not met", None: "not known"}
    twin = pd.DataFrame(
        {"answer": [words[one] for one in answers.values()]}, list(evidence.REQUIREMENTS.values())
    )
    return View(
        figure,
        " ".join(parts),
        twin,
        "American Academy of Neurology, classification of evidence 2010, in our words, read "
        "strictly; seen in copies",
    )


def decisive() -> str:
    """The requirement that alone takes a randomised trial to the lowest class."""
    met = dict.fromkeys(evidence.REQUIREMENTS, True)
    [name] = [n for n in met if evidence.evidence_classes(met | {n: False}) == ("IV",)]
    return name
