"""Speed of the estimation engine, as ratios within one run."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
from statsmodels.miscmodels.ordinal_model import OrderedModel

from course_lib import design, estimate
from course_lib.trial import OutcomeTable
from tests.bench.measure import Row, Work, ratio

LEVELS = [0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11]
SMALL = OutcomeTable.from_counts(treatment=[4, 7, 9, 8, 6, 3, 2], control=[1, 1, 2, 3, 4, 2, 2])
LARGE = OutcomeTable(1_000 * SMALL.counts)
CALLS = 200


def rows() -> list[Row]:
    """Drawing with a test, against drawing alone; one estimate, against another library."""
    stack = ", 10,000 trials of 300 per arm, against drawing"
    return [
        Row(f"drawing and Wilcoxon{stack}", ratio(_with(estimate.wilcoxon), _draw), 1 / 0.7),
        Row(f"drawing and Wald{stack}", ratio(_with(_wald), _draw), 1 / 0.2),
        Row("common odds ratio of 54, against OrderedModel", _against_statsmodels(), 1 / 50),
        Row(
            "common odds ratio of 54,000, against 54",
            ratio(lambda: _many(LARGE), lambda: _many(SMALL)),
            1.5,
        ),
        Row("import of course_lib.estimate, against scipy.special", _import(), 1.5),
    ]


def _wald(tables: OutcomeTable) -> object:
    return estimate.common_odds_ratio(tables)


def _draw() -> OutcomeTable:
    rng = np.random.default_rng(1)
    return design.simulate_tables(
        control=LEVELS, odds_ratio=1.5, participants=(300, 300), replicates=10_000, rng=rng
    )


def _with(test: type | object) -> Work:
    return lambda: test(_draw())  # type: ignore[operator]


def _many(table: OutcomeTable) -> None:
    for _ in range(CALLS):
        estimate.common_odds_ratio(table)


def _against_statsmodels() -> float:
    treated, control = SMALL.counts
    outcome = np.repeat(np.tile(np.arange(7), 2), np.concatenate([treated, control]))
    arm = np.repeat([1.0, 0.0], [treated.sum(), control.sum()])
    frame = pd.DataFrame({"arm": arm})
    levels = pd.Series(pd.Categorical(outcome, ordered=True))

    def theirs() -> None:
        OrderedModel(levels, frame, distr="logit").fit(method="bfgs", disp=False)

    theirs_beta = OrderedModel(levels, frame, distr="logit").fit(method="bfgs", disp=False).params
    ours = float(np.log(estimate.common_odds_ratio(SMALL).value))
    if abs(ours + float(theirs_beta.iloc[0])) > 1e-4:
        raise ValueError("the two estimates differ")
    return ratio(lambda: _many(SMALL), theirs) / CALLS


def _import() -> float:
    def fresh(statement: str) -> Work:
        return lambda: subprocess.run([sys.executable, "-c", statement], check=True)

    return ratio(fresh("import course_lib.estimate"), fresh("import numpy, scipy.special"))
