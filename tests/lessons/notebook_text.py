"""What the notebooks and lesson files say, taken apart for the tests."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LESSONS = {path.stem[3:]: path for path in NOTEBOOKS if re.match(r"\d\d_", path.stem)}
LINK = re.compile(r"\[([^\]]*)\]\(((?:[^()\s]|\([^()\s]*\))+)\)")


def cells(path: Path, kind: str) -> list[str]:
    """The sources of a notebook's cells of one kind, in order."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def links(path: Path) -> list[str]:
    """The targets of all links in a notebook's text."""
    return [target for cell in cells(path, "markdown") for _, target in LINK.findall(cell)]


def prose(path: Path) -> str:
    """A notebook's text without its sources, link targets and code."""
    told = [cell for cell in cells(path, "markdown") if not cell.startswith("## Sources")]
    words = LINK.sub(lambda match: match[1], "\n".join(told))
    return re.sub(r"`[^`]*`", "", words)


def data(stem: str) -> dict[str, Any]:
    """A lesson's TOML file."""
    return tomllib.loads((ROOT / f"course_lib/lessons/{stem}.toml").read_text(encoding="utf-8"))


def texts(part: Any) -> list[str]:
    """Every text of a lesson's file that a learner reads."""
    if isinstance(part, dict):
        named = [value for key, value in part.items() if key in READ or not isinstance(value, str)]
        return [text for value in named for text in texts(value)]
    if isinstance(part, list):
        return [text for item in part for text in texts(item)]
    return [part] if isinstance(part, str) else []


READ = {"text", "feedback", "meaning", "title", "unit"}
