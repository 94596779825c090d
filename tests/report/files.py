"""Files of participants, made for the tests."""

from io import BytesIO

import numpy as np
import openpyxl

from course_lib.published import ist_table

OUTCOMES = {"recovered": "4", "not recovered": "3", "dependent": "2", "dead": "1"}
CONSCIOUSNESS = {"alert": "F", "drowsy": "D", "unconscious": "U"}
COMPLIED = {"yes": "Y", "no": "N", "unknown": ""}
TAKEN = {"aspirin": "Y", "no aspirin": "N", "unknown": "U"}


def public_ist_file() -> bytes:
    """The trial's participants under the column names and codes of its public database.

    Made from the counts that the course ships, so it has none of the other columns. As in the
    database, a missing outcome is coded 0 or 9, and a care received that is not known U or blank.
    """
    people = ist_table("received").people
    here = np.arange(len(people)) % 2 == 0
    missing = np.where(here, "0", "9")
    content = people.assign(
        RCONSC=people["consciousness"].map(CONSCIOUSNESS),
        RXASP=people["allocated"].map({"aspirin": "Y", "no aspirin": "N"}),
        DASP14=people["received"].map(TAKEN).where(here | (people["received"] != "unknown"), ""),
        CMPLASP=people["complied"].map(COMPLIED),
        OCCODE=people["outcome"].map(OUTCOMES).where(people["outcome"] != "missing", missing),
    )
    columns = ["RCONSC", "RXASP", "DASP14", "CMPLASP", "OCCODE"]
    text: str = content[columns].to_csv(index=False)
    return text.encode()


def workbook(*rows: list[object], title: str = "people") -> bytes:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    page = BytesIO()
    book.save(page)
    return page.getvalue()
