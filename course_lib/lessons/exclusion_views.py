"""Views of participants who are missing from an analysis: left out, or not known to us."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_lib import analysis, estimate, figures, published
from course_lib.analysis import ArmFlow, ParticipantFlow
from course_lib.lessons.simulation_views import (
    ALPHA,
    SIMULATED,
    pooled_placebo,
    simulation_error,
    without_effect,
)
from course_lib.lessons.table_views import per_cent
from course_lib.trial import OutcomeTable
from course_lib.ui import View

TRIALS = 10_000
ARMS = ("stem cells", "control")
ROWS = ("everybody allocated", "without those left out")


class LeftOut(NamedTuple):
    """What simulated trials without an effect find when some of the treated dead are left out."""

    error_rates: NDArray[np.float64]
    odds_ratios: NDArray[np.float64]
    share_of_treated: float


@lru_cache(maxsize=16)
def left_out(share: int, per_arm: int, seed: int) -> LeftOut:
    """Error rates and mean odds ratios: of everybody allocated, and without those left out."""
    everybody = without_effect((per_arm, per_arm), TRIALS, seed)
    kept = analysis.leave_out(
        everybody, level=6, share=share / 100, arm="treatment", rng=np.random.default_rng(seed)
    )
    both = (everybody, kept)
    return LeftOut(
        np.array([found_significant(tables) for tables in both]),
        np.array([typical_ratio(tables) for tables in both]),
        share / 100 * float(pooled_placebo()[-1]),
    )


def found_significant(tables: OutcomeTable) -> float:
    """Share of trials whose shift test finds p below 0.05."""
    return float((np.asarray(estimate.wilcoxon(tables).p_value) < ALPHA).mean())


def typical_ratio(tables: OutcomeTable) -> float:
    """Geometric mean of the trials' common odds ratios."""
    return float(np.exp(np.log(np.asarray(estimate.common_odds_ratio(tables).value)).mean()))


def leaving_out(share: int, per_arm: int, seed: int) -> View:
    """What becomes of the type I error when some of the treated dead are not counted."""
    rates, ratios, of_treated = left_out(share, per_arm, seed)
    errors = simulation_error(rates, TRIALS)
    reading = (
        f"{TRIALS:,} simulated trials of {per_arm} per arm; treatment does nothing and "
        f"{100 * pooled_placebo()[-1]:.1f}% die in both arms. {share}% of the treated dead are "
        f"left out, {100 * of_treated:.1f}% of the treated. Without them the shift test finds an "
        f"effect in {100 * rates[1]:.1f}% of trials, and the odds ratio is {ratios[1]:.2f} on "
        f"average. With everybody: {100 * rates[0]:.1f}% and {ratios[0]:.2f}. Simulation error: up "
        f"to ±{100 * errors.max():.1f} percentage points."
    )
    figure = figures.rates(rates, labels=ROWS, errors=errors, reference=ALPHA)
    columns = {"p < 0.05, %": 100 * rates, "odds ratio on average": ratios}
    return View(figure, reading, pd.DataFrame(columns, list(ROWS)).round(2), SIMULATED)


def said() -> View:
    """What our sources say of those who were planned, randomised and analysed."""
    trial = published.load("starting2")
    value = {fact.id: fact.value for fact in trial.facts}
    rows = {
        "planned": f"{value['planned_treatment']} with stem cells and {value['planned_control']} "
        "in control (protocol, abstract)",
        "randomised": "not known to us",
        "analysed": f"{value['analysed_treatment']} and {value['analysed_control']} (both "
        "abstracts)",
        "called, journal": f"“{value['label_journal']}” (journal abstract)",
        "called, conference": f"they “{value['label_conference']}” (conference abstract)",
        "the trial before": f"STARTING: {value['predecessor_randomised']} randomised, "
        f"{value['predecessor_included']} finally included (its abstract)",
    }
    reading = (
        f"{trial.title}: planned {value['planned_treatment']} and {value['planned_control']}; "
        f"randomised: not known to us; analysed {value['analysed_treatment']} and "
        f"{value['analysed_control']}. One abstract calls them the "
        f"“{value['label_journal']}”, the other says that they “{value['label_conference']}”. In "
        f"STARTING, {value['predecessor_included']} of {value['predecessor_randomised']} were "
        f"finally included."
    )
    sources = [trial.fact(name).source for name in SOURCED]
    twin = pd.DataFrame({"said": list(rows.values()), "source": sources}, list(rows))
    return View(figures.attributes(rows), reading, twin, trial.source_line)


SOURCED = (
    "planned_treatment",
    "randomised",
    "analysed_treatment",
    "label_journal",
    "label_conference",
    "predecessor_included",
)


def analysed() -> tuple[int, int]:
    """Participants that STARTING-2 analysed: (stem cells, control)."""
    trial = published.load("starting2")
    one, other = (int(str(trial.fact(f"analysed_{arm}").value)) for arm in ("treatment", "control"))
    return one, other


def supposed(cells: int, control: int) -> View:
    """The flow of STARTING-2 if so many had been randomised, which is not known."""
    counted, randomised = analysed(), (cells, control)
    lost = [one - other for one, other in zip(randomised, counted, strict=True)]
    arms = [
        ArmFlow(allocated=one, lost=gone, analysed=other)
        for one, gone, other in zip(randomised, lost, counted, strict=True)
    ]
    shares = [gone / one for gone, one in zip(lost, randomised, strict=True)]
    if sum(lost):
        verdict = (
            f"then {sum(lost)} of {sum(randomised)} would have no outcome in the analysis, "
            f"{per_cent(shares[0])} and {per_cent(shares[1])} of the arms: a set of completers. "
            "“Intention to treat” would then need a word on the missing outcomes."
        )
    else:
        verdict = "then nobody would be missing, and both names would fit the same people."
    reading = (
        f"Supposed, not reported: had {cells} and {control} been randomised, {verdict} How many "
        "were is not known to us."
    )
    figure = figures.flow(
        ParticipantFlow(*arms), arms=tuple(f"{arm} (supposed)" for arm in ARMS)  # type: ignore[arg-type]
    )  # fmt: skip
    columns = {"randomised (supposed)": randomised, "missing": lost, "analysed": counted}
    twin = pd.DataFrame(columns, list(ARMS))
    return View(figure, reading, twin, published.load("starting2").source_line)
