"""What reporting guidelines ask a report to say, in our own words and with their source."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from course_lib.published.reported import CONFIDENCE, Fact
from course_lib.published.schema import TEXT, Keys, Table, check_keys

_REQUIRED: Keys = dict.fromkeys(("statement", "source", "confidence"), TEXT)


@cache
def reporting_items() -> dict[str, Fact]:
    """Items of CONSORT 2025 on who is analysed and what is missing, by their numbers.

    Examples
    --------
    >>> items = reporting_items()
    >>> list(items), items["21c"].statement
    (['21b', '21c', '22a', '22b'], 'how missing data were handled in the analysis')
    """
    text = (files("course_lib.published") / "reporting.toml").read_text(encoding="utf-8")
    return {number: _item(number, table) for number, table in tomllib.loads(text).items()}


def _item(number: str, table: Table) -> Fact:
    """One item from its TOML table."""
    where = f"reporting.toml [{number}]"
    check_keys(table, where, _REQUIRED, {})
    if table["confidence"] not in CONFIDENCE or table["confidence"] == "N":
        raise ValueError(f"{where}: confidence {table['confidence']!r} is not one of P, S, C")
    return Fact(number, table["statement"], None, "", table["source"], table["confidence"])
