"""The participants that a published table of counts stands for."""

from __future__ import annotations

import numpy as np

from course_lib.counts import whole_numbers
from course_lib.trial import ARMS, OutcomeTable, Trial


def trial_from_table(table: OutcomeTable, *, missing: tuple[int, int] = (0, 0)) -> Trial:
    """One row per participant of a table, and of those whose outcome is missing.

    With it, what needs participants (imputation, analysis sets) can be tried on a trial of which
    only counts were published. Nothing is known of them but arm and outcome.

    Parameters
    ----------
    table : OutcomeTable
        One trial's observed outcomes by allocated arm.
    missing : tuple of int
        Participants without an outcome: (treatment, control).

    Returns
    -------
    Trial
        Everyone received what was allocated, for all that a table says.

    Raises
    ------
    ValueError
        If the table is a stack, or missing are not two whole numbers.

    Examples
    --------
    >>> from course_lib.published import load
    >>> ist = load("ist")
    >>> trial_from_table(ist.table, missing=ist.missing)
    <Trial: 19,435 participants, 9,720 allocated to treatment and 9,715 to control; 19,285 with an
    outcome>
    """
    import pandas as pd

    if table.stack_shape:
        raise ValueError(f"participants are those of one table, not of a stack {table.stack_shape}")
    absent = whole_numbers(missing)
    if absent.shape != (2,):
        raise ValueError("missing is a pair of participants: (treatment, control)")
    counts = np.column_stack([table.counts, absent])
    arm, level = (
        np.indices(counts.shape).reshape(2, -1).repeat(counts.ravel().astype(np.intp), axis=1)
    )
    codes = np.array([*table.scale.levels, None], dtype=object)
    frame = pd.DataFrame(
        {
            "participant": np.arange(1, len(arm) + 1),
            "allocated": np.array(ARMS)[arm],
            "outcome": codes[level],
        }
    )
    return Trial(frame, table.scale)
