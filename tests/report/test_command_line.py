"""The report from a command line: what was recognised, what was written, and a sentence otherwise."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from course_lib.report import assemble, command_line, guess_columns, read_participants, report
from course_lib.report.command_line import main
from course_lib.trial import OutcomeTable

ROWS = "id,arm,mrs,age,site\n" + "".join(
    f"{n},{'cells' if n % 2 else 'usual'},{n * n % 7},{50 + n},{'north' if n % 3 else 'south'}\n"
    for n in range(1, 61)
)
TYPED = ["--counts", "6,21,49,43,52,13,49", "1,15,35,44,81,32,59"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "trial.csv"
    place.write_text(ROWS, encoding="utf-8")
    return place


def test_a_file_becomes_the_report_that_code_makes(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = [file.with_name(name) for name in ("r.html", "r.md", "r.csv")]
    written = [word for place in outputs for word in ("--out", str(place))]
    assert main([str(file), *written]) == 0
    read = read_participants(file.name, file.read_bytes())
    columns = guess_columns(read)
    trial = assemble(read, columns)
    made = report(trial, title="trial.csv", arms=columns.arms, adjust=trial.covariates)
    texts = [place.read_text(encoding="utf-8-sig") for place in outputs]
    assert texts == [made.to_html(), made.to_markdown(), made.to_csv()]
    said = capsys.readouterr().out
    assert columns.in_words() in said
    assert str(made) in said
    assert said.count("Written: ") == 3


def test_what_is_said_of_the_columns_is_kept(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ["--arm", "arm", "--control", "cells", "--outcome", "mrs", "--stratum", "site"]
    more = ["--no-covariates", "--cut", "1", "--arms", "usual care", "stem cells"]
    assert main([str(file), *said, *more]) == 0
    text = capsys.readouterr().out
    assert "'usual' is the treatment and 'cells' the control" in text
    assert "Covariate" not in text
    assert "in favour of usual care" in text
    assert "Good outcome is 0–1 here" in text


def test_levels_and_cells_without_an_outcome_are_said_with_commas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "words.csv"
    cells = ["well", "ill", "dead", "not seen"]
    rows = [f"{'AB'[n % 2]},{cells[n // 2 % 4]}" for n in range(40)]
    place.write_text("\n".join(["arm,result", *rows]), encoding="utf-8")
    assert main([str(place), "--levels", "well,ill, dead", "--missing", "not seen"]) == 0
    text = capsys.readouterr().out
    assert "best to worst 'well', 'ill', 'dead'; 'not seen' not observed" in text
    assert "40 participants, 30 with an outcome" in text


def test_counts_are_a_report_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = tmp_path / "r.md"
    assert main([*TYPED, "--unknown", "3", "4", "--seed", "7", "--out", str(place)]) == 0
    counts = [[int(n) for n in text.split(",")] for text in TYPED[1:]]
    table = OutcomeTable.from_counts(treatment=counts[0], control=counts[1])
    made = report(table, missing=(3, 4)).with_seed(7)
    assert place.read_text(encoding="utf-8") == made.to_markdown()
    assert "seed 7" in place.read_text(encoding="utf-8")
    assert str(made) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"file": "absent.csv"}, "Cannot open absent.csv: No such file"),
        ({"file": "."}, "Cannot open ."),
        ({"arguments": ["--covariate", "agee"]}, "No column 'agee'; the columns are 'id'"),
        (
            {"arguments": ["--out", "trial.csv"]},
            "The file that is read, trial.csv, will not be written over",
        ),
        (
            {"arguments": ["--out", "report.pdf"]},
            "What is written ends in .html, .md, .csv; not report.pdf",
        ),
        (
            {"arguments": ["--out", "none/report.md"]},
            "There is no folder none to write report.md to",
        ),
        ({"arguments": ["--cut", "6"]}, "Cut '6' leaves no poor outcome"),
        ({"arguments": ["--seed", "-1"]}, "A seed is a whole number of 0 or more"),
        ({"rows": ROWS + "61,cells,9,60,north\n"}, "Row 62 of column 'mrs': the outcome '9'"),
        ({"rows": ROWS + "1,cells,2,60,north\n"}, "'1' was already allocated in row 2"),
        ({"rows": "arm,mrs\n\x1b[31m,1\n"}, "a character that cannot be printed (U+001B)"),
    ],
)
def test_what_makes_no_report_is_a_sentence_and_exit_code_1(
    file: Path,
    change: dict[str, Any],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(file.parent)
    if "rows" in change:
        file.write_text(change["rows"], encoding="utf-8")
    assert main([change.get("file", "trial.csv"), *change.get("arguments", [])]) == 1
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert "Traceback" not in captured.err
    assert "Written" not in captured.out


@pytest.mark.parametrize(
    "arguments", [[], ["trial.csv", *TYPED], ["--counts", "1,2", "3,x"], ["x.csv", "--nonsense"]]
)
def test_a_command_that_is_not_understood_is_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "error: " in capsys.readouterr().err


def test_a_file_too_large_is_not_even_opened(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_line, "MOST_BYTES", 1_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was opened"))
    assert main([str(file)]) == 1
    assert "are the most" in capsys.readouterr().err


def test_a_step_that_takes_long_says_what_it_is(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_line, "PATIENCE", 0.0)
    assert main([str(file)]) == 0
    assert "… computing" in capsys.readouterr().err


def test_it_runs_as_a_module_of_its_own(file: Path) -> None:
    command = [sys.executable, "-m", "course_lib.report", str(file), "--out", "r.html"]
    done = subprocess.run(
        command, cwd=file.parent, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert (file.parent / "r.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
