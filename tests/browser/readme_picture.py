"""Takes the README's picture again: lesson 03's explorer, after a prediction, in a real JupyterLab.

python -m tests.browser.readme_picture
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.lab import ROOT, lab

PICTURE = ROOT / "notebooks/images/shift_explorer.png"
LESSON = "03_shift_analysis.ipynb"


def take() -> None:
    """Predict 40, press "A doubling", compare, and keep what the cell then shows."""
    with TemporaryDirectory() as kept, TemporaryDirectory() as folder:
        shutil.copy(ROOT / "notebooks" / LESSON, folder)
        with lab(Path(folder), size=(1280, 18_000), environment={"COURSE_PROGRESS": kept}) as seen:
            seen.open(LESSON)
            seen.run_all()
            seen.page.add_style_tag(content=".jp-OutputPrompt { display: none }")
            code = seen.page.locator(".jp-CodeCell").filter(has_text="lesson.one_odds_ratio()")
            shown = code.first.locator(".jp-OutputArea").first
            shown.get_by_role("spinbutton", name="Your prediction").fill("40")
            shown.get_by_role("button", name="Record my prediction").click()
            shown.get_by_role("button", name="A doubling").click()
            shown.get_by_role("button", name="Compare with my prediction").click()
            seen.settle()
            shown.screenshot(path=PICTURE)


if __name__ == "__main__":
    take()
