"""One table and one page of what a class answered.

python -m course_lib.classroom FOLDER

FOLDER holds the files that learners downloaded, or is a ZIP of them as a learning platform exports
it. Beside it are written FOLDER_report.html and FOLDER_report.csv.
"""

import argparse
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from course_lib.classroom.class_report import class_report


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, count, write; 0 where there was something to count."""
    asked = _asked(arguments)
    page = asked.out or asked.folder.with_name(f"{asked.folder.stem}_report.html")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal may not have every sign
    if page.suffix != ".html":
        return _said(f"The page must be called something.html, not {page.name}.", 1)
    table = page.with_suffix(".csv")
    try:
        with _nobody():
            report = class_report(asked.folder)
        page.write_text(report.to_html(texts=asked.texts), encoding="utf-8")
        table.write_text(report.to_csv(), encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        return _said(f"Nothing was written: {getattr(error, 'strerror', None) or error}", 1)
    return _said(f"{report.to_text()}\n\nWritten: {page} and {table}", 0)


@contextmanager
def _nobody() -> Iterator[None]:
    """Lessons look up what was answered here; the teacher's own answers are left alone."""
    before = os.environ.get("COURSE_PROGRESS")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COURSE_PROGRESS"] = folder
        try:
            yield
        finally:
            os.environ.pop("COURSE_PROGRESS")
            if before is not None:
                os.environ["COURSE_PROGRESS"] = before


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What stands on the command line."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="course_lib.classroom", description=__doc__, formatter_class=plain
    )
    parser.add_argument("folder", type=Path, help="folder or ZIP of the learners' files")
    parser.add_argument("--out", type=Path, metavar="PAGE.html", help="where to write the page")
    texts = "put what learners wrote in their notes on the page too; tell them before"
    parser.add_argument("--texts", action="store_true", help=texts)
    asked = parser.parse_args(arguments)
    asked.folder = Path(os.path.normpath(asked.folder)).resolve()
    return asked


def _said(sentence: str, status: int) -> int:
    """Print, and give the status."""
    sys.stdout.write(f"{sentence}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
