"""The counts of the International Stroke Trial hold together.

Totals: abstract of the trial's report (Lancet 1997;349:1569) and the data paper (Trials 2011;12:101).
"""

import pytest

from course_lib import published


@pytest.mark.parametrize("name", ["received", "day_of_week", "severity"])
def test_every_table_counts_everyone_and_the_same_outcomes(name: str) -> None:
    table = published.ist_table(name)
    known = table.frame.pivot_table(
        index="allocated", columns="outcome", values="participants", aggfunc="sum"
    )
    assert table.participants.sum() == 19_435
    assert "ODC Attribution License" in table.attribution
    ist = published.load("ist")
    levels = list(ist.outcomes.scale.levels)
    assert known.loc[["aspirin", "no aspirin"], levels].to_numpy().tolist() == (
        ist.outcomes.counts.tolist()
    )
    assert known["missing"].tolist() == list(ist.missing)


def test_the_participants_are_a_trial_with_missing_outcomes_and_unknown_receipt() -> None:
    frame = published.ist_trial().frame
    assert len(frame) == 19_435
    assert frame["outcome"].isna().sum() == 150
    assert frame["received"].isna().sum() == 13
    assert published.ist_trial(received="day 14").frame["received"].isna().sum() == 36


def test_a_table_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ValueError, match="no table 'sex' of the IST; there are received, day_of"):
        published.ist_table("sex")


def test_receipt_is_by_one_of_two_sources() -> None:
    with pytest.raises(ValueError, match="by 'compliance' or by 'day 14', not 'guess'"):
        published.ist_trial(received="guess")


def test_counts_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        published.ist_table("severity").participants[0] = 1
