"""What an adjusted odds ratio means for a group: shares with a good outcome, standardised."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, ndtr, ndtri

from course_lib.estimate.estimate import Estimate, Interval
from course_lib.estimate.ordinal_fit import Fitted
from course_lib.estimate.ordinal_likelihood import Array
from course_lib.scale import OrdinalScale


@dataclass(frozen=True, eq=False)
class StandardisedRisks:
    """Shares with a good outcome had everyone been treated, and had nobody been.

    Parameters
    ----------
    good : str
        The levels that count as good.
    treatment, control : Estimate
        The shares, averaged over the covariates of all participants; their intervals stay inside
        0 and 1. The p-values are ``nan``: a share has no "no difference".
    difference : Estimate
        Treatment minus control.
    odds_ratio : Estimate
        Of the two shares: the marginal odds ratio, nearer to 1 than the model's.

    Examples
    --------
    >>> import pandas as pd
    >>> from course_lib.estimate import proportional_odds_model
    >>> trial = pd.DataFrame({"arm": [1, 0] * 4, "site": list("aabbbbaa"),
    ...                       "mrs": [1, 2, 3, 4, 4, 3, 2, 4]})
    >>> model = proportional_odds_model(trial, outcome="mrs", treatment="arm", strata=["site"])
    >>> round(model.standardised_risks(cut=2).difference.value, 3)
    0.253
    """

    good: str
    treatment: Estimate
    control: Estimate
    difference: Estimate
    odds_ratio: Estimate

    def __str__(self) -> str:
        shares = [f"{100 * float(arm.value):.1f}%" for arm in (self.treatment, self.control)]
        return (
            f"{self.good}, standardised: {shares[0]} under treatment, {shares[1]} under control\n"
            f"{self.difference}\n{self.odds_ratio}"
        )


def standardised_risks(model: Fitted, scale: OrdinalScale, cut: object) -> StandardisedRisks:
    r"""Average the model's predictions over all participants, each arm in turn.

    Standard errors by the delta method; the participants' covariates are taken as they are.
    """
    place = scale.cut_position(cut)
    good = scale.range_label(0, place)
    threshold = int((model.rows.codes <= place).sum()) - 1
    if not 0 <= threshold < model.rows.cuts:
        side = "no participant is" if threshold < 0 else "all participants are"
        raise ValueError(f"{side} at {good} on the {scale.name}; choose another cut")
    (one, slope), (other, slope_other) = (_average(model, threshold, arm) for arm in (1, 0))
    covariance = model.covariance
    logits = slope / (one * (1 - one)), slope_other / (other * (1 - other))
    return StandardisedRisks(
        good,
        _share(f"{good} under treatment", one, _error(logits[0], covariance)),
        _share(f"{good} under control", other, _error(logits[1], covariance)),
        _difference(good, one - other, _error(slope - slope_other, covariance)),
        _ratio(good, logit(one) - logit(other), _error(logits[0] - logits[1], covariance)),
    )


def _average(model: Fitted, threshold: int, arm: int) -> tuple[float, Array]:
    """Mean chance of a good outcome, all participants in one arm, and its gradient."""
    rows, count = model.rows, model.rows.cuts
    values = rows.columns.copy()
    values[0] = arm - model.centre[0]
    parameters = model.fit.parameters
    chance = expit(parameters[threshold] + parameters[count:] @ values)
    weight = rows.weight / rows.weight.sum()
    bend = weight * chance * (1 - chance)
    gradient = np.zeros_like(parameters)
    gradient[threshold] = bend.sum()
    gradient[count:] = values @ bend
    return float(weight @ chance), gradient


def _error(gradient: Array, covariance: Array) -> float:
    return float(np.sqrt(gradient @ covariance @ gradient))


def _two_sided(z: float) -> float:
    return float(2 * ndtr(-abs(z)))


def _reach(level: float, error: float) -> float:
    return float(ndtri((1 + level) / 2)) * error


def _share(name: str, value: float, error: float) -> Estimate:
    def interval(level: float) -> Interval:
        reach, middle = _reach(level, error), logit(value)
        return Interval(expit(middle - reach), expit(middle + reach))

    return Estimate(name, value, error, np.nan, interval, null=0.5)


def _difference(good: str, value: float, error: float) -> Estimate:
    def interval(level: float) -> Interval:
        reach = _reach(level, error)
        return Interval(value - reach, value + reach)

    name = f"Standardised risk difference for {good}"
    return Estimate(name, value, error, _two_sided(value / error), interval, null=0.0)


def _ratio(good: str, middle: float, error: float) -> Estimate:
    def interval(level: float) -> Interval:
        reach = _reach(level, error)
        with np.errstate(over="ignore"):
            return Interval(np.exp(middle - reach), np.exp(middle + reach))

    name = f"Marginal odds ratio for {good}"
    return Estimate(name, float(np.exp(middle)), error, _two_sided(middle / error), interval)
