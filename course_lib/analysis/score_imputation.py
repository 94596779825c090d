"""Multiple imputation of a lost final score from the early one, in many trials at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_lib.analysis.pooling import PooledEstimate, pool
from course_lib.counts import whole_numbers
from course_lib.estimate.score_differences import Array, columns, fitted, score_difference


def impute_scores(
    final: ArrayLike,
    early: ArrayLike,
    *,
    imputations: int = 10,
    rng: np.random.Generator,
    control_based: bool = False,
) -> Array:
    r"""Fill in the lost final scores many times, from early score and arm.

    What it assumes: who was lost fared like participants of the same arm with the same early
    score whose final score is known ("missing at random"). With ``control_based`` the lost of
    both arms fared like participants of the control arm.

    Parameters
    ----------
    final, early : array_like of shape (..., 2, participants)
        Scores, the treatment arm first; final ones ``nan`` where lost, early ones known of all.
    imputations : int
        How many times.
    rng : numpy.random.Generator
        Where chance comes from.
    control_based : bool
        Whether the lost of the treatment arm are drawn without its effect.

    Returns
    -------
    array of shape (..., imputations, 2, participants)
        Completed scores.

    Raises
    ------
    ValueError
        If there are fewer than two imputations, or a line cannot be fitted.

    Notes
    -----
    Proper draws: in each imputation the residual variance is drawn first
    (:math:`\sigma^2 = s^2 \nu / \chi^2_\nu`), then the coefficients from the normal distribution
    with covariance :math:`\sigma^2 (X'X)^{-1}`, then the scores (Rubin, Multiple Imputation for
    Nonresponse in Surveys, Wiley 1987).

    Examples
    --------
    >>> early = [[10, 12, 20, 5], [8, 10, 15, 18]]
    >>> completed = impute_scores([[30, 34, 38, float("nan")], [28, 30, 32, 34]], early,
    ...                           imputations=5, rng=np.random.default_rng(1))
    >>> completed.shape, completed[:, 0, 3].round().tolist()
    ((5, 2, 4), [29.0, 27.0, 28.0, 29.0, 30.0])
    """
    if np.ndim(imputations) or int(whole_numbers(imputations)) < 2:
        raise ValueError(f"imputations must be a whole number of at least 2, not {imputations!r}")
    scores, before = np.asarray(final, dtype=np.float64), np.asarray(early, dtype=np.float64)
    fit = fitted(scores, before)
    size = (*fit.freedom.shape, imputations)
    chi_squared = rng.chisquare(np.broadcast_to(fit.freedom[..., None], size))
    variance = (fit.residual * fit.freedom)[..., None] / chi_squared
    root = np.linalg.cholesky(fit.inverse)
    steps = (root[..., None, :, :] @ rng.standard_normal((*size, 3, 1)))[..., 0]
    drawn = fit.coefficients[..., None, :] + np.sqrt(variance)[..., None] * steps
    rows = columns(before)
    if control_based:
        rows = rows * np.array([1.0, 0.0, 1.0])
    flat = rows.reshape(*rows.shape[:-3], -1, 3)
    expected = (drawn @ flat.swapaxes(-1, -2)).reshape(*size, *scores.shape[-2:])
    noise = rng.standard_normal(expected.shape) * np.sqrt(variance)[..., None, None]
    known = ~np.isnan(scores)[..., None, :, :]
    return np.asarray(np.where(known, scores[..., None, :, :], expected + noise))


def pooled_score_difference(completed: ArrayLike) -> PooledEstimate:
    """Mean final score under treatment minus control, pooled over the imputations.

    Parameters
    ----------
    completed : array_like of shape (..., imputations, 2, participants)
        From ``impute_scores``.

    Examples
    --------
    >>> early = [[10, 12, 20, 5], [8, 10, 15, 18]]
    >>> completed = impute_scores([[30, 34, 38, float("nan")], [28, 30, 32, 34]], early,
    ...                           imputations=5, rng=np.random.default_rng(1))
    >>> pooled_score_difference(completed).imputations
    5
    """
    scores = np.asarray(completed, dtype=np.float64)
    people = scores.shape[-1]
    return pool(score_difference(scores), complete_degrees_of_freedom=2 * people - 2)
