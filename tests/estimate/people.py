"""Participants for the models' tests: made from counts, or simulated."""

from typing import Any

import numpy as np
import pandas as pd

from course_lib import estimate
from course_lib.estimate import ProportionalOddsModel
from course_lib.trial import OutcomeTable


def model(frame: pd.DataFrame, **more: Any) -> ProportionalOddsModel:
    return estimate.proportional_odds_model(frame, outcome="outcome", treatment="arm", **more)


def participants(table: OutcomeTable) -> pd.DataFrame:
    """One row per participant, arms and levels as text, strata as numbers."""
    counts = table.counts if table.stack_shape else table.counts[None]
    stratum, arm, level = (np.repeat(place, counts.ravel()) for place in _places(counts))
    scale = [table.scale.levels[place] for place in level]
    outcome = pd.Categorical(scale, list(table.scale.levels), ordered=True)
    names = np.array(["treatment", "control"])[arm]
    return pd.DataFrame({"stratum": stratum, "arm": names, "outcome": outcome})


def _places(counts: np.ndarray[Any, Any]) -> list[np.ndarray[Any, Any]]:
    return [place.ravel() for place in np.indices(counts.shape)]


def simulated(seed: int, size: int) -> pd.DataFrame:
    """Simulated participants whose age matters, with a raw column of years and one of text."""
    rng = np.random.default_rng(seed)
    age = rng.normal(68, 12, size).round(1)
    arm = rng.permutation(np.arange(size) % 2)
    latent = 0.05 * (age - 68) - 0.4 * arm + rng.logistic(size=size)
    return pd.DataFrame(
        {
            "arm": np.where(arm, "treatment", "control"),
            "outcome": np.digitize(latent, [-2, -1, 0, 1, 2, 3]),
            "age": age,
            "sex": rng.choice(["man", "woman"], size),
        }
    )
