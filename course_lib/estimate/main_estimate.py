"""A fitted model can be read as the one estimate that it was fitted for."""

from __future__ import annotations

from course_lib.estimate.estimate import Estimate, Interval, Number


class WithMainEstimate:
    """Value, error, p-value and interval of `odds_ratio`, so that code may take either."""

    odds_ratio: Estimate

    @property
    def value(self) -> Number:
        """The common odds ratio of treatment."""
        return self.odds_ratio.value

    @property
    def standard_error(self) -> Number:
        """Its standard error, on the log scale."""
        return self.odds_ratio.standard_error

    @property
    def p_value(self) -> Number:
        """Its two-sided p-value."""
        return self.odds_ratio.p_value

    def confidence_interval(self, level: float = 0.95) -> Interval:
        """Its confidence limits.

        Examples
        --------
        >>> import pandas as pd
        >>> from course_lib.estimate import proportional_odds_model
        >>> trial = pd.DataFrame({"arm": [1, 0] * 4, "mrs": [1, 2, 3, 4, 4, 3, 2, 4]})
        >>> model = proportional_odds_model(trial, outcome="mrs", treatment="arm")
        >>> model.confidence_interval() == model.odds_ratio.confidence_interval()
        True
        """
        return self.odds_ratio.confidence_interval(level)
