"""How far to look for tables behind an abstract, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course_lib.trial import OutcomeTable


@dataclass(frozen=True)
class Search:
    """How far to look.

    Parameters
    ----------
    exhaustive : int
        Look at every table, if there are at most so many that agree arm by arm.
    wanted : int
        Otherwise draw tables until so many agree in everything,
    tries : int
        or until so many have been drawn.

    Raises
    ------
    ValueError
        If a number is not whole, or below 1 (`exhaustive` may be 0: always draw).

    Examples
    --------
    >>> Search(wanted=100).exhaustive
    500000
    """

    exhaustive: int = 500_000
    wanted: int = 1_000
    tries: int = 2_000_000

    def __post_init__(self) -> None:
        for name, least in (("exhaustive", 0), ("wanted", 1), ("tries", 1)):
            number = getattr(self, name)
            if not (isinstance(number, int | np.integer) and number >= least):
                raise ValueError(
                    f"{name} must be a whole number of at least {least}; not {number!r}"
                )


USUAL = Search()


@dataclass(frozen=True, eq=False)
class ConsistentTables:
    """Outcome tables that agree with everything printed.

    Parameters
    ----------
    tables : OutcomeTable
        A stack of them: all, each once, if `exhaustive`; otherwise a uniform sample, in which a
        table can occur twice.
    possible : int
        Exact number of tables that agree with what is printed about each arm by itself.
    tried, agreed : int
        How many of those were looked at, and how many also agree with what is printed about both
        arms together.
    exhaustive : bool
        Whether all were looked at.
    note : str
        Why there is none, where one statement alone rules all tables out.

    Examples
    --------
    >>> from course_lib.evidence import consistent_tables
    >>> nothing_known = consistent_tables([], participants=(2, 1))
    >>> print(nothing_known)
    all 196 tables that agree
    """

    tables: OutcomeTable
    possible: int
    tried: int
    agreed: int
    exhaustive: bool
    note: str = ""

    @property
    def number(self) -> float:
        """How many tables agree in everything: exact if exhaustive, otherwise an estimate."""
        return self.possible * self.agreed / self.tried if self.tried else 0.0

    def __str__(self) -> str:
        if self.note:
            return f"no table agrees: {self.note}"
        if self.exhaustive:
            return f"all {self.agreed:,} tables that agree" if self.agreed else "no table agrees"
        if not self.agreed:
            return f"none of {self.tried:,} tables drawn from {self.possible:.3g} agrees"
        return (
            f"{len(self.tables):,} tables drawn from about {self.number:.2g} that agree "
            f"({self.agreed:,} of {self.tried:,} tried)"
        )
