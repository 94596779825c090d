"""Exact limits of a rate, against R and against limits that a paper prints."""

import numpy as np
import pytest

from course_lib.evidence import EventRate

# R 4.2.2, binom.test(events, participants)$conf.int
EXACT = {
    (0, 39): (0.0, 0.090251),
    (0, 15): (0.0, 0.218019),
    (3, 39): (0.016153, 0.208702),
    (39, 39): (0.909749, 1.0),
}
# Boutron et al., JAMA 2010;303:2058, abstract: spin in 72 reports, per cent with 95% limits
BOUTRON = {13: (10.0, 28.9), 27: (26.4, 49.7), 42: (46.1, 69.8)}


@pytest.mark.parametrize(("seen", "limits"), EXACT.items())
def test_limits_are_those_of_r(seen: tuple[int, int], limits: tuple[float, float]) -> None:
    assert EventRate(*seen).interval() == pytest.approx(limits, abs=1e-6)


@pytest.mark.parametrize(("events", "limits"), BOUTRON.items())
def test_limits_are_those_that_a_paper_prints(events: int, limits: tuple[float, float]) -> None:
    found = [100 * end for end in EventRate(events, 72).interval()]
    assert found == pytest.approx(limits, abs=0.05)


def test_one_sided_limits_and_the_rule_of_three() -> None:
    # R 4.2.2, binom.test(0, 39, alternative = "less")$conf.int: 0.073938
    assert EventRate(0, 39).upper_limit() == pytest.approx(0.073938, abs=1e-6)
    # by hand: 1 − 0.05^(1/15) = 0.181
    assert EventRate(0, 15).upper_limit() == pytest.approx(0.181, abs=5e-4)
    for participants in (30, 100, 3_000):
        limit = EventRate(0, participants).upper_limit()
        assert limit == pytest.approx(3 / participants, rel=0.06)
    assert EventRate(5, 5).upper_limit() == 1


def test_chances_of_few_events_are_binomial() -> None:
    risks = np.array([0.01, 0.05, 0.2])
    np.testing.assert_allclose(EventRate(0, 39).chance_of_so_few(risks), (1 - risks) ** 39)
    one = 39 * 0.05 * 0.95**38 + 0.95**39
    assert EventRate(1, 39).chance_of_so_few(0.05) == pytest.approx(one)


@pytest.mark.parametrize(
    ("events", "participants", "words"),
    [(1, 0, "at least one participant"), (3, 2, "more than 2 participants"), (0.5, 2, "whole")],
)
def test_what_is_no_rate_is_refused(events: int, participants: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        EventRate(events, participants)


@pytest.mark.parametrize("risk", [0, 1, float("nan")])
def test_a_risk_outside_is_refused(risk: float) -> None:
    with pytest.raises(ValueError, match="inside 0 to 1"):
        EventRate(0, 39).chance_of_so_few(risk)
