"""The International Stroke Trial's 19,435 participants, as counts that can be regrouped."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from course_lib.counts import whole_numbers
from course_lib.published.scales import IST_OUTCOME
from course_lib.trial import Trial

if TYPE_CHECKING:
    import pandas as pd

IST_TABLES = ("received", "day_of_week", "severity")
UNKNOWN = ("unknown", "missing")
ARM = {"aspirin": "treatment", "no aspirin": "control"}
OTHER = {"treatment": "control", "control": "treatment"}


@dataclass(frozen=True, eq=False)
class CountTable:
    """Participants by what is known of each: one row per combination that occurs.

    Parameters
    ----------
    name, title : str
        Short name and how to call the table in a sentence.
    columns : tuple of str
        What each row says.
    rows : tuple of tuple of str
        The combinations.
    participants : array of int
        Participants per row.
    doi, confidence, note, attribution : str
        Where the data are, how sure we are of the counts, what to keep in mind, and the licence
        notice to print with them.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    participants: NDArray[np.int64]
    doi: str
    confidence: str
    note: str
    attribution: str

    def __repr__(self) -> str:
        return f"<CountTable {self.name}: {self.participants.sum():,} participants>"

    @property
    def frame(self) -> pd.DataFrame:
        """One row per combination, with the column ``participants`` last."""
        import pandas as pd

        frame = pd.DataFrame(list(self.rows), columns=list(self.columns))
        return frame.assign(participants=self.participants)

    @property
    def people(self) -> pd.DataFrame:
        """One row per participant."""
        frame = self.frame
        repeated = frame.loc[frame.index.repeat(self.participants)].drop(columns="participants")
        return repeated.reset_index(drop=True)


@cache
def ist_table(name: str) -> CountTable:
    """One table of counts of the International Stroke Trial's participants.

    Parameters
    ----------
    name : {"received", "day_of_week", "severity"}
        By aspirin allocated and outcome at six months, and: what was received and complied with;
        the day of the week; or age, consciousness and stroke syndrome at randomisation.

    Raises
    ------
    ValueError
        If there is no such table.

    Examples
    --------
    >>> ist_table("received")
    <CountTable received: 19,435 participants>
    >>> days = ist_table("day_of_week").frame
    >>> int(days[days["day"] == "Sunday"]["participants"].sum())
    1766
    """
    if name not in IST_TABLES:
        raise ValueError(f"no table {name!r} of the IST; there are {', '.join(IST_TABLES)}")
    file = files("course_lib.published") / "ist" / f"{name}.toml"
    content: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    counts = whole_numbers([row[-1] for row in content["rows"]])
    counts.flags.writeable = False
    return CountTable(
        name=name,
        title=content["title"],
        columns=tuple(content["columns"]),
        rows=tuple(tuple(row[:-1]) for row in content["rows"]),
        participants=counts,
        doi=content["doi"],
        confidence=content["confidence"],
        note=content["note"],
        attribution=content["attribution"],
    )


@cache
def ist_trial(*, received: Literal["compliance", "day 14"] = "compliance") -> Trial:
    """The International Stroke Trial's participants: aspirin against none, outcome at six months.

    Parameters
    ----------
    received : {"compliance", "day 14"}
        What the column ``received`` says: the arm that was followed by the trial's compliance
        flag, or whether aspirin was received by day 14. Missing where that is not known.

    Returns
    -------
    Trial
        Covariates ``complied`` ("yes", "no", "unknown") and ``consciousness``. The order of the
        participants says nothing.

    Raises
    ------
    ValueError
        If ``received`` is neither.

    Examples
    --------
    >>> ist_trial()    # doctest: +NORMALIZE_WHITESPACE
    <Trial: 19,435 participants, 9,720 allocated to treatment and 9,715 to control; 19,285 with an
    outcome>
    """
    if received not in ("compliance", "day 14"):
        raise ValueError(f"received is by 'compliance' or by 'day 14', not {received!r}")
    people = ist_table("received").people
    allocated = people["allocated"].map(ARM)
    taken = people["received"].map(ARM)
    if received == "compliance":
        followed = allocated.where(people["complied"] == "yes", allocated.map(OTHER))
        taken = followed.mask(people["complied"] == "unknown", None)
    outcome = people["outcome"].mask(people["outcome"].isin(UNKNOWN), None)
    names = np.arange(1, len(people) + 1)
    frame = people.assign(participant=names, allocated=allocated, received=taken, outcome=outcome)
    return Trial(frame, IST_OUTCOME)
