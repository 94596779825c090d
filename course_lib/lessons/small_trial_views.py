"""Views of what one small trial can say: its interval, its significant results, its “power”."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from course_lib import design, estimate, evidence, figures
from course_lib.estimate import Estimate
from course_lib.lessons.power_views import ALPHA, Array, control_of
from course_lib.lessons.table_views import limits, per_cent
from course_lib.ui import View

SHOWN, COUNTED, ON_CURVE = 12, 2_000, 40
SIMULATED = "simulated from the control arm of MR CLEAN, Berkhemer et al. 2015"


@lru_cache(maxsize=16)
def simulated(odds_ratio: float, participants: tuple[int, int], trials: int, seed: int) -> Estimate:
    """The common odds ratios of simulated trials, with MR CLEAN's control arm."""
    tables = design.simulate_tables(
        control=control_of("mr_clean"),
        odds_ratio=odds_ratio,
        participants=participants,
        replicates=trials,
        rng=np.random.default_rng(seed),
    )
    return estimate.common_odds_ratio(tables)


def rules_out(found: Estimate, ratio: float) -> NDArray[np.bool_]:
    """In which trials the whole 95% interval lies below a ratio."""
    return np.asarray(limits(found)[..., 2] < ratio)


def no_effect(participants: tuple[int, int], ratio: float, seed: int) -> View:
    """Trials of a treatment that does nothing: what each interval can rule out."""
    many = simulated(1, participants, COUNTED, seed)
    rows = limits(many)[:SHOWN]
    out, quiet = rules_out(many, ratio), np.asarray(many.p_value) >= ALPHA
    size = f"{participants[0]} against {participants[1]}"
    reading = (
        f"{COUNTED:,} simulated trials of {size}; treatment does nothing. "
        f"{per_cent(quiet.mean())} have p of 0.05 or more. The 95% interval lies wholly below "
        f"{ratio:.2f}, and so rules out that large a benefit, in {per_cent(out.mean())}: "
        f"{int(out[:SHOWN].sum())} of the {SHOWN} drawn here, in bold."
    )
    names = [f"trial {place}" for place in range(1, SHOWN + 1)]
    figure = figures.forest(rows, labels=names, highlight=np.flatnonzero(out[:SHOWN]).tolist())
    twin = pd.DataFrame(rows, names, ["odds ratio", "lower 95%", "upper 95%"]).round(2)
    return View(figure, reading, twin, SIMULATED)


class Noticed(NamedTuple):
    """Which simulated trials reached p below 0.05, and what they say."""

    ratios: Array
    better: NDArray[np.bool_]
    worse: NDArray[np.bool_]

    @property
    def median(self) -> float:
        """The middle odds ratio among those significant for benefit; NaN where there is none."""
        return float(np.median(self.ratios[self.better])) if self.better.any() else np.nan


def noticed(odds_ratio: float, participants: tuple[int, int], seed: int) -> Noticed:
    """Simulated trials of one true odds ratio, parted by significance and direction."""
    many = simulated(odds_ratio, participants, 2 * COUNTED, seed)
    ratios, small = np.asarray(many.value), np.asarray(many.p_value) < ALPHA
    return Noticed(ratios, small & (ratios > 1), small & (ratios < 1))


def winners(odds_ratio: float, participants: tuple[int, int], seed: int) -> View:
    """What becomes of a true effect when only significant results are noticed."""
    ratios, better, worse = parted = noticed(odds_ratio, participants, seed)
    trials, share, middle = len(ratios), (better | worse).mean(), parted.median
    wrong = worse.sum() / max((better | worse).sum(), 1)
    size = f"{participants[0]} against {participants[1]}"
    reading = (
        f"{trials:,} simulated trials of {size}; true common odds ratio {odds_ratio:.2f}. The "
        f"middle estimate of all is {np.median(ratios):.2f}. p is below 0.05 in "
        f"{per_cent(share)}; the middle of the significant ones for benefit is {middle:.2f}, the "
        f"smallest {ratios[better].min(initial=np.inf):.2f}. Of all significant ones "
        f"{per_cent(wrong)} point to harm."
    )
    names = (
        f"p of 0.05 or more: {trials - better.sum() - worse.sum():,} trials",
        f"p below 0.05, for benefit: {better.sum():,}",
        f"p below 0.05, for harm: {worse.sum():,}",
    )
    figure = figures.estimate_spread(
        ratios,
        np.where(better, 1, np.where(worse, 2, 0)),
        names=names,
        truth=odds_ratio,
        marked=(middle, f"middle of the significant for benefit: {middle:.2f}"),
    )
    groups = {"all": ratios, "p < 0.05, benefit": ratios[better], "p < 0.05, harm": ratios[worse]}
    rows = [
        (len(one), round(float(np.median(one)), 2) if len(one) else "–") for one in groups.values()
    ]
    twin = pd.DataFrame(rows, list(groups), ["trials", "middle odds ratio"])
    return View(figure, reading, twin, SIMULATED)


def power_after(found: Estimate) -> Array:
    """Power worked out from what each trial itself found: its estimate and standard error."""
    result = evidence.exaggeration(np.log(found.value), np.asarray(found.standard_error))
    return np.asarray(result.power)


def planned_power(odds_ratio: float, participants: tuple[int, int]) -> float:
    """Power of the design for the true odds ratio, with MR CLEAN's control arm."""
    arm = control_of("mr_clean")
    return float(np.asarray(design.power(arm, odds_ratio=odds_ratio, participants=participants)))


def after_the_fact(
    p_value: float, participants: tuple[int, int], odds_ratio: float, seed: int
) -> View:
    """Power computed from the observed effect, against the p-value of the same trial."""
    found = simulated(odds_ratio, participants, ON_CURVE, seed)
    places = np.geomspace(0.001, 1, 120)
    here = float(np.asarray(evidence.observed_power(p_value)))
    size = f"{participants[0]} against {participants[1]}"
    planned = planned_power(odds_ratio, participants)
    own = power_after(found)
    reading = (
        f"{ON_CURVE} simulated trials of {size}, true common odds ratio {odds_ratio:.2f}. Their "
        f"power was {per_cent(planned)}, the same for all. Computed afterwards from what each one "
        f"found, it runs from {per_cent(own.min())} to {per_cent(own.max())}, and all lie on one "
        f"curve: p = {p_value:.3f} always gives {per_cent(here)}."
    )
    p_values = np.asarray(found.p_value)
    drawn = p_values >= places[0]
    words = f"simulated trials of {size} with p of 0.001 or more: {drawn.sum()}"
    figure = figures.curves(
        places,
        {"power computed from the observed effect": np.asarray(evidence.observed_power(places))},
        marks=[figures.Mark(p_value, here, f"p = {p_value:.3f}: {per_cent(here)}")],
        dots=figures.Dots(p_values[drawn], own[drawn], np.zeros(drawn.sum()), words),
        titles=("p-value", "power, after the fact"),
        log=True,
    )
    some = np.array([0.005, 0.05, 0.1, 0.3, 0.732])
    powers = 100 * np.asarray(evidence.observed_power(some))
    twin = pd.DataFrame({"power afterwards, %": powers.round(1)}, pd.Index(some, name="p"))
    return View(figure, reading, twin, SIMULATED)


def power_at_same_p(p_value: float) -> str:
    """Power after the fact in a large trial against a small one of the same p-value, in a word."""
    distance = -float(ndtri(p_value / 2))
    small, large = (
        float(np.asarray(evidence.exaggeration(distance * error, error).power))
        for error in (0.5, 0.05)
    )
    if abs(small - large) < 1e-9:
        return "same"
    return "higher" if large > small else "lower"
