"""The effect in those who take the treatment if, and only if, it is allocated to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from course_lib.analysis.receipt import counted, counted_each
from course_lib.counts import whole_numbers
from course_lib.design import SimulatedParticipants
from course_lib.estimate import Estimate, Interval
from course_lib.estimate.estimate import Number, plain
from course_lib.trial import ARMS, Trial

Array = NDArray[np.float64]
Method = Literal["delta", "fieller"]
METHODS = ("delta", "fieller")


@dataclass(frozen=True, eq=False)
class ComplierEffect(Estimate):
    """The complier average causal effect, with the two differences it is the ratio of.

    Parameters
    ----------
    outcome_difference : float or array
        Share with a good outcome, allocated to treatment minus allocated to control.
    compliers : float or array
        Share that received the treatment, allocated to treatment minus allocated to control:
        the estimated share of compliers. The other parameters are those of ``Estimate``.

    Examples
    --------
    >>> from course_lib.published import ist_trial
    >>> effect = complier_effect(ist_trial(), cut="not recovered")
    >>> round(1000 * effect.outcome_difference, 1), round(effect.compliers, 3)
    (12.5, 0.905)
    """

    outcome_difference: Number = np.nan
    compliers: Number = np.nan


def complier_effect(
    trial: Trial | SimulatedParticipants, *, cut: object, method: Method = "fieller"
) -> ComplierEffect:
    """The effect of receiving the treatment in those whom allocation made receive it.

    What chance did to the arms as allocated is put down to those whose care it changed. Unlike
    the per-protocol and as-treated comparisons it leans on the randomisation, but also on two
    assumptions: that allocation works through the care received only, and that nobody does the
    opposite of what is allocated. Who the compliers are cannot be seen; it is not the effect in
    those who were seen to adhere.

    Parameters
    ----------
    trial : Trial or SimulatedParticipants
        Everyone allocated; of many simulated trials at once, one effect for each.
    cut : level
        The last level that counts as good: ``cut=2`` on the mRS is 0–2 against 3–6.
    method : {"fieller", "delta"}
        How the interval is made, as for ``complier_effect_from_counts``.

    Returns
    -------
    ComplierEffect
        Difference of shares with a good outcome among compliers; above 0 is benefit.
        Participants without an outcome are left out. Those whose care received is not known
        count in the difference of outcomes, not in that of receipt.

    Raises
    ------
    ValueError
        As for ``complier_effect_from_counts``, or if the cut is not one of the scale.

    Examples
    --------
    >>> from course_lib.published import ist_trial
    >>> print(complier_effect(ist_trial(), cut="not recovered"))
    Complier average causal effect 0.014 (95% CI -0.001 to 0.029), p = 0.072
    """
    place = trial.scale.cut_position(cut)
    counts = counted(trial, place) if isinstance(trial, Trial) else counted_each(trial, place)
    return complier_effect_from_counts(counts, method=method)


def complier_effect_from_counts(counts: ArrayLike, *, method: Method = "fieller") -> ComplierEffect:
    r"""The complier average causal effect from participants by allocation, receipt and outcome.

    Parameters
    ----------
    counts : integer array of shape (..., 2, 2 or 3, 2)
        Participants by allocated arm (treatment, control), arm received (treatment, control and,
        where there are three, not known) and outcome (good, poor). Axes in front are trials.
    method : {"fieller", "delta"}
        Fieller's interval holds every effect that the two differences do not contradict, and is
        unbounded where allocation may have changed nobody's care; the delta method's is
        symmetrical and too short when few comply. The p-value goes with the interval.

    Returns
    -------
    ComplierEffect
        Standard error by the delta method. ``nan`` where receipt does not differ between arms; p
        is ``nan`` where nobody's outcome differs from the others' of the arm.

    Raises
    ------
    ValueError
        If the shape does not fit, counts are not whole numbers of participants, the method is
        unknown, or an arm has nobody, or nobody whose care received is known.

    Notes
    -----
    With differences :math:`d_Y` of outcome and :math:`d_R` of receipt, the Wald ratio
    :math:`\hat\tau = d_Y / d_R` (Angrist, Imbens and Rubin, J Am Stat Assoc 1996;91:444-455) with

    .. math:: \operatorname{var} \hat\tau \approx
              (v_Y - 2 \hat\tau c + \hat\tau^2 v_R) / d_R^2,

    and Fieller's set of all :math:`\tau` with
    :math:`(d_Y - \tau d_R)^2 \le z^2 (v_Y - 2 \tau c + \tau^2 v_R)` (Fieller, J R Stat Soc B
    1954;16:175-185). At :math:`\tau = 0` that is the test of the outcome difference, so allocation
    and compliance give one and the same p-value.

    Examples
    --------
    100 per arm; 20 of those allocated to treatment did not take it, nobody in control did:

    >>> print(complier_effect_from_counts([[[40, 40], [5, 15]], [[0, 0], [35, 65]]]))
    Complier average causal effect 0.125 (95% CI -0.045 to 0.292), p = 0.147
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}; not {method!r}")
    parts = _differences(_checked(counts))
    value = parts.effect
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(parts.variance_at(value)) / np.abs(parts.receipt)
        z = value / error
        if method == "fieller":
            z = parts.outcome / np.sqrt(parts.outcome_variance)

    def interval(level: float) -> Interval:
        quantile = float(ndtri((1 + level) / 2))
        if method == "delta":
            return Interval(value - quantile * error, value + quantile * error)
        return _fieller(parts, quantile)

    return ComplierEffect(
        measure="Complier average causal effect",
        value=plain(value),
        standard_error=plain(error),
        p_value=plain(np.where(np.isfinite(z), 2 * ndtr(-np.abs(z)), np.nan)),
        interval=interval,
        null=0.0,
        note=_note(parts),
        outcome_difference=plain(parts.outcome),
        compliers=plain(parts.receipt),
    )


class _Differences(NamedTuple):
    """Differences between the arms of outcome and receipt, with variances and covariance."""

    outcome: Array
    receipt: Array
    outcome_variance: Array
    receipt_variance: Array
    covariance: Array

    @property
    def effect(self) -> Array:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.receipt == 0, np.nan, self.outcome / self.receipt)

    def variance_at(self, effect: Array) -> Array:
        """Of the outcome difference less the effect times the receipt difference."""
        spread = self.outcome_variance - 2 * effect * self.covariance
        return np.asarray(np.maximum(spread + effect**2 * self.receipt_variance, 0))


def _checked(counts: ArrayLike) -> Array:
    array = whole_numbers(counts)
    if array.ndim < 3 or array.shape[-3] != 2 or array.shape[-2] not in (2, 3):
        raise ValueError(
            "counts need the shape (..., 2 arms allocated, 2 or 3 received, 2 outcomes), not "
            f"{array.shape}"
        )
    if array.shape[-1] != 2:
        raise ValueError(f"counts need two outcomes, good and poor, not {array.shape[-1]}")
    known = array[..., :2, :].sum(axis=(-2, -1)).reshape(-1, 2)
    for arm, nobody in zip(ARMS, (known == 0).any(axis=0), strict=True):
        if nobody:
            raise ValueError(f"the {arm} arm has nobody whose care received is known")
    return array.astype(np.float64)


def _differences(counts: Array) -> _Differences:
    everyone, known = counts.sum(axis=(-2, -1)), counts[..., :2, :].sum(axis=(-2, -1))
    good = counts[..., 0].sum(axis=-1) / everyone
    taken = counts[..., 0, :].sum(axis=-1) / known
    both = counts[..., 0, 0] / known
    good_known = counts[..., :2, 0].sum(axis=-1) / known
    return _Differences(
        outcome=good[..., 0] - good[..., 1],
        receipt=taken[..., 0] - taken[..., 1],
        outcome_variance=(good * (1 - good) / everyone).sum(axis=-1),
        receipt_variance=(taken * (1 - taken) / known).sum(axis=-1),
        covariance=((both - good_known * taken) / everyone).sum(axis=-1),
    )


def _fieller(parts: _Differences, quantile: float) -> Interval:
    """Roots of the quadratic; unbounded where the receipt difference may be 0."""
    square = quantile**2
    a = parts.receipt**2 - square * parts.receipt_variance
    b = parts.outcome * parts.receipt - square * parts.covariance
    c = parts.outcome**2 - square * parts.outcome_variance
    bounded = a > 0
    root = np.sqrt(np.where(bounded, np.maximum(b**2 - a * c, 0), np.nan))
    with np.errstate(divide="ignore", invalid="ignore"):
        lower, upper = (b - root) / a, (b + root) / a
    return Interval(np.where(bounded, lower, -np.inf), np.where(bounded, upper, np.inf))


def _note(parts: _Differences) -> str:
    if parts.receipt.ndim == 0 and parts.receipt == 0:
        return "as many received the treatment in one arm as in the other"
    return ""
