"""What trials reported: counts, effects and facts, each with its source and how sure we are.

Numbers live in TOML, one file per published table, and are read when they are asked for:

    load("mr_clean").outcomes      the table, ready for any measure
    load("mr_clean").source_line   what a picture prints beneath itself
    ist_trial()                    all 19,435 participants of the International Stroke Trial
"""

from course_lib.published.catalogue import load, names
from course_lib.published.ist_subgroups import IST_GROUPINGS, Subgroups, ist_subgroups
from course_lib.published.ist_tables import CountTable, ist_table, ist_trial
from course_lib.published.meta_research import finding
from course_lib.published.motricity import MotricityLeg, motricity_leg
from course_lib.published.record import PublishedTrial
from course_lib.published.reliability import RaterStudy, rater_studies
from course_lib.published.reported import CONFIDENCE, Fact, PublishedEffect, Recomputation
from course_lib.published.standards import Standard, standard
from course_lib.published.weights import OutcomeWeights, load_weights, weight_sets

__all__ = [
    "CONFIDENCE",
    "IST_GROUPINGS",
    "CountTable",
    "Fact",
    "MotricityLeg",
    "OutcomeWeights",
    "PublishedEffect",
    "PublishedTrial",
    "RaterStudy",
    "Recomputation",
    "Standard",
    "Subgroups",
    "finding",
    "ist_subgroups",
    "ist_table",
    "ist_trial",
    "load",
    "load_weights",
    "motricity_leg",
    "names",
    "rater_studies",
    "standard",
    "weight_sets",
]
