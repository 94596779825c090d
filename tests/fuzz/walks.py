"""Random walks over every control of every lesson, and messages that no page of ours sends."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree as ET

from course_lib.ui import Choice, Counts, Draw, Explorer, Progress, Slider, Switch
from course_lib.ui.controls import Control
from course_lib.ui.stage import stage as staged
from tests.fuzz import junk
from tests.fuzz.page import Overheard, ask, overhearing, sendable, update
from tests.fuzz.search import Search
from tests.lessons.notebook_text import LESSONS

ARTEFACT = re.compile(
    r"\b(nan|NaN|inf|None(?! of )|NaT|dtype|array\(|np\.\w+|float64)\b|[\[\]{}]|<\w"
    r"|[-−]0\.0+\b(?!\d)|\be[+-]\d\d\b"
)
PLURAL = re.compile(
    r"(?<![\d.,–-])\b1 (participants|trials|levels|outcomes|tables|persons|people|points|tests|"
    r"steps|events|deaths|patients|subgroups|seeds|strata|answers)\b"
)
P_VALUE = re.compile(r"\bp [=<>≥≤] (-?\d+(?:\.\d+)?)")
CODE = re.compile(r"report\(OutcomeTable.*?\)(?=, where)|\[Name the [^\]]*\]")
SENTENCE = re.compile(r"(?:• )?([“‘\"(]?[A-Z0-9−]|'\w).*[.!?]”?", re.DOTALL)
PYTHON = re.compile(r"\w+Error\b|Traceback|\b[a-z]+_[a-z_]+\b|0x[0-9a-f]{4}|\bnumpy\b|<class")


@cache
def panels() -> dict[str, Callable[[], Any]]:
    """What makes each explorer of each lesson, by lesson and name."""
    found: dict[str, Callable[[], Any]] = {}
    for stem in LESSONS:
        for name, make in vars(import_module(f"course_lib.lessons.{stem}")).items():
            if getattr(make, "__annotations__", {}).get("return") == "Explorer":
                found[f"{stem}.{name}"] = make
    return found


def one_round(rng: Random, search: Search) -> None:
    walk(search.turn(panels()), rng, search, steps=12)


def walk(name: str, rng: Random, search: Search, *, steps: int) -> None:
    """A new learner moves one explorer's controls, and a broken page disturbs."""
    stem, _, _ = name.partition(".")
    with TemporaryDirectory() as folder, overhearing() as heard, warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)  # a number that does not exist
        here = classmethod(lambda cls: cls(Path(folder)))
        with patch.object(Progress, "here", here):
            import_module(f"course_lib.lessons.{stem}").lesson.cache_clear()
            Walk(name, panels()[name](), rng, search, heard).go(steps)
    import_module(f"course_lib.lessons.{stem}").lesson.cache_clear()


class Walk:
    """One explorer, moved as its page moves it."""

    def __init__(
        self, name: str, explorer: Explorer, rng: Random, search: Search, heard: Overheard
    ) -> None:
        self.name, self.explorer, self.rng = name, explorer, rng
        self.search, self.heard = search, heard
        self.panel = explorer._connection.panel
        self.number = 0
        self.first = dict(self.panel.stage)

    def go(self, steps: int) -> None:
        self.look(self.explorer.sent(self.explorer.start))
        for _ in range(steps):
            if self.rng.random() < 0.3:
                self.disturb()
            self.step()
        self.ask_to_compare()
        start = self.explorer.sent(self.explorer.start)
        self.send(start)
        same = {k: v for k, v in self.panel.stage.items() if k not in ("answers", "verdict")}
        first = {k: v for k, v in self.first.items() if k not in ("answers", "verdict")}
        self.expect(same == first, "the start is not the start again", start)

    def step(self) -> None:
        """One setting; now and then the same again after another, which must look the same."""
        wanted = self.explorer.sent(self.explorer.settings) | self.chosen()
        self.send(wanted)
        self.search.count("settings")
        self.search.each[self.name] += 1
        self.look(wanted)
        if self.rng.random() < 0.15:
            before = self.panel.stage | {"answers": 0}
            if before["problem"]:
                return
            self.explorer.reset()
            self.send(wanted)
            self.expect(self.panel.stage | {"answers": 0} == before, "not pure", wanted)

    def chosen(self) -> dict[str, Any]:
        """Some controls set by chance, ends more often; or a preset; or the start."""
        kind = self.rng.random()
        if kind < 0.1:
            return self.explorer.sent(self.explorer.start)
        if kind < 0.25 and self.explorer.presets:
            preset = self.rng.choice(list(self.explorer.presets.values()))
            return self.explorer.sent(preset)
        names = [one for one in self.explorer.controls if self.rng.random() < 0.6]
        return {one: setting(self.explorer.controls[one], self.rng) for one in names}

    def send(self, settings: Any) -> None:
        self.number += 1
        number = self.number = max(self.number, int(self.panel.values["number"]) + 1)
        update(self.panel, values={"number": number, "by": "page", "set": settings})
        self.expect(self.panel.stage["answers"] == number, "not answered", settings)

    def ask_to_compare(self) -> None:
        prediction = self.explorer.prediction
        if prediction is None:
            return
        update(prediction.widget, answer={"value": None, "count": 1})
        self.expect(prediction.settled, "a prediction was not skipped", self.name)
        ask(self.panel, {"ask": "compare"})
        self.search.count("comparisons")
        self.expect(self.panel.stage["verdict"] or self.panel.stage["problem"], "no verdict", "")
        self.look(self.panel.values["set"])

    def disturb(self) -> None:
        """A message as a stale or hostile page would send it; what stands is not harmed."""
        sent = raw_values(self.explorer, self.rng)
        before = self.explorer.settings
        if self.rng.random() < 0.3:
            ask(self.panel, sent)
        else:
            update(self.panel, values=sent)
        self.search.count("strange messages")
        self.expect(sendable(self.panel.stage), "a stage that cannot be sent", repr(sent)[:200])
        self.check_words(sent)
        self.explorer.set(**before)

    def look(self, settings: Any) -> None:
        """What every stage promises; where the page draws by itself, Python's own view."""
        stage = self.panel.stage
        if self.explorer.in_page is not None and not stage["problem"]:
            stage = stage | staged(self.explorer.current)
        self.expect(sendable(stage), "a stage that cannot be sent", settings)
        self.check_words(settings)
        if stage["problem"]:
            return
        reading = str(stage["reading"])
        for said in (reading, str(stage["verdict"])):
            if artefact := (ARTEFACT.search(CODE.sub("", said)) or PLURAL.search(said)):
                self.expect(False, f"“{artefact[0]}” in a reading", (settings, said))
            for number in P_VALUE.findall(said):
                self.expect(0 <= float(number) <= 1, f"p = {number}", (settings, said))
        self.expect(SENTENCE.fullmatch(reading), "a reading that is no sentence", reading)
        cell = re.search(r">\s*(nan|NaN|inf|-inf|None|NaT)\s*<", str(stage["table"]))
        self.expect(not cell, "a table with nan, inf or None", settings)
        self.expect(named(str(stage["picture"])), "a picture without a name", settings)

    def check_words(self, settings: Any) -> None:
        for fault in self.heard.taken():
            self.expect(False, f"a traceback: {fault}", repr(settings)[:300])
        stage = self.panel.stage
        self.expect(not stage["trace"], f"a fault: {stage['trace'][-300:]}", repr(settings)[:300])
        problem = str(stage["problem"])
        if problem:
            sound = SENTENCE.fullmatch(problem) and not PYTHON.search(problem)
            self.expect(sound and len(problem) < 600, f"no sentence: {problem[:300]}", settings)

    def expect(self, holds: object, said: str, settings: object) -> None:
        self.search.expect(holds, f"{self.name}: {said}", settings)


def named(svg: str) -> bool:
    """Whether a picture parses and says what it shows."""
    picture = ET.fromstring(svg)
    return picture.get("role") == "img" and bool((picture.get("aria-label") or "").strip())


def setting(control: Control, rng: Random) -> Any:
    """A setting that the control allows, as a page sends it: its ends more often."""
    if isinstance(control, Slider):
        kind = rng.random()
        if kind < 0.4:
            return control.sent(rng.choice(control.ends()))
        if kind < 0.8:
            return rng.choice(control.stops)
        between = rng.uniform(control.minimum, control.maximum)
        return round(between) if control.whole else between
    if isinstance(control, Choice):
        return rng.randrange(len(control.values))
    if isinstance(control, Switch):
        return rng.random() < 0.5
    if isinstance(control, Draw):
        return rng.choice((0, 1, 2, 999_999, rng.randrange(1_000_000)))
    assert isinstance(control, Counts)
    most = rng.choice((0, 1, 3, 20, 200, 5_000))
    return [rng.randint(0, most) if rng.random() < 0.7 else 0 for _ in control.levels]


def raw_values(explorer: Explorer, rng: Random) -> Any:
    """What comes from a page that is stale, broken or hostile."""
    settings: Any = explorer.sent(explorer.start)
    kind = rng.randrange(5)
    if kind == 0:
        return junk.value(rng)
    if kind == 1:
        settings = junk.value(rng)
    elif kind == 2:
        settings = {"control_of_yesterday": 1} | settings
    elif settings:
        settings = settings | {rng.choice(list(settings)): junk.value(rng)}
    whole = {"number": rng.choice((1, 5, -1, "7", None, 10**30, [])), "by": "page", "set": settings}
    if rng.random() < 0.3:
        del whole[rng.choice(list(whole))]
    return whole
