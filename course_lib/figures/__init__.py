"""Results → pictures. Figures compute nothing: they take numbers and return a matplotlib Figure.

Texts and axes use three inks only (`style.INK`, `style.MUTED`, `style.GRID`) on a transparent
ground, so that a page can put its own theme's colours in their place.
"""

from course_lib.figures.bars import outcome_bars
from course_lib.figures.forest import forest
from course_lib.figures.pairs import pair_grid

__all__ = ["forest", "outcome_bars", "pair_grid"]
