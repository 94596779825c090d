"""The tests under every Python that the course promises: `python3 -m tests.pythons [pytest's ...]`.

Each Python that is found here gets a copy of the project, and in it, by `course.py`, an environment
of its own from the lock. Of one that is not here, uv is asked whether every locked package has a wheel.
Without arguments all tests run but those that drive a browser.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
BUT_BROWSERS = ("-q", "-m", "not browser")
WHEELS = ("--only-binary", ":all:", "--no-deps", "--require-hashes")
ASKED = "import sys, venv; print('{}.{}.{}'.format(*sys.version_info))"


def main(arguments: list[str]) -> int:
    """One line for each Python; 1 where one of those that are here fails."""
    failed = False
    for version in VERSIONS:
        found = interpreter(version)
        if found is None:
            print(f"Python {version}: not found here; {wheels(version)}", flush=True)
            continue
        said, passed = tested(found[0], arguments or list(BUT_BROWSERS))
        print(f"Python {found[1]}: {'passed' if passed else 'FAILED'}: {said}", flush=True)
        failed |= not passed
    return int(failed)


def interpreter(version: str) -> tuple[str, str] | None:
    """A Python of this version that can make environments, and its whole version."""
    for program in candidates(version):
        try:
            asked = subprocess.run([program, "-c", ASKED], capture_output=True, text=True)
        except OSError:
            continue
        if asked.returncode == 0 and asked.stdout.startswith(f"{version}."):
            return program, asked.stdout.strip()
    return None


def candidates(version: str) -> Iterator[str]:
    """Where a Python may be: this one, on the path, kept by uv, or kept by pyenv."""
    yield sys.executable
    yield f"python{version}"
    if shutil.which("uv"):
        found = subprocess.run(["uv", "python", "find", version], capture_output=True, text=True)
        yield from found.stdout.split("\n")[:1] if found.returncode == 0 else ()
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    yield from (str(path / "bin/python") for path in sorted(kept.glob(f"{version}.*")))


def tested(program: str, arguments: list[str]) -> tuple[str, bool]:
    """What pytest said last in a copy of the project, and whether all passed."""
    with tempfile.TemporaryDirectory(prefix="one-trial-python-") as folder:
        copied(Path(folder))
        done = subprocess.run(
            [program, "course.py", "test", *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    if done.returncode:
        print(done.stdout[-6000:], flush=True)
    return done.stdout.strip().split("\n")[-1].strip("= "), done.returncode == 0


def copied(folder: Path) -> None:
    """The project's files as git knows them, committed or not."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def wheels(version: str) -> str:
    """Whether all that the lock names can be had for a Python that is not here."""
    if not shutil.which("uv"):
        return "without uv its packages cannot be asked for"
    with tempfile.TemporaryDirectory() as target:
        lock = ["-r", str(ROOT / "tests/requirements.txt"), "--target", target]
        asked = ["uv", "pip", "install", "--dry-run", "--python-version", version]
        done = subprocess.run([*asked, *WHEELS, *lock], capture_output=True, text=True)
    packages = len(re.findall(r"^ \+ ", done.stderr, re.MULTILINE))
    if done.returncode:
        return f"uv cannot have its packages: {done.stderr.strip().splitlines()[-1]}"
    return f"each of its {packages} locked packages has a wheel"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
