"""Simulated participants for the tests of reports."""

from typing import Any

import numpy as np
import pandas as pd

from course_lib.trial import Trial


def people(participants: int, **more: Any) -> Trial:
    """A simulated trial in two strata, with covariates that say nothing."""
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "participant": range(participants),
            "allocated": np.array(["treatment", "control"])[np.arange(participants) % 2],
            "stratum": np.array(["north", "south"])[np.arange(participants) // 2 % 2],
            "outcome": rng.integers(0, 7, participants).astype(str),
            "age": rng.normal(70, 10, participants),
            "sex": rng.choice(["f", "m"], participants),
        }
    )
    return Trial(frame.assign(**more))
