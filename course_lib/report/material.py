"""What a report is made of: counts by stratum, arm and level; who is missing; the participants."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course_lib.analysis import intention_to_treat
from course_lib.analysis.analysis_set import places
from course_lib.counts import tally, whole_numbers
from course_lib.estimate.covariate_columns import scale_of
from course_lib.report.wording import clean, counted, listed, quoted
from course_lib.scale import OrdinalScale, as_code
from course_lib.trial import OutcomeTable, Trial

if TYPE_CHECKING:
    import pandas as pd

LONGEST_LEVEL = 40
# Beyond these, strata and texts are too many for the terms of a model.
MOST_STRATA, MOST_CATEGORIES = 50, 30


@dataclass(frozen=True, eq=False)
class Material:
    """One trial, ready to be analysed.

    Parameters
    ----------
    table : OutcomeTable
        Observed outcomes by allocated arm.
    missing : tuple of int
        Participants without an outcome: (treatment, control).
    strata : OutcomeTable or None
        One table per stratum in which both arms have an outcome, where there are several.
    strata_left_out : tuple of str
        Strata in which an arm has no outcome.
    trial : Trial or None
        The participants, where they are known one by one.
    adjust : tuple of str
        Their covariates to adjust for.
    cut : str
        The last level that counts as good.
    title : str
        What the report is about.
    arms : tuple of str
        How the arms are called: (treatment, control).
    seed : int
        Where the chance draws of imputed outcomes begin.
    """

    table: OutcomeTable
    missing: tuple[int, int]
    strata: OutcomeTable | None
    strata_left_out: tuple[str, ...]
    trial: Trial | None
    adjust: tuple[str, ...]
    cut: str
    title: str
    arms: tuple[str, str]
    seed: int = 1

    @property
    def scale(self) -> OrdinalScale:
        """The scale of the outcome."""
        return self.table.scale

    @property
    def good(self) -> str:
        """The levels that count as good: "0–2", or what they mean where the levels are words."""
        place = self.scale.cut_position(self.cut)
        if max(map(len, self.scale.levels)) <= 2:
            return self.scale.range_label(0, place)
        levels = [clean(label, 60) for label in self.scale.labels[: place + 1]]
        if place == 0:
            return levels[0]
        return f"{levels[0]} {'or' if place == 1 else 'to'} {levels[-1]}"

    @property
    def allocated(self) -> tuple[int, int]:
        """Participants allocated to either arm, with an outcome or without."""
        one, other = self.table.participants.tolist()
        return one + self.missing[0], other + self.missing[1]


def material_of(
    source: OutcomeTable | Trial | pd.DataFrame,
    *,
    title: str,
    arms: tuple[str, str],
    cut: object,
    adjust: Sequence[str],
    missing: tuple[int, int],
) -> Material:
    """Counts or participants, checked and in one form."""
    given = _in_print(source if isinstance(source, OutcomeTable) else _participants(source))
    trial = given if isinstance(given, Trial) else None
    strata, names, absent = _counts(given, missing)
    scale = strata.scale
    _refuse_no_outcome(strata.counts.sum(axis=(0, 2)), absent, _arms(arms))
    both = (strata.counts.sum(axis=-1) > 0).all(axis=-1)
    table = OutcomeTable(strata.counts.sum(axis=0), scale)
    left_out = tuple(name for name, kept in zip(names, both, strict=True) if not kept)
    middle = scale.levels[(len(scale) - 2) // 2]
    said = middle if cut is None else clean(as_code(cut), LONGEST_LEVEL)
    place = scale.cut_position(said)
    return Material(
        table=table,
        missing=absent,
        strata=OutcomeTable(strata.counts[both], scale) if both.sum() > 1 else None,
        strata_left_out=left_out,
        trial=trial,
        adjust=_covariates(trial, adjust),
        cut=scale.levels[place],
        title=clean(title, 120) or "A trial",
        arms=_arms(arms),
    )


def _refuse_no_outcome(
    seen: NDArray[np.int64], absent: tuple[int, int], arms: tuple[str, str]
) -> None:
    """A ValueError for an arm whose outcomes are all missing."""
    for number, lost, arm in zip(seen.tolist(), absent, arms, strict=True):
        if not number and lost:
            raise ValueError(
                f"no outcome is known of the {counted(lost, 'participant')} with {arm}; there is "
                "nothing to compare"
            )


def _in_print(given: OutcomeTable | Trial) -> OutcomeTable | Trial:
    """The same on a scale whose names can be printed."""
    scale = given.scale
    levels = [clean(level, LONGEST_LEVEL) or "?" for level in scale.levels]
    if len({*levels}) < len(levels):
        levels = [f"{level} ({place})" for place, level in enumerate(levels, 1)]
    labels = tuple(clean(label, 120) for label in scale.labels)
    printed = OrdinalScale(clean(scale.name) or "scale", tuple(levels), labels)
    if printed == scale:
        return given
    if isinstance(given, OutcomeTable):
        return OutcomeTable(given.counts, printed)
    frame = given.frame
    return Trial(frame.assign(outcome=frame["outcome"].cat.rename_categories(levels)), printed)


def _participants(source: Any) -> Trial:
    if isinstance(source, Trial):
        return source
    if hasattr(source, "columns") and "outcome" in source.columns:
        return Trial(source, scale_of(source["outcome"]))
    raise ValueError(
        "a report is of an OutcomeTable, of a Trial, or of a DataFrame with the columns "
        "participant, allocated and outcome"
    )


class _Strata:
    """Counts by stratum, arm and level, in which an arm of a stratum may be empty."""

    def __init__(self, counts: Any, scale: OrdinalScale) -> None:
        self.counts, self.scale = counts, scale


def _counts(
    source: OutcomeTable | Trial, missing: tuple[int, int]
) -> tuple[_Strata, tuple[str, ...], tuple[int, int]]:
    """Observed outcomes by stratum, the strata's names, and participants without an outcome."""
    said = whole_numbers(missing)
    if said.shape != (2,):
        raise ValueError("missing is a pair of participants: (treatment, control)")
    if isinstance(source, OutcomeTable):
        if len(source.stack_shape) > 1:
            raise ValueError(
                f"a report is of one trial or of its strata, not of a stack {source.stack_shape}"
            )
        counts = source.counts.reshape(-1, 2, len(source.scale))
        names = tuple(str(place + 1) for place in range(len(counts)))
        return _Strata(counts, source.scale), names, (int(said[0]), int(said[1]))
    if said.any():
        raise ValueError("missing is said with counts only; a trial's own outcomes show it")
    arm, level = places(source, "allocated"), places(source, "outcome")
    stratum = np.searchsorted(source.strata, source.frame["stratum"].to_numpy(str))
    shape = (len(source.strata), 2, len(source.scale))
    seen = level >= 0
    cell = np.ravel_multi_index((stratum[seen], arm[seen], level[seen]), shape)
    counts = tally(cell, math.prod(shape)).reshape(shape)
    absent = intention_to_treat(source).without_outcome
    return _Strata(counts, source.scale), source.strata, absent


def _covariates(trial: Trial | None, adjust: Sequence[str]) -> tuple[str, ...]:
    names = (adjust,) if isinstance(adjust, str) else tuple(adjust)
    known = () if trial is None else trial.covariates
    for name in names:
        if name not in known:
            raise ValueError(
                f"no covariate {quoted(name)}; "
                + (f"the covariates are {listed(known, 60)}" if known else "the trial has none")
            )
    return tuple(dict.fromkeys(names))


def _arms(arms: Sequence[str]) -> tuple[str, str]:
    names = () if isinstance(arms, str) else tuple(clean(name, 40) for name in arms)
    if len(names) != 2 or not all(names) or names[0] == names[1]:
        raise ValueError(f"arms are two different names, (treatment, control), not {arms!r}")
    return names[0], names[1]


def texts(trial: Trial, name: str) -> int:
    """How many different texts a covariate has; none where it is a number."""
    column = trial.frame[name]
    return 0 if column.dtype.kind in "iufb" else int(column.nunique())
