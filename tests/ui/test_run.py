"""A run without a page: asked, cancelled, and what it would tell the page."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.figure import Figure

from course_lib.ui import Run, Slider, View
from course_lib.ui.svg import DRAWING
from tests.ui.shifting import Guess, run

SIZE = Slider("Size", 1, 100, 5, whole=True)


def press(asked: Run, number: int, *, compare: bool = False, **wanted: Any) -> None:
    """What the page sends when Run is pressed."""
    panel: Any = asked.runner.panel
    sent = {"number": number, "by": "page", "set": wanted, "compare": compare}
    panel.values = sent


def ended(asked: Run) -> dict[str, Any]:
    """What the page knows once nothing runs any more."""
    if asked.runner.thread is not None:
        asked.runner.thread.join(10)
    panel: Any = asked.runner.panel
    assert panel.progress["running"] is False
    return {**panel.progress, **panel.stage}


def test_it_computes_in_the_background_and_answers_by_number() -> None:
    asked = run()
    assert asked.runner.panel.stage["reading"] == "Not run yet: press “Count the steps”."
    press(asked, 4, steps=30)
    assert asked.runner.panel.progress["running"] is True
    assert asked.runner.thread is not threading.current_thread()
    answer = ended(asked)
    assert (answer["answers"], answer["said"]) == (4, "Done.")
    assert answer["reading"] == "30 steps were made with seed 1."
    assert answer["picture"].startswith("<svg")


@pytest.mark.parametrize(("pause", "heard"), [(-1, 62), (1000, 2)])
def test_the_page_hears_how_far_it_is_but_not_too_often(
    monkeypatch: pytest.MonkeyPatch, pause: float, heard: int
) -> None:
    monkeypatch.setattr("course_lib.ui.runner._PAUSE", pause)
    asked, told = run(), []
    asked.runner.panel.observe(lambda change: told.append(change["new"]), "progress")
    press(asked, 1, steps=60)
    ended(asked)
    done = [one["done"] for one in told if one["running"]]
    assert done == sorted(done)
    assert (done[0], done[-1], len(done)) == (0, 60, heard)


def test_the_same_settings_are_there_at_once() -> None:
    asked = run()
    press(asked, 1, steps=10)
    ended(asked)
    first = asked.runner.thread
    press(asked, 2, steps=10)
    assert asked.runner.thread is first
    assert ended(asked)["answers"] == 2
    assert asked.result(steps=10) is asked.result(steps=10)


def test_only_so_many_results_are_kept() -> None:
    asked = Run(lambda report, size: View(Figure(), f"{size}."), {"size": SIZE})
    first = asked.result(size=1)
    for size in range(2, 40):
        asked.result(size=size)
    assert not asked.is_kept({"size": 1})
    assert asked.is_kept({"size": 39})
    assert asked.result(size=1) is not first


def test_a_newer_run_ends_the_one_before_it() -> None:
    asked = run()
    press(asked, 1, steps=400)
    older = asked.runner.thread
    press(asked, 2, steps=5)
    assert ended(asked)["reading"].startswith("5 steps")
    older.join(5)
    assert not older.is_alive()
    assert ended(asked)["answers"] == 2
    assert not asked.is_kept({"steps": 400, "seed": 1})


def test_cancel_leaves_what_is_shown_and_the_next_run_works() -> None:
    asked = run()
    press(asked, 1, steps=5)
    before = ended(asked)
    press(asked, 2, steps=400)
    asked.runner._on_message(None, {"ask": "cancel"}, [])
    asked.runner._on_message(None, {"ask": "cancel"}, [])
    after = ended(asked)
    assert after["said"] == "Cancelled."
    assert (after["answers"], after["reading"]) == (1, before["reading"])
    press(asked, 3, steps=6)
    assert ended(asked)["reading"].startswith("6 steps")


def test_what_fails_is_a_sentence_and_the_last_picture_stays() -> None:
    asked = run()
    press(asked, 1, steps=5)
    picture = ended(asked)["picture"]
    for number, wanted, words in (
        (2, {"steps": 2}, "Two steps are not enough."),
        (3, {"steps": 3}, "This setting could not be drawn (ZeroDivisionError)."),
        (4, {"steps": "many"}, "'Steps' must be a number"),
    ):
        press(asked, number, **wanted)
        answer = ended(asked)
        assert answer["answers"] == number
        assert answer["problem"].startswith(words)
        assert answer["picture"] == picture
    press(asked, 5, steps=6)
    assert ended(asked)["problem"] == ""


def test_nothing_else_is_drawn_while_the_picture_is_made() -> None:
    def slow(report: Callable[[int, int], None], size: int) -> View:
        report(size, size)
        drawing.set()
        go_on.wait(5)
        return View(Figure(), "Drawn.")

    drawing, go_on = threading.Event(), threading.Event()
    asked = Run(slow, {"size": SIZE})
    press(asked, 1, size=5)
    assert drawing.wait(5)
    assert not DRAWING.acquire(blocking=False)
    go_on.set()
    ended(asked)
    assert DRAWING.acquire(timeout=1)
    DRAWING.release()


def test_where_no_thread_can_be_had_it_computes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    asked = run()
    press(asked, 1, steps=5)
    assert asked.runner.panel.stage["answers"] == 1
    assert asked.runner.panel.stage["reading"].startswith("5 steps")


def test_a_prediction_locks_and_is_compared_at_its_target() -> None:
    guess = Guess({"steps": 7})
    asked = run(prediction=guess)
    panel = asked.runner.panel
    locked = [panel.locked]
    guess.settle()
    assert [*locked, panel.locked] == [True, False]
    press(asked, 1, compare=True, steps=30, seed=2)
    assert ended(asked)["verdict"] == "You predicted 60 %. 7 steps were made with seed 2."
    assert panel.values == {"number": 1, "by": "kernel", "set": {"steps": 7, "seed": 2}}
    press(asked, 2, steps=7, seed=2)
    assert ended(asked)["verdict"] == ""
    assert asked.widget.children == (guess.widget, panel)


def test_the_stored_output_is_the_same_before_and_after_runs() -> None:
    asked = run()
    before = asked._repr_mimebundle_()[0]
    asked.result(steps=5)
    after = asked._repr_mimebundle_()[0]
    assert before == after
    assert before["text/plain"] == (
        "Not run here: run this notebook and press “Count the steps”.\n\n"
        "Controls:\n- Steps: 20\n- Draw again: seed 1"
    )


def test_a_view_given_for_the_start_is_the_still_and_stands_on_the_stage() -> None:
    asked = run(start=View(Figure(), "Ten steps, made beforehand."))
    data, metadata = asked._repr_mimebundle_()
    assert data["image/png"]
    assert metadata["image/png"]["alt"] == "Ten steps, made beforehand."
    assert asked.runner.panel.stage["reading"] == "Ten steps, made beforehand."


def test_every_end_and_preset_can_be_listed_for_a_test() -> None:
    assert [one["steps"] for one in run().ends()] == [20, 400, 1, 500, 20, 20]


@pytest.mark.parametrize(
    ("wanted", "words"), [({"size": 3}, "no control 'size'"), ({"steps": 0}, "between 1 and 500")]
)
def test_what_does_not_fit_is_said(wanted: dict[str, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        run().result(**wanted)
