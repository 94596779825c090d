"""A trial, in the two forms that measures work on: counts by arm and level, or participants."""

from course_lib.outcome_table import ARMS, OutcomeTable
from course_lib.participant_table import Trial

__all__ = ["ARMS", "OutcomeTable", "Trial"]
