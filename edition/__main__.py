"""Make the pages: `python -m edition [folder]`, by default into `_site`."""

import shutil
import sys
import tempfile
from pathlib import Path

from sphinx.cmd.build import build_main

from edition.check import faults
from edition.index import write_index
from edition.notebooks import NOTEBOOKS, write_pages

HERE = Path(__file__).parent


def build(target: Path) -> int:
    """Write all pages below a folder, whose older pages are removed first; 0 if all is well."""
    with tempfile.TemporaryDirectory(prefix="one-trial-edition-") as scratch:
        sources = Path(scratch)
        stems = write_pages(sources)
        write_index(sources, stems)
        shutil.copytree(NOTEBOOKS / "images", sources / "images", dirs_exist_ok=True)
        for name in ("conf.py", "style.css", "labels.js"):
            shutil.copy(HERE / name, sources)
        shutil.rmtree(target, ignore_errors=True)
        failed = build_main(["-W", "--keep-going", "-q", "-b", "html", scratch, str(target)])
    found = faults(target)
    sys.stdout.writelines(f"{sentence}\n" for sentence in found)
    return failed or len(found)


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1] if len(sys.argv) > 1 else "_site")))
