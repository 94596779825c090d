"""What outcomes a planned trial will see: chances of every cell, and tables drawn from them.

A cell is a level of the outcome; in a hierarchical analysis it is a level and a tenth of the first
secondary outcome, so that pairs which tie on the level are told apart within it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from course_lib.design.conduct import ArmChance
from course_lib.design.distribution import Array, shifted
from course_lib.design.simulated_tables import scale_for
from course_lib.evidence.plan_parts import Delivery
from course_lib.evidence.prognosis_bands import banded
from course_lib.evidence.trial_plan import TrialPlan
from course_lib.trial import OutcomeTable

TENTHS, NODES, HALVINGS, ENLARGED = 10, 40, 80, 10_000_000
Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PlannedOutcomes:
    """Chances of known outcomes in each arm and band of prognosis.

    Parameters
    ----------
    known : array of shape (2, bands, cells)
        Chance of a known outcome in each cell, (treatment, control); what is missing to 1 over
        all bands is the chance of an unknown one.
    sizes : array of shape (stages, 2)
        Participants of each stage, per arm.
    stratified, adjusted : bool
        Whether each band has its fixed share of each arm, and whether tables hold bands apart.
    worst : bool
        Whether unknown outcomes count at the worst level.
    """

    known: Array
    sizes: Counts
    stratified: bool
    adjusted: bool
    worst: bool

    def draw(self, replicates: int, rng: np.random.Generator) -> OutcomeTable:
        """Tables of shape (replicates, stages, bands, 2, cells); a stage holds those before it."""
        _, bands, cells = self.known.shape
        counts = np.zeros((replicates, len(self.sizes), bands, 2, cells), dtype=np.int64)
        for stage, arms in enumerate(self.sizes):
            for arm, size in enumerate(arms):
                counts[:, stage, :, arm] = self._drawn(arm, int(size), replicates, rng)
        return self.table(counts.cumsum(axis=1))

    def expected(self) -> tuple[OutcomeTable, Array]:
        """One table per stage, enlarged to whole participants, and how often it was enlarged."""
        shares = np.moveaxis(self._with_missing(), 0, 1)[:, :, :-1]
        total = self.sizes.cumsum(axis=0)
        factor = ENLARGED / total.max(axis=-1)
        counts = np.rint(shares * (factor[:, None] * total)[:, None, :, None]).astype(np.int64)
        return self.table(counts), np.asarray(factor)

    def table(self, counts: Counts) -> OutcomeTable:
        """Counts as a stack; a band that lacks one arm gets a pair that carries no information."""
        if not self.adjusted:
            counts = counts.sum(axis=-3, keepdims=True)
        pair = np.zeros(counts.shape[-2:], dtype=np.int64)
        pair[:, 0] = 1
        lacking = (counts.sum(axis=-1) == 0).any(axis=-1)
        filled = np.where(lacking[..., None, None], pair, counts)
        return OutcomeTable(filled, scale_for(counts.shape[-1]))

    def _with_missing(self) -> Array:
        """Shape (2, bands, cells + 1): the last cell is an unknown outcome."""
        lost = 1 / self.known.shape[1] - self.known.sum(axis=-1, keepdims=True)
        cells = np.append(self.known, lost.clip(0), axis=-1)
        if self.worst:
            cells[..., -2] += cells[..., -1]
            cells[..., -1] = 0
        return np.asarray(cells)

    def _drawn(self, arm: int, size: int, replicates: int, rng: np.random.Generator) -> Counts:
        cells = self._with_missing()[arm]
        if self.stratified:
            bands = len(cells)
            shares = size // bands + (np.arange(bands) < size % bands)
            drawn = rng.multinomial(shares, bands * cells, size=(replicates, bands))
        else:
            drawn = rng.multinomial(size, cells.reshape(-1), size=replicates)
        return np.asarray(drawn.reshape(replicates, *cells.shape)[..., :-1])


def planned_outcomes(plan: TrialPlan) -> PlannedOutcomes:
    """What a planned trial will see, in chances."""
    control = np.array(plan.control)
    arms = [treated(plan), control]
    one_band = plan.prognosis.weight == 1 or not (
        plan.prognosis.adjusted or plan.prognosis.stratified
    )
    bands = [arm[None] if one_band else banded(arm, plan.prognosis.weight) for arm in arms]
    losses = (plan.missing.treatment, plan.missing.control)
    known = [
        band / len(band) * (1 - lost_by_level(arm, loss, plan.missing.by_outcome))
        for arm, band, loss in zip(arms, bands, losses, strict=True)
    ]
    if plan.primary.method == "hierarchical":
        gains = (plan.secondaries.effects[0] + plan.delivery.score_gain, 0.0)
        known = [
            told_apart(cells, within_level(arm, gain, plan.secondaries.correlation))
            for cells, arm, gain in zip(known, arms, gains, strict=True)
        ]
    return PlannedOutcomes(
        np.stack(known),
        stages(plan),
        plan.prognosis.stratified and not one_band,
        plan.prognosis.adjusted,
        plan.missing.handling == "worst",
    )


def stages(plan: TrialPlan) -> Counts:
    """Participants per stage and arm."""
    total = np.array(plan.participants)
    if plan.interim is None:
        return np.asarray(total[None])
    first = np.rint(total * plan.interim.fraction).astype(np.int64).clip(1, total)
    return np.stack([first, total - first])


def treated(plan: TrialPlan) -> Array:
    """The treatment arm's distribution as it will be rated."""
    true = shifted(plan.control, odds_ratio=plan.odds_ratio * plan.delivery.behaviour)
    return rated(true, plan.delivery)


def rated(true: Array, delivery: Delivery) -> Array:
    """What a share of unblinded raters makes of a distribution; deaths stay deaths."""
    alive = true[:-1].sum()
    if not delivery.unblinded or delivery.expectation == 1 or (true[:-1] > 0).sum() < 2:
        return true
    better = alive * shifted(true[:-1] / alive, odds_ratio=delivery.expectation)
    share = delivery.unblinded
    return np.append((1 - share) * true[:-1] + share * better, true[-1])


def lost_by_level(arm: Array, share: float, by_outcome: float) -> Array:
    """Chance of an unknown outcome at each level, `share` of the arm together."""
    if not share:
        return np.zeros_like(arm)
    factor = np.asarray(by_outcome ** np.arange(len(arm)), dtype=np.float64)
    treatment, nobody = np.array(True), np.array(0.0)
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        chance = ArmChance(treatment=middle).of(treatment, nobody, factor)
        low, high = (middle, high) if (arm * chance).sum() < share else (low, middle)
    return ArmChance(treatment=high).of(treatment, nobody, factor)


def within_level(arm: Array, gain: float, correlation: float) -> Array:
    """Chance of each tenth of the secondary outcome, best first, given the level."""
    edges = 1 - np.concatenate([[0], arm.cumsum()]).clip(0, 1)
    places = (np.arange(NODES) + 0.5) / NODES
    primary = ndtri((edges[1:, None] + np.diff(-edges)[:, None] * places).clip(1e-12, 1 - 1e-12))
    cuts = ndtri(np.arange(1, TENTHS) / TENTHS)
    above = 1 - ndtr(
        (cuts[::-1] - gain - correlation * primary[..., None]) / np.sqrt(1 - correlation**2)
    )
    reached = above.mean(axis=1)
    ends = np.ones((len(arm), 1))
    return np.diff(np.concatenate([0 * ends, reached, ends], axis=-1), axis=-1)


def told_apart(cells: Array, tenths: Array) -> Array:
    """Cells of level and tenth; the worst level, death, stays one."""
    apart = cells[:, :-1, None] * tenths[:-1]
    return np.concatenate([apart.reshape(len(cells), -1), cells[:, -1:]], axis=-1)
