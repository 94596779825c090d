"""A tipping-point map read: chances by hand and by simulation, cells by counting."""

from typing import Any

import numpy as np
import pytest

from course_lib.analysis import chance_of_change, tipping_point, verdicts_by_level
from course_lib.trial import OutcomeTable
from tests.analysis.small_trials import SHORT

# Assumed counts at the size of STARTING-2; the trial's own were not published.
ASSUMED = OutcomeTable.from_counts(treatment=[1, 3, 9, 12, 9, 4, 1], control=[0, 0, 1, 3, 7, 3, 1])
LEVELS = np.array([0.05, 0.1, 0.2, 0.25, 0.2, 0.1, 0.1])


def test_the_chance_is_what_drawing_the_missing_gives() -> None:
    found = tipping_point(ASSUMED, missing=(1, 5))
    exact = chance_of_change(found, treatment=LEVELS, control=LEVELS)
    rng, draws = np.random.default_rng(1), 20_000
    drawn = np.stack(
        [rng.multinomial(1, LEVELS, size=draws), rng.multinomial(5, LEVELS, size=draws)], axis=1
    )
    ways = [{tuple(way): place for place, way in enumerate(arm)} for arm in found.landings]
    changed = [
        found.changes[ways[0][tuple(one)], ways[1][tuple(other)]] for one, other in drawn.tolist()
    ]
    error = np.sqrt(exact * (1 - exact) / draws)
    assert 0.01 < exact < 0.99
    assert np.mean(changed) == pytest.approx(exact, abs=4 * error)


def test_a_certain_outcome_leaves_one_completion() -> None:
    found = tipping_point(ASSUMED, missing=(1, 5))
    best, worst = np.eye(7)[0], np.eye(7)[6]
    assert chance_of_change(found, treatment=worst, control=best) == found.changes[-1, 0]
    assert chance_of_change(found, treatment=best, control=worst) == found.changes[0, -1]


def test_cells_hold_what_their_completions_conclude() -> None:
    found = tipping_point(ASSUMED, missing=(1, 5))
    kinds = verdicts_by_level(found)
    sums = found.landings[1] @ np.arange(7)
    for level in range(7):
        for total in range(31):
            verdicts = found.verdict[level, sums == total]
            if (verdicts == 1).all():
                assert kinds[level, total] == 2
            elif (verdicts == 1).any():
                assert kinds[level, total] == 1
            elif not verdicts.any():
                assert kinds[level, total] == 0
    assert {0, 1, 2} <= set(np.unique(kinds).tolist())


def test_harm_has_cells_of_its_own() -> None:
    table = OutcomeTable([[40, 0, 20], [20, 0, 40]], SHORT)
    kinds = verdicts_by_level(tipping_point(table, missing=(60, 60), land_on=["good", "poor"]))
    assert kinds[-1, 0] == 4
    assert kinds[0, -1] == 2


@pytest.mark.parametrize("chances", [[1.0], LEVELS * 2, -LEVELS])
def test_chances_that_are_none_are_refused(chances: Any) -> None:
    found = tipping_point(ASSUMED, missing=(1, 1))
    with pytest.raises(ValueError, match="7 shares that sum to 1"):
        chance_of_change(found, treatment=chances, control=LEVELS)
