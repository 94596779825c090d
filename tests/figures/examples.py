"""Shares to draw: MR CLEAN (Berkhemer et al., N Engl J Med 2015;372:11-20, figure 1) and extremes."""

import numpy as np

from course_lib.scale import OrdinalScale

TREATMENT = np.array([6, 21, 49, 43, 52, 13, 49]) / 233
CONTROL = np.array([1, 15, 35, 44, 81, 32, 59]) / 267
MR_CLEAN = np.stack([TREATMENT, CONTROL])
ALL_AT_ONE = np.array([0, 0, 1.0, 0, 0, 0, 0])
TINY = np.array([0.002, 0.004, 0.988, 0.001, 0.003, 0.001, 0.001])
LONG = "Endovascular treatment within six hours of the onset of symptoms"


def scale_of(levels: int) -> OrdinalScale:
    """A scale of so many levels, from 0."""
    codes = tuple(str(level) for level in range(levels))
    return OrdinalScale(f"scale of {levels}", codes, tuple(f"state {code}" for code in codes))
