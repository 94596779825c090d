"""Lesson 11: typed counts or a file of participants, and the whole report of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from course_lib.lessons import ist_report_views, own_file_bench, own_file_views, typed_views
from course_lib.lessons.column_form import column_controls
from course_lib.lessons.own_file_views import PARTS, part_view, report_of
from course_lib.lessons.practice_file import MEANT, SORTED, like_the_public_file, practice
from course_lib.published import ist_table
from course_lib.report import ParticipantFile, Report, guess_columns
from course_lib.scale import MRS
from course_lib.ui import Choice, Counts, Explorer, Lesson, Slider, View, Workbench
from course_lib.ui.note import Note
from course_lib.ui.quiz import Questions

LOST = (2, 1)
MISREAD = {"as guessed": "guessed", "as meant": "meant", "as meant, turned round": "turned"}


@cache
def lesson() -> Lesson:
    """The lesson's questions and predictions."""
    return Lesson("your_own_trial")


def questions(*names: str) -> Questions:
    """Some of the lesson's questions."""
    return lesson().questions(*names)


def note() -> Note:
    """The learner's own plan for the file."""
    return lesson().note("before_the_file")


def typed() -> Explorer:
    """Counts on the modified Rankin Scale, and the report they make."""
    treatment, control = typed_views.mr_clean()
    target = {
        "treatment": typed_views.MADE_UP[0], "control": typed_views.MADE_UP[1],
        "lost_treatment": LOST[0], "lost_control": LOST[1],
    }  # fmt: skip
    apart = dict(zip(("treatment", "control"), typed_views.APART, strict=True))
    nobody = {"lost_treatment": 0, "lost_control": 0}
    return Explorer(
        typed_views.typed,
        {
            "treatment": Counts("Treatment", MRS.levels, treatment),
            "control": Counts("Control", MRS.levels, control),
            "lost_treatment": Slider("Treatment, outcome not known", 0, 100, 0, whole=True),
            "lost_control": Slider("Control, outcome not known", 0, 100, 0, whole=True),
            "part": Choice("Part of the report", PARTS, "summary"),
        },
        presets={
            "Small, made up": target,
            "Nobody between, made up": apart | nobody,
        },
        prediction=lesson().prediction(
            "which_caution",
            target=target | {"part": "cautions"},
            result=lambda: typed_views.not_warned(*typed_views.MADE_UP, *LOST),
        ),
        title="Typed counts",
    )


def four_tests() -> Explorer:
    """One table, four p-values."""
    treatment, control = typed_views.mr_clean()
    ten = dict(zip(("treatment", "control"), typed_views.TEN, strict=True))
    return Explorer(
        typed_views.four_tests,
        {
            "treatment": Counts("Treatment", MRS.levels, treatment),
            "control": Counts("Control", MRS.levels, control),
        },
        presets={"Ten people, made up": ten},
        prediction=lesson().prediction(
            "four_p_values",
            target=ten,
            result=lambda: typed_views.how_far_apart(*typed_views.TEN),
        ),
        title="One question, four p-values",
    )


def level_order() -> Explorer:
    """The practice file in several orders, and its levels read in several ways."""
    return Explorer(
        read_as,
        {
            "order": Choice("Rows of the file", [*SORTED], "as written"),
            "reading": Choice("Levels, best to worst", MISREAD, "guessed"),
        },
        prediction=lesson().prediction(
            "sorted_otherwise",
            target={"order": "by result", "reading": "guessed"},
            result=lambda: what_sorting_does("by result"),
        ),
        title="Which end is good?",
    )


def read_as(order: str, reading: str) -> View:
    """The practice file with its rows in one order and its levels read in one way."""
    file = practice(order)
    settings = as_guessed(file)
    if reading != "guessed":
        levels = MEANT if reading == "meant" else MEANT[::-1]
        settings |= {f"level|result|{cell}": place for place, cell in enumerate(levels)}
        settings |= {"level|result|not seen": -1}
    made = report_of(file, tuple(sorted(settings.items())))
    bars = made.view("outcomes")
    best_first = ", ".join(f"‘{level}’" for level in made.material.scale.levels)
    words = (
        f"Rows {order}. Best to worst: {best_first}. {bars.reading} "
        f"{made.estimates['common odds ratio']}."
    )
    return View(bars.figure, words, bars.table, "simulated by this course")


def as_guessed(file: ParticipantFile) -> dict[str, Any]:
    """What the dropdowns say of a file before anybody has touched them."""
    return {name: one.start for name, one in column_controls(file, guess_columns(file)).items()}


def what_sorting_does(order: str) -> str:
    """Whether another order of the rows changes the guess: the key of an option."""
    before, after = guess_columns(practice()), guess_columns(practice(order))
    return "nothing" if before.levels == after.levels else "follows"


def bench() -> Workbench:
    """A place for the learner's own file, with the practice file on it."""
    return own_file_bench.bench(practice())


def worked_case() -> Explorer:
    """The International Stroke Trial from the counts that the course ships."""
    return Explorer(
        worked_part,
        {"part": Choice("Show", {"Its columns": "columns", **PARTS}, "columns")},
        prediction=lesson().prediction(
            "shift_of_aspirin",
            target={"part": "shift"},
            result=lambda: below_five_per_cent(aspirin()),
        ),
        title="The International Stroke Trial, from counts",
    )


def worked_part(part: str) -> View:
    """How the trial's file is recognised, or a part of its report."""
    if part == "columns":
        file = like_the_public_file()
        view = own_file_views.columns_view(file, **as_guessed(file))
        return View(view.figure, view.reading, view.table, aspirin().source)
    return part_view(aspirin(), part)


@cache
def aspirin() -> Report:
    """The report of the International Stroke Trial, from counts."""
    file = like_the_public_file()
    made = report_of(file, tuple(sorted(as_guessed(file).items())))
    return made.with_source(ist_table("received").attribution)


def reproduced() -> View:
    """What the trial's paper reports, beside what the report computes."""
    return ist_report_views.beside_the_paper(aspirin())


def below_five_per_cent(made: Report) -> str:
    """On which side of 0.05 the shift's p-value lies: the key of an option."""
    return "below" if float(made.estimates["common odds ratio"].p_value) < 0.05 else "above"
