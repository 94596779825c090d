"""Lesson 01."""

from course_lib import design, published
from course_lib.lessons import conduct_views
from tests.lessons.numbers.the_trial import starting2

CONVENTIONS = {
    "35": "participants: five fewer than planned with cells",
    "45": "participants: five more than planned with cells",
    "30%": "a share of ratings that a prediction supposes",
    "9": "points that a prediction supposes: one grade on one leg item at most",
    "30": "participants of a half; also the lower limit of age in the registry",
    "20": "one in twenty: a harm that the explorer supposes",
    "7": "the first participant to be guessed",
    "1,000": "simulated trials in one picture",
    "2010": "the year of the scheme",
    "80%": "the share that must complete, in the scheme of the classes",
}
FACTS = (
    "planned_treatment",
    "planned_control",
    "registry_target",
    "leg_difference",
    "men_p",
    "lost_if_60_randomised",
    "leg_item_points",
    "days_mean",
)


def reported() -> list[str]:
    """What the facts of the trial give."""
    trial = published.load("starting2")
    ages = [str(trial.fact(name).value) for name in ("eligible_age", "reported_age_range")]
    men = [trial.fact(f"men_{arm}").value for arm in ("treatment", "control")]
    analysed = int(str(trial.fact("analysed_treatment").value)) + int(
        str(trial.fact("analysed_control").value)
    )
    points = round(float(str(men[1])) - float(str(men[0])))
    numbers = [str(trial.fact(name).value) for name in FACTS]
    parts = [part for age in ages for part in age.split("–")]
    return [*numbers, *ages, *parts, *(f"{share}%" for share in men), str(points), str(analysed)]


def priced() -> list[str]:
    """What unequal arms cost and buy."""
    planned = design.relative_information((40, 20))
    analysed = design.relative_information((39, 15))
    seen = [100 * float(design.chance_of_seeing(1 / 20, arm)) for arm in (40, 30)]
    worth = 60 * planned
    assert 53 < worth < 54
    assert f"{planned:.3f}" == f"{8 / 9:.3f}"
    return ["53", "54", "68", "8", f"{analysed:.2f}", *(f"{share:.0f}%" for share in seen)]


def computed() -> set[str]:
    """Every number that lesson 01 may print because it is recomputed."""
    spreads = [f"{spread:g}" for spread in conduct_views.spreads()]
    leaked = f"{design.Openness(4, 9, 0.3).apparent:.1f}"
    return {*starting2(), *reported(), *priced(), *spreads, leaked}
