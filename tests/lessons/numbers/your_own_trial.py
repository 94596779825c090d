"""Lesson 11."""

from course_lib import published
from course_lib.lessons import ist_report_views, practice_file, typed_views
from course_lib.lessons import your_own_trial as lesson
from course_lib.report import Report
from course_lib.report.cautions import PER_TERM, SMALL_ARM, SPARSE_LEVEL

CONVENTIONS = {
    "11": "the number of this lesson",
    "1000": "people of a thousand",
    "7": "a day that a question supposes",
    "9": "a code, and a number of rows, that questions suppose",
    "31": "rows that a question supposes",
    "14": "fewer of 1000, printed in the trial's abstract (primary source)",
    "0.03": "its p-value, printed in the trial's abstract (primary source)",
}


def of(made: Report, name: str) -> list[str]:
    """An estimate with its limits and p-value."""
    one = made.estimates[name]
    limits = one.confidence_interval()
    return [*(f"{float(number):.2f}" for number in (one.value, *limits)), f"{one.p_value:.3f}"]


def practised() -> list[str]:
    """The practice file, read in three ways."""
    ratios = [
        lesson.read_as("as written", reading).reading.partition("Common odds ratio ")[2][:4]
        for reading in lesson.MISREAD.values()
    ]
    return [*ratios, str(len(practice_file.people()))]


def computed() -> set[str]:
    """Every number that lesson 11 may print because it is recomputed."""
    made, ist = lesson.aspirin(), published.load("ist")
    shares = [f"{share:.1f}%" for share in ist_report_views.shares_poor(made)]
    seen = int(made.material.table.participants.sum())
    most = round(1000 * float(made.estimates["risk difference"].confidence_interval()[1]))
    arms = [sum(arm) for arm in typed_views.MADE_UP]
    adjusted = next(effect for effect in ist.effects if effect.value == -14)
    assert adjusted.p == 0.03
    return {
        *of(made, "common odds ratio"),
        *of(made, "adjusted common odds ratio"),
        *of(made, "risk difference"),
        *practised(),
        *shares,
        f"{ist_report_views.fewer_of_1000(made):.1f}",
        f"{seen:,}",
        f"{sum(made.material.allocated):,}",
        str(most),
        *map(str, arms),
        str(sum(arms)),
        str(sum(map(sum, typed_views.mr_clean()))),
        str(SMALL_ARM),
        str(SPARSE_LEVEL),
        str(PER_TERM),
    }
