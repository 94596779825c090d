"""Which column is likely to play a part in a trial, and what its cells are likely to mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from course_lib.published.scales import OHS
from course_lib.report.cell_meaning import NO, YES, is_missing, is_number, level_code
from course_lib.report.participant_file import ParticipantFile
from course_lib.report.wording import clean, listed, quoted
from course_lib.scale import MRS, OrdinalScale

ALLOCATED = ("allocated", "allocation", "randomised", "randomized", "randomisation", "assigned",
             "arm", "treatment", "trt", "treat", "group", "intervention", "rx", "tx")  # fmt: skip
RECEIVED = ("received", "actual", "given", "taken", "treated")
COMPLIED = ("complied", "compliance", "adherent", "adherence", "adhered")
PARTICIPANT = ("participant", "patient", "subject", "usubjid", "subjid", "pid", "id", "record")
STRATUM = ("stratum", "strata", "site", "centre", "center", "hospital", "country", "region")
COVARIATE = ("age", "sex", "gender", "nihss", "severity", "baseline", "prestroke", "premorbid",
             "sbp", "glucose", "diabetes", "weight", "onset", "side")  # fmt: skip
OUTCOME = ("mrs", "rankin", "ohs", "outcome", "gos", "gose", "barthel", "response", "result")
BEFORE = ("pre", "prestroke", "premorbid", "baseline", "base", "before", "history", "admission")
HIGH_IS_GOOD = ("gos", "gose", "barthel", "fim", "motricity", "fugl", "fma", "arat")
CONTROLS = ("control", "placebo", "usual", "standard", "sham", "none", "no", "without", "ctrl")
WORST_LAST = ("recovered", "none", "no", "good", "excellent", "independent", "mild", "minor",
              "slight", "some", "moderate", "dependent", "poor", "severe", "bad", "vegetative",
              "dead", "death", "died")  # fmt: skip
MOST_LEVELS, MOST_STRATA, MOST_CATEGORIES = 15, 50, 12


WORDS = re.compile(r"[^\W\d_]+")
INNER_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class Likely:
    """Guesses at one file's columns; ``questions`` gathers what is doubtful in them."""

    def __init__(self, file: ParticipantFile) -> None:
        self.file = file
        self.questions: list[str] = []

    def allocated(self) -> str:
        """The column with the arm, by its name, or by cells such as placebo."""
        others = {name for name in self.file.columns if _says(name, (*RECEIVED, *COMPLIED))}
        for fits in (lambda name: 1 < len(self._cells(name)) < 8, self._cells, bool):
            named = self._named(ALLOCATED, others, fits)
            if named:
                return named
        for name in self.file.columns:
            cells = self._cells(name)
            if len(cells) == 2 and any(cell.casefold() in {"placebo", "control"} for cell in cells):
                return name
        self.questions.append("Which column holds the allocated arm?")
        return ""

    def outcome(self, allocated: str) -> str:
        """The column with the outcome, at follow-up rather than before."""
        others = {name for name in self.file.columns if _says(name, BEFORE)} | {allocated}
        named = self._named(OUTCOME, others, lambda name: bool(self._cells(name)))
        if not named:
            self.questions.append("Which column holds the outcome?")
        return named

    def received(self, others: Collection[str]) -> str | None:
        """The column with the care received, or with whether the allocation was kept to."""
        return self._named((*RECEIVED, *COMPLIED), others, lambda _: True) or None

    def arms(self, allocated: str, said: Mapping[str, Any]) -> dict[str, Any]:
        """Treatment and control among the cells, and how to print them."""
        cells = sorted(self._cells(allocated))
        if len(cells) > 2:
            self.questions.append(
                f"{quoted(allocated)} holds {len(cells)} arms, {listed(cells)}: a report compares "
                "two. Which rows belong in it?"
            )
        control = said.get("control") or self._control(allocated, cells, said.get("treatment"))
        rest = [cell for cell in cells if cell != control]
        treatment = said.get("treatment") or (rest[0] if rest else "")
        names = tuple(
            clean(cell) if len(cell) > 2 else f"{clean(allocated, 30)} {cell}"
            for cell in (treatment, control)
        )
        return {"treatment": treatment, "control": control, "arms": names}

    def _control(self, allocated: str, cells: Sequence[str], treatment: str | None) -> str:
        left = [cell for cell in cells if cell != treatment]
        for cell in left:
            if cell.casefold() in NO or _says(cell, CONTROLS):
                return cell
        if {cell.casefold() for cell in cells} in ({"c", "t"}, {"c", "e"}, {"c", "i"}):
            return left[0]
        if len(left) > 1:
            self.questions.append(f"Is {quoted(left[-1])} the control arm of {quoted(allocated)}?")
        return left[-1] if left else ""

    def received_cells(self, received: str, said: Mapping[str, Any]) -> dict[str, Any]:
        """What the cells of the column with the care received say."""
        cells = self._cells(received)
        arms = [said.get(arm, "").casefold() for arm in ("treatment", "control")]
        if any(cell.casefold() in arms for cell in cells):
            pairs, means = [{arms[0]}, {arms[1]}], "arm"
        else:
            pairs, means = [{*YES}, {*NO}], "complied" if _says(received, COMPLIED) else "arm"
            self.questions.append(f"What do the cells of {quoted(received)} say: {listed(cells)}?")
        found = tuple(tuple(cell for cell in cells if cell.casefold() in pair) for pair in pairs)
        return {"received_means": means, "received_cells": found}

    def levels(self, outcome: str, said: Mapping[str, Any]) -> dict[str, Any]:
        """The outcome's levels from best to worst, and their scale."""
        if said.get("scale") and not said.get("levels"):
            return {"levels": said["scale"].levels}
        if said.get("levels"):
            levels = tuple(map(str, said["levels"]))
            scale = MRS if levels == MRS.levels else _scale(outcome, levels)
            return {"scale": scale} if scale else {}
        missing = {*said.get("missing", ())}
        cells = dict.fromkeys(
            level_code(cell) for cell in self._cells(outcome) if cell not in missing
        )
        known = self._known_scale(outcome, [*cells])
        if known:
            return {"levels": known.levels, "scale": known}
        levels = self._in_order(outcome, [*cells])
        scale = _scale(outcome, levels)
        return {"levels": levels, "scale": scale} if scale else {}

    def _known_scale(self, outcome: str, cells: Sequence[str]) -> OrdinalScale | None:
        if _says(outcome, ("ohs",)):
            return OHS
        if _says(outcome, ("mrs", "rankin")):
            return MRS
        if set(cells) <= set(MRS.levels) and len(cells) > 4 and not _says(outcome, HIGH_IS_GOOD):
            self.questions.append(f"Is {quoted(outcome)} the modified Rankin Scale, 0 best?")
            return MRS
        return None

    def _in_order(self, outcome: str, cells: Sequence[str]) -> tuple[str, ...]:
        """Numbers in their order, words by what they say, best first."""
        if len(cells) > MOST_LEVELS or len(cells) < 2:
            self.questions.append(
                f"Which levels does {quoted(outcome)} have, of {len(cells):,} different cells?"
            )
            return ()
        numbers = all(map(is_number, cells))
        order = sorted(cells, key=float if numbers else _badness)
        if numbers and _says(outcome, HIGH_IS_GOOD):
            order.reverse()
        self.questions.append(
            f"Is {quoted(order[0])} the best level of {quoted(outcome)} and {quoted(order[-1])} "
            "the worst?"
        )
        return tuple(order)

    def others(self, used: Collection[str | None], said: Mapping[str, Any]) -> dict[str, Any]:
        """Strata, covariates, and who is who."""
        names = [name for name in self.file.columns if name not in used]
        person = next((name for name in names if _says(name, PARTICIPANT)), None)
        person = said.get("participant", person)
        strata = [
            name
            for name in names
            if name != person and _says(name, STRATUM) and 1 < len(self._cells(name)) <= MOST_STRATA
        ]
        strata = [*said.get("stratum", strata[:1])]
        covariates = [
            name
            for name in names
            if name != person and name not in strata and self._is_covariate(name)
        ]
        return {"participant": person, "stratum": strata, "covariates": covariates}

    def _is_covariate(self, name: str) -> bool:
        cells = self._cells(name)
        if not _says(name, (*COVARIATE, *BEFORE)) or len(cells) < 2:
            return False
        return len(cells) <= MOST_CATEGORIES or sum(map(is_number, cells)) > 0.8 * len(cells)

    def _named(
        self, words: Sequence[str], others: Collection[str], fits: Callable[[str], object]
    ) -> str:
        """The first column that has one of the words in its name, the first words first."""
        for word in words:
            for name in self.file.columns:
                if name not in others and _says(name, (word,)) and fits(name):
                    return name
        return ""

    def _cells(self, name: str) -> tuple[str, ...]:
        return tuple(cell for cell in self.file.cells(name) if not is_missing(cell))


def _says(name: str, words: Collection[str]) -> bool:
    """Whether one of the words is part of a name: "mrs" of "mRS_90d" and of "MRS90"."""
    parts = [*WORDS.findall(name), *INNER_WORDS.findall(name)]
    return not {part.casefold() for part in parts}.isdisjoint(words)


def _badness(cell: str) -> tuple[float, str]:
    """Where a word stands between best and worst."""
    parts = cell.casefold()
    places = [place for place, word in enumerate(WORST_LAST) if word in parts.split()]
    return (max(places) if places else len(WORST_LAST) / 2, parts)


def _scale(name: str, levels: Sequence[str]) -> OrdinalScale | None:
    """A scale of a file's own levels; none where they are too few or alike."""
    if len(levels) < 2 or len(set(levels)) < len(levels):
        return None
    codes = tuple(clean(level, 40) for level in levels)
    return OrdinalScale(clean(name), codes, codes) if len(set(codes)) == len(codes) else None
