"""Subgroups of the International Stroke Trial are its own table, cut in pieces.

Totals: the abstract of the trial's report (Lancet 1997;349:1569) and the data paper
(Trials 2011;12:101), as in test_ist_tables.py.
"""

import pytest

from course_lib import published


@pytest.mark.parametrize("by", ["day", "weekend", "age", "consciousness", "alert"])
def test_the_subgroups_together_are_the_whole_trial(by: str) -> None:
    groups = published.ist_subgroups(by)
    assert groups.table.counts.sum(axis=0).tolist() == (published.load("ist").table.counts.tolist())
    assert len(groups.labels) == len(groups.table.counts)
    assert groups.left_out == 0
    assert "ODC Attribution License" in groups.attribution


def test_by_syndrome_those_with_another_one_are_left_out() -> None:
    groups = published.ist_subgroups("syndrome")
    assert int(groups.table.counts.sum()) + groups.left_out == 19_285
    assert groups.left_out == 55


def test_the_rows_of_a_subgroup_are_those_of_the_file() -> None:
    # course_lib/published/ist/day_of_week.toml, first and sixth row: Friday
    groups = published.ist_subgroups("day")
    friday = groups.table.counts[groups.labels.index("Friday")]
    assert friday.tolist() == [[299, 311, 684, 361], [271, 308, 699, 381]]


def test_a_grouping_that_is_not_there_is_named_with_those_that_are() -> None:
    assert {published.ist_subgroups(by).attribution for by in published.IST_GROUPINGS}
    with pytest.raises(ValueError, match="no subgroups of the IST by 'sex'; there are day, week"):
        published.ist_subgroups("sex")
