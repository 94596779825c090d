"""What the course asks, in the order of its lessons, and how its predictions come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from course_lib.ui import Explorer, Prediction
from course_lib.ui.lesson_file import LessonFile, lesson_tables, read

STEMS = (
    "start_here",
    "trial_design",
    "ordinal_outcomes",
    "shift_analysis",
    "sample_size",
    "intention_to_treat",
    "missing_data",
    "secondary_outcomes",
    "subgroups",
    "primary_and_secondary",
    "design_the_next_trial",
    "your_own_trial",
)
"""The lessons' stems; a lesson's number is its place."""

Results = Mapping[str, float | str | None]
"""What came out, by ``lesson/prediction/id``."""


@cache
def syllabus() -> Mapping[str, LessonFile]:
    """Every lesson's file by its stem, in the order of the course."""
    return {stem: read(stem, lesson_tables(stem)) for stem in STEMS}


def results(stems: Iterable[str]) -> Results:
    """What the predictions of these lessons come out as: computed by the lessons' own code.

    Parameters
    ----------
    stems : iterable of str
        The lessons. Each takes a fraction of a second, as its simulations are run.
    """
    found: dict[str, float | str | None] = {}
    for stem in stems:
        module = import_module(f"course_lib.lessons.{stem}")
        for make in list(vars(module).values()):
            if getattr(make, "__annotations__", {}).get("return") == "Explorer":
                explorer: Explorer = make()
                asked = explorer.prediction
                if isinstance(asked, Prediction):
                    found[asked.key] = asked.outcome.value()
    return found
