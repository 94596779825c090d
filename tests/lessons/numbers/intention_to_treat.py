"""Lesson 05."""

from course_lib import published
from course_lib.lessons import (
    adherence_views,
    analysis_set_views,
    exclusion_views,
    simulation_views,
)
from tests.lessons.numbers.the_trial import starting2

CONVENTIONS = {
    "48": "hours, from the trial's eligibility",
    "1000": "people of a thousand",
    "20%": "a share of the treated that a prediction supposes",
    "40%": "a share of the treated dead that a prediction supposes",
    "150": "participants per arm that a prediction supposes",
    "1,000": "participants per arm on offer",
    "7": "4.7% of 150, in whole people",
    "24": "people in one picture",
    "12": "of them in each arm",
    "2,000": "simulated trials in one picture",
    "54": "39 and 15",
}
FACTS = (
    "planned_treatment",
    "planned_control",
    "registry_target",
    "predecessor_randomised",
    "predecessor_included",
)


def aspirin() -> list[str]:
    """The four effects of aspirin, of 1000, and what lies behind them."""
    names = [*analysis_set_views.SETS, analysis_set_views.COMPLIERS]
    effects = [analysis_set_views.per_1000(analysis_set_views.effect(name)) for name in names]
    known = analysis_set_views.effect(analysis_set_views.COMPLIERS, unknown="left out")
    share = float(getattr(analysis_set_views.effect(names[-1]), "compliers"))  # noqa: B009
    _, low, high = effects[-1]
    assert low < 0 < high
    return [
        *(f"{value:.1f}" for value, _, _ in effects),
        f"{analysis_set_views.per_1000(known)[0]:.1f}",
        f"{-low:.1f}",
        f"{high:.1f}",
        f"{100 * share:.1f}%",
        f"{share:.3f}",
    ]


def compliance() -> list[str]:
    """Who complied, and how they fared."""
    complied, refused, control = analysis_set_views.by_compliance("poor")[:3]
    shares = [f"{100 * share:.1f}%" for share in analysis_set_views.refusing()]
    everyone = analysis_set_views.participants()
    unknown = len(everyone) - len(analysis_set_views.participants("left out"))
    fared = [f"{100 * group.share:.0f}%" for group in (complied, refused, control)]
    return [*shares, *fared, str(unknown), f"{len(everyone):,}"]


def left_out() -> list[str]:
    """What leaving out some of the treated dead does."""
    found = exclusion_views.left_out(40, 150, 1)
    deaths = 100 * float(simulation_views.pooled_placebo()[-1])
    return [
        f"{deaths:.1f}%",
        f"{100 * found.share_of_treated:.1f}%",
        f"{found.odds_ratios[1]:.2f}",
        f"{100 * found.error_rates[1]:.0f}%",
    ]


def chosen_people() -> list[str]:
    """How many of the twelve in each arm did poorly."""
    trial = adherence_views.twenty_four(132)
    poor, treated = trial.level[0] > adherence_views.CUT, trial.allocated[0]
    assert poor[treated].sum() == poor[~treated].sum()
    return [str(int(poor[treated].sum()))]


def computed() -> set[str]:
    """Every number that lesson 05 may print because it is recomputed."""
    trial = published.load("starting2")
    facts = [str(trial.fact(name).value) for name in FACTS]
    return {*starting2(), *facts, *aspirin(), *compliance(), *left_out(), *chosen_people()}
