"""Trials drawn by count against trials drawn person by person, and the truth behind both.

Expected: the same Conduct through `simulate_participants`, an independent path that draws each
participant; and effects by hand where nothing but chance differs.
"""

import numpy as np
import pytest

from course_lib import design
from course_lib.design import ArmChance, Conduct, ReceiptModel
from tests.design.distributions import LEES

CONDUCT = Conduct(prognosis=3, non_adherence=ArmChance(0.3, 0.1, prognosis=0.5))
MODEL = ReceiptModel(LEES, 2, CONDUCT)


def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def test_counts_have_the_probabilities_of_participants_drawn_one_by_one() -> None:
    people = design.simulate_participants(
        control=LEES, odds_ratio=2, participants=(200, 200), replicates=2_000, rng=rng(),
        conduct=CONDUCT,
    )  # fmt: skip
    drawn = np.zeros((2, 2, 7))
    np.add.at(
        drawn, ((~people.allocated).astype(int), (~people.received).astype(int), people.level), 1
    )
    size = drawn.sum(axis=(1, 2), keepdims=True)
    expected = MODEL.probabilities
    error = np.sqrt(expected * (1 - expected) / size)
    assert expected.sum(axis=(1, 2)) == pytest.approx([1, 1])
    assert (np.abs(drawn / size - expected) < 4.5 * error).all()


def test_drawn_counts_keep_the_arms_and_follow_the_probabilities() -> None:
    counts = MODEL.draw(participants=(40, 20), replicates=20_000, rng=rng())
    assert counts.shape == (20_000, 2, 2, 7)
    assert (counts.sum(axis=(2, 3)) == [40, 20]).all()
    share = counts.mean(axis=0) / np.array([40, 20])[:, None, None]
    assert share == pytest.approx(MODEL.probabilities, abs=0.003)


def test_drawn_at_a_cut_good_and_poor_have_the_chances_of_their_levels() -> None:
    counts = MODEL.draw(participants=(40, 20), replicates=20_000, rng=rng(), cut=2)
    assert counts.shape == (20_000, 2, 2, 2)
    assert (counts.sum(axis=(2, 3)) == [40, 20]).all()
    levels = MODEL.draw(participants=(40, 20), replicates=20_000, rng=rng())
    merged = np.stack([levels[..., :3].sum(axis=-1), levels[..., 3:].sum(axis=-1)], axis=-1)
    for moment in (np.mean, np.var):
        drawn, expected = moment(counts, axis=0), moment(merged, axis=0)
        assert drawn == pytest.approx(expected, rel=0.06, abs=0.02)
    good = MODEL.probabilities[..., :3].sum(axis=-1)
    share = counts[..., 0].mean(axis=0) / np.array([40, 20])[:, None]
    assert share == pytest.approx(good, abs=0.003)


def test_without_prognosis_every_effect_is_arithmetic() -> None:
    conduct = Conduct(non_adherence=ArmChance(0.3, 0.1))
    effects = ReceiptModel([0.4, 0.6], 2, conduct).effects(cut=0)
    gain = 0.8 / 1.4 - 0.4  # odds 2/3 become 4/3
    assert effects.taken == pytest.approx(gain)
    assert effects.offered == pytest.approx(0.6 * gain)
    assert effects.compliers == pytest.approx(gain)


def test_the_offered_effect_is_the_difference_of_the_allocated_arms() -> None:
    good = MODEL.probabilities[..., :3].sum(axis=(1, 2))
    assert MODEL.effects(cut=2).offered == pytest.approx(good[0] - good[1])
    moved = MODEL.taking[0] - MODEL.taking[1]
    assert MODEL.effects(cut=2).compliers == pytest.approx((good[0] - good[1]) / moved)


def test_what_cannot_be_simulated_is_said() -> None:
    with pytest.raises(ValueError, match="no dropout"):
        ReceiptModel(LEES, 2, Conduct(dropout=ArmChance(0.1)))
    with pytest.raises(ValueError, match="one odds ratio"):
        ReceiptModel(LEES, [1, 2], CONDUCT)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least 1"):
        MODEL.draw(participants=(0, 5), replicates=1, rng=rng())
    for cut in (-1, 6):
        with pytest.raises(ValueError, match="cut must be a place from 0 to 5"):
            MODEL.draw(participants=(5, 5), replicates=1, rng=rng(), cut=cut)
