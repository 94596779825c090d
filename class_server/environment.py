"""Make what a class server runs in: the folder `.class_server` with Python packages and proxy.

python3 -m class_server.environment

It needs Python 3.11 to 3.14, Node.js 20 or newer with npm, a network, and Linux or macOS. What is
there already and fits the locks is kept.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PLACE = ROOT / ".class_server"
PYTHON = PLACE / "bin/python"
PROXY = PLACE / "node_modules/.bin/configurable-http-proxy"
LOCK = HERE / "requirements.txt"
SETTINGS, AFTERWARDS = ROOT / "binder/settings.py", ROOT / "binder/postBuild"
NODE = (HERE / "package.json", HERE / "package-lock.json")


def missing() -> str:
    """A sentence that says what this machine lacks, or nothing."""
    if sys.platform == "win32":
        return "JupyterHub does not run on Windows."
    absent = [name for name in ("node", "npm") if not shutil.which(name)]
    if absent:
        return f"The hub's proxy needs Node.js with npm; not found: {', '.join(absent)}."
    said = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    major = said.lstrip("v").split(".")[0]
    if not major.isdigit() or int(major) < 20:
        return f"The hub's proxy needs Node.js 20 or newer; here is {said or 'none that answers'}."
    return ""


def make() -> None:
    """Make the folder, if it is not there or was made from other locks.

    Raises
    ------
    OSError
        If something is missing or a program fails; the sentence says what.
    """
    if trouble := missing():
        raise OSError(trouble)
    stamp, fits = PLACE / "made-from", _fingerprint()
    if stamp.exists() and stamp.read_text() == fits:
        return
    venv.create(PLACE, with_pip=True, clear=True, symlinks=True)
    _install_packages()
    for path in NODE:
        shutil.copy(path, PLACE)
    _run(["npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"])
    _run(["bash", str(AFTERWARDS)], cwd=ROOT)  # the same settings as on Binder, warmed as there
    stamp.write_text(fits)


def _install_packages() -> None:
    """What is locked and nothing else, with uv where there is one."""
    locked = ["--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(LOCK)]
    pip = [str(PYTHON), "-m", "pip", "install", "--no-input", *locked]
    uv = ["uv", "pip", "install", "--compile-bytecode", "--python", str(PYTHON), *locked]
    if shutil.which("uv") and subprocess.run(uv, capture_output=True).returncode == 0:
        return
    _run(pip)


def _run(command: list[str], cwd: Path = PLACE) -> None:
    """Run a program in which `python` is the one of the folder."""
    env = os.environ | {"PATH": f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().split("\n")[-1]
        raise OSError(f"{Path(command[0]).name} failed: {said}")


def _fingerprint() -> str:
    """Changes with the locks, the settings, the Python and the folder."""
    seen = b"".join(path.read_bytes() for path in (LOCK, SETTINGS, AFTERWARDS, *NODE))
    return hashlib.sha256(seen + sys.version.encode() + str(ROOT).encode()).hexdigest()


if __name__ == "__main__":
    try:
        make()
    except OSError as error:
        sys.exit(f"class_server: {error}")
    sys.stdout.write(f"The class server's programs are in {PLACE}.\n")
