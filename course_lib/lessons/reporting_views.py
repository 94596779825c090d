"""Views of outcomes from plan to paper: where each was named, and what others found of this."""

from __future__ import annotations

import pandas as pd

from course_lib import figures, published
from course_lib.figures import Said
from course_lib.ui import View

DOCUMENTS = (
    ("registry", "NCT01716481"),
    ("protocol", "2013"),
    ("conference", "Abstract 85"),
    ("paper", "2021"),
)
CUT_OFF = Said("not in the part we could read", "not seen")
NO_BODY = Said("only its abstract could be read", "not seen")
UNKNOWN = Said("not known to us", "not seen")


def record() -> View:
    """STARTING-2's outcomes in registry, protocol, conference abstract and paper."""
    trial, rows = published.load("starting2"), said_of()
    reading = (
        f"The mRS was primary from the registry to the paper. The conference abstract put the "
        f"Fugl-Meyer leg score forward (p < 0.01), the paper the Motricity leg score "
        f"(p = {trial.fact('leg_p').value}). Neither was in the part of the registry that we could "
        f"read, and the body of the protocol could not be read: whether and when they were "
        f"planned is not known to us."
    )
    names = [name for name, _ in DOCUMENTS]
    twin = pd.DataFrame([[said.words for said in row] for row in rows.values()], list(rows), names)
    source = f"{trial.source_line}; conference abstract (International Stroke Conference)"
    return View(figures.outcome_record(DOCUMENTS, rows), reading, twin, source)


def said_of() -> dict[str, tuple[Said, ...]]:
    """What each document says of each outcome, from the earliest."""
    trial = published.load("starting2")
    ratio, primary = trial.effects[:2]
    median, leg = trial.fact("mrs_median_p").value, trial.fact("leg_p").value
    first = Said("primary outcome", "put first")
    return {
        "mRS": (
            first,
            first,
            Said(together(f"p = {median}; odds ratio {ratio.value}"), "named"),
            Said(together(f"primary outcome, p = {primary.p}"), "put first"),
        ),
        "Fugl-Meyer leg score": (
            CUT_OFF,
            NO_BODY,
            Said(together("the motor finding, p < 0.01"), "put first"),
            UNKNOWN,
        ),
        "Motricity leg score": (
            CUT_OFF,
            NO_BODY,
            UNKNOWN,
            Said(together(f"the motor finding, p = {leg}"), "put first"),
        ),
        "change in NIHSS": (Said("secondary outcome", "named"), NO_BODY, UNKNOWN, UNKNOWN),
    }


def together(words: str) -> str:
    """Words in which no line ends inside "p = 0.023"."""
    return words.replace(" = ", "\u00a0=\u00a0").replace(" < ", "\u00a0<\u00a0")


def compare() -> View:
    """What COMPare found in 67 trials."""
    trials = number("compare_trials")
    shares = {
        "trials with a discrepancy": number("compare_discrepant") / trials,
        "planned primary outcomes reported correctly": number("compare_primary") / 100,
        "planned secondary outcomes reported correctly": number("compare_secondary") / 100,
    }
    some, primary, secondary = (f"{100 * share:.3g}%" for share in shares.values())
    reading = (
        f"COMPare: {number('compare_discrepant'):g} of {trials:g} trials had a discrepancy "
        f"({some}). On average {primary} of planned primary and {secondary} of planned secondary "
        f"outcomes were reported correctly, and {number('compare_added')} outcomes per trial were "
        f"added without being declared."
    )
    figure = figures.rates(list(shares.values()), labels=list(shares), reference=None)
    twin = pd.DataFrame({"%": [round(100 * share, 1) for share in shares.values()]}, list(shares))
    return View(figure, reading, twin, published.finding("compare_trials").source)


def number(finding: str) -> float:
    """The number of a finding."""
    return float(published.finding(finding).value or "nan")


def definitions() -> View:
    """ECASS III: one trial, seven definitions of a good outcome."""
    trial = published.load("ecass3")
    names = [effect.measure.split(", ", 1)[1] for effect in trial.effects]
    found = [float(effect.p or "nan") for effect in trial.effects]
    low, high = min(found), max(found)
    below = sum(p < 0.05 for p in found)
    reading = (
        f"ECASS III, the same {participants():,} participants: {len(found)} definitions of a good "
        f"outcome give p-values from {low:.3f} to {high:.3f}; {below} lie below 0.05. The "
        f"primary one, mRS 0–1, gave p = {found[0]:.3f}."
    )
    figure = figures.p_value_rows(found, labels=names, highlight=[0])
    rows = [
        [effect.measure.split(",", 1)[0], effect.value, effect.lower, effect.upper, effect.p]
        for effect in trial.effects
    ]
    twin = pd.DataFrame(rows, names, ["measure", "value", "lower 95%", "upper 95%", "p"])
    return View(figure, reading, twin, f"{trial.source_line}, {trial.where}")


def participants() -> int:
    """Everybody in ECASS III."""
    trial = published.load("ecass3")
    return sum(int(trial.fact(f"analysed_{arm}").value or 0) for arm in ("treatment", "control"))
