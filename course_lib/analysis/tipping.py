"""Which outcomes of the missing would change the conclusion: all of them, tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from course_lib.analysis.landings import Counts, landings, number_of_landings
from course_lib.counts import whole_numbers
from course_lib.estimate import common_odds_ratio
from course_lib.estimate.common_odds_ratio import METHODS, Method
from course_lib.estimate.estimate import p_in_words
from course_lib.trial import ARMS, OutcomeTable

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]
LIMIT = 500_000


@dataclass(frozen=True, eq=False, repr=False)
class TippingPointMap:
    """Every completion of a table with missing outcomes, and what it would conclude.

    Parameters
    ----------
    table : OutcomeTable
        The outcomes observed; collapsed where a cut was given.
    missing : tuple of int
        Participants without an outcome: (treatment, control).
    landings : tuple of two integer arrays of shape (ways, levels)
        Per arm: all ways in which its missing can land on the levels, the best first.
    odds_ratio, p_value : array of shape (ways of treatment, ways of control)
        Of each completed table.
    observed_odds_ratio, observed_p_value : float
        Of the table without the missing.
    alpha : float
        Below this p is called significant.
    """

    table: OutcomeTable
    missing: tuple[int, int]
    landings: tuple[Counts, Counts]
    odds_ratio: Array
    p_value: Array
    observed_odds_ratio: float
    observed_p_value: float
    alpha: float

    @property
    def verdict(self) -> NDArray[np.int8]:
        """1 where the treatment is significantly better, -1 significantly worse, 0 neither."""
        return _verdict(self.odds_ratio, self.p_value, self.alpha)

    @property
    def changes(self) -> NDArray[np.bool_]:
        """Where the verdict is not that of the observed outcomes alone."""
        observed = _verdict(
            np.array(self.observed_odds_ratio), np.array(self.observed_p_value), self.alpha
        )
        return np.asarray(self.verdict != observed)

    @property
    def share_changing(self) -> float:
        """Share of all completions that change the verdict. Not a probability."""
        return float(self.changes.mean())

    @property
    def worst(self) -> tuple[float, float]:
        """Odds ratio and p with the missing at the worst under treatment, the best in control."""
        return float(self.odds_ratio[-1, 0]), float(self.p_value[-1, 0])

    @property
    def best(self) -> tuple[float, float]:
        """Odds ratio and p with the missing at the best under treatment, the worst in control."""
        return float(self.odds_ratio[0, -1]), float(self.p_value[0, -1])

    def completed(self) -> OutcomeTable:
        """All completed tables: a stack of shape (ways of treatment, ways of control)."""
        return OutcomeTable(_completed(self.table, self.landings), self.table.scale)

    @property
    def frame(self) -> pd.DataFrame:
        """One row per completion: where the missing land, odds ratio, p, whether it changes."""
        import pandas as pd

        rows = np.indices(self.odds_ratio.shape).reshape(2, -1)
        content: dict[str, NDArray[np.generic]] = {}
        for arm, ways, row in zip(ARMS, self.landings, rows, strict=True):
            for level, counts in zip(self.table.scale.levels, ways.T, strict=True):
                content[f"{arm} {level}"] = counts[row]
        content["odds ratio"] = self.odds_ratio.ravel()
        content["p"] = self.p_value.ravel()
        content["changes"] = self.changes.ravel()
        return pd.DataFrame(content)

    def __str__(self) -> str:
        ways, changing = self.odds_ratio.size, int(self.changes.sum())
        text = (
            f"{sum(self.missing):,} missing outcomes ({self.missing[0]:,} under treatment, "
            f"{self.missing[1]:,} under control) can land in {ways:,} ways; "
        )
        if changing:
            text += f"{changing:,} ({100 * changing / ways:.1f}%) would change the conclusion"
        else:
            text += "none would change the conclusion"
        said = {
            "As observed": self.observed_p_value,
            "at the worst for the treatment": self.worst[1],
            "at the best": self.best[1],
        }
        return f"{text}. " + ", ".join(f"{where} {p_in_words(p)}" for where, p in said.items())

    __repr__ = __str__


def tipping_point(
    table: OutcomeTable,
    *,
    missing: tuple[int, int],
    cut: object = None,
    land_on: Sequence[object] | None = None,
    method: Method = "score",
    alpha: float = 0.05,
) -> TippingPointMap:
    """Every way in which the missing outcomes could have turned out, and its conclusion.

    If no way changes the conclusion, it does not depend on what is missing. If some do, look
    where they lie and ask whether the missing can plausibly have fared so. No assumption is
    made; for the same reason no way is called likely.

    Parameters
    ----------
    table : OutcomeTable
        One trial's observed outcomes by allocated arm.
    missing : tuple of int
        Participants without an outcome: (treatment, control).
    cut : level, optional
        Compare good with poor outcomes at this cut instead of all levels: the last level that
        counts as good.
    land_on : sequence of levels, optional
        The only levels on which the missing may land. Default: all.
    method : {"score", "wald", "profile"}
        The test, as for ``estimate.common_odds_ratio``. The score test is Wilcoxon's but for a
        factor N/(N - 1), and at a cut the chi-squared test.
    alpha : float
        p below this is called significant.

    Returns
    -------
    TippingPointMap
        Its four corners hold the worst and the best case.

    Raises
    ------
    ValueError
        If the table is a stack, missing are not two whole numbers, a level is not on the scale,
        alpha is not inside 0 to 1, or there are more than 500,000 ways: then give a cut, or name
        fewer levels.

    Notes
    -----
    The tipping-point displays of Yan, Lee and Li (J Biopharm Stat 2009;19:1085-1098), for all
    levels of an ordinal outcome.

    Examples
    --------
    The International Stroke Trial, dead or dependent, 81 and 69 outcomes missing:

    >>> from course_lib.published import load
    >>> ist = load("ist")
    >>> print(tipping_point(ist.table, missing=ist.missing, cut="not recovered"))
    150 missing outcomes (81 under treatment, 69 under control) can land in
    5,740 ways; 2,182 (38.0%) would change the conclusion. As observed p = 0.072, at the
    worst for the treatment p = 0.484, at the best p = 0.003
    """
    arms = _checked(table, missing, method, alpha)
    observed = table if cut is None else table.collapse(cut=cut)
    size = len(observed.scale)
    levels = range(size) if land_on is None else _named(land_on, observed)
    number = np.prod([number_of_landings(arm, len(levels)) for arm in arms], dtype=float)
    if number > LIMIT:
        raise ValueError(
            f"the missing can land in {number:.3g} ways; {LIMIT:,} are the most that are tried: "
            "give a cut, or name fewer levels to land on"
        )
    ways = tuple(
        landings(arm, len(levels)) @ np.eye(size, dtype=np.int64)[list(levels)] for arm in arms
    )
    completed = OutcomeTable(_completed(observed, (ways[0], ways[1])), observed.scale)
    estimate, first = (common_odds_ratio(each, method=method) for each in (completed, observed))
    return TippingPointMap(
        table=observed,
        missing=(arms[0], arms[1]),
        landings=(ways[0], ways[1]),
        odds_ratio=np.asarray(estimate.value),
        p_value=np.asarray(estimate.p_value),
        observed_odds_ratio=float(first.value),
        observed_p_value=float(first.p_value),
        alpha=alpha,
    )


def _verdict(odds_ratio: Array, p_value: Array, alpha: float) -> NDArray[np.int8]:
    direction = np.where(odds_ratio > 1, 1, -1)
    return np.where(p_value < alpha, direction, 0).astype(np.int8)


def _completed(table: OutcomeTable, ways: tuple[Counts, Counts]) -> Counts:
    treated = table.counts[0] + ways[0][:, None]
    untreated = table.counts[1] + ways[1][None, :]
    return np.stack(np.broadcast_arrays(treated, untreated), axis=-2)


def _checked(
    table: OutcomeTable, missing: tuple[int, int], method: str, alpha: float
) -> tuple[int, int]:
    if table.stack_shape:
        raise ValueError(f"a tipping-point map is of one table, not of a stack {table.stack_shape}")
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}; not {method!r}")
    if not 0 < alpha < 1:
        raise ValueError(f"alpha lies between 0 and 1, like 0.05; not {alpha:g}")
    pair = whole_numbers(missing)
    if pair.shape != (2,):
        raise ValueError("missing is a pair of participants: (treatment, control)")
    return int(pair[0]), int(pair[1])


def _named(levels: Sequence[object], table: OutcomeTable) -> list[int]:
    if not len(levels):
        raise ValueError("name at least one level for the missing to land on")
    return sorted({table.scale.position(level) for level in levels})
