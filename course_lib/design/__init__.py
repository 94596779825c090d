"""Who gets what, how many participants, and simulated trials."""

from course_lib.design.allocation_cost import chance_of_seeing, relative_information
from course_lib.design.conduct import ArmChance, Conduct
from course_lib.design.distribution import expected_win_probability, shifted
from course_lib.design.foreseen import foreseen
from course_lib.design.imbalance import Imbalance, imbalance, standardised_difference
from course_lib.design.measured_twice import MeasuredTwice, simulate_measured_twice
from course_lib.design.minimisation import minimisation
from course_lib.design.open_label import Openness, ScoreTrials, simulate_scores
from course_lib.design.planning_slips import planning_slips
from course_lib.design.power import detectable_odds_ratio, power
from course_lib.design.predictability import Predictability, predictability
from course_lib.design.rating_slips import rater_agreement, rating_chances, slipped
from course_lib.design.sample_size import SampleSize, sample_size
from course_lib.design.sequences import permuted_blocks, simple, stratified_blocks
from course_lib.design.simulated_participants import SimulatedParticipants
from course_lib.design.simulated_receipt import ReceiptModel, TrueEffects
from course_lib.design.simulated_tables import simulate_tables
from course_lib.design.simulated_trial import simulate_participants, simulate_trial
from course_lib.design.two_visits import ScoreLoss, TwoVisits, simulate_two_visits

__all__ = [
    "ArmChance",
    "Conduct",
    "Imbalance",
    "MeasuredTwice",
    "Openness",
    "Predictability",
    "ReceiptModel",
    "SampleSize",
    "ScoreLoss",
    "ScoreTrials",
    "SimulatedParticipants",
    "TrueEffects",
    "TwoVisits",
    "chance_of_seeing",
    "detectable_odds_ratio",
    "expected_win_probability",
    "foreseen",
    "imbalance",
    "minimisation",
    "permuted_blocks",
    "planning_slips",
    "power",
    "predictability",
    "rater_agreement",
    "rating_chances",
    "relative_information",
    "sample_size",
    "shifted",
    "simple",
    "simulate_measured_twice",
    "simulate_participants",
    "simulate_scores",
    "simulate_tables",
    "simulate_trial",
    "simulate_two_visits",
    "slipped",
    "standardised_difference",
    "stratified_blocks",
]
