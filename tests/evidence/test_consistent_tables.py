"""The tables behind an abstract: all of them in small cases, a fair sample in large ones."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest

from course_lib.estimate import wilcoxon
from course_lib.evidence import (
    PrintedCount,
    PrintedMedian,
    PrintedOddsRatio,
    PrintedP,
    PrintedPercentage,
    Search,
    consistent_tables,
)
from course_lib.scale import OrdinalScale

SHORT = OrdinalScale("short scale", ("0", "1", "2"), ("good", "fair", "poor"))
STARTING_2 = [
    PrintedMedian("3", "treatment", ("3", "4")),
    PrintedMedian("4", "control", ("3", "4")),
    PrintedP("0.732"),
]


def as_set(counts: Any) -> set[tuple[int, ...]]:
    return set(map(tuple, counts.reshape(len(counts), -1).tolist()))


def test_the_whole_list_is_found_where_it_is_short() -> None:
    everything = consistent_tables([], participants=(8, 6), scale=SHORT)
    assert everything.exhaustive
    assert len(as_set(everything.tables.counts)) == everything.possible == 45 * 28
    p_values = np.asarray(wilcoxon(everything.tables).p_value)
    good = everything.tables.counts[:, 1, 0] == 2
    expected = everything.tables.counts[good & (np.abs(p_values - 0.4) <= 0.05)]
    found = consistent_tables(
        [PrintedP("0.4"), PrintedPercentage("33", "control", cut=0)],
        participants=(8, 6),
        scale=SHORT,
    )
    assert len(expected) > 3
    assert as_set(found.tables.counts) == as_set(expected)
    assert found.agreed == found.number == len(expected)
    assert str(found) == f"all {len(expected)} tables that agree"


def test_the_sample_is_uniform_over_the_whole_list() -> None:
    printed = [PrintedP("0.5")]
    whole = consistent_tables(printed, participants=(8, 6), scale=SHORT)
    sample = consistent_tables(
        printed,
        participants=(8, 6),
        scale=SHORT,
        search=Search(exhaustive=0, wanted=300 * whole.agreed, tries=10_000_000),
        rng=np.random.default_rng(13),
    )
    assert not sample.exhaustive
    _, found = np.unique(sample.tables.counts, axis=0, return_counts=True)
    assert len(found) == whole.agreed
    freedom = whole.agreed - 1
    chi_squared = ((found - found.mean()) ** 2 / found.mean()).sum()
    assert abs(chi_squared - freedom) < 4 * np.sqrt(2 * freedom)
    assert sample.number == pytest.approx(whole.agreed, rel=0.05)


def test_tables_behind_starting_2_agree_with_all_that_its_abstract_prints() -> None:
    found = consistent_tables(
        STARTING_2,
        participants=(39, 15),
        search=Search(wanted=200),
        rng=np.random.default_rng(14),
    )
    assert len(found.tables) == 200
    assert found.possible == 121_000 * 800
    assert (found.tables.participants == [39, 15]).all()
    p_values = np.asarray(wilcoxon(found.tables).p_value)
    assert (np.abs(p_values - 0.732) <= 0.0005 + 1e-12).all()
    for counts in found.tables.counts:
        arms = [np.repeat(np.arange(7), arm) for arm in counts]
        assert [float(np.median(arm)) for arm in arms] == [3, 4]
    better = np.asarray(wilcoxon(found.tables).statistic) > 0
    assert 0 < better.mean() < 1  # the p-value alone does not say which arm did better


def test_a_real_trial_is_among_the_tables_that_agree_with_its_paper() -> None:
    # MR CLEAN's counts; what is printed is rounded from them, OR as published
    treatment, control = [6, 21, 49, 43, 52, 13, 49], [1, 15, 35, 44, 81, 32, 59]
    printed: list[Any] = [
        PrintedCount(count, arm, level=level)
        for arm, counts in (("treatment", treatment), ("control", control))
        for level, count in enumerate(counts)
        if level not in (2, 3, 4)
    ]
    printed += [
        PrintedPercentage("32.6", "treatment", cut=2),
        PrintedPercentage("19.1", "control", cut=2),
        PrintedOddsRatio("1.66", interval=("1.21", "2.28")),
    ]
    found = consistent_tables(printed, participants=(233, 267))
    assert found.exhaustive
    assert tuple(treatment + control) in as_set(found.tables.counts)
    assert 1 < found.agreed < found.possible


def test_an_impossible_percentage_is_named() -> None:
    found = consistent_tables([PrintedPercentage("27.7", "control", cut=2)], participants=(39, 15))
    assert (found.possible, len(found.tables), found.number) == (0, 0, 0)
    assert "27.7% at 2 or better under control is impossible with 15 participants" in str(found)


def test_a_contradiction_between_statements_is_named() -> None:
    found = consistent_tables(
        [PrintedMedian("1", "control"), PrintedPercentage("10", "control", cut=2)],
        participants=(10, 10),
    )
    assert "contradicts what is printed before it" in str(found)


def test_a_p_value_that_no_table_gives_is_said() -> None:
    none = consistent_tables([PrintedP("0.0001")], participants=(2, 2), scale=SHORT)
    assert str(none) == "no table agrees"
    drawn = consistent_tables(
        [PrintedP("0.0001")],
        participants=(2, 2),
        scale=SHORT,
        search=Search(exhaustive=0, tries=500),
        rng=np.random.default_rng(1),
    )
    assert str(drawn) == "none of 500 tables drawn from 36 agrees"


def test_progress_is_told_and_the_same_seed_gives_the_same_tables() -> None:
    told: list[tuple[int, int]] = []
    results = [
        consistent_tables(
            STARTING_2,
            participants=(39, 15),
            search=Search(wanted=30),
            rng=np.random.default_rng(15),
            progress=lambda tried, found: told.append((tried, found)),
        )
        for _ in range(2)
    ]
    np.testing.assert_array_equal(results[0].tables.counts, results[1].tables.counts)
    assert told[len(told) // 2 - 1] == (results[0].tried, results[0].agreed)
    assert told[0][0] == 20_000


def test_a_search_stays_below_300_mb() -> None:
    tracemalloc.start()
    found = consistent_tables(
        [],
        participants=(39, 3),
        search=Search(exhaustive=0, wanted=500_000),
        rng=np.random.default_rng(1),
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found.tables) == 500_000
    assert peak < 300e6


@pytest.mark.slow
def test_53_thousand_tables_lie_behind_starting_2_exactly() -> None:
    everything = consistent_tables(
        STARTING_2, participants=(39, 15), search=Search(exhaustive=100_000_000)
    )
    drawn = consistent_tables(
        STARTING_2,
        participants=(39, 15),
        search=Search(wanted=2_000, tries=10_000_000),
        rng=np.random.default_rng(16),
    )
    assert everything.tried == everything.possible == 96_800_000
    share = everything.agreed / everything.possible
    assert abs(drawn.agreed / drawn.tried - share) < 4 * np.sqrt(share / drawn.tried)
    assert len(as_set(everything.tables.counts)) == everything.agreed == 53_006


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"printed": [], "participants": (39, 15)}, "too many to look at all: pass rng"),
        ({"printed": [], "participants": (39, 0)}, "at least 1 in each arm"),
        ({"printed": [], "participants": (39,)}, "a pair"),
        ({"printed": ["p = 0.7"], "participants": (3, 3)}, "a printed statement is a PrintedP"),
        (
            {"printed": [PrintedMedian("9", "control")], "participants": (3, 3)},
            "level '9' is not on the modified Rankin Scale",
        ),
        (
            {"printed": [PrintedPercentage("9", "control", cut=6)], "participants": (3, 3)},
            "cut '6' leaves no poor outcome",
        ),
    ],
)
def test_an_impossible_question_is_refused_in_a_sentence(arguments: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        consistent_tables(**arguments)


def test_a_search_for_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="wanted must be a whole number of at least 1"):
        Search(wanted=0)
