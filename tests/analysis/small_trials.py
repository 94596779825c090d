"""Small trials with missing outcomes and unknown receipt, drawn by Hypothesis or written out."""

from __future__ import annotations

import pandas as pd
from hypothesis import strategies as st

from course_lib.scale import OrdinalScale
from course_lib.trial import ARMS, Trial

SHORT = OrdinalScale("Short scale", ("good", "fair", "poor"), ("good", "fair", "poor"))


@st.composite
def trials(draw: st.DrawFn, *, most: int = 25) -> Trial:
    """Trials whose arms, allocated and received, each hold somebody with an outcome."""
    person = st.tuples(
        st.sampled_from(ARMS),
        st.sampled_from([*ARMS, None]),
        st.sampled_from([*SHORT.levels, None]),
    )
    people = [("treatment", "treatment", "good"), ("control", "control", "poor")]
    people += draw(st.lists(person, max_size=most))
    allocated, received, outcome = zip(*draw(st.permutations(people)), strict=True)
    columns = {"allocated": allocated, "received": received, "outcome": outcome}
    return Trial(pd.DataFrame({"participant": range(len(people)), **columns}), SHORT)


def trial_of(rows: list[tuple[str, str | None, object]], **covariates: list[object]) -> Trial:
    """A trial on the mRS from (allocated, received, outcome), arms by their first letter."""
    arm = {"t": "treatment", "c": "control", None: None}
    frame = pd.DataFrame(
        {
            "participant": range(1, len(rows) + 1),
            "allocated": [arm[row[0]] for row in rows],
            "received": [arm[row[1]] for row in rows],
            "outcome": [row[2] for row in rows],
            **covariates,
        }
    )
    return Trial(frame)
