"""What reporting guidelines ask for, item by item, in our own words and with their source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from course_lib.published.reported import CONFIDENCE
from course_lib.published.schema import TEXT, Keys, check_keys

_REQUIRED: Keys = dict.fromkeys(("title", "about", "source", "doi", "confidence"), TEXT) | {
    "items": (dict,)
}


@dataclass(frozen=True)
class Standard:
    """A reporting guideline.

    Parameters
    ----------
    name, title, about : str
        Short name, how to call it in a sentence, and what it is for.
    source, doi, confidence : str
        Where its items were seen, and how sure we are.
    items : mapping of str to str
        What each item asks for, by its number, in the guideline's order.
    """

    name: str
    title: str
    about: str
    source: str
    doi: str
    confidence: str
    items: Mapping[str, str]

    @property
    def source_line(self) -> str:
        """The line that a list of items prints beneath itself."""
        return f"{self.title}: {self.source}, doi:{self.doi}"


def standard(name: str) -> Standard:
    """A reporting guideline by its name: "consort_2025" or "spirit_2025".

    Of SPIRIT 2025 only the items on design and analysis are here.

    Raises
    ------
    ValueError
        If there is no such guideline.

    Examples
    --------
    >>> standard("spirit_2025").items["19"]
    'sample size with its assumptions'
    """
    known = _standards()
    if name not in known:
        raise ValueError(f"no guideline {name!r}; there are {', '.join(known)}")
    return known[name]


@cache
def _standards() -> dict[str, Standard]:
    """The guidelines in the file, checked."""
    text = (files("course_lib.published") / "standards.toml").read_text(encoding="utf-8")
    return {name: _standard(name, table) for name, table in tomllib.loads(text).items()}


def _standard(name: str, table: dict[str, object]) -> Standard:
    """One guideline from its TOML table."""
    where = f"standards.toml [{name}]"
    check_keys(table, where, _REQUIRED, {})
    items, confidence = table["items"], str(table["confidence"])
    if not isinstance(items, dict) or not all(isinstance(one, str) for one in items.values()):
        raise ValueError(f"{where}: each item says in words what it asks for")
    if confidence not in CONFIDENCE or confidence == "N":
        raise ValueError(f"{where}: confidence {confidence!r} is not one of P, S, C")
    told = {key: str(table[key]) for key in ("title", "about", "source", "doi")}
    return Standard(name=name, confidence=confidence, items=MappingProxyType(items), **told)
