"""course.py makes its environment, stamps it, extends it and repairs it."""

import json
import subprocess
import sys
import venv
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.house import tree
from tests.house.conftest import fake_environment, installing


def test_the_lock_is_installed_with_hashes_wheels_only_and_no_resolver(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = installing(monkeypatch, course)
    course.install("course")
    [command] = asked
    assert {"--require-hashes", "--no-deps", "--only-binary", ":all:"} <= set(command)
    assert command[-1] == str(course.LOCKS["course"])
    assert "usually a minute or two" in capsys.readouterr().out
    assert course.is_installed("course")
    assert not course.is_installed("tests")


def test_the_project_is_on_the_path_of_the_environment(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    installing(monkeypatch, course)
    course.install("course")
    [path] = course.VENV.rglob("one_trial.pth")
    assert path.read_text(encoding="utf-8").strip() == str(course.ROOT)


def test_the_tests_are_added_to_the_course_and_hold_it(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = installing(monkeypatch, course)
    course.install("course")
    kept = course.VENV / "kept"
    kept.touch()
    course.install("tests")
    assert len(asked) == 2
    assert kept.exists(), "a running JupyterLab must not lose its environment"
    assert course.is_installed("course")
    assert course.is_installed("tests")


def test_a_second_start_installs_nothing(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, started = installing(monkeypatch, course), []

    def start(*command: str) -> int:
        started.append(command)
        return 0

    monkeypatch.setattr(course, "start", start)
    assert course.main() == 0
    assert course.main() == 0
    assert len(asked) == 1
    assert len(started) == 2
    assert "jupyterlab" in started[0]
    assert "--LabApp.default_url=/lab/tree/00_start_here.ipynb" in started[0]


def test_a_changed_lock_is_installed_into_a_fresh_environment(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = installing(monkeypatch, course)
    course.install("course")
    (course.VENV / "old").touch()
    course.LOCKS["course"].write_text("# another lock\n")
    assert not course.is_installed("course")
    course.install("course")
    assert len(asked) == 2
    assert not (course.VENV / "old").exists()


def test_a_half_made_environment_is_replaced(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    installing(monkeypatch, course, error="Killed")
    with pytest.raises(SystemExit):
        course.install("course")
    (course.VENV / "half").touch()
    installing(monkeypatch, course)
    course.install("course")
    assert not (course.VENV / "half").exists()
    assert course.is_installed("course")


def test_without_ensurepip_the_pip_of_the_starting_python_is_used(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_ensurepip(folder: Path, **options: Any) -> None:
        fake_environment(folder, **options)
        if options.get("with_pip"):
            raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(venv, "create", without_ensurepip)
    monkeypatch.setattr(course, "works", lambda *command: command[0] == sys.executable)
    asked = installing(monkeypatch, course)
    course.install("course")
    assert asked[0][:5] == [sys.executable, "-m", "pip", "--python", course.PYTHON]


def test_uv_is_used_where_it_is_found_and_compiles(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "works", lambda *command: True)
    asked = installing(monkeypatch, course)
    course.install("course")
    [command] = asked
    assert command[:4] == ["uv", "pip", "install", "--compile-bytecode"]


def test_where_uv_fails_pip_installs(course: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def run(command: list[str], **options: Any) -> SimpleNamespace:
        asked.append(command[0])
        return SimpleNamespace(
            returncode=int(command[0] == "uv"), stdout="", stderr="UnknownIssuer"
        )

    monkeypatch.setattr(course, "works", lambda *command: True)
    monkeypatch.setattr(course.subprocess, "run", run)
    course.install("course")
    assert asked == ["uv", course.PYTHON]
    assert course.is_installed("course")


def test_jupyterlab_asks_a_learner_for_no_news_and_no_updates(course: ModuleType) -> None:
    asked = dict(one.split("=", 1) for one in course.LAB.split() if "=" in one)
    settings = tree.ROOT / asked["--LabApp.app_settings_dir"] / "overrides.json"
    said = json.loads(settings.read_text(encoding="utf-8"))
    assert said["@jupyterlab/apputils-extension:notification"] == {
        "fetchNews": "false",  # a word, as JupyterLab wants it
        "checkForUpdates": False,
    }


def test_course_py_uses_the_standard_library_only() -> None:
    packages = {name.split(".")[0] for _, name in tree.imported(tree.ROOT / "course.py")}
    assert packages <= sys.stdlib_module_names
