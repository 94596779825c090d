"""The file of answers after clocks, disks and kernels have failed."""

import os
from datetime import timedelta
from pathlib import Path

from course_lib.ui.progress import Progress
from tests.ui.drafts import Clock

KEY = "shift_analysis/question/odds"


def test_a_clock_that_was_put_back_does_not_hide_the_newest_answer(tmp_path: Path) -> None:
    clock = Clock()
    Progress(tmp_path, now=lambda: clock.moment + timedelta(days=400)).record(KEY, "odds_as_risk")
    Progress(tmp_path, now=clock).record(KEY, "right")
    answer = Progress(tmp_path).answer(KEY)
    assert answer is not None
    assert (answer.first, answer.last) == ("odds_as_risk", "right")


def test_whole_answers_in_a_file_that_is_cut_short_are_kept(tmp_path: Path) -> None:
    for key in ("a/note/one", "b/note/two"):
        Progress(tmp_path).record(key, "words")
    path = tmp_path / "progress.json"
    path.write_bytes(path.read_bytes()[:-40])
    progress = Progress(tmp_path)
    assert progress.answers().keys() == {"a/note/one"}
    assert progress.notice().endswith(f"in {tmp_path}. 1 answer in it could be read: kept.")
    assert Progress(tmp_path).answers().keys() == {"a/note/one"}


def test_an_answer_that_stands_twice_is_damage_and_neither_is_lost(tmp_path: Path) -> None:
    progress = Progress(tmp_path, now=Clock())
    progress.record("a/note/one", "first")
    progress.record("a/note/two", "last")
    path = tmp_path / "progress.json"
    path.write_text(path.read_text().replace("two", "one"))
    answer = Progress(tmp_path).answer("a/note/one")
    assert answer is not None
    assert (answer.first, answer.last) == ("first", "last")
    assert len(list(tmp_path.glob("progress.damaged-*.json"))) == 1


def test_what_a_killed_kernel_left_is_removed_an_hour_later_and_not_before(
    tmp_path: Path,
) -> None:
    old, young = tmp_path / ".progress-old.tmp", tmp_path / ".progress-young.tmp"
    for left in (old, young):
        left.write_text("{half")
    os.utime(old, (0, 0))
    Progress(tmp_path).record(KEY, "right")
    assert not old.exists()
    assert young.exists()
