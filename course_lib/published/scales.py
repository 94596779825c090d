"""Scales other than the modified Rankin Scale on which a trial here counted its outcomes."""

from __future__ import annotations

from course_lib.scale import MRS, OrdinalScale

MRS_MERGED = OrdinalScale(
    name="modified Rankin Scale, 5 and 6 merged",
    levels=("0", "1", "2", "3", "4", "5+"),
    labels=(*MRS.labels[:5], "severe disability or dead (5 and 6 merged)"),
)
"""The mRS as PRISMS printed it: severe disability and death in one level."""

OHS = OrdinalScale(
    name="Oxford Handicap Scale",
    levels=("0", "1", "2", "3", "4", "5", "6"),
    labels=(
        "no symptoms",
        "minor symptoms that leave lifestyle unchanged",
        "minor handicap: some restriction, looks after self",
        "moderate handicap: not fully independent",
        "moderately severe handicap: dependent, without constant attention",
        "severe handicap: constant attention day and night",
        "dead",
    ),
)
"""The Oxford Handicap Scale (OHS), a relative of the mRS: Bamford et al. Stroke 1989;20:828."""

IST_OUTCOME = OrdinalScale(
    name="International Stroke Trial outcome",
    levels=("recovered", "not recovered", "dependent", "dead"),
    labels=(
        "fully recovered",
        "independent but not fully recovered",
        "dependent on others",
        "dead",
    ),
)
"""The four outcomes that the International Stroke Trial asked for at six months."""

SCALES = {"mRS": MRS, "mRS merged": MRS_MERGED, "OHS": OHS, "IST": IST_OUTCOME}
"""Scales by the code that a trial's file uses."""
