"""A small simulated file of participants with the traps that real ones have."""

from __future__ import annotations

import csv
from functools import cache
from io import StringIO

import numpy as np

from course_lib.design import shifted
from course_lib.published import ist_table
from course_lib.report import ParticipantFile, read_participants

COLUMNS = ("id", "arm", "result", "treated", "age", "centre")
MEANT = ("well", "slightly ill", "very ill", "died")
LOST = "not seen"
USUAL, ODDS_RATIO, PER_ARM, SEED = (0.15, 0.3, 0.35, 0.2), 2.5, 40, 3
SORTED = {"as written": None, "by result": 2, "by arm": 1, "by age": 4}

# The public database's codes for what the course ships of it, as counts.
OUTCOMES = {"recovered": "4", "not recovered": "3", "dependent": "2", "dead": "1", "missing": "9"}
CONSCIOUSNESS = {"alert": "F", "drowsy": "D", "unconscious": "U"}
COMPLIED = {"yes": "Y", "no": "N", "unknown": ""}


@cache
def people() -> tuple[tuple[str, ...], ...]:
    """Eighty simulated participants, a row each; a treatment that helps."""
    rng = np.random.default_rng(SEED)
    treated = shifted(np.array(USUAL), odds_ratio=ODDS_RATIO)
    rows = []
    for number in range(1, 2 * PER_ARM + 1):
        arm = number % 2
        result = MEANT[rng.choice(len(MEANT), p=treated if arm else USUAL)]
        result = LOST if rng.random() < 0.06 else result
        taken = "yes" if arm == 1 and rng.random() > 0.1 else "no"
        age = str(int(rng.normal(66, 10)))
        centre = ("north", "south")[int(rng.integers(2))]
        rows.append((str(number), ("usual", "cells")[arm], result, taken, age, centre))
    return tuple(rows)


@cache
def practice(order: str = "as written") -> ParticipantFile:
    """The simulated file, its rows in one order or another; semicolons, as from many offices."""
    place = SORTED[order]
    rows = people() if place is None else sorted(people(), key=lambda row: row[place])
    return _file("practice.csv", COLUMNS, rows, ";")


@cache
def like_the_public_file() -> ParticipantFile:
    """The trial's participants from the counts that the course ships, named as in its database.

    It lacks the columns that these counts do not have: age, sex, heparin, and many more.
    """
    frame = ist_table("received").people
    rows = zip(
        frame["allocated"].map({"aspirin": "Y", "no aspirin": "N"}),
        frame["outcome"].map(OUTCOMES),
        frame["complied"].map(COMPLIED),
        frame["consciousness"].map(CONSCIOUSNESS),
        strict=True,
    )
    columns = ("RXASP", "OCCODE", "CMPLASP", "RCONSC")
    return _file("ist_from_counts.csv", columns, [*rows], ",")


def _file(name: str, columns: tuple[str, ...], rows: object, separator: str) -> ParticipantFile:
    page = StringIO()
    written = csv.writer(page, delimiter=separator)
    written.writerow(columns)
    written.writerows(rows)  # type: ignore[arg-type]
    return read_participants(name, page.getvalue().encode())
