"""Every number of a report in one table, unrounded, safe to open in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from course_lib.report.findings import Findings
from course_lib.report.material import Material
from course_lib.report.wording import clean

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("part", "name", "value", "lower 95%", "upper 95%", "p", "standard error", "note")
# A spreadsheet takes a cell that begins so for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Rows = list[tuple[Any, ...]]


def number_table(material: Material, found: Findings) -> pd.DataFrame:
    """One row per number; empty where a number has no interval or p."""
    import pandas as pd

    rows = [*_counts(material), *_estimates(found), *_cuts(material, found), *_tests(found)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def as_csv(table: pd.DataFrame) -> str:
    """Text with commas; numbers to their last digit, words that would be formulas as words."""
    words = [name for name in table.columns if table[name].dtype.kind not in "iuf"]
    safe = table.assign(**{name: table[name].map(_inert) for name in words})
    text: str = safe.to_csv(index=False, lineterminator="\n")
    return text


def _inert(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA) else cell


def _counts(material: Material) -> Rows:
    blank = (np.nan,) * 4
    rows: Rows = []
    for arm, counts, lost in zip(
        material.arms, material.table.counts.tolist(), material.missing, strict=True
    ):
        rows += [
            ("participants", f"{arm}: {level}", float(count), *blank, "")
            for level, count in zip(material.scale.levels, counts, strict=True)
        ]
        rows.append(("participants", f"{arm}: without outcome", float(lost), *blank, ""))
    return rows


def _estimates(found: Findings) -> Rows:
    return [
        (
            "estimate", name, float(one.value), *map(float, one.confidence_interval()),
            float(one.p_value), float(one.standard_error), clean(one.note, 500),
        )
        for name, one in found.estimates.items()
    ]  # fmt: skip


def _cuts(material: Material, found: Findings) -> Rows:
    ratios = found.check.odds_ratios
    lower, upper = ratios.confidence_interval()
    columns = zip(
        *map(np.ravel, (ratios.value, lower, upper, ratios.p_value, ratios.standard_error)),
        strict=True,
    )
    return [
        ("odds ratio at a cut", material.scale.range_label(0, place), *map(float, numbers), "")
        for place, numbers in enumerate(columns)
    ]


def _tests(found: Findings) -> Rows:
    check = found.check
    rows: Rows = [
        (
            "test",
            name,
            float(one.statistic),
            np.nan,
            np.nan,
            float(one.p_value),
            np.nan,
            clean(one.note, 500),
        )
        for name, one in found.tests.items()
    ]
    freedom = f"chi-squared on {float(check.degrees_of_freedom):.0f} degrees of freedom"
    numbers = (float(check.statistic), np.nan, np.nan, float(check.p_value), np.nan)
    rows.append(("test", "proportional odds", *numbers, freedom))
    return rows
