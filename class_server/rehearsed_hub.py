"""A real JupyterHub, started for one rehearsal and ended with everything that it started."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from class_server.environment import HERE, PYTHON
from class_server.meter import family

GOODBYE = 60  # seconds for the hub to stop its learners' servers


@dataclass(frozen=True)
class Hub:
    """A running hub: its process and address, what opens it, and where learners' homes are."""

    process: int
    address: str
    token: str
    password: str
    homes: Path


@contextlib.contextmanager
def hub(scratch: Path, *, patience: int) -> Iterator[Hub]:
    """Start a hub with the class's configuration on free ports of this machine alone."""
    with (
        TemporaryDirectory(prefix="class-") as runtime,
        _started(scratch, runtime, patience) as made,
    ):
        yield made


@contextlib.contextmanager
def _started(scratch: Path, runtime: str, patience: int) -> Iterator[Hub]:
    port, hub_port, proxy_port = free_ports(3)
    token, password, homes = secrets.token_hex(16), secrets.token_hex(16), scratch / "homes"
    homes.mkdir()
    env = os.environ | {
        "CLASS_PASSWORD": password,
        "REHEARSAL_PORT": str(port),
        "REHEARSAL_HUB_PORT": str(hub_port),
        "REHEARSAL_PROXY_PORT": str(proxy_port),
        "REHEARSAL_HOMES": str(homes),
        "REHEARSAL_RUNTIME": runtime,
        "REHEARSAL_TOKEN": token,
        "REHEARSAL_PATIENCE": str(patience),
    }
    command = [str(PYTHON), "-m", "jupyterhub", "-f", str(HERE / "rehearsal_config.py")]
    with (scratch / "hub.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=scratch, env=env, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield Hub(process.pid, f"http://127.0.0.1:{port}", token, password, homes)
    finally:
        end(process)


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses at this moment, each another."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the hub to end, then end whatever of its own family is left."""
    members = {member: _born(member) for member in family(process.pid)}
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(GOODBYE)
    for sign, seconds in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 1.0)):
        left = [member for member, born in members.items() if born and _born(member) == born]
        for member in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(member, sign)
        if left:
            time.sleep(seconds)
    process.wait(GOODBYE)


def _born(process: int) -> str:
    """When a process started; nothing if it has ended. So a number used anew is not mistaken."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]
