"""Sets made from counts against sets made from the same participants, and exclusions in stacks."""

import numpy as np
import pytest

from course_lib import analysis, design, estimate
from course_lib.design import ArmChance, Conduct
from course_lib.trial import OutcomeTable

# Lees 2010, pooled placebo mRS; deaths 12 %.
LEES = np.array([271, 366, 229, 252, 329, 157, 216]) / 1820
PEOPLE = design.simulate_participants(
    control=LEES, odds_ratio=1.5, participants=(60, 50), replicates=3,
    rng=np.random.default_rng(1),
    conduct=Conduct(prognosis=2, non_adherence=ArmChance(0.3, 0.2, prognosis=0.5)),
)  # fmt: skip


def counted() -> np.ndarray:
    counts = np.zeros((3, 2, 2, 7), dtype=int)
    for row in range(3):
        arms = (~PEOPLE.allocated[row]).astype(int), (~PEOPLE.received[row]).astype(int)
        np.add.at(counts[row], (*arms, PEOPLE.level[row]), 1)
    return counts


def test_counts_give_the_sets_of_the_participants() -> None:
    sets = analysis.counted_sets(counted(), cut=2)
    compliers = analysis.complier_effect(PEOPLE, cut=2)
    assert np.asarray(sets.compliers.value) == pytest.approx(np.asarray(compliers.value))
    for row in range(3):
        trial = PEOPLE.trial(row)
        assert sets.intention_to_treat[row] == analysis.intention_to_treat(trial).table()
        assert sets.per_protocol[row] == analysis.per_protocol(trial).table()
        assert sets.as_treated[row] == analysis.as_treated(trial).table()


def test_counts_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="2 received, 7 levels"):
        analysis.counted_sets(np.ones((2, 3, 7), dtype=int), cut=2)


def test_only_the_level_and_the_arm_named_lose_participants() -> None:
    tables = OutcomeTable(np.full((500, 2, 7), 10))
    kept = analysis.leave_out(
        tables, level=6, share=0.4, arm="treatment", rng=np.random.default_rng(1)
    )
    gone = tables.counts - kept.counts
    assert gone[:, 0, :6].sum() == 0
    assert gone[:, 1].sum() == 0
    assert gone[:, 0, 6].mean() == pytest.approx(4, abs=4 * np.sqrt(2.4 / 500))
    assert (tables.counts == 10).all()


def test_nobody_and_everybody_can_be_left_out() -> None:
    table, rng = OutcomeTable(np.full((2, 7), 10)), np.random.default_rng(1)
    assert analysis.leave_out(table, level=6, share=0, arm="control", rng=rng) == table
    assert analysis.leave_out(table, level=0, share=1, arm="control", rng=rng).counts[1, 0] == 0


def test_a_wrong_exclusion_is_said() -> None:
    table, rng = OutcomeTable(np.full((2, 7), 10)), np.random.default_rng(1)
    for wrong, words in (
        ({"level": 6, "share": 1.2, "arm": "treatment"}, "0 to 1"),
        ({"level": 6, "share": 0.4, "arm": "both"}, "'treatment' or 'control'"),
        ({"level": 9, "share": 0.4, "arm": "treatment"}, "level '9'"),
    ):
        with pytest.raises(ValueError, match=words):
            analysis.leave_out(table, rng=rng, **wrong)


def test_the_exclusion_of_pitfall_19_is_found_by_its_function() -> None:
    # 150 against 150, no effect, 40 % of the treated dead left out: type I error .103 and
    # geometric mean odds ratio 1.149 in an independent simulation of 40,000.
    rng = np.random.default_rng(19)
    tables = design.simulate_tables(
        control=LEES, participants=(150, 150), replicates=20_000, rng=rng
    )
    kept = analysis.leave_out(tables, level=6, share=0.4, arm="treatment", rng=rng)
    rate = (np.asarray(estimate.wilcoxon(kept).p_value) < 0.05).mean()
    assert rate == pytest.approx(0.103, abs=4 * np.hypot(0.0022, 0.0015))
    ratio = np.exp(np.log(np.asarray(estimate.common_odds_ratio(kept).value)).mean())
    assert ratio == pytest.approx(1.149, abs=0.01)
