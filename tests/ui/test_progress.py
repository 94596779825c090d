import json
import multiprocessing
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.ui.answers import Answer, Answers, dump, merge_all, parse
from course_lib.ui.progress import Progress, default_folder
from tests.ui.drafts import Clock

KEY = "shift_analysis/question/odds"
TIMES = st.datetimes().map(lambda moment: moment.isoformat(timespec="microseconds") + "+00:00")
VALUES = st.none() | st.text('abc <"é', max_size=20) | st.floats(-1e9, 1e9)
KEYS = st.from_regex(r"[a-c]/(question|prediction|note)/[a-c]", fullmatch=True)
ANSWERS = st.dictionaries(KEYS, st.builds(Answer, VALUES, TIMES, VALUES, TIMES), max_size=6)


def test_an_answer_is_there_again_after_a_restart(tmp_path: Path) -> None:
    assert Progress(tmp_path).record(KEY, "right") == ""
    answer = Progress(tmp_path).answer(KEY)
    assert answer is not None
    assert answer.last == "right"


def test_the_first_answer_stays_the_first_and_the_last_is_the_last(tmp_path: Path) -> None:
    progress = Progress(tmp_path, now=Clock())
    for value in ("odds_as_risk", "p_as_size", "right"):
        progress.record(KEY, value)
    answer = progress.answer(KEY)
    assert answer is not None
    assert (answer.first, answer.last) == ("odds_as_risk", "right")
    assert answer.first_at < answer.last_at


def test_two_notebooks_that_are_open_at_once_keep_each_others_answers(tmp_path: Path) -> None:
    one, other = Progress(tmp_path), Progress(tmp_path)
    one.answers()
    other.answers()
    one.record("a/question/one", "right")
    other.record("b/question/other", "right")
    one.record("a/question/two", "right")
    expected = {"a/question/one", "a/question/two", "b/question/other"}
    assert Progress(tmp_path).answers().keys() == expected


def write_many(folder: str, who: str) -> None:
    progress = Progress(Path(folder))
    for number in range(25):
        assert progress.record(f"lesson/question/{who}_{number}", "right") == ""


def test_two_processes_that_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(str(tmp_path), who)) for who in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(Progress(tmp_path).answers()) == 50


def test_no_half_written_file_is_left_behind(tmp_path: Path) -> None:
    Progress(tmp_path).record(KEY, "right")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["progress.json", "progress.lock"]


@given(data=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_survived_and_set_aside_never_overwritten(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "progress.json")
        path.write_bytes(data)
        progress = Progress(Path(folder))
        assert progress.record(KEY, "right") == ""
        assert KEY in Progress(Path(folder)).answers()
        aside = list(Path(folder).glob("progress.damaged-*.json"))
        assert [file.read_bytes() for file in aside] == [data]


def test_a_damaged_file_is_said_once_with_the_name_of_the_one_set_aside(tmp_path: Path) -> None:
    (tmp_path / "progress.json").write_text("{half")
    progress = Progress(tmp_path)
    said = progress.notice()
    (aside,) = tmp_path.glob("progress.damaged-*.json")
    assert "was damaged: it is not a JSON text" in said
    assert aside.name in said
    assert progress.notice() == ""
    assert Progress(tmp_path).notice() == ""


def test_two_damaged_files_of_one_second_are_both_kept(tmp_path: Path) -> None:
    still = Clock().moment
    for text in ("{one", "{two"):
        (tmp_path / "progress.json").write_text(text)
        Progress(tmp_path, now=lambda: still).answers()
    kept = {path.read_text() for path in tmp_path.glob("progress.damaged-*.json")}
    assert kept == {"{one", "{two"}


def test_sound_answers_in_a_partly_damaged_file_are_kept(tmp_path: Path) -> None:
    Progress(tmp_path).record(KEY, "right")
    path = tmp_path / "progress.json"
    document = json.loads(path.read_text())
    document["answers"]["a/question/b"] = {"first": True}
    path.write_text(json.dumps(document))
    progress = Progress(tmp_path)
    assert progress.answers().keys() == {KEY}
    assert "1 entry could not be read" in progress.notice()
    assert len(list(tmp_path.glob("progress.damaged-*.json"))) == 1
    assert Progress(tmp_path).answers().keys() == {KEY}
    assert Progress(tmp_path).notice() == ""


def test_a_file_of_a_newer_course_is_set_aside_and_named(tmp_path: Path) -> None:
    newer = '{"course": "one-trial-closely-read", "schema": 2, "answers": {}}'
    (tmp_path / "progress.json").write_text(newer)
    assert "its schema is 2; this course reads 1" in Progress(tmp_path).notice()


def test_where_nothing_can_be_written_answers_stay_in_memory_and_a_sentence_says_so(
    tmp_path: Path,
) -> None:
    blocked = tmp_path / "a_file_where_a_folder_should_be"
    blocked.write_text("")
    progress = Progress(blocked)
    said = progress.record(KEY, "right")
    assert said.startswith("Not written to disk: ")
    assert "stay until this notebook's kernel stops" in said
    answer = progress.answer(KEY)
    assert answer is not None
    assert answer.last == "right"


def test_what_could_not_be_written_is_written_with_the_next_answer(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    folder.write_text("")
    progress = Progress(folder)
    progress.record(KEY, "right")
    folder.unlink()
    assert progress.record("a/note/b", "words") == ""
    assert Progress(folder).answers().keys() == {KEY, "a/note/b"}


def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    Progress(tmp_path).record("a/note/b", "before")
    monkeypatch.setattr(os, "fsync", full)
    progress = Progress(tmp_path)
    assert "No space left on device" in progress.record(KEY, "right")
    monkeypatch.undo()
    assert progress.answers().keys() == {KEY, "a/note/b"}
    assert Progress(tmp_path).answers().keys() == {"a/note/b"}
    assert not list(tmp_path.glob("*.tmp"))


def test_what_was_downloaded_can_be_restored_on_another_machine(tmp_path: Path) -> None:
    here, there = Progress(tmp_path / "here"), Progress(tmp_path / "there")
    here.record(KEY, "right")
    here.record("a/note/b", "My <b>words</b> – é")
    there.record("c/prediction/d", None)
    said = there.restore(here.download().encode())
    assert said == "Restored: 2 answers in 2 lessons, 2 of them new here."
    assert Progress(tmp_path / "there").answers().keys() == {KEY, "a/note/b", "c/prediction/d"}
    assert there.answer("a/note/b") == here.answer("a/note/b")


def test_a_strange_file_is_not_restored_and_changes_nothing(tmp_path: Path) -> None:
    progress = Progress(tmp_path)
    progress.record(KEY, "right")
    before = progress.path.read_bytes()
    for strange in (b"", b"[]", b'{"course": "another"}', b"\xff\xfe", b"[" * 100_000):
        assert progress.restore(strange).startswith("This file was not restored: ")
    assert progress.path.read_bytes() == before


def test_forgetting_a_lesson_forgets_no_other_one(tmp_path: Path) -> None:
    progress = Progress(tmp_path)
    for key in ("a/question/x", "a/note/y", "ab/question/x"):
        progress.record(key, "right")
    assert progress.forget("a") == "Forgotten: 2 answers of a."
    assert Progress(tmp_path).answers().keys() == {"ab/question/x"}


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    assert default_folder() == tmp_path
    assert Progress.here() is Progress.here()
    monkeypatch.delenv("COURSE_PROGRESS")
    assert default_folder().name == "one-trial-closely-read"


@pytest.mark.parametrize(
    ("key", "value"),
    [("odds", "right"), ("A B/question/c", "right"), (KEY, True), (KEY, float("nan"))],
)
def test_what_could_not_be_read_again_is_not_written(
    tmp_path: Path, key: str, value: float | str
) -> None:
    with pytest.raises(ValueError, match=r"is no key|a value is a text"):
        Progress(tmp_path).record(key, value)
    assert not (tmp_path / "progress.json").exists()


@given(one=ANSWERS, other=ANSWERS)
def test_merging_loses_no_key_and_does_not_depend_on_the_order(
    one: Answers, other: Answers
) -> None:
    merged = merge_all(one, other)
    assert merged.keys() == one.keys() | other.keys()
    assert merged == merge_all(other, one)
    assert merged == merge_all(merged, one)
    for key, answer in merged.items():
        sources = [source[key] for source in (one, other) if key in source]
        assert answer.first_at == min(source.first_at for source in sources)
        assert answer.last_at == max(source.last_at for source in sources)


@given(answers=ANSWERS)
def test_what_is_written_is_what_is_read(answers: Answers) -> None:
    assert parse(dump(answers).encode()) == (answers, 0)
