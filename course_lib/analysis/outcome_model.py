"""What the observed outcomes say of the unobserved: chances per level, with their uncertainty.

A proper imputation draws the chances too, once per imputation: chances held at their estimates
would make the pooled interval too short.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from course_lib.analysis.analysis_set import NEITHER, places
from course_lib.counts import tally
from course_lib.estimate.covariate_columns import terms_of
from course_lib.estimate.ordinal_likelihood import arranged, maximise, start
from course_lib.trial import ARMS, Trial

Array = NDArray[np.float64]
Places = NDArray[np.int64]
Draw = Callable[[int, np.random.Generator], Array]
Method = Literal["proportional odds", "arm and stratum"]
METHODS = ("proportional odds", "arm and stratum")
ATTEMPTS = 200


class Incomplete(NamedTuple):
    """A trial as numbers: levels (-1 where missing), arms (0 is treatment), strata, covariates."""

    level: Places
    arm: Places
    stratum: Places
    strata: tuple[str, ...]
    names: tuple[str, ...]
    columns: Array
    levels: int

    @property
    def missing(self) -> NDArray[np.bool_]:
        return np.asarray(self.level == NEITHER)


def incomplete(trial: Trial, method: str, adjust: Sequence[str]) -> Incomplete:
    """A trial's columns as numbers; a ValueError where the method cannot use them."""
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}; not {method!r}")
    if method == "arm and stratum" and adjust:
        raise ValueError("the method 'arm and stratum' knows no covariates; leave adjust out")
    frame, strata = trial.frame, trial.strata
    stratified = ("stratum",) if len(strata) > 1 and method == "proportional odds" else ()
    terms = terms_of(frame, adjust, stratified)
    stratum = np.searchsorted(strata, frame["stratum"].to_numpy(str))
    return Incomplete(
        level=places(trial, "outcome"),
        arm=places(trial, "allocated"),
        stratum=np.asarray(stratum, dtype=np.int64),
        strata=strata,
        names=("allocated", *terms.names),
        columns=terms.columns,
        levels=len(trial.scale),
    )


def chances_by_cell(data: Incomplete, like: Places) -> Draw:
    """Bayesian bootstrap of the outcomes of each arm and stratum.

    Draws the chance of each level or better (but the worst) for each missing participant, shape
    (imputations, missing, levels - 1); `like` is the arm whose outcomes each is taken to share.
    """
    shape = (len(data.strata), 2, data.levels)
    seen = ~data.missing
    cell = (data.stratum[seen] * 2 + data.arm[seen]) * data.levels + data.level[seen]
    counts = tally(cell, math.prod(shape)).reshape(shape)
    stratum = data.stratum[data.missing]
    empty = counts.sum(axis=-1)[stratum, like] == 0
    if empty.any():
        first = int(empty.argmax())
        raise ValueError(
            f"nobody of the {ARMS[like[first]]} arm in stratum {data.strata[stratum[first]]!r} has "
            "an outcome to impute from; use the method 'proportional odds'"
        )

    def draw(imputations: int, rng: np.random.Generator) -> Array:
        weights = rng.standard_gamma(counts, size=(imputations, *shape))
        reached = weights.cumsum(axis=-1)[:, stratum, like]
        return np.asarray(reached[..., :-1] / reached[..., -1:])

    return draw


def chances_by_proportional_odds(data: Incomplete, like: Places) -> Draw:
    """Chances by a proportional-odds model whose parameters are drawn; as `chances_by_cell`."""
    seen = ~data.missing
    occupied = np.unique(data.level[seen])
    if len(occupied) < 2:
        raise ValueError("all observed outcomes share one level; a model cannot impute from them")
    arm = data.arm.copy()
    arm[data.missing] = like
    values = np.vstack([1.0 - arm, data.columns])
    centre, spread = _observed_spread(values[:, seen], data.names)
    values = (values - centre[:, None]) / spread[:, None]
    rows = arranged(values[:, seen], data.level[seen], data.levels)
    fit, cuts = maximise(rows, start(rows)), len(occupied) - 1
    if fit.drift.any():
        raise ValueError(
            "the observed outcomes put no bound on an effect in the proportional-odds model; use "
            "the method 'arm and stratum', or fewer covariates"
        )
    place = np.searchsorted(occupied, np.arange(data.levels - 1), "right")

    def draw(imputations: int, rng: np.random.Generator) -> Array:
        drawn = _ordered_draws(fit.parameters, fit.information, (imputations, cuts), rng)
        thresholds, effects = drawn[:, :cuts], drawn[:, cuts:]
        below = expit(thresholds[:, None, :] + (effects @ values[:, ~seen])[..., None])
        edges = np.pad(below, ((0, 0), (0, 0), (1, 1)), constant_values=(0, 1))
        return np.asarray(edges[..., place])

    return draw


def _observed_spread(values: Array, names: Sequence[str]) -> tuple[Array, Array]:
    """Mean and standard deviation of each term among those with an outcome."""
    spread = values.std(axis=1)
    for name, width in zip(names, spread, strict=True):
        if width == 0:
            raise ValueError(
                f"{name!r} is the same for everyone with an outcome; its effect on the others "
                "cannot be learnt"
            )
    standard = (values.T - values.mean(axis=1)) / spread
    if np.linalg.matrix_rank(standard) < len(values):
        raise ValueError(
            f"among those with an outcome one of {', '.join(names)} can be computed from the "
            "others; leave one of them out"
        )
    return values.mean(axis=1), spread


def _ordered_draws(
    centre: Array, information: Array, size: tuple[int, int], rng: np.random.Generator
) -> Array:
    """Normal draws around a maximum; those whose thresholds are out of order are drawn anew."""
    wanted, thresholds = size
    root = np.linalg.cholesky(np.linalg.inv(information))
    draws = np.empty((wanted, len(centre)))
    waiting = np.arange(wanted)
    for _ in range(ATTEMPTS):
        fresh = centre + rng.standard_normal((len(waiting), len(centre))) @ root.T
        draws[waiting] = fresh
        waiting = waiting[(np.diff(fresh[:, :thresholds], axis=1) <= 0).any(axis=1)]
        if not len(waiting):
            return draws
    raise ValueError("too few outcomes per level for this model; use the method 'arm and stratum'")
