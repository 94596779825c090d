"""What a class answered, as one page, one table, and a few lines for the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from course_lib.classroom import class_sections as parts
from course_lib.classroom.handed_in import HandedIn, read_class
from course_lib.classroom.mistakes import Mistaken, mistaken
from course_lib.classroom.prediction_sections import prediction_sections
from course_lib.classroom.syllabus import Results, results, syllabus
from course_lib.classroom.tally import Gained, Progressed, Spread, gained, progressed, spreads
from course_lib.report.page import as_page
from course_lib.report.section import Section
from course_lib.report.wording import counted
from course_lib.ui.lesson_file import misconceptions

PRIVATE = (
    "This page was made on this computer, from the files that learners handed in; nothing was "
    "sent anywhere. It names learners as their files are named. Keep it as you keep other work "
    "of learners, and delete it when the course is over."
)


@dataclass(frozen=True)
class ClassReport:
    """A class's answers, counted."""

    handed_in: HandedIn
    progress: list[Progressed]
    mistaken: list[Mistaken]
    predictions: list[Spread]
    gain: list[Gained]

    def sections(self, *, texts: bool = False) -> list[Section]:
        """The page's parts; learners' own words only where they are asked for."""
        learners, course = self.handed_in.learners, syllabus()
        found = [
            Section("summary", "In short", (*self.in_short(), PRIVATE)),
            parts.progress_section(self.progress),
            parts.misconceptions_section(self.mistaken),
            parts.gain_section(self.gain),
            *prediction_sections(self.predictions, course),
            parts.learners_section(learners, self.progress, self.gain),
        ]
        if texts:
            found.append(parts.words_section(learners, course))
        return [*found, parts.left_section(self.handed_in.left, learners)]

    def in_short(self) -> tuple[str, ...]:
        """The few sentences that a teacher needs before the class begins."""
        learners, left = len(self.handed_in.learners), len(self.handed_in.left)
        said = [f"{counted(learners, 'learner')}; {counted(left, 'file')} left out, named below."]
        known = misconceptions()
        said += [
            f"{known[row.name][0].upper()}{known[row.name][1:]}: {row.first} of {row.met} at "
            f"first, {row.last} by their last answers."
            for row in self.mistaken[:3]
        ]
        pairs = [pair for row in self.gain for pair in row.both]
        if pairs:
            before, after = (sum(side) / len(pairs) for side in zip(*pairs, strict=True))
            said.append(f"Right at first {before:.0%}, now {after:.0%}, of the twelve questions.")
        return tuple(said)

    def to_html(self, *, texts: bool = False) -> str:
        """One page without script, other files or requests."""
        return as_page("What the class answered", self.sections(texts=texts), prose=True)

    def to_csv(self) -> str:
        """One row per learner; a name cannot become a formula in a spreadsheet."""
        table = parts.learner_table(self.handed_in.learners, self.progress, self.gain)
        table.index = table.index.map(_no_formula)
        written: str = table.to_csv(index_label="learner", lineterminator="\n")
        return written

    def to_text(self) -> str:
        """The table of lessons, the commonest misconceptions, and every file left out."""
        lines = [self.in_short()[0], "", "lesson                       finished  begun"]
        lines += [
            f"{parts.lesson_name(row.stem)} {row.stem:25} {row.finished:8} {row.begun:6}"
            for row in self.progress
        ]
        lines += ["", *self.in_short()[1:], ""]
        lines += parts.left_section(self.handed_in.left, self.handed_in.learners).sentences
        return "\n".join(lines)


def class_report(place: Path, outcomes: Results | None = None) -> ClassReport:
    """Read and count everything that a class handed in.

    Parameters
    ----------
    place : Path
        A folder of progress files, or a ZIP of them.
    outcomes : mapping, optional
        What the predictions come out as. Default: computed by the lessons in which somebody
        predicted something.

    Raises
    ------
    ValueError
        If there is no such folder or ZIP, or no progress file in it; the sentence says which
        files there are instead.
    """
    handed, course = read_class(place), syllabus()
    if not handed.learners:
        named = " ".join(map(str, handed.left[:5])) or "It is empty."
        raise ValueError(f"{place} holds no progress file of this course. {named}")
    if outcomes is None:
        keys = {key for one in handed.learners for key in one.answers if "/prediction/" in key}
        outcomes = results(
            stem for stem in course if any(key.startswith(f"{stem}/") for key in keys)
        )
    learners = handed.learners
    return ClassReport(
        handed,
        progressed(learners, course),
        mistaken(learners, course),
        spreads(learners, course, outcomes),
        gained(learners, course),
    )


def _no_formula(name: str) -> str:
    """A name as a spreadsheet takes it for a text."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@")) else name
