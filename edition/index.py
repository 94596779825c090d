"""The page that a reader meets first: the lessons with their minutes and objectives."""

from collections.abc import Sequence
from pathlib import Path

from course_lib.ui import Lesson
from edition.lite import lesson_address

HEAD = """# One trial, closely read

Stem cells after stroke, 39 participants against 15. The primary outcome showed no difference
(p = 0.732); a secondary outcome did (p = 0.023). **What may the conclusion say?**

These pages are for reading. Two explorers of the [third lesson](03_shift_analysis.ipynb) move here
too; every other one stands still at its start, with its sentence and its numbers. Every question
opens its answers. In a notebook all of them move: see *Start* in the project's README.
"""
RUNNING = """
To have them move here, choose *run it in your browser*. Nothing is installed; the first time, about
50 MB are fetched and half a minute passes. Your answers stay in this browser.
"""


def write_index(folder: Path, stems: Sequence[str], *, lite: bool) -> None:
    """Write `index.md`: what each lesson asks, how long it takes, what one can do afterwards."""
    parts = [HEAD, RUNNING] if lite else [HEAD]
    parts.append("## Lessons\n")
    for stem in stems:
        number, _, name = stem.partition("_")
        if number.isdigit():
            lesson = Lesson(name)
            parts.append(f"### [{int(number)} · {lesson.title}]({stem}.ipynb)\n")
            if lite:
                parts.append(f'<a href="{lesson_address(stem)}">Run it in your browser</a>\n')
            parts.append(f"About {lesson.minutes} minutes. Afterwards you can\n")
            parts.append("\n".join(f"- {objective}" for objective in lesson.objectives) + "\n")
    parts.append("Words of the field are explained in the [glossary](glossary.ipynb).\n")
    entries = "\n".join(stems)
    parts.append(f"```{{toctree}}\n:hidden:\n\n{entries}\n```\n")
    (folder / "index.md").write_text("\n".join(parts), encoding="utf-8")
