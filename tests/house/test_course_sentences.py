"""course.py says in one sentence, without a traceback, what stops it."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.house import tree
from tests.house.conftest import installing


def sentence(course: ModuleType, name: str = "course") -> str:
    """What is said when an installation stops, as the last lines of course.py say it."""
    try:
        course.install(name)
    except (ImportError, KeyboardInterrupt, OSError) as error:
        return str(course.cause(f"{error!r}: {error}"))
    except SystemExit as stop:
        return str(stop.code)
    raise AssertionError("nothing stopped the installation")


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
