"""A published trial: its citation, its counts and what else it reported."""

from __future__ import annotations

from dataclasses import dataclass

from course_lib.published.reported import Fact, PublishedEffect
from course_lib.trial import OutcomeTable


@dataclass(frozen=True)
class PublishedTrial:
    """One published table of outcomes, or a trial known by its reported effects alone.

    Parameters
    ----------
    name, title : str
        Name of the file and how to call it in a sentence.
    year : int
        Year of the report.
    authors, journal, doi, address : str
        The citation; `address` is a web page where the DOI could not be checked.
    where, check : str
        Where the counts came from, and what they were checked against.
    confidence : str
        A code of `CONFIDENCE`, for the counts.
    population, timepoint, arms
        Who took part, when the outcome was taken, and (treatment, control) in words.
    outcomes : OutcomeTable or None
        Counts, best level first; None where no source printed them.
    missing : tuple of int or None
        Participants per arm without an outcome, where it was reported.
    percent_only : bool
        True where counts were rebuilt from rounded percentages.
    effects, facts : tuple
        What the report says besides.
    note, attribution : str
        What to keep in mind; the licence notice to print with the data.
    """

    name: str
    title: str
    year: int
    authors: str
    journal: str
    doi: str
    address: str
    where: str
    check: str
    confidence: str
    population: str
    timepoint: str
    arms: tuple[str, str]
    outcomes: OutcomeTable | None
    missing: tuple[int, int] | None
    percent_only: bool
    effects: tuple[PublishedEffect, ...]
    facts: tuple[Fact, ...]
    note: str
    attribution: str

    def __str__(self) -> str:
        return f"{self.title}: {self.citation}"

    @property
    def citation(self) -> str:
        """Authors, journal and where to find the report."""
        return f"{self.authors.rstrip('.')}. {self.journal}. {self._link}"

    @property
    def table(self) -> OutcomeTable:
        """The outcome counts, for code that cannot do without them.

        Raises
        ------
        ValueError
            If no source known to us printed them.

        Examples
        --------
        >>> from course_lib.published import load
        >>> load("prisms").table.participants.tolist()
        [156, 157]
        """
        if self.outcomes is None:
            raise ValueError(f"no source known to us prints the outcome counts of {self.title}")
        return self.outcomes

    @property
    def source_line(self) -> str:
        """The line that a picture of this trial prints beneath itself.

        Examples
        --------
        >>> from course_lib.published import load
        >>> load("prisms").source_line
        'PRISMS, Khatri et al. 2018, doi:10.1001/jama.2018.8496; counts: Table 3 of the paper'
        """
        line = f"{self.title}, {self.authors} {self.year}, {self._link}"
        if self.outcomes is None:
            return line
        line += f"; counts: {self.where}"
        if self.percent_only:
            line += ", rebuilt from rounded percentages"
        return line + (f", {self.check}" if self.check else "")

    @property
    def _link(self) -> str:
        return f"doi:{self.doi}" if self.doi else self.address

    def fact(self, fact_id: str) -> Fact:
        """One fact by its name.

        Raises
        ------
        ValueError
            If the trial has no fact of that name.

        Examples
        --------
        >>> from course_lib.published import load
        >>> load("starting2").fact("analysed_control").value
        15
        """
        for fact in self.facts:
            if fact.id == fact_id:
                return fact
        known = ", ".join(fact.id for fact in self.facts) or "none"
        raise ValueError(f"{self.title} has no fact {fact_id!r}; its facts are {known}")
