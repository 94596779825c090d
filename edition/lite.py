"""The edition that runs in the reader's browser: JupyterLite, with everything on one server."""

import json
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from edition.browser_python import HERE, pip, write_python
from edition.notebooks import NOTEBOOKS

LOCK = HERE / "requirements.txt"
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "One trial, closely read",
        "litePluginSettings": {
            # What a notebook imports is on this server; nothing is asked of a registry.
            "@jupyterlite/pyodide-kernel-extension:kernel": {"disablePyPIFallback": True}
        },
        "exposeAppInBrowser": True,
    },
}


def lesson_address(stem: str) -> str:
    """Where a lesson runs, seen from the index page.

    Examples
    --------
    >>> lesson_address("03_shift_analysis")
    'lite/lab/index.html?path=03_shift_analysis.ipynb'
    """
    return f"lite/lab/index.html?path={stem}.ipynb"


def write_lite(target: Path) -> None:
    """Build JupyterLite with the course's notebooks and its Python into a folder."""
    with tempfile.TemporaryDirectory(prefix="one-trial-lite-") as scratch:
        here = Path(scratch)
        shutil.copytree(NOTEBOOKS, here / "files", ignore=shutil.ignore_patterns(".*"))
        write_python(here / "static/pyodide")
        (here / "jupyter-lite.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        command = [_builder(here / "environment"), "-m", "jupyterlite_core.app", "build"]
        command += ["--lite-dir", ".", "--contents", "files", "--apps", "lab"]
        built = subprocess.run(
            [*command, "--output-dir", str(target.resolve())],
            cwd=here,
            capture_output=True,
            text=True,
        )
        if built.returncode:
            raise ValueError(f"JupyterLite could not be built:\n{built.stdout}{built.stderr}")
    for unneeded in target.glob("**/*.map"):
        unneeded.unlink()


def _builder(folder: Path) -> str:
    """The Python of an environment that holds JupyterLite and the widgets, and nothing else."""
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip("--python", str(python), "install", "--require-hashes", "--requirement", str(LOCK))
    return str(python)
