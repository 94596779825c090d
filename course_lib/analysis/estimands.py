"""What exactly a trial wants to know: the five attributes of an estimand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Strategy(Enum):
    """How an estimand deals with an intercurrent event: the five strategies of ICH E9(R1).

    Examples
    --------
    >>> Strategy.COMPOSITE.value
    'composite'
    >>> Strategy("treatment policy") is Strategy.TREATMENT_POLICY
    True
    """

    TREATMENT_POLICY = "treatment policy"
    HYPOTHETICAL = "hypothetical"
    COMPOSITE = "composite"
    WHILE_ON_TREATMENT = "while on treatment"
    PRINCIPAL_STRATUM = "principal stratum"

    @property
    def meaning(self) -> str:
        """What the strategy asks, as the end of a sentence."""
        return _MEANING[self]


_MEANING = {
    Strategy.TREATMENT_POLICY: "whether or not it happened",
    Strategy.HYPOTHETICAL: "as if it had not happened",
    Strategy.COMPOSITE: "counting it as part of the outcome",
    Strategy.WHILE_ON_TREATMENT: "up to the time when it happened",
    Strategy.PRINCIPAL_STRATUM: "in those who would not have it, whichever arm they were in",
}


@dataclass(frozen=True)
class IntercurrentEvent:
    """Something after allocation that changes what the outcome means, or whether there is one.

    It happens to the participant, such as death or taking the other arm's care. An outcome that
    exists but was not recorded is missing data, not an intercurrent event.

    Parameters
    ----------
    event : str
        What happens.
    strategy : Strategy or str
        How the estimand deals with it.

    Raises
    ------
    ValueError
        If the event has no name or the strategy is not one of the five.

    Examples
    --------
    >>> print(IntercurrentEvent("aspirin started in the control arm", "treatment policy"))
    aspirin started in the control arm: whether or not it happened (treatment policy)
    """

    event: str
    strategy: Strategy | str

    def __post_init__(self) -> None:
        _said(self.event, "an intercurrent event")
        known = [strategy.value for strategy in Strategy]
        if not isinstance(self.strategy, Strategy):
            if self.strategy not in known:
                raise ValueError(f"a strategy is one of {', '.join(known)}; not {self.strategy!r}")
            object.__setattr__(self, "strategy", Strategy(self.strategy))

    @property
    def handling(self) -> Strategy:
        """The strategy, as a Strategy."""
        return Strategy(self.strategy)

    def __str__(self) -> str:
        return f"{self.event}: {self.handling.meaning} ({self.handling.value})"


@dataclass(frozen=True)
class Estimand:
    """What a trial estimates, said before how: the five attributes of ICH E9(R1).

    Parameters
    ----------
    treatment : str
        The two treatment conditions that are compared.
    population : str
        Whom the question is about.
    variable : str
        The outcome, with the time at which it is taken.
    intercurrent_events : sequence of IntercurrentEvent
        Each with its strategy.
    summary : str
        The population-level summary: how the two conditions are compared.

    Raises
    ------
    ValueError
        If an attribute is empty, or an event is named twice or is not an IntercurrentEvent.

    Notes
    -----
    ICH E9(R1), Addendum on estimands and sensitivity analysis in clinical trials, 2019.

    Examples
    --------
    >>> estimand = Estimand(
    ...     treatment="stem cells against standard care",
    ...     population="adults with moderate or severe ischaemic stroke",
    ...     variable="modified Rankin Scale at 3 months",
    ...     intercurrent_events=(IntercurrentEvent("death", "composite"),
    ...                          IntercurrentEvent("cells not infused", "treatment policy")),
    ...     summary="common odds ratio")
    >>> print(estimand)
    The common odds ratio of modified Rankin Scale at 3 months, for stem cells against standard
    care, in adults with moderate or severe ischaemic stroke; death: counting it as part of the
    outcome (composite); cells not infused: whether or not it happened (treatment policy).
    >>> estimand.analysis_set
    'intention_to_treat'
    """

    treatment: str
    population: str
    variable: str
    intercurrent_events: tuple[IntercurrentEvent, ...]
    summary: str

    def __post_init__(self) -> None:
        for name in ("treatment", "population", "variable", "summary"):
            _said(getattr(self, name), f"the {name} of an estimand")
        object.__setattr__(self, "intercurrent_events", _events(self.intercurrent_events))

    @property
    def sentence(self) -> str:
        """The estimand as one sentence."""
        events = (
            "; ".join(map(str, self.intercurrent_events)) or "no intercurrent event is foreseen"
        )
        return (
            f"The {self.summary} of {self.variable}, for {self.treatment}, in {self.population}; "
            f"{events}."
        )

    @property
    def analysis_set(self) -> str:
        """Name of the function in ``analysis`` whose participants or effect fit the estimand.

        Never the per-protocol or the as-treated set: they answer none of these questions without
        a model of who adheres.
        """
        strategies = {event.handling for event in self.intercurrent_events}
        if Strategy.PRINCIPAL_STRATUM in strategies:
            return "complier_effect"
        return "intention_to_treat"

    @property
    def handling(self) -> tuple[str, ...]:
        """What to do about each intercurrent event's outcomes: one sentence each."""
        return tuple(
            f"{event.event}: {_HANDLING[event.handling]}" for event in self.intercurrent_events
        )

    def __str__(self) -> str:
        return self.sentence


_HANDLING = {
    Strategy.TREATMENT_POLICY: "use the outcome as observed, and follow everyone up to have it",
    Strategy.HYPOTHETICAL: "set aside the outcomes after it, and impute what would have been",
    Strategy.COMPOSITE: "give it a level of the outcome, as death has on the modified Rankin Scale",
    Strategy.WHILE_ON_TREATMENT: "use the last outcome before it",
    Strategy.PRINCIPAL_STRATUM: "estimate the effect in the stratum, which nobody can be seen to "
    "belong to; complier_effect does, for the care received",
}


def _events(events: Iterable[IntercurrentEvent]) -> tuple[IntercurrentEvent, ...]:
    kept = tuple(events)
    for event in kept:
        if not isinstance(event, IntercurrentEvent):
            raise ValueError(f"an intercurrent event is an IntercurrentEvent; not {event!r}")
    names = [event.event for event in kept]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(
                f"the intercurrent event {name!r} is named twice; it needs one strategy"
            )
    return kept


def _said(text: object, what: str) -> None:
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{what} is said in words; it must not be empty")
