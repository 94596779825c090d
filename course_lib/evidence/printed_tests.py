"""What a paper prints about both arms together: p-values and odds ratios."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, ndtr

from course_lib.estimate import common_odds_ratio, wilcoxon
from course_lib.estimate.common_odds_ratio import METHODS, Method
from course_lib.evidence.allowed import Array
from course_lib.evidence.fragility import fisher_p_value
from course_lib.evidence.printed import Range, as_printed
from course_lib.trial import OutcomeTable

SLACK = 1e-12
Test = Callable[[OutcomeTable], Array]


class AboutTable(ABC):
    """A printed statement about both arms together: a table agrees with it, or not."""

    @abstractmethod
    def agrees(self, table: OutcomeTable) -> NDArray[np.bool_]:
        """Which tables of a stack agree with the statement."""


@dataclass(frozen=True)
class PrintedP(AboutTable):
    """A p-value, to the printed digits, and the test that gave it.

    Parameters
    ----------
    text : str
        As printed: "0.732", "<0.001".
    test : str or callable
        "wilcoxon" (tie-corrected), "wilcoxon_corrected" (for continuity too), "wilcoxon_exact";
        "wald", "score" or "likelihood_ratio" of the proportional odds model; "chi_squared",
        "fisher"; or any function from a stack of tables to its p-values.
    cut : level, optional
        Good against poor outcome, for "chi_squared" and "fisher".

    Raises
    ------
    ValueError
        If the text is no number or the test unknown; when used, if Fisher's test has no cut.

    Examples
    --------
    >>> print(PrintedP("0.732"))
    p 0.732 by wilcoxon
    """

    text: str
    test: str | Test = "wilcoxon"
    cut: object = None

    def __post_init__(self) -> None:
        as_printed(self.text)
        if isinstance(self.test, str) and self.test not in TESTS:
            raise ValueError(f"test must be one of {', '.join(TESTS)}; not {self.test!r}")
        if self.test == "fisher" and self.cut is None:
            raise ValueError("Fisher's test needs a cut: the last level that counts as good")

    def agrees(self, table: OutcomeTable) -> NDArray[np.bool_]:
        test = TESTS[self.test] if isinstance(self.test, str) else self.test
        return _inside(test(table if self.cut is None else table.collapse(cut=self.cut)), self.text)

    def __str__(self) -> str:
        name = self.test if isinstance(self.test, str) else self.test.__name__
        cut = "" if self.cut is None else f" at the cut {self.cut}"
        return f"p {self.text} by {name}{cut}"


@dataclass(frozen=True)
class PrintedOddsRatio(AboutTable):
    """A common odds ratio for a better outcome, to the printed digits, perhaps with its interval.

    Parameters
    ----------
    text : str
        The odds ratio as printed, benefit above 1.
    interval : tuple of str, optional
        Its 95% limits.
    method : {"wald", "profile", "score"}
        How the interval was made.

    Raises
    ------
    ValueError
        If a text is no number, the interval not two of them, or the method unknown.

    Examples
    --------
    >>> print(PrintedOddsRatio("1.66", interval=("1.21", "2.28")))
    common odds ratio 1.66 (1.21–2.28)
    """

    text: str
    interval: tuple[str, str] | None = None
    method: Method = "wald"

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise ValueError(f"method must be one of {', '.join(METHODS)}; not {self.method!r}")
        for text in (self.text, *(self.interval or ())):
            as_printed(text)
        if self.interval is not None and len(self.interval) != 2:
            raise ValueError(f"an interval has a lower and an upper limit; not {self.interval}")

    def agrees(self, table: OutcomeTable) -> NDArray[np.bool_]:
        estimate = common_odds_ratio(table, method=self.method)
        result = _inside(np.asarray(estimate.value), self.text)
        if self.interval is not None:
            limits = estimate.confidence_interval()
            for limit, text in zip(limits, self.interval, strict=True):
                result = result & _inside(np.asarray(limit), text)
        return result

    def __str__(self) -> str:
        limits = "" if self.interval is None else f" ({'–'.join(self.interval)})"
        return f"common odds ratio {self.text}{limits}"


def _inside(values: Array, text: str) -> NDArray[np.bool_]:
    allowed: Range = as_printed(text)
    return np.asarray((values >= allowed.lower - SLACK) & (values <= allowed.upper + SLACK))


def _wilcoxon(table: OutcomeTable) -> Array:
    return np.asarray(wilcoxon(table).p_value)


def _wilcoxon_exact(table: OutcomeTable) -> Array:
    return np.asarray(wilcoxon(table, exact=True).p_value)


def _wilcoxon_corrected(table: OutcomeTable) -> Array:
    z = np.asarray(wilcoxon(table).statistic)
    treated, control = table.counts[..., 0, :], table.counts[..., 1, :]
    behind = control.sum(axis=-1, keepdims=True) - control.cumsum(axis=-1)
    before = control.cumsum(axis=-1) - control
    surplus = np.abs((treated * (behind - before)).sum(axis=-1))
    kept = np.maximum(surplus - 1, 0) / np.maximum(surplus, 1)
    return np.asarray(2 * ndtr(-np.abs(z) * kept))


def _proportional_odds(method: Method) -> Test:
    def p_value(table: OutcomeTable) -> Array:
        return np.asarray(common_odds_ratio(table, method=method).p_value)

    return p_value


def _chi_squared(table: OutcomeTable) -> Array:
    """Pearson's test, without correction for continuity; levels nobody reached do not count."""
    counts = table.counts
    level = counts.sum(axis=-2, keepdims=True)
    expected = counts.sum(axis=-1, keepdims=True) * level / counts.sum(axis=(-2, -1), keepdims=True)
    gap = np.divide((counts - expected) ** 2, expected, out=np.zeros(counts.shape), where=level > 0)
    freedom = (level[..., 0, :] > 0).sum(axis=-1) - 1
    p_value = chdtrc(np.maximum(freedom, 1), gap.sum(axis=(-2, -1)))
    return np.asarray(np.where(freedom > 0, p_value, np.nan))


def _fisher(table: OutcomeTable) -> Array:
    """Each different table is worked out once."""
    counts = table.counts.reshape(-1, 4)
    different, place = np.unique(counts, axis=0, return_inverse=True)
    p_values = [fisher_p_value(row[[0, 2]], row.reshape(2, 2).sum(axis=1)) for row in different]
    return np.asarray(p_values)[place.reshape(-1)].reshape(table.stack_shape)


TESTS: dict[str, Test] = {
    "wilcoxon": _wilcoxon,
    "wilcoxon_exact": _wilcoxon_exact,
    "wilcoxon_corrected": _wilcoxon_corrected,
    "wald": _proportional_odds("wald"),
    "score": _proportional_odds("score"),
    "likelihood_ratio": _proportional_odds("profile"),
    "chi_squared": _chi_squared,
    "fisher": _fisher,
}
