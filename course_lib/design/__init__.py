"""Who gets what, how many participants, and simulated trials."""

from course_lib.design.distribution import shifted
from course_lib.design.power import detectable_odds_ratio, power
from course_lib.design.sample_size import SampleSize, sample_size
from course_lib.design.simulated_tables import simulate_tables

__all__ = [
    "SampleSize",
    "detectable_odds_ratio",
    "power",
    "sample_size",
    "shifted",
    "simulate_tables",
]
