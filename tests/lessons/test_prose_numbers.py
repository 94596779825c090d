"""No number stands in a lesson's text that is not computed here, or a convention with its reason."""

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from course_lib import estimate, published
from course_lib.design import shifted
from course_lib.lessons import interval_views, simulation_views, start_here
from course_lib.lessons.table_views import people_at_cut
from tests.lessons.notebook_text import LESSONS, data, prose, texts

NUMBER = re.compile(r"(?<![\w.–])\d[\d,]*(?:\.\d+)?%?(?:–\d+)?")
CONVENTIONS = {
    "0.05": "level of significance",
    "5%": "level of significance, as a rate; a share in a question",
    "95%": "level of confidence",
    "100": "people or pairs of a hundred",
    "0": "a level, or no difference of a difference",
    "1": "a level, or no difference of a ratio; odds of 1 to 4",
    "2": "a level; an odds ratio that a question supposes",
    "4": "odds of 1 to 4",
    "3": "1 in 3; the lesson's number",
    "5": "the arms of the smallest simulated trials",
    "6": "a level",
    "50": "no difference, in pairs of a hundred",
    "20%": "a share that a question supposes",
    "40%": "a share that a question supposes; twice 20%",
    "22%": "a share that a question supposes: two points more than 20%",
    "0.02": "a p-value that a question supposes",
    "40": "people of 100, to ask for too many",
    "200": "simulated trials on offer",
    "10,000": "simulated trials on offer",
    "271": "minutes: the name of a time window",
    "360": "minutes: the name of a time window",
    "90": "days to the primary outcome, from the registry",
}


def mr_clean() -> list[str]:
    """The numbers that lesson 03 prints of MR CLEAN."""
    table = published.load("mr_clean").table
    measures = (
        estimate.common_odds_ratio(table),
        estimate.generalised_odds_ratio(table),
        estimate.win_odds(table),
        estimate.win_probability(table),
    )
    values = [f"{one.value:.2f}" for one in measures]
    won, rise = measures[3].value, measures[0].value
    needed = re.search(r"common odds ratio of (\S+)\.", people_at_cut("mr_clean", 2, 5).reading)
    assert needed
    return [*values, f"{100 * won:.0f}%", f"{100 * won:.0f}", f"{100 * (rise - 1):.0f}%", needed[1]]


def starting2() -> list[str]:
    """The numbers that the lessons print of STARTING-2."""
    trial = published.load("starting2")
    limits = [f"{number:.2f}" for number in interval_views.limits("starting2")]
    p_values = [f"{effect.p:.3f}" for effect in trial.effects if effect.p is not None]
    names = ("analysed_treatment", "analysed_control", "mrs_median_p")
    arms = [trial.fact(name).value for name in names]
    return [*limits, *p_values, *map(str, arms)]


def needed() -> list[str]:
    """Numbers needed to treat for mRS 0–2, as lesson 03 prints them."""
    clean = estimate.number_needed_to_treat(published.load("mr_clean").table, cut=2)
    harm = estimate.number_needed_to_treat(published.load("prisms").table, cut=2)
    best, worst = clean.confidence_interval()
    assert harm.confidence_interval().lower > 0 > harm.confidence_interval().upper
    return [f"{clean.value:.1f}", f"{best:.1f}", f"{worst:.1f}", f"{-harm.value:.0f}"]


def supposed() -> list[str]:
    """What the questions' odds ratio of 2 makes of the shares that they suppose."""
    good = {
        start: float(shifted([start, 1 - start], odds_ratio=2)[0]) for start in (0.05, 0.2, 0.4)
    }
    gained = {start: 100 * (end - start) for start, end in good.items()}
    assert round(gained[0.4]) == 17
    return [
        f"{100 * good[0.2]:.0f}%",
        f"{100 * good[0.4]:.0f}%",
        f"{100 * good[0.05]:.1f}%",
        f"{gained[0.05]:.1f}",
        f"{gained[0.4]:.0f}",
    ]


def computed() -> set[str]:
    """Every number that a text may print because it is recomputed."""
    ist3 = str(published.load("ist3").table.participants.sum())
    minutes = [str(data(stem)["minutes"]) for stem in LESSONS]
    return {*mr_clean(), *starting2(), *needed(), *supposed(), ist3, *minutes}


@pytest.mark.parametrize("stem", LESSONS)
def test_every_number_in_the_text_is_recomputed_or_a_convention(stem: str) -> None:
    told = prose(LESSONS[stem]) + "\n" + "\n".join(texts(data(stem)))
    told = re.sub(r"^\d+\. ", "", told, flags=re.MULTILINE)
    told = re.sub(r"(STARTING|CLEAN|IST)-\d", "", told)
    known = computed() | set(CONVENTIONS)
    strangers = {
        number
        for number in NUMBER.findall(told)
        if number.rstrip(".,") not in known and not re.fullmatch(r"[0-6]–[0-6]", number)
    }
    assert not strangers, f"{stem}: numbers without a source: {sorted(strangers)}"


def test_a_number_from_nowhere_is_found() -> None:
    assert NUMBER.findall("In 12.7% of 1,234 people; mRS 0–2; p = 0.003.") == [
        "12.7%", "1,234", "0–2", "0.003",
    ]  # fmt: skip


def odds_ratios(size: tuple[int, int]) -> NDArray[np.float64]:
    """Common odds ratios of simulated trials without effect."""
    tables = simulation_views.without_effect(size, 10_000, seed=1)
    return np.asarray(estimate.common_odds_ratio(tables).value)


def test_what_the_start_says_of_chance_is_so() -> None:
    assert 8 < start_here.twice_as_good() < 12  # “about one of ten trials of this size”
    assert 0.08 < (odds_ratios((39, 15)) <= 0.5).mean() < 0.12  # “in another”
    assert (odds_ratios((390, 150)) >= 2).mean() < 0.002  # “almost never”


def test_what_lesson_03_says_of_the_gate_is_so() -> None:
    tables = simulation_views.without_effect((150, 150), 20_000, seed=1)
    ways = simulation_views.ways_of_testing(tables)
    handed = ways["“odds not proportional”"]
    assert 0.045 < ways["shift test, always"].mean() < 0.055  # “its promise of 5%”
    assert 0.04 < handed.mean() < 0.06  # “in 5 of 100 trials”
    assert 0.6 < ways[simulation_views.GATE][handed].mean() < 0.73  # “two of three”
    assert ways[simulation_views.GATE].mean() > 0.075  # “the gate breaks it”


def test_what_lesson_03_says_of_exact_tests_is_so() -> None:
    for size, few in (((39, 15), 5), ((5, 5), 20)):
        view = simulation_views.exact_and_approximate(size, 2, 200, seed=1)
        assert view.table is not None
        assert view.table.iloc[1:3, 0].sum() <= few  # “verdicts part in few trials or none”
    near, far = (
        re.search(
            r"differ by ([\d.]+)", simulation_views.exact_and_approximate(size, 2, 200, 1).reading
        )
        for size in ((39, 15), (5, 5))
    )
    assert near
    assert far
    assert float(far[1]) > 5 * float(near[1])


def test_what_lesson_03_says_of_the_trials_at_their_cuts_is_so() -> None:
    def cuts(name: str) -> list[float]:
        check = estimate.proportional_odds_check(published.load(name).table)
        return list(np.asarray(check.odds_ratios.value))

    clean = cuts("mr_clean")
    assert clean == sorted(clean, reverse=True)  # “the odds ratios fall towards death”
    assert max(cuts("prisms")) < 1  # “in PRISMS all lie below 1 …”
    check = estimate.proportional_odds_check(published.load("prisms").table)
    lower, upper = map(np.asarray, check.odds_ratios.confidence_interval())
    assert ((lower < 1) & (upper > 1)).all()  # “… and every interval holds 1”
    late = cuts("lees_2010_271_360_min")
    assert late[0] > 1 > late[-1]  # “turn from benefit to harm”
    dawn = cuts("dawn")
    assert min(dawn[1:4]) > 3  # “large in the middle …”
    assert abs(np.log(dawn[-1])) < 0.1  # “… and nothing is left of them at death”
    assert np.ptp(np.log(cuts("ist3"))) < 0.25  # “in IST-3 the differences are small”
