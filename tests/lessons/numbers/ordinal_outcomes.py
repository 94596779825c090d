"""Lesson 02."""

import re

import numpy as np

from course_lib import estimate, published
from course_lib.lessons import distribution_views, ordinal_outcomes, rating_views, weight_views
from tests.lessons.numbers.the_trial import starting2

CONVENTIONS = {
    "10": "the upper end of DAWN's line",
    "80%": "power that the explorer plans for",
    "1.5": "a true odds ratio that a prediction supposes",
    "30": "slips of 100 that a prediction supposes",
    "40": "slips of 100: a preset",
    "50": "simulated trials on offer",
    "10,000": "simulated trials on offer",
    "2005": "the year by which the text names a study",
    "35": "trials in Mandava et al. 2013, abstract",
    "24%": "more participants for SAINT I: Mandava et al. 2013, abstract",
}


def agreement() -> list[str]:
    """What the text prints of the studies of raters."""
    studies = {study.name: study for study in published.rater_studies()}
    rates = [f"{100 * study.agreement:.0f}%" for study in studies.values() if study.agreement]
    weighted = studies["wilson_2005_conventional"].weighted_kappa
    assert weighted
    return [*rates, f"{weighted:.2f}", f"{100 * weighted:.0f}%"]


def changed_ratings() -> list[str]:
    """MR CLEAN's committee, and what it changed."""
    trial = published.load("mr_clean")
    before, after = (
        float(str(trial.fact(f"odds_ratio_by_{who}").value))
        for who in ("central_assessor", "committee")
    )
    changed = str(trial.fact("ratings_changed").value)
    return [changed, str(trial.table.participants.sum()), f"{before:.2f}", f"{after:.2f}"]


def price() -> list[str]:
    """What 40 slips of 100 cost in MR CLEAN's control arm."""
    reading = rating_views.slips("mr_clean", 1.5, 40).reading
    more = re.search(r": (\d+%) more", reading)
    assert more
    return [more[1]]


def distributions() -> list[str]:
    """The ends of the list, in people of 100."""
    reports = distribution_views.seven_levels()
    good = [100 * distribution_views.independent(report) for report in reports]
    deaths = [100 * distribution_views.dead(report) for report in reports]
    ends = [f"{end(shares):.0f}" for shares in (good, deaths) for end in (min, max)]
    prisms = published.load("prisms").table.cumulative[1, 2]
    return [str(len(reports)), *ends, f"{100 * prisms:.0f}%"]


def cuts() -> list[str]:
    """IST-3's p-values, and the error rates of the best of six cuts."""
    table = published.load("ist3").table
    p_values = np.asarray(estimate.proportional_odds_check(table).odds_ratios.p_value)
    shift = float(np.asarray(estimate.common_odds_ratio(table).p_value))
    best = ordinal_outcomes.best_of_six()
    printed = [p_values.min(), p_values.max(), p_values[2], shift]
    return [*(f"{p:.3f}" for p in printed), f"{best:.0f}%", f"{100 * (1 - 0.95**6):.0f}%"]


def weights() -> list[str]:
    """DAWN and IST-3 by the utilities used in DAWN; the worth of two steps."""
    chosen = weight_views.weights_of("utility_weighted_mrs")
    dawn, ist3 = (published.load(name) for name in ("dawn", "ist3"))
    found = estimate.mean_difference(ist3.table, weights=chosen)
    means = [f"{mean:.3f}" for mean in dawn.table.proportions @ chosen]
    arms = ("treatment", "control")
    told = [str(dawn.fact(f"utility_weighted_mean_{arm}").value) for arm in arms]
    ends = [f"{end:.3f}" for end in (found.value, *found.confidence_interval(), found.p_value)]
    return [*means, *told, *ends, *steps()]


def steps() -> list[str]:
    """The step from 4 to 3 over the step from 2 to 1, by each published set."""
    sets = [weight_views.weights_of(name) for name in published.weight_sets()]
    return [f"{(one[3] - one[4]) / (one[1] - one[2]):.1f}" for one in sets]


def moved() -> list[str]:
    """The mean of the made-up arms, and the deaths that it does not see."""
    start, end = (weight_views.same_mean(people) for people in (0, 12))
    assert "Mean level 2.72 above and 2.72 below" in end.reading
    assert start.table is not None
    assert end.table is not None
    return ["2.72", str(start.table.loc["arm A", "6"]), str(end.table.loc["arm A", "6"])]


def without_gain() -> list[str]:
    """STARTING-2's participants without a gain, from the sentence of the fact."""
    facts = [published.load("starting2").fact(f"mrs_no_gain_{arm}")
             for arm in ("treatment", "control")]  # fmt: skip
    return [number for fact in facts
            for number in re.findall(r"\((\d+) of (\d+)\)", fact.statement)[0]]  # fmt: skip


def computed() -> set[str]:
    """Every number that lesson 02 may print because it is recomputed."""
    parts = (agreement, changed_ratings, price, distributions, cuts, weights, moved, without_gain)
    return {*starting2(), *(number for part in parts for number in part())}
