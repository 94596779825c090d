"""The form in which a learner sets a truth and a plan, and what was set in it last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course_lib.lessons.look_views import BOUNDARIES
from course_lib.lessons.method_views import METHODS
from course_lib.lessons.openness_views import RULES
from course_lib.lessons.plan_choices import ADJUSTED, LARGE, LIKE_STARTING_2, RATIO, Truth, plan_of
from course_lib.lessons.plan_runs import Report, run
from course_lib.lessons.plan_views import compared
from course_lib.lessons.shift_analysis import control_arms
from course_lib.lessons.synopsis_words import Proposal
from course_lib.ui import Choice, Draw, Explorer, Run, Slider, Switch, View
from course_lib.ui.controls import Control

SEED = 10
DELIVERIES = {
    "Blinded by a sham": "blinded",
    "Open, raters kept blinded": "raters",
    "Open, raters know": "open",
}
SHARES = {"1 to 1": 1.0, "2 to 1": 2.0, "39 to 15": RATIO}
HANDLING = {"Left out": "known", "Count as the worst": "worst"}
TRIALS = {"2,000": 2_000, "10,000": 10_000}
MANY = {**TRIALS, "100,000": 100_000}


def options(words: dict[str, str]) -> dict[str, str]:
    """Options of a choice: the words on it, and the key that it stands for."""
    return {
        said if said.startswith("mRS") else said[0].upper() + said[1:]: key
        for key, said in words.items()
    }


class TrialRun(Run):
    """A run that remembers the settings of the last one that was not cancelled."""

    finished: Mapping[str, Any] | None = None

    def computed(self, report: Report, settings: dict[str, Any]) -> View:
        """The view at these settings, which are then the last that were run."""
        view = super().computed(report, settings)
        self.finished = dict(settings)
        return view


def form(truth: Truth) -> TrialRun:
    """The whole trial: a truth that nobody knows, a plan, and what it would do."""
    controls = {**truth_controls(truth), **primary_controls(), **other_controls()}
    start = {name: control.start for name, control in controls.items()}
    return TrialRun(
        compared,
        controls,
        label="Run my trial",
        presets={
            "Like STARTING-2": {**LIKE_STARTING_2},
            "Large and plain": {**LARGE},
            "Adjusted, blinded, with a look": {**ADJUSTED},
        },
        start=compared(unheard, **start),
    )


def truth_controls(truth: Truth) -> dict[str, Control]:
    """What nobody knows beforehand."""
    return {
        "control": Choice("Truth: control arm", control_arms(), truth["control"]),
        "odds_ratio": Slider("Truth: common odds ratio", 1.05, 3, truth["odds_ratio"], log=True),
        "motor": Slider(
            "Truth: secondary outcomes better by", 0, 0.6, truth["motor"], step=0.05, unit="SD"
        ),
        "prognosis": Slider(
            "Truth: weight of prognosis, odds ratio", 1, 5, truth["prognosis"], log=True
        ),
    }


def primary_controls() -> dict[str, Control]:
    """Primary outcome, size, allocation, prognosis."""
    return {
        "analysis": Choice("Plan: primary analysis", options(METHODS), "dichotomy"),
        "total": Slider("Plan: participants", 40, 4_000, 200, log=True, whole=True),
        "allocation": Choice("Plan: treatment to control", SHARES, 2.0),
        "adjusted": Switch("Plan: stratify and adjust for prognosis", False),
    }


def other_controls() -> dict[str, Control]:
    """Secondary outcomes, look, losses, delivery; how many trials, and which."""
    return {
        "secondaries": Slider("Plan: key secondary outcomes", 0, 8, 5, whole=True),
        "rule": Choice("Plan: secondary outcomes tested", options(RULES), "none"),
        "look": Choice("Plan: look at half-time", options(BOUNDARIES), "none"),
        "lost": Slider("Outcomes that will be missing", 0, 40, 10, unit="%", whole=True),
        "handling": Choice("Plan: missing outcomes", HANDLING, "known"),
        "delivery": Choice("Plan: delivery", DELIVERIES, "open"),
        "trials": Choice("Simulated trials", MANY, 10_000),
        "seed": Draw(start=SEED),
    }


def proposal(question: Explorer, trial: TrialRun) -> Proposal:
    """What the learner has decided: the question as it stands, the trial as it was run last."""
    from course_lib.lessons.plan_question import estimand

    settings = asked(trial)
    trials, seed = settings.pop("trials"), settings.pop("seed")
    found = run(plan_of(**settings), trials=trials, seed=seed)
    wanted = estimand(**question.settings, summary=settings["analysis"])
    return Proposal(wanted, settings["control"], settings["delivery"], found, seed)


def asked(trial: TrialRun) -> dict[str, Any]:
    """The settings that were run last; those of the start where none were."""
    return dict(trial.finished or trial.start)


def unheard(done: int, total: int) -> None:
    """Nobody waits for this computation."""
