"""Effect measures and tests for ordinal outcomes: each written once, for any number of trials."""

from course_lib.estimate.adjusted_odds import (
    ProportionalOddsModel,
    proportional_odds_model,
)
from course_lib.estimate.at_cut import odds_ratio, risk_difference, risk_ratio
from course_lib.estimate.common_odds_ratio import common_odds_ratio
from course_lib.estimate.covariance_analysis import ancova
from course_lib.estimate.estimate import Estimate, Interval
from course_lib.estimate.general_association import AssociationTest, general_association
from course_lib.estimate.mean_difference import mean_difference
from course_lib.estimate.number_needed_to_treat import NumberNeededToTreat, number_needed_to_treat
from course_lib.estimate.pairs import Pairs, pairs
from course_lib.estimate.partial_odds import PartialProportionalOdds, partial_proportional_odds
from course_lib.estimate.permutation import PermutationTest, permutation_test
from course_lib.estimate.proportional_odds_check import (
    ProportionalOddsCheck,
    proportional_odds_check,
)
from course_lib.estimate.score_differences import adjusted_score_difference, score_difference
from course_lib.estimate.significance import SignificanceTest
from course_lib.estimate.sliding_dichotomy import (
    SlidingDichotomy,
    prognosis_bands,
    sliding_dichotomy,
)
from course_lib.estimate.standardised_risks import StandardisedRisks
from course_lib.estimate.stratified import cochran_mantel_haenszel, van_elteren
from course_lib.estimate.stratified_wins import stratified_win_odds
from course_lib.estimate.t_tests import Summary, TEstimate, student_t, welch_t
from course_lib.estimate.wilcoxon import wilcoxon
from course_lib.estimate.wins import generalised_odds_ratio, win_odds, win_probability

__all__ = [
    "AssociationTest",
    "Estimate",
    "Interval",
    "NumberNeededToTreat",
    "Pairs",
    "PartialProportionalOdds",
    "PermutationTest",
    "ProportionalOddsCheck",
    "ProportionalOddsModel",
    "SignificanceTest",
    "SlidingDichotomy",
    "StandardisedRisks",
    "Summary",
    "TEstimate",
    "adjusted_score_difference",
    "ancova",
    "cochran_mantel_haenszel",
    "common_odds_ratio",
    "general_association",
    "generalised_odds_ratio",
    "mean_difference",
    "number_needed_to_treat",
    "odds_ratio",
    "pairs",
    "partial_proportional_odds",
    "permutation_test",
    "prognosis_bands",
    "proportional_odds_check",
    "proportional_odds_model",
    "risk_difference",
    "risk_ratio",
    "score_difference",
    "sliding_dichotomy",
    "stratified_win_odds",
    "student_t",
    "van_elteren",
    "welch_t",
    "wilcoxon",
    "win_odds",
    "win_probability",
]
