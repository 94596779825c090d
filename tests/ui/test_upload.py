"""An upload without a page: pieces, refusals, and what is made of a file."""

from __future__ import annotations

from typing import Any

import pytest

from course_lib.ui import Upload
from course_lib.ui.upload import LARGEST
from tests.ui.shifting import lines


def upload(**more: Any) -> Upload:
    return Upload(**{"label": "Your table", "accept": ".csv,.txt", "received": lines} | more)


def send(asked: Upload, data: bytes, at: int, **more: Any) -> dict[str, Any]:
    """One piece of a file from the page, and the kernel's answer."""
    back: list[dict[str, Any]] = []
    asked.send = back.append
    piece = {"do": "piece", "sender": "page 1", "at": at, "size": len(data), "name": "a.csv"}
    asked._asked(asked, piece | more, [memoryview(data)])
    (answer,) = back
    return answer


def test_a_file_in_pieces_is_handed_over_once_it_is_complete() -> None:
    asked = upload()
    assert send(asked, b"1,2,", 0, size=7) == {"do": "next", "sender": "page 1", "at": 4}
    assert asked.stage["reading"] == ""
    assert send(asked, b"3,4", 4, size=7) == {"do": "done", "sender": "page 1"}
    assert asked.stage["reading"] == "a.csv has 7 bytes, the last of them 52."
    assert asked.stage["answers"] == 1


def test_a_file_that_was_lost_on_the_way_is_not_handed_over() -> None:
    asked = upload()
    send(asked, b"1,2,", 0, size=9)
    lost = {"do": "lost", "sender": "page 1"}
    assert send(asked, b"5", 5, size=9) == lost, "a piece is missing"
    assert send(asked, b"5", 4, size=9, sender="page 2")["do"] == "lost", "another page's file"
    assert send(asked, b"5", 0, size=LARGEST + 1) == lost
    assert asked.stage["answers"] == 0
    assert send(asked, b"odds,2", 0, sender="page 2")["do"] == "done", "the next one works"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.exe", b"x", "“a.exe” is not taken: choose a file ending in .csv or .txt."),
        ("a.csv", b"", "“a.csv” is empty."),
        ("a.csv", b"x" * (LARGEST + 1), "“a.csv” is not taken: it has more than 20 MB."),
        ("a.csv", b"\xff", "This is not text."),
        ("a.csv", b"odds,3", "This did not work (ZeroDivisionError)."),
    ],
)
def test_what_cannot_be_used_is_a_sentence(name: str, data: bytes, words: str) -> None:
    stage = upload().receive(name, data)
    assert str(stage["problem"]).startswith(words)
    assert stage["reading"] == ""


def test_a_view_stands_on_the_stage_with_its_picture_and_table() -> None:
    stage = upload().receive("A.CSV", b"odds,2.0")
    assert str(stage["reading"]).startswith("Odds ratio 2:")
    assert str(stage["picture"]).startswith("<svg")
    assert str(stage["table"]).startswith("<table")
    assert stage["problem"] == ""


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\mine\\a.csv", "a.csv"),
        ("a\n\x1b\u202eb.csv", "a___b.csv"),
        ("\ud800.csv", "_.csv"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_comes_without_folders_and_control_characters(name: str, plain: str) -> None:
    assert upload(received=lambda name, data: name).receive(name, b"x")["reading"] == plain


@pytest.mark.parametrize("accept", ["", "csv", "*", ".csv, .txt", "image/*"])
def test_what_is_no_list_of_endings_is_refused(accept: str) -> None:
    with pytest.raises(ValueError, match="write endings as in"):
        upload(accept=accept)


def test_the_stored_output_says_what_is_asked_for_and_never_what_was_given() -> None:
    asked = upload(label="Your <b>table</b>")
    before, _ = asked._repr_mimebundle_()
    asked.receive("a.csv", b"secret")
    assert asked._repr_mimebundle_()[0] == before
    assert before["text/plain"] == (
        "Your <b>table</b>: run this notebook to choose a .csv or .txt file, up to 20 MB."
    )
    assert before["text/html"].startswith("<p>Your &lt;b&gt;")
