"""Participants by arm allocated, care received and outcome: what the complier effect needs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from course_lib.analysis.analysis_set import NEITHER, places
from course_lib.counts import tally
from course_lib.design import SimulatedParticipants
from course_lib.trial import Trial

Counts = NDArray[np.int64]


def counted(trial: Trial, cut_position: int) -> Counts:
    """Shape (2 allocated, 3 received: treatment, control, not known; 2 outcomes: good, poor)."""
    level, allocated = places(trial, "outcome"), places(trial, "allocated")
    received = places(trial, "received") % 3  # neither arm, known as -1, is the third
    known = level != NEITHER
    cell = (allocated * 3 + received) * 2 + (level > cut_position)
    return tally(cell[known], 12).reshape(2, 3, 2)


def counted_each(people: SimulatedParticipants, cut_position: int) -> Counts:
    """The same for each of many trials, whose care received is always known."""
    poor = people.level > cut_position
    replicate = np.arange(len(people))[:, None]
    cell = ((replicate * 2 + ~people.allocated) * 2 + ~people.received) * 2 + poor
    counts = tally(cell[people.observed], 8 * len(people))
    return counts.reshape(-1, 2, 2, 2)
