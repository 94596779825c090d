"""What the rules look at: the project's files as git knows them, parsed once."""

from __future__ import annotations

import ast
import functools
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@functools.cache
def shipped() -> list[Path]:
    """Every file that is committed or would be, in order."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    names = listed.stdout.split("\0") if listed.returncode == 0 else _walked()
    return sorted(ROOT / name for name in names if name and (ROOT / name).is_file())


def _walked() -> list[str]:
    """A copy without git (an unpacked archive) is walked."""
    kept = [path for path in ROOT.rglob("*") if ".venv" not in path.parts]
    return [str(path.relative_to(ROOT)) for path in kept]


def modules(*folders: str) -> list[Path]:
    """The Python files of some folders, all of them by default."""
    python = [path for path in shipped() if path.suffix == ".py"]
    return [p for p in python if not folders or name(p).startswith(tuple(folders))]


def notebooks() -> list[Path]:
    return [path for path in shipped() if path.suffix == ".ipynb"]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, FUNCTIONS):
            yield node


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a file imports."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


@functools.cache
def notebook(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def code_cells(path: Path) -> list[dict[str, Any]]:
    return [cell for cell in notebook(path)["cells"] if cell["cell_type"] == "code"]


def verdict(faults: list[str]) -> None:
    """Fail with one sentence per fault, and nothing else."""
    if faults:
        pytest.fail("\n" + "\n".join(faults), pytrace=False)
