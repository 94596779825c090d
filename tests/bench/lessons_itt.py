"""Speed of lesson 05: 2,000 trials by every analysis, and single people moving between sets.

python -m tests.bench lessons_itt
"""

from __future__ import annotations

from functools import partial

from course_lib import figures
from course_lib.lessons import adherence_views, exclusion_views
from course_lib.ui import View
from tests.bench.measure import Row, ratio, typical

SETTINGS = (1.0, 20.0, 5.0, 2.0)


def rows() -> list[Row]:
    """What a drag waits for, with nothing kept from the last place."""
    return [
        Row("2,000 trials drawn and analysed, against their picture", ratio(_many, _picture), 1.0),
        Row(
            "2,000 trials drawn and analysed, against 20 of 2,000",
            ratio(_many, partial(_many, 20)),
            6.0,
        ),
        Row("2,000 trials analysed in four ways, drawn and said", typical(_explored), 0.3, "s"),
        Row("24 people placed by an analysis set, drawn", typical(_people), 0.2, "s"),
        Row("10,000 trials without some of the dead, tested and drawn", typical(_left), 0.3, "s"),
    ]


def _forget() -> None:
    for kept in (adherence_views.model, adherence_views.reported, adherence_views.twenty_four):
        kept.cache_clear()
    exclusion_views.left_out.cache_clear()


def _many(trials: int = adherence_views.TRIALS) -> None:
    adherence_views.simulated_reports(adherence_views.model(*SETTINGS), trials, 1)


def _picture() -> None:
    found = adherence_views.reported(adherence_views.model(*SETTINGS), 1)
    figure = figures.aims(
        [values for values, _ in found.values()],
        labels=list(found),
        said=["bias 0.0"] * len(found),
        truths=[0.0] * len(found),
        edges=adherence_views.EDGES,
        title=adherence_views.TITLE,
    )
    View(figure, "Drawn.").svg()


def _explored() -> None:
    _forget()
    adherence_views.many_trials(*SETTINGS, 1).svg()


def _people() -> None:
    _forget()
    adherence_views.single_people("per protocol", 3, 132).svg()


def _left() -> None:
    _forget()
    exclusion_views.leaving_out(40, 150, 1).svg()
