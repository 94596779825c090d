"""A condition that participants meet or not, given as a column or as one value each."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.counts import as_code
from course_lib.trial import Trial

Flags = NDArray[np.bool_]
YES = ("True", "1", "yes")
NO = ("False", "0", "no")
UNKNOWN = ("unknown", "nan", "None", "<NA>", "NaT")


def holds(trial: Trial, condition: str | ArrayLike, name: str) -> tuple[Flags, Flags]:
    """For each participant: whether the condition holds, and whether that is unknown."""
    codes = _codes(trial, condition, name)
    for row, code in enumerate(codes, 1):
        if code not in (*YES, *NO, *UNKNOWN):
            raise ValueError(
                f"{name} of row {row} is {code!r}; a condition is True, 1 or yes, False, 0 or no, "
                "or missing"
            )
    return np.isin(codes, YES), np.isin(codes, UNKNOWN)


def _codes(trial: Trial, condition: str | ArrayLike, name: str) -> list[str]:
    if isinstance(condition, str):
        frame = trial.frame
        if condition not in frame.columns:
            raise ValueError(f"no column {condition!r}; the columns are {list(frame.columns)}")
        return [as_code(value) for value in frame[condition].to_list()]
    values = np.asarray(condition, dtype=object)
    if values.shape != (len(trial),):
        raise ValueError(f"{name} needs one value for each of {len(trial)} participants")
    return [as_code(value) for value in values.tolist()]
