"""The model with covariates and the permutation test: speed beside other programs, and memory."""

from __future__ import annotations

import shutil
import subprocess
import tracemalloc
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from statsmodels.miscmodels.ordinal_model import OrderedModel

from course_lib import estimate
from course_lib.trial import OutcomeTable
from tests.bench.measure import Row, Work, ratio, typical

PARTICIPANTS = 20_000
COVARIATES = ["age", "severity", "sex"]
FOUR_STRATA = OutcomeTable.from_counts(
    treatment=[[6, 21, 49, 43, 52, 13, 49], [2, 4, 2, 4, 1, 2, 5]] * 2,
    control=[[1, 15, 35, 44, 81, 32, 59], [1, 1, 3, 0, 0, 2, 1]] * 2,
)
CLM = """
suppressMessages(library(ordinal))
d <- read.csv("{path}"); d$y <- factor(d$y)
fit <- function() clm(y ~ arm + age + severity + sex, data = d)
model <- fit()
times <- replicate(5, system.time(fit())[["elapsed"]])
cat(sprintf("%.15g %.6f\\n", coef(model)[["arm"]], median(times)))
"""
AGREE = 1e-3


def rows() -> list[Row]:
    """Ours over theirs on simulated participants, seconds of a permutation test, megabytes."""
    found = [Row("model of 20,000, against OrderedModel (bfgs)", _against_statsmodels(), 1 / 40)]
    if shutil.which("Rscript"):
        found.append(Row("model of 20,000, against R's clm", typical(_fit) / _clm(), 1))
    draws = partial(
        estimate.permutation_test, FOUR_STRATA, rng=np.random.default_rng(1), replicates=1_000
    )
    return [
        *found,
        Row("model of 20,000 with its profile interval", typical(_interval), 1, "s"),
        Row("1,000 reallocations in four strata", typical(draws), 0.3, "s"),
        Row("memory of the model of 20,000", _megabytes(_interval), 300, "MB"),
        Row(
            "memory of 100,000 reallocations",
            _megabytes(partial(draws, replicates=100_000)),
            300,
            "MB",
        ),
    ]


@cache
def participants() -> pd.DataFrame:
    """Simulated participants: no two of the same age to the last digit, so nothing merges."""
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "arm": rng.permutation(np.arange(PARTICIPANTS) % 2),
            "age": rng.normal(68, 12, PARTICIPANTS),
            "severity": rng.integers(2, 25, PARTICIPANTS),
            "sex": rng.integers(0, 2, PARTICIPANTS),
        }
    )
    latent = 0.03 * (frame["age"] - 68) + 0.12 * (frame["severity"] - 12) - 0.3 * frame["arm"]
    noise = rng.logistic(size=PARTICIPANTS)
    return frame.assign(y=np.digitize(latent + noise, [-2, -1, 0, 1, 1.5, 2.2]))


def _fit() -> estimate.ProportionalOddsModel:
    return estimate.proportional_odds_model(
        participants(), outcome="y", treatment="arm", adjust=COVARIATES
    )


def _interval() -> object:
    return _fit().odds_ratio.confidence_interval()


def _checked(theirs: float) -> None:
    if abs(float(np.log(_fit().odds_ratio.value)) + theirs) > AGREE:
        raise ValueError("the two estimates differ")


def _against_statsmodels() -> float:
    """It is given standardised columns, in which it is right and takes less time than with raw."""
    frame = participants()
    outcome = pd.Series(pd.Categorical(frame["y"], ordered=True))
    columns = frame[["arm", *COVARIATES]].astype(float)
    spread = columns[COVARIATES].std()
    columns[COVARIATES] = (columns[COVARIATES] - columns[COVARIATES].mean()) / spread
    coefficients: list[float] = []

    def fit() -> None:
        model = OrderedModel(outcome, columns, distr="logit").fit(method="bfgs", disp=False)
        coefficients.append(float(model.params["arm"]))

    found = ratio(_fit, fit)
    _checked(coefficients[0])
    return found


def _clm() -> float:
    """Seconds of one fit by R's ordinal::clm, the median of five in one process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "participants.csv"
        participants().to_csv(path, index=False)
        program = ["Rscript", "-e", CLM.format(path=path)]
        printed = subprocess.run(program, text=True, check=True, capture_output=True).stdout
    coefficient, time = map(float, printed.split())
    _checked(coefficient)
    return time


def _megabytes(work: Work) -> float:
    """The most memory that one call holds at a time."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6
