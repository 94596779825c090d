"""Exact Wilcoxon p-values beside R's coin: median time of one call, within one run."""

from __future__ import annotations

import shutil
import subprocess
from functools import partial

from course_lib.estimate import wilcoxon
from course_lib.trial import OutcomeTable
from tests.bench.measure import Row, typical

# Levels 0 to 6: treatment, control. The second is MR CLEAN, the others are made up; the last has
# levels of nearly the same size, the most work for so many participants.
TABLES = {
    "39 against 15": ((4, 7, 9, 8, 6, 3, 2), (1, 1, 2, 3, 4, 2, 2), 0.2),
    "MR CLEAN, 233 against 267": ((6, 21, 49, 43, 52, 13, 49), (1, 15, 35, 44, 81, 32, 59), 1 / 3),
    "250 against 250": ((35, 35, 36, 36, 36, 36, 36), (25, 36, 36, 36, 36, 36, 45), 1 / 3),
}
CALLS = {"39 against 15": 100}
FEW_CALLS = 3
COIN = """
suppressMessages(library(coin))
measure <- function(treatment, control, calls) {
  y <- c(rep(seq_along(treatment), treatment), rep(seq_along(control), control))
  g <- factor(rep(c("t", "c"), c(sum(treatment), sum(control))))
  p <- function() pvalue(wilcox_test(y ~ g, distribution = "exact"))
  p()
  # Blocks of calls, because the clock ticks in milliseconds.
  block <- max(1, calls %/% 5)
  times <- replicate(ceiling(calls / block),
                     system.time(for (call in seq_len(block)) p())[["elapsed"]] / block)
  cat(sprintf("%.15g %.6f\\n", p(), median(times)))
}
"""
TOLERANCE = 1e-9


def rows() -> list[Row]:
    """Our time over coin's, per table; RuntimeError where R or coin is absent."""
    if not coin_is_here():
        raise RuntimeError("R with the package coin is not on this machine")
    found = []
    for name, (p_value, theirs) in zip(TABLES, _coin(), strict=True):
        treatment, control, target = TABLES[name]
        table = OutcomeTable.from_counts(treatment=treatment, control=control)
        if abs(float(wilcoxon(table, exact=True).p_value) / p_value - 1) > TOLERANCE:
            raise ValueError(f"{name}: coin's p-value is {p_value}, ours is another")
        ours = typical(partial(wilcoxon, table, exact=True), CALLS.get(name, FEW_CALLS))
        found.append(Row(f"exact p, {name}, against R's coin", ours / theirs, target))
    return found


def coin_is_here() -> bool:
    """Whether R and its package coin are installed."""
    program = shutil.which("Rscript")
    if program is None:
        return False
    asked = [program, "-e", "quit(status = !requireNamespace('coin', quietly = TRUE))"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def _coin() -> list[tuple[float, float]]:
    """P-value and median time of each table, all in one R process: R's start does not count."""
    calls = "\n".join(
        f"measure(c{treatment}, c{control}, {CALLS.get(name, FEW_CALLS)})"
        for name, (treatment, control, _) in TABLES.items()
    )
    printed = subprocess.run(
        ["Rscript", "-"], input=COIN + calls, text=True, check=True, capture_output=True
    ).stdout
    return [(float(p), float(time)) for p, time in map(str.split, printed.splitlines())]
