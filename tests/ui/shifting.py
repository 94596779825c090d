"""A small explorer for tests: seven made-up shares, shifted by one odds ratio."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import ipywidgets
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from course_lib.ui import Choice, Counts, Draw, Explorer, Slider, Switch, View
from course_lib.ui.controls import Control
from course_lib.ui.svg import GRID_INK, INK

SHARES = np.array([0.12, 0.16, 0.14, 0.16, 0.20, 0.08, 0.14])
RAMP = ("#08306b", "#08519c", "#2171b5", "#4292c6", "#6baed6", "#9ecae1", "#c6dbef")


def shifted(odds_ratio: float) -> Any:
    """Shares of the seven levels when every cut has this odds ratio."""
    better = SHARES.cumsum()[:-1]
    odds = better / (1 - better) * odds_ratio
    return np.diff(np.concatenate([[0], odds / (1 + odds), [1]]))


def bars(odds_ratio: float) -> Figure:
    """Two stacked bars of seven parts with a number in each: what lessons draw most often."""
    figure = Figure(figsize=(8, 2.6))
    axes = figure.add_axes((0.12, 0.2, 0.85, 0.65))
    axes.set_facecolor("none")
    for row, shares in enumerate((SHARES, shifted(odds_ratio))):
        left = 0.0
        for share, colour in zip(shares, RAMP, strict=True):
            axes.barh(row, share, left=left, color=colour, edgecolor="white")
            ink = "white" if colour < "#6" else "#000000"
            middle = left + share / 2
            axes.text(middle, row, f"{100 * share:.0f}", ha="center", va="center", color=ink)
            left += share
    axes.set_xlim(0, 1)
    axes.set_yticks([0, 1], ["control", "treatment"])
    axes.tick_params(colors=INK)
    axes.spines[:].set_color(GRID_INK)
    axes.set_title(f"Odds ratio {odds_ratio:.3g}", color=INK)
    return figure


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

    def text(self) -> str:
        return "How many per cent do you expect?"
