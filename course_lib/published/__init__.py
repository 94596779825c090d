"""What trials reported: counts, effects and facts, each with its source and how sure we are.

Numbers live in TOML, one file per published table, and are read when they are asked for:

    load("mr_clean").outcomes      the table, ready for any measure
    load("mr_clean").source_line   what a picture prints beneath itself
"""

from course_lib.published.catalogue import load, names
from course_lib.published.record import PublishedTrial
from course_lib.published.reported import CONFIDENCE, Fact, PublishedEffect, Recomputation
from course_lib.published.weights import OutcomeWeights, load_weights, weight_sets

__all__ = [
    "CONFIDENCE",
    "Fact",
    "OutcomeWeights",
    "PublishedEffect",
    "PublishedTrial",
    "Recomputation",
    "load",
    "load_weights",
    "names",
    "weight_sets",
]
