"""A search: what was tried, what was found, and how to see each finding again."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

Round = Callable[[Random, "Search"], None]


@dataclass
class Search:
    """What one kind of abuse has tried and found."""

    kind: str
    seed: int = 1
    place: int = 0
    tried: Counter[str] = field(default_factory=Counter)
    each: Counter[str] = field(default_factory=Counter)
    seconds: float = 0
    found: dict[str, str] = field(default_factory=dict)

    def count(self, what: str, number: int = 1) -> None:
        self.tried[what] += number

    def fault(self, said: str, settings: object) -> None:
        """Remember a finding once, with what is needed to see it again."""
        again = f"python -m tests.fuzz {self.kind} --seed {self.seed} --round {self.place}"
        self.found.setdefault(said, f"{said}\n    at {settings}\n    again: {again}")

    def expect(self, holds: object, said: str, settings: object) -> None:
        if not holds:
            self.fault(said, settings)

    def summary(self) -> str:
        tried = ", ".join(f"{number:,} {what}" for what, number in sorted(self.tried.items()))
        found = f"{len(self.found)} found" if self.found else "nothing found"
        told = f"{self.kind}: {tried or 'nothing tried'}; {found}"
        return f"{told} ({self.seconds:.0f} s, seed {self.seed})"

    def table(self) -> str:
        """How often each was tried, where that was counted."""
        return "\n".join(f"  {number:6,} {name}" for name, number in sorted(self.each.items()))

    def verdict(self) -> None:
        """Fail with every finding."""
        assert sum(self.tried.values()) > 0, f"{self.kind}: nothing was tried"
        assert not self.found, "\n" + "\n".join(self.found.values())

    def once(self, one_round: Round, place: int) -> None:
        """One round, whose chance follows from seed and place alone."""
        self.place = place
        try:
            one_round(Random(f"{self.kind} {self.seed} {place}"), self)
        except Exception as error:  # noqa: BLE001 - the search goes on
            self.fault(f"stopped by {type(error).__name__}: {error}", traceback.format_exc())

    def rounds(self, one_round: Round, number: int) -> Search:
        for place in range(number):
            self.once(one_round, place)
        return self

    def lasting(self, one_round: Round, minutes: float) -> Search:
        """Rounds until the time is over; one at least."""
        start, place = time.monotonic(), 0
        while place == 0 or self.seconds < 60 * minutes:
            self.once(one_round, place)
            self.seconds = time.monotonic() - start
            place += 1
        return self

    def turn(self, names: Iterable[str]) -> str:
        """Whose turn it is in this round: each once, in an order that follows from the seed."""
        order = sorted(names)
        Random(self.seed).shuffle(order)
        return order[self.place % len(order)]
