"""Simulated trials by arm allocated, care received and outcome: drawn by count, not by person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.design.chance import generator
from course_lib.design.conduct import ArmChance, Conduct
from course_lib.design.distribution import Array, odds_ratios, shifted
from course_lib.design.simulated_tables import at_least_one, pair
from course_lib.design.whitehead import control_arm

# Nodes of the integral over prognosis: 12 digits for the odds ratios that a slider offers.
NODES = 80


@dataclass(frozen=True, eq=False)
class ReceiptModel:
    """Who receives what, and how they fare: the truth behind trials with non-adherence.

    Prognosis is a standard normal covariate, as in ``simulate_participants``, and integrated
    out: 2,000 trials of any size cost the same few milliseconds.

    Parameters
    ----------
    control : array_like of shape (levels,)
        Outcome probabilities of a participant of average prognosis who receives the control
        arm's care, best level first.
    odds_ratio : float
        Common odds ratio of a better outcome by receiving the treatment, at the same prognosis.
    conduct : Conduct
        Its prognosis and its non-adherence. Every outcome is observed, and strata and blocks
        change nothing that is counted here.

    Raises
    ------
    ValueError
        If probabilities do not sum to 1, the odds ratio is not one positive number, or the
        conduct has dropout.

    Examples
    --------
    A tenth of the treated, rather the sicker ones, do not take a treatment that does nothing:

    >>> conduct = Conduct(prognosis=3, non_adherence=ArmChance(0.1, 0, prognosis=0.5))
    >>> model = ReceiptModel([0.5, 0.5], 1, conduct)
    >>> model.taking.round(3).tolist()         # share that takes it: (treatment, control)
    [0.883, 0.0]
    >>> model.effects(cut=0)
    TrueEffects(offered=0.0, taken=0.0, compliers=0.0)
    """

    control: ArrayLike
    odds_ratio: float
    conduct: Conduct

    def __post_init__(self) -> None:
        if odds_ratios(self.odds_ratio).ndim:
            raise ValueError("a model of receipt needs one odds ratio, not several")
        if self.conduct.dropout != ArmChance():
            raise ValueError("a model of receipt observes every outcome; it has no dropout")
        levels = control_arm(self.control)
        levels.flags.writeable = False
        object.__setattr__(self, "control", levels)

    @property
    def probabilities(self) -> Array:
        """Shape (2 allocated, 2 received: treatment, control; levels); 1 in each allocated arm."""
        weight, takes, outcome = self._at_nodes()
        received = np.stack([takes, 1 - takes], axis=1)
        return np.asarray(np.einsum("n,arn,rnl->arl", weight, received, outcome))

    @property
    def taking(self) -> Array:
        """Share that receives the treatment: (allocated to treatment, to control)."""
        return np.asarray(self.probabilities[:, 0].sum(axis=-1))

    def effects(self, *, cut: int) -> TrueEffects:
        """The true differences of shares with a good outcome; above 0 is benefit.

        Parameters
        ----------
        cut : int
            Place of the last good level, counted from 0.
        """
        weight, takes, outcome = self._at_nodes()
        good = outcome[..., : cut + 1].sum(axis=-1)
        gain, moved = good[0] - good[1], takes[0] - takes[1]
        offered = float(weight @ (moved * gain))
        share = float(weight @ moved)
        compliers = offered / share if share else np.nan
        return TrueEffects(offered, float(weight @ gain), compliers)

    def draw(
        self,
        *,
        participants: tuple[int, int],
        replicates: int,
        rng: np.random.Generator,
        cut: int | None = None,
    ) -> NDArray[np.int64]:
        """Participants of many simulated trials.

        Parameters
        ----------
        participants : tuple of int
            Allocated to (treatment, control).
        replicates : int
            How many trials.
        rng : numpy.random.Generator
            Where chance comes from.
        cut : int, optional
            Place of the last good level, counted from 0: only good and poor outcomes are then
            drawn. Their chances are the same; seven levels would take four times as long.

        Returns
        -------
        array of shape (replicates, 2 allocated, 2 received, levels, or 2: good and poor)

        Raises
        ------
        ValueError
            If participants or replicates are not whole numbers of at least 1, rng is not a
            Generator, or the cut leaves no good or no poor level.
        """
        generator(rng)
        rows, cells = at_least_one(replicates, "replicates"), self.probabilities
        if cut is not None:
            cells = _at_cut(cells, cut)
        arms = [
            rng.multinomial(size, cell.ravel() / cell.sum(), size=rows)
            for size, cell in zip(pair(participants), cells, strict=True)
        ]
        return np.stack(arms, axis=1).reshape(rows, *cells.shape)

    def _at_nodes(self) -> tuple[Array, Array, Array]:
        """Weights, who takes it (2 allocated, nodes), and outcomes (2 received, nodes, levels)."""
        nodes, weight = np.polynomial.hermite_e.hermegauss(NODES)
        allocated = np.array([[True], [False]])
        switches = self.conduct.non_adherence.of(allocated, nodes)
        takes = np.where(allocated, 1 - switches, switches)
        ratios = np.array([[self.odds_ratio], [1]]) * self.conduct.prognosis**nodes
        return weight / weight.sum(), takes, shifted(self.control, odds_ratio=ratios)


def _at_cut(cells: Array, cut: int) -> Array:
    """Probabilities of a good and of a poor outcome, from those of the levels."""
    levels = cells.shape[-1]
    if not 0 <= cut < levels - 1:
        raise ValueError(f"cut must be a place from 0 to {levels - 2}, not {cut!r}")
    return np.asarray(np.add.reduceat(cells, [0, cut + 1], axis=-1))


@dataclass(frozen=True)
class TrueEffects:
    """Three true effects of one treatment, as differences of shares with a good outcome.

    Parameters
    ----------
    offered : float
        Of allocating it, with the adherence that the trial has.
    taken : float
        Of everybody's taking it, against nobody's.
    compliers : float
        Of taking it, in those whom the allocation made take it; NaN where it made nobody.
    """

    offered: float
    taken: float
    compliers: float
