"""Speed of the evidence layer, measured in one run."""

from __future__ import annotations

import tracemalloc

import numpy as np

from course_lib import evidence
from course_lib.estimate import wilcoxon
from course_lib.trial import OutcomeTable
from tests.bench.measure import Row, typical

PARALLEL = [[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]]
MEDIANS = (
    evidence.PrintedMedian("3", "treatment", ("3", "4")),
    evidence.PrintedMedian("4", "control", ("3", "4")),
)


def rows() -> list[Row]:
    """Seconds that a slider waits, ratios of two best times, and memory."""
    waits = [
        ("10,000 replicates of 10 outcomes, no adjustment", lambda: _error("none")),
        ("10,000 replicates of 10 outcomes, Holm", lambda: _error("holm")),
        ("10,000 replicates of 10 outcomes, Hommel", lambda: _error("hommel")),
        ("10,000 graphs of 4 outcomes", _graphs),
        ("100 tables behind an abstract, 39 against 15", _tables),
    ]
    return [
        *(Row(what, typical(work), 0.3, "s") for what, work in waits),
        Row("10,000 families by Holm, against sorting them", _against_sorting(), 10.0),
        Row("drawing and testing tables, against testing", _against_testing(), 6.0),
        Row("memory of a million replicates of 10 outcomes", _memory(), 300, "MB"),
    ]


def _rng() -> np.random.Generator:
    return np.random.default_rng(1)


def _error(method: evidence.Method) -> object:
    return evidence.family_wise_error(
        10, correlation=0.5, method=method, replicates=10_000, rng=_rng()
    )


def _graphs() -> object:
    p_values = evidence.simulate_p_values(4, correlation=0.5, replicates=10_000, rng=_rng())
    return evidence.graphical_procedure(p_values, weights=[0.5, 0.5, 0, 0], transitions=PARALLEL)


def _tables() -> object:
    return evidence.consistent_tables(
        [*MEDIANS, evidence.PrintedP("0.732")],
        participants=(39, 15),
        search=evidence.Search(wanted=100),
        rng=_rng(),
    )


def _against_sorting() -> float:
    families = _rng().random((10_000, 6))
    adjusting = typical(lambda: evidence.adjust(families, method="holm"))
    return adjusting / typical(lambda: families.argsort(axis=-1))


def _against_testing() -> float:
    search = evidence.Search(wanted=200_000, tries=200_000)

    def drawn(*printed: evidence.PrintedP) -> OutcomeTable:
        found = evidence.consistent_tables(
            [*MEDIANS, *printed], participants=(39, 15), search=search, rng=_rng()
        )
        return found.tables

    tables = drawn()
    parts = [tables[first : first + 20_000] for first in range(0, 200_000, 20_000)]
    testing = typical(lambda: [wilcoxon(part) for part in parts])
    return typical(lambda: drawn(evidence.PrintedP("0.732"))) / testing


def _memory() -> float:
    tracemalloc.start()
    evidence.family_wise_error(10, method="hommel", replicates=1_000_000, rng=_rng())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6
