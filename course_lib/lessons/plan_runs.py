"""Planned trials run many times: results kept by plan, number of trials and seed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

import numpy as np

from course_lib import evidence

Report = Callable[[int, int], None]
MOST_KEPT = 64

_lock = Lock()
_kept: OrderedDict[tuple[evidence.TrialPlan, int, int], evidence.OperatingCharacteristics] = (
    OrderedDict()
)


def run(
    plan: evidence.TrialPlan, *, trials: int, seed: int, report: Report | None = None
) -> evidence.OperatingCharacteristics:
    """A plan's operating characteristics, at once where they were computed before."""
    key = (plan, trials, seed)
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = evidence.operating_characteristics(
            plan, replicates=trials, rng=np.random.default_rng(seed), progress=report
        )
    with _lock:
        _kept[key] = found
        _kept.move_to_end(key)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def run_all(
    plans: dict[str, evidence.TrialPlan], *, trials: int, seed: int, report: Report | None = None
) -> dict[str, evidence.OperatingCharacteristics]:
    """Every plan under its name; progress is told over all of them together."""
    found: dict[str, evidence.OperatingCharacteristics] = {}
    for place, (name, plan) in enumerate(plans.items()):
        before = place * trials

        def told(done: int, _: int, before: int = before) -> None:
            if report is not None:
                report(before + done, len(plans) * trials)

        found[name] = run(plan, trials=trials, seed=seed, report=told)
    if report is not None:
        report(len(plans) * trials, len(plans) * trials)
    return found
