"""Who gets what, how many participants, and simulated trials."""

from course_lib.design.distribution import shifted
from course_lib.design.simulated_tables import simulate_tables

__all__ = ["shifted", "simulate_tables"]
