"""Who gets what, how many participants, and simulated trials."""

from course_lib.design.distribution import shifted
from course_lib.design.imbalance import Imbalance, imbalance, standardised_difference
from course_lib.design.minimisation import minimisation
from course_lib.design.power import detectable_odds_ratio, power
from course_lib.design.predictability import Predictability, predictability
from course_lib.design.sample_size import SampleSize, sample_size
from course_lib.design.sequences import permuted_blocks, simple, stratified_blocks
from course_lib.design.simulated_tables import simulate_tables

__all__ = [
    "Imbalance",
    "Predictability",
    "SampleSize",
    "detectable_odds_ratio",
    "imbalance",
    "minimisation",
    "permuted_blocks",
    "power",
    "predictability",
    "sample_size",
    "shifted",
    "simple",
    "simulate_tables",
    "standardised_difference",
    "stratified_blocks",
]
