#!/usr/bin/env python3
"""The course's commands. They need Python 3.11 to 3.14 and, the first time, a network.

python3 course.py               install what is missing and open the course in JupyterLab
python3 course.py test [...]    install what the tests need and run them (arguments: pytest's)
python3 course.py run PROGRAM   run a program of that environment, for example ruff or mypy
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
LOCKS = {"course": ROOT / "binder/requirements.txt", "tests": ROOT / "tests/requirements.txt"}
LAB = "jupyterlab --ServerApp.root_dir=notebooks --LabApp.default_url=/lab/tree/00_start_here.ipynb"
LAB += " --LabApp.news_url=None --LabApp.app_settings_dir=binder/lab"  # no news, no updates
PYTEST = "pytest -n auto --dist loadfile --nbval --nbval-sanitize-with tests/sanitize.cfg"
CAUSES = {
    "^Keyboard": "stopped: start it again when you like, a half-made .venv is replaced.",
    "^ImportE|^ModuleN": "this Python has no venv or pip (Debian: sudo apt install python3-venv).",
    "No space|uota|enough space|WinError 112": "the disk is full: free 1.2 GB and start again.",
    "NOT MATCH THE HASH|Hash mismatch": "a package that arrived is not the one that was locked.",
    "onnection|imed out|resolution|dns|to fetch": "packages could not be fetched: no network?",
}


def works(*command: str) -> bool:
    found = shutil.which(command[0])
    return bool(found) and subprocess.run(command, capture_output=True).returncode == 0


def cause(output: str) -> str:
    known = [sentence for sign, sentence in CAUSES.items() if re.search(sign, output)]
    return known[0] if known else "it did not work: " + output.strip().split("\n")[-1]


def installers(*, fresh: bool) -> "list[list[str]]":
    """What can install into .venv, made anew if asked: uv where there is one (fast), then a pip."""
    if fresh:
        import venv  # some systems leave it out

        try:
            venv.create(VENV, with_pip=True, clear=True, symlinks=os.name != "nt")
        except subprocess.CalledProcessError:  # Debian without python3-venv: no pip to put in
            venv.create(VENV, clear=True, symlinks=os.name != "nt")
    pips = ([PYTHON, "-m", "pip"], [sys.executable, "-m", "pip", "--python", PYTHON])
    found = [[*pip, "install", "--no-input"] for pip in pips if works(*pip, "--version")][:1]
    if works("uv", "--version"):  # where uv fails (a hospital's own certificates), pip may not
        found.insert(0, ["uv", "pip", "install", "--compile-bytecode", "--python", PYTHON])
    return found or sys.exit(f"course.py: {cause('ImportError')}")


def is_installed(name: str, *, note: bool = False) -> bool:
    # The stamp knows the lock, the Python and the folder: when one changes, we install anew.
    seen = LOCKS[name].read_bytes() + sys.version.encode() + str(ROOT).encode()
    stamp, text = VENV / f"installed-{name}", hashlib.sha256(seen).hexdigest()
    if note:
        stamp.write_text(text)
    return Path(PYTHON).exists() and stamp.exists() and stamp.read_text() == text


def install(name: str) -> None:
    started, fresh = time.monotonic(), not is_installed("course")
    if shutil.disk_usage(ROOT).free < 1.2e9:  # bytes, what the larger environment takes
        raise OSError("No space")
    print(f"Installing the packages of the {name} into .venv: usually a minute or two.", flush=True)
    for stamp in VENV.glob("installed-*"):
        stamp.unlink()
    # Hashes, wheels only, no resolver: the same files for everybody, and nothing is built.
    locked = ["--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    locked += ["-r", str(LOCKS[name])]
    for command in installers(fresh=fresh):
        result = subprocess.run([*command, *locked], capture_output=True, text=True)
        if result.returncode == 0:
            break
    else:
        sys.exit(f"course.py: {cause(result.stdout + result.stderr)}")
    site = sysconfig.get_path("purelib", "venv", {"base": str(VENV)})
    Path(site, "one_trial.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    for done in LOCKS if name == "tests" else [name]:  # the tests' lock holds the course's
        is_installed(done, note=True)
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


def start(program: str, *arguments: str) -> int:
    path = f"{Path(PYTHON).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    found = shutil.which(program, path=path) or program
    process = subprocess.Popen([found, *arguments], cwd=ROOT, env=dict(os.environ, PATH=path))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program hears Ctrl-C itself
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    return process.wait()


def main(command: str = "lab", *rest: str) -> int:
    if not (3, 11) <= sys.version_info[:2] <= (3, 14):
        sys.exit("course.py: this is Python {}.{}; 3.11 to 3.14 will do.".format(*sys.version_info))
    if command not in ("lab", "test", "run") or (command == "run" and not rest):
        sys.exit(__doc__)
    lock = "course" if command == "lab" else "tests"
    if not is_installed(lock):
        install(lock)
    fixed = {"lab": ["python", "-m", *LAB.split()], "test": ["python", "-m", *PYTEST.split()]}
    return start(*fixed.get(command, []), *rest)


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except (ImportError, KeyboardInterrupt, OSError) as error:
        sys.exit(f"course.py: {cause(repr(error) + ': ' + str(error))}")
