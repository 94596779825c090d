"""The report from a command line: a file or counts in, a page, a text or a spreadsheet out."""

from __future__ import annotations

import sys
from argparse import (
    ArgumentParser,
    ArgumentTypeError,
    Namespace,
    RawDescriptionHelpFormatter,
)
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, TextIO

from course_lib.report.assembling import assemble
from course_lib.report.guessing import guess_columns
from course_lib.report.participant_file import MOST_BYTES, read_participants
from course_lib.report.wording import clean

if TYPE_CHECKING:
    from course_lib.report.trial_report import Report

DONE, REFUSED = 0, 1
PATIENCE = 1.0
WRITERS: dict[str, Callable[[Report], str]] = {
    ".html": lambda made: made.to_html(),
    ".md": lambda made: made.to_markdown(),
    ".csv": lambda made: made.to_csv(),
}
EXAMPLES = """examples:
  python -m course_lib.report trial.csv
      what is recognised in the file, the result, and what to keep in mind
  python -m course_lib.report trial.csv --arm group --control usual --outcome mrs90
      --covariate age --covariate nihss --stratum centre --out report.html --out numbers.csv
  python -m course_lib.report --counts 1,4,6,11,9,3,5 0,1,3,4,5,1,1 --unknown 2 1 --out report.md

Nothing is sent anywhere. Exit code: 0 done, 1 the file or the counts make no report (a sentence
says why), 2 the command was not understood."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        Default: those of the command line.

    Returns
    -------
    int
        0 if done; 1 if the file or the counts make no report, with a sentence on standard error.
        A command that is not understood ends the program with 2.

    Examples
    --------
    >>> main(["--counts", "6,21,49,43,52,13,49", "1,15,35,44,81,32,59", "--title", "MR CLEAN"])
    MR CLEAN: 500 participants, 500 with an outcome. Common odds ratio 1.66 (95% CI 1.21 to 2.28),
    p = 0.002; above 1 is in favour of treatment.
    - Good outcome is 0–2 here. ...
    0
    """
    parser = _parser()
    said = parser.parse_args(arguments)
    if (said.file is None) == (said.counts is None):
        parser.error("give a file of participants, or --counts of either arm")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a letter that a terminal lacks ends no analysis
    try:
        outputs = [_output(place, said.file) for place in said.out]
        made = _of_counts(said) if said.file is None else _of_a_file(said)
        _say(made)
        for place in outputs:
            with _waiting(f"writing {place}"):
                _write(made, place)
            _say(f"Written: {place}")
    except (ValueError, OSError) as reason:
        _say(_sentence(reason), sys.stderr)
        return REFUSED
    return DONE


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "python -m course_lib.report",
        description="The whole analysis of one trial with an ordinal outcome.",
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_columns(parser)
    _add_counts(parser)
    add = parser.add_argument
    add("--arms", nargs=2, metavar=("TREATMENT", "CONTROL"), help="how to call the arms")
    add("--cut", metavar="LEVEL", help="the last level that counts as a good outcome")
    add("--title", help="what stands above the report")
    add("--seed", type=int, default=1, help="of the imputed outcomes (default: %(default)s)")
    add("--out", type=Path, action="append", default=[], metavar="FILE",
        help=f"where to write: {', '.join(WRITERS)}; once for each")  # fmt: skip
    return parser


def _add_columns(parser: ArgumentParser) -> None:
    """A file, and which of its columns is what."""
    add = parser.add_argument
    add("file", nargs="?", type=Path, help="CSV or XLSX, one row for each participant")
    add("--sheet", help="which sheet of a workbook (default: the first with anything on it)")
    add("--arm", metavar="COLUMN", help="the allocated arm; what is not said is guessed, and shown")
    add("--treatment", metavar="CELL", help="the cell of that column that names the treatment")
    add("--control", metavar="CELL", help="the cell that names the control")
    add("--outcome", metavar="COLUMN", help="the outcome")
    add("--levels", metavar="BEST,…,WORST", type=_list, help="its cells, best first, with commas")
    add("--missing", metavar="CELL,…", type=_list, help="its cells that mean: not observed")
    add("--received", metavar="COLUMN", help="the care received")
    add("--stratum", metavar="COLUMN", action="append", help="once for each column")
    add("--covariate", metavar="COLUMN", action="append", help="once for each column")
    add("--no-covariates", action="store_true", help="adjust for none, whatever is recognised")
    add("--participant", metavar="COLUMN", help="the name or number of each participant")


def _add_counts(parser: ArgumentParser) -> None:
    """Counts in place of a file."""
    add = parser.add_argument
    add("--counts", nargs=2, type=_counts, metavar=("TREATMENT", "CONTROL"),
        help="in place of a file: participants at each level, best first, with commas")  # fmt: skip
    add("--unknown", nargs=2, type=int, default=(0, 0), metavar=("TREATMENT", "CONTROL"),
        help="with --counts: participants whose outcome is not known")  # fmt: skip


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _counts(text: str) -> list[int]:
    try:
        return [int(part) for part in _list(text)]
    except ValueError:
        raise ArgumentTypeError(f"{text!r} are no counts, like 1,4,6,11,9,3,5") from None


def _output(place: Path, source: Path | None) -> Path:
    """Where to write, refused before anything is computed if that cannot be."""
    if place.suffix.lower() not in WRITERS:
        raise ValueError(f"what is written ends in {', '.join(WRITERS)}; not {place}")
    if not place.parent.is_dir():
        raise ValueError(f"there is no folder {place.parent} to write {place.name} to")
    if source is not None and place.exists() and source.exists() and place.samefile(source):
        raise ValueError(f"the file that is read, {place}, will not be written over")
    return place


def _write(made: Report, place: Path) -> None:
    ending = place.suffix.lower()
    # Spreadsheets take a CSV for Windows' letters unless it begins with a mark.
    encoding = "utf-8-sig" if ending == ".csv" else "utf-8"
    place.write_text(WRITERS[ending](made), encoding=encoding)


def _of_counts(said: Namespace) -> Report:
    from course_lib.report.trial_report import report
    from course_lib.scale import MRS, OrdinalScale
    from course_lib.trial import ARMS, OutcomeTable

    treatment, control = said.counts
    codes = tuple(map(str, range(len(treatment))))
    scale = MRS if codes == MRS.levels else OrdinalScale("scale", codes, codes)
    table = OutcomeTable.from_counts(treatment=treatment, control=control, scale=scale)
    with _waiting("computing"):
        made = report(
            table, title=said.title or "Your trial", arms=tuple(said.arms or ARMS), cut=said.cut,
            missing=tuple(said.unknown),
        )  # fmt: skip
        return made if said.seed == 1 else made.with_seed(said.seed)


def _of_a_file(said: Namespace) -> Report:
    from course_lib.report.trial_report import report

    place: Path = said.file
    size = place.stat().st_size
    if size > MOST_BYTES:  # not even opened
        raise ValueError(f"too large: {size / 1e6:,.1f} MB; {MOST_BYTES / 1e6:.0f} are the most")
    with _waiting(f"reading {place}"):
        file = read_participants(place.name, place.read_bytes(), sheet=said.sheet)
        columns = guess_columns(file, **_chosen(said))
    for line in (file, columns.in_words(), *(f"? {one}" for one in columns.questions)):
        _say(line)
    with _waiting("computing"):
        trial = assemble(file, columns)
        made = report(
            trial, title=said.title or columns.trial or file.name,
            arms=tuple(said.arms or columns.arms), cut=said.cut, adjust=trial.covariates,
        )  # fmt: skip
        made = made if said.seed == 1 else made.with_seed(said.seed)
    return made.with_source(columns.attribution) if columns.attribution else made


def _chosen(said: Namespace) -> dict[str, Any]:
    """What was said of the columns, by the names that ``guess_columns`` takes."""
    parts = {
        "allocated": said.arm, "treatment": said.treatment, "control": said.control,
        "outcome": said.outcome, "levels": said.levels, "missing": said.missing,
        "received": said.received, "stratum": said.stratum, "participant": said.participant,
        "covariates": [] if said.no_covariates else said.covariate,
    }  # fmt: skip
    return {name: value for name, value in parts.items() if value is not None}


@contextmanager
def _waiting(step: str) -> Iterator[None]:
    """A line on standard error if a step takes more than a second."""
    timer = Timer(PATIENCE, lambda: _say(f"… {step}", sys.stderr))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _say(line: object, stream: TextIO | None = None) -> None:
    written = stream or sys.stdout
    written.write(f"{line}\n")
    written.flush()


def _sentence(reason: Exception) -> str:
    if isinstance(reason, OSError) and reason.filename is not None:
        return f"Cannot open {reason.filename}: {reason.strerror}."
    said = clean(reason, 1_000)
    return f"{said[:1].upper()}{said[1:]}."
