"""A small explorer for tests: seven made-up shares, shifted by one odds ratio."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ipywidgets
import numpy as np
import pandas as pd

from course_lib.figures import outcome_bars
from course_lib.scale import MRS
from course_lib.ui import Choice, Counts, Draw, Explorer, Run, Slider, Switch, View
from course_lib.ui.controls import Control

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHARES = np.array([0.12, 0.16, 0.14, 0.16, 0.20, 0.08, 0.14])


def shifted(odds_ratio: float) -> Any:
    """Shares of the seven levels when every cut has this odds ratio."""
    better = SHARES.cumsum()[:-1]
    odds = better / (1 - better) * odds_ratio
    return np.diff(np.concatenate([[0], odds / (1 + odds), [1]]))


def bars(odds_ratio: float) -> Figure:
    """Two bars of seven parts with a number in each: what lessons draw most often."""
    return outcome_bars(
        np.stack([shifted(odds_ratio), SHARES]),
        labels=[f"Odds ratio {odds_ratio:.3g}", "Control"],
        scale=MRS,
        sizes=(233, 267),
        cut=2,
    )


def view(
    odds_ratio: float,
    cut: int = 2,
    *,
    slow: bool = False,
    seed: int = 1,
    counts: tuple[int, ...] = (1,),
) -> View:
    """The two distributions; some settings are impossible, some are at fault."""
    if sum(counts) == 0:
        raise ValueError("the control arm has no participants")
    if odds_ratio == 3:
        raise ZeroDivisionError("made to fail")
    if slow:
        time.sleep(1)
    shares = np.stack([shifted(odds_ratio), SHARES])
    good = 100 * shares[:, : cut + 1].sum(axis=1)
    table = pd.DataFrame((100 * shares).round(1), ["treatment", "control"], list("0123456"))
    reading = f"Odds ratio {odds_ratio:.3g}: {good[0]:.1f} % against {good[1]:.1f} % at 0–{cut}"
    return View(bars(odds_ratio), f"{reading}, seed {seed}, {sum(counts)} counted.", table)


def explorer(**more: Any) -> Explorer:
    """One control of each kind."""
    controls: Mapping[str, Control] = {
        "odds_ratio": Slider("Common odds ratio", 0.25, 4, 1.5, log=True),
        "cut": Choice("Good outcome", {"0–1": 1, "0–2": 2}, 2),
        "slow": Switch("Be slow"),
        "seed": Draw(),
        "counts": Counts("Control", ("good", "fair", "poor"), (1, 2, 3)),
    }
    presets = {"No effect": {"odds_ratio": 1.0}, "Strict": {"odds_ratio": 2.0, "cut": 1}}
    return Explorer(view, controls, presets=presets, title="One odds ratio", **more)


@dataclass
class Guess:
    """A prediction that is answered by calling `settle`."""

    target: Mapping[str, Any] = field(default_factory=dict)
    settled: bool = False
    callbacks: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.widget = ipywidgets.Button(description="I predict 60 %")
        self.widget.on_click(lambda _: self.settle())

    def on_settle(self, callback: Callable[[], None]) -> None:
        self.callbacks.append(callback)

    def settle(self) -> None:
        self.settled = True
        for callback in self.callbacks:
            callback()

    def verdict(self, view: View) -> str:
        return f"You predicted 60 %. {view.reading}"

    def longest_verdict(self) -> str:
        return "You predicted 60 %. " + "x " * 60

    def text(self) -> str:
        return "How many per cent do you expect?"


def counting(report: Callable[[int, int], None], steps: int, seed: int = 1) -> View:
    """A computation of so many steps; two is impossible, three is at fault."""
    if steps == 2:
        raise ValueError("two steps are not enough")
    if steps == 3:
        raise ZeroDivisionError("made to fail")
    for done in range(steps):
        report(done, steps)
        time.sleep(0.02)
    report(steps, steps)
    return View(bars(1 + steps / 100), f"{steps} steps were made with seed {seed}.")


def run(**more: Any) -> Run:
    """A computation in many small steps."""
    controls: Mapping[str, Control] = {
        "steps": Slider("Steps", 1, 500, 20, whole=True),
        "seed": Draw(),
    }
    return Run(
        counting, controls, label="Count the steps", presets={"Many": {"steps": 400}}, **more
    )


def lines(name: str, data: bytes) -> View | str:
    """What is made of an uploaded file: the number of its lines, or a picture, or a sentence."""
    if data == b"\xff":
        raise ValueError("this is not text")
    text = data.decode("utf-8")
    if text.startswith("odds,"):
        return view(float(text.split(",")[1]))
    return f"{name} has {len(data)} bytes, the last of them {data[-1]}."
