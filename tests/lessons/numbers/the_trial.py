"""Numbers that several lessons print, computed from the facts, and conventions of the field."""

from course_lib import published
from course_lib.lessons import interval_views

CONVENTIONS = {
    "0.05": "level of significance",
    "5%": "level of significance, as a rate",
    "95%": "level of confidence",
    "100": "people or pairs of a hundred",
    "0": "a level, or no difference of a difference",
    "1": "a level, or no difference of a ratio",
    "2": "a level; arms",
    "3": "a level",
    "4": "a level",
    "5": "a level",
    "6": "a level",
    "90": "days to the primary outcome, from the registry",
}


def starting2() -> list[str]:
    """The numbers that the lessons print of STARTING-2."""
    trial = published.load("starting2")
    limits = [f"{number:.2f}" for number in interval_views.limits("starting2")]
    p_values = [f"{effect.p:.3f}" for effect in trial.effects if effect.p is not None]
    names = ("analysed_treatment", "analysed_control", "mrs_median_p")
    arms = [trial.fact(name).value for name in names]
    return [*limits, *p_values, *map(str, arms)]
