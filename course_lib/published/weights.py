"""Weights for the levels of the mRS, as published: utilities and disability weights."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from course_lib.published.reported import CONFIDENCE
from course_lib.published.schema import NUMBER, TEXT, Keys, check_keys
from course_lib.scale import MRS

KINDS = ("utility", "disability")
_REQUIRED: Keys = dict.fromkeys(("title", "kind", "source", "confidence"), TEXT) | {
    "weights": (list,)
}
_OPTIONAL: Keys = {"note": TEXT, "doi": TEXT, "points": NUMBER}


@dataclass(frozen=True)
class OutcomeWeights:
    """One published set of weights for the seven levels of the mRS.

    Parameters
    ----------
    name, title : str
        Short name and how to call the set in a sentence.
    kind : {"utility", "disability"}
        A utility is best at its highest; a disability weight is best at 0.
    weights : tuple of float
        One weight per level, mRS 0 first.
    points : float
        Factor by which a trial multiplied the weights: DAWN scored 0 to 10.
    source, doi, confidence, note : str
        Where the weights were seen, how sure we are, and what to keep in mind.
    """

    name: str
    title: str
    kind: str
    weights: tuple[float, ...]
    points: float
    source: str
    doi: str
    confidence: str
    note: str

    @property
    def for_benefit(self) -> tuple[float, ...]:
        """Weights with the best level highest, in the trial's points.

        A disability weight is turned into 1 minus itself.

        Examples
        --------
        >>> load_weights("utility_weighted_mrs").for_benefit
        (10.0, 9.1, 7.6, 6.5, 3.3, 0.0, 0.0)
        """
        turned = (w if self.kind == "utility" else 1 - w for w in self.weights)
        return tuple(round(self.points * w, 10) for w in turned)

    @property
    def source_line(self) -> str:
        """The line that a picture prints beneath itself."""
        return f"{self.title}: {self.source}" + (f" doi:{self.doi}" if self.doi else "")


def weight_sets() -> tuple[str, ...]:
    """Names of the sets of weights.

    Examples
    --------
    >>> "utility_weighted_mrs" in weight_sets()
    True
    """
    return tuple(_all_sets())


def load_weights(name: str) -> OutcomeWeights:
    """One set of weights by its name.

    Raises
    ------
    ValueError
        If there is no such set.

    Examples
    --------
    >>> load_weights("hong_saver_2009").weights[4]
    0.652
    """
    sets = _all_sets()
    if name not in sets:
        raise ValueError(f"no set of weights {name!r}; there are {', '.join(sets)}")
    return sets[name]


@cache
def _all_sets() -> dict[str, OutcomeWeights]:
    """The sets in the file, checked."""
    text = (files("course_lib.published") / "weights.toml").read_text(encoding="utf-8")
    return {name: _outcome_weights(name, table) for name, table in tomllib.loads(text).items()}


def _outcome_weights(name: str, table: dict[str, object]) -> OutcomeWeights:
    """One set from its TOML table."""
    where = f"weights.toml [{name}]"
    check_keys(table, where, _REQUIRED, _OPTIONAL)
    values, kind, confidence = table["weights"], table["kind"], str(table["confidence"])
    if not isinstance(values, list) or len(values) != len(MRS):
        raise ValueError(f"{where}: the {MRS.name} has {len(MRS)} levels; give one weight for each")
    if kind not in KINDS:
        raise ValueError(f"{where}: 'kind' must be {' or '.join(KINDS)}, not {kind!r}")
    if confidence not in CONFIDENCE or confidence == "N":
        raise ValueError(f"{where}: confidence {confidence!r} is not one of P, S, C")
    return OutcomeWeights(
        name=name,
        title=str(table["title"]),
        kind=str(kind),
        weights=tuple(float(value) for value in values),
        points=float(str(table.get("points", 1))),
        source=str(table["source"]),
        doi=str(table.get("doi", "")),
        confidence=confidence,
        note=str(table.get("note", "")),
    )
