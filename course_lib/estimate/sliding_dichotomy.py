"""A good outcome is one better than expected: the cut slides with the prognosis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from course_lib.estimate import covariate_columns as columns
from course_lib.estimate.at_cut import risk_difference
from course_lib.estimate.estimate import Estimate, Interval, plain
from course_lib.estimate.stratified import cochran_mantel_haenszel
from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable

if TYPE_CHECKING:
    import pandas as pd

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SlidingDichotomy:
    """Better than expected against not, with a cut for each prognostic band.

    Parameters
    ----------
    cuts : tuple of str
        The last good level in each band.
    tables : OutcomeTable
        Better than expected or not, per band and arm: shape (..., bands, 2, 2).
    odds_ratio : Estimate
        Mantel and Haenszel's odds ratio of an outcome better than expected, bands kept apart.
    risk_difference : Estimate
        Share better than expected, treatment minus control, bands taken together.
    """

    cuts: tuple[str, ...]
    tables: OutcomeTable
    odds_ratio: Estimate
    risk_difference: Estimate

    def __str__(self) -> str:
        return (
            f"{self.odds_ratio}\n{self.risk_difference}\n"
            f"good up to {', '.join(self.cuts)} in {len(self.cuts)} prognostic bands"
        )


def sliding_dichotomy(
    table: OutcomeTable, *, cuts: Sequence[object] | None = None
) -> SlidingDichotomy:
    r"""Odds of an outcome better than expected, given the prognosis at entry.

    Survival with moderate disability is a triumph after a severe stroke and a disappointment after
    a mild one. So each prognostic band has a cut of its own, and participants count as better or
    not than their band's cut. It wins back part of what one fixed cut throws away; the shift
    analysis with the prognosis as a covariate usually keeps more.

    Parameters
    ----------
    table : OutcomeTable
        Prognostic bands on the axis directly in front of arm and level, as ``prognosis_bands``
        makes them. One trial.
    cuts : sequence of levels, optional
        The last level that counts as good in each band, fixed before the data are seen. Default:
        the cut that comes nearest to halving the band, both arms together.

    Returns
    -------
    SlidingDichotomy
        Odds ratio with standard error on the log scale; ``inf`` or 0 with an interval from 0 to
        infinity, and the p-value of the Cochran–Mantel–Haenszel test, where no pair goes the
        other way.

    Raises
    ------
    ValueError
        If the table has not one axis of bands in front, if there is not one cut for each band,
        or if a cut is not a level or leaves no poor outcome.

    Notes
    -----
    Murray et al., J Neurotrauma 2005;22:511-517. Odds ratio: Mantel and Haenszel, J Natl Cancer
    Inst 1959;22:719-748; its variance: Robins, Breslow and Greenland, Biometrics 1986;42:311-323.

    Examples
    --------
    >>> trial = OutcomeTable.from_counts(    # mild and severe strokes
    ...     treatment=[[9, 12, 8, 5, 3, 1, 2], [1, 3, 6, 9, 11, 4, 6]],
    ...     control=[[6, 10, 9, 7, 4, 1, 3], [0, 2, 4, 7, 13, 6, 8]])
    >>> print(sliding_dichotomy(trial, cuts=[1, 3]))
    Odds ratio for better than expected 1.76 (95% CI 0.94 to 3.32), p = 0.080
    Risk difference for better than expected 0.138 (95% CI -0.016 to 0.282), p = 0.079
    good up to 1, 3 in 2 prognostic bands
    """
    if len(table.stack_shape) != 1:
        raise ValueError(
            "a sliding dichotomy takes one trial with prognostic bands on the axis in front of arm "
            f"and level; this table has the axes {table.stack_shape} there"
        )
    places = _halving(table) if cuts is None else _chosen(table, cuts)
    below = table.counts.cumsum(axis=-1)
    good = np.take_along_axis(below, places[:, None, None], axis=-1)[..., 0]
    both = np.stack([good, table.participants - good], axis=-1)
    expected = OrdinalScale(
        f"{table.scale.name} against the prognosis",
        ("better than expected", "not better"),
        ("better than expected", "not better than expected"),
    )
    bands = OutcomeTable(both, expected)
    return SlidingDichotomy(
        tuple(table.scale.levels[place] for place in places),
        bands,
        _mantel_haenszel(bands),
        _risk_difference(OutcomeTable(both.sum(axis=0), expected)),
    )


def prognosis_bands(
    frame: pd.DataFrame,
    *,
    outcome: str,
    treatment: str,
    prognosis: str,
    bands: int = 3,
    arms: tuple[Any, Any] | None = None,
) -> OutcomeTable:
    r"""Participants in bands of equal size by a prognostic score from before randomisation.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per participant.
    outcome, treatment, arms
        As in ``proportional_odds_model``.
    prognosis : str
        Column with a number: a predicted risk, or one strong predictor.
    bands : int
        How many bands. Participants with the same score share a band, so sizes may differ.

    Returns
    -------
    OutcomeTable
        Shape (bands, 2, levels), lowest scores first.

    Raises
    ------
    ValueError
        If a column cannot be used, bands is not a whole number of at least 2, or an arm has
        nobody in a band.

    Notes
    -----
    Bands end at the quantiles of the score, both arms together.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"arm": ["treatment", "control"] * 4, "nihss": range(4, 20, 2),
    ...                       "mrs": [0, 1, 2, 2, 3, 4, 4, 6]})
    >>> both = prognosis_bands(trial, outcome="mrs", treatment="arm", prognosis="nihss", bands=2)
    >>> both.counts[:, 0].tolist()    # treatment: milder, then more severe
    [[1, 0, 1, 0, 0, 0, 0], [0, 0, 0, 1, 1, 0, 0]]
    """
    if isinstance(bands, bool) or bands != int(bands) or bands < 2:
        raise ValueError(f"bands must be a whole number of at least 2; not {bands!r}")
    level, scale = columns.level_of(frame, outcome)
    arm = columns.arm_of(frame, treatment, arms)
    score = columns.numeric(frame, prognosis)
    ends = np.quantile(score, np.arange(1, bands) / bands)
    band = np.searchsorted(ends, score, side="left")
    counts = np.zeros((int(bands), 2, len(scale)), dtype=np.int64)
    np.add.at(counts, (band, 1 - arm.astype(np.int64), level), 1)
    empty = np.flatnonzero((counts.sum(axis=-1) == 0).any(axis=-1))
    if len(empty):
        raise ValueError(
            f"band {empty[0] + 1} of {bands} by {prognosis!r} has nobody in one arm; take fewer "
            "bands"
        )
    return OutcomeTable(counts, scale)


def _chosen(table: OutcomeTable, cuts: Sequence[object]) -> Places:
    if isinstance(cuts, str) or len(cuts) != len(table):
        raise ValueError(f"one cut is needed for each of {len(table)} bands; these are {cuts!r}")
    return np.array([table.scale.cut_position(cut) for cut in cuts], dtype=np.int64)


def _halving(table: OutcomeTable) -> Places:
    """Each band's cut whose share of good outcomes, both arms together, is nearest to half."""
    below = table.counts.sum(axis=-2).cumsum(axis=-1)
    share = below[:, :-1] / below[:, -1:]
    return np.asarray(np.abs(share - 0.5).argmin(axis=-1))


def _risk_difference(table: OutcomeTable) -> Estimate:
    good = table.scale.levels[0]
    return replace(risk_difference(table, cut=good), measure=f"Risk difference for {good}")


def _mantel_haenszel(bands: OutcomeTable) -> Estimate:
    (a, b), (c, d) = (arm.T.astype(np.float64) for arm in np.moveaxis(bands.counts, -2, 0))
    everyone = a + b + c + d
    for_it, against = a * d / everyone, b * c / everyone
    agree, differ = (a + d) / everyone, (b + c) / everyone
    up, down = for_it.sum(), against.sum()
    finite = bool(up > 0 and down > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = np.log(up) - np.log(down)
        variance = (
            (agree * for_it).sum() / up**2
            + (agree * against + differ * for_it).sum() / (up * down)
            + (differ * against).sum() / down**2
        ) / 2
    error = float(np.sqrt(variance)) if finite else np.inf
    middle = effect if finite else 0.0

    def interval(level: float) -> Interval:
        reach = ndtri((1 + level) / 2) * error
        return Interval(np.exp(middle - reach), np.exp(middle + reach))

    score = cochran_mantel_haenszel(bands).p_value
    p_value = 2 * ndtr(-abs(effect) / error) if finite else score
    name = "Odds ratio for better than expected"
    return Estimate(name, plain(np.exp(effect)), error, plain(p_value), interval)
