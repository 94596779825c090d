"""Files are read with suspicion: what is no progress file is named and skipped."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.classroom import read_class
from course_lib.classroom.handed_in import LARGEST_FILE, MOST_FILES, Handed, Left, _read
from course_lib.classroom.learner_names import learner_name

NOT_A_FILE_OF_THE_COURSE = {
    "empty.json": (b" \n", "it is empty"),
    "binary.json": (bytes(range(256)), "it is not a JSON text"),
    "foreign.json": (b'{"cells": []}', "it does not say that it belongs to this course"),
    "newer.json": (b'{"course": "one-trial-closely-read", "schema": 2}', "its schema is 2"),
    "none.json": (
        b'{"course": "one-trial-closely-read", "schema": 1, "answers": {}}', "it holds no answer"
    ),
    "deep.json": (b"[" * 200_000, "it is not a JSON text"),
    "huge.json": (b" " * (LARGEST_FILE + 1), "it is far too large for a progress file"),
    "essay.docx": (b"PK", "it is no .json file"),
    "page.json": (b"<script>alert(1)</script>", "it is not a JSON text"),
}  # fmt: skip


def why(folder: Path) -> dict[str, str]:
    return {left.file: left.why for left in read_class(folder).left}


@pytest.mark.parametrize("name", NOT_A_FILE_OF_THE_COURSE)
def test_what_is_no_progress_file_is_named_with_a_sentence(name: str, answers: Path) -> None:
    data, sentence = NOT_A_FILE_OF_THE_COURSE[name]
    (answers / name).write_bytes(data)
    assert why(answers)[name].startswith(sentence)
    assert [one.name for one in read_class(answers).learners] == ["Ada", "Ben", "Cem"]


def test_a_file_cut_off_anywhere_is_said_to_be_cut_off(texts: dict[str, str]) -> None:
    data = texts["Cem"].encode()
    for end in range(60, len(data) - 2, 97):
        found = _read("Cem.json", data[:end])
        assert isinstance(found, Left)
        assert found.why == "it is cut off or damaged"


def test_a_damaged_entry_is_counted_and_the_others_count(
    texts: dict[str, str], answers: Path
) -> None:
    document = json.loads(texts["Cem"])
    document["answers"]["start_here/question/first_odds"]["first_at"] = "yesterday"
    (answers / "Cem.json").write_text(json.dumps(document))
    [cem] = [one for one in read_class(answers).learners if one.name == "Cem"]
    assert cem.damaged == 1
    assert len(cem.answers) == len(document["answers"]) - 1


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_is_not_followed_and_a_pipe_is_not_waited_for(answers: Path) -> None:
    (answers / "link.json").symlink_to("/dev/zero")
    os.mkfifo(answers / "pipe.json")
    assert why(answers) == dict.fromkeys(
        ("link.json", "pipe.json"), "it is a link or a device, not a file"
    )


def test_the_newest_file_of_a_learner_counts_and_the_older_is_named(
    texts: dict[str, str], answers: Path
) -> None:
    older = json.loads(texts["Ada"])
    kept = sorted(older["answers"].items(), key=lambda item: str(item[1]["last_at"]))[:20]
    older["answers"] = dict(kept)
    (answers / "one-trial-closely-read-progress (1).json").write_text(json.dumps(older))
    (answers / "Ben (2).json").write_text(texts["Ben"].replace("T09:", "T08:"))
    assert [one.name for one in read_class(answers).learners] == ["Ada", "Ben", "Cem"]
    assert why(answers) == {
        "one-trial-closely-read-progress (1).json": "the same learner handed in Ada.json, "
        "which is newer and counts",
        "Ben (2).json": "the same learner handed in Ben.json, which is newer and counts",
    }


def test_people_who_began_from_one_file_of_the_teacher_stay_two(
    texts: dict[str, str], answers: Path
) -> None:
    start = dict(list(json.loads(texts["Cem"])["answers"].items())[:3])
    for name in ("Ada", "Ben"):
        document = json.loads(texts[name])
        document["answers"] |= start
        (answers / f"{name}.json").write_text(json.dumps(document))
    assert [one.name for one in read_class(answers).learners] == ["Ada", "Ben", "Cem"]


def test_files_without_a_name_are_learners_of_their_own(
    texts: dict[str, str], tmp_path: Path
) -> None:
    stem = "one-trial-closely-read-progress"
    (tmp_path / f"{stem}.json").write_text(texts["Ada"])
    (tmp_path / f"{stem} (1).json").write_text(texts["Ben"])
    named = [one.name for one in read_class(tmp_path).learners]
    assert named == [f"{stem} (1).json", f"{stem}.json"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (
            "Anna Muster_812_assignsubmission_file_/one-trial-closely-read-progress.json",
            "Anna Muster",
        ),
        ("Anna Muster_812_assignsubmission_file_progress.json", "Anna Muster"),
        ("anna_progress.json", "anna"),
        ("anna (3).json", "anna"),
        ("group 2/anna.JSON", "group 2/anna"),
        ("progress.json", ""),
    ],
)
def test_a_name_is_freed_from_what_browsers_and_platforms_add(path: str, name: str) -> None:
    assert learner_name(path) == name


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_json", ".json"), data)
    return stream.getvalue()


def test_a_zip_is_read_without_unpacking_it(texts: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    bomb = b" " * (LARGEST_FILE * 4)
    data = zipped(Ada_json=texts["Ada"].encode(), **{"..__..__evil_json": b"{}"}, bomb_json=bomb)
    path.write_bytes(data)
    found = read_class(path)
    assert [one.name for one in found.learners] == ["Ada"]
    assert {left.file: left.why[:20] for left in found.left} == {
        "../../evil.json": "it does not say that",
        "bomb.json": "it is far too large ",
    }
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_zip_in_the_folder_and_a_broken_one(texts: dict[str, str], answers: Path) -> None:
    (answers / "late.zip").write_bytes(zipped(Dan_json=texts["Cem"].replace("T09", "T10").encode()))
    (answers / "broken.zip").write_bytes(zipped(x_json=b"{}")[:30])
    found = read_class(answers)
    assert "late/Dan" in [one.name for one in found.learners]
    assert why(answers)["broken.zip"].startswith("this ZIP could not be read")


def test_no_folder_and_no_zip_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no folder and no ZIP file"):
        read_class(tmp_path / "nowhere")
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(ValueError, match="neither a folder nor a ZIP"):
        read_class(tmp_path / "a.json")


def test_more_files_than_any_class_are_not_all_read(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 2):
        (tmp_path / f"{number}.txt").touch()
    left = read_class(tmp_path).left
    assert len(left) == MOST_FILES + 1
    assert str(left[-1]) == "all further files: only 5,000 are read."


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner),
    max_leaves=20,
)
KEYS = st.sampled_from(
    ["a/question/b", "start_here/question/first_odds", "a/b", "subgroups/note/x"]
)
ENTRIES = st.dictionaries(KEYS | st.text(max_size=10), JSON | st.fixed_dictionaries(
    {"first": JSON, "first_at": st.datetimes().map(str) | JSON, "last": JSON,
     "last_at": st.datetimes().map(lambda moment: f"{moment.isoformat()}+00:00") | JSON}
))  # fmt: skip


@given(st.binary(max_size=300) | st.builds(
    lambda entries, schema: json.dumps(
        {"course": "one-trial-closely-read", "schema": schema, "answers": entries}
    ).encode(),
    ENTRIES | JSON, st.just(1) | JSON,
))  # fmt: skip
def test_whatever_the_bytes_there_are_answers_or_a_sentence(data: bytes) -> None:
    found = _read("x\x1b[31m\u202e.json", data)
    assert isinstance(found, Handed | Left)
    assert found.file.isprintable()
    if isinstance(found, Left):
        assert str(found).isprintable()
        assert len(str(found)) < 400
