"""From the choices of a form to a planned trial, and the plans that stand beside the learner's."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from typing import TypedDict, Unpack

from course_lib import evidence, published

BANDS = 5


class Truth(TypedDict):
    """What nobody knows beforehand: the control arm, and what treatment does."""

    control: str
    odds_ratio: float
    motor: float
    prognosis: float


class Design(TypedDict):
    """What the trial decides."""

    analysis: str
    total: int
    allocation: float
    adjusted: bool
    secondaries: int
    rule: str
    look: str
    lost: int
    handling: str
    delivery: str


class Choices(Truth, Design):
    """Everything that decides how a trial will do."""


# Openness, assumed: rated better by a rater who knows, and treated a little better by everybody.
OPEN_CARE, EXPECTATION, EXPECTED_SCORES = 1.05, 1.3, 0.3
UNBLINDED = {"raters": 0.1, "open": 1.0}
CORRELATION, FRACTION, CUT = 0.5, 0.5, 2

RATIO = 39 / 15  # STARTING-2 analysed 39 and 15

LIKE_STARTING_2: Design = {
    "analysis": "shift", "total": 54, "allocation": RATIO, "adjusted": False, "secondaries": 5,
    "rule": "none", "look": "none", "lost": 0, "handling": "known", "delivery": "raters",
}  # fmt: skip
LARGE: Design = {
    "analysis": "shift", "total": 1_000, "allocation": 1.0, "adjusted": False, "secondaries": 2,
    "rule": "gatekeeping", "look": "none", "lost": 5, "handling": "known", "delivery": "raters",
}  # fmt: skip
ADJUSTED: Design = {
    "analysis": "shift", "total": 700, "allocation": 1.0, "adjusted": True, "secondaries": 2,
    "rule": "gatekeeping", "look": "obrien-fleming", "lost": 5, "handling": "known",
    "delivery": "blinded",
}  # fmt: skip
BESIDE = {
    "like STARTING-2 (simulated, assumed)": LIKE_STARTING_2,
    "large and plain": LARGE,
    "adjusted, blinded, with a look": ADJUSTED,
}


@lru_cache(maxsize=64)
def control_of(trial: str) -> tuple[float, ...]:
    """The control arm of a published trial, as shares."""
    return tuple(published.load(trial).table.proportions[1].tolist())


def arms(total: int, allocation: float) -> tuple[int, int]:
    """Participants (treatment, control) of a trial with so many treated per control."""
    control = min(max(round(total / (1 + allocation)), 1), total - 1)
    return total - control, control


def plan_of(**choices: Unpack[Choices]) -> evidence.TrialPlan:
    """The planned trial that the choices make."""
    look, lost = choices["look"], choices["lost"] / 100
    return evidence.TrialPlan(
        control_of(choices["control"]),
        choices["odds_ratio"],
        arms(choices["total"], choices["allocation"]),
        primary=evidence.PrimaryAnalysis(choices["analysis"], cut=CUT),
        prognosis=evidence.Prognosis(
            choices["prognosis"], adjusted=choices["adjusted"], stratified=choices["adjusted"]
        ),
        secondaries=evidence.Secondaries(
            (choices["motor"],) * choices["secondaries"], CORRELATION, choices["rule"]
        ),
        interim=None if look == "none" else evidence.InterimLook(FRACTION, look),
        missing=evidence.MissingOutcomes(lost, lost, handling=choices["handling"]),
        delivery=delivery_of(choices["delivery"]),
    )


def delivery_of(kind: str) -> evidence.Delivery:
    """What openness is assumed to do: nothing where everybody is blinded."""
    if kind == "blinded":
        return evidence.Delivery()
    return evidence.Delivery(OPEN_CARE, UNBLINDED[kind], EXPECTATION, EXPECTED_SCORES)


def plans_of(**choices: Unpack[Choices]) -> dict[str, evidence.TrialPlan]:
    """The learner's plan, and three others under the same truth."""
    truth: Truth = {
        "control": choices["control"],
        "odds_ratio": choices["odds_ratio"],
        "motor": choices["motor"],
        "prognosis": choices["prognosis"],
    }
    others = {name: plan_of(**truth, **design) for name, design in BESIDE.items()}
    return {"your plan": plan_of(**choices), **others}


def code_of(plan: evidence.TrialPlan, control: str, *, trials: int, seed: int) -> str:
    """Four lines of Python that give a plan's operating characteristics once more."""
    parts = [
        f'published.load("{control}").table.proportions[1]',
        f"{plan.odds_ratio!r}",
        f"{plan.participants}",
    ]
    plain = evidence.TrialPlan(plan.control, plan.odds_ratio, plan.participants)
    for one in fields(plan)[len(parts) :]:
        value = getattr(plan, one.name)
        if value != getattr(plain, one.name):
            parts.append(f"{one.name}=evidence.{value!r}")
    return (
        "from numpy.random import default_rng\n"
        "from course_lib import evidence, published\n"
        f"plan = evidence.TrialPlan({', '.join(parts)})\n"
        f"print(evidence.operating_characteristics(plan, replicates={trials}, "
        f"rng=default_rng({seed})))\n"
    )
