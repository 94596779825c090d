"""Pieces of sentences about results: shares, intervals, and which side they lie on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from course_lib.estimate import Estimate
from course_lib.estimate.estimate import in_words, p_in_words
from course_lib.report.wording import clean


def per_cent(part: int, whole: int) -> str:
    """A share with its numbers.

    Examples
    --------
    >>> per_cent(76, 233)
    '32.6% (76 of 233)'
    """
    return f"{100 * part / whole:.1f}% ({part:,} of {whole:,})" if whole else "0 of 0"


def said(estimate: Estimate) -> str:
    """An estimate without its name.

    Examples
    --------
    >>> from course_lib.estimate import win_odds
    >>> from course_lib.published import load
    >>> said(win_odds(load("mr_clean").table))
    '1.38 (95% CI 1.13 to 1.69), p = 0.002'
    """
    return str(estimate).removeprefix(estimate.measure).lstrip(": ")


def inside(estimate: Estimate, name: str, *, percent: bool = False) -> str:
    """An estimate with its name, as it stands in the brackets of a paper.

    Examples
    --------
    >>> from course_lib.estimate import risk_difference, win_odds
    >>> from course_lib.published import load
    >>> table = load("mr_clean").table
    >>> inside(win_odds(table), "win odds")
    'win odds 1.38, 95% CI 1.13 to 1.69, p = 0.002'
    >>> inside(risk_difference(table, cut=2), "risk difference", percent=True)
    'risk difference 13.5 percentage points, 95% CI 5.8 to 21.1, p < 0.001'
    """
    value, limits = _in_a_paper(estimate, percent=percent)
    return f"{name} {value}, 95% CI {limits}, {p_in_words(estimate.p_value)}"


def bracketed(estimate: Estimate, *, percent: bool = False) -> str:
    """An estimate as it stands in a sentence of a paper, the rest of it in brackets.

    Examples
    --------
    >>> from course_lib.estimate import win_probability
    >>> from course_lib.published import load
    >>> bracketed(win_probability(load("mr_clean").table), percent=True)
    '58.0% (95% CI 53.0 to 62.8, p = 0.002)'
    """
    value, limits = _in_a_paper(estimate, percent=percent)
    return f"{value} (95% CI {limits}, {p_in_words(estimate.p_value)})"


def _in_a_paper(estimate: Estimate, *, percent: bool) -> tuple[str, str]:
    """Value and limits; shares in per cent, and their differences in percentage points."""
    numbers = (estimate.value, *estimate.confidence_interval())
    if percent:
        value, lower, upper = (f"{100 * float(x):.1f}" for x in numbers)
        value += " percentage points" if estimate.null == 0 else "%"
    else:
        value, lower, upper = (in_words(x) for x in numbers)
    return value.replace("-", "−"), f"{lower} to {upper}".replace("-", "−")


def together(names: Sequence[str]) -> str:
    """Several things in a row, as a sentence has them; a trial's strata are one of them.

    Examples
    --------
    >>> together(["age", "NIHSS", "stratum"]), together(["age"])
    ('age, NIHSS and strata', 'age')
    """
    words = ["strata" if name == "stratum" else clean(name, 40) for name in names]
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def in_hundred(difference: float) -> str:
    """A difference of shares in people of 100.

    Examples
    --------
    >>> in_hundred(0.135), in_hundred(-0.02), in_hundred(0.0001)
    ('13.5 more', '2.0 fewer', 'no more')
    """
    people = f"{abs(100 * difference):.1f}"
    if people == "0.0":
        return "no more"
    return f"{people} {'more' if difference > 0 else 'fewer'}"


def sides(estimate: Estimate) -> str:
    """What an interval leaves possible: "benefit", "harm" or "either".

    Examples
    --------
    >>> from course_lib.estimate import win_odds
    >>> from course_lib.published import load
    >>> sides(win_odds(load("mr_clean").table))
    'benefit'
    """
    lower, upper = estimate.confidence_interval()
    if lower > estimate.null:
        return "benefit"
    return "harm" if upper < estimate.null else "either"


def rows_of(estimates: Mapping[str, Estimate]) -> list[tuple[float, float, float]]:
    """Value and limits of each, for a picture.

    Examples
    --------
    >>> from course_lib.estimate import win_odds
    >>> from course_lib.published import load
    >>> [round(number, 2) for number in rows_of({"": win_odds(load("mr_clean").table)})[0]]
    [1.38, 1.13, 1.69]
    """
    rows = []
    for estimate in estimates.values():
        lower, upper = estimate.confidence_interval()
        rows.append((float(estimate.value), float(lower), float(upper)))
    return rows


def table_of(estimates: Mapping[str, Estimate]) -> pd.DataFrame:
    """Estimates as a paper's table prints them, one row each.

    Examples
    --------
    >>> from course_lib.estimate import win_odds
    >>> from course_lib.published import load
    >>> table_of({"win odds": win_odds(load("mr_clean").table)})
             estimate        95% CI      p
    win odds     1.38  1.13 to 1.69  0.002
    """
    printed = {}
    for name, estimate in estimates.items():
        decimals = 3 if estimate.null == 0 else 2
        lower, upper = estimate.confidence_interval()
        known = not np.isnan(estimate.value)
        printed[name] = {
            "estimate": in_words(estimate.value, decimals) if known else "not estimable",
            "95% CI": f"{in_words(lower, decimals)} to {in_words(upper, decimals)}"
            if known and not np.isnan(lower)
            else "–",
            "p": p_in_words(estimate.p_value).removeprefix("p ").removeprefix("= "),
        }
    return pd.DataFrame.from_dict(printed, orient="index")
