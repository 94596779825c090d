import matplotlib.pyplot as plt
import pytest

from course_lib import figures
from tests.figures import drawn

CELLS = [["1", "cells", "2", "a remark that goes on and on"], ["2", "usual", "$\\frac{1}{0}$", ""]]
NAMES = ("id", "arm", "mrs", "remarks of the nurse on duty")
PARTS = {"arm": "allocated arm", "mrs": "outcome"}


def test_columns_that_play_a_part_come_first_and_are_underlined() -> None:
    figure = figures.first_rows(CELLS, rows=[2, 3], columns=NAMES, parts=PARTS)
    words = drawn.words(figure)
    assert words.index("arm") < words.index("mrs") < words.index("id")
    assert len(drawn.paths(figure, "used")) == 2
    assert len(drawn.paths(figure, "unused")) == 2
    assert not drawn.untidy(figure)
    assert not plt.get_fignums()


def test_long_cells_are_cut_and_formulas_stay_text() -> None:
    figure = figures.first_rows(CELLS, rows=[2, 3], columns=NAMES, parts=PARTS)
    words = drawn.words(figure)
    assert "$\\frac{1}{0}$" in words
    assert any(word.startswith("a remark") and word.endswith("…") for word in words)


def test_of_many_columns_seven_are_drawn_and_the_others_counted() -> None:
    names = tuple(f"column {number}" for number in range(56))
    parts = {"column 40": "outcome"}
    figure = figures.first_rows([["x"] * 56], rows=[2], columns=names, parts=parts)
    words = drawn.words(figure)
    assert words.count("x") == 7
    assert "and 49 more" in words
    assert "column 40" in words
    assert not drawn.untidy(figure)


def test_rows_that_do_not_fit_the_columns_are_a_sentence() -> None:
    with pytest.raises(ValueError, match="one cell for each column"):
        figures.first_rows([["1"]], rows=[2], columns=NAMES, parts={})
