"""The parts of the teacher's page: progress, misconceptions, gain, own words, files left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

import pandas as pd

from course_lib import figures
from course_lib.classroom.handed_in import Handed, Left
from course_lib.classroom.mistakes import Mistaken
from course_lib.classroom.syllabus import STEMS
from course_lib.classroom.tally import Gained, Progressed
from course_lib.report.section import Section
from course_lib.report.wording import clean, counted
from course_lib.ui import View
from course_lib.ui.inline import words
from course_lib.ui.lesson_file import LessonFile, misconceptions

MOST_BARS, MOST_ROWS = 12, 30
FALLING = (
    "A learner falls for it by choosing its option, by sorting into its bin what does not "
    "belong there, or by letting pass a phrase that rests on it. Each learner counts once. "
    "What is asked in many places has more chances to catch somebody: see the last but one "
    "column."
)
GAINING = (
    "The first answer of each asking counts, as it had seen no feedback. "
    "There is no comparison group: a gain is not proof that the course made it."
)


def lesson_name(stem: str) -> str:
    """A lesson by its number, as the notebooks' names begin.

    Examples
    --------
    >>> lesson_name("shift_analysis")
    '03'
    """
    return f"{STEMS.index(stem):02d}"


def progress_section(rows: Sequence[Progressed]) -> Section:
    """How many finished and how many began each lesson."""
    learners = len(rows[0].done)
    reading = (
        f"{counted(learners, 'learner')}. Most have begun or finished "
        f"lesson {lesson_name(max(rows, key=lambda row: row.begun + row.finished).stem)}; "
        f"{counted(min(row.begun + row.finished for row in rows), 'learner')} "
        "came to the lesson that fewest began."
    )
    picture = figures.learner_bars(
        [(row.finished, row.begun) for row in rows],
        labels=[f"{lesson_name(row.stem)} {row.title}" for row in rows],
        names=["finished", "begun"],
        whole=learners,
    )
    table = pd.DataFrame(
        {
            "finished": [row.finished for row in rows],
            "begun": [row.begun for row in rows],
            "parts": [row.parts for row in rows],
            "answered by the middle one": [f"{median(row.done):g}" for row in rows],
        },
        [f"{lesson_name(row.stem)} {row.title}" for row in rows],
    )
    said = "Finished: every question, prediction, exercise and note has an answer. A skip is one."
    caption = "Progress per lesson, in learners"
    return Section(
        "progress", "Progress per lesson", (said,), View(picture, reading, table), caption
    )


def learners_section(
    learners: Sequence[Handed], rows: Sequence[Progressed], gain: Sequence[Gained]
) -> Section:
    """One row per learner: answered parts of each lesson, and the two tests."""
    caption = "Answered parts of each lesson, and right answers of the two tests"
    return Section(
        "learners",
        "Learner by learner",
        ("Names are those of the files. Nothing here is a mark.",),
        caption=caption,
        extra=learner_table(learners, rows, gain),
    )


def learner_table(
    learners: Sequence[Handed], rows: Sequence[Progressed], gain: Sequence[Gained]
) -> pd.DataFrame:
    """Answered of all parts per lesson; right answers of the first and of the second test."""
    columns: dict[str, list[str]] = {
        lesson_name(row.stem): [f"{done} of {row.parts}" for done in row.done] for row in rows
    }
    for name, answers in (("first test", "first"), ("second test", "now")):
        columns[name] = [
            _right([getattr(row, answers)[place] for row in gain]) for place in range(len(learners))
        ]
    return pd.DataFrame(columns, [learner.name for learner in learners])


def misconceptions_section(rows: Sequence[Mistaken]) -> Section:
    """The commonest misconceptions, in words."""
    heading, known = "Commonest misconceptions", misconceptions()
    if not rows:
        return Section("misconceptions", heading, ("Nobody has answered a question wrongly yet.",))
    first = rows[0]
    reading = (
        f"The commonest: {known[first.name]}. {first.first} of "
        f"{counted(first.met, 'learner')} who met it fell for it at first, "
        f"{first.last} by their last answers."
    )
    top = rows[:MOST_BARS]
    picture = figures.learner_bars(
        [[row.first] for row in top],
        labels=[known[row.name] for row in top],
        names=["fell for it at first"],
        whole=[row.met for row in top],
    )
    shown = rows[:MOST_ROWS]
    table = pd.DataFrame(
        {
            "at first": [row.first for row in shown],
            "by the last answers": [row.last for row in shown],
            "met it": [row.met for row in shown],
            "of all first answers": [f"{row.falls / row.chances:.0%}" for row in shown],
            "lessons": [", ".join(map(lesson_name, row.places)) for row in shown],
        },
        [known[row.name] for row in shown],
    )
    rarer = len(rows) - len(shown)
    caption = f"Learners; {rarer} rarer ones are left out" if rarer else "Learners"
    return Section("misconceptions", heading, (FALLING,), View(picture, reading, table), caption)


def gain_section(rows: Sequence[Gained]) -> Section:
    """The twelve questions before the course and after it, of those who answered both."""
    heading = "Gain from the first to the second test"
    asked = [row for row in rows if row.both]
    if not asked:
        nobody = "Nobody has answered the twelve questions both in lesson 00 and in lesson 09 yet."
        return Section("gain", heading, (nobody,))
    pairs = [[sum(side) for side in zip(*row.both, strict=True)] for row in asked]
    before, after = (sum(pair[side] for pair in pairs) for side in (0, 1))
    total = sum(len(row.both) for row in asked)
    reading = (
        f"Of {counted(total, 'pair')} of answers {before} were right at first and {after} are now. "
        f"Fewest are right now in: {words(_weakest(asked, pairs).text)}"
    )
    said = [
        f"{one} → {two} of {len(row.both)}" for row, (one, two) in zip(asked, pairs, strict=True)
    ]
    shares = [[n / len(row.both) for n in pair] for row, pair in zip(asked, pairs, strict=True)]
    picture = figures.before_and_after(shares, labels=[words(row.text) for row in asked], said=said)
    table = pd.DataFrame(
        {
            "right at first": [pair[0] for pair in pairs],
            "right now": [pair[1] for pair in pairs],
            "became right": [sum(two and not one for one, two in row.both) for row in asked],
            "became wrong": [sum(one and not two for one, two in row.both) for row in asked],
            "answered both": [len(row.both) for row in asked],
        },
        [words(row.text) for row in asked],
    )
    return Section(
        "gain", heading, (GAINING,), View(picture, reading, table), "Learners per question"
    )


def words_section(learners: Sequence[Handed], course: Mapping[str, LessonFile]) -> Section:
    """What learners wrote in notes; only on a page that was asked for it."""
    told = [
        f"{learner.name}, {lesson_name(stem)} {name.replace('_', ' ')}: {learner.answers[key].last}"
        for stem, file in course.items()
        for name in file.notes
        for learner in learners
        if (key := f"{stem}/note/{name}") in learner.answers and learner.answers[key].last
    ]
    if not told:
        return Section("words", "In their own words", ("Nobody has written a note yet.",))
    return Section("words", "In their own words", tuple(told), as_list=True)


def left_section(left: Sequence[Left], learners: Sequence[Handed]) -> Section:
    """Files that do not count, and entries that could not be read."""
    told = [str(one) for one in left]
    told += [
        f"{one.file}: {counted(one.damaged, 'damaged answer')} left out, the others count."
        for one in learners
        if one.damaged
    ]
    if not told:
        return Section("left", "Files that do not count", ("Every file could be read.",))
    return Section("left", "Files that do not count", tuple(map(clean, told)), as_list=True)


def _right(answers: Sequence[bool | None]) -> str:
    """Right answers of those given; a dash where there are none."""
    given = [one for one in answers if one is not None]
    return f"{sum(given)} of {len(given)}" if given else "–"


def _weakest(rows: Sequence[Gained], pairs: Sequence[Sequence[int]]) -> Gained:
    """The question that the smallest share answers rightly now."""
    shares = [pair[1] / len(row.both) for row, pair in zip(rows, pairs, strict=True)]
    return rows[shares.index(min(shares))]
