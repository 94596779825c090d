"""A chance that was counted in simulated trials, and how precisely it is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Z_95 = 1.959963984540054


@dataclass(frozen=True)
class SimulatedChance:
    """In how many of so many simulated trials something happened.

    Parameters
    ----------
    count, replicates : int
        Trials in which it happened, and trials simulated.

    Raises
    ------
    ValueError
        If no trial was simulated, or it happened in fewer than none or more than all.

    Notes
    -----
    The interval is Wilson's (J Am Stat Assoc 1927;22:209-212): it has a width also where the count
    is none or all.

    Examples
    --------
    >>> print(SimulatedChance(8055, 10_000))
    80.5% (± 0.8, 10,000 simulated trials)
    >>> SimulatedChance(0, 50).interval
    (0.0, 0.071)
    """

    count: int
    replicates: int

    def __post_init__(self) -> None:
        if self.replicates < 1 or not 0 <= self.count <= self.replicates:
            raise ValueError(
                f"a chance is counted in at least one trial, in none to all of them; not "
                f"{self.count} of {self.replicates}"
            )

    @property
    def value(self) -> float:
        """The share of the trials, from 0 to 1."""
        return self.count / self.replicates

    @property
    def error(self) -> float:
        """Half the width of the 95% interval."""
        square = Z_95**2 / self.replicates
        spread = self.value * (1 - self.value) + square / 4
        return float(np.sqrt(square * spread) / (1 + square))

    @property
    def interval(self) -> tuple[float, float]:
        """Both ends of the 95% interval, rounded to three decimals."""
        square = Z_95**2 / self.replicates
        middle = (self.value + square / 2) / (1 + square)
        low, high = max(middle - self.error, 0), min(middle + self.error, 1)
        return round(low, 3), round(high, 3)

    def __str__(self) -> str:
        return (
            f"{100 * self.value:.1f}% (± {100 * self.error:.1f}, "
            f"{self.replicates:,} simulated trials)"
        )
