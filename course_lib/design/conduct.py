"""How a trial is conducted: who is alike, who does not adhere, whose outcome is lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_lib.design.distribution import odds_ratios
from course_lib.design.sequences import BlockSize

Array = NDArray[np.float64]
MOST_STRATA = 100


@dataclass(frozen=True)
class ArmChance:
    """Chance of an event that may differ between the arms and by prognosis.

    Parameters
    ----------
    treatment, control : float
        Chance for a participant of average prognosis, by allocated arm.
    prognosis : float
        Odds ratio of the event per standard deviation of better prognosis. Below 1, the
        participants with the poorer prognosis have it more often.

    Raises
    ------
    ValueError
        If a chance is not from 0 to 1, or if the odds ratio is not positive.

    Examples
    --------
    >>> loss = ArmChance(treatment=0.1, control=0.2, prognosis=0.5)
    >>> loss.of(np.array([True, False]), np.array([0.0, -1.0])).round(3).tolist()
    [0.1, 0.333]
    """

    treatment: float = 0.0
    control: float = 0.0
    prognosis: float = 1.0

    def __post_init__(self) -> None:
        for arm, chance in (("treatment", self.treatment), ("control", self.control)):
            if not 0 <= chance <= 1:
                raise ValueError(f"a chance in the {arm} arm is from 0 to 1, not {chance:g}")
        odds_ratios(self.prognosis)

    def of(
        self, allocated: NDArray[np.bool_], prognosis: Array, factor: Array | float = 1.0
    ) -> Array:
        """Each participant's chance.

        Parameters
        ----------
        allocated : array of bool
            True where the treatment was allocated.
        prognosis : array
            Standard deviations above the average.
        factor : array or float
            A further factor on the odds.
        """
        chance = np.where(allocated, self.treatment, self.control)
        odds = factor * self.prognosis**prognosis
        return np.asarray(odds * chance / (1 - chance + odds * chance))


@dataclass(frozen=True)
class Conduct:
    """What happens in a simulated trial besides the effect of the treatment.

    By default nothing does: participants are alike, everyone receives what was allocated and
    every outcome is known.

    Parameters
    ----------
    prognosis : float
        Odds ratio of a better outcome per standard deviation of better prognosis; 1 makes the
        covariate say nothing about the outcome.
    strata : tuple of str
        Names of the strata, from the poorest prognosis to the best; each holds the same share.
    block_size : int or sequence of int, optional
        Allocate in permuted blocks within strata, at the ratio of the participants. Default:
        exactly the numbers asked for, in random order.
    non_adherence : ArmChance
        Chance of receiving the other arm's care.
    dropout : ArmChance
        Chance that the outcome is not observed.
    dropout_by_outcome : float
        Odds ratio of dropout per level of worse outcome: other than 1, what is missing depends
        on its own value and nothing observed tells how.

    Raises
    ------
    ValueError
        If an odds ratio is not positive, or if strata are absent, share a name or are more
        than 100.

    Examples
    --------
    >>> Conduct(strata=("severe", "mild"), dropout=ArmChance(0.1, 0.2)).dropout.control
    0.2
    """

    prognosis: float = 1.0
    strata: tuple[str, ...] = ("all",)
    block_size: BlockSize | None = None
    non_adherence: ArmChance = ArmChance()
    dropout: ArmChance = ArmChance()
    dropout_by_outcome: float = 1.0

    def __post_init__(self) -> None:
        odds_ratios([self.prognosis, self.dropout_by_outcome])
        if not self.strata or hasattr(self.strata, "upper"):
            raise ValueError(f"strata are a tuple of names, not {self.strata!r}")
        if len(set(self.strata)) < len(self.strata):
            raise ValueError(f"strata need names that differ from one another: {self.strata}")
        if len(self.strata) > MOST_STRATA:
            raise ValueError(
                f"at most {MOST_STRATA} strata can be simulated; not {len(self.strata)}"
            )
