"""Which column of a file plays which part in a trial, and how its cells are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict

from course_lib.report.wording import listed, quoted
from course_lib.scale import OrdinalScale
from course_lib.trial import ARMS

if TYPE_CHECKING:
    import pandas as pd

Cells = tuple[str, ...]
Means = Literal["arm", "complied"]


class Chosen(TypedDict, total=False):
    """What a reader may say of a file's columns; the rest is guessed. See ``ColumnMap``."""

    allocated: str
    treatment: str
    control: str
    arms: tuple[str, str]
    outcome: str
    levels: list[str] | Cells
    scale: OrdinalScale
    missing: list[str] | Cells
    received: str | None
    received_means: Means
    received_cells: tuple[Cells, Cells]
    stratum: list[str] | Cells
    covariates: list[str] | Cells
    participant: str | None
    recoded: tuple[tuple[str, str, str], ...]
    trial: str
    attribution: str


@dataclass(frozen=True)
class ColumnMap:
    r"""Which column is what. ``guess_columns`` makes it; every part can be said instead.

    Parameters
    ----------
    allocated : str
        The column with the arm that chance gave; "" where none was found.
    treatment, control : str
        The cells of that column that name the arms.
    arms : tuple of str
        How to print the arms: (treatment, control).
    outcome : str
        The column with the outcome; "" where none was found.
    levels : tuple of str
        Its cells, from best to worst.
    scale : OrdinalScale or None
        What the levels mean, in the same order.
    missing : tuple of str
        Its cells that mean "not observed", beside empty ones and NA.
    received : str or None
        The column with the care received.
    received_means : "arm" or "complied"
        Whether its cells name the arm received, or say whether the allocation was kept to.
    received_cells : tuple of two tuples of str
        Cells for treatment and for control; or for yes and for no.
    stratum : tuple of str
        Columns that make up the strata.
    covariates : tuple of str
        Columns to adjust for, known before allocation.
    participant : str or None
        The column that names the participants; numbered where there is none.
    recoded : tuple of (column, cell, counts as)
        Cells that count as another.
    trial, attribution : str
        The public trial that was recognised, and the notice to print with its data.
    questions : tuple of str
        What is doubtful, for the reader to look at.

    Examples
    --------
    >>> from course_lib.report import guess_columns, read_participants
    >>> file = read_participants("x.csv", b"arm,mrs90,age\nplacebo,2,61\ndrug,3,72\n")
    >>> columns = guess_columns(file)
    >>> columns.treatment, columns.outcome, columns.covariates
    ('drug', 'mrs90', ('age',))
    """

    allocated: str = ""
    treatment: str = ""
    control: str = ""
    arms: tuple[str, str] = ARMS
    outcome: str = ""
    levels: Cells = ()
    scale: OrdinalScale | None = None
    missing: Cells = ()
    received: str | None = None
    received_means: Means = "arm"
    received_cells: tuple[Cells, Cells] = ((), ())
    stratum: Cells = ()
    covariates: Cells = ()
    participant: str | None = None
    recoded: tuple[tuple[str, str, str], ...] = ()
    trial: str = ""
    attribution: str = ""
    questions: Cells = ()

    def _roles(self) -> list[tuple[str, str, str]]:
        """Part, column, how its cells are read; one row for each part that is played."""
        rows = [
            ("allocated arm", self.allocated, self._arms_in_words() if self.allocated else ""),
            ("outcome", self.outcome, self._levels_in_words() if self.outcome else ""),
            ("received", self.received or "", self._received_in_words() if self.received else ""),
            *(("stratum", name, self._recoded_in_words(name)) for name in self.stratum),
            *(("covariate", name, self._recoded_in_words(name)) for name in self.covariates),
            ("participant", self.participant or "", "one name or number for each"),
        ]
        return [row for row in rows if row[1]]

    def table(self) -> pd.DataFrame:
        """One row for each part: the column that plays it, and how its cells are read."""
        import pandas as pd

        return pd.DataFrame(self._roles(), columns=["part", "column", "its cells"]).set_index(
            "part"
        )

    def in_words(self) -> str:
        r"""What was recognised, in sentences.

        Examples
        --------
        >>> from course_lib.report import guess_columns, read_participants
        >>> file = read_participants("x.csv", b"arm,mrs90\nplacebo,2\ndrug,3\n")
        >>> print(guess_columns(file).in_words())
        Allocated arm: column 'arm', 'drug' is the treatment and 'placebo' the control.
        Outcome: column 'mrs90', best to worst '0', '1', '2', '3', '4', '5', '6' (modified Rankin
        Scale).
        """
        lines = [f"These are the columns of the {self.trial}." if self.trial else ""]
        for part, column, cells in self._roles():
            read = f", {cells}" if cells else ""
            lines.append(f"{part[0].upper()}{part[1:]}: column {quoted(column)}{read}.")
        if not self.allocated:
            lines.append("No column was recognised as the allocated arm.")
        if not self.outcome:
            lines.append("No column was recognised as the outcome.")
        return "\n".join(line for line in lines if line)

    def _arms_in_words(self) -> str:
        return f"{quoted(self.treatment)} is the treatment and {quoted(self.control)} the control"

    def _levels_in_words(self) -> str:
        name = f" ({self.scale.name})" if self.scale and self.scale.name != self.outcome else ""
        missing = f"; {listed(self.missing)} not observed" if self.missing else ""
        return f"best to worst {listed(self.levels, 15)}{name}{missing}"

    def _received_in_words(self) -> str:
        one, other = (listed(cells) or "nothing" for cells in self.received_cells)
        if self.received_means == "complied":
            return f"{one} kept to the allocation, {other} did not"
        return f"{one} received the treatment, {other} the control"

    def _recoded_in_words(self, column: str) -> str:
        return "; ".join(
            f"{quoted(cell)} counts as {quoted(other)}"
            for name, cell, other in self.recoded
            if name == column
        )
