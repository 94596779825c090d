"""What research on trials found: how outcomes are reported, how conclusions are worded."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from course_lib.published.reported import CONFIDENCE, Fact
from course_lib.published.schema import NUMBER, TEXT, Keys, Table, check_keys

_REQUIRED: Keys = dict.fromkeys(("statement", "source", "confidence"), TEXT)
_OPTIONAL: Keys = {"value": (*NUMBER, *TEXT), "unit": TEXT}


def finding(finding_id: str) -> Fact:
    """One finding of research on trials.

    Parameters
    ----------
    finding_id : str
        Its name in ``meta_research.toml``.

    Raises
    ------
    ValueError
        If there is no finding of that name.

    Examples
    --------
    >>> finding("compare_discrepant").value, finding("compare_trials").value
    (58, 67)
    """
    known = _findings()
    if finding_id not in known:
        raise ValueError(f"no finding {finding_id!r}; there are {', '.join(known)}")
    return known[finding_id]


@cache
def _findings() -> dict[str, Fact]:
    """The findings in the file, checked."""
    text = (files("course_lib.published") / "meta_research.toml").read_text(encoding="utf-8")
    return {name: _finding(name, table) for name, table in tomllib.loads(text).items()}


def _finding(name: str, table: Table) -> Fact:
    """One finding from its TOML table."""
    where = f"meta_research.toml [{name}]"
    check_keys(table, where, _REQUIRED, _OPTIONAL)
    if table["confidence"] not in CONFIDENCE or table["confidence"] == "N":
        raise ValueError(f"{where}: confidence {table['confidence']!r} is not one of P, S, C")
    return Fact(
        id=name,
        statement=table["statement"],
        value=table.get("value"),
        unit=table.get("unit", ""),
        source=table["source"],
        confidence=table["confidence"],
    )
