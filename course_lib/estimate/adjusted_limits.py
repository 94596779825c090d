"""Profile-likelihood inference for one coefficient of an ordinal model."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import chdtrc, ndtri

from course_lib.estimate.ordinal_likelihood import (
    Array,
    Fit,
    Rows,
    in_order,
    maximise,
    solve,
    start,
)

ROUNDS = 100
CLOSE = 1e-10
STRIDE = 4.0
PART_OF_DRIFT = 1e-3
LEVEL = 1e-7
BOUNDLESS = 1e3


class Coefficient(NamedTuple):
    """A fitted model and the place of the coefficient in question among its parameters."""

    rows: Rows
    fit: Fit
    place: int

    @property
    def side(self) -> int:
        """+1 or -1 where the likelihood rises without end towards plus or minus infinity."""
        return drifting(self.fit)[self.place]

    @property
    def value(self) -> float:
        """Where the likelihood is highest."""
        return self.side * np.inf if self.side else float(self.fit.parameters[self.place])

    @property
    def standard_error(self) -> float:
        """From the observed information, the other parameters estimated."""
        if self.side:
            return np.inf
        information, place = self.fit.information, self.place
        rest = np.arange(len(information)) != place
        border = information[place, rest]
        taken = border @ np.linalg.solve(information[np.ix_(rest, rest)], border)
        return float((information[place, place] - taken) ** -0.5)


def drifting(fit: Fit) -> list[int]:
    """For each parameter: +1 or -1 where its maximum is infinite, otherwise 0."""
    moving = np.abs(fit.drift) > PART_OF_DRIFT
    return [int(sign) for sign in np.where(moving, np.sign(fit.drift), 0)]


def without(coefficient: Coefficient) -> Fit:
    """The maximum where the coefficient is 0."""
    return _held_at(coefficient, coefficient.fit, 0.0)


def estimable(coefficient: Coefficient, null: Fit) -> bool:
    """Whether the likelihood depends on the coefficient; it may not where others separate."""
    if (
        not coefficient.fit.drift.any()
        or coefficient.fit.log_likelihood - null.log_likelihood > LEVEL
    ):
        return True
    return coefficient.standard_error < BOUNDLESS


def likelihood_ratio_p(coefficient: Coefficient, null: Fit) -> float:
    """Chi-squared p-value of "the coefficient is 0"."""
    rise = coefficient.fit.log_likelihood - null.log_likelihood
    return float(chdtrc(1, max(2 * rise, 0)))


def profile_limit(coefficient: Coefficient, null: Fit, *, level: float, side: int) -> float:
    """Where the profile log-likelihood has fallen by half a chi-squared quantile.

    It is concave, so Newton's method overshoots at most once and then closes in from outside.
    """
    if coefficient.side == side:
        return side * np.inf
    reach = float(ndtri((1 + level) / 2))
    target = coefficient.fit.log_likelihood - reach**2 / 2
    beta, here = 0.0, null
    if not coefficient.side:
        beta = coefficient.value + side * reach * coefficient.standard_error
        here = _held_at(coefficient, coefficient.fit, beta)
    for _ in range(ROUNDS):
        slope = here.gradient[coefficient.place]
        step = float(np.clip((target - here.log_likelihood) / slope, -STRIDE, STRIDE))
        beta += step
        here = _held_at(coefficient, here, beta)
        if abs(step) < CLOSE * (1 + abs(beta)):
            break
    return beta


def _held_at(coefficient: Coefficient, near: Fit, beta: float) -> Fit:
    """The maximum with the coefficient held; the others start where the curvature points to."""
    rows, place = coefficient.rows, coefficient.place
    if near.drift.any() or coefficient.fit.drift.any():
        return maximise(rows, _replaced(start(rows), place, beta), held=place)
    rest = np.arange(len(near.parameters)) != place
    away = beta - near.parameters[place]
    border = near.information[rest, place]
    moved = _replaced(near.parameters, place, beta)
    moved[rest] -= away * solve(near.information[np.ix_(rest, rest)], border)
    if not in_order(rows, moved):
        moved[rest] = near.parameters[rest]
    return maximise(rows, moved, held=place)


def _replaced(parameters: Array, place: int, value: float) -> Array:
    moved = parameters.copy()
    moved[place] = value
    return moved
