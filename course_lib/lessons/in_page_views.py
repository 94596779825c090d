"""What the explorers that the page computes are given: JavaScript, and the trials' numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from course_lib import published
from course_lib.figures import bar_plan
from course_lib.lessons import interval_views
from course_lib.lessons.table_views import good_outcome, source_of
from course_lib.scale import MRS
from course_lib.ui import InPage

HERE = Path(__file__).parent
SHIFTING = (bar_plan.SCRIPT, HERE / "shifting.js")


def shifted_arms(trials: Sequence[str], cuts: Sequence[int]) -> InPage:
    """`table_views.shifted_arms` for these trials' control arms and these cuts."""

    def data() -> dict[str, Any]:
        arms = []
        for name, arm in zip(trials, control_arms(trials, cuts), strict=True):
            report = published.load(name)
            labels = [f"odds ratio {1:.2f}", f"{report.title}, {report.arms[1]}"]
            plan = bar_plan.bar_plan(labels, scale=report.table.scale)
            arms.append(arm | {"source": source_of(report), "plan": plan})
        labels = [MRS.range_label(0, place) for place in range(len(MRS) - 1)]
        return shared(cuts) | {"arms": arms, "labels": labels}

    return InPage([*SHIFTING, HERE / "shifted_arms.js"], data)


def compatible(trials: Sequence[str], cuts: Sequence[int]) -> InPage:
    """`interval_views.compatible` for these trials' control arms and these cuts."""

    def data() -> dict[str, Any]:
        arms = [
            arm | {"source": f"control arm: {source_of(published.load(name))}"}
            for name, arm in zip(trials, control_arms(trials, cuts), strict=True)
        ]
        names = list(interval_views.rows(1.0))
        interval = dict(
            zip(("value", "lower", "upper"), interval_views.limits("starting2"), strict=True)
        )
        plan = bar_plan.bar_plan(names, scale=MRS, connect=False)
        return shared(cuts) | {"arms": arms, "names": names, "interval": interval, "plan": plan}

    return InPage([*SHIFTING, HERE / "compatible.js"], data)


def control_arms(trials: Sequence[str], cuts: Sequence[int]) -> list[dict[str, Any]]:
    """Title, shares and the words of each cut, of each trial's control arm."""
    reports = [published.load(name) for name in trials]
    return [
        {
            "title": report.title,
            "before": report.table.proportions[1].tolist(),
            "good": [good_outcome(report.table.scale, cut) for cut in cuts],
        }
        for report in reports
    ]


def shared(cuts: Sequence[int]) -> dict[str, Any]:
    """What does not depend on the trial."""
    return {"look": bar_plan.bar_look(MRS), "cuts": [MRS.cut_position(cut) for cut in cuts]}
