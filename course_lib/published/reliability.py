"""How well raters of the mRS agree: published studies."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from course_lib.published.reported import CONFIDENCE
from course_lib.published.schema import NUMBER, TEXT, Keys, Table, check_keys

_REQUIRED: Keys = dict.fromkeys(("title", "rating", "source", "confidence", "note"), TEXT)
_SHARES = ("agreement", "kappa", "weighted_kappa")
_OPTIONAL: Keys = dict.fromkeys(_SHARES, NUMBER) | {"participants": (int,), "doi": TEXT}


@dataclass(frozen=True)
class RaterStudy:
    """One study in which two or more raters placed the same people on the mRS.

    Parameters
    ----------
    name, title : str
        Short name and how to call the study in a sentence.
    rating : str
        How people were rated: conventional, by a structured interview, …
    participants : int or None
        People who were rated.
    agreement : float or None
        Share of pairs of ratings at the same level.
    kappa, weighted_kappa : float or None
        Agreement beyond chance, 1 at most; the weighted one forgives near misses.
    source, doi, confidence, note : str
        Where the numbers were seen, how sure we are, and what to keep in mind.
    """

    name: str
    title: str
    rating: str
    participants: int | None
    agreement: float | None
    kappa: float | None
    weighted_kappa: float | None
    source: str
    doi: str
    confidence: str
    note: str


@cache
def rater_studies() -> tuple[RaterStudy, ...]:
    """The studies, in the order of their file.

    Examples
    --------
    >>> study = rater_studies()[2]
    >>> study.title, study.rating, study.participants, study.agreement
    ('Wilson 2005', 'conventional', 113, 0.43)
    """
    text = (files("course_lib.published") / "reliability.toml").read_text(encoding="utf-8")
    return tuple(_study(name, table) for name, table in tomllib.loads(text).items())


def _study(name: str, table: Table) -> RaterStudy:
    """One study from its TOML table."""
    where = f"reliability.toml [{name}]"
    check_keys(table, where, _REQUIRED, _OPTIONAL)
    if table["confidence"] not in CONFIDENCE or table["confidence"] == "N":
        raise ValueError(f"{where}: confidence {table['confidence']!r} is not one of P, S, C")
    shares = {key: table[key] for key in _SHARES if key in table}
    if not shares:
        raise ValueError(f"{where}: give at least one of {', '.join(_SHARES)}")
    for key, value in shares.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{where}: {key!r} lies from 0 to 1, not {value:g}")
    return RaterStudy(
        name=name,
        participants=table.get("participants"),
        agreement=shares.get("agreement"),
        kappa=shares.get("kappa"),
        weighted_kappa=shares.get("weighted_kappa"),
        doi=table.get("doi", ""),
        **{key: table[key] for key in _REQUIRED},
    )
