"""Lesson 00."""

from tests.lessons.numbers.the_trial import starting2

SUPPOSED = "a p-value that a question supposes"
CONVENTIONS = {
    "0.02": SUPPOSED,
    "0.03": SUPPOSED,
    "0.04": SUPPOSED,
    "0.4": SUPPOSED,
    "0.7": SUPPOSED,
    "09": "the lesson's number",
}


def computed() -> set[str]:
    """Numbers of the trial."""
    return set(starting2())
