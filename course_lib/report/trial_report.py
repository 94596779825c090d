"""The whole analysis of one trial, from counts or from participants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isnan
from typing import TYPE_CHECKING

from course_lib.estimate import Estimate
from course_lib.report.cautions import cautions_of
from course_lib.report.findings import Findings, findings_of
from course_lib.report.markdown import as_markdown
from course_lib.report.material import Material, material_of
from course_lib.report.number_table import as_csv, number_table
from course_lib.report.page import as_page
from course_lib.report.paragraphs import how_made, in_a_paper, in_plain_words
from course_lib.report.pictures import DRAWN
from course_lib.report.section import Section
from course_lib.report.sections import RESULTS
from course_lib.report.wording import clean, counted, quoted
from course_lib.trial import ARMS, OutcomeTable, Trial
from course_lib.ui.view import View

if TYPE_CHECKING:
    import pandas as pd

WORDS = {"plain": in_plain_words, "paper": in_a_paper}
PARTS = ("summary", "cautions", "plain", *RESULTS, "paper", "made")


@dataclass(frozen=True, eq=False, repr=False)
class Report:
    """A trial's results in parts, for a notebook, a page, a text or a spreadsheet.

    Parameters
    ----------
    material : Material
        The counts, who is missing, and the participants where they are known.
    findings : Findings
        The results, as the estimate and analysis layers give them.
    source : str
        Where the data come from; ``with_source`` says it.

    Examples
    --------
    >>> from course_lib.published import load
    >>> made = report(load("mr_clean").table, title="MR CLEAN", arms=("thrombectomy", "usual care"))
    >>> [section.name for section in made.sections][:4]
    ['summary', 'cautions', 'plain', 'flow']
    >>> print(made.estimates["win odds"])
    Win odds 1.38 (95% CI 1.13 to 1.69), p = 0.002
    """

    material: Material = field(repr=False)
    findings: Findings = field(repr=False)
    source: str = ""

    def with_source(self, source: str) -> Report:
        """The same report that says where its data come from, with the notice they ask for.

        Examples
        --------
        >>> from course_lib.published import load
        >>> trial = load("mr_clean")
        >>> made = report(trial.table).with_source(trial.source_line)
        >>> made.section("made").sentences[-1][:39]
        'Source of the data: MR CLEAN, Berkhemer'
        """
        return Report(self.material, self.findings, clean(source, 1_000))

    def with_seed(self, seed: int) -> Report:
        """The same report with other chance draws for the missing outcomes that are imputed.

        Raises
        ------
        ValueError
            If the seed is no whole number of 0 or more.

        Examples
        --------
        >>> from course_lib.published import load
        >>> made = report(load("mr_clean").table, missing=(3, 4))
        >>> for one in (made, made.with_seed(2)):
        ...     print(one.estimates["imputed, common odds ratio"])
        Pooled common odds ratio of 50 imputations 1.67 (95% CI 1.22 to 2.28), p = 0.001
        Pooled common odds ratio of 50 imputations 1.66 (95% CI 1.21 to 2.27), p = 0.002
        """
        whole: object = seed
        if not isinstance(whole, int) or seed < 0:
            raise ValueError(f"a seed is a whole number of 0 or more, not {seed!r}")
        drawn = replace(self.material, seed=seed)
        return Report(drawn, findings_of(drawn), self.source)

    @property
    def title(self) -> str:
        """What the report is about."""
        return self.material.title

    @property
    def estimates(self) -> dict[str, Estimate]:
        """Every estimate by its name, as the estimate and analysis layers give it."""
        return dict(self.findings.estimates)

    @cached_property
    def cautions(self) -> tuple[str, ...]:
        """What a reader must keep in mind."""
        return cautions_of(self.material, self.findings)

    @property
    def summary(self) -> str:
        """The result in one or two sentences."""
        seen, allocated = self.material.table.participants.sum(), sum(self.material.allocated)
        effect = self.findings.estimates["common odds ratio"]
        favour = f"; above 1 is in favour of {self.material.arms[0]}"
        return (
            f"{counted(allocated, 'participant')}, {int(seen):,} with an outcome. "
            f"{effect}{'' if isnan(float(effect.value)) else favour}."
        )

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The parts of the report in their order."""
        return tuple(self.section(name) for name in PARTS)

    def section(self, name: str) -> Section:
        """One part by its name; the others are not made for it.

        Raises
        ------
        ValueError
            If there is no such part.
        """
        if name not in PARTS:
            raise ValueError(f"no part {quoted(name)}; the parts are {', '.join(PARTS)}")
        if name not in self._made:
            self._made[name] = self._section(name)
        return self._made[name]

    @cached_property
    def _made(self) -> dict[str, Section]:
        return {}

    def _section(self, name: str) -> Section:
        if name == "summary":
            return Section(name, "Result", (self.summary,))
        if name == "cautions":
            return Section(name, "To keep in mind", self.cautions, as_list=True)
        if name == "made":
            return how_made(self.material, self.source)
        return (RESULTS | WORDS)[name](self.material, self.findings)

    def view(self, name: str) -> View:
        """The picture of one part.

        Raises
        ------
        ValueError
            If there is no such part, or it has no picture.
        """
        made = self._made.get(name)
        if made is not None and made.view is not None:
            return made.view
        if name not in PARTS:
            raise ValueError(f"no part {quoted(name)}; the parts are {', '.join(PARTS)}")
        if name not in DRAWN:
            raise ValueError(f"{quoted(name)} has no picture; these have: {', '.join(DRAWN)}")
        return DRAWN[name](self.material, self.findings)

    def numbers(self) -> pd.DataFrame:
        """Every number of the report, one row each, to the last digit."""
        return number_table(self.material, self.findings)

    def to_csv(self) -> str:
        """The numbers as CSV; no cell of it can start a formula in a spreadsheet."""
        return as_csv(self.numbers())

    def to_html(self) -> str:
        """One page that needs no other file and asks no other machine."""
        return as_page(self.title, self.sections)

    def to_markdown(self) -> str:
        """The same as text; pictures as their readings."""
        return as_markdown(self.title, self.sections)

    def __str__(self) -> str:
        return "\n".join((f"{self.title}: {self.summary}", *(f"- {one}" for one in self.cautions)))

    def __repr__(self) -> str:
        return f"<Report of {self.title}: {self.summary}>"


def report(
    trial: OutcomeTable | Trial | pd.DataFrame,
    *,
    title: str = "Your trial",
    arms: tuple[str, str] = ARMS,
    cut: object = None,
    adjust: Sequence[str] = (),
    missing: tuple[int, int] = (0, 0),
) -> Report:
    """The whole analysis of one trial with an ordinal outcome.

    Flow and analysis sets, the table and its bars, the common odds ratio in several ways, every
    cut, all pairs, covariates and strata, what the missing could change, paragraphs of methods
    and results, and what to be careful about. It computes more than a trial plans: which result
    is the primary one was decided before, or is not decided by this.

    Parameters
    ----------
    trial : OutcomeTable, Trial or DataFrame
        Typed counts (a stack of tables is the strata of one trial); or participants, as a trial
        or with its fixed columns.
    title : str
        What stands above the report.
    arms : tuple of str
        How the arms are called: (treatment, control).
    cut : level, optional
        The last level that counts as a good outcome. Default: the middle of the scale, which on
        the mRS is 0–2, whatever the data are.
    adjust : sequence of str
        Covariates of the trial, from before allocation.
    missing : tuple of int
        Participants without an outcome, (treatment, control); for counts only.

    Raises
    ------
    ValueError
        If the counts or participants make no trial of two arms, a covariate does not exist, the
        cut is no level or leaves no poor outcome, or the arms are not two names.

    Examples
    --------
    >>> table = OutcomeTable.from_counts(treatment=[6, 21, 49, 43, 52, 13, 49],
    ...                                  control=[1, 15, 35, 44, 81, 32, 59])
    >>> made = report(table, title="MR CLEAN", arms=("thrombectomy", "usual care"))
    >>> print(made.summary)
    500 participants, 500 with an outcome. Common odds ratio 1.66 (95% CI 1.21 to 2.28),
    p = 0.002; above 1 is in favour of thrombectomy.
    >>> made.to_html()[:15], made.to_markdown()[:10]
    ('<!DOCTYPE html>', '# MR CLEAN')
    """
    material = material_of(trial, title=title, arms=arms, cut=cut, adjust=adjust, missing=missing)
    return Report(material, findings_of(material))
