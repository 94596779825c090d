"""What a rehearsal says and saves is what it found."""

import copy
import tomllib
from typing import Any

from class_server.account import Kept, record, sentences, toml, used
from class_server.learner import Visit
from class_server.meter import HUB, Use
from class_server.sizing import MEASURED, capacity, measured

SAVED: dict[str, Any] = tomllib.loads(MEASURED.read_text(encoding="utf-8"))


def test_the_saved_record_reads_as_it_was_written() -> None:
    found = copy.deepcopy(SAVED)
    found["rehearsal"]["date"] = str(found["rehearsal"]["date"])
    assert toml(found) == MEASURED.read_text(encoding="utf-8")
    assert tomllib.loads(toml(found)) == SAVED


def test_the_sentences_say_how_many_a_machine_serves() -> None:
    run = SAVED["rehearsal"]
    serves = capacity(measured(), cores=run["cores"], memory_gb=run["memory_gb"])
    said = sentences(SAVED)
    assert said.endswith(f"and a machine of this size serves {serves} learners\n")
    assert "0 of 570 cells failed" in said


def test_after_two_learners_nothing_is_said_of_how_many_a_machine_serves() -> None:
    few = copy.deepcopy(SAVED)
    few["rehearsal"]["learners"] = 2
    assert sentences(few).endswith("said after 10 learners or more and no failure)\n")


def test_the_record_adds_up_what_happened_to_each() -> None:
    one = Visit("a", cells=3, failed_cells=1, start=2.4, lesson=10.0, redraws=[0.1, 0.5])
    two = Visit("b", cells=4, start=4.4, lesson=20.0, redraws=[0.3])
    found = record("03_x", [one, two], Kept(8, ["a: key"], 1), 30.6)
    assert found["rehearsal"]["learners"] == 2
    assert found["outcome"] == {
        "cells": 7,
        "failed_cells": 1,
        "answers": 8,
        "lost_answers": 1,
        "files_read_by_the_teacher": 1,
        "seconds": 31,
    }
    assert found["wait"] == {
        "start_median": 3,
        "start_longest": 4,
        "lesson_median": 15,
        "lesson_longest": 20,
        "redraw_median": 0.3,
        "redraw_longest": 0.5,
    }


def test_memory_is_the_largest_learners_and_processor_time_the_average_ones() -> None:
    small, large, hub = Use(100, 150, 300, 4), Use(120, 170, 350, 5), Use(180, 0, 200, 9)
    ends = {"a": Use(90, 150, 300, 6), "b": Use(120, 160, 350, 9), HUB: hub}
    found = used({"a": small, "b": large, HUB: hub}, ends)
    assert found["learner"] == {
        "memory_mb": 290,
        "memory_median_mb": 270,
        "server_mb": 120,
        "kernel_mb": 170,
        "resident_mb": 350,
        "cpu_seconds": 7.5,
    }
    assert found["hub"] == {"memory_mb": 180, "cpu_seconds": 9}


def test_a_class_in_which_everybody_broke_off_is_still_told() -> None:
    visits = [Visit(f"{number}", failed_cells=1) for number in range(30)]
    found = record("03_x", visits, Kept(8, ["a: key"], 0), 1) | used({}, {})
    assert "30 of 0 cells failed" in sentences(found)
    assert "no failure)" in sentences(found)
