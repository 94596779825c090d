"""A class that answers through the course's own forms, so that its files are real ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from numpy.random import Generator, default_rng

from course_lib.classroom.syllabus import STEMS
from course_lib.lessons.start_here import FIRST_TEST
from course_lib.ui import Lesson, Progress
from course_lib.ui.prediction import Prediction
from course_lib.ui.quiz import Quiz
from tests.ui.drafts import send


class Clock:
    """A learner's clock: it goes one minute further whenever it is read."""

    def __init__(self, learner: int) -> None:
        self.moment = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(microseconds=7 * learner)

    def __call__(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


def learner(folder: Path, number: int, *, lessons: int = len(STEMS), skill: float = 0.6) -> str:
    """The text that "Download my answers" gives, of a learner who worked through some lessons.

    Whoever came to lesson 09 has answered the twelve questions again, mostly rightly.
    """
    rng = default_rng(number)
    progress = Progress(folder / f"kept-{number}", now=Clock(number))
    for stem in STEMS[:lessons]:
        work_through(Lesson(stem, progress=progress), rng, skill)
    if lessons > STEMS.index("primary_and_secondary"):
        start = Lesson("start_here", progress=progress)
        for quiz in start.questions(*FIRST_TEST, again="after").quizzes:
            answer(quiz, rng, 0.85)
    return progress.download()


def work_through(lesson: Lesson, rng: Generator, skill: float) -> None:
    """Answer everything that a lesson asks."""
    for name in lesson.file.predictions:
        predict(lesson.prediction(name), rng)
    for name in lesson.file.questions:
        later = "You will meet it again." if name in FIRST_TEST else ""
        answer(lesson.question(name, later=later), rng, skill)
    for name in lesson.file.sortings:
        asked = lesson.sorting(name)
        bins = [each.key for each in asked.sorting.bins]
        put = {item.key: item.bin if rng.random() < skill else str(rng.choice(bins))
               for item in asked.sorting.items}  # fmt: skip
        kept(send(asked.widget, put))
    for name in lesson.file.markings:
        text = lesson.marking(name)
        faulty = [phrase.key for phrase in text.marking.phrases if phrase.fault]
        kept(send(text.widget, [faulty[0], *(one for one in faulty[1:] if rng.random() < skill)]))
    for name in lesson.file.notes:
        kept(send(lesson.note(name).widget, "The primary outcome is null; <b>that</b> is all."))


def predict(asked: Prediction, rng: Generator) -> None:
    """Predict something, or skip, one time in ten."""
    if rng.random() < 0.1:
        value: Any = None
    elif asked.range is not None:
        share = float(rng.beta(2, 3))
        steps = round(share * (asked.range.maximum - asked.range.minimum) / asked.range.step)
        value = min(asked.range.minimum + steps * asked.range.step, asked.range.maximum)
    else:
        value = str(rng.choice([option.key for option in asked.options]))
    kept(send(asked.widget, value))


def answer(quiz: Quiz, rng: Generator, skill: float) -> None:
    """Answer rightly with this chance; then, where there is feedback, mostly mend it."""
    wrong = [option.key for option in quiz.options if not option.right]
    first = "right" if rng.random() < skill else str(rng.choice(wrong))
    kept(send(quiz.widget, first))
    if first != "right" and rng.random() < 0.7 and "start_here" not in quiz.key:
        kept(send(quiz.widget, "right", 2))


def kept(said: dict[str, Any]) -> None:
    """The form must have kept it: a simulated learner who is refused is no learner."""
    assert said["kept"], said
