"""What lesson 03 says in words, held against its own explorers and data."""

import re

import numpy as np
import pytest

from course_lib import estimate, published
from course_lib.lessons import simulation_views, table_views


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


def test_where_nobody_of_the_control_arm_is_well_no_odds_ratio_is_asked_for() -> None:
    before = published.load("select2").table.proportions[1]
    assert before[0] == 0
    with pytest.raises(ValueError, match="of controls reach mRS 0: no odds ratio moves that"):
        table_views.people_at_cut("select2", 0, 3)
