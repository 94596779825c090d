"""False findings of the two t-tests where arms differ in size and in spread."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.evidence import t_test_errors

SPREAD = (23.8, 13.0)
SIZES = (39, 15)


def test_the_pooled_test_errs_as_an_independent_simulation_found() -> None:
    # 100,000 trials simulated participant by participant, numpy 2.5, seeded: with the larger
    # spread in the larger arm .013, reversed .127; Welch .050. Error of each below .0011.
    cautious = t_test_errors(
        SPREAD, participants=SIZES, replicates=100_000, rng=np.random.default_rng(1)
    )
    hasty = t_test_errors(
        SPREAD[::-1], participants=SIZES, replicates=100_000, rng=np.random.default_rng(1)
    )
    assert cautious.student.value == pytest.approx(0.013, abs=0.003)
    assert hasty.student.value == pytest.approx(0.127, abs=0.005)
    for errors in (cautious, hasty):
        assert errors.welch.value == pytest.approx(0.050, abs=0.003)
        assert errors.welch.replicates == 100_000


def test_drawing_means_and_variances_is_drawing_participants() -> None:
    rng = np.random.default_rng(3)
    scores = [rng.normal(0, sd, (20_000, n)) for sd, n in ((5, 12), (2, 6))]
    means = scores[0].mean(axis=1) - scores[1].mean(axis=1)
    left = (11 * scores[0].var(axis=1, ddof=1) + 5 * scores[1].var(axis=1, ddof=1)) / 16
    found = (np.abs(means) / np.sqrt(left * (1 / 12 + 1 / 6)) >= 2.119905).mean()  # t(16), .975
    mine = t_test_errors((5, 2), participants=(12, 6), replicates=20_000, rng=rng)
    error = np.hypot(mine.student.monte_carlo_error, (found * (1 - found) / 20_000) ** 0.5)
    assert abs(mine.student.value - found) < 4 * error


def test_equal_arms_and_spreads_keep_both_promises() -> None:
    errors = t_test_errors(
        (10, 10), participants=(27, 27), replicates=50_000, rng=np.random.default_rng(2)
    )
    for rate in errors:
        assert abs(rate.value - 0.05) < 4 * rate.monte_carlo_error


@pytest.mark.parametrize(
    ("sd", "participants"), [((0, 1), (5, 5)), ((1, 1), (1, 5)), ((1, np.inf), (5, 5))]
)
def test_impossible_arms_are_answered_with_a_sentence(
    sd: tuple[float, float], participants: tuple[int, int]
) -> None:
    with pytest.raises(ValueError, match="standard deviation"):
        t_test_errors(sd, participants=participants, rng=np.random.default_rng(1))
