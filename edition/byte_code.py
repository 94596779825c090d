"""Byte code beside the sources in a wheel, so that the browser need not compile what it imports.

Compiling takes most of the time of a first import: without it the first picture came after two
thirds of the time. Only a Python of the browser's own version makes byte code that it
understands; where the machine that builds has none, the wheels stay as they are.
"""

import shutil
import subprocess
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

PLACE = "/lib/python3.12/site-packages"  # where Pyodide puts what a wheel holds
# The sources in a wheel cannot change, so the browser need not look whether they did.
COMPILE = ("-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash")


def compiler(version: str) -> str | None:
    """A Python of a version on this machine, or None.

    Examples
    --------
    >>> compiler("1.4") is None
    True
    """
    found = shutil.which(f"python{version}")
    if found is None:
        return None
    asked = subprocess.run([found, "--version"], capture_output=True, text=True)
    return found if asked.stdout.startswith(f"Python {version}.") else None


def add_byte_code(wheels: list[Path], python: str, *, workers: int = 2) -> None:
    """Write each wheel anew, with byte code made by the program `python`."""
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(partial(_compiled, python=python), wheels))


def _compiled(wheel: Path, python: str) -> None:
    """One wheel with byte code; a file that does not compile is left as it is."""
    with tempfile.TemporaryDirectory(prefix="one-trial-wheel-") as scratch:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(scratch)
        command = [python, *COMPILE, "-s", scratch, "-p", PLACE, scratch]
        subprocess.run(command, check=False, capture_output=True)
        with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(scratch).rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(scratch))
