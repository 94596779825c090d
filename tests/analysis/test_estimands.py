"""An estimand says itself, and which analysis fits it."""

from dataclasses import replace
from typing import Any

import pytest

from course_lib import analysis
from course_lib.analysis import Estimand, IntercurrentEvent, Strategy

ESTIMAND = Estimand(
    treatment="aspirin against no aspirin",
    population="people with suspected acute ischaemic stroke",
    variable="death or dependency at 6 months",
    intercurrent_events=(),
    summary="risk difference",
)


def with_event(strategy: str) -> Estimand:
    return replace(ESTIMAND, intercurrent_events=(IntercurrentEvent("stopping", strategy),))


def test_it_says_itself_with_all_five_attributes() -> None:
    assert str(ESTIMAND) == (
        "The risk difference of death or dependency at 6 months, for aspirin against no aspirin, "
        "in people with suspected acute ischaemic stroke; no intercurrent event is foreseen."
    )
    assert "stopping: as if it had not happened (hypothetical)" in str(with_event("hypothetical"))


@pytest.mark.parametrize("strategy", Strategy)
def test_each_of_the_five_strategies_has_a_meaning_and_an_analysis(strategy: Strategy) -> None:
    estimand = with_event(strategy.value)
    assert estimand.intercurrent_events[0].handling is strategy
    assert strategy.meaning in estimand.sentence
    assert callable(getattr(analysis, estimand.analysis_set))
    assert estimand.handling[0].startswith("stopping: ")


def test_only_a_principal_stratum_asks_for_the_complier_effect() -> None:
    fitting = {strategy.value: with_event(strategy.value).analysis_set for strategy in Strategy}
    assert fitting.pop("principal stratum") == "complier_effect"
    assert set(fitting.values()) == {"intention_to_treat"}


def test_there_are_five_strategies_by_their_names_in_the_addendum() -> None:
    # ICH E9(R1), section A.3.2.
    assert {strategy.value for strategy in Strategy} == {
        "treatment policy", "hypothetical", "composite", "while on treatment", "principal stratum",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: IntercurrentEvent("death", "ignore"),
            "a strategy is one of treatment policy, hypo",
        ),
        (lambda: IntercurrentEvent(" ", "composite"), "an intercurrent event is said in words"),
        (lambda: replace(ESTIMAND, summary=""), "the summary of an estimand is said in words"),
        (lambda: replace(ESTIMAND, population=3), "the population of an estimand is said in words"),
        (
            lambda: replace(ESTIMAND, intercurrent_events=["death"]),
            "is an IntercurrentEvent; not 'd",
        ),
        (
            lambda: replace(
                ESTIMAND,
                intercurrent_events=[
                    IntercurrentEvent("death", "composite"),
                    IntercurrentEvent("death", "hypothetical"),
                ],
            ),
            "the intercurrent event 'death' is named twice",
        ),
    ],
)
def test_bad_input_is_answered_with_a_sentence(call: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
