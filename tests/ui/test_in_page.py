"""An explorer that the page computes: what it is given, and what the kernel still does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from course_lib.ui import Explorer, InPage, Slider, View
from course_lib.ui.panel import Panel
from tests.ui.shifting import Guess, bars

ODDS = Slider("Odds ratio", 0.25, 4, 1.5, log=True)


class Watched:
    """A view that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    def __call__(self, odds_ratio: float) -> View:
        self.asked.append(odds_ratio)
        return View(bars(odds_ratio), f"Odds ratio {odds_ratio:.3g}.")


@pytest.fixture
def in_page(tmp_path: Path) -> InPage:
    file = tmp_path / "view.js"
    file.write_text("function pageView(settings, data) { return data; }", encoding="utf-8")
    return InPage([file], lambda: {"ink": "#5f6470", "shares": [0.5, 0.5]})


def test_the_panel_holds_the_view_and_its_data_and_other_panels_do_not(in_page: InPage) -> None:
    explorer: Any = Explorer(Watched(), {"odds_ratio": ODDS}, in_page=in_page)
    panel = explorer._connection.panel
    assert "function pageView(" in panel._esm
    assert "function fixed(" in panel._esm
    assert panel.spec["data"]["shares"] == [0.5, 0.5]
    assert panel.spec["data"]["ink"].startswith("var(--jp-ui-font-color2")
    assert "function pageView(" not in Panel()._esm


def test_a_change_in_the_page_is_answered_without_drawing_and_kept(in_page: InPage) -> None:
    view = Watched()
    explorer: Any = Explorer(view, {"odds_ratio": ODDS}, in_page=in_page)
    panel = explorer._connection.panel
    panel.values = {"number": 1, "by": "page", "set": {"odds_ratio": 2.0}}
    assert panel.stage["answers"] == 1
    assert explorer.settings == {"odds_ratio": 2.0}
    assert view.asked == []
    assert explorer.current.reading == "Odds ratio 2."
    assert view.asked == [2.0]


def test_the_kernel_compares_with_the_prediction_at_its_target(in_page: InPage) -> None:
    guess = Guess({"odds_ratio": 2.0})
    explorer: Any = Explorer(Watched(), {"odds_ratio": ODDS}, prediction=guess, in_page=in_page)
    panel = explorer._connection.panel
    assert panel.locked
    guess.settle()
    assert not panel.locked
    explorer._connection._on_message(None, {"ask": "compare"}, [])
    assert panel.values["set"] == {"odds_ratio": 2.0}
    assert panel.stage["answers"] == panel.values["number"]
    assert panel.stage["verdict"] == "You predicted 60 %. Odds ratio 2."


def test_the_data_are_asked_once() -> None:
    numbers = iter([[1], [2]])
    in_page = InPage([], lambda: next(numbers))
    assert [in_page.given, in_page.given] == [[1], [1]]
