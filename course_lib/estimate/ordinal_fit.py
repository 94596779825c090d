"""Participants in, a fitted ordinal model out; fitted on centred and scaled covariates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_lib.estimate import covariate_columns as columns
from course_lib.estimate.adjusted_limits import drifting
from course_lib.estimate.covariate_columns import Terms
from course_lib.estimate.ordinal_likelihood import Array, Fit, Rows, arranged, maximise, start
from course_lib.scale import OrdinalScale

if TYPE_CHECKING:
    import pandas as pd


class People(NamedTuple):
    """Levels, scale, arms (1 is treatment) and terms, the treatment first, of all participants."""

    level: NDArray[np.int64]
    scale: OrdinalScale
    arm: Array
    terms: Terms


class Fitted(NamedTuple):
    """A fit, the terms it is about, and what was subtracted from them and divided out."""

    rows: Rows
    fit: Fit
    names: tuple[str, ...]
    centre: Array
    spread: Array

    @property
    def unbounded(self) -> tuple[str, ...]:
        """Terms whose coefficient is infinite."""
        sides = drifting(self.fit)[self.rows.cuts :]
        return tuple(name for name, side in zip(self.names, sides, strict=True) if side)

    @property
    def covariance(self) -> Array:
        """Of the parameters as they were fitted."""
        return np.asarray(np.linalg.pinv(self.fit.information, hermitian=True))


def people(
    frame: pd.DataFrame,
    *,
    names: tuple[str, str],
    adjust: Sequence[str],
    strata: Sequence[str],
    arms: tuple[Any, Any] | None,
) -> People:
    """Checked columns; `names` are those of the outcome and of the treatment."""
    outcome, treatment = names
    level, scale = columns.level_of(frame, outcome)
    arm = columns.arm_of(frame, treatment, arms)
    if level.min() == level.max():
        raise ValueError(f"column {outcome!r} is the same level for everyone; there is no shift")
    extra = columns.terms_of(frame, adjust, strata)
    terms = Terms((treatment, *extra.names), np.vstack([arm, extra.columns]))
    return People(level, scale, arm, terms)


def fitted(data: People) -> Fitted:
    """One effect of the treatment at all cuts."""
    values, centre, spread = columns.standardised(data.terms)
    values[0], spread[0] = values[0] * spread[0], 1
    rows = arranged(values, data.level, len(data.scale))
    return Fitted(rows, maximise(rows, start(rows)), data.terms.names, centre, spread)


def fitted_by_arm(data: People) -> Fitted:
    """An effect of the treatment of its own at each cut: each arm has its own thresholds."""
    values, centre, spread = columns.standardised(data.terms)
    levels = len(data.scale)
    codes = data.level + levels * data.arm.astype(np.int64)
    rows = arranged(values[1:], codes, levels)
    fit = maximise(rows, start(rows))
    return Fitted(rows, fit, data.terms.names[1:], centre[1:], spread[1:])


def in_original_units(model: Fitted) -> tuple[Array, Array]:
    """Parameters and covariance for the covariates as they came; infinite where unbounded."""
    count, terms = model.rows.cuts, len(model.names)
    back = np.eye(count + terms)
    back[:count, count:] = -(model.centre / model.spread)
    back[count:, count:] = np.diag(1 / model.spread)
    parameters, covariance = back @ model.fit.parameters, back @ model.covariance @ back.T
    if model.fit.drift.any():
        sides = np.array(drifting(model.fit._replace(drift=back @ model.fit.drift)))
        parameters = np.where(sides, np.copysign(np.inf, sides), parameters)
        covariance = np.where((sides[:, None] != 0) | (sides != 0), np.nan, covariance)
    return parameters, covariance
