"""Results → pictures. Figures compute nothing: they take numbers and return a matplotlib Figure.

Texts and axes use three inks only (`style.INK`, `style.MUTED`, `style.GRID`) on a transparent
ground, so that a page can put its own theme's colours in their place.
"""

from course_lib.figures.aims import aims
from course_lib.figures.alpha_graph import Hypothesis, alpha_graph
from course_lib.figures.attributes import attributes
from course_lib.figures.bars import outcome_bars
from course_lib.figures.before_and_after import before_and_after
from course_lib.figures.beliefs import beliefs
from course_lib.figures.checklist import checklist
from course_lib.figures.curves import Dots, Mark, curves
from course_lib.figures.first_rows import first_rows
from course_lib.figures.flow import flow
from course_lib.figures.forest import forest
from course_lib.figures.gallery import gallery
from course_lib.figures.histograms import histograms
from course_lib.figures.known_and_lost import known_and_lost
from course_lib.figures.ladders import ladders
from course_lib.figures.lanes import allocation_lanes
from course_lib.figures.learner_bars import learner_bars
from course_lib.figures.level_weights import level_weights
from course_lib.figures.margin import interval_and_margin
from course_lib.figures.number_line import number_line
from course_lib.figures.outcome_record import Said, outcome_record
from course_lib.figures.p_value_rows import p_value_rows
from course_lib.figures.p_values import p_value_pairs
from course_lib.figures.pairs import pair_grid
from course_lib.figures.people import people_grid
from course_lib.figures.placed_people import Placed, placed_people
from course_lib.figures.plan_and_report import Planned, plan_and_report
from course_lib.figures.predicted_numbers import Predicted, predicted_numbers
from course_lib.figures.rate_limits import rate_limits
from course_lib.figures.rates import rates
from course_lib.figures.scorecard import Column, scorecard
from course_lib.figures.shuffled_spread import shuffled_spread
from course_lib.figures.spread import estimate_spread
from course_lib.figures.stacked_parts import stacked_parts
from course_lib.figures.verdict_map import verdict_map

__all__ = [
    "Column",
    "Dots",
    "Hypothesis",
    "Mark",
    "Placed",
    "Planned",
    "Predicted",
    "Said",
    "aims",
    "allocation_lanes",
    "alpha_graph",
    "attributes",
    "before_and_after",
    "beliefs",
    "checklist",
    "curves",
    "estimate_spread",
    "first_rows",
    "flow",
    "forest",
    "gallery",
    "histograms",
    "interval_and_margin",
    "known_and_lost",
    "ladders",
    "learner_bars",
    "level_weights",
    "number_line",
    "outcome_bars",
    "outcome_record",
    "p_value_pairs",
    "p_value_rows",
    "pair_grid",
    "people_grid",
    "placed_people",
    "plan_and_report",
    "predicted_numbers",
    "rate_limits",
    "rates",
    "scorecard",
    "shuffled_spread",
    "stacked_parts",
    "verdict_map",
]
