"""One value for each missing outcome: complete cases, last observation, worst and best case."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.analysis.analysis_set import NEITHER, AnalysisSet, chosen, places
from course_lib.analysis.analysis_sets import NO_OUTCOME
from course_lib.counts import as_code
from course_lib.scale import OrdinalScale
from course_lib.trial import Trial

Places = NDArray[np.int64]


def complete_cases(trial: Trial) -> AnalysisSet:
    """Those whose outcome was observed, in the arm they were allocated to.

    What it assumes: within each arm the missing would have fared like the others, whatever is
    known of them. Often called intention to treat; it is that only where nothing is missing.

    Parameters
    ----------
    trial : Trial
        Everyone allocated.

    Examples
    --------
    >>> from course_lib.estimate import common_odds_ratio
    >>> from course_lib.published import ist_trial
    >>> print(common_odds_ratio(complete_cases(ist_trial()).table()))
    Common odds ratio 1.06 (95% CI 1.01 to 1.11), p = 0.029
    """
    missing = places(trial, "outcome") == NEITHER
    return chosen("Complete cases", trial, places(trial, "allocated"), {NO_OUTCOME: missing})


def last_observation(trial: Trial, *, visits: Sequence[str]) -> Trial:
    """Carry each participant's last earlier outcome forward to a missing one.

    What it assumes: nobody changed after the last visit. Where participants recover, the arm
    that loses more of them looks worse, even if who is lost is pure chance; and the interval is
    too short, since a guess counts as an observation. Shown to be recognised, not to be used.

    Parameters
    ----------
    trial : Trial
        Everyone allocated.
    visits : sequence of str
        Covariates with the outcome at earlier visits, in order of time; missing where not seen.

    Returns
    -------
    Trial
        Those without any earlier visit stay without an outcome.

    Raises
    ------
    ValueError
        If no visit is named, a column is absent, or a value is not on the scale.

    Notes
    -----
    National Research Council, The Prevention and Treatment of Missing Data in Clinical Trials,
    National Academies Press 2010.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = Trial(pd.DataFrame({
    ...     "participant": ["a", "b", "c"], "allocated": ["treatment", "control", "control"],
    ...     "day 7": [4, 5, None], "day 30": [3, None, None], "outcome": [None, None, 2]}))
    >>> last_observation(trial, visits=["day 7", "day 30"]).frame["outcome"].to_list()
    ['3', '5', '2']
    """
    names = (visits,) if isinstance(visits, str) else tuple(visits)
    if not names:
        raise ValueError("name at least one earlier visit")
    frame = trial.frame
    for name in names:
        if name not in frame.columns:
            raise ValueError(f"no column {name!r}; the columns are {list(frame.columns)}")
    seen = [_levels(frame[name].to_list(), name, trial.scale) for name in names]
    level = np.stack([*seen, places(trial, "outcome")], axis=-1).astype(np.float64)
    level[level == NEITHER] = np.nan
    last = carried_forward(level)
    return _with_levels(trial, np.where(np.isnan(last), NEITHER, last).astype(np.int64))


def carried_forward(visits: ArrayLike) -> NDArray[np.float64]:
    """The last value that is not missing along the last axis: visits in order of time.

    For scores of any kind and any number of trials at once.

    Parameters
    ----------
    visits : array_like of float, shape (..., visits)
        ``nan`` where not seen.

    Returns
    -------
    array of shape (...)
        ``nan`` where nothing was seen.

    Raises
    ------
    ValueError
        If there is no axis of visits, or no visit.

    Examples
    --------
    >>> carried_forward([[10.0, 20.0, 30.0], [10.0, float("nan"), float("nan")]]).tolist()
    [30.0, 10.0]
    """
    values = np.asarray(visits, dtype=np.float64)
    if values.ndim == 0 or values.shape[-1] == 0:
        raise ValueError("visits lie on the last axis, and there is at least one")
    last = values[..., -1].copy()
    for visit in range(values.shape[-1] - 2, -1, -1):
        last = np.where(np.isnan(last), values[..., visit], last)
    return last


def worst_case(trial: Trial) -> Trial:
    """Fill in what speaks most against the treatment.

    Everyone missing under treatment had the worst outcome, everyone missing under control the
    best. A benefit that survives this cannot be an effect of the missing.

    Parameters
    ----------
    trial : Trial
        Everyone allocated.

    Examples
    --------
    >>> from course_lib.published import ist_trial
    >>> worst_case(ist_trial()).table().counts.tolist()
    [[1694, 1945, 3927, 2154], [1671, 1919, 3957, 2168]]
    """
    return _extreme(trial, (len(trial.scale) - 1, 0))


def best_case(trial: Trial) -> Trial:
    """Fill in what speaks most for the treatment.

    Everyone missing under treatment had the best outcome, everyone missing under control the
    worst.

    Parameters
    ----------
    trial : Trial
        Everyone allocated.

    Examples
    --------
    >>> from course_lib.published import ist_trial
    >>> best_case(ist_trial()).table().counts.tolist()
    [[1775, 1945, 3927, 2073], [1602, 1919, 3957, 2237]]
    """
    return _extreme(trial, (0, len(trial.scale) - 1))


def _extreme(trial: Trial, levels: tuple[int, int]) -> Trial:
    """Missing outcomes at one level for each arm: (treatment, control)."""
    level = places(trial, "outcome")
    guess = np.array(levels)[places(trial, "allocated")]
    return _with_levels(trial, np.where(level == NEITHER, guess, level))


def _with_levels(trial: Trial, level: Places) -> Trial:
    codes = np.array([*trial.scale.levels, None], dtype=object)
    return trial.with_outcomes(codes[level])


def _levels(values: Sequence[object], name: str, scale: OrdinalScale) -> Places:
    """Place of each value on the scale, -1 where missing."""
    lookup = {code: place for place, code in enumerate(scale.levels)}
    lookup |= dict.fromkeys(("nan", "None", "<NA>", "NaT"), NEITHER)
    codes = [as_code(value) for value in values]
    for row, code in enumerate(codes, 1):
        if code not in lookup:
            raise ValueError(
                f"row {row} of column {name!r}: level {code!r} is not on the {scale.name} "
                f"({', '.join(scale.levels)})"
            )
    return np.array([lookup[code] for code in codes], dtype=np.int64)
