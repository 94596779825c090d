"""Who is analysed, in which arm, and what is assumed of outcomes that nobody saw."""

from course_lib.analysis.analysis_set import AnalysisSet
from course_lib.analysis.analysis_sets import (
    as_treated,
    intention_to_treat,
    modified_intention_to_treat,
    per_protocol,
    safety,
)
from course_lib.analysis.compliers import (
    ComplierEffect,
    complier_effect,
    complier_effect_from_counts,
)
from course_lib.analysis.imputation import control_based, delta_adjusted, impute
from course_lib.analysis.imputed_trial import ImputedTrial
from course_lib.analysis.pooling import PooledEstimate, pool

__all__ = [
    "AnalysisSet",
    "ComplierEffect",
    "ImputedTrial",
    "PooledEstimate",
    "as_treated",
    "complier_effect",
    "complier_effect_from_counts",
    "control_based",
    "delta_adjusted",
    "impute",
    "intention_to_treat",
    "modified_intention_to_treat",
    "per_protocol",
    "pool",
    "safety",
]
