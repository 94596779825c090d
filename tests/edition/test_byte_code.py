"""Wheels with byte code: importable without compiling, and the same for a reader of the source."""

import subprocess
import sys
import zipfile
from pathlib import Path

from edition.byte_code import add_byte_code, compiler

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
LOOK = "import shown, inspect; print(shown.__cached__); print(inspect.getsource(shown.twice))"


def wheel(folder: Path) -> Path:
    path = folder / "shown-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("shown.py", "def twice(number):\n    return 2 * number\n")
        archive.writestr("broken.py", "def (")
        archive.writestr("shown-1.dist-info/METADATA", "Name: shown\n")
    return path


def test_a_wheel_gets_byte_code_and_keeps_its_sources(tmp_path: Path) -> None:
    path = wheel(tmp_path)
    add_byte_code([path], sys.executable)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "site")
    cached = f"__pycache__/shown.{sys.implementation.cache_tag}.pyc"
    assert {"shown.py", "broken.py", "shown-1.dist-info/METADATA", cached} == names
    ran = [sys.executable, "-c", LOOK]
    said = subprocess.run(ran, cwd=tmp_path / "site", capture_output=True, text=True, check=True)
    assert cached in said.stdout.replace("\\", "/")
    assert "return 2 * number" in said.stdout


def test_the_byte_code_counts_whatever_the_clock_says_of_the_source(tmp_path: Path) -> None:
    path = wheel(tmp_path)
    add_byte_code([path], sys.executable)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "site/shown.py").write_text("raise SystemExit('compiled again')")
    ran = subprocess.run([sys.executable, "-c", "import shown"], cwd=tmp_path / "site")
    assert ran.returncode == 0


def test_only_a_python_of_the_version_asked_for_compiles() -> None:
    found = compiler(HERE)
    assert found is None or f"Python {HERE}." in subprocess.check_output([found, "-V"], text=True)
    assert compiler("0.1") is None
