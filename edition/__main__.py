"""Make the editions: `python -m edition [folder]`, by default into `_site`.

`--pages` makes the pages for reading alone, without the course that runs in the browser.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from sphinx.cmd.build import build_main

import course_lib.ui
from edition.check import faults
from edition.index import write_index
from edition.lite import write_lite
from edition.notebooks import NOTEBOOKS, write_pages

HERE = Path(__file__).parent
PANEL = Path(course_lib.ui.__file__).with_name("panel.css")
SETTINGS = (*(HERE / name for name in ("conf.py", "style.css", "page.js")), PANEL)


def build(target: Path, *, lite: bool) -> int:
    """Write all pages below a folder, whose older pages are removed first; 0 if all is well."""
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="one-trial-edition-") as scratch:
        sources = Path(scratch)
        write_index(sources, write_pages(sources), lite=lite)
        shutil.copytree(NOTEBOOKS / "images", sources / "images", dirs_exist_ok=True)
        for path in SETTINGS:
            shutil.copy(path, sources)
        quietly = ["-W", "--keep-going", "-q", "-d", f"{scratch}/.doctrees"]
        failed = build_main([*quietly, "-b", "html", scratch, str(target)])
    if lite:
        write_lite(target / "lite")
    found = faults(target)
    sys.stdout.writelines(f"{sentence}\n" for sentence in found)
    return failed or len(found)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("_site"))
    parser.add_argument("--pages", action="store_true")
    asked = parser.parse_args()
    sys.exit(build(asked.folder, lite=not asked.pages))
