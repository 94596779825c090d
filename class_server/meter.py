"""Memory and processor time of a hub and its learners, read from /proc (Linux)."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
HUB = "the hub"


@dataclass(frozen=True)
class Use:
    """Memory in MB of 1024² and processor seconds so far.

    Parameters
    ----------
    server_mb, kernel_mb : float
        Memory of the server and of the kernels; what several processes share counts in part (PSS).
    resident_mb : float
        Memory of both with everything shared counted in full (RSS).
    cpu_seconds : float
        Processor time of both, in programs and in the system.
    """

    server_mb: float = 0.0
    kernel_mb: float = 0.0
    resident_mb: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def memory_mb(self) -> float:
        """Server and kernels together."""
        return self.server_mb + self.kernel_mb

    def __add__(self, other: "Use") -> "Use":
        return Use(
            self.server_mb + other.server_mb,
            self.kernel_mb + other.kernel_mb,
            self.resident_mb + other.resident_mb,
            self.cpu_seconds + other.cpu_seconds,
        )


def uses(hub: int) -> dict[str, Use]:
    """What every learner of a hub uses now, by name, and the hub itself under `HUB`."""
    found: dict[str, Use] = {}
    for process in family(hub):
        try:
            name, use = _use(PROC / str(process))
        except (OSError, ValueError, IndexError):  # it ended while we looked
            continue
        found[name] = found.get(name, Use()) + use
    return found


def family(ancestor: int) -> list[int]:
    """A process and everything that it started, directly or not, and that still runs."""
    children: dict[int, list[int]] = {}
    for process, parent in _parents():
        children.setdefault(parent, []).append(process)
    members = [ancestor]
    for member in members:
        members += children.get(member, [])
    return members


def _parents() -> Iterator[tuple[int, int]]:
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                yield int(folder.name), int(_fields(folder)[1])
            except (OSError, ValueError, IndexError):
                continue


def _fields(folder: Path) -> list[str]:
    """The fields of `stat` behind the program's name, which may hold spaces and brackets."""
    return (folder / "stat").read_text().rpartition(")")[2].split()


def _use(folder: Path) -> tuple[str, Use]:
    """Whose process it is, and what it uses."""
    given = (folder / "environ").read_bytes().split(b"\0")
    names = [
        one.partition(b"=")[2].decode() for one in given if one.startswith(b"JUPYTERHUB_USER=")
    ]
    fields = _fields(folder)
    cpu = (int(fields[11]) + int(fields[12])) / TICK
    proportional, resident = _memory(folder)
    is_kernel = b"ipykernel_launcher" in (folder / "cmdline").read_bytes()
    own = (0.0, proportional) if is_kernel else (proportional, 0.0)
    return (names[0] if names else HUB), Use(*own, resident, cpu)


def _memory(folder: Path) -> tuple[float, float]:
    """Proportional and resident memory in MB; resident for both where the first is not readable."""
    try:
        lines = (folder / "smaps_rollup").read_text().splitlines()[1:]
        sizes = {line.split(":")[0]: float(line.split()[1]) / 1024 for line in lines}
        return sizes["Pss"], sizes["Rss"]
    except (OSError, KeyError):
        pages = int((folder / "statm").read_text().split()[1])
        resident = pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
        return resident, resident
