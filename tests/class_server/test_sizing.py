"""From what was measured to what a learner is promised, and how many a machine serves."""

import re
import subprocess
import sys
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from class_server.sizing import (
    MACHINES,
    MEASURED,
    PATIENCE,
    SYSTEM_MB,
    Measured,
    capacity,
    from_record,
    measured,
    needs,
    table,
)
from tests.house import tree

README = (tree.ROOT / "class_server/README.md").read_text(encoding="utf-8")
RECORD = tomllib.loads(MEASURED.read_text(encoding="utf-8"))
found = st.builds(
    Measured,
    learner_mb=st.floats(50, 2000),
    kernel_mb=st.floats(10, 1000),
    core_seconds=st.floats(0.5, 200),
    hub_mb=st.floats(50, 1000),
)


def test_needs_by_hand() -> None:
    # 1.25 × (300 + 170) = 587.5, in steps of 64: 640. 1.25 × (300 + 3 × 170) = 1012.5: 1024.
    # 7 s of the 120 s that the class waits is 0.058 of a processor, in steps of 0.05: 0.1.
    need = needs(Measured(learner_mb=300, kernel_mb=170, core_seconds=7, hub_mb=170))
    assert (need.memory_guarantee_mb, need.memory_limit_mb) == (640, 1024)
    assert (need.cpu_guarantee, need.cpu_limit) == (0.1, 2.0)


def test_capacity_by_hand() -> None:
    # 8 GB: (8192 − 1024 − 170) / 640 = 10.9 by memory; 2 × 120 / 7 = 34.3 by processors.
    example = Measured(learner_mb=300, kernel_mb=170, core_seconds=7, hub_mb=170)
    assert capacity(example, cores=2, memory_gb=8) == 10
    assert capacity(example, cores=2, memory_gb=64) == 34
    assert capacity(example, cores=2, memory_gb=1) == 0


@given(example=found, cores=st.integers(1, 64), memory_gb=st.integers(1, 256))
def test_what_a_machine_serves_fits_into_it(example: Measured, cores: int, memory_gb: int) -> None:
    learners = capacity(example, cores=cores, memory_gb=memory_gb)
    taken = learners * needs(example).memory_guarantee_mb + example.hub_mb + SYSTEM_MB
    assert learners == 0 or taken <= memory_gb * 1024 + 1e-6
    assert learners * example.core_seconds <= cores * PATIENCE + 1e-6
    assert capacity(example, cores=cores + 1, memory_gb=memory_gb + 1) >= learners


@given(example=found)
def test_a_learner_is_promised_more_than_was_measured_and_less_than_the_limit(
    example: Measured,
) -> None:
    need = needs(example)
    assert example.learner_mb * 1.25 <= need.memory_guarantee_mb <= need.memory_limit_mb
    assert need.cpu_guarantee >= example.core_seconds / PATIENCE - 1e-9


def test_the_saved_rehearsal_is_one_of_thirty_in_which_nothing_failed() -> None:
    assert RECORD["rehearsal"]["learners"] == 30
    assert RECORD["outcome"]["failed_cells"] == RECORD["outcome"]["lost_answers"] == 0
    assert RECORD["outcome"]["files_read_by_the_teacher"] == 30
    assert RECORD["outcome"]["answers"] > 30 * 10
    assert measured() == from_record(RECORD)


def test_a_machine_like_the_rehearsals_serves_at_least_half_of_those_who_were_there() -> None:
    run = RECORD["rehearsal"]
    here = capacity(measured(), cores=run["cores"], memory_gb=run["memory_gb"])
    assert run["learners"] / 2 <= here <= run["learners"] * PATIENCE / RECORD["outcome"]["seconds"]


def test_the_readme_shows_the_table_and_the_numbers_of_the_saved_rehearsal() -> None:
    assert table(measured()) in README
    said = README.replace("\n", " ")
    run, out, wait = RECORD["rehearsal"], RECORD["outcome"], RECORD["wait"]
    learner, need = RECORD["learner"], needs(measured())
    for sentence in (
        f"{run['learners']} learners came in at the same moment",
        f"{run['cores']} cores and {run['memory_gb']} GB",
        f"{out['failed_cells']} of {out['cells']} cells failed",
        f"{out['lost_answers']} of {out['answers']} answers were lost",
        f"after {out['seconds']} seconds",
        f"{learner['memory_mb']} MB at the most",
        f"{learner['cpu_seconds']} processor seconds",
        f"{wait['start_longest']} seconds for a server",
        f"promised {need.memory_guarantee_mb} MB",
        f"at most {need.memory_limit_mb} MB",
    ):
        assert sentence in said


@pytest.mark.parametrize("cores", [cores for cores, _ in MACHINES])
def test_the_command_prints_a_row_for_each_machine(cores: int) -> None:
    command = [sys.executable, "-m", "class_server.sizing"]
    printed = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True).stdout
    assert printed == table(measured()) + "\n"
    assert re.search(rf"(?m)^\| {cores} \| \d+ GB \| \d+ \|$", printed)
