"""Views of the Motricity Index: how three graded movements make a leg score."""

from __future__ import annotations

import pandas as pd

from course_lib import figures, published
from course_lib.ui import View

START = (2, 2, 2)


def leg(ankle: int, knee: int, hip: int) -> View:
    """The leg score of three grades, against a leg with grade 2 in each movement."""
    index = published.motricity_leg()
    grades = (ankle, knee, hip)
    score, was = index.score(grades), index.score(START)
    said = "; ".join(
        f"{movement}: {index.grades[grade]}, {index.points[grade]} points"
        for movement, grade in zip(index.movements, grades, strict=True)
    )
    gap = score - was
    compared = (
        f"{abs(gap)} point{'s' * (abs(gap) != 1)} {'more' if gap > 0 else 'less'} than"
        if gap
        else "as much as"
    )
    reading = (
        f"{said[0].upper()}{said[1:]}. Leg score: {score} of 100, {compared} with grade "
        f"{START[0]} in all three movements ({was})."
    )
    figure = figures.ladders(
        index.points, grades, labels=index.movements, score=("leg score", score, 100), was=was
    )
    points = [index.points[grade] for grade in grades]
    words = [index.grades[grade] for grade in grades]
    twin = pd.DataFrame({"grade": grades, "in words": words, "points": points}, index.movements)
    return View(figure, reading, twin, f"{index.source} (secondary source); grades in our words")


def grades_in_words() -> dict[str, int]:
    """The options of a movement, from its grade 0 to 5."""
    words = published.motricity_leg().grades
    return {f"{grade}: {word}": grade for grade, word in enumerate(words)}


def nearest_number_of_gains() -> str:
    """How many gains of one average grade come nearest to the reported difference: a key."""
    index = published.motricity_leg()
    one = index.points[-1] / (len(index.points) - 1)
    difference = float(published.load("starting2").fact("leg_difference").value or "nan")
    return {1: "one", 2: "two", 3: "three"}.get(round(difference / one), "more")
