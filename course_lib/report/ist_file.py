"""The public file of the International Stroke Trial, recognised by its columns."""

from __future__ import annotations

from course_lib.published import ist_table
from course_lib.published.scales import IST_OUTCOME
from course_lib.report.column_map import Chosen
from course_lib.report.participant_file import ParticipantFile

# The database's codes of the outcome at six months, best first; 0, 8 and 9 are no outcome.
LEVELS = ("4", "3", "2", "1")
NOT_OBSERVED = ("0", "8", "9")
COVARIATES = ("AGE", "SEX", "RCONSC", "STYPE", "RSBP", "RDELAY")
CHANGED = " Changed here:"


def ist_columns(file: ParticipantFile) -> Chosen:
    """What its columns mean; nothing where this is another trial's file."""
    if not {"RXASP", "OCCODE"} <= set(file.columns):
        return {}
    outcomes = file.cells("OCCODE")
    if not set(file.cells("RXASP")) <= {"Y", "N"} or not set(outcomes) <= {*LEVELS, *NOT_OBSERVED}:
        return {}
    here = set(file.columns)
    found: Chosen = {
        "trial": "International Stroke Trial",
        "attribution": ist_table("received").attribution.partition(CHANGED)[0],
        "allocated": "RXASP",
        "treatment": "Y",
        "control": "N",
        "arms": ("aspirin", "no aspirin"),
        "outcome": "OCCODE",
        "levels": LEVELS,
        "scale": IST_OUTCOME,
        "missing": tuple(code for code in NOT_OBSERVED if code in outcomes),
        "received": None,
        "stratum": ("RXHEP",) if "RXHEP" in here else (),
        "covariates": tuple(name for name in COVARIATES if name in here),
        "participant": "ROW" if "ROW" in here else None,
        # In the pilot, H was the dose that M became.
        "recoded": (("RXHEP", "H", "M"),) if "H" in _cells(file, "RXHEP") else (),
    }
    return found | _received(here)


def _received(here: set[str]) -> Chosen:
    if "CMPLASP" in here:
        return {
            "received": "CMPLASP",
            "received_means": "complied",
            "received_cells": (("Y", "y"), ("N", "n")),
        }
    if "DASP14" in here:
        return {
            "received": "DASP14",
            "received_means": "arm",
            "received_cells": (("Y", "y"), ("N", "n")),
        }
    return {}


def _cells(file: ParticipantFile, name: str) -> tuple[str, ...]:
    return file.cells(name) if name in file.columns else ()
