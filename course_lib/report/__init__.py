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

_HOMES = {
    "ColumnMap": "column_map",
    "assemble": "assembling",
    "guess_columns": "guessing",
    "ParticipantFile": "participant_file",
    "read_participants": "participant_file",
}

__all__ = [
    "ColumnMap",
    "ParticipantFile",
    "assemble",
    "guess_columns",
    "read_participants",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
