"""Views of a reported interval: as a line, and as the people that its ends would mean."""

from __future__ import annotations

import pandas as pd

from course_lib import figures, published
from course_lib.design import shifted
from course_lib.lessons.table_views import good_outcome, more_or_fewer, per_cent, source_of
from course_lib.published import PublishedEffect
from course_lib.ui import View


def shift_effect(trial: str) -> PublishedEffect:
    """The first common odds ratio that a trial reported with its interval."""
    report = published.load(trial)
    for effect in report.effects:
        if effect.measure == "common odds ratio" and effect.lower is not None:
            return effect
    raise ValueError(f"{report.title} reported no common odds ratio with an interval")


def limits(trial: str) -> tuple[float, float, float]:
    """Value, lower and upper limit of a reported common odds ratio, above 1 for benefit."""
    value, lower, upper = (float(end or "nan") for end in shift_effect(trial).for_benefit)
    return value, lower, upper


def reported(trial: str) -> View:
    """A reported common odds ratio with its interval, over harm and benefit."""
    report, effect = published.load(trial), shift_effect(trial)
    value, lower, upper = limits(trial)
    reading = (
        f"{report.title} reported a common odds ratio of {value:.2f} (95% CI {lower:.2f} to "
        f"{upper:.2f}) for a better outcome, adjusted for {effect.adjusted_for}. The estimate "
        f"lies on the side of harm; the interval reaches from a {1 / lower:.1f}-fold fall of the "
        f"odds to a {upper:.1f}-fold rise."
    )
    spoken = [f"from {lower:.2f}, large harm, to {upper:.2f}, large benefit"]
    figure = figures.number_line([limits(trial)], labels=[report.title], spoken=spoken)
    return View(figure, reading, source=f"{report.title}, {effect.source}")


def verdict(trial: str, odds_ratio: float) -> str:
    """Whether a trial's interval holds an odds ratio: "allowed" or "ruled_out"."""
    _, lower, upper = limits(trial)
    return "allowed" if lower <= odds_ratio <= upper else "ruled_out"


def rows(odds_ratio: float) -> dict[str, float]:
    """The odds ratios that stand in the picture of `compatible`, by what they are called."""
    value, lower, upper = limits("starting2")
    return {
        f"upper limit, {upper:.2f}": upper,
        f"yours, {odds_ratio:.2f}": odds_ratio,
        f"estimate, {value:.2f}": value,
        f"lower limit, {lower:.2f}": lower,
        "assumed control arm": 1.0,
    }


def compatible(odds_ratio: float, control: str, cut: int) -> View:
    """What the ends of STARTING-2's interval, and another odds ratio, would mean for people."""
    _, lower, upper = limits("starting2")
    base = published.load(control)
    before, scale = base.table.proportions[1], base.table.scale
    ratios = rows(odds_ratio)
    bars = shifted(before, odds_ratio=list(ratios.values()))
    place = scale.cut_position(cut)
    good = bars.cumsum(axis=-1)[:, place]
    inside = verdict("starting2", odds_ratio) == "allowed"
    lies, does = ("inside", "is") if inside else ("outside", "is not")
    reading = (
        f"An odds ratio of {odds_ratio:.2f} lies {lies} {lower:.2f} to {upper:.2f}: it {does} "
        f"compatible with the data of STARTING-2 at the 95% level. "
        f"With a control arm like that of {base.title}, where {per_cent(good[-1])} reach "
        f"{good_outcome(scale, cut)}, it means {more_or_fewer(good[1] - good[-1])} in 100; the "
        f"interval runs from {more_or_fewer(good[3] - good[-1])} to "
        f"{more_or_fewer(good[0] - good[-1])}. Deaths and levels in STARTING-2's own arms are not "
        f"known to us."
    )
    figure = figures.outcome_bars(bars, labels=list(ratios), scale=scale, cut=cut, connect=False)
    table = pd.DataFrame({"odds ratio": ratios.values(), "good, %": 100 * good}, list(ratios))
    return View(figure, reading, table.round(2), f"control arm: {source_of(base)}")
