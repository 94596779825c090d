from collections.abc import Callable
from typing import Any

import pytest

from course_lib.ui import Download


def press(download: Download) -> tuple[dict[str, Any], list[bytes]]:
    """What comes back when the button is pressed."""
    back: list[tuple[dict[str, Any], list[bytes]]] = []
    download.send = lambda message, buffers=(): back.append((message, list(buffers)))
    download._asked(download, {"do": "write"}, [])
    (answer,) = back
    return answer


def never() -> str:
    raise AssertionError("asked too early")


def failing(error: BaseException) -> Callable[[], str]:
    def fail() -> str:
        raise error

    return fail


def test_the_text_is_written_at_each_press_and_not_before() -> None:
    texts = iter(["first é", "second \ud800"])
    download = Download("Get it", "report.html", lambda: next(texts))
    message, data = press(download)
    assert message == {"do": "file", "said": "report.html was handed to the browser."}
    assert data == ["first é".encode()]
    assert press(download)[1] == [b"second ?"]


@pytest.mark.parametrize(
    ("error", "said", "traced"),
    [
        (ValueError("the table is empty"), "The table is empty.", ""),
        (KeyboardInterrupt(), "Stopped before it was done.", ""),
        (ZeroDivisionError("x"), "This did not work (ZeroDivisionError).", "Traceback"),
    ],
)
def test_a_failure_is_a_sentence(error: BaseException, said: str, traced: str) -> None:
    message, data = press(Download("Get it", "report.md", failing(error)))
    assert message["do"] == "trouble"
    assert message["said"].startswith(said)
    assert message["trace"][:9] == traced
    assert data == []


def test_what_is_no_text_is_a_fault_and_no_file() -> None:
    wrong: Any = lambda: 3  # noqa: E731
    assert "AttributeError" in press(Download("Get it", "report.md", wrong))[0]["said"]


@pytest.mark.parametrize("name", ["", "report", "a/b.html", "..md", "report.exe", "x" * 99 + ".md"])
def test_a_name_that_is_no_plain_file_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="a download cannot be called"):
        Download("Get it", name, never)


def test_the_stored_output_needs_no_text_and_escapes_the_label() -> None:
    data, _ = Download("Get <b>it</b>", "report.csv", never)._repr_mimebundle_()
    assert data["text/plain"] == "Get <b>it</b>: run this notebook to have report.csv."
    assert data["text/html"].startswith("<p>Get &lt;b&gt;it")
