"""Who is analysed, in which arm, and what is assumed of outcomes that nobody saw."""

from course_lib.analysis.analysis_set import AnalysisSet
from course_lib.analysis.analysis_sets import (
    as_treated,
    intention_to_treat,
    modified_intention_to_treat,
    per_protocol,
    safety,
)
from course_lib.analysis.completions import chance_of_change, verdicts_by_level
from course_lib.analysis.compliers import (
    ComplierEffect,
    complier_effect,
    complier_effect_from_counts,
)
from course_lib.analysis.counted_sets import CountedSets, counted_sets
from course_lib.analysis.counted_trial import trial_from_table
from course_lib.analysis.estimands import Estimand, IntercurrentEvent, Strategy
from course_lib.analysis.exclusion import leave_out
from course_lib.analysis.filled_in import (
    best_case,
    carried_forward,
    complete_cases,
    last_observation,
    worst_case,
)
from course_lib.analysis.imputation import control_based, delta_adjusted, impute
from course_lib.analysis.imputed_trial import ImputedTrial
from course_lib.analysis.participant_flow import ArmFlow, ParticipantFlow
from course_lib.analysis.pooling import PooledEstimate, pool
from course_lib.analysis.score_imputation import impute_scores, pooled_score_difference
from course_lib.analysis.tipping import TippingPointMap, tipping_point

__all__ = [
    "AnalysisSet",
    "ArmFlow",
    "ComplierEffect",
    "CountedSets",
    "Estimand",
    "ImputedTrial",
    "IntercurrentEvent",
    "ParticipantFlow",
    "PooledEstimate",
    "Strategy",
    "TippingPointMap",
    "as_treated",
    "best_case",
    "carried_forward",
    "chance_of_change",
    "complete_cases",
    "complier_effect",
    "complier_effect_from_counts",
    "control_based",
    "counted_sets",
    "delta_adjusted",
    "impute",
    "impute_scores",
    "intention_to_treat",
    "last_observation",
    "leave_out",
    "modified_intention_to_treat",
    "per_protocol",
    "pool",
    "pooled_score_difference",
    "safety",
    "tipping_point",
    "trial_from_table",
    "verdicts_by_level",
    "worst_case",
]
