"""How each participant fares against the other arm, and how much that varies within an arm."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from course_lib.trial import OutcomeTable

Array = NDArray[np.float64]


def placement_variance(table: OutcomeTable) -> Array:
    """Variance of placements within each arm, divided by its participants: shape (..., 2).

    A participant's placement is the chance of faring better than one of the other arm, ties
    counted half; the spread is over participants, not corrected for their number.
    """
    share, below = table.proportions, table.cumulative
    others = (below - share / 2)[..., ::-1, :]
    centre = (share * others).sum(axis=-1, keepdims=True)
    return np.asarray((share * (others - centre) ** 2).sum(axis=-1))


def degrees_of_freedom(table: OutcomeTable) -> Array:
    """Satterthwaite's degrees of freedom for the win probability's standard error.

    ``nan`` for an arm of one participant and where nothing varies.
    """
    freedom = (table.participants - 1).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(freedom > 0, placement_variance(table) / freedom, np.nan)
        return np.asarray(variance.sum(axis=-1) ** 2 / (variance**2 / freedom).sum(axis=-1))
