"""Memory and processor time are read from the right processes."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from class_server.meter import HUB, Use, family, uses

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="The meter reads Linux's /proc.")
BUSY = """
import sys, time
held = bytearray(60_000_000)
for place in range(0, len(held), 4096):
    held[place] = 1
while time.process_time() < 0.3:
    pass
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def learner() -> Iterator[int]:
    """A process that belongs to a learner, holds 60 MB and has worked for 0.3 s."""
    env = os.environ | {"JUPYTERHUB_USER": "anna (1) b"}
    kernel = ["-c", BUSY, "-m", "ipykernel_launcher"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, *kernel], env=env, **pipes) as process:
        assert process.stdout.readline() == "ready\n"
        yield process.pid
        process.stdin.close()


def test_what_a_learners_kernel_holds_and_works_is_the_learners(learner: int) -> None:
    found = uses(os.getpid())
    mine = found["anna (1) b"]
    assert mine.server_mb == 0
    assert 57 < mine.kernel_mb <= mine.resident_mb < 150
    assert 0.25 < mine.cpu_seconds < 30
    assert found[HUB].server_mb > 0


def test_a_family_is_who_was_started_and_who_ended_is_no_longer_in_it(learner: int) -> None:
    assert {os.getpid(), learner} <= set(family(os.getpid()))
    short = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True
    )
    assert int(short.stdout) not in family(os.getpid())


def test_uses_add_up() -> None:
    assert Use(1, 2, 3, 4) + Use(10, 20, 30, 40) == Use(11, 22, 33, 44)
    assert Use(server_mb=1, kernel_mb=2).memory_mb == 3
