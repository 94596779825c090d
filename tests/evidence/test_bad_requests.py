"""Requests that make no sense get a sentence; large ones are worked through in pieces."""

import tracemalloc
from typing import Any

import numpy as np
import pytest

from course_lib import evidence
from course_lib.evidence import Belief, PrintedCount, PrintedMedian, PrintedOddsRatio, PrintedP

SOME = np.random.default_rng(1)


@pytest.mark.parametrize("count", [1.5, np.nan, "one", None, [1, 2], -1])
def test_a_printed_count_that_is_no_number_of_people(count: Any) -> None:
    with pytest.raises(ValueError, match="count"):
        PrintedCount(count, "control", level=6)


def test_a_printed_count_may_be_written_with_a_point() -> None:
    found = evidence.consistent_tables([PrintedCount(1.0, "control", level=6)], participants=(1, 2))
    assert (found.tables.counts[:, 1, 6] == 1).all()


@pytest.mark.parametrize("name", ["exhaustive", "wanted", "tries"])
@pytest.mark.parametrize("number", [-1, 1.5, np.nan, "9", None])
def test_a_search_that_goes_nowhere(name: str, number: Any) -> None:
    with pytest.raises(ValueError, match=f"{name} must be a whole number of at least"):
        evidence.Search(**{name: number})


@pytest.mark.parametrize("number", [0, -1, 1.5, np.nan, np.inf])
def test_numbers_of_outcomes_and_of_trials(number: Any) -> None:
    with pytest.raises(ValueError, match="a family has a whole number of outcomes"):
        evidence.family_wise_error(number)
    with pytest.raises(ValueError, match="at least one trial must be simulated, in whole numbers"):
        evidence.family_wise_error(3, replicates=number, rng=SOME)


def test_a_seed_in_place_of_a_generator() -> None:
    with pytest.raises(ValueError, match="rng must be a numpy Generator"):
        evidence.simulate_p_values(3, rng=1)
    with pytest.raises(ValueError, match="rng must be a numpy Generator"):
        evidence.consistent_tables([], participants=(39, 15), rng=1)


def test_one_statement_that_is_not_in_a_list() -> None:
    with pytest.raises(ValueError, match=r"statements are a list; put p 0\.7 by wilcoxon in one"):
        evidence.consistent_tables(PrintedP("0.7"), participants=(3, 2))


def test_pairs_that_are_not_pairs() -> None:
    with pytest.raises(ValueError, match="an interval has a lower and an upper limit"):
        PrintedOddsRatio("1.2", interval=("0.9",))
    with pytest.raises(ValueError, match="quartiles are two, lower and upper"):
        PrintedMedian("3", "control", quartiles=("2",))
    with pytest.raises(ValueError, match="each estimate needs its standard error"):
        evidence.interaction_test([0.1, 0.2, 0.3], [0.1, 0.2])


def test_a_correlation_of_one_is_told_what_is_allowed() -> None:
    with pytest.raises(ValueError, match=r"a common correlation above -0\.5 and below 1"):
        evidence.family_wise_error(3, correlation=1, rng=SOME)


def test_a_trial_that_all_but_convinces_needs_no_prior_to_speak_of() -> None:
    assert evidence.prior_needed(Belief(1.959963984, 1.0)).limit == np.inf


@pytest.mark.parametrize("method", ["holm", "hommel", "benjamini-yekutieli"])
def test_families_worked_through_in_pieces_are_those_worked_through_alone(method: Any) -> None:
    families = SOME.random((200_001, 6))[:, ::-1]
    before = families.copy()
    together = evidence.adjust(families, method=method)
    for place in (0, 166_665, 166_666, 200_000):
        assert np.array_equal(together[place], evidence.adjust(families[place], method=method))
    assert np.array_equal(families, before)


def test_a_million_families_take_less_than_300_megabytes() -> None:
    families = SOME.random((1_000_000, 4))
    for work in (
        lambda: evidence.adjust(families, method="hommel"),
        lambda: evidence.fixed_sequence(families),
    ):
        tracemalloc.start()
        work()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 300e6
