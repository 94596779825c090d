"""A trial's whole analysis as one report: from typed counts, or from a file of participants.

Each name is fetched when it is first used, so that importing this package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course_lib.report.assembling import assemble
    from course_lib.report.column_map import ColumnMap
    from course_lib.report.guessing import guess_columns
    from course_lib.report.participant_file import ParticipantFile, read_participants
    from course_lib.report.section import Section
    from course_lib.report.trial_report import Report, report

_HOMES = {
    "ColumnMap": "column_map",
    "assemble": "assembling",
    "guess_columns": "guessing",
    "ParticipantFile": "participant_file",
    "Report": "trial_report",
    "Section": "section",
    "read_participants": "participant_file",
    "report": "trial_report",
}

__all__ = [
    "ColumnMap",
    "ParticipantFile",
    "Report",
    "Section",
    "assemble",
    "guess_columns",
    "read_participants",
    "report",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
