"""Lesson 06: what if the outcomes of the missing were known?"""

from __future__ import annotations

from functools import cache

from course_lib import figures, published
from course_lib.design import ScoreLoss
from course_lib.design.two_visits import Because
from course_lib.lessons import imputation_views, score_views, tipping_views
from course_lib.ui import (
    Choice,
    Draw,
    Explorer,
    Lesson,
    Marking,
    Note,
    Slider,
    Sorting,
    Switch,
    View,
)
from course_lib.ui.quiz import Questions

SEED, SHOWN = 1, 36  # SHOWN: a trial in which each mechanism does what it does on average
UNEQUAL = {"treatment": 35, "control": 10}
LEVELS = {f"mRS {level}": level for level in range(7)}
ITEMS = ("21b", "21c", "22a", "22b")


@cache
def lesson() -> Lesson:
    """The lesson's questions and predictions."""
    return Lesson("missing_data")


def questions(*names: str) -> Questions:
    """Some of the lesson's questions."""
    return lesson().questions(*names)


def sorting() -> Sorting:
    """Intercurrent events, missing outcomes, or both."""
    return lesson().sorting("event_or_missing")


def marking() -> Marking:
    """A paragraph on missing data that claims more than it knows."""
    return lesson().marking("what_the_paragraph_claims")


def note() -> Note:
    """The learner's own sentence on missing data."""
    return lesson().note("sentence_on_missing_data")


def _lost(treatment: int, control: int) -> dict[str, Slider]:
    """How many are lost in each arm."""
    return {
        "treatment": Slider("Lost under treatment", 0, 60, treatment, whole=True, unit="%"),
        "control": Slider("Lost in control", 0, 60, control, whole=True, unit="%"),
    }


def mechanisms() -> Explorer:
    """Who is lost, in one simulated trial."""
    return Explorer(
        score_views.people,
        {
            "because": Choice("Loss depends on", score_views.BECAUSE, "chance"),
            **_lost(**UNEQUAL),
            "seed": Draw(start=SHOWN),
        },
        title="Who is lost",
    )


def last_observation() -> Explorer:
    """What carrying the last observation forward does to a trend."""
    return Explorer(
        score_views.carried,
        {
            "recovery": Slider("Rise of the mean score", 0, 40, 20, whole=True, unit="points"),
            **_lost(20, 20),
            "seed": Draw(),
        },
        presets={
            "More lost under treatment": {"treatment": 35, "control": 10},
            "More lost in control": {"treatment": 10, "control": 35},
            "Nobody recovers": {"recovery": 0},
        },
        prediction=lesson().prediction(
            "carried_forward",
            target={"recovery": 20, **UNEQUAL, "seed": SEED},
            result=carried_forward,
            sentence="The last observation reports {result:.1f} points on average; the truth is 0.",
        ),
        title="The last observation carried forward",
    )


def carried_forward() -> float:
    """What the last observation reports on average, by pure chance 35% against 10% lost."""
    loss = ScoreLoss(UNEQUAL["treatment"] / 100, UNEQUAL["control"] / 100)
    return score_views.reported(loss, (20.0, 0.0), score_views.LAST, SEED)


def methods() -> Explorer:
    """Five methods against a truth that is known."""
    return Explorer(
        score_views.methods,
        {
            "because": Choice("Loss depends on", score_views.BECAUSE, "chance"),
            **_lost(20, 20),
            "effect": Slider("True effect", -10, 10, 5, step=0.5, unit="points"),
            "seed": Draw(),
        },
        presets={
            "By the early score": {"because": "early score", **UNEQUAL},
            "By the final score": {"because": "final score", **UNEQUAL},
        },
        prediction=lesson().prediction(
            "finds_the_truth",
            target={"because": "final score", **UNEQUAL, "effect": 5, "seed": SEED},
            result=lambda: finds_the_truth("final score"),
        ),
        title="Five methods, one truth",
    )


def finds_the_truth(because: Because) -> str:
    """Which of four methods finds an effect of 5 points: a key of the prediction."""
    loss = ScoreLoss(UNEQUAL["treatment"] / 100, UNEQUAL["control"] / 100, because)
    return score_views.nearest(loss, (20.0, 5.0), SEED)


def imputations() -> Explorer:
    """One trial, completed several times and pooled."""
    return Explorer(
        imputation_views.completed,
        {
            "assumption": Choice(
                "The missing fared like",
                {"their own arm": "arm", "the control arm": "control"},
                "arm",
            ),
            "imputations": Slider("Imputations", 2, 60, 20, whole=True),
            "prognosis": Switch("Use the prognosis, which is recorded of all", False),
            "seed": Draw(start=6),
        },
        presets={
            "Use the prognosis": {"prognosis": True},
            "Like the control arm": {"assumption": "control", "prognosis": True},
        },
        title="Filled in, many times",
    )


def ist() -> Explorer:
    """The 150 missing of the International Stroke Trial."""
    asked = {
        "alive or dead": "death",
        "independent, or dead or dependent": "cut",
        "all four levels; the missing at best or worst": "levels",
    }
    return Explorer(
        tipping_views.ist,
        {
            "question": Choice("Compare", asked, "death"),
            "treated": Slider("Missing under aspirin: good", 0, 100, 50, whole=True, unit="%"),
            "control": Slider("Missing without: good", 0, 100, 50, whole=True, unit="%"),
        },
        presets={
            "Best case": {"treated": 100, "control": 0},
            "Worst case": {"treated": 0, "control": 100},
        },
        prediction=lesson().prediction(
            "ways_that_move",
            target={"question": "cut"},
            result=lambda: 100 * tipping_views.ist_map("cut").share_changing,
            sentence="{result:.0f} of 100 ways move p across 0.05.",
        ),
        title="150 of 19,435",
    )


def delta() -> Explorer:
    """Missing who did better or worse than those who are known."""
    return Explorer(
        imputation_views.shifted,
        {
            "trial": Choice("Trial", imputation_views.TRIALS, "ist"),
            "how": Choice(
                "Compare", {"all levels": "levels", "good against poor": "cut"}, "levels"
            ),
            "whom": Choice("Whose missing differ", imputation_views.WHOM, "treatment"),
            "odds": Slider("Their odds of a better outcome, times", 0.05, 10, 0.7, log=True),
        },
        title="Delta adjustment",
    )


def with_six() -> Explorer:
    """STARTING-2, had 60 been randomised: one outcome for the one, one for the five."""
    return Explorer(
        tipping_views.with_six,
        {
            "one": Choice("The one treated participant", LEVELS, 3),
            "five": Choice("Each of the five controls", LEVELS, 3),
        },
        presets={"Best case": {"one": 0, "five": 6}, "Worst case": {"one": 6, "five": 0}},
        prediction=lesson().prediction(
            "best_case_reaches",
            target={"one": 0, "five": 6},
            result=lambda: tipping_views.reaching(0, 6),
            sentence="At best for the cells p is below 0.05 in {result:.0f} of 100 tables.",
        ),
        title="STARTING-2 with six more: supposed",
    )


def six() -> Explorer:
    """All ways in which the six could have fared, table by table."""
    return Explorer(
        tipping_views.six,
        {
            "table": Slider(
                "Assumed table; the last is easiest to tip",
                1,
                tipping_views.TABLES,
                350,
                whole=True,
            ),
            "odds": Slider("Odds of a better outcome of the five, times", 0.01, 10, 1, log=True),
        },
        presets={
            "The easiest to tip": {"table": tipping_views.TABLES},
            "The five did far worse": {"table": tipping_views.TABLES, "odds": 0.01},
        },
        title="Where would it have tipped?",
    )


def asked() -> View:
    """What CONSORT 2025 asks a report to say of the missing."""
    guideline = published.standard("consort_2025")
    items = {f"item {number}": guideline.items[number] for number in ITEMS}
    told = "; ".join(f"{number}, {words}" for number, words in items.items())
    reading = f"{guideline.title} asks, in our words: {told}."
    return View(figures.attributes(items), reading, source=guideline.source_line)
