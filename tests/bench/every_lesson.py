"""What a learner waits for in every lesson, and what its kernel takes: the worst lesson counts.

python -m tests.bench every_lesson
"""

from __future__ import annotations

from tests.bench import lesson_page
from tests.bench.lesson_page import Timed
from tests.bench.measure import Row
from tests.lessons.notebook_text import LESSONS

# The table in BENCHMARKS.md and the rows here hold to the same limits.
FIRST_PICTURE, SLIDER, MEMORY = 5.0, 300.0, 220.0  # s, ms, MB
# Beside one cell with numpy, pandas, pyplot and `interact` of two bars, in the same session.
FIRST_BESIDE, SLIDER_BESIDE = 4.0, 2.5


def rows() -> list[Row]:
    """Every lesson in one session; ImportError or RuntimeError where there is no browser."""
    with lesson_page.opened() as session:
        plain = lesson_page.interact(session)
        timed = [lesson_page.lesson(session, stem) for stem in LESSONS]
        plain = plain._replace(slider=(plain.slider + lesson_page.interact(session).slider) / 2)
        first = max(timed, key=lambda one: one.first_picture)
        ratio = lesson_page.first_beside(session, first.lesson[3:])
    return [
        Row(f"first picture, beside interact's: {first.lesson}", ratio, FIRST_BESIDE),
        *beside(plain, timed),
    ]


def beside(plain: Timed, timed: list[Timed]) -> list[Row]:
    """The slowest explorer, beside a plain notebook; memory as it is."""
    slow = max(timed, key=lambda one: one.slider)
    large = max(timed, key=lambda one: one.memory)
    unlimited = float("inf")
    return [
        Row(
            f"slowest explorer's slider, beside interact's: {slow.lesson}",
            slow.slider / plain.slider,
            SLIDER_BESIDE,
        ),
        Row("  interact's slider", plain.slider, unlimited, "ms"),
        Row(f"kernel after all explorers were moved: {large.lesson}", large.memory, MEMORY, "MB"),
    ]
