"""course.py makes, stamps and repairs its environment, and says in one sentence what stops it."""

import importlib.util
import os
import shutil
import subprocess
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


def sentence(course: ModuleType, name: str = "course") -> str:
    """What is said when an installation stops, as the last lines of course.py say it."""
    try:
        course.install(name)
    except (ImportError, KeyboardInterrupt, OSError) as error:
        return str(course.cause(f"{error!r}: {error}"))
    except SystemExit as stop:
        return str(stop.code)
    raise AssertionError("nothing stopped the installation")


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
    sentence(course)
    (course.VENV / "half").touch()
    installing(monkeypatch, course)
    course.install("course")
    assert not (course.VENV / "half").exists()
    assert course.is_installed("course")


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: No match",
            "no network",
        ),
        ("error: Failed to fetch: `https`\n  Caused by: dns error", "no network"),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", "no network"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "the disk is full"),
        ("OSError: [WinError 112] There is not enough space on the disk", "the disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE\n  Got 1", "was locked"),
        ("one line\nERROR: something new", "it did not work: ERROR: something new"),
    ],
)
def test_a_failed_installation_is_one_sentence(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch, output: str, said: str
) -> None:
    installing(monkeypatch, course, error=output)
    told = sentence(course)
    assert said in told
    assert "\n" not in told
    assert not course.is_installed("course")


def test_a_small_disk_is_noticed_before_anything_is_written(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course.shutil, "disk_usage", lambda folder: SimpleNamespace(free=1e6))
    assert "the disk is full" in sentence(course)
    assert not course.VENV.exists()


def test_an_interrupted_installation_says_so(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*command: Any, **options: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(course.subprocess, "run", interrupt)
    assert sentence(course).startswith("stopped")
    assert not course.is_installed("course")


def test_a_python_without_venv_or_pip_says_what_to_install(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "works", lambda *command: False)
    assert "no venv or pip" in sentence(course)
    monkeypatch.setitem(sys.modules, "venv", None)
    assert "no venv or pip" in sentence(course)


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


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 15)])
def test_a_python_that_is_too_old_or_too_new_is_named(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int]
) -> None:
    monkeypatch.setattr(course.sys, "version_info", version)
    with pytest.raises(
        SystemExit, match=rf"this is Python {version[0]}\.{version[1]}; 3\.11 to 3\.14"
    ):
        course.main("test")


def test_an_unknown_command_shows_the_commands(course: ModuleType) -> None:
    with pytest.raises(SystemExit, match=r"python3 course\.py test"):
        course.main("tset")


def test_an_interrupt_at_the_keyboard_leaves_no_traceback(tmp_path: Path) -> None:
    code = (tree.ROOT / "course.py").read_text(encoding="utf-8")
    broken = code.replace(
        "def main(", "def main(*_: str) -> int:\n    raise KeyboardInterrupt\n\n\ndef unused("
    )
    (tmp_path / "course.py").write_text(broken, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "course.py"], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == 1
    assert run.stderr.startswith("course.py: stopped")
    assert "Traceback" not in run.stderr


def test_course_py_uses_the_standard_library_only() -> None:
    packages = {name.split(".")[0] for _, name in tree.imported(tree.ROOT / "course.py")}
    assert packages <= sys.stdlib_module_names
