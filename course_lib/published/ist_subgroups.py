"""The International Stroke Trial's outcomes in subgroups, one table per subgroup."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from course_lib.published.ist_tables import ist_table
from course_lib.published.scales import IST_OUTCOME
from course_lib.trial import OutcomeTable

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AGES: dict[str, tuple[str, ...]] = {
    "under 60": ("<60",),
    "60 to 69": ("60-69",),
    "70 to 79": ("70-79",),
    "80 or over": ("80+",),
}
_GROUPINGS: dict[str, tuple[str, str, dict[str, tuple[str, ...]]]] = {
    "day": ("day_of_week", "day", {day: (day,) for day in WEEK}),
    "weekend": (
        "day_of_week",
        "day",
        {"Monday to Friday": WEEK[:5], "Saturday or Sunday": WEEK[5:]},
    ),
    "age": ("severity", "age_band", AGES),
    "consciousness": (
        "severity",
        "consciousness",
        {state: (state,) for state in ("alert", "drowsy", "unconscious")},
    ),
    "alert": (
        "severity",
        "consciousness",
        {"alert": ("alert",), "drowsy or unconscious": ("drowsy", "unconscious")},
    ),
    "syndrome": (
        "severity",
        "syndrome",
        {
            "lacunar": ("LACS",),
            "partial anterior circulation": ("PACS",),
            "total anterior circulation": ("TACS",),
            "posterior circulation": ("POCS",),
        },
    ),
}
IST_GROUPINGS = tuple(_GROUPINGS)


@dataclass(frozen=True, eq=False)
class Subgroups:
    """One outcome table per subgroup, and what to call each.

    Parameters
    ----------
    labels : tuple of str
        One per subgroup.
    table : OutcomeTable
        Subgroups on the axis in front: counts have the shape (subgroups, 2, levels).
    left_out : int
        Participants with a known outcome who belong to none of the subgroups.
    attribution : str
        The licence notice to print with the counts.
    """

    labels: tuple[str, ...]
    table: OutcomeTable
    left_out: int
    attribution: str


@cache
def ist_subgroups(by: str) -> Subgroups:
    """Aspirin against none in subgroups of the International Stroke Trial, outcome at six months.

    Parameters
    ----------
    by : {"day", "weekend", "age", "consciousness", "alert", "syndrome"}
        What the subgroups are made by: the day of the week of randomisation, or what was known of
        the participant then.

    Returns
    -------
    Subgroups
        Of the 19,285 participants with an outcome. By syndrome, the 55 with another or an
        unknown one are left out.

    Raises
    ------
    ValueError
        If there is no such grouping.

    Examples
    --------
    >>> days = ist_subgroups("day")
    >>> days.labels[:2], days.table.counts.shape
    (('Monday', 'Tuesday'), (7, 2, 4))
    >>> int(days.table.counts.sum()), ist_subgroups("syndrome").left_out
    (19285, 55)
    """
    if by not in _GROUPINGS:
        raise ValueError(f"no subgroups of the IST by {by!r}; there are {', '.join(_GROUPINGS)}")
    name, column, groups = _GROUPINGS[by]
    table = ist_table(name)
    frame = table.frame
    frame = frame[frame["outcome"].isin(IST_OUTCOME.levels)]
    counts = np.zeros((len(groups), 2, len(IST_OUTCOME)), dtype=np.int64)
    group_of = {value: place for place, part in enumerate(groups.values()) for value in part}
    inside = frame[frame[column].isin(list(group_of))]
    np.add.at(
        counts,
        (
            inside[column].map(group_of),
            inside["allocated"].map({"aspirin": 0, "no aspirin": 1}),
            inside["outcome"].map({level: place for place, level in enumerate(IST_OUTCOME.levels)}),
        ),
        inside["participants"],
    )
    everyone = int(frame["participants"].sum())
    left_out = everyone - int(counts.sum())
    return Subgroups(tuple(groups), OutcomeTable(counts, IST_OUTCOME), left_out, table.attribution)
