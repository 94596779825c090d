"""What a trial's numbers can carry: multiplicity, error rates, replication, belief, fit."""

from course_lib.evidence.adjust import Method, adjust
from course_lib.evidence.belief import (
    Belief,
    enthusiastic_posterior,
    posterior,
    sceptical_posterior,
)
from course_lib.evidence.class_of_evidence import REQUIREMENTS, evidence_classes
from course_lib.evidence.consistent_tables import consistent_tables
from course_lib.evidence.event_rate import EventRate
from course_lib.evidence.exaggeration import Exaggeration, exaggeration
from course_lib.evidence.false_positive_risk import false_positive_risk, noncentrality
from course_lib.evidence.family_wise_error import (
    ErrorRate,
    chance_of_smallest_p,
    family_wise_error,
)
from course_lib.evidence.fragility import Fragility, fisher_p_value, fragility_index
from course_lib.evidence.graph import GraphicalTest, graphical_procedure
from course_lib.evidence.interaction_participants import interaction_participants
from course_lib.evidence.operating_characteristics import (
    OperatingCharacteristics,
    operating_characteristics,
)
from course_lib.evidence.plan_parts import (
    Delivery,
    MissingOutcomes,
    PrimaryAnalysis,
    Prognosis,
    Secondaries,
)
from course_lib.evidence.planned_order import fallback, fixed_sequence, gatekeeping
from course_lib.evidence.planned_power import participants_needed, planned_power
from course_lib.evidence.printed import (
    AboutArm,
    PrintedCount,
    PrintedPercentage,
)
from course_lib.evidence.printed_median import PrintedMedian
from course_lib.evidence.printed_tests import AboutTable, PrintedOddsRatio, PrintedP
from course_lib.evidence.prior_needed import PriorNeeded, prior_needed
from course_lib.evidence.replication import observed_power, replicate_probability
from course_lib.evidence.shuffled_subgroups import shuffled_subgroups
from course_lib.evidence.simulated_chance import SimulatedChance
from course_lib.evidence.simulated_p_values import simulate_p_values
from course_lib.evidence.stopping_boundary import InterimLook, stopping_boundaries
from course_lib.evidence.subgroups import (
    InteractionTest,
    interaction_power,
    interaction_test,
    one_significant_of_two,
)
from course_lib.evidence.t_test_errors import TTestErrors, t_test_errors
from course_lib.evidence.tables_found import ConsistentTables, Search
from course_lib.evidence.trial_plan import TrialPlan

__all__ = [
    "REQUIREMENTS",
    "AboutArm",
    "AboutTable",
    "Belief",
    "ConsistentTables",
    "Delivery",
    "ErrorRate",
    "EventRate",
    "Exaggeration",
    "Fragility",
    "GraphicalTest",
    "InteractionTest",
    "InterimLook",
    "Method",
    "MissingOutcomes",
    "OperatingCharacteristics",
    "PrimaryAnalysis",
    "PrintedCount",
    "PrintedMedian",
    "PrintedOddsRatio",
    "PrintedP",
    "PrintedPercentage",
    "PriorNeeded",
    "Prognosis",
    "Search",
    "Secondaries",
    "SimulatedChance",
    "TTestErrors",
    "TrialPlan",
    "adjust",
    "chance_of_smallest_p",
    "consistent_tables",
    "enthusiastic_posterior",
    "evidence_classes",
    "exaggeration",
    "fallback",
    "false_positive_risk",
    "family_wise_error",
    "fisher_p_value",
    "fixed_sequence",
    "fragility_index",
    "gatekeeping",
    "graphical_procedure",
    "interaction_participants",
    "interaction_power",
    "interaction_test",
    "noncentrality",
    "observed_power",
    "one_significant_of_two",
    "operating_characteristics",
    "participants_needed",
    "planned_power",
    "posterior",
    "prior_needed",
    "replicate_probability",
    "sceptical_posterior",
    "shuffled_subgroups",
    "simulate_p_values",
    "stopping_boundaries",
    "t_test_errors",
]
