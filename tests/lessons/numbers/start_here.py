"""Lesson 00."""

from tests.lessons.numbers.the_trial import starting2

CONVENTIONS: dict[str, str] = {}


def computed() -> set[str]:
    """Numbers of the trial."""
    return set(starting2())
