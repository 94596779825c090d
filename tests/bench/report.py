"""How long a reader waits: for the preview of a large file, and for a whole report.

python -m tests.bench report
"""

from __future__ import annotations

from functools import cache
from io import BytesIO

import numpy as np
import openpyxl
import pandas as pd

from course_lib import estimate
from course_lib.report import ParticipantFile, assemble, guess_columns, read_participants
from course_lib.report import report as made_report
from course_lib.report.workbook_cells import any_sheet
from course_lib.trial import OutcomeTable, Trial
from tests.bench.measure import Row, ratio, typical

ROWS, PARTICIPANTS = 100_000, 20_000


def rows() -> list[Row]:
    """Seconds of what a reader waits for, and the same as ratios within the run."""
    return [
        Row("preview of 100,000 rows and 8 columns: read and guess", typical(_preview, 3), 2, "s"),
        Row("the same against pandas' own reader of text", ratio(_preview, _pandas, 3), 16),
        Row("the same from a workbook", typical(_workbook, 3), 2, "s"),
        Row("the same workbook against openpyxl", ratio(_workbook, _openpyxl, 1), 0.5),
        Row("100,000 rows made into a trial", typical(_assemble, 3), 2, "s"),
        Row("report of 20,000, 3 covariates, 2 strata: HTML", typical(_page, 3), 2, "s"),
        Row("the same against its model with limits alone", ratio(_page, _model, 3), 16),
        Row("report of 20,000: numbers alone", typical(_numbers, 3), 1, "s"),
        Row("typed counts of 999, exact p-value and all", typical(_typed, 3), 1, "s"),
        Row("typed counts of 500 and 14 missing, imputed 48 ways", typical(_missing, 9), 0.1, "s"),
    ]


@cache
def people(participants: int) -> pd.DataFrame:
    """Simulated participants with the columns that a file has."""
    rng = np.random.default_rng(1)
    return pd.DataFrame(
        {
            "id": np.arange(participants),
            "arm": rng.permutation(np.array(["drug", "placebo"])[np.arange(participants) % 2]),
            "mrs": rng.integers(0, 7, participants),
            "age": rng.normal(68, 12, participants).round(1),
            "sex": rng.choice(["f", "m"], participants),
            "nihss": rng.integers(2, 25, participants),
            "region": rng.choice(["north", "south"], participants),
            "comment": "seen at home, as agreed",
        }
    )


@cache
def data() -> bytes:
    text: str = people(ROWS).to_csv(index=False)
    return text.encode()


@cache
def file() -> ParticipantFile:
    return read_participants("trial.csv", data())


@cache
def trial() -> Trial:
    text: str = people(PARTICIPANTS).to_csv(index=False)
    small = read_participants("trial.csv", text.encode())
    made = assemble(small, guess_columns(small))
    if made.covariates != ("age", "sex", "nihss") or len(made.strata) != 2:
        raise ValueError("the columns were not recognised")
    return made


def _preview() -> None:
    read = read_participants("trial.csv", data())
    guess_columns(read).in_words()
    read.preview()


@cache
def workbook() -> bytes:
    """As a program writes it, words in the cells."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("people")
    frame = people(ROWS)
    for row in [[*frame.columns], *frame.astype(object).to_numpy().tolist()]:
        sheet.append(row)
    page = BytesIO()
    book.save(page)
    return page.getvalue()


def _workbook() -> None:
    guess_columns(read_participants("trial.xlsx", workbook())).in_words()


def _openpyxl() -> None:
    any_sheet(workbook())


def _pandas() -> None:
    pd.read_csv(BytesIO(data()), dtype=str, keep_default_na=False)


def _assemble() -> None:
    assemble(file(), guess_columns(file()))


def _page() -> None:
    made_report(trial(), adjust=trial().covariates).to_html()


def _numbers() -> None:
    made_report(trial(), adjust=trial().covariates).numbers()


def _typed() -> None:
    table = OutcomeTable.from_counts(
        treatment=[60, 70, 71, 82, 120, 44, 53], control=[60, 83, 77, 91, 85, 51, 52]
    )
    assert "exact wilcoxon" in made_report(table).findings.tests


def _missing() -> None:
    table = OutcomeTable.from_counts(
        treatment=[6, 21, 49, 43, 52, 13, 49], control=[1, 15, 35, 44, 81, 32, 59]
    )
    assert made_report(table, missing=(5, 9)).findings.imputed is not None


def _model() -> None:
    estimate.proportional_odds_model(
        trial().frame, outcome="outcome", treatment="allocated", adjust=trial().covariates,
        strata=["stratum"],
    ).odds_ratio.confidence_interval()  # fmt: skip
