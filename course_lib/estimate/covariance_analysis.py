"""Means compared between participants with the same baseline: analysis of covariance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course_lib.estimate import covariate_columns as columns
from course_lib.estimate.covariate_columns import Terms
from course_lib.estimate.t_tests import TEstimate, from_t

if TYPE_CHECKING:
    import pandas as pd


def ancova(
    frame: pd.DataFrame,
    *,
    outcome: str,
    baseline: str,
    treatment: str,
    adjust: Sequence[str] = (),
    arms: tuple[Any, Any] | None = None,
) -> TEstimate:
    r"""Mean score under treatment minus under control, between participants of one baseline.

    The analysis for a score that was measured before and after. It never needs more participants
    than comparing changes, or follow-up scores alone, for the same precision in a large trial. It
    is not the change score in other words: comparing changes takes one point of baseline to be
    worth exactly one point of follow-up, analysis of covariance asks the data. Analysing the change
    with the baseline as a covariate gives the same result as analysing the follow-up with it.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per participant.
    outcome, baseline : str
        Columns with the score after and before, or with the change and the score before.
    treatment : str
        Column with the arm: treatment and control, or 1 and 0, or what ``arms`` says.
    adjust : sequence of str
        Further covariates from before randomisation, numbers or categories.
    arms : tuple, optional
        The two values of the treatment column: (treatment, control).

    Returns
    -------
    TEstimate
        In units of the score; above 0 where treatment scored higher.

    Raises
    ------
    ValueError
        If a column is absent, not numeric where it must be, holds missing values or is the same
        for everyone, if a term can be computed from others, if an arm is unknown or empty, or if
        there are too few participants for the covariates.

    Notes
    -----
    Ordinary least squares with one variance for all (Vickers and Altman, BMJ 2001;323:1123-1124).

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({
    ...     "arm": ["treatment", "control"] * 4,
    ...     "before": [20, 35, 50, 12, 41, 28, 33, 47],
    ...     "after": [44, 47, 70, 20, 60, 45, 49, 58]})
    >>> print(ancova(trial, outcome="after", baseline="before", treatment="arm"))
    Adjusted mean difference 7.81 (95% CI 0.60 to 15.02), p = 0.039
    """
    scores = columns.numeric(frame, outcome)
    before = columns.numeric(frame, baseline)
    arm = columns.arm_of(frame, treatment, arms)
    extra = columns.terms_of(frame, adjust, ())
    terms = Terms((treatment, baseline, *extra.names), np.vstack([arm, before, extra.columns]))
    freedom = len(scores) - len(terms.names) - 1
    if freedom < 1:
        raise ValueError(
            f"{len(scores)} participants are too few for {len(terms.names)} terms and a mean; at "
            f"least {len(terms.names) + 2} are needed"
        )
    values, _, spread = columns.standardised(terms)
    inverse = np.linalg.inv(values @ values.T)
    effects = inverse @ (values @ (scores - scores.mean()))
    left = scores - scores.mean() - effects @ values
    error = float(np.sqrt(inverse[0, 0] * (left @ left) / freedom)) / spread[0]
    return from_t("Adjusted mean difference", float(effects[0] / spread[0]), error, freedom)
