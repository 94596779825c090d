"""A course.py that installs nothing: its folders, its locks and its installer are fakes."""

import importlib.util
import os
import shutil
import sys
import venv
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.house import tree


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A fresh course.py in a folder of its own, with two small locks, no uv and no network."""
    for name in ("binder", "tests"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "requirements.txt").write_text(f"# the lock of {name}\n")
    shutil.copy(tree.ROOT / "binder/settings.py", tmp_path / "binder")
    shutil.copy(tree.ROOT / "course.py", tmp_path / "course.py")
    spec = importlib.util.spec_from_file_location("course_under_test", tmp_path / "course.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(venv, "create", fake_environment)
    monkeypatch.setattr(module, "works", lambda *command: command[0] != "uv")
    monkeypatch.setattr(module.shutil, "disk_usage", lambda folder: SimpleNamespace(free=5e9))
    return module


def fake_environment(folder: Path, **options: Any) -> None:
    """An empty environment: the folders and something where the Python would be."""
    if options.get("clear") and folder.exists():
        shutil.rmtree(folder)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    site = folder / ("Lib" if os.name == "nt" else f"lib/{version}") / "site-packages"
    for made in (scripts, site):
        made.mkdir(parents=True)
    (scripts / ("python.exe" if os.name == "nt" else "python")).touch()


def installing(
    monkeypatch: pytest.MonkeyPatch, course: ModuleType, error: str = ""
) -> list[list[str]]:
    """Replace the installer: it writes down what it was asked, and fails if told to."""
    asked: list[list[str]] = []

    def run(command: list[str], **options: Any) -> SimpleNamespace:
        asked.append(command)
        return SimpleNamespace(returncode=bool(error), stdout="", stderr=error)

    monkeypatch.setattr(course.subprocess, "run", run)
    return asked
