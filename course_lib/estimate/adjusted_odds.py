"""The shift analysis with covariates: a proportional-odds model of participants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from course_lib.estimate import adjusted_limits as limits
from course_lib.estimate.estimate import Estimate, Interval
from course_lib.estimate.main_estimate import WithMainEstimate
from course_lib.estimate.ordinal_fit import Fitted, fitted, in_original_units, people
from course_lib.estimate.ordinal_likelihood import Array
from course_lib.estimate.standardised_risks import StandardisedRisks, standardised_risks
from course_lib.scale import OrdinalScale

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class ProportionalOddsModel(WithMainEstimate):
    """A fitted proportional-odds model; ``proportional_odds_model`` makes it.

    Parameters
    ----------
    odds_ratio : Estimate
        The treatment's common odds ratio, between participants alike in all covariates.
    terms : tuple of str
        Names of the coefficients, the treatment first.
    log_odds_ratios : array of length terms
        The coefficients: log odds of a better outcome per unit, or against the named category.
    thresholds : array
        Log odds of an outcome at or better than each occupied level but the worst, for a control
        participant whose covariates are all 0.
    covariance : array
        Of thresholds, then coefficients, from the observed information.
    log_likelihood : float
        At the maximum.
    participants : int
        Participants in the model.
    scale : OrdinalScale
        The outcome's scale.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"arm": [1, 0] * 4, "site": list("aabbbbaa"),
    ...                       "mrs": [1, 2, 3, 4, 4, 3, 2, 4]})
    >>> model = proportional_odds_model(trial, outcome="mrs", treatment="arm", strata=["site"])
    >>> model.coefficients["odds ratio"].round(2).to_dict()
    {'arm': 4.97, 'site: b (against a)': 0.06}
    """

    odds_ratio: Estimate
    terms: tuple[str, ...]
    log_odds_ratios: Array
    thresholds: Array
    covariance: Array = field(repr=False)
    log_likelihood: float
    participants: int
    scale: OrdinalScale
    _fitted: Fitted = field(repr=False)

    @property
    def coefficients(self) -> pd.DataFrame:
        """One row per term: log odds ratio, standard error, odds ratio, Wald's limits and p."""
        import pandas as pd
        from scipy.special import ndtr, ndtri

        error = np.sqrt(np.diag(self.covariance))[len(self.thresholds) :]
        with np.errstate(invalid="ignore", over="ignore"):
            reach = ndtri(0.975) * error
            content = {
                "log odds ratio": self.log_odds_ratios,
                "standard error": error,
                "odds ratio": np.exp(self.log_odds_ratios),
                "lower": np.exp(self.log_odds_ratios - reach),
                "upper": np.exp(self.log_odds_ratios + reach),
                "p": 2 * ndtr(-np.abs(self.log_odds_ratios / error)),
            }
        return pd.DataFrame(content, index=pd.Index(self.terms, name="term"))

    def standardised_risks(self, *, cut: object) -> StandardisedRisks:
        """Share with a good outcome had everyone been treated, and had nobody.

        The odds ratio compares people alike in all covariates; these shares, averaged over the
        trial's own participants, say what it means for a group of them.

        Parameters
        ----------
        cut : level
            The last level that counts as good: ``cut=2`` on the mRS is 0–2 against 3–6.

        Raises
        ------
        ValueError
            If the cut is not a level or leaves no poor outcome, if all participants lie on one
            side of it, or if the odds ratio is not finite.
        """
        if not 0 < self.odds_ratio.value < np.inf:
            raise ValueError(
                f"standardised risks need a finite odds ratio; this one is {self.odds_ratio.value}"
            )
        return standardised_risks(self._fitted, self.scale, cut)

    def __str__(self) -> str:
        others = len(self.terms) - 1
        adjusted = f", adjusted for {'; '.join(self.terms[1:])}" if others else ""
        return (
            f"{self.odds_ratio}\n"
            f"proportional odds, {self.participants:,} participants{adjusted}; "
            f"log-likelihood {self.log_likelihood:.2f}"
        )


def proportional_odds_model(
    frame: pd.DataFrame,
    *,
    outcome: str,
    treatment: str,
    adjust: Sequence[str] = (),
    strata: Sequence[str] = (),
    arms: tuple[Any, Any] | None = None,
) -> ProportionalOddsModel:
    r"""The common odds ratio between participants who are alike in what was known beforehand.

    An adjusted odds ratio of 1.66 says: of two people with the same covariates, the treated one
    has 1.66 times the odds of a good outcome, wherever the scale is cut. Adjusting for what
    predicts the outcome sharpens the trial. It also moves the odds ratio away from 1, because the
    odds ratio within groups of like people is larger than that of the mixture; for what it
    means in a mixed group see ``standardised_risks`` of the result.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per participant, for example ``Trial.frame``.
    outcome : str
        Column with the outcome: levels of the mRS, or an ordered categorical of any other scale,
        best category first.
    treatment : str
        Column with the arm: treatment and control, or 1 and 0, or what ``arms`` says.
    adjust : sequence of str
        Covariates from before randomisation. Numbers enter as they are, in their own units; text,
        categories and True/False as one term per category against the first.
    strata : sequence of str
        Columns whose every value is a stratum with its own level of outcome, numbers too.
    arms : tuple, optional
        The two values of the treatment column: (treatment, control).

    Returns
    -------
    ProportionalOddsModel
        The odds ratio has a profile-likelihood interval and the likelihood-ratio p-value. Where
        the data put no bound on it, it is ``inf`` (or 0) with a one-sided interval; where they
        put none on another coefficient, the note names that; where covariates alone explain
        every outcome, it is ``nan``.

    Raises
    ------
    ValueError
        If a column is absent, holds missing values or is the same for everyone, if a term can be
        computed from others, if arm or outcome is unknown, or if an arm is empty.

    Notes
    -----
    Maximum likelihood in :math:`\operatorname{logit} P(Y \le j) = \theta_j + x'\beta`, levels
    ordered best to worst (McCullagh, J R Stat Soc B 1980;42:109-142), by Newton's method on
    centred and scaled covariates; standard errors from the observed information.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({
    ...     "arm": ["treatment", "control"] * 8,
    ...     "age": [61, 59, 75, 70, 48, 55, 82, 77, 66, 69, 58, 71, 73, 52, 64, 80],
    ...     "mrs": [2, 3, 4, 4, 0, 2, 3, 6, 1, 4, 3, 2, 5, 1, 3, 3]})
    >>> model = proportional_odds_model(trial, outcome="mrs", treatment="arm", adjust=["age"])
    >>> print(model)
    Adjusted common odds ratio 2.15 (95% CI 0.34 to 14.65), p = 0.414
    proportional odds, 16 participants, adjusted for age; log-likelihood -23.63
    >>> print(model.standardised_risks(cut=2))
    0–2, standardised: 43.3% under treatment, 31.9% under control
    Standardised risk difference for 0–2 0.114 (95% CI -0.156 to 0.383), p = 0.408
    Marginal odds ratio for 0–2 1.63 (95% CI 0.51 to 5.21), p = 0.412
    """
    data = people(frame, names=(outcome, treatment), adjust=adjust, strata=strata, arms=arms)
    model = fitted(data)
    parameters, covariance = in_original_units(model)
    count = model.rows.cuts
    return ProportionalOddsModel(
        odds_ratio=_odds_ratio(model),
        terms=model.names,
        log_odds_ratios=parameters[count:],
        thresholds=parameters[:count],
        covariance=covariance,
        log_likelihood=model.fit.log_likelihood,
        participants=len(data.level),
        scale=data.scale,
        _fitted=model,
    )


def _odds_ratio(model: Fitted) -> Estimate:
    treatment = limits.Coefficient(model.rows, model.fit, model.rows.cuts)
    name = "Adjusted common odds ratio" if len(model.names) > 1 else "Common odds ratio"
    null = limits.without(treatment)
    if not limits.estimable(treatment, null):
        unknown = Interval(np.nan, np.nan)
        return Estimate(name, np.nan, np.nan, np.nan, lambda _: unknown, note=_NO_INFORMATION)

    def interval(level: float) -> Interval:
        ends = (limits.profile_limit(treatment, null, level=level, side=end) for end in (-1, 1))
        with np.errstate(over="ignore"):
            return Interval(*(float(np.exp(end)) for end in ends))

    with np.errstate(over="ignore"):
        value = float(np.exp(treatment.value))
    return Estimate(
        measure=name,
        value=value,
        standard_error=treatment.standard_error,
        p_value=limits.likelihood_ratio_p(treatment, null),
        interval=interval,
        note=_note(treatment.side, model.unbounded),
    )


_NO_INFORMATION = "not estimable: without the treatment, too, the covariates separate the levels"


def _note(side: int, unbounded: tuple[str, ...]) -> str:
    if side:
        return f"separation: the data put no {'upper' if side > 0 else 'lower'} bound on the effect"
    if unbounded:
        return f"separation: no finite coefficient for {'; '.join(unbounded)}"
    return ""
