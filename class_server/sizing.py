"""What one learner needs and how many a machine serves, from what the rehearsal measured.

python -m class_server.sizing     prints the table of README.md
"""

import math
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEASURED = Path(__file__).with_name("measured.toml")
HEADROOM = 1.25  # over what was measured: other lessons, a longer session
PROMISED, ALLOWED = 2, 4  # lessons open at once: this one and the last; the last three as well
PATIENCE = 120  # seconds in which a whole class has started and run a lesson, all at once
SYSTEM_MB = 1024  # for the operating system
MACHINES = ((2, 4), (4, 8), (4, 16), (8, 32), (16, 64))  # cores, GB


@dataclass(frozen=True)
class Measured:
    """Memory in MB of 1024², a part shared with others counted in part; processor seconds.

    Parameters
    ----------
    learner_mb : float
        Most that one learner's server and one kernel held together.
    kernel_mb : float
        The kernel's part of it.
    core_seconds : float
        Seconds of one core that went by per learner until everybody had started, run the lesson
        and answered everything in it: hub, proxy and waiting included.
    hub_mb : float
        Hub, proxy and culler together.
    """

    learner_mb: float
    kernel_mb: float
    core_seconds: float
    hub_mb: float


@dataclass(frozen=True)
class Needs:
    """What a learner is promised, and what a learner can never exceed."""

    memory_guarantee_mb: int
    memory_limit_mb: int
    cpu_guarantee: float
    cpu_limit: float


def measured(path: Path = MEASURED) -> Measured:
    """What the last saved rehearsal found."""
    return from_record(tomllib.loads(path.read_text(encoding="utf-8")))


def from_record(found: Mapping[str, Mapping[str, Any]]) -> Measured:
    """What matters for the size, out of all that a rehearsal found."""
    run, learner = found["rehearsal"], found["learner"]
    return Measured(
        learner_mb=learner["memory_mb"],
        kernel_mb=learner["kernel_mb"],
        core_seconds=found["outcome"]["seconds"] * run["cores"] / run["learners"],
        hub_mb=found["hub"]["memory_mb"],
    )


def needs(found: Measured) -> Needs:
    """Promise and limit of one learner.

    Examples
    --------
    >>> needs(Measured(learner_mb=240, kernel_mb=140, core_seconds=9, hub_mb=200))
    Needs(memory_guarantee_mb=512, memory_limit_mb=832, cpu_guarantee=0.1, cpu_limit=2.0)
    """
    promised = found.learner_mb + (PROMISED - 1) * found.kernel_mb
    allowed = found.learner_mb + (ALLOWED - 1) * found.kernel_mb
    return Needs(
        memory_guarantee_mb=_upwards(HEADROOM * promised, 64),
        memory_limit_mb=_upwards(HEADROOM * allowed, 64),
        cpu_guarantee=_upwards(found.core_seconds / PATIENCE * 100, 5) / 100,
        cpu_limit=2.0,  # the server and one kernel at once
    )


def capacity(found: Measured, *, cores: int, memory_gb: float) -> int:
    """How many learners a machine serves: the fewer of what memory and processors allow.

    Examples
    --------
    >>> found = Measured(learner_mb=240, kernel_mb=140, core_seconds=9, hub_mb=200)
    >>> capacity(found, cores=2, memory_gb=4), capacity(found, cores=2, memory_gb=64)
    (5, 26)
    """
    free_mb = memory_gb * 1024 - SYSTEM_MB - found.hub_mb
    by_memory = free_mb / needs(found).memory_guarantee_mb
    by_processor = cores * PATIENCE / found.core_seconds
    return max(0, math.floor(min(by_memory, by_processor)))


def table(found: Measured) -> str:
    """How many learners machines of some sizes serve, as a table in Markdown."""
    rows = ["| cores | memory | learners |", "|---|---|---|"]
    for cores, memory_gb in MACHINES:
        learners = capacity(found, cores=cores, memory_gb=memory_gb)
        rows.append(f"| {cores} | {memory_gb} GB | {learners} |")
    return "\n".join(rows)


def _upwards(value: float, step: int) -> int:
    """The next multiple of a step that is not below a value."""
    return math.ceil(value / step) * step


if __name__ == "__main__":
    sys.stdout.write(table(measured()) + "\n")
