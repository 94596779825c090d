"""From a trial's TOML to a `PublishedTrial`; every slip in a file is answered with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course_lib.published.record import PublishedTrial
from course_lib.published.reported import CONFIDENCE, Fact, PublishedEffect, Recomputation
from course_lib.published.scales import SCALES
from course_lib.trial import OutcomeTable

Keys = Mapping[str, tuple[type, ...]]
Table = Mapping[str, Any]

TEXT, NUMBER = (str,), (int, float)
TRIAL_REQUIRED: Keys = dict.fromkeys(
    ("title", "authors", "journal", "doi", "where", "confidence", "population", "timepoint"), TEXT
) | {"year": (int,), "treatment": TEXT, "control": TEXT}
TRIAL_OPTIONAL: Keys = dict.fromkeys(("address", "check", "note", "attribution"), TEXT) | {
    "counts": (dict,),
    "effects": (list,),
    "facts": (list,),
}
COUNTS_REQUIRED: Keys = {"scale": TEXT, "treatment": (list,), "control": (list,)}
COUNTS_OPTIONAL: Keys = {"missing": (list,), "percent_only": (bool,)}
EFFECT_REQUIRED: Keys = dict.fromkeys(
    ("measure", "direction", "adjusted_for", "source", "confidence"), TEXT
)
EFFECT_OPTIONAL: Keys = dict.fromkeys(("value", "lower", "upper"), NUMBER) | {
    "p": (*NUMBER, str),
    "interval": TEXT,
    "recompute": (dict,),
    "not_recomputed": TEXT,
}
RECOMPUTE_REQUIRED: Keys = {"measure": TEXT, "tolerance": NUMBER, "reason": TEXT}
RECOMPUTE_OPTIONAL: Keys = {"tolerance_limits": NUMBER, "cut": TEXT, "weights": TEXT}
FACT_REQUIRED: Keys = dict.fromkeys(("id", "statement", "source", "confidence"), TEXT)
FACT_OPTIONAL: Keys = {"value": (*NUMBER, str), "unit": TEXT, "recompute": (dict,)}


def published_trial(name: str, table: Table) -> PublishedTrial:
    """The trial that a parsed TOML file describes.

    Raises
    ------
    ValueError
        If a key is missing, unknown or of the wrong kind, if counts do not fit the scale, or
        if an effect or fact breaks a rule of the house (direction, confidence, source).
    """
    where = f"{name}.toml"
    check_keys(table, where, TRIAL_REQUIRED, TRIAL_OPTIONAL)
    if not table["doi"] and not table.get("address"):
        raise ValueError(f"{where}: a trial without a DOI needs an address")
    counts = table.get("counts", {})
    outcomes = _outcomes(counts, f"{where} [counts]") if counts else None
    return PublishedTrial(
        name=name,
        **{key: table[key] for key in TRIAL_REQUIRED if key not in ("confidence", *_ARM_KEYS)},
        **{key: table.get(key, "") for key in ("address", "check", "note", "attribution")},
        confidence=_confidence(table, where, allowed="PSC"),
        arms=(table["treatment"], table["control"]),
        outcomes=outcomes,
        missing=_missing(counts, f"{where} [counts]"),
        percent_only=counts.get("percent_only", False),
        effects=tuple(_effect(one, where, i) for i, one in enumerate(table.get("effects", ()), 1)),
        facts=_facts(table.get("facts", ()), where),
    )


_ARM_KEYS = ("treatment", "control")


def check_keys(table: Table, where: str, required: Keys, optional: Keys) -> None:
    """A ValueError that names the first missing, unknown or wrongly typed key."""
    known = {**required, **optional}
    for key in required:
        if key not in table:
            raise ValueError(f"{where}: the key {key!r} is missing")
    for key, value in table.items():
        if key not in known:
            raise ValueError(f"{where}: unknown key {key!r}; the keys are {', '.join(known)}")
        fits = isinstance(value, known[key]) and (bool in known[key] or not isinstance(value, bool))
        if not fits:
            kinds = " or ".join(kind.__name__ for kind in known[key])
            raise ValueError(f"{where}: {key!r} must be {kinds}, not {type(value).__name__}")


def _outcomes(counts: Table, where: str) -> OutcomeTable:
    """The table of outcomes, on the scale that the file names."""
    check_keys(counts, where, COUNTS_REQUIRED, COUNTS_OPTIONAL)
    if counts["scale"] not in SCALES:
        raise ValueError(
            f"{where}: unknown scale {counts['scale']!r}; the scales are {', '.join(SCALES)}"
        )
    scale = SCALES[counts["scale"]]
    try:
        return OutcomeTable.from_counts(
            treatment=counts["treatment"], control=counts["control"], scale=scale
        )
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error


def _missing(counts: Table, where: str) -> tuple[int, int] | None:
    """Participants without an outcome: (treatment, control)."""
    missing = counts.get("missing")
    if missing is None:
        return None
    if len(missing) != 2 or not all(isinstance(n, int) and n >= 0 for n in missing):
        raise ValueError(
            f"{where}: 'missing' needs two whole numbers (treatment, control), not {missing}"
        )
    return missing[0], missing[1]


def _effect(table: Table, trial: str, place: int) -> PublishedEffect:
    """One published effect."""
    where = f"{trial} effect {place}"
    check_keys(table, where, EFFECT_REQUIRED, EFFECT_OPTIONAL)
    if table["direction"] not in ("better", "worse"):
        raise ValueError(
            f"{where}: 'direction' must be 'better' or 'worse', not {table['direction']!r}"
        )
    if ("recompute" in table) == bool(table.get("not_recomputed")):
        raise ValueError(f"{where}: give either [recompute] or the reason in 'not_recomputed'")
    p, p_is_bound = _p_value(table.get("p"), where)
    value, lower, upper = (_optional_number(table, key) for key in ("value", "lower", "upper"))
    if value is None and p is None:
        raise ValueError(f"{where}: an effect needs a 'value' or a 'p'")
    if value is not None and None not in (lower, upper) and not lower <= value <= upper:  # type: ignore[operator]
        raise ValueError(f"{where}: the value {value} lies outside {lower} to {upper}")
    return PublishedEffect(
        **{key: table[key] for key in EFFECT_REQUIRED if key != "confidence"},
        value=value,
        lower=lower,
        upper=upper,
        p=p,
        p_is_bound=p_is_bound,
        confidence=_confidence(table, where, allowed="PSC"),
        interval=table.get("interval", "95% CI"),
        recomputation=_recomputation(table, where),
        not_recomputed=table.get("not_recomputed", ""),
    )


def _facts(tables: list[Table], trial: str) -> tuple[Fact, ...]:
    """The facts of a trial; no two share a name."""
    facts: dict[str, Fact] = {}
    for place, table in enumerate(tables, 1):
        where = f"{trial} fact {place}"
        check_keys(table, where, FACT_REQUIRED, FACT_OPTIONAL)
        if table["id"] in facts:
            raise ValueError(f"{where}: a second fact is called {table['id']!r}")
        confidence = _confidence(table, where, allowed="PSCN")
        if confidence == "N" and "value" in table:
            raise ValueError(f"{where}: {table['id']!r} is not known to us, yet has a value")
        facts[table["id"]] = Fact(
            **{key: table[key] for key in FACT_REQUIRED if key != "confidence"},
            value=table.get("value"),
            unit=table.get("unit", ""),
            confidence=confidence,
            recomputation=_recomputation(table, where),
        )
    return tuple(facts.values())


def _recomputation(table: Table, where: str) -> Recomputation | None:
    """How to compute the number again, where the file says so."""
    if "recompute" not in table:
        return None
    how = table["recompute"]
    check_keys(how, f"{where} [recompute]", RECOMPUTE_REQUIRED, RECOMPUTE_OPTIONAL)
    return Recomputation(
        measure=how["measure"],
        tolerance=float(how["tolerance"]),
        tolerance_limits=_optional_number(how, "tolerance_limits"),
        reason=how["reason"],
        cut=how.get("cut", ""),
        weights=how.get("weights", ""),
    )


def _confidence(table: Table, where: str, *, allowed: str) -> str:
    """The confidence code; a recalled number is refused like any other unknown code."""
    code = str(table["confidence"])
    if code not in tuple(allowed):
        meanings = ", ".join(f"{letter} ({CONFIDENCE[letter]})" for letter in allowed)
        raise ValueError(f"{where}: confidence {code!r} is not one of {meanings}")
    return code


def _p_value(p: float | str | None, where: str) -> tuple[float | None, bool]:
    """The p-value and whether it is only a bound ("<0.001")."""
    if p is None:
        return None, False
    number = str(p).removeprefix("<")
    try:
        value = float(number)
    except ValueError:
        raise ValueError(f"{where}: 'p' must be a number or '<0.001', not {p!r}") from None
    if not 0 <= value <= 1:
        raise ValueError(f"{where}: 'p' must lie between 0 and 1, not {value:g}")
    return value, number != str(p)


def _optional_number(table: Table, key: str) -> float | None:
    return float(table[key]) if key in table else None
