"""An explorer without a page: set, read, and what it would tell the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.figure import Figure

from course_lib.ui import Choice, Explorer, Slider, View
from tests.ui.shifting import Guess, explorer, view

ODDS = Slider("Odds ratio", 0.25, 4, 1.5, log=True)


def ask(explored: Explorer, number: int, **wanted: Any) -> dict[str, Any]:
    """What the stage says after the page has sent some settings."""
    panel: Any = explored._connection.panel
    panel.values = {"number": number, "by": "page", "set": wanted}
    answer: dict[str, Any] = panel.stage
    return answer


def test_it_starts_at_the_start_and_follows_what_is_set() -> None:
    explored = explorer()
    assert explored.current.reading.startswith("Odds ratio 1.5: ")
    explored.set(odds_ratio=2.0, cut=1)
    assert explored.current.reading == view(2.0, 1, counts=(1, 2, 3)).reading
    explored.reset()
    assert explored.settings == explored.start


def test_every_setting_at_its_ends_gives_a_view_or_a_sentence() -> None:
    explored = explorer()
    settings = list(explored.ends())
    assert len(settings) == 1 + 2 + 2 + 2 + 2 + 2 + 3
    problems = []
    for one in settings:
        explored.set(**one)
        problems.append(explored.problem)
    assert [words for words in problems if words] == ["The control arm has no participants."]


def test_an_impossible_setting_keeps_the_last_view_and_the_next_clears_it() -> None:
    explored = explorer()
    before = explored.current
    explored.set(counts=(0, 0, 0))
    assert explored.problem == "The control arm has no participants."
    assert explored.current is before
    explored.reset()
    assert explored.problem == ""


def test_an_impossible_start_is_said_when_the_view_is_asked_for() -> None:
    def never(odds_ratio: float) -> View:
        raise ValueError(f"{odds_ratio} is never possible")

    with pytest.raises(ValueError, match="never possible"):
        _ = Explorer(never, {"odds_ratio": ODDS}).current


def test_a_fault_is_not_hidden_from_who_sets_in_python() -> None:
    with pytest.raises(ZeroDivisionError):
        explorer().set(odds_ratio=3)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Explorer(view, {"odds": ODDS}), "no argument 'odds'; it has odds_ratio, cut"),
        (lambda: Explorer(view, {"cut": Choice("Cut", [1, 2], 1)}), "'odds_ratio' needs a control"),
        (lambda: explorer().set(odds=2), "no control 'odds'; the controls are odds_ratio, cut"),
        (lambda: explorer().set(odds_ratio=9), "between 0.25 and 4, not at 9"),
        (
            lambda: Explorer(view, {"odds_ratio": ODDS}, presets={"Big": {"odds_ratio": 5}}),
            "between 0.25 and 4, not at 5",
        ),
        (lambda: explorer(prediction=Guess({"power": 1})), "no control 'power'"),
    ],
)
def test_what_does_not_fit_is_said(make: Callable[[], Any], words: str) -> None:
    with pytest.raises(ValueError) as error:
        make()
    assert words in str(error.value)


def test_the_page_is_answered_by_number() -> None:
    stage = ask(explorer(), 7, odds_ratio=2.0, cut=0)
    assert stage["answers"] == 7
    assert stage["reading"].startswith("Odds ratio 2:")
    assert "at 0–1" in stage["reading"]
    assert stage["picture"].startswith("<svg")
    assert stage["table"].startswith("<table")


def test_the_page_gets_a_sentence_and_the_last_picture_for_what_is_impossible() -> None:
    explored = explorer()
    before = ask(explored, 1, odds_ratio=2.0)
    some = [1, 2, 3]
    impossible = {"counts": [0, 0, 0]}, {"odds_ratio": "much"}, {"odds_ratio": 3.0, "counts": some}
    for wanted in impossible:
        stage = ask(explored, before["answers"] + 1, **wanted)
        assert stage["answers"] == before["answers"] + 1
        assert stage["problem"].endswith(".")
        assert "Traceback" not in stage["problem"]
        assert stage["picture"] == before["picture"]
        before = stage
    assert "ZeroDivisionError: made to fail" in stage["trace"]
    assert ask(explored, 9, odds_ratio=2.0, counts=some)["problem"] == ""


def test_an_interrupted_picture_is_answered_and_the_next_one_drawn() -> None:
    def stopped(odds_ratio: float) -> View:
        if odds_ratio > 2:
            raise KeyboardInterrupt
        return View(Figure(), f"Odds ratio {odds_ratio}.")

    explored = Explorer(stopped, {"odds_ratio": ODDS})
    answer = ask(explored, 1, odds_ratio=3.0)
    assert answer["answers"] == 1
    assert str(answer["problem"]).startswith("Stopped before it was drawn.")
    assert ask(explored, 2, odds_ratio=1.0)["problem"] == ""


def test_what_is_set_in_python_moves_the_page() -> None:
    explored = explorer()
    ask(explored, 3, odds_ratio=2.0)
    explored.set(odds_ratio=1.0)
    panel = explored._connection.panel
    assert panel.values["by"] == "kernel"
    assert panel.values["set"]["odds_ratio"] == 1.0
    assert panel.values["number"] == panel.stage["answers"] == 4


def test_a_prediction_locks_unlocks_and_is_compared_at_its_target() -> None:
    guess = Guess({"odds_ratio": 2.0})
    explored = explorer(prediction=guess)
    panel = explored._connection.panel
    locked = [panel.locked]
    guess.settle()
    assert [*locked, panel.locked] == [True, False]
    explored._connection._on_message(None, {"ask": "compare"}, [])
    assert panel.stage["verdict"] == f"You predicted 60 %. {explored.current.reading}"
    assert explored.settings["odds_ratio"] == 2.0
    assert ask(explored, 9, odds_ratio=1.0)["verdict"] == ""


def test_a_settled_prediction_does_not_lock() -> None:
    assert not explorer(prediction=Guess(settled=True))._connection.panel.locked


def test_the_prediction_stands_above_the_panel() -> None:
    guess = Guess()
    explored = explorer(prediction=guess)
    assert explored.widget.children == (guess.widget, explored._connection.panel)


def test_the_text_names_question_reading_table_and_controls() -> None:
    text = explorer(prediction=Guess()).text()
    title, question, reading, table, controls = text.split("\n\n")
    assert title == "One odds ratio"
    assert question == "How many per cent do you expect?"
    assert reading.startswith("Odds ratio 1.5:")
    assert table.splitlines()[1].startswith("treatment")
    assert controls.splitlines()[1:3] == ["- Common odds ratio: 1.5", "- Good outcome: 0–2"]


def test_the_bundle_is_the_same_each_time_but_for_the_widget() -> None:
    first, second = (explorer()._repr_mimebundle_()[0] for _ in range(2))
    assert first.pop("application/vnd.jupyter.widget-view+json")["model_id"]
    second.pop("application/vnd.jupyter.widget-view+json")
    assert first == second


def test_making_an_explorer_draws_nothing() -> None:
    def watched(odds_ratio: float) -> View:
        calls.append(odds_ratio)
        return View(Figure(), f"Odds ratio {odds_ratio}.")

    calls: list[float] = []
    explored = Explorer(watched, {"odds_ratio": ODDS})
    assert calls == []
    assert explored.current is explored.current
    assert calls == [1.5]
