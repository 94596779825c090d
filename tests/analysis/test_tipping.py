"""The map of all outcomes that the missing could have had."""

from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from course_lib import analysis
from course_lib.analysis import tipping_point
from course_lib.analysis.landings import landings, number_of_landings
from course_lib.estimate import common_odds_ratio, wilcoxon
from course_lib.trial import OutcomeTable, Trial
from tests.analysis.small_trials import SHORT, trials

# Assumed counts at the size of STARTING-2, 39 and 15; the trial's own were not published.
ASSUMED = OutcomeTable.from_counts(treatment=[1, 3, 9, 12, 9, 4, 1], control=[0, 0, 1, 3, 7, 3, 1])
# Had all 60 planned been allocated 40 to 20: 1 and 5 without an outcome. Hypothetical.
MISSING = (1, 5)


@pytest.mark.parametrize(("participants", "levels"), [(0, 3), (1, 7), (5, 7), (4, 2), (3, 1)])
def test_each_way_to_land_is_there_once(participants: int, levels: int) -> None:
    ways = landings(participants, levels)
    assert len(ways) == number_of_landings(participants, levels)
    assert len({tuple(way) for way in ways}) == len(ways)
    assert (ways.sum(axis=1) == participants).all()
    assert (ways >= 0).all()
    assert ways[0, 0] == ways[-1, -1] == participants


def test_six_missing_of_sixty_can_land_in_3234_ways() -> None:
    found = tipping_point(ASSUMED, missing=MISSING)
    assert found.odds_ratio.shape == (7, comb(11, 6))
    assert found.odds_ratio.size == 3234
    assert found.observed_p_value < 0.05 < found.worst[1]
    assert 0 < found.share_changing < 1
    assert f"{found.changes.sum():,}" in str(found)


def test_every_completion_is_analysed_as_it_would_be_alone() -> None:
    found = tipping_point(ASSUMED, missing=MISSING, method="wald")
    completed = found.completed()
    generator = np.random.default_rng(1)
    for _ in range(20):
        place = tuple(int(generator.integers(size)) for size in found.odds_ratio.shape)
        alone = common_odds_ratio(completed[place])
        assert found.odds_ratio[place] == pytest.approx(alone.value, rel=1e-9)
        assert found.p_value[place] == pytest.approx(alone.p_value, rel=1e-9)


def test_the_score_test_concludes_as_wilcoxons() -> None:
    found = tipping_point(ASSUMED, missing=MISSING)
    by_ranks = wilcoxon(found.completed()).p_value < 0.05
    agreeing = (found.verdict != 0) == by_ranks
    assert agreeing.mean() > 0.98


@settings(max_examples=30, deadline=None)
@given(trials(most=14))
def test_the_corners_are_the_worst_and_the_best_case(trial: Trial) -> None:
    seen = analysis.intention_to_treat(trial)
    found = tipping_point(seen.table(), missing=seen.without_outcome)
    for corner, fill in ((found.worst, analysis.worst_case), (found.best, analysis.best_case)):
        alone = common_odds_ratio(fill(trial).table(), method="score")
        assert corner == pytest.approx((alone.value, alone.p_value), rel=1e-9, nan_ok=True)
    assert found.completed()[-1, 0] == analysis.worst_case(trial).table()
    assert found.completed()[0, -1] == analysis.best_case(trial).table()


@settings(max_examples=20, deadline=None)
@given(trials(most=14))
def test_no_completion_is_beyond_the_corners(trial: Trial) -> None:
    seen = analysis.intention_to_treat(trial)
    found = tipping_point(seen.table(), missing=seen.without_outcome)
    odds = found.odds_ratio[~np.isnan(found.odds_ratio)]
    worst, best = found.worst[0], found.best[0]
    if not np.isnan([worst, best]).any():
        assert (odds >= worst * (1 - 1e-9)).all()
        assert (odds <= best * (1 + 1e-9)).all()


def test_at_a_cut_the_map_has_one_axis_per_arm() -> None:
    found = tipping_point(ASSUMED, missing=MISSING, cut=2)
    assert found.odds_ratio.shape == (2, 6)
    assert found.table.scale.levels == ("0–2", "3–6")
    assert np.diff(found.odds_ratio, axis=0).max() < 0 < np.diff(found.odds_ratio, axis=1).min()


def test_the_missing_can_be_held_to_some_levels() -> None:
    found = tipping_point(ASSUMED, missing=MISSING, land_on=[6, 0])
    assert found.odds_ratio.shape == (2, 6)
    assert (found.landings[1][:, 1:6] == 0).all()
    whole = tipping_point(ASSUMED, missing=MISSING)
    assert (found.worst, found.best) == (whole.worst, whole.best)


def test_nothing_missing_changes_nothing() -> None:
    found = tipping_point(ASSUMED, missing=(0, 0))
    assert found.odds_ratio.shape == (1, 1)
    assert "none would change the conclusion" in str(found)


def test_a_change_of_direction_is_a_change_even_where_both_are_significant() -> None:
    table = OutcomeTable([[40, 0, 20], [20, 0, 40]], SHORT)
    found = tipping_point(table, missing=(60, 60), land_on=["good", "poor"])
    assert found.verdict[-1, 0] == -1
    assert found.verdict[0, -1] == 1
    assert found.changes[-1, 0]
    assert not found.changes[0, -1]


def test_the_frame_lists_every_completion() -> None:
    found = tipping_point(ASSUMED, missing=MISSING, cut=2)
    frame = found.frame
    assert len(frame) == found.odds_ratio.size
    assert (frame["treatment 0–2"] + frame["treatment 3–6"] == 1).all()
    assert frame["changes"].sum() == found.changes.sum()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"missing": (1, 2, 3)}, "missing is a pair of participants"),
        ({"missing": (-1, 2)}, "counts must not be negative"),
        ({"missing": (1, 0.5)}, "counts must be whole numbers of participants"),
        ({"missing": (81, 69)}, "the missing can land in .* ways; 500,000 are the most"),
        ({"missing": (1, 1), "cut": 9}, "level '9' is not on the modified Rankin Scale"),
        ({"missing": (1, 1), "land_on": ["x"]}, "level 'x' is not on the modified Rankin Scale"),
        ({"missing": (1, 1), "land_on": []}, "name at least one level"),
        ({"missing": (1, 1), "alpha": 1}, "alpha lies between 0 and 1, like 0.05; not 1"),
        ({"missing": (1, 1), "method": "exact"}, "method must be one of wald, profile, score"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(options: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        tipping_point(ASSUMED, **options)


def test_a_stack_is_refused() -> None:
    stack = OutcomeTable(np.ones((3, 2, 3), dtype=int), SHORT)
    with pytest.raises(ValueError, match=r"of one table, not of a stack \(3,\)"):
        tipping_point(stack, missing=(1, 1))
